package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeavyPeriodTest {

  private final SplittableRandom random = new SplittableRandom(4);

  @ParameterizedTest
  @CsvSource({"400, 10", "1200, 100", "300, 7", "300, 95"})
  void cycles_that_come_back_as_often_have_this_period(int cycles, int every) {
    assertEquals(every, period(cycles, i -> i % every == every - 1 ? 25 : 1));
  }

  /** Beside a growing cost, and one cycle that takes a thousand times as long. */
  @Test
  void growth_and_one_extreme_cycle_do_not_hide_it() {
    assertEquals(50, period(1000, i -> (i % 50 == 0 ? 20 + i / 100.0 : 1) + (i == 333 ? 1e3 : 0)));
  }

  @Test
  void noise_a_trend_a_slow_wave_and_one_heavy_cycle_have_none() {
    assertEquals(1, period(600, i -> 10));
    assertEquals(1, period(600, i -> 10 + i / 60.0));
    assertEquals(1, period(600, i -> 10 + 5 * Math.sin(i / 20.0)));
    assertEquals(1, period(600, i -> i == 300 ? 100 : 10));
    assertEquals(1, period(600, i -> i % 2 == 0 ? 10 : 20));
  }

  @Test
  void a_few_cycles_and_constants_have_none() {
    assertEquals(1, HeavyPeriod.of(new double[0]));
    assertEquals(1, HeavyPeriod.of(new double[] {1, 9, 1, 9, 1, 9}));
    assertEquals(1, HeavyPeriod.of(new double[100]));
  }

  private int period(int cycles, IntToDoubleFunction nanos) {
    return HeavyPeriod.of(
        IntStream.range(0, cycles)
            .mapToDouble(i -> nanos.applyAsDouble(i) + 0.1 * random.nextGaussian())
            .toArray());
  }
}
