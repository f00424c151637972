package dev.runvar.execution;

import dev.runvar.store.Outcome;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import dev.runvar.workload.NrmSettings;
import dev.runvar.workload.NrmWorkload;
import java.io.IOException;
import java.time.Duration;

/**
 * Executes the built-in workload on the calling thread: for runs too short to pay for a process.
 */
public final class ThreadRunExecutor implements RunExecutor {

  private final Duration timeout;

  public ThreadRunExecutor(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public RunResult execute(Attempt attempt) throws IOException, InterruptedException {
    NrmWorkload workload =
        new NrmWorkload(
            NrmSettings.of(attempt.spec().parameters()), attempt.spec().seed(), attempt.scratch());
    try {
      workload.run(attempt.spec().cycles(), new DeadlineSink(attempt.recorder(), timeout));
    } catch (DeadlineException e) {
      return RunResult.failed(Outcome.TIMEOUT, "ran longer than " + timeout);
    } catch (RuntimeException e) {
      return RunResult.failed(Outcome.FAILED, e.toString());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("the run was cancelled");
    }
    return RunResult.ok(attempt.recorder().end());
  }

  private static final class DeadlineException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A thread cannot be ended from outside, so the deadline is looked at after each cycle. */
  private record DeadlineSink(TelemetrySink sink, long endNanoTime) implements TelemetrySink {

    DeadlineSink(TelemetrySink sink, Duration timeout) {
      this(sink, System.nanoTime() + timeout.toNanos());
    }

    @Override
    public void cycle(CycleRow row) throws IOException {
      sink.cycle(row);
      if (System.nanoTime() - endNanoTime > 0) {
        throw new DeadlineException();
      }
    }

    @Override
    public void end(RunEnd end) throws IOException {
      sink.end(end);
    }
  }
}
