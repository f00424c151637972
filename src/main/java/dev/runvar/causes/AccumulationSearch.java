package dev.runvar.causes;

import dev.runvar.facts.Accumulation;
import dev.runvar.facts.RunView;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.CauseResults.GrownPart;
import dev.runvar.result.Verdict;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Searches all undeclared gauges and all parts of a cycle for accumulation, in two stages. The
 * first finds the parts that grew beyond the rest and beyond their work. The second finds the
 * gauges that explain each of these parts.
 *
 * <p>Stage 1 adjusts p over parts. Stage 2 adjusts p over the gauges of a part and multiplies it by
 * the number of parts that passed. A gauge is never more significant than its part, so the
 * familywise error rate is that of stage 1.
 */
final class AccumulationSearch {

  private AccumulationSearch() {}

  /** Returns the growth of each part of a run, as shares of the early runtime. */
  static Map<String, Double> growths(RunView view) {
    Map<String, Double> growths = new HashMap<>();
    double early = view.early(view.run().wall());
    for (String part : view.context().scope().searchedParts(view.run())) {
      double[] nanos = view.run().phase(part).orElse(view.run().wall());
      double growth = (view.late(nanos) - view.early(nanos)) / early;
      if (Double.isFinite(growth)) {
        growths.put(part, growth);
      }
    }
    return growths;
  }

  /** The data of one run on the parts that grow in the mean over runs, by name. */
  record OfRun(Map<String, OfPart> parts) implements Serializable {

    OfRun {
      parts = Map.copyOf(parts);
    }
  }

  /**
   * The data of one run on a part.
   *
   * @param growthOrNull growth beyond the rest; null for a whole cycle
   * @param gauges that may explain the growth; the run has data on each as on a cause
   */
  record OfPart(PhaseGrowth.OfRun growthOrNull, Set<String> gauges) implements Serializable {

    OfPart {
      gauges = Set.copyOf(gauges);
    }
  }

  static OfRun measure(RunView view) {
    Map<String, OfPart> parts = new HashMap<>();
    for (String part : view.context().scope().searchedParts(view.run())) {
      if (view.peers().grown().contains(part)) {
        parts.put(
            part,
            new OfPart(
                view.run()
                    .phase(part)
                    .map(nanos -> PhaseGrowth.measure(view, nanos, view.rest(part), view.workAnd()))
                    .orElse(null),
                searched(view)
                    .filter(rule -> rule.phase().equals(part))
                    .map(rule -> rule.declared().gauge())
                    .collect(Collectors.toSet())));
      }
    }
    return new OfRun(parts);
  }

  /** Returns the rules of the search for parts that grow in the mean over runs. */
  static Stream<AccumulationRule> searched(RunView view) {
    return view.context().scope().searched(view.run()).stream()
        .filter(claim -> view.peers().grown().contains(claim.part()))
        .map(claim -> new AccumulationRule(claim, AccumulationRule.Role.SEARCHED));
  }

  private static AccumulationRule rule(String gauge, String part) {
    return new AccumulationRule(Accumulation.of(gauge, part), AccumulationRule.Role.SEARCHED);
  }

  /** Returns the parts that grew, with the gauges that may explain them, strongest first. */
  static List<GrownPart> of(Replicates replicates) {
    List<String> parts = List.copyOf(replicates.names(run -> parts(run).keySet()));
    List<Verdict> verdicts =
        Verdicts.of(parts.stream().map(part -> grown(part, replicates)).toList(), replicates);
    long passed = verdicts.stream().filter(Verdict::isSupported).count();
    List<GrownPart> results = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (verdict.isSupported()) {
        results.add(
            new GrownPart(
                parts.get(i),
                verdict.reaching(Verdict.PART_GREW),
                gauges(parts.get(i), passed, verdict.pAdjusted(), replicates)));
      }
    }
    return results;
  }

  private static Map<String, OfPart> parts(RunEffects run) {
    return run.claims().map(claims -> claims.searched().parts()).orElse(Map.of());
  }

  private static Optional<OfPart> part(RunEffects run, String part) {
    return Optional.ofNullable(parts(run).get(part));
  }

  private static Evidence grown(String part, Replicates replicates) {
    PhaseGrowth growth =
        new PhaseGrowth(replicates, run -> part(run, part).map(OfPart::growthOrNull));
    if (!growth.isMeasured()) {
      return Evidence.of(
          Evidence.Route.GROWTH,
          "growth of a cycle",
          Evidence.test(replicates, RunEffects.RUNTIME_GROWTH, replicates.floor()),
          replicates);
    }
    if (growth.isNearlyAll()) {
      return Evidence.of(
          Evidence.Route.GROWTH,
          "growth of phase %s, which is nearly all of a cycle, beyond its work".formatted(part),
          growth.ofPartAlone(),
          replicates);
    }
    Evidence evidence = growth.evidence("phase " + part);
    return growth.workExplains()
        ? evidence.withoutDenial(
            "the work grew too, and what a unit of it costs cannot be separated from time")
        : evidence;
  }

  private static List<CauseResult> gauges(
      String part, long parts, double partP, Replicates replicates) {
    List<String> gauges =
        List.copyOf(replicates.names(run -> part(run, part).map(OfPart::gauges).orElse(Set.of())));
    List<Evidence> family =
        gauges.stream()
            .map(gauge -> rule(gauge, part).evidence(replicates))
            .map(
                evidence ->
                    evidence.isMeasurable()
                        ? evidence.withP(Math.min(1, Math.max(partP, parts * evidence.p())))
                        : evidence)
            .toList();
    List<Verdict> verdicts = Verdicts.of(family, replicates);
    List<CauseResult> results = new ArrayList<>();
    for (int i = 0; i < gauges.size(); i++) {
      results.add(
          new CauseResult(gauges.get(i), rule(gauges.get(i), part).claim(), verdicts.get(i), null));
    }
    results.sort(
        Comparator.comparingInt(
            (CauseResult result) -> strength(result.verdict()).orElse(Integer.MAX_VALUE)));
    return results;
  }

  /** Returns the rank of a verdict's evidence, 0 for the strongest. */
  private static Optional<Integer> strength(Verdict verdict) {
    int place = Headlines.EVIDENCE.indexOf(verdict.evidence());
    return place < 0 ? Optional.empty() : Optional.of(place);
  }
}
