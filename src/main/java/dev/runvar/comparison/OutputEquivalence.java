package dev.runvar.comparison;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.RunStatistics;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Decision;
import dev.runvar.result.Comparison.Equivalence;
import dev.runvar.result.Comparison.Output;
import dev.runvar.result.Estimate;
import dev.runvar.statistics.Tost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether matched runs take the same path, or come out the same within a margin. */
final class OutputEquivalence {

  private static final double MARGIN = 1.1;

  private OutputEquivalence() {}

  /**
   * Returns what runs bring about, by name: two gauges that runvar knows, and all that the program
   * reports as its outputs.
   */
  static Map<String, Function<RunStatistics, Double>> outputs(Stream<RunStatistics> runs) {
    Map<String, Function<RunStatistics, Double>> outputs = new LinkedHashMap<>();
    outputs.put(Comparison.MEAN_POPULATION, RunStatistics::meanPopulation);
    outputs.put(Comparison.PATTERNS_AT_END, RunStatistics::patternsAtEnd);
    runs.flatMap(run -> run.outputs().keySet().stream())
        .distinct()
        .sorted()
        .forEach(name -> outputs.put(name, run -> run.outputs().get(name)));
    return outputs;
  }

  static Equivalence of(MatchedRuns runs) {
    int pairs = runs.pairs().size();
    int equal = (int) runs.pairs().stream().filter(MatchedRuns.Pair::samePath).count();
    boolean enough = runs.seeds() >= Comparison.LEAST_SEEDS;
    if (pairs > 0 && equal == pairs) {
      return new Equivalence(
          enough ? Decision.CONFIRMED : Decision.NOT_MEASURABLE,
          "trajectories",
          equal,
          MARGIN,
          List.of(),
          enough ? "all matched runs took the same path" : MatchedRuns.tooFew());
    }
    List<Output> outputs =
        outputs(runs.all()).entrySet().stream()
            .map(output -> output(output.getKey(), runs.logRatios(output.getValue())))
            .filter(output -> output.ratio() != null)
            .toList();
    Decision decision =
        outputs.stream()
            .map(Output::decision)
            .reduce(Decision::and)
            .orElse(Decision.NOT_MEASURABLE);
    return new Equivalence(
        decision,
        "outputs",
        equal,
        MARGIN,
        outputs,
        enough ? reason(decision) : MatchedRuns.tooFew());
  }

  private static Output output(String name, double[] logRatios) {
    if (logRatios.length < 2) {
      return new Output(name, Decision.NOT_MEASURABLE, Estimates.ratio(logRatios), null, null);
    }
    Tost tost = Tost.of(logRatios, MARGIN);
    Estimate ratio = new Estimate(tost.ratio(), tost.low(), tost.high(), logRatios.length);
    Integer seeds = Tost.seedsNeeded(logRatios, MARGIN).stream().boxed().findFirst().orElse(null);
    return new Output(name, Decision.of(ratio, 1 / MARGIN, MARGIN), ratio, tost.p(), seeds);
  }

  private static String reason(Decision decision) {
    return switch (decision) {
      case CONFIRMED -> "the outputs are the same within the margin";
      case REFUTED -> "an output differs by more than the margin";
      case UNDECIDED -> "the seeds do not tell whether the outputs are within the margin";
      case NOT_MEASURABLE -> "no trajectories, and too few seeds have outputs of both";
    };
  }
}
