package dev.runvar.statistics;

/**
 * Twice the negative log-likelihood of a segment as normal values of its own mean and variance.
 *
 * <p>The variance is at least 1e-6 of the whole series'. As the likelihood is at its maximum under
 * that bound too, two parts never cost more than the whole, which the pruning relies on.
 */
final class NormalCost {

  private static final double FLOOR = 1e-6;
  private static final double LOG_FLOOR = Math.log(FLOOR);

  private final double[] sums;
  private final double[] squares;
  private final double logScale;

  /** Prepares a series that is not constant. */
  NormalCost(double[] series) {
    int n = series.length;
    double mean = Moments.mean(series);
    double scale = Math.sqrt(Moments.squaredDeviations(series) / n);
    logScale = Math.log(2 * Math.PI * scale * scale);
    sums = new double[n + 1];
    squares = new double[n + 1];
    for (int i = 0; i < n; i++) {
      double value = (series[i] - mean) / scale;
      sums[i + 1] = sums[i] + value;
      squares[i + 1] = squares[i] + value * value;
    }
  }

  /** Returns the cost of the values from one position to before another. */
  double of(int from, int to) {
    double n = to - from;
    double share = 1 / n;
    double mean = (sums[to] - sums[from]) * share;
    double variance = (squares[to] - squares[from]) * share - mean * mean;
    if (variance >= FLOOR) {
      return n * (logScale + 1 + Math.log(variance));
    }
    return n * (logScale + LOG_FLOOR + Math.max(0, variance) / FLOOR);
  }
}
