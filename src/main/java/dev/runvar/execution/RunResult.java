package dev.runvar.execution;

import dev.runvar.store.Failure;
import dev.runvar.store.Outcome;
import dev.runvar.telemetry.RunEnd;
import java.util.List;
import java.util.Optional;

/** How an attempt ended, and what its workload said last. */
public record RunResult(Outcome outcome, Optional<Failure> failure, RunEnd end) {

  static RunResult ok(RunEnd end) {
    return new RunResult(Outcome.OK, Optional.empty(), end);
  }

  /** A failure of which only this is known. */
  static RunResult failed(Outcome outcome, String message) {
    Failure failure = new Failure(null, message, List.of(), List.of());
    return new RunResult(outcome, Optional.of(failure), RunEnd.SILENT);
  }
}
