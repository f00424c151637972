package dev.runvar.profile;

import java.util.Objects;

/**
 * The growth of a line of user code.
 *
 * @param adjustedP p after Holm over the lines; NaN as in {@link FunctionRow}
 */
public record UserLineRow(UserLine line, GrowthEstimate estimate, double adjustedP) {

  public UserLineRow {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(estimate, "estimate");
  }
}
