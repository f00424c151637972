package dev.runvar.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins samples to cycles by time.
 *
 * <p>A sample stands for the time before it, and counts if it falls into a cycle. Its time is split
 * over the cycles that it overlaps. A sample between cycles says what was done there, and is
 * dropped: its stack is not that of the cycle before, of which it may cover a part.
 */
public final class SampleJoin {

  private static final long NANOS_PER_MICRO = 1000;
  private static final long MOST_DELAY_NANOS = 50_000;
  private static final double MOST_DELAY_SHARE = 0.02;

  private final CycleSpans spans;
  private final WindowPlan plan;
  private final List<List<Frame>> stacks = new ArrayList<>();
  private final Map<List<Frame>, Integer> numbers = new HashMap<>();

  /** For each stack and window, weight and samples. */
  private final Map<Long, double[]> sums = new HashMap<>();

  /** For each phase, the weight of the first and of the last fifth. */
  private final Map<String, double[]> phases = new TreeMap<>();

  private SampleJoin(CycleSpans spans) {
    this.spans = spans;
    plan = new WindowPlan(spans);
  }

  /** Returns the samples of a run by cycle. */
  public static CycleProfile of(CycleSpans spans, Iterator<Sample> samples) {
    SampleJoin join = new SampleJoin(spans);
    while (samples.hasNext()) {
      join.add(samples.next());
    }
    return join.result();
  }

  private void add(Sample sample) {
    long end = endWithinCycle(sample.unixMicros() * NANOS_PER_MICRO);
    // A sample without a weight counts for the nanosecond before it.
    long weight = Math.max(1, sample.weightNanos());
    long begin = end - weight;
    if (end < 0) {
      return;
    }
    int first = spans.firstEndingAfter(begin);
    long all = 0;
    for (int cycle = first; cycle < spans.count() && spans.beginUnixNanos(cycle) < end; cycle++) {
      all += overlap(cycle, begin, end);
    }
    int stack = number(sample.stack());
    for (int cycle = first; cycle < spans.count() && spans.beginUnixNanos(cycle) < end; cycle++) {
      long overlap = overlap(cycle, begin, end);
      if (overlap > 0) {
        double share = overlap / (double) all;
        add(stack, plan.groupOf(cycle), share * sample.weightNanos(), share);
        if (plan.blockOf(cycle) >= 0) {
          add(stack, plan.blockOf(cycle), share * sample.weightNanos(), share);
          if (!sample.phase().isEmpty()) {
            boolean isEarly =
                plan.windows().get(plan.blockOf(cycle)).kind() == CycleWindow.Kind.EARLY;
            phases.computeIfAbsent(sample.phase(), added -> new double[2])[isEarly ? 0 : 1] +=
                share * sample.weightNanos();
          }
        }
      }
    }
  }

  private long overlap(int cycle, long begin, long end) {
    return Math.min(end, spans.endOf(cycle)) - Math.max(begin, spans.beginUnixNanos(cycle));
  }

  /**
   * Returns when a sample was taken, or the end of the cycle just before: what a cycle ends with
   * may delay a sample beyond its end. −1 if it was taken between cycles.
   */
  private long endWithinCycle(long end) {
    int cycle = spans.firstEndingAfter(end - 1);
    if (cycle < spans.count() && spans.beginUnixNanos(cycle) < end) {
      return end;
    }
    if (cycle == 0) {
      return -1;
    }
    long before = spans.endOf(cycle - 1);
    long delay =
        Math.min(
            MOST_DELAY_NANOS,
            Math.round(MOST_DELAY_SHARE * (before - spans.beginUnixNanos(cycle - 1))));
    return end - before <= delay ? before : -1;
  }

  private int number(List<Frame> stack) {
    return numbers.computeIfAbsent(
        stack,
        added -> {
          stacks.add(added);
          return stacks.size() - 1;
        });
  }

  private void add(int stack, int window, double weightNanos, double samples) {
    double[] sum =
        sums.computeIfAbsent((long) stack << Integer.SIZE | window, added -> new double[2]);
    sum[0] += weightNanos;
    sum[1] += samples;
  }

  private CycleProfile result() {
    List<StackTime> times = new ArrayList<>();
    sums.forEach(
        (key, sum) ->
            times.add(new StackTime(key.intValue(), (int) (key >> Integer.SIZE), sum[0], sum[1])));
    times.sort(
        java.util.Comparator.comparingInt(StackTime::window).thenComparingInt(StackTime::stack));
    Map<String, PhaseAgreement.Fifth> nanos = new TreeMap<>();
    phases.forEach((name, sum) -> nanos.put(name, new PhaseAgreement.Fifth(sum[0], sum[1])));
    return new CycleProfile(plan.windows(), stacks, times, nanos);
  }
}
