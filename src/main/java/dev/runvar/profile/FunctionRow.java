package dev.runvar.profile;

import java.util.Objects;

/**
 * The growth of one function.
 *
 * @param line the line of the function whose time grew most, 0 if lines are not known
 * @param depth mean number of calls between the bottom of the stack and the function
 * @param estimate its time per cycle, early and late
 * @param share share of the growth of a cycle, with an interval
 * @param adjustedP p after Holm over the functions of the table; NaN if the function has too little
 *     late time to be tested, or no interval
 */
public record FunctionRow(
    FunctionId function,
    int line,
    double depth,
    GrowthEstimate estimate,
    GrowthShare share,
    double adjustedP) {

  public FunctionRow {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(estimate, "estimate");
    Objects.requireNonNull(share, "share");
  }

  /** Returns whether the growth is significant after correction for the number of functions. */
  public boolean isSignificant() {
    return adjustedP < FunctionGrowth.LEVEL;
  }
}
