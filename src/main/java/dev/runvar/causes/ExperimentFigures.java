package dev.runvar.causes;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.RunFigures;
import dev.runvar.facts.SeedMean;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Milestones;
import dev.runvar.result.Analysis.RatePerHour;
import dev.runvar.result.Analysis.TreatmentOutputs;
import dev.runvar.result.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of one experiment from those of its runs. */
public final class ExperimentFigures {

  private ExperimentFigures() {}

  /**
   * Returns the result of an experiment; figures that its runs do not give are null.
   *
   * @param effects what its timed runs say beside their figures
   * @param floor changes below this share of runtime do not count
   */
  public static ExperimentResult of(
      String id,
      String label,
      String variant,
      List<RunFigures> runs,
      List<RunEffects> effects,
      double floor) {
    return new ExperimentResult(
        id,
        label,
        variant,
        runs.size(),
        runs.stream().mapToLong(RunFigures::cycles).sum(),
        SeedMean.of(runs, RunFigures::meanNanos),
        SeedMean.of(runs, RunFigures::cv),
        SeedMean.of(runs, RunFigures::acceleration),
        rates(runs),
        milestones(runs),
        SeedMean.of(runs, RunFigures::readingsPerCycle),
        SeedMean.of(runs, RunFigures::meanPopulation),
        SeedMean.of(runs, RunFigures::patternsAtEnd),
        intervals(runs),
        GrowthAccounting.of(runs, effects, floor),
        null,
        outputs(runs));
  }

  private static List<TreatmentOutputs> outputs(List<RunFigures> runs) {
    Map<SortedMap<String, String>, List<RunFigures>> byTreatment =
        runs.stream()
            .filter(run -> !run.outputs().isEmpty())
            .collect(
                Collectors.groupingBy(
                    run -> new TreeMap<>(run.levels()), LinkedHashMap::new, Collectors.toList()));
    List<TreatmentOutputs> outputs = new ArrayList<>();
    byTreatment.forEach(
        (levels, own) -> {
          Map<String, Estimate> estimates = new TreeMap<>();
          own.stream()
              .flatMap(run -> run.outputs().keySet().stream())
              .distinct()
              .forEach(
                  name ->
                      estimates.put(
                          name,
                          Estimates.mean(SeedMean.perSeed(own, run -> run.outputs().get(name)))));
          outputs.add(new TreatmentOutputs(levels, estimates));
        });
    return outputs;
  }

  private static Map<String, List<Double>> intervals(List<RunFigures> runs) {
    Map<String, Function<RunFigures, Double>> figures = new LinkedHashMap<>();
    figures.put("meanNanos", RunFigures::meanNanos);
    figures.put("cv", RunFigures::cv);
    figures.put("acceleration", RunFigures::acceleration);
    figures.put("early", run -> aboveBaseline(run, run.firstThirdNanos()));
    figures.put("middle", run -> aboveBaseline(run, run.middleThirdNanos()));
    figures.put("late", run -> aboveBaseline(run, run.lastThirdNanos()));
    figures.put("hostReadingsPerCycle", RunFigures::readingsPerCycle);
    figures.put("meanPopulation", RunFigures::meanPopulation);
    figures.put("patternsAtEnd", RunFigures::patternsAtEnd);
    Map<String, List<Double>> intervals = new LinkedHashMap<>();
    figures.forEach(
        (name, value) -> {
          List<Double> interval = SeedMean.interval(runs, value);
          if (interval != null) {
            intervals.put(name, interval);
          }
        });
    return intervals;
  }

  private static RatePerHour rates(List<RunFigures> runs) {
    Double early = SeedMean.of(runs, run -> run.relative(run.earlySlope()));
    Double late = SeedMean.of(runs, run -> run.relative(run.lateSlope()));
    return early == null || late == null ? null : new RatePerHour(early, late, late - early);
  }

  private static Milestones milestones(List<RunFigures> runs) {
    return new Milestones(
        SeedMean.of(runs, run -> aboveBaseline(run, run.firstThirdNanos())),
        SeedMean.of(runs, run -> aboveBaseline(run, run.middleThirdNanos())),
        SeedMean.of(runs, run -> aboveBaseline(run, run.lastThirdNanos())));
  }

  private static Double aboveBaseline(RunFigures run, Double nanos) {
    Double relative = run.relative(nanos);
    return relative == null ? null : relative - 1;
  }
}
