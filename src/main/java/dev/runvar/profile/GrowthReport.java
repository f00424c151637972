package dev.runvar.profile;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which functions make a cycle take longer late in a run than early.
 *
 * @param scope whether intervals are over seeds or within runs
 * @param replicates number of seeds
 * @param earlySamples samples in the first fifths of all runs
 * @param lateSamples samples in the last fifths
 * @param inclusive functions with all that they call, the largest growth first
 * @param self functions without what they call, the largest growth first
 * @param headline the function to name, if the samples name one
 * @param whyNoHeadline why there is no headline; empty if there is one
 * @param root the tree of calls; its estimate is that of the whole cycle
 * @param stacks all stacks, for exports
 */
public record GrowthReport(
    Scope scope,
    int replicates,
    double earlySamples,
    double lateSamples,
    List<FunctionRow> inclusive,
    List<FunctionRow> self,
    Optional<FunctionRow> headline,
    String whyNoHeadline,
    GrowthNode root,
    List<StackGrowth> stacks) {

  /** The scope of an interval. */
  public enum Scope {
    /** Over seeds: it holds for further runs, too. */
    REPLICATES,
    /** Over blocks of cycles: it holds for these runs only. */
    WITHIN_RUN
  }

  public GrowthReport {
    Objects.requireNonNull(scope, "scope");
    inclusive = List.copyOf(inclusive);
    self = List.copyOf(self);
    stacks = List.copyOf(stacks);
    Objects.requireNonNull(headline, "headline");
    Objects.requireNonNull(whyNoHeadline, "whyNoHeadline");
    Objects.requireNonNull(root, "root");
  }

  /** Returns the growth of the whole cycle. */
  public GrowthEstimate cycle() {
    return root.estimate();
  }
}
