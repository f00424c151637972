package dev.runvar.study;

import java.util.ArrayList;
import java.util.List;

/**
 * A changed program of a study: a study of its own beside the one that it is compared with, with
 * the same treatments and seeds.
 */
public final class StudyVersion {

  /** What a study is called beside its versions. */
  public static final String ORIGINAL = "original";

  private static final String SEPARATOR = "@";
  private static final String OF_ORIGINAL = "-" + ORIGINAL;

  private StudyVersion() {}

  /** Returns the name of the study that holds the runs of a version. */
  public static String name(String study, String version) {
    return study + SEPARATOR + version;
  }

  /** Returns whether a study is a version of another one, and not another program. */
  public static boolean isVersionOf(Study study, String other) {
    return study.name().startsWith(other + SEPARATOR);
  }

  /** Returns what a version is called: the name of its study without that of the first one. */
  public static String shortName(String study) {
    return study.substring(study.indexOf(SEPARATOR) + 1);
  }

  /** Returns the study of a version whose runs are compared with those that are there. */
  public static Study of(Study edited, String version) {
    return edited.named(name(edited.name(), version)).comparedWith(edited.name());
  }

  /**
   * Returns the study of a version that runs the original again as well, in turn with the new
   * program.
   *
   * @param original the study as it was begun
   */
  public static Study interleaved(Study edited, Study original, String version) {
    List<Experiment> experiments = new ArrayList<>(edited.experiments());
    Workloads workloads = original.workloads();
    for (Experiment experiment : edited.experiments()) {
      experiments.add(
          experiment.with(experiment.id() + OF_ORIGINAL, workloads.of(experiment.id())));
    }
    Study study = of(edited, version);
    return study.with(study.name(), experiments, study.analysis());
  }

  /** Returns whether a study runs its original again as well. */
  public static boolean isInterleaved(Study study) {
    return study.analysis().against() != null
        && study.experiments().stream().anyMatch(one -> one.id().endsWith(OF_ORIGINAL));
  }

  /** Returns the runs of the original in an interleaved study. */
  public static List<RunSpec> ofOriginal(List<RunSpec> plan) {
    return plan.stream().filter(run -> run.experiment().endsWith(OF_ORIGINAL)).toList();
  }

  /** Returns the runs of the changed program in an interleaved study. */
  public static List<RunSpec> ofVersion(List<RunSpec> plan) {
    return plan.stream().filter(run -> !run.experiment().endsWith(OF_ORIGINAL)).toList();
  }
}
