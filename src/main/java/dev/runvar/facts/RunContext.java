package dev.runvar.facts;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The context of a run that the analysis needs besides its cycles.
 *
 * @param scope causes, work and threshold of the analysis
 * @param cores number of cores of which the host's load is a share, if known
 * @param startedNanos start of the run since 1970; not known for imported runs
 */
public record RunContext(AnalysisScope scope, OptionalDouble cores, OptionalLong startedNanos) {

  /** The context of a run of which only the cycles are known. */
  public static RunContext of(AnalysisScope scope) {
    return new RunContext(scope, OptionalDouble.empty(), OptionalLong.empty());
  }

  /** Returns the columns of the run that are work, which are always covariates. */
  List<double[]> work(RunTelemetry run) {
    return scope.workColumns().stream().flatMap(name -> run.column(name).stream()).toList();
  }
}
