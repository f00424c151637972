package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All studies of known truth in three draws, from their files to the decisions. A third of them, in
 * one draw, is a command of its own: {@code python3 src/test/python/check_planted.py
 * --first-third}.
 */
@Tag("long")
class PlantedStudiesIT {

  @Test
  void every_decision_is_one_that_the_truth_allows() throws IOException, InterruptedException {
    Process check =
        new ProcessBuilder("python3", "src/test/python/check_planted.py", "--draws", "3")
            .redirectErrorStream(true)
            .start();
    String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, check.waitFor(), output);
  }
}
