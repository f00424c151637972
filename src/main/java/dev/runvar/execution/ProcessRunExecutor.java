package dev.runvar.execution;

import dev.runvar.store.Failure;
import dev.runvar.store.Outcome;
import dev.runvar.study.WorkloadSpec;
import dev.runvar.telemetry.MalformedTelemetryException;
import dev.runvar.telemetry.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Executes each run in a process of its own, which reports by the telemetry contract. */
public final class ProcessRunExecutor implements RunExecutor {

  private static final long POLL_MILLIS = 100;

  /** The JVM's exit code under {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int JVM_OUT_OF_MEMORY = 3;

  /** A process that a signal ended has this much more than the signal's number. */
  private static final int SIGNAL_BASE = 128;

  private static final int LAST_SIGNAL = 64;

  private final WorkloadSpec workload;
  private final Duration timeout;

  public ProcessRunExecutor(WorkloadSpec workload, Duration timeout) {
    this.workload = workload;
    this.timeout = timeout;
  }

  @Override
  public RunResult execute(Attempt attempt) throws IOException, InterruptedException {
    Path telemetry = Files.createFile(attempt.scratch().resolve("telemetry.jsonl"));
    List<String> command = CommandLine.of(workload, attempt.spec());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(CommandLine.environment(attempt, telemetry));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return RunResult.failed(
          Outcome.FAILED, "Cannot start %s: %s".formatted(command, e.getMessage()));
    }
    try (TelemetryTail tail = new TelemetryTail(telemetry, attempt.recorder())) {
      attempt.probe().watch(process.pid());
      return follow(process, tail, attempt.recorder());
    } finally {
      end(process);
    }
  }

  private RunResult follow(Process process, TelemetryTail tail, RunRecorder recorder)
      throws IOException, InterruptedException {
    OutputTail output = new OutputTail(process.getInputStream(), "run-output");
    OutputTail errors = new OutputTail(process.getErrorStream(), "run-errors");
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        tail.poll();
        if (System.nanoTime() - deadline > 0) {
          end(process);
          tail.finish(TelemetryTail.Remainder.DROP);
          String message = "ran longer than " + timeout;
          return failed(Outcome.TIMEOUT, null, message, output, errors, recorder.end());
        }
      }
      int exitCode = process.exitValue();
      tail.finish(exitCode == 0 ? TelemetryTail.Remainder.PARSE : TelemetryTail.Remainder.DROP);
      return exitCode == 0
          ? RunResult.ok(recorder.end())
          : failed(
              outcomeOf(exitCode),
              exitCode,
              "ended with exit code " + exitCode,
              output,
              errors,
              recorder.end());
    } catch (MalformedTelemetryException e) {
      end(process);
      return failed(Outcome.INVALID_TELEMETRY, null, e.getMessage(), output, errors, RunEnd.SILENT);
    }
  }

  private Outcome outcomeOf(int exitCode) {
    if (workload.builtIn() && exitCode == JVM_OUT_OF_MEMORY) {
      return Outcome.OUT_OF_MEMORY;
    }
    boolean signalled = exitCode > SIGNAL_BASE && exitCode <= SIGNAL_BASE + LAST_SIGNAL;
    return signalled ? Outcome.KILLED : Outcome.FAILED;
  }

  private static RunResult failed(
      Outcome outcome,
      Integer exitCode,
      String message,
      OutputTail output,
      OutputTail errors,
      RunEnd end)
      throws InterruptedException {
    Failure failure = new Failure(exitCode, message, output.lines(), errors.lines());
    return new RunResult(outcome, Optional.of(failure), end);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
