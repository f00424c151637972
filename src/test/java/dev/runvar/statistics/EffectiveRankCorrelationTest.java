package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EffectiveRankCorrelationTest {

  /**
   * {@code i = np.arange(80); x = i // 4 * 7 % 13 + i // 20; y = i // 3 * 5 % 11 + i // 16}; {@code
   * a = sm.tsa.acf(scipy.stats.rankdata(x), nlags=16)}, b of y; {@code k = np.arange(1, 17); N = 1
   * / (1 / 80 + 2 / 80 ** 2 * ((80 - k) * a[1:] * b[1:]).sum()); r = scipy.stats.spearmanr(x,
   * y).statistic; 2 * scipy.stats.t.sf(abs(r) * ((N - 2) / (1 - r * r)) ** 0.5, N - 2)},
   * statsmodels 0.15.0, SciPy 1.17.1.
   */
  @Test
  void tied_autocorrelated_series_are_those_of_statsmodels() {
    double[] x = IntStream.range(0, 80).mapToDouble(i -> i / 4 * 7 % 13 + i / 20).toArray();
    double[] y = IntStream.range(0, 80).mapToDouble(i -> i / 3 * 5 % 11 + i / 16).toArray();
    EffectiveRankCorrelation correlation = EffectiveRankCorrelation.of(x, y).orElseThrow();
    assertEquals(0.3190851078237645, correlation.rho(), 1e-14);
    assertEquals(0.02871447853760701, correlation.p(), 1e-13);
    assertEquals(47.051019447313514, correlation.effective(), 1e-10);
  }

  /** At phi = 0.9, the plain test is significant for more than half of unrelated series. */
  @Test
  void unrelated_autocorrelated_series_are_rarely_significant() {
    Random random = new Random(9);
    int effective = 0;
    int plain = 0;
    for (int pair = 0; pair < 200; pair++) {
      double[] x = autoregression(random);
      double[] y = autoregression(random);
      effective += EffectiveRankCorrelation.of(x, y).orElseThrow().p() < 0.05 ? 1 : 0;
      plain += RankCorrelation.spearman(x, y).orElseThrow().p() < 0.05 ? 1 : 0;
    }
    assertTrue(effective < 25, effective + " of 200 by the effective size");
    assertTrue(plain > 80, plain + " of 200 by the plain size");
  }

  @Test
  void series_that_alternate_do_not_count_for_more_than_they_are() {
    double[] x = IntStream.range(0, 40).mapToDouble(i -> i % 2).toArray();
    double[] y = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
    assertEquals(40, EffectiveRankCorrelation.of(x, y).orElseThrow().effective(), 1e-12);
  }

  @Test
  void constants_have_no_correlation() {
    double[] constant = {1, 1, 1, 1};
    assertTrue(EffectiveRankCorrelation.of(constant, new double[] {1, 2, 3, 4}).isEmpty());
  }

  private static double[] autoregression(Random random) {
    double[] series = new double[500];
    series[0] = random.nextGaussian() / Math.sqrt(0.19);
    IntStream.range(1, series.length)
        .forEach(i -> series[i] = 0.9 * series[i - 1] + random.nextGaussian());
    return series;
  }
}
