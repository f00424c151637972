package dev.runvar.hypothesis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the analysis has to know of a run beside its cycles.
 *
 * @param rules that the study is analysed by
 * @param cores of the run's host, if it is known
 */
public record RunContext(Analysis.Rules rules, OptionalInt cores) {

  private static final List<String> ALWAYS_WORK = List.of("population", "clusters");

  /** Returns the columns of the run that are work: always covariates. */
  List<double[]> work(RunTelemetry run) {
    List<String> names = new ArrayList<>(ALWAYS_WORK);
    names.addAll(DeclaredWork.gauges(rules));
    return names.stream().flatMap(name -> run.column(name).stream()).toList();
  }
}
