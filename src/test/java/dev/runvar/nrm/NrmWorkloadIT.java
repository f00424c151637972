package dev.runvar.nrm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NrmWorkloadIT {

  @TempDir private Path scratch;

  @Test
  void both_variants_take_the_same_path() throws IOException {
    assertEquals(
        run(Map.of("variant", "unoptimized"), 20).hash(),
        run(Map.of("variant", "optimized"), 20).hash());
  }

  @Test
  void every_switch_alone_leaves_the_path_as_it_is() throws IOException {
    String hash = run(Map.of(), 20).hash();
    assertEquals(hash, run(Map.of("sampling", "per-agent"), 20).hash());
    assertEquals(hash, run(Map.of("persistence", "per-sample"), 20).hash());
    assertEquals(hash, run(Map.of("retention", "all"), 20).hash());
    assertEquals(hash, run(Map.of("warmup", "50ms"), 20).hash());
    assertEquals(hash, run(Map.of("recall", "indexed"), 20).hash());
  }

  @Test
  void readings_are_one_per_agent_or_one_per_cycle() throws IOException {
    Recorded perAgent = run(Map.of("sampling", "per-agent", "founders", "5"), 5);
    Recorded cached = run(Map.of("sampling", "cached", "founders", "5"), 5);
    assertEquals(5, perAgent.rows.get(0).get("host_readings"));
    assertEquals(perAgent.rows.get(0).get("population"), perAgent.rows.get(1).get("host_readings"));
    assertTrue(cached.rows.stream().allMatch(row -> row.get("host_readings") == 1));
  }

  @Test
  void the_audit_store_grows_and_is_gone_afterwards() throws IOException {
    Recorded run = run(Map.of("variant", "unoptimized", "founders", "5"), 30);
    long first = run.rows.get(0).get("database_bytes");
    long last = run.rows.get(29).get("database_bytes");
    assertTrue(first > 0);
    assertTrue(last > first, first + " → " + last);
    try (Stream<Path> left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void phases_add_up_to_the_wall_time() throws IOException {
    for (Map<String, Long> row : run(Map.of(), 10).rows) {
      assertEquals(row.get("wall_nanos"), row.get("phases"));
    }
  }

  @Test
  void live_grounding_still_runs() throws IOException {
    assertEquals(10, run(Map.of("grounding", "live"), 10).rows.size());
  }

  private Recorded run(Map<String, String> given, int cycles) throws IOException {
    Map<String, String> parameters = new HashMap<>(Map.of("warmup", "0s"));
    parameters.putAll(given);
    Recorded recorded = new Recorded();
    new NrmWorkload(NrmSettings.of(NrmSettings.resolve(parameters)), 5, scratch)
        .run(cycles, recorded);
    return recorded;
  }

  /** Keeps what a test looks at. */
  private static final class Recorded implements TelemetrySink {

    private final List<Map<String, Long>> rows = new java.util.ArrayList<>();
    private RunEnd end;

    String hash() {
      return end.trajectory().orElseThrow();
    }

    @Override
    public void cycle(CycleRow row) {
      Map<String, Long> values = new HashMap<>();
      for (Column column : Column.values()) {
        if (row.has(column)) {
          values.put(column.columnName(), row.longValue(column));
        }
      }
      long phases = 0;
      for (int i = 0; i < row.phases().size(); i++) {
        phases += row.phases().value(i);
      }
      values.put("phases", phases);
      rows.add(values);
    }

    @Override
    public void end(RunEnd runEnd) {
      end = runEnd;
    }
  }
}
