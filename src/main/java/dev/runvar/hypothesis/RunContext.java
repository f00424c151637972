package dev.runvar.hypothesis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the analysis has to know of a run beside its cycles.
 *
 * @param rules that the study is analysed by
 * @param cores that the load of the run's host is a share of, if they are known
 * @param startedNanos when the run began, since 1970; not known of runs that were imported
 */
public record RunContext(Analysis.Rules rules, OptionalDouble cores, OptionalLong startedNanos) {

  /** The context of a run of which no more is known than its cycles. */
  public static RunContext of(Analysis.Rules rules) {
    return new RunContext(rules, OptionalDouble.empty(), OptionalLong.empty());
  }

  private static final List<String> ALWAYS_WORK = List.of("population", "clusters");

  /** Returns the columns of the run that are work: always covariates. */
  List<double[]> work(RunTelemetry run) {
    return workNames().stream().flatMap(name -> run.column(name).stream()).toList();
  }

  /** Returns the names of the columns that are work in a run that has them. */
  List<String> workNames() {
    List<String> names = new ArrayList<>(ALWAYS_WORK);
    names.addAll(DeclaredWork.gauges(rules));
    return names;
  }
}
