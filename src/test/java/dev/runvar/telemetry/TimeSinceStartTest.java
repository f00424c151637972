package dev.runvar.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSinceStartTest {

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void a_clock_since_the_start_is_known_also_when_it_falls_now_and_then() {
    double[] clock = sums(cycles(60, 0));
    assertTrue(TimeSinceStart.isLikely(clock));
    clock[30] -= 3;
    assertTrue(TimeSinceStart.isLikely(clock));
    // A restart in the middle.
    double[] restarted = clock.clone();
    for (int i = 40; i < 60; i++) {
      restarted[i] -= clock[39];
    }
    assertTrue(TimeSinceStart.isLikely(restarted));
    assertFalse(TimeSinceStart.isLikely(Arrays.copyOf(clock, 19)));
  }

  /** A false alarm refuses an import: none in 2,000 runs, however much they grow. */
  @Test
  void times_of_cycles_are_not_taken_for_a_clock() {
    int alarms = 0;
    for (int run = 0; run < 2_000; run++) {
      double growth = 20.0 * random.nextInt(6);
      alarms += TimeSinceStart.isLikely(cycles(100, growth)) ? 1 : 0;
    }
    assertEquals(0, alarms);
    assertFalse(TimeSinceStart.isLikely(new double[100]));
  }

  /** Of lines that a program keeps and writes together, each has the same time. */
  @Test
  void times_of_cycles_that_came_together_are_not_taken_for_a_clock_and_a_coarse_clock_is() {
    double[] together = IntStream.range(0, 900).mapToDouble(i -> 500 + 200 * (i / 30)).toArray();
    assertFalse(TimeSinceStart.isLikely(together));
    double[] coarse = IntStream.range(0, 900).mapToDouble(i -> 1_000 * (i / 30)).toArray();
    assertTrue(TimeSinceStart.isLikely(coarse));
  }

  /** Times of about 1, that grow by a share, with 5 % noise. */
  private double[] cycles(int count, double growth) {
    return IntStream.range(0, count)
        .mapToDouble(i -> (1 + growth * i / count) * (1 + 0.05 * random.nextGaussian()))
        .toArray();
  }

  private static double[] sums(double[] values) {
    double[] sums = values.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    return sums;
  }
}
