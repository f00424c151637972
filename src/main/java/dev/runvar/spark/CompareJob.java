package dev.runvar.spark;

import dev.runvar.causes.RunEffects;
import dev.runvar.comparison.VersionRuns;
import dev.runvar.comparison.Versions;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.RunGrowth;
import dev.runvar.facts.RunStatistics;
import dev.runvar.result.VersionComparison;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.study.MatchedPlans;
import dev.runvar.study.Study;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Compares the runs of two studies; it writes nothing. */
final class CompareJob {

  private final SparkSession spark;

  private CompareJob(SparkSession spark) {
    this.spark = spark;
  }

  static VersionComparison run(SparkSession spark, ComparedStudy before, ComparedStudy after) {
    spark
        .sparkContext()
        .setJobDescription("runvar compare %s %s".formatted(before.name(), after.name()));
    CompareJob job = new CompareJob(spark);
    MatchedPlans plans = MatchedPlans.of(before.plan(), after.plan());
    List<RunRecord> first = AnalyzeJob.records(plans.before(), before.snapshot());
    List<RunRecord> second = AnalyzeJob.records(plans.after(), after.snapshot());
    double delta = StudyRules.of(after.study()).delta();
    return RunsOfStudy.haveCycles(first) && RunsOfStudy.haveCycles(second)
        ? Versions.of(
            job.version(before, first, second),
            job.version(after, second, first),
            VersionComparison.Unit.CYCLE,
            delta)
        : Versions.of(
            wholeRuns(before, first), wholeRuns(after, second), VersionComparison.Unit.RUN, delta);
  }

  /** Compares the times of whole runs, for runs without cycles. */
  private static VersionRuns wholeRuns(ComparedStudy compared, List<RunRecord> records) {
    List<RunRecord> measured = records.stream().filter(run -> run.outcome() == Outcome.OK).toList();
    return new VersionRuns(
        compared.name(),
        measured.stream().map(RunRows::wholeRun).toList(),
        host(measured, Map.of()));
  }

  /**
   * Returns the statistics of the runs of a study.
   *
   * @param others runs of the other study, because matched runs are compared over common cycles
   */
  private VersionRuns version(
      ComparedStudy compared, List<RunRecord> records, List<RunRecord> others) {
    Study study = compared.study();
    AnalysisScope scope = StudyRules.scope(StudyRules.of(study));
    List<RunOfStudy> runs = new RunsOfStudy(records, study.observed().id(), others).forJobs();
    if (runs.isEmpty()) {
      return new VersionRuns(compared.name(), List.of(), host(List.of(), Map.of()));
    }
    try (StudyFacts facts =
        StudyFacts.of(spark, compared.store(), scope, runs, runs, SeriesQueries.EXPOSURES)) {
      Map<String, RunRecord> byId =
          records.stream().collect(Collectors.toMap(RunRecord::runId, Function.identity()));
      List<RunStatistics> statistics =
          FactTables.of(spark, facts).query("run_summary", Map.of()).collectAsList().stream()
              .map(row -> RunRows.figures(row, byId.get(row.<String>getAs("run_id"))))
              .map(run -> withGrowth(run, facts.effects().get(run.runId())))
              .toList();
      List<RunRecord> measured = statistics.stream().map(run -> byId.get(run.runId())).toList();
      return new VersionRuns(compared.name(), statistics, host(measured, facts.effects()));
    }
  }

  private static RunStatistics withGrowth(RunStatistics run, RunEffects effects) {
    return effects.growth().map(run::withGrowth).orElse(run);
  }

  private static VersionRuns.Host host(List<RunRecord> runs, Map<String, RunEffects> effects) {
    List<RunRecord> dated =
        runs.stream().filter(run -> run.endedUnixMillis() > run.startedUnixMillis()).toList();
    OptionalDouble cpu =
        runs.stream()
            .map(run -> effects.get(run.runId()))
            .filter(Objects::nonNull)
            .flatMap(run -> run.growth().stream())
            .map(RunGrowth::hostCpuPercentOrNull)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .average();
    return new VersionRuns.Host(
        runs.stream().map(RunRecord::host).filter(Objects::nonNull).collect(Collectors.toSet()),
        cpu.isPresent() ? cpu.getAsDouble() : null,
        dated.stream().map(RunRecord::startedUnixMillis).min(Long::compare).orElse(null),
        dated.stream().map(RunRecord::endedUnixMillis).max(Long::compare).orElse(null));
  }
}
