package dev.runvar.profile;

/**
 * How much longer a part of a cycle takes in the last fifth of a run than in the first.
 *
 * @param earlyNanos its time per cycle in the first fifth, mean over replicates
 * @param lateNanos the same in the last fifth
 * @param lowNanos lower end of the 95 % interval of the growth; NaN if it cannot be had
 * @param highNanos upper end; NaN if it cannot be had
 * @param p two-sided probability of such a growth where there is none; NaN if it cannot be had
 */
public record GrowthEstimate(
    double earlyNanos, double lateNanos, double lowNanos, double highNanos, double p) {

  /** Returns late minus early, in nanoseconds per cycle. */
  public double growthNanos() {
    return lateNanos - earlyNanos;
  }

  /** Whether the growth has an interval. */
  public boolean isMeasurable() {
    return !Double.isNaN(lowNanos);
  }
}
