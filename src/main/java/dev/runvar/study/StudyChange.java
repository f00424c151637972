package dev.runvar.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What makes a study a different one than the one whose results are there. */
public final class StudyChange {

  private StudyChange() {}

  /**
   * Returns the differences that an extension of {@code before} may not have, a phrase each.
   *
   * <p>Added experiments, levels and replications extend a study; they are no difference.
   */
  public static List<String> differences(Study before, Study after) {
    List<String> differences = new ArrayList<>();
    compare(differences, "seed", before.seed(), after.seed());
    compare(differences, "cycles", before.cycles(), after.cycles());
    compare(differences, "isolation", before.isolation(), after.isolation());
    compare(differences, "workload", describe(before.workload()), describe(after.workload()));
    Map<String, Experiment> known =
        before.experiments().stream()
            .collect(Collectors.toMap(Experiment::id, Function.identity()));
    for (Experiment experiment : after.experiments()) {
      Experiment old = known.get(experiment.id());
      if (old != null) {
        compare(differences, experiment.id() + " fixed", old.fixed(), experiment.fixed());
        compare(
            differences, experiment.id() + " factors", old.factorNames(), experiment.factorNames());
      }
    }
    return List.copyOf(differences);
  }

  private static void compare(List<String> differences, String what, Object before, Object after) {
    if (!before.equals(after)) {
      differences.add("%s: %s → %s".formatted(what, before, after));
    }
  }

  private static String describe(WorkloadSpec workload) {
    String command = workload.builtIn() ? "nrm" : String.join(" ", workload.command());
    return command + " (" + workload.fingerprint() + ")";
  }
}
