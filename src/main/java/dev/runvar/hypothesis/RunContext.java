package dev.runvar.hypothesis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the analysis has to know of a run beside its cycles.
 *
 * @param work gauges that the study declares as work, beside population and clusters
 * @param cores of the run's host, if it is known
 */
public record RunContext(List<String> work, OptionalInt cores) {

  private static final List<String> ALWAYS_WORK = List.of("population", "clusters");

  public RunContext {
    work = List.copyOf(work);
  }

  /** Returns the columns of the run that are work: always covariates. */
  List<double[]> work(RunTelemetry run) {
    List<String> names = new ArrayList<>(ALWAYS_WORK);
    names.addAll(work);
    return names.stream().distinct().flatMap(name -> run.column(name).stream()).toList();
  }
}
