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
 * <p>A sample stands for the time before it. That time is split over the cycles that it overlaps;
 * time between cycles is dropped.
 */
public final class SampleJoin {

  private static final long NANOS_PER_MICRO = 1000;

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
    long end = sample.unixMicros() * NANOS_PER_MICRO;
    // A sample without a weight counts for the nanosecond before it.
    long weight = Math.max(1, sample.weightNanos());
    long begin = end - weight;
    int stack = -1;
    for (int cycle = spans.firstEndingAfter(begin); cycle < spans.count(); cycle++) {
      long from = spans.beginUnixNanos(cycle);
      if (from >= end) {
        return;
      }
      long overlap = Math.min(end, spans.endOf(cycle)) - Math.max(begin, from);
      if (overlap > 0) {
        if (stack < 0) {
          stack = number(sample.stack());
        }
        double share = overlap / (double) weight;
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
