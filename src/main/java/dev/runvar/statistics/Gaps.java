package dev.runvar.statistics;

import java.util.Arrays;

/** Series with values that are not there, which are NaN. */
public final class Gaps {

  /** Between fewer readings nothing is known of a course. */
  public static final int FEWEST_READINGS = 9;

  private Gaps() {}

  /**
   * Returns the series with straight lines between its readings, the first before them and the last
   * after them; as it is when it has fewer than 9.
   */
  public static double[] filled(double[] series) {
    if (readings(series) < FEWEST_READINGS) {
      return series.clone();
    }
    double[] filled = series.clone();
    int last = -1;
    for (int i = 0; i < series.length; i++) {
      if (Double.isNaN(series[i])) {
        continue;
      }
      if (last < 0) {
        Arrays.fill(filled, 0, i, series[i]);
      }
      for (int between = last + 1; last >= 0 && between < i; between++) {
        double share = (double) (between - last) / (i - last);
        filled[between] = series[last] + share * (series[i] - series[last]);
      }
      last = i;
    }
    Arrays.fill(filled, last + 1, series.length, series[last]);
    return filled;
  }

  /** Returns how many values are there. */
  public static int readings(double[] series) {
    int readings = 0;
    for (double value : series) {
      readings += Double.isNaN(value) ? 0 : 1;
    }
    return readings;
  }

  /** Returns whether the series has 9 readings or more, of which some differ. */
  public static boolean varies(double[] series) {
    double first = Double.NaN;
    boolean differ = false;
    int readings = 0;
    for (double value : series) {
      if (!Double.isNaN(value)) {
        first = readings == 0 ? value : first;
        differ |= value != first;
        readings++;
        if (differ && readings >= FEWEST_READINGS) {
          return true;
        }
      }
    }
    return false;
  }
}
