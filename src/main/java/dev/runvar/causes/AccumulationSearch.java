package dev.runvar.causes;

import dev.runvar.facts.Accumulation;
import dev.runvar.facts.EffectValues;
import dev.runvar.facts.RunView;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.CauseResults.GrownPart;
import dev.runvar.result.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Searches for what accumulates, over all gauges that nobody declared and all parts of a cycle, in
 * two stages: which parts grew beyond the rest and beyond their work, and for each of these, which
 * gauges explain it.
 *
 * <p>Stage 1 adjusts over parts, stage 2 over the gauges of a part, times the parts that passed; a
 * gauge is never more significant than its part. The familywise error is that of stage 1.
 */
final class AccumulationSearch {

  private static final String PREFIX = "search.";
  private static final String GAUGE = ".gauge.";
  private static final String LOOKED = ".looked-at";

  private AccumulationSearch() {}

  /** Returns how much each part of a run grows, as shares of the early runtime. */
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

  /** Keeps what a run says of the parts that grow in the mean of the runs. */
  static void measure(RunView view, EffectValues values) {
    for (String part : view.context().scope().searchedParts(view.run())) {
      if (view.peers().grown().contains(part)) {
        values.put(PREFIX + part + LOOKED, 1);
        view.run()
            .phase(part)
            .ifPresent(
                nanos ->
                    PhaseGrowth.measure(
                        PREFIX + part, view, nanos, view.rest(part), view.workAnd(), values));
      }
    }
    for (Accumulation searched : view.context().scope().searched(view.run())) {
      if (view.peers().grown().contains(searched.part())) {
        values.put(PREFIX + searched.part() + GAUGE + searched.gauge(), 1);
        rule(searched.gauge(), searched.part()).measure(view, values);
      }
    }
  }

  private static AccumulationRule rule(String gauge, String part) {
    return new AccumulationRule(Accumulation.of(gauge, part), AccumulationRule.Role.SEARCHED);
  }

  /** Returns the parts that grew, with the gauges that may explain them, strongest first. */
  static List<GrownPart> of(Replicates replicates) {
    List<String> parts = names(replicates, PREFIX, LOOKED);
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

  private static List<String> names(Replicates replicates, String prefix, String suffix) {
    return replicates.names().stream()
        .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
        .map(name -> name.substring(prefix.length(), name.length() - suffix.length()))
        .toList();
  }

  private static Evidence grown(String part, Replicates replicates) {
    String key = PREFIX + part;
    if (!replicates.has(key + PhaseGrowth.GROWTH)) {
      return Evidence.of(
          Evidence.Route.GROWTH,
          "growth of a cycle",
          Evidence.test(replicates, RunEffects.RUNTIME_GROWTH, replicates.floor()),
          replicates);
    }
    if (PhaseGrowth.isNearlyAll(key, replicates)) {
      return Evidence.of(
          Evidence.Route.GROWTH,
          "growth of phase %s, which is nearly all of a cycle, beyond its work".formatted(part),
          Evidence.test(replicates, key + PhaseGrowth.GROWTH, replicates.floor()),
          replicates);
    }
    Evidence evidence = PhaseGrowth.evidence(key, "phase " + part, replicates);
    return PhaseGrowth.workExplains(key, replicates)
        ? evidence.withoutDenial(
            "the work grew too, and what a unit of it costs cannot be told from time")
        : evidence;
  }

  private static List<CauseResult> gauges(
      String part, long parts, double partP, Replicates replicates) {
    List<String> gauges = names(replicates, PREFIX + part + GAUGE, "");
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

  /** Returns the place of a verdict's evidence, the strongest first. */
  private static Optional<Integer> strength(Verdict verdict) {
    int place = Headlines.EVIDENCE.indexOf(verdict.evidence());
    return place < 0 ? Optional.empty() : Optional.of(place);
  }
}
