package dev.runvar.hypothesis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the analysis has to know of a run beside its cycles.
 *
 * @param rules that the study is analysed by
 * @param cores that the load of the run's host is a share of, if they are known
 */
public record RunContext(Analysis.Rules rules, OptionalDouble cores) {

  private static final List<String> ALWAYS_WORK = List.of("population", "clusters");

  /** Returns the columns of the run that are work: always covariates. */
  List<double[]> work(RunTelemetry run) {
    List<String> names = new ArrayList<>(ALWAYS_WORK);
    names.addAll(DeclaredWork.gauges(rules));
    return names.stream().flatMap(name -> run.column(name).stream()).toList();
  }
}
