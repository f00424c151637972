package dev.runvar.study;

import dev.runvar.program.Program;
import dev.runvar.program.ProgramFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What makes a study more than an extension of the one whose results are there. */
public final class StudyChange {

  private static final String WORKLOAD = "workload";

  private StudyChange() {}

  /** Returns whether the program alone is another one: then it can be a version of the study. */
  public static boolean isOfProgram(List<String> differences) {
    return differences.stream().allMatch(difference -> difference.startsWith(WORKLOAD + ": "));
  }

  /**
   * Returns the differences that an extension of {@code before} may not have, a phrase each.
   *
   * <p>Added experiments, levels, treatments and replications extend a study; they are no
   * difference.
   */
  public static List<String> differences(Study before, Study after) {
    if (before.wasImported() && after.wasImported()) {
      return missingRuns(before, after);
    }
    List<String> differences = new ArrayList<>();
    compare(differences, "seed", before.seed(), after.seed());
    compare(differences, "cycles", before.cycles(), after.cycles());
    compare(differences, "isolation", before.isolation(), after.isolation());
    compareWorkloads(differences, before.workload(), after.workload());
    if (after.replications() < before.replications()) {
      compare(differences, "replications", before.replications(), after.replications());
    }
    Map<String, Experiment> known =
        after.experiments().stream().collect(Collectors.toMap(Experiment::id, Function.identity()));
    for (Experiment old : before.experiments()) {
      Experiment experiment = known.get(old.id());
      if (experiment == null) {
        differences.add("experiment %s is missing".formatted(old.id()));
      } else {
        compareExperiments(differences, old, experiment);
        compareWorkloads(
            differences, before.workloads().of(old.id()), after.workloads().of(old.id()));
      }
    }
    return differences.stream().distinct().toList();
  }

  /** Runs from elsewhere have no design in common: what is there must stay. */
  private static List<String> missingRuns(Study before, Study after) {
    Set<String> there = after.imported().stream().map(RunSpec::runId).collect(Collectors.toSet());
    return before.imported().stream()
        .filter(run -> !there.contains(run.runId()))
        .map(run -> "run %s of %s is missing".formatted(run.runId(), run.experiment()))
        .toList();
  }

  private static void compareExperiments(
      List<String> differences, Experiment before, Experiment after) {
    compare(differences, before.id() + " fixed", before.fixed(), after.fixed());
    compare(differences, before.id() + " factors", before.factorNames(), after.factorNames());
    if (!before.factorNames().equals(after.factorNames())
        || !before.fixed().equals(after.fixed())) {
      return;
    }
    Set<SortedMap<String, String>> there =
        after.treatments().stream().map(Treatment::parameters).collect(Collectors.toSet());
    before.treatments().stream()
        .filter(treatment -> !there.contains(treatment.parameters()))
        .map(t -> "%s: treatment %s is missing".formatted(before.id(), t.levels()))
        .forEach(differences::add);
  }

  private static void compare(List<String> differences, String what, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      differences.add("%s: %s → %s".formatted(what, before, after));
    }
  }

  private static void compareWorkloads(
      List<String> differences, WorkloadSpec before, WorkloadSpec after) {
    compare(differences, WORKLOAD, name(before), name(after));
    compare(differences, "progress", before.progress(), after.progress());
    compare(differences, "profiler and steps", before.profile(), after.profile());
    boolean isSameCommand =
        name(before).equals(name(after)) && Objects.equals(before.progress(), after.progress());
    if (isSameCommand && !before.fingerprint().equals(after.fingerprint())) {
      differences.add(
          before.program() == null
              ? "workload: %s has changed".formatted(name(after))
              : "workload: %s has changed (%s)"
                  .formatted(name(after), changedFiles(before, after)));
    }
  }

  private static String changedFiles(WorkloadSpec before, WorkloadSpec after) {
    Map<String, ProgramFile> old = files(before.program());
    Map<String, ProgramFile> now = files(after.program());
    Set<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(now.keySet());
    List<String> changed =
        paths.stream().filter(path -> !Objects.equals(old.get(path), now.get(path))).toList();
    return changed.isEmpty() ? "its files are used in another way" : String.join(", ", changed);
  }

  private static Map<String, ProgramFile> files(Program program) {
    return Stream.concat(program.files().stream(), program.inPlace().stream())
        .collect(Collectors.toMap(ProgramFile::path, Function.identity(), (a, b) -> a));
  }

  private static String name(WorkloadSpec workload) {
    if (workload.imported()) {
      return "imported";
    }
    return workload.builtIn() ? "nrm" : String.join(" ", workload.command());
  }
}
