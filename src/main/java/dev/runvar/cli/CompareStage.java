package dev.runvar.cli;

import dev.runvar.comparison.FunctionChanges;
import dev.runvar.report.AnalysisJson;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.FunctionResult;
import dev.runvar.result.VersionComparison;
import dev.runvar.spark.ComparedStudy;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Comparison;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares two versions of a program: the runs of two studies, or of one that has both. */
final class CompareStage {

  private final SparkJobs jobs;

  CompareStage(SparkJobs jobs) {
    this.jobs = jobs;
  }

  /** One side of a comparison; {@code analysis} is null if there is none. */
  private record Side(ComparedStudy runs, Analysis analysis) {

    static Side of(String name, StudyStore store, Study study, Analysis analysis) {
      return of(name, store, study, store.sampledSnapshot(), Plan.of(study), analysis);
    }

    static Side of(
        String name,
        StudyStore store,
        Study study,
        StudySnapshot snapshot,
        List<RunSpec> plan,
        Analysis analysis) {
      return new Side(new ComparedStudy(name, store, study, plan, snapshot), analysis);
    }

    /** Returns the growth by function of these runs, from the first experiment that has one. */
    List<FunctionResult> functions() {
      if (analysis == null) {
        return List.of();
      }
      Set<String> experiments =
          runs.plan().stream().map(RunSpec::experiment).collect(Collectors.toSet());
      return analysis.experiments().stream()
          .filter(experiment -> experiments.contains(experiment.id()))
          .map(ExperimentResult::functions)
          .filter(functions -> !functions.isEmpty())
          .findFirst()
          .orElse(List.of());
    }
  }

  /** Compares two existing studies. */
  VersionComparison run(Workspace workspace, String before, String after) {
    StudyStore first = StudyOptions.storeOf(workspace, before);
    StudyStore second = StudyOptions.storeOf(workspace, after);
    if (first.location().equals(second.location())) {
      throw new UsageException(
          "%s and %s are the same study; give two studies".formatted(before, after));
    }
    Study one = study(first);
    Study other = study(second);
    boolean tellsApart = !one.name().equals(other.name());
    return compare(
        Side.of(tellsApart ? one.name() : before, first, one, analysis(first)),
        Side.of(
            tellsApart ? other.name() : after,
            second,
            other,
            second.sampledSnapshot(),
            StudyVersion.ofVersion(Plan.of(other)),
            analysis(second)));
  }

  /**
   * Compares a version with its original, or the experiments of one study under {@code compare:}.
   */
  VersionComparison run(Workspace workspace, String name) {
    StudyStore store = StudyOptions.storeOf(workspace, name);
    Study study = study(store);
    Comparison kinds = study.compare();
    if (study.analysis().against() != null) {
      return run(store, study, store.sampledSnapshot(), analysis(store))
          .orElseThrow(
              () ->
                  new UsageException(
                      "%s: the study that it was compared with, %s, is gone; name two studies"
                          .formatted(name, study.analysis().against())));
    }
    if (kinds.unoptimized().isEmpty() || kinds.optimized().isEmpty()) {
      throw new UsageException(
          "%s: with what is it to be compared? Name a second study; a version, or a study with compare:, can stand alone"
              .formatted(name));
    }
    StudySnapshot snapshot = store.sampledSnapshot();
    Analysis analysis = analysis(store);
    return compare(
        kind(kinds.unoptimized(), store, study, snapshot, analysis),
        kind(kinds.optimized(), store, study, snapshot, analysis));
  }

  private static Side kind(
      List<String> experiments,
      StudyStore store,
      Study study,
      StudySnapshot snapshot,
      Analysis analysis) {
    List<RunSpec> plan =
        Plan.of(study).stream().filter(run -> experiments.contains(run.experiment())).toList();
    return Side.of(String.join("+", experiments), store, study, snapshot, plan, analysis);
  }

  /**
   * Compares a study with the one that it names, or with the original that it runs again itself.
   *
   * @return empty if that study does not exist any more
   */
  Optional<VersionComparison> run(
      StudyStore store, Study study, StudySnapshot snapshot, Analysis analysis) {
    String against = study.analysis().against();
    boolean isVersion = StudyVersion.isVersionOf(study, against);
    Side after =
        Side.of(
            isVersion ? StudyVersion.shortName(study.name()) : study.name(),
            store,
            study,
            snapshot,
            StudyVersion.ofVersion(Plan.of(study)),
            analysis);
    if (StudyVersion.isInterleaved(study)) {
      List<RunSpec> original = StudyVersion.ofOriginal(Plan.of(study));
      return Optional.of(
          compare(
              Side.of(StudyVersion.ORIGINAL, store, study, snapshot, original, analysis), after));
    }
    return against(store, study)
        .map(
            other ->
                compare(
                    Side.of(
                        isVersion ? StudyVersion.ORIGINAL : against,
                        other,
                        study(other),
                        analysis(other)),
                    after));
  }

  /** Returns the store of the study that a study is compared with, if it is still there. */
  static Optional<StudyStore> against(StudyStore store, Study study) {
    return Optional.ofNullable(study.analysis().against())
        .map(store::beside)
        .filter(other -> other.manifestAsItIs().isPresent());
  }

  private VersionComparison compare(Side before, Side after) {
    VersionComparison comparison = jobs.compare(before.runs(), after.runs());
    return comparison.unit() == VersionComparison.Unit.CYCLE
        ? comparison.withFunctions(FunctionChanges.of(before.functions(), after.functions()))
        : comparison;
  }

  private static Study study(StudyStore store) {
    return store.manifest().orElseThrow().study();
  }

  private static Analysis analysis(StudyStore store) {
    return store.readText(AnalysisJson.PATH).flatMap(AnalysisJson::readIfOfToday).orElse(null);
  }
}
