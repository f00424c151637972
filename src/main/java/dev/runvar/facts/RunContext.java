package dev.runvar.facts;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the analysis has to know of a run beside its cycles.
 *
 * @param scope what is looked for
 * @param cores that the load of the run's host is a share of, if they are known
 * @param startedNanos when the run began, since 1970; not known of runs that were imported
 */
public record RunContext(AnalysisScope scope, OptionalDouble cores, OptionalLong startedNanos) {

  /** The context of a run of which no more is known than its cycles. */
  public static RunContext of(AnalysisScope scope) {
    return new RunContext(scope, OptionalDouble.empty(), OptionalLong.empty());
  }

  /** Returns the columns of the run that are work: always covariates. */
  List<double[]> work(RunTelemetry run) {
    return scope.workColumns().stream().flatMap(name -> run.column(name).stream()).toList();
  }
}
