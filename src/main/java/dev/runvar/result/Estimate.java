package dev.runvar.result;

import java.util.List;

/**
 * A mean over seeds with its 95 % interval.
 *
 * @param low null, like {@code high}, when there is one seed only
 */
public record Estimate(double value, Double low, Double high, int seeds) {

  /** Returns low and high; null for one seed. */
  public List<Double> interval() {
    return low == null ? null : List.of(low, high);
  }
}
