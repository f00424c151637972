package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.ImportedRun;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast files are read, in processor time, so that load beside does not count. */
@Tag("long")
class LargeFilesTest {

  private static final String DETAIL =
      "GAMG:  Solving for %s, Initial residual = 0.123456, Final residual = 0.000123, done\n";

  @TempDir private Path directory;

  @Test
  void a_log_of_a_gigabyte_is_read_at_50_megabytes_per_second() throws IOException {
    Path log = directory.resolve("log.solver");
    StringBuilder details = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      details.append(DETAIL.formatted("field" + i));
    }
    int steps = 0;
    try (BufferedWriter text = Files.newBufferedWriter(log)) {
      for (long bytes = 0; bytes < 1_000_000_000; steps++) {
        String step =
            "Time = %d\n\n%sGAMG:  Solving for p, No Iterations %d\nExecutionTime = %.2f s  ClockTime = %d s\n\n"
                .formatted(steps, details, steps % 7, steps / 5.0, steps / 5);
        text.write(step);
        bytes += step.length();
      }
    }
    double seconds = secondsFor(log, steps);
    assertTrue(Files.size(log) / seconds > 50e6, "1 GB took %.1f s".formatted(seconds));
  }

  @Test
  void a_million_rows_are_read_in_five_seconds() throws IOException {
    Path table = directory.resolve("rows.csv");
    try (BufferedWriter text = Files.newBufferedWriter(table)) {
      text.write("cycle,wall_nanos,cpu_nanos,phase.io,patterns,rss_bytes,load\n");
      for (int i = 0; i < 1_000_000; i++) {
        text.write(
            "%d,%d,%d,%d,%d,%d,0.%d\n"
                .formatted(
                    i,
                    80_000_000 + i % 977,
                    70_000_000 + i % 7,
                    9_000_000 + i % 97,
                    i % 1_000,
                    100_000_000 + i,
                    i % 1_000));
      }
    }
    double seconds = secondsFor(table, 1_000_000);
    assertTrue(seconds < 5, "a million rows took %.1f s".formatted(seconds));
  }

  private static double secondsFor(Path file, int cycles) throws IOException {
    long[] read = new long[1];
    RunSink counter =
        new RunSink() {
          @Override
          public void begin(ImportedRun run) {}

          @Override
          public void cycle(CycleRow row) {
            read[0]++;
          }

          @Override
          public void end(RunEnd end) {}
        };
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Findings findings = new Findings();
    CollectedRuns.request(file.toString()).found(findings).get(0).source().read(counter, findings);
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    assertEquals(cycles, read[0]);
    return nanos / 1e9;
  }
}
