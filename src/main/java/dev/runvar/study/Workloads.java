package dev.runvar.study;

import dev.runvar.program.Program;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the runs of a study execute.
 *
 * @param common to all experiments that have none of their own
 * @param own by the id of its experiment
 */
public record Workloads(WorkloadSpec common, Map<String, WorkloadSpec> own)
    implements Serializable {

  public Workloads {
    Objects.requireNonNull(common, "common");
    own = Map.copyOf(own);
  }

  static Workloads of(Study study) {
    Map<String, WorkloadSpec> own = new HashMap<>();
    study.experiments().stream()
        .filter(experiment -> experiment.workload() != null)
        .forEach(experiment -> own.put(experiment.id(), experiment.workload()));
    return new Workloads(study.workload(), own);
  }

  /** Returns what the runs of an experiment execute. */
  public WorkloadSpec of(String experiment) {
    return own.getOrDefault(experiment, common);
  }

  /** Returns the revisions of git that programs are taken from. */
  public Stream<String> revisions() {
    return all().map(WorkloadSpec::revision).filter(Objects::nonNull);
  }

  private Stream<WorkloadSpec> all() {
    return Stream.concat(Stream.of(common), own.values().stream());
  }

  /** Returns the programs, each once; none for the built-in workload. */
  public List<Program> programs() {
    return all().map(WorkloadSpec::program).filter(Objects::nonNull).distinct().toList();
  }
}
