package dev.runvar.comparison;

import dev.runvar.facts.DesignFactor;
import dev.runvar.facts.Estimates;
import dev.runvar.facts.FactorCells;
import dev.runvar.facts.RunStatistics;
import dev.runvar.result.Comparison.FactorEffect;
import dev.runvar.result.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Effects on the outputs of the factors that unoptimized and optimized runs both vary. */
final class OutputEffects {

  private OutputEffects() {}

  static List<FactorEffect> of(
      List<RunStatistics> unoptimized, List<RunStatistics> optimized, MatchedRuns matched) {
    List<DesignFactor> factors = new ArrayList<>(factors(unoptimized));
    factors.retainAll(factors(optimized));
    List<RunStatistics> partners =
        matched.pairs().stream().flatMap(pair -> pair.optimized().stream()).toList();
    List<FactorEffect> effects = new ArrayList<>();
    OutputEquivalence.outputs(matched.all())
        .forEach(
            (output, value) -> {
              for (List<DesignFactor> parts : mainEffectsAndPairs(factors)) {
                effects.add(
                    new FactorEffect(
                        String.join(" × ", parts.stream().map(DesignFactor::name).toList()),
                        parts.size() == 1 ? parts.get(0).from() : null,
                        parts.size() == 1 ? parts.get(0).to() : null,
                        output,
                        effect(unoptimized, parts, value),
                        effect(partners, parts, value),
                        effect(optimized, parts, value)));
              }
            });
    return effects.stream().filter(effect -> effect.unoptimized() != null).toList();
  }

  private static Estimate effect(
      List<RunStatistics> runs, List<DesignFactor> parts, Function<RunStatistics, Double> value) {
    int effect = (1 << parts.size()) - 1;
    return Estimates.mean(
        FactorCells.of(runs, parts, RunStatistics::parameters, value).effects(effect));
  }

  private static List<List<DesignFactor>> mainEffectsAndPairs(List<DesignFactor> factors) {
    List<List<DesignFactor>> effects = new ArrayList<>();
    factors.forEach(factor -> effects.add(List.of(factor)));
    for (int i = 0; i < factors.size(); i++) {
      for (int j = i + 1; j < factors.size(); j++) {
        effects.add(List.of(factors.get(i), factors.get(j)));
      }
    }
    return effects;
  }

  /** Returns the parameters that have two values in these runs, numbers in their order. */
  private static List<DesignFactor> factors(List<RunStatistics> runs) {
    Map<String, SortedSet<String>> values = new TreeMap<>();
    for (RunStatistics run : runs) {
      run.parameters()
          .forEach(
              (name, value) ->
                  values.computeIfAbsent(name, n -> new TreeSet<>(byNumberThenText())).add(value));
    }
    return values.entrySet().stream()
        .map(entry -> new DesignFactor(entry.getKey(), List.copyOf(entry.getValue())))
        .filter(DesignFactor::hasTwoLevels)
        .toList();
  }

  private static Comparator<String> byNumberThenText() {
    return Comparator.comparingDouble(OutputEffects::number).thenComparing(text -> text);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
