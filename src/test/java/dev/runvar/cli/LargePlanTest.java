package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of a large design takes time that grows with its treatments, not with their square. */
class LargePlanTest {

  private static final String STUDY =
      """
      study: large
      cycles: 10
      replications: 1
      seed: 1
      workload: {command: [program]}
      experiments:
        e: {factors: {x: [%s], y: [%s]}}
      """;

  @TempDir private Path directory;

  @Test
  void a_plan_of_a_hundred_thousand_treatments_takes_seconds() throws IOException {
    Path study =
        Files.writeString(
            directory.resolve("study.yaml"), STUDY.formatted(numbers(1_000), numbers(100)));
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    String[] command = {
      "plan", study.toString(), "--pilot", "0s", "--workspace", directory.toString()
    };
    int code = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Main.run(out, out, command));
    assertEquals(0, code, text.toString());
    assertTrue(text.toString().startsWith("large: 100000 runs of 10 cycles"));
    assertEquals(100_002, text.toString().lines().count());
  }

  private static String numbers(int many) {
    return IntStream.range(0, many).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }
}
