package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.facts.Design;
import dev.runvar.facts.DesignFactor;
import dev.runvar.facts.FactorCells;
import dev.runvar.facts.RunStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The evidence of a study that changes causes themselves.
 *
 * @param designs of all its experiments
 * @param runs of all its experiments
 */
public record Interventions(List<Design> designs, List<RunStatistics> runs) {

  static final Interventions NONE = new Interventions(List.of(), List.of());

  public Interventions {
    designs = List.copyOf(designs);
    runs = List.copyOf(runs);
  }

  /**
   * Returns the evidence on a claim: the strongest or, if that is not significant, the one with the
   * highest upper bound. Its p is multiplied by the number of interventions. Empty if the study
   * does not intervene.
   *
   * @param floor below which growth does not count
   */
  Optional<Evidence> on(Cause cause, double floor) {
    List<Evidence> all = new ArrayList<>();
    for (Design design : designs) {
      for (DesignFactor factor : design.factors()) {
        cause.interventions().stream()
            .filter(intervention -> intervention.isVariedBy(factor))
            .flatMap(intervention -> evidence(design, factor, intervention, floor).stream())
            .forEach(all::add);
      }
    }
    List<Evidence> measurable = all.stream().filter(Evidence::isMeasurable).toList();
    return measurable.stream()
        .min(Comparator.comparingDouble(Evidence::p))
        .map(strongest -> shown(strongest, measurable))
        .or(() -> all.stream().findFirst());
  }

  /** Chooses the evidence to show, so that a cause is absent only if all interventions say so. */
  private static Evidence shown(Evidence strongest, List<Evidence> measurable) {
    Evidence shown =
        measurable.size() * strongest.p() < Verdicts.SIGNIFICANT
            ? strongest
            : Collections.max(measurable, Comparator.comparingDouble(Interventions::mostGrowth));
    return shown.withP(Math.min(1, measurable.size() * shown.p()));
  }

  private static double mostGrowth(Evidence evidence) {
    return evidence.test().map(test -> test.effect().high()).orElse(Double.NEGATIVE_INFINITY);
  }

  /**
   * Returns the evidence of one factor; empty if no seed has otherwise equal runs at both levels.
   */
  private Optional<Evidence> evidence(
      Design design, DesignFactor factor, Intervention intervention, double floor) {
    List<RunStatistics> own =
        runs.stream().filter(run -> run.experiment().equals(design.experiment())).toList();
    double[] growth = FactorCells.growth(factor, own).effects(1);
    if (growth.length == 0) {
      return Optional.empty();
    }
    double sign = factor.to().equals(intervention.more()) ? 1 : -1;
    long fewestCycles = own.stream().mapToLong(RunStatistics::cycles).min().orElse(0);
    return Optional.of(
        Evidence.of(
                Route.INTERVENTION,
                intervention.meaning(),
                Evidence.test(Arrays.stream(growth).map(value -> sign * value).toArray(), floor),
                growth.length,
                fewestCycles)
            .withCaveat(intervention.caveat()));
  }
}
