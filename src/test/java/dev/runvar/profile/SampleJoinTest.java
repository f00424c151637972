package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runvar.profile.CycleWindow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleJoinTest {

  private static final long MILLI = 1_000_000;
  private static final Frame MAIN = new Frame("model.py", "main", 1, 9, true);
  private static final Frame OTHER = new Frame("model.py", "other", 7, 8, true);
  private static final Frame STEP = new Frame("model.py", "step", 3, 5, true);

  /** Cycles of ten milliseconds, one after the other from 0. */
  private static CycleSpans cycles(int count) {
    return new CycleSpans(
        LongStream.rangeClosed(1, count).map(i -> 10 * i * MILLI).toArray(),
        LongStream.range(0, count).map(i -> 10 * MILLI).toArray());
  }

  private static Sample sample(long endMillis, long millis, Frame... stack) {
    return new Sample(endMillis * 1000, millis * MILLI, List.of(stack));
  }

  private static double share(CycleProfile profile, Frame top) {
    return profile.times().stream()
            .filter(time -> profile.stacks().get(time.stack()).get(0).equals(top))
            .filter(time -> profile.windows().get(time.window()).kind() == Kind.GROUP)
            .mapToDouble(StackTime::weightNanos)
            .sum()
        / profile.sampledNanos(Kind.GROUP);
  }

  private static double nanos(CycleProfile profile, Kind kind, int index) {
    return profile.times().stream()
        .filter(time -> profile.windows().get(time.window()).kind() == kind)
        .filter(time -> profile.windows().get(time.window()).index() == index)
        .mapToDouble(StackTime::weightNanos)
        .sum();
  }

  @Test
  void a_sample_is_split_over_the_windows_it_overlaps() {
    CycleProfile profile =
        SampleJoin.of(cycles(50), List.of(sample(14, 10, STEP, MAIN)).iterator());
    assertEquals(6 * MILLI, nanos(profile, Kind.GROUP, 0), 1);
    assertEquals(4 * MILLI, nanos(profile, Kind.GROUP, 1), 1);
    assertEquals(10 * MILLI, nanos(profile, Kind.EARLY, 0), 1);
    assertEquals(1, profile.samples(Kind.EARLY), 1e-9);
  }

  @Test
  void a_sample_between_cycles_is_dropped_and_one_within_a_cycle_has_all_of_its_time() {
    CycleSpans apart =
        new CycleSpans(
            LongStream.rangeClosed(1, 10).map(i -> 20 * i * MILLI).toArray(),
            LongStream.range(0, 10).map(i -> 10 * MILLI).toArray());
    List<Sample> samples =
        List.of(sample(40, 40, STEP), sample(65, 10, MAIN), sample(280, 90, MAIN));
    CycleProfile profile = SampleJoin.of(apart, samples.iterator());
    assertEquals(20 * MILLI, nanos(profile, Kind.GROUP, 0), 1);
    assertEquals(20 * MILLI, nanos(profile, Kind.GROUP, 1), 1);
    assertEquals(0, nanos(profile, Kind.GROUP, 2), 1);
    assertEquals(0, nanos(profile, Kind.GROUP, 9), 1);
    assertEquals(1, profile.samples(Kind.GROUP), 1e-9);
  }

  @Test
  void the_last_operation_of_a_cycle_may_delay_a_sample_beyond_its_end() {
    CycleSpans one = new CycleSpans(new long[] {20 * MILLI}, new long[] {10 * MILLI});
    Sample late = new Sample(20_040, 9 * MILLI, List.of(STEP));
    assertEquals(9 * MILLI, nanos(SampleJoin.of(one, List.of(late).iterator()), Kind.GROUP, 0), 1);
    Sample after = new Sample(20_060, 9 * MILLI, List.of(MAIN));
    assertEquals(0, nanos(SampleJoin.of(one, List.of(after).iterator()), Kind.GROUP, 0), 1);
  }

  /** Each cycle does half of its work in either function, and as much is done between cycles. */
  @Test
  void what_is_done_between_briefcycles_is_in_none_of_them() {
    CycleSpans brief =
        new CycleSpans(
            LongStream.rangeClosed(1, 10_000).map(i -> 2 * i * MILLI).toArray(),
            LongStream.range(0, 10_000).map(i -> MILLI).toArray());
    SplittableRandom random = new SplittableRandom(3);
    List<Sample> samples = new ArrayList<>();
    long at = 0;
    while (at < 20_000_000) {
      long weight = 500L + random.nextInt(1_500);
      at += weight;
      long within = at % 2_000;
      Frame top = within < 1_000 ? MAIN : within < 1_500 ? STEP : OTHER;
      samples.add(new Sample(at, 1_000 * weight, List.of(top)));
    }
    CycleProfile profile = SampleJoin.of(brief, samples.iterator());
    assertEquals(0.5, share(profile, STEP), 0.02);
    assertEquals(0, share(profile, MAIN), 0.03);
  }

  @Test
  void groups_have_equal_numbers_of_cycles_and_fifths_are_those_of_the_acceleration() {
    List<CycleWindow> windows = SampleJoin.of(cycles(1003), List.<Sample>of().iterator()).windows();
    assertEquals(50, windows.stream().filter(one -> one.kind() == Kind.GROUP).count());
    assertEquals(200, sum(windows, Kind.EARLY));
    assertEquals(201, sum(windows, Kind.LATE));
    assertEquals(1003, sum(windows, Kind.GROUP));
  }

  private static int sum(List<CycleWindow> windows, Kind kind) {
    return windows.stream()
        .filter(window -> window.kind() == kind)
        .mapToInt(CycleWindow::cycles)
        .sum();
  }

  @Test
  void a_stack_has_one_entry_in_a_window_however_often_it_was_seen() {
    CycleProfile profile =
        SampleJoin.of(
            cycles(20),
            IntStream.rangeClosed(1, 20).mapToObj(i -> sample(10L * i, 10, STEP, MAIN)).iterator());
    assertEquals(1, profile.stacks().size());
    assertEquals(20, profile.times().stream().filter(time -> time.window() < 20).count());
  }

  @Test
  void a_run_of_fewer_than_ten_cycles_has_no_fifths() {
    CycleProfile profile = SampleJoin.of(cycles(9), List.of(sample(10, 10, MAIN)).iterator());
    assertEquals(0, profile.samples(Kind.EARLY));
    assertThrows(
        IllegalArgumentException.class,
        () -> FunctionGrowth.of(List.of(new SeededProfile(1, profile))));
  }

  @Test
  void windows_of_time_stand_in_for_cycles() {
    CycleSpans spans = CycleSpans.equal(0, 100 * MILLI, 10);
    assertEquals(10 * MILLI, spans.meanWallNanos(0, 10), 1);
  }
}
