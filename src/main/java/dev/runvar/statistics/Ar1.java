package dev.runvar.statistics;

/**
 * An autoregression of order 1 about a mean.
 *
 * @param phi in [−0.99, 0.99], to which estimates are cut
 * @param mean of the series
 */
public record Ar1(double phi, double mean) {

  private static final double LIMIT = 0.99;

  /**
   * Estimates phi as 1 + 2r, r the autocorrelation of lag 1 of the differences. A shift of the mean
   * is one difference of many, whereas it takes the estimate of Yule and Walker towards 1 and the
   * residuals then hide the shift.
   *
   * @param series of at least three values; phi is 0 when it is a straight line
   */
  public static Ar1 ofDifferences(double[] series) {
    double[] differences = new double[series.length - 1];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = series[i + 1] - series[i];
    }
    boolean straight = Moments.squaredDeviations(differences) == 0;
    double phi = straight ? 0 : 1 + 2 * Autocorrelation.of(differences, 1)[0];
    return new Ar1(Math.max(-LIMIT, Math.min(LIMIT, phi)), Moments.mean(series));
  }

  /**
   * Returns the series without its autoregression, about the same mean: the first value as it is,
   * then mean + (xᵢ − mean − phi·(xᵢ₋₁ − mean)).
   */
  public double[] whitened(double[] series) {
    double[] whitened = series.clone();
    for (int i = 1; i < series.length; i++) {
      whitened[i] = series[i] - phi * (series[i - 1] - mean);
    }
    return whitened;
  }
}
