package dev.runvar.cli;

import dev.runvar.report.AnalysisJson;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Estimate;
import dev.runvar.result.FunctionResult;
import dev.runvar.result.VersionComparison;
import dev.runvar.result.VersionComparison.PartChange;
import dev.runvar.spark.ComparedStudy;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.Study;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares two studies that are there. */
final class CompareStage {

  /** A function that changes by less than this share of the whole change is left out. */
  private static final double LEAST_SHARE = 0.02;

  /** It holds the whole program. */
  private static final String PYTHON_MODULE = "<module>";

  private final SparkJobs jobs;

  CompareStage(SparkJobs jobs) {
    this.jobs = jobs;
  }

  VersionComparison run(Workspace workspace, String before, String after) {
    StudyStore first = StudyOptions.storeOf(workspace, before);
    StudyStore second = StudyOptions.storeOf(workspace, after);
    if (first.location().equals(second.location())) {
      throw new UsageException(
          "%s and %s are the same study; allowed: two studies".formatted(before, after));
    }
    Study one = study(first);
    Study other = study(second);
    boolean tellsApart = !one.name().equals(other.name());
    VersionComparison comparison =
        jobs.compare(
            compared(tellsApart ? one.name() : before, first, one),
            compared(tellsApart ? other.name() : after, second, other));
    return comparison.unit() == VersionComparison.Unit.CYCLE
        ? comparison.withFunctions(functions(first, second))
        : comparison;
  }

  private static Study study(StudyStore store) {
    return store.manifest().orElseThrow().study();
  }

  private static ComparedStudy compared(String name, StudyStore store, Study study) {
    return new ComparedStudy(name, store, study, Plan.of(study), store.snapshot());
  }

  /** Returns what the profiles say, as far as both studies were analysed and have some. */
  private static List<PartChange> functions(StudyStore first, StudyStore second) {
    Map<String, FunctionResult> before = functions(first);
    Map<String, FunctionResult> after = functions(second);
    List<PartChange> changes =
        before.keySet().stream()
            .filter(name -> after.containsKey(name) && !name.equals(PYTHON_MODULE))
            .map(name -> change(name, before.get(name), after.get(name)))
            .sorted(
                Comparator.comparingDouble((PartChange one) -> Math.abs(one.change().value()))
                    .reversed())
            .toList();
    double largest = changes.isEmpty() ? 0 : Math.abs(changes.get(0).change().value());
    return changes.stream()
        .filter(one -> Math.abs(one.change().value()) > LEAST_SHARE * largest)
        .toList();
  }

  private static PartChange change(String name, FunctionResult before, FunctionResult after) {
    return new PartChange(
        name,
        before.lateNanos(),
        after.lateNanos(),
        new Estimate(after.lateNanos() - before.lateNanos(), null, null, 1));
  }

  private static Map<String, FunctionResult> functions(StudyStore store) {
    return store
        .readText(AnalysisJson.PATH)
        .map(AnalysisJson::read)
        .map(analysis -> analysis.experiments())
        .orElse(List.of())
        .stream()
        .map(ExperimentResult::functions)
        .filter(functions -> !functions.isEmpty())
        .findFirst()
        .orElse(List.of())
        .stream()
        .collect(Collectors.toMap(FunctionResult::name, Function.identity(), (one, other) -> one));
  }
}
