package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.execution.OutputListener.Stream;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrintedCountersTest {

  private static final long MILLI = 1_000_000;

  private final PrintedCounters counters = new PrintedCounters();
  private final List<Long> wallNanos = new ArrayList<>();
  private long nanos;

  @Test
  void a_number_that_rises_by_the_same_step_counts_cycles() throws IOException {
    for (int day = 1; day <= 40; day++) {
      after(day, "day %d total %d".formatted(10 * day, 7 * day * day));
    }
    assertEquals(Optional.of("day 10 total 7"), counters.line());
    assertEquals(39, cycles().size());
    assertEquals(2 * MILLI, wallNanos.get(0));
    assertEquals(40 * MILLI, wallNanos.get(38));
  }

  @Test
  void nineteen_lines_are_too_few() throws IOException {
    for (int day = 1; day < 20; day++) {
      after(1, "day " + day);
    }
    assertTrue(cycles().isEmpty());
  }

  @Test
  void times_of_day_seconds_since_the_start_and_other_numbers_count_nothing() throws IOException {
    for (int second = 0; second < 60; second++) {
      after(1_000, "12:00:%02d alive, up %d s, load 0.%d".formatted(second, second, second));
      after(0, "value " + (second * 7919 % 97));
    }
    assertEquals(Optional.empty(), counters.line());
  }

  @Test
  void a_number_of_iterations_that_each_step_took_counts_nothing() throws IOException {
    for (int day = 0; day < 60; day++) {
      after(5, "iterations %d, batch size %d, day %d".formatted(3 + day * 7 % 5, 32, day));
    }
    assertEquals(59, cycles().size());
    for (int day = 0; day < 60; day++) {
      after(50, "newton iterations %d".formatted(3 + day * 7 % 5));
    }
    assertEquals(Optional.of("iterations 3, batch size 32, day 0"), counters.line());
  }

  @Test
  void the_loop_that_takes_longest_counts_and_not_the_one_that_reads_the_data() throws IOException {
    for (int file = 0; file < 500; file++) {
      after(1, "read file " + file);
    }
    for (int epoch = 0; epoch < 30; epoch++) {
      after(100, "epoch " + epoch);
    }
    assertEquals(Optional.of("epoch 0"), counters.line());
    assertEquals(29, cycles().size());
  }

  @Test
  void inner_loops_go_on_where_the_one_before_ended() throws IOException {
    for (int epoch = 0; epoch < 3; epoch++) {
      for (int batch = 0; batch < 50; batch++) {
        after(2, "epoch %d batch %d".formatted(epoch, batch));
      }
    }
    assertEquals(149, cycles().size());
    assertTrue(wallNanos.stream().allMatch(wall -> wall == 2 * MILLI));
  }

  @Test
  void a_bar_is_printed_when_time_has_passed_and_its_steps_are_cycles() throws IOException {
    int done = 0;
    for (int i = 0; i < 30; i++) {
      done += 40 - i;
      after(100, "train:  %d%%|###  | %d/2000 [00:%02d<00:10, 99.9it/s]".formatted(i, done, i));
    }
    assertEquals(done - 40, cycles().size());
    // 39 steps within the first tenth of a second, 11 within the last one.
    assertEquals(100.0 / 39, wallNanos.get(0) / 1e6, 1e-3);
    assertEquals(100.0 / 11, wallNanos.get(wallNanos.size() - 1) / 1e6, 1e-3);
    assertTrue(PrintedCounters.isBar("57it [00:03, 20.1it/s]"));
    assertFalse(PrintedCounters.isBar("loss 57 [a, b]"));
  }

  @Test
  void texts_that_are_printed_once_do_not_keep_out_the_counter() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      after(1, "option" + "x".repeat(i % 40) + (char) ('a' + i / 80) + " = " + i);
    }
    for (int day = 0; day < 60; day++) {
      after(100, "day " + day);
    }
    assertEquals(59, cycles().size());
  }

  @Test
  void lines_that_come_together_share_the_time_since_those_before() throws IOException {
    List<String> together = new ArrayList<>();
    for (int step = 0; step < 100; step++) {
      together.add("step " + step);
      if (together.size() == 10) {
        nanos += 20 * MILLI;
        counters.add(Stream.OUTPUT, together, nanos);
        together.clear();
      }
    }
    // How long the first ten took is not known.
    assertEquals(90, cycles().size());
    assertTrue(wallNanos.stream().allMatch(wall -> wall == 2 * MILLI));
  }

  @Test
  void more_cycles_than_fifty_thousand_are_taken_together() throws IOException {
    for (int step = 0; step <= 200_000; step++) {
      after(1, "step " + step);
    }
    assertEquals(50_000, cycles().size());
    assertTrue(wallNanos.stream().allMatch(wall -> wall == 4 * MILLI));
  }

  private void after(long millis, String line) {
    nanos += millis * MILLI;
    counters.add(Stream.ERRORS, List.of(line), nanos);
  }

  /** Returns the timed cycles. */
  private List<Long> cycles() throws IOException {
    counters.emit(
        new TelemetrySink() {
          @Override
          public void cycle(CycleRow row) {
            if (row.has(Column.WALL_NANOS)) {
              wallNanos.add(row.longValue(Column.WALL_NANOS));
            }
          }

          @Override
          public void end(RunEnd end) {}
        },
        new UnixClock());
    return wallNanos;
  }
}
