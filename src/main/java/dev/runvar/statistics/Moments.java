package dev.runvar.statistics;

/** Sums about the mean. */
public final class Moments {

  /** Up to this share of a column's length, its deviations are rounding. */
  private static final double ROUNDING = 1e-12;

  private Moments() {}

  /** Returns Σx·y; four sums side by side, which a processor adds up at once. */
  public static double dot(double[] x, double[] y) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      first += x[i] * y[i];
      second += x[i + 1] * y[i + 1];
      third += x[i + 2] * y[i + 2];
      fourth += x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      first += x[i] * y[i];
    }
    return first + second + (third + fourth);
  }

  /** Returns the mean of at least one value, with what rounding took from a first one. */
  static double mean(double[] values) {
    double first = sumAbout(values, 0) / values.length;
    return first + sumAbout(values, first) / values.length;
  }

  private static double sumAbout(double[] values, double centre) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      first += values[i] - centre;
      second += values[i + 1] - centre;
      third += values[i + 2] - centre;
      fourth += values[i + 3] - centre;
    }
    for (; i < values.length; i++) {
      first += values[i] - centre;
    }
    return first + second + (third + fourth);
  }

  /**
   * Returns Σ(x − mean)²; exactly 0 when the deviations are no more than rounding. Values must be
   * finite.
   */
  public static double squaredDeviations(double[] values) {
    double mean = mean(values);
    double deviations = 0;
    double squares = 0;
    for (double value : values) {
      deviations += (value - mean) * (value - mean);
      squares += value * value;
    }
    requireFinite(squares);
    return deviations > ROUNDING * ROUNDING * squares ? deviations : 0;
  }

  /** Checks a sum of squares, which shows whether one of the values was NaN or infinite. */
  static void requireFinite(double sumOfSquares) {
    if (!Double.isFinite(sumOfSquares)) {
      throw new IllegalArgumentException("a value is not finite, or above 1e150");
    }
  }

  /** Returns the standard deviation of at least two values, with n − 1 in its denominator. */
  static double standardDeviation(double[] values) {
    return Math.sqrt(squaredDeviations(values) / (values.length - 1));
  }
}
