package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the watch of a run removes when the run is over, with a process for its executor. */
class WatchScriptTest {

  /** Above the largest number that Linux gives to a process group. */
  private static final String NO_GROUP = "4194305";

  @TempDir private Path directory;
  private Path scratch;
  private Path profile;

  @BeforeEach
  void makeDirectories() throws IOException {
    scratch = Files.createDirectory(directory.resolve("scratch"));
    profile = Files.createDirectory(directory.resolve("scratch.profile"));
  }

  @Test
  void the_profile_stays_until_the_executor_has_read_it() throws Exception {
    Process executor = executor("sleep 60");
    Process watch = watch(executor);
    // Its output ends when the run's own directory is gone.
    assertEquals("", output(watch));
    assertFalse(Files.exists(scratch));
    assertTrue(Files.exists(profile));
    Files.delete(profile);
    assertTrue(watch.waitFor(5, TimeUnit.SECONDS));
    executor.destroy();
  }

  @Test
  void the_profile_goes_with_an_executor_that_does_not_read_it() throws Exception {
    Process watch = watch(executor("sleep 0.3"));
    assertTrue(watch.waitFor(5, TimeUnit.SECONDS));
    assertFalse(Files.exists(scratch));
    assertFalse(Files.exists(profile));
  }

  private static Process executor(String command) throws IOException {
    return new ProcessBuilder("sh", "-c", "exec " + command).start();
  }

  private Process watch(Process executor) throws IOException {
    String script;
    try (InputStream in = SupervisedProcess.class.getResourceAsStream("/execution/watch.sh")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Process watch =
        new ProcessBuilder(
                "sh",
                "-c",
                script,
                "runvar-watch",
                NO_GROUP,
                "no-attempt",
                scratch.toString(),
                String.valueOf(executor.pid()))
            .redirectErrorStream(true)
            .start();
    watch.getOutputStream().close();
    return watch;
  }

  private static String output(Process watch) throws IOException {
    return new String(watch.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
