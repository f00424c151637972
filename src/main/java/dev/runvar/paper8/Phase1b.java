package dev.runvar.paper8;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Phase 1B of the published study: whether the optimization removed the slowdown, by its three
 * tests.
 *
 * @param level strong, moderate, weak or rejected, by the paper's criteria on all runs
 * @param verdict the comparison of matched runs with what it says of the paper's predictions
 */
public record Phase1b(
    Speedup speedup,
    Variance variance,
    Equivalence equivalence,
    Double hostReadingsRatio,
    String level,
    ObjectNode verdict) {

  /**
   * Test 1: mean of the unoptimized runs over mean of the optimized ones.
   *
   * @param low least ratio that the paper predicts
   */
  public record Speedup(
      double unoptimizedNanos,
      double optimizedNanos,
      double ratio,
      double low,
      double high,
      boolean met) {}

  /**
   * Test 2: how much smaller CV and acceleration are; null where it is not defined.
   *
   * @param least reduction that the paper predicts
   */
  public record Variance(
      Double cvReduction, Double accelerationReduction, double least, Boolean met) {}

  /** Test 3: matched runs took the same path. */
  public record Equivalence(int matched, int equal, Boolean met) {}
}
