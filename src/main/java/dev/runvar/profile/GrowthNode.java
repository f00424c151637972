package dev.runvar.profile;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A path of calls from the bottom of the stack, with its growth.
 *
 * @param function the function at the end of the path; empty at the root, which is the whole cycle
 * @param estimate time per cycle of all stacks that begin with the path
 * @param adjustedP p after Holm over the paths; NaN as in {@link FunctionRow}
 * @param children paths that are one call longer, without those too small to show
 */
public record GrowthNode(
    Optional<FunctionId> function,
    GrowthEstimate estimate,
    double adjustedP,
    List<GrowthNode> children) {

  public GrowthNode {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(estimate, "estimate");
    children = List.copyOf(children);
  }
}
