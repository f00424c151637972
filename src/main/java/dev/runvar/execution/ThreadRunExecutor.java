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
      workload.run(attempt.spec().cycles(), new WatchedSink(attempt.recorder(), timeout));
    } catch (DeadlineException e) {
      return RunResult.failed(Outcome.TIMEOUT, "ran longer than " + timeout);
    } catch (CancelledException e) {
      throw new InterruptedException("the run was cancelled");
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the run was cancelled: " + e);
      }
      return RunResult.failed(Outcome.FAILED, e.toString());
    }
    return RunResult.ok(attempt.recorder().end());
  }

  private static final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class DeadlineException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A thread cannot be ended from outside, so what would end it is looked at after each cycle. */
  private record WatchedSink(RunRecorder recorder, long endNanoTime) implements TelemetrySink {

    WatchedSink(RunRecorder recorder, Duration timeout) {
      this(recorder, System.nanoTime() + timeout.toNanos());
    }

    @Override
    public void cycle(CycleRow row) throws IOException {
      recorder.cycle(row);
      recorder.tick();
      if (Thread.currentThread().isInterrupted()) {
        throw new CancelledException();
      }
      if (System.nanoTime() - endNanoTime > 0) {
        throw new DeadlineException();
      }
    }

    @Override
    public void end(RunEnd end) {
      recorder.end(end);
    }
  }
}
