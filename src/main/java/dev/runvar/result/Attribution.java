package dev.runvar.result;

import java.util.List;

/**
 * What exposures explain of the runtime beside its trend: a description, which decides nothing.
 *
 * @param rSquared share of the detrended runtime's variance that all exposures explain together,
 *     over seeds; null when no run can tell an exposure from time
 */
public record Attribution(Estimate rSquared, List<Share> shares) {

  public Attribution {
    shares = List.copyOf(shares);
  }

  /**
   * The part of R² that is credited to one exposure (LMG).
   *
   * @param share over seeds; null when no run can tell the exposure from time
   * @param varianceInflation 1 / (1 − R² of the detrended exposure on the others), median over
   *     runs; null like the share
   * @param hindrance why it is not identifiable, null when it is
   */
  public record Share(String name, Estimate share, Double varianceInflation, String hindrance) {}
}
