package dev.runvar.profile;

/**
 * The share of an item in the growth of a cycle. A disturbance of a whole run, such as load on the
 * host, changes both alike and does not widen the interval.
 *
 * @param low lower end of the 95 % interval; NaN if not available
 * @param high upper end; NaN if not available
 * @param isMost whether the growth exceeds half of the cycle's, by a 95 % interval of the
 *     difference, which exists even if the ratio has no interval
 */
public record GrowthShare(double share, double low, double high, boolean isMost) {

  static GrowthShare withoutInterval(double share) {
    return new GrowthShare(share, Double.NaN, Double.NaN, false);
  }
}
