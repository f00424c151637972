package dev.runvar.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * An answer by replication: the unit of replication is the seed, not the cycle.
 *
 * @param decision supported, not-supported or not-measurable
 * @param evidence how far it reaches: none, part-grew, candidate, supported or intervention
 * @param route how the effect was found: dose, growth, accounting, counter or intervention; null
 *     when it was not
 * @param estimate share of the mean runtime, of growth that of the early one; null when there is
 *     none
 * @param interval the estimate's 95 % interval, low and high
 * @param p of the rule; {@code pAdjusted} by Holm over the measurable claims
 * @param detectable the effect that this study would have found with a probability of 80 %
 * @param replicates seeds with a value
 */
public record Verdict(
    String decision,
    String evidence,
    String route,
    Double estimate,
    List<Double> interval,
    Double p,
    Double pAdjusted,
    Double detectable,
    int replicates,
    String reason) {

  public static final String SUPPORTED = "supported";
  public static final String NOT_SUPPORTED = "not-supported";
  public static final String NOT_MEASURABLE = "not-measurable";

  /** The part that it is about grew, by accounting. */
  public static final String PART_GREW = "part-grew";

  public Verdict {
    interval = interval == null ? null : List.copyOf(interval);
  }

  /** Returns the same verdict, which reaches to another rung of evidence. */
  public Verdict reaching(String rung) {
    return new Verdict(
        decision, rung, route, estimate, interval, p, pAdjusted, detectable, replicates, reason);
  }

  @JsonIgnore
  public boolean isSupported() {
    return decision.equals(SUPPORTED);
  }

  @JsonIgnore
  public boolean isMeasurable() {
    return !decision.equals(NOT_MEASURABLE);
  }
}
