package dev.runvar.profile;

/**
 * How much longer a part of a cycle takes in the last fifth of a run than in the first.
 *
 * @param earlyNanos its time per cycle in the first fifth, mean over replicates
 * @param lateNanos the same in the last fifth
 * @param lowNanos lower end of the 95 % interval of the growth; NaN if not available
 * @param highNanos upper end; NaN if not available
 * @param p two-sided p against no growth; NaN if not available
 * @param lateErrorNanos standard error of the late time over replicates; NaN if not available
 * @param replicates number of replicates; 0 if the interval is within a run
 */
public record GrowthEstimate(
    double earlyNanos,
    double lateNanos,
    double lowNanos,
    double highNanos,
    double p,
    double lateErrorNanos,
    int replicates) {

  /** Returns a growth within a run; NaN if it has no interval. */
  static GrowthEstimate withinRun(
      double earlyNanos, double lateNanos, double lowNanos, double highNanos, double p) {
    return new GrowthEstimate(earlyNanos, lateNanos, lowNanos, highNanos, p, Double.NaN, 0);
  }

  /** Returns late minus early, in nanoseconds per cycle. */
  public double growthNanos() {
    return lateNanos - earlyNanos;
  }

  /** Returns whether the growth has an interval. */
  public boolean isMeasurable() {
    return !Double.isNaN(lowNanos);
  }
}
