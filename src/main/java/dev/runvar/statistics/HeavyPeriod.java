package dev.runvar.statistics;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * How often a series has a heavy value, such as a cycle that writes a checkpoint: the lag at which
 * its autocorrelation has an isolated peak.
 */
public final class HeavyPeriod {

  private static final double CLIPPED_ABOVE = 0.999;
  private static final double NEARLY_HIGHEST = 0.8;
  private static final double LEAST_CORRELATION = 0.25;

  /** A peak rises this much above its neighbours; a slow wave does not. */
  private static final double ISOLATED = 2;

  private static final int SHORTEST = 3;
  private static final int FEWEST_LAGS = 5;

  private HeavyPeriod() {}

  /**
   * Returns the smallest lag, from 3 to a third of the series, that reaches 0.8 of the highest
   * autocorrelation, if that is above 0.25 and twice its neighbours and the median of the smaller
   * lags; 1 where there is none. A single extreme value does not hide the others: values are cut at
   * the 99.9th percentile.
   *
   * @param series without gaps
   */
  public static int of(double[] series) {
    int lags = series.length / 3;
    if (lags < FEWEST_LAGS) {
      return 1;
    }
    double[] correlation = autocorrelation(clipped(series), lags);
    double highest = Double.NEGATIVE_INFINITY;
    for (int lag = 2; lag < lags; lag++) {
      highest = Math.max(highest, correlation[lag]);
    }
    if (highest <= LEAST_CORRELATION) {
      return 1;
    }
    int period = 2;
    while (correlation[period] < NEARLY_HIGHEST * highest) {
      period++;
    }
    return period >= SHORTEST && isIsolated(period, correlation) ? period : 1;
  }

  private static boolean isIsolated(int period, double[] correlation) {
    double before = Math.abs(correlation[period - 1]);
    double after = Math.abs(correlation[Math.min(period + 1, correlation.length - 1)]);
    double[] smaller = Arrays.copyOfRange(correlation, 1, period);
    Arrays.sort(smaller);
    double background = Math.abs(Quantiles.ofSorted(smaller, 0.5));
    return correlation[period] > LEAST_CORRELATION
        && correlation[period] > ISOLATED * Math.max(Math.max(before, after), background);
  }

  private static double[] clipped(double[] series) {
    double[] sorted = series.clone();
    Arrays.sort(sorted);
    double most = Quantiles.ofSorted(sorted, CLIPPED_ABOVE);
    double[] clipped = new double[series.length];
    for (int i = 0; i < series.length; i++) {
      clipped[i] = Math.min(series[i], most);
    }
    double mean = Moments.mean(clipped);
    for (int i = 0; i < series.length; i++) {
      clipped[i] -= mean;
    }
    return clipped;
  }

  /** By the Fourier transform; each lag is scaled to the number of its pairs. */
  private static double[] autocorrelation(double[] centred, int lags) {
    int length = Integer.highestOneBit(2 * centred.length - 1) << 1;
    double[][] transformed = {Arrays.copyOf(centred, length), new double[length]};
    FastFourierTransformer.transformInPlace(
        transformed, DftNormalization.STANDARD, TransformType.FORWARD);
    for (int i = 0; i < length; i++) {
      double real = transformed[0][i];
      double imaginary = transformed[1][i];
      transformed[0][i] = real * real + imaginary * imaginary;
      transformed[1][i] = 0;
    }
    FastFourierTransformer.transformInPlace(
        transformed, DftNormalization.STANDARD, TransformType.INVERSE);
    double[] correlation = new double[lags];
    double variance = Math.max(transformed[0][0], Double.MIN_NORMAL);
    for (int lag = 0; lag < lags; lag++) {
      double pairs = (double) (centred.length - lag) / centred.length;
      correlation[lag] = transformed[0][lag] / variance / pairs;
    }
    return correlation;
  }
}
