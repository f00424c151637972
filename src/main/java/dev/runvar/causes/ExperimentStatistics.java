package dev.runvar.causes;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SeedMean;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Milestones;
import dev.runvar.result.Analysis.RatePerHour;
import dev.runvar.result.Analysis.TreatmentOutputs;
import dev.runvar.result.Estimate;
import dev.runvar.result.FunctionResult;
import dev.runvar.result.ProfileResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statistics of one experiment from those of its runs. */
public final class ExperimentStatistics {

  private ExperimentStatistics() {}

  /**
   * Returns the result of an experiment; statistics that its runs lack are null.
   *
   * @param effects of its timed runs, which complement their statistics
   * @param floor changes below this share of runtime do not count
   * @param classification of its runs, {@code functions} and {@code profile} as in the result
   */
  public static ExperimentResult of(
      String id,
      String label,
      String variant,
      List<RunStatistics> runs,
      List<RunEffects> effects,
      double floor,
      Map<String, Integer> classification,
      List<FunctionResult> functions,
      ProfileResult profile) {
    return new ExperimentResult(
        id,
        label,
        variant,
        runs.size(),
        runs.stream().mapToLong(RunStatistics::cycles).sum(),
        SeedMean.of(runs, RunStatistics::meanNanos),
        SeedMean.of(runs, RunStatistics::cv),
        SeedMean.of(runs, RunStatistics::acceleration),
        rates(runs),
        milestones(runs),
        SeedMean.of(runs, RunStatistics::readingsPerCycle),
        SeedMean.of(runs, RunStatistics::meanPopulation),
        SeedMean.of(runs, RunStatistics::patternsAtEnd),
        intervals(runs),
        GrowthAccounting.of(runs, effects, floor),
        classification,
        outputs(runs),
        functions,
        profile);
  }

  /**
   * Returns the levels of those factors in which runs differ, because imported runs list all
   * factors.
   */
  private static SortedMap<String, String> varied(RunStatistics run, List<RunStatistics> runs) {
    SortedMap<String, String> varied = new TreeMap<>(run.levels());
    varied
        .entrySet()
        .removeIf(
            level ->
                runs.stream()
                    .allMatch(
                        other -> level.getValue().equals(other.levels().get(level.getKey()))));
    return varied;
  }

  private static List<TreatmentOutputs> outputs(List<RunStatistics> runs) {
    Map<SortedMap<String, String>, List<RunStatistics>> byTreatment =
        runs.stream()
            .filter(run -> !run.outputs().isEmpty())
            .collect(
                Collectors.groupingBy(
                    run -> varied(run, runs), LinkedHashMap::new, Collectors.toList()));
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

  private static Map<String, List<Double>> intervals(List<RunStatistics> runs) {
    Map<String, Function<RunStatistics, Double>> figures = new LinkedHashMap<>();
    figures.put("meanNanos", RunStatistics::meanNanos);
    figures.put("cv", RunStatistics::cv);
    figures.put("acceleration", RunStatistics::acceleration);
    figures.put("early", run -> aboveBaseline(run, run.firstThirdNanos()));
    figures.put("middle", run -> aboveBaseline(run, run.middleThirdNanos()));
    figures.put("late", run -> aboveBaseline(run, run.lastThirdNanos()));
    figures.put("hostReadingsPerCycle", RunStatistics::readingsPerCycle);
    figures.put("meanPopulation", RunStatistics::meanPopulation);
    figures.put("patternsAtEnd", RunStatistics::patternsAtEnd);
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

  private static RatePerHour rates(List<RunStatistics> runs) {
    Double early = SeedMean.of(runs, run -> run.relative(run.earlySlope()));
    Double late = SeedMean.of(runs, run -> run.relative(run.lateSlope()));
    return early == null || late == null ? null : new RatePerHour(early, late, late - early);
  }

  private static Milestones milestones(List<RunStatistics> runs) {
    return new Milestones(
        SeedMean.of(runs, run -> aboveBaseline(run, run.firstThirdNanos())),
        SeedMean.of(runs, run -> aboveBaseline(run, run.middleThirdNanos())),
        SeedMean.of(runs, run -> aboveBaseline(run, run.lastThirdNanos())));
  }

  private static Double aboveBaseline(RunStatistics run, Double nanos) {
    Double relative = run.relative(nanos);
    return relative == null ? null : relative - 1;
  }
}
