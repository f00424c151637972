package dev.runvar.study;

import java.util.List;
import java.util.Objects;

/**
 * A study as its file says it, resolved and checked.
 *
 * @param cycles of each run; {@link #OWN_CYCLES} where the program decides itself
 * @param replications seeds per treatment
 * @param seed the root of all seeds
 * @param slots runs that one host executes at once, null for one per core
 * @param analysis how its runs are looked at
 * @param imported the runs of a study whose telemetry is from elsewhere, none of one that executes
 *     its runs
 */
public record Study(
    String name,
    int cycles,
    int replications,
    long seed,
    WorkloadSpec workload,
    Isolation isolation,
    RunLimits limits,
    Integer slots,
    OnFailure onFailure,
    List<Experiment> experiments,
    Comparison compare,
    AnalysisSettings analysis,
    List<RunSpec> imported) {

  /** The number of cycles of a study whose program decides itself how many it makes. */
  public static final int OWN_CYCLES = 0;

  public Study {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(workload, "workload");
    Objects.requireNonNull(isolation, "isolation");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(onFailure, "onFailure");
    Objects.requireNonNull(compare, "compare");
    experiments = List.copyOf(experiments);
    // Manifests of versions before these fields do not have them.
    analysis = analysis == null ? AnalysisSettings.NONE : analysis;
    imported = imported == null ? List.of() : List.copyOf(imported);
  }

  /** Returns whether the program decides itself how many cycles a run has. */
  public boolean hasOwnCycles() {
    return cycles == OWN_CYCLES;
  }

  /** Returns the same study under another name, as that of a copied directory. */
  public Study named(String other) {
    return with(other, experiments, analysis);
  }

  /**
   * Returns a shorter version of this study under a name of its own, for a first look: what it
   * computes is another study.
   *
   * @param otherCycles of each run, {@code otherReplications} seeds per treatment
   */
  public Study shortened(int otherCycles, int otherReplications) {
    return new Study(
        "%s-%dx%d".formatted(name, otherCycles, otherReplications),
        otherCycles,
        otherReplications,
        seed,
        workload,
        isolation,
        limits,
        slots,
        onFailure,
        experiments,
        compare,
        analysis,
        imported);
  }

  /** Returns the same study, compared with another one. */
  public Study comparedWith(String other) {
    return with(name, experiments, analysis.comparedWith(other));
  }

  Study with(String otherName, List<Experiment> otherExperiments, AnalysisSettings otherAnalysis) {
    return new Study(
        otherName,
        cycles,
        replications,
        seed,
        workload,
        isolation,
        limits,
        slots,
        onFailure,
        otherExperiments,
        compare,
        otherAnalysis,
        imported);
  }

  /** Returns what the runs of each experiment execute. */
  public Workloads workloads() {
    return Workloads.of(this);
  }

  /** Returns whether the runs were executed elsewhere, and cannot be executed here. */
  public boolean wasImported() {
    return workload.imported();
  }

  /**
   * Returns the experiment that an analysis looks at: the first unoptimized one, else the first.
   */
  public Experiment observed() {
    return experiments.stream()
        .filter(experiment -> compare.unoptimized().contains(experiment.id()))
        .findFirst()
        .orElse(experiments.get(0));
  }
}
