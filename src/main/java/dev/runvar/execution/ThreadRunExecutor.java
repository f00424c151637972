package dev.runvar.execution;

import dev.runvar.program.Models;
import dev.runvar.store.Outcome;
import dev.runvar.study.RunSpec;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
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
    RunSpec spec = attempt.spec();
    try {
      Models.builtIn()
          .run(
              spec.parameters(),
              spec.seed(),
              attempt.scratch(),
              spec.cycles(),
              new WatchedSink(attempt.recorder(), spec.cycles(), timeout));
    } catch (DeadlineException e) {
      return RunResult.failed(Outcome.TIMEOUT, "ran longer than " + timeout);
    } catch (UnrecordedException e) {
      throw e.getCause();
    } catch (OutOfMemoryError e) {
      // What filled the heap is this run's, and it is let go here: the other runs go on.
      return RunResult.failed(Outcome.OUT_OF_MEMORY, e.toString());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      refuseIfCancelled();
      return RunResult.failed(Outcome.FAILED, e.toString());
    }
    refuseIfCancelled();
    return RunResult.ok(attempt.recorder().end());
  }

  /** The workload stops when it is interrupted, which must not pass for its end. */
  private static void refuseIfCancelled() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("the run was cancelled");
    }
  }

  /** What went wrong is not the workload's fault. */
  private static final class UnrecordedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnrecordedException(IOException cause) {
      super(cause);
    }

    @Override
    public synchronized IOException getCause() {
      return (IOException) super.getCause();
    }
  }

  private static final class DeadlineException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A thread cannot be ended from outside, so what would end it is looked at after each cycle. */
  private record WatchedSink(RunRecorder recorder, int cycles, long endNanoTime)
      implements TelemetrySink {

    WatchedSink(RunRecorder recorder, int cycles, Duration timeout) {
      this(recorder, cycles, System.nanoTime() + timeout.toNanos());
    }

    @Override
    public void cycle(CycleRow row) {
      long begin = System.nanoTime();
      try {
        recorder.cycle(row);
        recorder.rollIfDue();
      } catch (IOException e) {
        throw new UnrecordedException(e);
      }
      long end = System.nanoTime();
      recorder.tookNanos(end - begin);
      // A run that has done its last cycle has finished, however long this process was stopped.
      if (end - endNanoTime > 0 && recorder.cycles() < cycles) {
        throw new DeadlineException();
      }
    }

    @Override
    public void end(RunEnd end) {
      recorder.end(end);
    }
  }
}
