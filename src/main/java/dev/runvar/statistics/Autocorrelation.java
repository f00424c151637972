package dev.runvar.statistics;

/** Autocorrelations of a series. */
final class Autocorrelation {

  private Autocorrelation() {}

  /**
   * Returns those of lags 1 to the given one, with n in every denominator; zeros for a constant
   * series.
   *
   * @param lags below the length of the series
   */
  static double[] of(double[] series, int lags) {
    double mean = Moments.mean(series);
    double variation = Moments.squaredDeviations(series);
    double[] autocorrelations = new double[lags];
    for (int lag = 1; lag <= lags && variation > 0; lag++) {
      double sum = 0;
      for (int i = lag; i < series.length; i++) {
        sum += (series[i] - mean) * (series[i - lag] - mean);
      }
      autocorrelations[lag - 1] = sum / variation;
    }
    return autocorrelations;
  }
}
