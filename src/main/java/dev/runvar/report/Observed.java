package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The experiment whose slowdown is asked for, and the labels of experiments. */
public final class Observed {

  private Observed() {}

  /** Returns the experiment whose causes were looked for, else the first one with a growth. */
  public static Optional<ExperimentResult> experiment(Analysis analysis) {
    return analysis.experiments().stream()
        .filter(
            e ->
                analysis.causes() == null
                    ? e.growth() != null
                    : e.id().equals(analysis.causes().experiment()))
        .findFirst();
  }

  /** Returns the number of its replicates, 0 when no cause was looked for. */
  static int seeds(Analysis analysis) {
    return analysis.causes() == null
        ? 0
        : analysis.causes().causes().stream()
            .mapToInt(cause -> cause.verdict().replicates())
            .max()
            .orElse(0);
  }

  /** Returns the label of an experiment, its identifier when it has none. */
  public static String label(Analysis analysis, String experiment) {
    return analysis.experiments().stream()
        .filter(e -> e.id().equals(experiment))
        .map(Observed::label)
        .findFirst()
        .orElse(experiment);
  }

  /** Returns the levels of a treatment, factors in the order of their names. */
  static String levels(Map<String, String> levels) {
    return levels.isEmpty()
        ? Numbers.ABSENT
        : new TreeMap<>(levels)
            .entrySet().stream()
                .map(level -> level.getKey() + " " + level.getValue())
                .collect(Collectors.joining(", "));
  }

  public static String label(ExperimentResult result) {
    return result.label() == null ? result.id() : result.label();
  }
}
