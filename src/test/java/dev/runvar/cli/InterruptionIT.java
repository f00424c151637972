package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees of a command that is ended with Ctrl-C or by another program. */
class InterruptionIT {

  private static final String STUDY =
      """
      study: long
      cycles: 5
      replications: 4
      seed: 3
      isolation: process
      workload: {command: [sh, -c, 'touch %s; sleep 60']}
      experiments: {only: {}}
      """;

  private static final String LAST_LINE =
      "runvar: interrupted; what was finished is kept, and the same command goes on";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"simulate, INT, 130", "simulate, TERM, 143", "plan, INT, 130", "plan, TERM, 143"})
  void is_one_line_an_exit_code_of_its_own_and_leaves_nothing(
      String command, String signal, int exitCode) throws Exception {
    Path started = directory.resolve("started");
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Path study = Files.writeString(directory.resolve("study.yaml"), STUDY.formatted(started));
    List<String> line =
        RunvarProcess.command(command, study.toString(), "--workspace", directory + "/workspace");
    line.add(1, "-Djava.io.tmpdir=" + temporary);
    Path output = directory.resolve("output");
    Process process = RunvarProcess.start(output, line);
    await(() -> Files.exists(started));
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    List<String> lines = Files.readAllLines(output);
    assertEquals(exitCode, process.exitValue(), lines::toString);
    assertEquals(LAST_LINE, lines.get(lines.size() - 1), lines::toString);
    assertTrue(
        lines.stream().noneMatch(l -> l.startsWith("\tat ") || l.matches(".* (WARN|ERROR) .*")),
        lines::toString);
    // What watches a run removes its directory as soon as its processes have ended.
    await(() -> runDirectories(temporary) == 0);
  }

  private static long runDirectories(Path temporary) throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      return left.filter(path -> path.getFileName().toString().startsWith("runvar-")).count();
    }
  }

  /** What becomes true. */
  private interface Condition {
    boolean isTrue() throws IOException;
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.isTrue()) {
      assertTrue(System.nanoTime() < deadline, "not within a minute");
      Thread.sleep(100);
    }
  }
}
