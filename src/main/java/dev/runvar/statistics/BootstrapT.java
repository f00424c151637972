package dev.runvar.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The studentised bootstrap interval of a mean (Davison and Hinkley, 1997, section 5.2.1). */
public final class BootstrapT {

  private static final double TAIL = 0.025;

  private BootstrapT() {}

  /**
   * Returns the mean and its 95 % interval. A resample of one value only, which has no spread,
   * counts as infinitely far off on its side.
   *
   * @param values independent ones, at least two
   * @param resamples such as 9,999, of which (resamples + 1) / 40 lie beyond each bound
   */
  public static MeanInterval of(double[] values, int resamples, RandomGenerator random) {
    int n = values.length;
    if (n < 2 || resamples < 39) {
      throw new IllegalArgumentException(n + " values, " + resamples + " resamples");
    }
    double mean = Moments.mean(values);
    double error = Moments.standardDeviation(values) / Math.sqrt((double) n);
    double[] studentised = new double[resamples];
    double[] resample = new double[n];
    for (int i = 0; i < resamples; i++) {
      for (int j = 0; j < n; j++) {
        resample[j] = values[random.nextInt(n)];
      }
      double off = Moments.mean(resample) - mean;
      studentised[i] =
          off == 0 ? 0 : off / Moments.standardDeviation(resample) * Math.sqrt((double) n);
    }
    Arrays.sort(studentised);
    int beyond = (int) ((resamples + 1) * TAIL);
    return new MeanInterval(
        mean,
        mean - studentised[resamples - beyond] * error,
        mean - studentised[beyond - 1] * error);
  }
}
