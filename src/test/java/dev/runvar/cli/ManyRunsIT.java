package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.ManyRuns;
import dev.runvar.store.Workspace;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies of very many runs, made up, with a heap that is small for them. {@code
 * -Drunvar.runs=1000000 -Drunvar.heap=8g} asks for others. Prints how long each command took, and
 * the most memory that its process had.
 */
@Tag("long")
class ManyRunsIT {

  private static final int RUNS = Integer.getInteger("runvar.runs", 100_000);
  private static final String HEAP = System.getProperty("runvar.heap", "1024m");
  private static final String STUDY = "many";

  @TempDir private Path directory;

  @Test
  void every_command_works_on_very_many_runs() throws Exception {
    Study study =
        StudyReader.read(
            Files.writeString(
                directory.resolve("study.yaml"),
                """
                study: many
                cycles: 10
                replications: %d
                seed: 1
                isolation: thread
                fixed: {max_agents: 5, warmup: 0s}
                experiments:
                  all:
                    factors: {frequency: [low, high], pooling: [off, on]}
                """
                    .formatted(RUNS / 4)));
    long began = System.nanoTime();
    ManyRuns.commit(Workspace.open(directory.toString()).study(STUDY), study);
    System.out.printf("| commit | %.1f s | |%n", (System.nanoTime() - began) / 1e9);
    System.out.printf("| files | %,d | |%n", files());
    String ok = "%d of %d runs are OK".formatted(RUNS, RUNS);
    assertTrue(command("status", STUDY).contains(ok));
    assertTrue(
        command("simulate", directory.resolve("study.yaml").toString())
            .contains("all %d runs are done already".formatted(RUNS)));
    assertTrue(command("gc", STUDY).contains("Removed: 0 files"));
    assertTrue(
        command("verify", STUDY, "--sample", "0")
            .contains("Nothing is missing, damaged or changed."));
    assertTrue(command("analyze", STUDY).contains(ok));
    assertTrue(command("report", STUDY).contains("index.html"));
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private String command(String... arguments) throws Exception {
    List<String> options = new ArrayList<>(List.of(arguments));
    options.addAll(List.of("--workspace", directory.toString()));
    List<String> command = RunvarProcess.command(options.toArray(String[]::new));
    command.add(1, "-Xmx" + HEAP);
    Path output = directory.resolve("output.txt");
    long began = System.nanoTime();
    Process process = RunvarProcess.start(output, command);
    String peak = "";
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      peak = peakOf(process.pid()).orElse(peak);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf("| %s | %.1f s | %s |%n", arguments[0], took.toMillis() / 1e3, peak.strip());
    String text = Files.readString(output);
    assertEquals(0, process.exitValue(), text);
    return text;
  }

  /** Returns the most memory that a process had so far. */
  private static Optional<String> peakOf(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.substring("VmHWM:".length()))
          .findFirst();
    } catch (IOException e) {
      // It has ended.
      return Optional.empty();
    }
  }
}
