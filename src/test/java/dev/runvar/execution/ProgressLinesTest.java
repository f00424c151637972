package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.runvar.execution.OutputListener.Stream;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  private final List<CycleRow> rows = new ArrayList<>();

  @Test
  void named_groups_are_gauges_and_the_number_of_the_cycle() throws IOException {
    try (ProgressLines lines =
        new ProgressLines("^step (?<cycle>\\d+) agents=(?<agents>\\S+)", sink())) {
      lines.printed(Stream.OUTPUT, List.of("step 5 agents=10"));
      lines.printed(Stream.OUTPUT, List.of("a detail"));
      lines.printed(Stream.OUTPUT, List.of("step 7 agents=none"));
      lines.printed(Stream.OUTPUT, List.of("step 7 agents=12.5"));
      lines.poll();
    }
    assertEquals(List.of(5L, 7L, 8L), rows.stream().map(r -> r.longValue(Column.CYCLE)).toList());
    assertEquals("agents", rows.get(0).gaugeName(0));
    assertEquals(10, rows.get(0).gaugeValue(0));
    assertEquals(0, rows.get(1).gauges());
    assertEquals(12.5, rows.get(2).gaugeValue(0));
    assertFalse(rows.get(0).has(Column.WALL_NANOS));
  }

  @Test
  void the_stream_counts_that_has_the_first_matching_line() throws IOException {
    try (ProgressLines lines = new ProgressLines("^step", sink())) {
      lines.printed(Stream.OUTPUT, List.of("start"), 0);
      lines.printed(Stream.ERRORS, List.of("step 1"), 1_000);
      lines.printed(Stream.OUTPUT, List.of("step 1"), 2_000);
      lines.printed(Stream.ERRORS, List.of("step 2", "step 3"), 5_000);
      lines.poll();
    }
    assertEquals(3, rows.size());
    assertFalse(rows.get(0).has(Column.WALL_NANOS));
    // Lines that come together share the time since the one before.
    assertEquals(2_000, rows.get(1).longValue(Column.WALL_NANOS));
    assertEquals(2_000, rows.get(2).longValue(Column.WALL_NANOS));
  }

  private TelemetrySink sink() {
    return new TelemetrySink() {
      @Override
      public void cycle(CycleRow row) {
        CycleRow copy = new CycleRow();
        copy.copyFrom(row);
        rows.add(copy);
      }

      @Override
      public void end(RunEnd end) {}
    };
  }
}
