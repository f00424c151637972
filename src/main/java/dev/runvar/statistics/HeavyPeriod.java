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

  /** After so many steps the turned angle is computed anew, so that rounding does not add up. */
  private static final int EXACT_ANGLE = 64;

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
    double most = Quantiles.of(series, CLIPPED_ABOVE);
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
    // Of lags up to a third, the padding keeps the end of the series from meeting its beginning.
    int length = Integer.highestOneBit(centred.length + lags - 1) << 1;
    double[][] transformed = ofReal(Arrays.copyOf(centred, length));
    double[] power = new double[length];
    for (int i = 0; i <= length / 2; i++) {
      double real = transformed[0][i];
      double imaginary = transformed[1][i];
      power[i] = real * real + imaginary * imaginary;
      power[(length - i) % length] = power[i];
    }
    // The power is real and even: backward and forward transform differ by a factor alone.
    double[] covariance = ofReal(power)[0];
    double[] correlation = new double[lags];
    double variance = Math.max(covariance[0], Double.MIN_NORMAL);
    for (int lag = 0; lag < lags; lag++) {
      double pairs = (double) (centred.length - lag) / centred.length;
      correlation[lag] = covariance[lag] / variance / pairs;
    }
    return correlation;
  }

  /**
   * Returns the first half of the Fourier transform of real values, real and imaginary parts: by
   * one of half the length, of the values at even places as real and at odd places as imaginary
   * parts.
   */
  private static double[][] ofReal(double[] values) {
    int half = values.length / 2;
    double[][] packed = new double[2][half];
    for (int i = 0; i < half; i++) {
      packed[0][i] = values[2 * i];
      packed[1][i] = values[2 * i + 1];
    }
    FastFourierTransformer.transformInPlace(
        packed, DftNormalization.STANDARD, TransformType.FORWARD);
    double[][] transform = new double[2][half + 1];
    double step = -2 * Math.PI / values.length;
    double cosine = Math.cos(step);
    double sine = Math.sin(step);
    double real = 1;
    double imaginary = 0;
    for (int i = 0; i <= half; i++) {
      if (i % EXACT_ANGLE == 0) {
        real = Math.cos(step * i);
        imaginary = Math.sin(step * i);
      }
      int here = i % half;
      int mirrored = (half - i) % half;
      double evenReal = (packed[0][here] + packed[0][mirrored]) / 2;
      double evenImaginary = (packed[1][here] - packed[1][mirrored]) / 2;
      double oddReal = (packed[1][here] + packed[1][mirrored]) / 2;
      double oddImaginary = (packed[0][mirrored] - packed[0][here]) / 2;
      transform[0][i] = evenReal + real * oddReal - imaginary * oddImaginary;
      transform[1][i] = evenImaginary + real * oddImaginary + imaginary * oddReal;
      double turned = real * cosine - imaginary * sine;
      imaginary = real * sine + imaginary * cosine;
      real = turned;
    }
    return transform;
  }
}
