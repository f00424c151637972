package dev.runvar.statistics;

/** The large jumps of a series: where it falls or rises by at least half of its largest change. */
public final class Jumps {

  private static final double LARGE = 0.5;

  private Jumps() {}

  /** Returns at each place how many jumps went up so far, less those that went down. */
  public static double[] counted(double[] series) {
    double largest = 0;
    for (int i = 1; i < series.length; i++) {
      largest = Math.max(largest, Math.abs(series[i] - series[i - 1]));
    }
    double[] counted = new double[series.length];
    for (int i = 1; i < series.length; i++) {
      double change = series[i] - series[i - 1];
      counted[i] = counted[i - 1] + (Math.abs(change) >= LARGE * largest ? Math.signum(change) : 0);
    }
    return counted;
  }
}
