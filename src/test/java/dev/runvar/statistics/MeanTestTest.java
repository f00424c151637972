package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MeanTestTest {

  private static final double[] VALUES = {0.021, -0.034, 0.008, 0.027, 0.019, 0.041, 0.015};

  /**
   * {@code r = scipy.stats.ttest_1samp(v, 0); r.pvalue, r.confidence_interval(0.95)}, SciPy 1.17.1.
   */
  @Test
  void the_test_is_that_of_scipy_on_either_side() {
    for (double sign : new double[] {1, -1}) {
      MeanTest test = MeanTest.of(DoubleStream.of(VALUES).map(x -> sign * x).toArray());
      assertEquals(0.16971773601391307, test.p(), 1e-13);
      assertEquals(sign * 0.013857142857142856, test.effect().mean(), 1e-16);
      assertEquals(7, test.replicates());
    }
    MeanInterval interval = MeanTest.of(VALUES).effect();
    assertEquals(-0.007874623815085711, interval.low(), 1e-12);
    assertEquals(0.035588909529371424, interval.high(), 1e-12);
  }

  @Test
  void values_without_spread_are_zero_or_are_not() {
    assertEquals(0, MeanTest.of(new double[] {-0.5, -0.5, -0.5}).p());
    assertEquals(1, MeanTest.of(new double[] {0, 0, 0}).p());
    assertEquals(1, MeanTest.of(new double[] {-1, 1}).p());
    assertThrows(IllegalArgumentException.class, () -> MeanTest.of(new double[] {1}));
  }
}
