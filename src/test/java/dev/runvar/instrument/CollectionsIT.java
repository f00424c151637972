package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.nrm.NrmSettings;
import dev.runvar.nrm.RunProcess;
import dev.runvar.program.RunEnvironment;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.TelemetryParser;
import dev.runvar.telemetry.TelemetryParser.Line;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collections of a real run's JVM, against the whole of its log. */
class CollectionsIT {

  private static final Pattern PAUSE =
      Pattern.compile("\\[(\\d+)ns\\].* Pause .* ([0-9.]+)ms", Pattern.MULTILINE);

  private static final Map<String, String> PARAMETERS =
      Map.of("variant", "unoptimized", "max_agents", "3", "founders", "3", "warmup", "0s");

  @TempDir private Path scratch;

  private record Cycle(long begin, long end, long gcNanos, long gcCount) {
    boolean contains(long unixNanos) {
      return unixNanos > begin && unixNanos <= end;
    }
  }

  @Test
  void collections_in_cycles_and_between_them_are_all_of_the_log() throws Exception {
    UnixClock clock = new UnixClock();
    run();
    List<Cycle> cycles = cycles();
    List<MatchResult> pauses =
        PAUSE.matcher(Files.readString(scratch.resolve("gc.log"))).results().toList();
    long countInCycles = 0;
    double millisInCycles = 0;
    for (MatchResult pause : pauses) {
      long end = clock.unixNanos(Long.parseLong(pause.group(1)));
      if (cycles.stream().anyMatch(cycle -> cycle.contains(end))) {
        countInCycles++;
        millisInCycles += Double.parseDouble(pause.group(2));
      }
    }
    assertTrue(pauses.size() > 10, "collections: " + pauses.size());
    assertEquals(countInCycles, cycles.stream().mapToLong(Cycle::gcCount).sum());
    assertEquals(millisInCycles, cycles.stream().mapToLong(Cycle::gcNanos).sum() / 1e6, 1e-6);
    // What is not in cycles is the start of the JVM, and its writing of telemetry.
    assertTrue(countInCycles > pauses.size() / 2, countInCycles + " of " + pauses.size());
    assertTrue(cycles.stream().allMatch(cycle -> cycle.gcNanos() <= cycle.end() - cycle.begin()));
  }

  private void run() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx16m",
            "-XX:+UseSerialGC",
            Probe.collectionsOption(scratch.resolve("gc.log")),
            "-cp",
            RunProcess.classPath(),
            RunProcess.class.getName());
    Map<String, String> environment = builder.environment();
    environment.put("RUNVAR_SEED", "5");
    environment.put("RUNVAR_CYCLES", "400");
    environment.put("RUNVAR_SCRATCH", scratch.toString());
    environment.put("RUNVAR_TELEMETRY", scratch.resolve("telemetry.jsonl").toString());
    NrmSettings.resolve(PARAMETERS)
        .forEach(
            (name, value) ->
                environment.put(
                    RunEnvironment.PARAMETER_PREFIX + name.toUpperCase(Locale.ROOT), value));
    assertEquals(0, builder.inheritIO().start().waitFor());
  }

  private List<Cycle> cycles() throws Exception {
    TelemetryParser parser = new TelemetryParser();
    List<Cycle> cycles = new ArrayList<>();
    try (Probe probe = new Probe(Duration.ofSeconds(10))) {
      probe.watchCollections(scratch.resolve("gc.log"));
      for (String line : Files.readAllLines(scratch.resolve("telemetry.jsonl"))) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (parser.parse(bytes, 0, bytes.length) == Line.CYCLE) {
          CycleRow row = parser.row();
          probe.join(row);
          cycles.add(
              new Cycle(
                  row.endUnixNanos() - row.longValue(Column.WALL_NANOS),
                  row.endUnixNanos(),
                  row.longValue(Column.GC_NANOS),
                  row.longValue(Column.GC_COUNT)));
        }
      }
    }
    return cycles;
  }
}
