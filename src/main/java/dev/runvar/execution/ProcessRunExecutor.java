package dev.runvar.execution;

import dev.runvar.execution.CycleSource.Ending;
import dev.runvar.store.Failure;
import dev.runvar.store.Outcome;
import dev.runvar.store.ProgramStore;
import dev.runvar.study.RunLimits;
import dev.runvar.study.WorkloadSpec;
import dev.runvar.telemetry.MalformedTelemetryException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Executes each run in a process of its own, which reports by the telemetry contract. */
public final class ProcessRunExecutor implements RunExecutor {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
  private static final Duration GONE_INTERVAL = Duration.ofMillis(5);

  /** The watch gives up after ten seconds. */
  private static final Duration CLEANING = Duration.ofSeconds(15);

  /** What a run wrote before it ended well is read for so long. */
  private static final Duration ORDERLY_REST = Duration.ofHours(1);

  /** How long it takes at most until this process hears that another has ended. */
  private static final Duration NEWS = Duration.ofMillis(500);

  /** The JVM's exit code under {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int JVM_OUT_OF_MEMORY = 3;

  /** A process that a signal ended has this much more than the signal's number. */
  private static final int SIGNAL_BASE = 128;

  private static final int LAST_SIGNAL = 64;

  /** What a program brings about itself: ILL, TRAP, ABRT, BUS, FPE, SEGV, SYS. */
  private static final Set<Integer> CRASHES = Set.of(4, 5, 6, 7, 8, 11, 31);

  private final WorkloadSpec workload;
  private final RunLimits limits;
  private final ProgramCopies programs;

  /** Our own JVM has a limited heap instead, whose end is an error that it can report. */
  private final long memoryLimitBytes;

  /**
   * An executor of one workload.
   *
   * @param programs where the user's program is
   */
  ProcessRunExecutor(WorkloadSpec workload, RunLimits limits, ProgramStore programs) {
    this.workload = workload;
    this.limits = limits;
    this.programs = workload.builtIn() ? null : new ProgramCopies(programs, workload.program());
    memoryLimitBytes =
        workload.builtIn() || limits.memoryBytes() == null ? Long.MAX_VALUE : limits.memoryBytes();
  }

  @Override
  public RunResult execute(Attempt attempt) throws IOException, InterruptedException {
    long before = THREADS.getCurrentThreadCpuTime();
    try {
      return executeAndRecord(attempt);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("the run was cancelled");
    } finally {
      attempt.recorder().tookNanos(THREADS.getCurrentThreadCpuTime() - before);
    }
  }

  private RunResult executeAndRecord(Attempt attempt) throws IOException, InterruptedException {
    Path telemetry = newTelemetry(attempt);
    try (CycleSource cycles = cycles(telemetry, attempt.recorder())) {
      RunResult result = execute(attempt, telemetry, cycles);
      attempt.recorder().markedBy(cycles);
      return result;
    }
  }

  private CycleSource cycles(Path telemetry, RunRecorder recorder) throws IOException {
    if (workload.progress() != null && !workload.findsProgress()) {
      return new ProgressLines(workload.progress(), recorder);
    }
    TelemetryTail reported = new TelemetryTail(telemetry, recorder, limits.outputBytes());
    return workload.findsProgress() ? new AutomaticCycles(reported, recorder) : reported;
  }

  private static Path newTelemetry(Attempt attempt) throws RunStartException {
    try {
      return Files.createFile(attempt.scratch().resolve("telemetry.jsonl"));
    } catch (IOException e) {
      throw new RunStartException(e);
    }
  }

  private RunResult execute(Attempt attempt, Path telemetry, CycleSource cycles)
      throws IOException, InterruptedException {
    Path copy = attempt.scratch().resolve("workload");
    if (workload.builtIn()) {
      attempt.probe().watchCollections(CommandLine.gcLog(attempt));
    }
    Path directory = workload.builtIn() ? attempt.scratch() : programs.prepare(copy);
    RunProfiler.Launch launch =
        attempt
            .profiler()
            .attached(
                new RunProfiler.Launch(
                    CommandLine.of(workload, limits, attempt, copy),
                    CommandLine.environment(workload, attempt, telemetry)),
                directory);
    try (SupervisedProcess process =
        SupervisedProcess.start(
            attempt, directory, launch.command(), launch.environment(), cycles)) {
      attempt.probe().watch(process.pid());
      attempt.profiler().started(process.pid());
      process.release();
      return follow(process, cycles, attempt);
    }
  }

  private RunResult follow(SupervisedProcess process, CycleSource cycles, Attempt attempt)
      throws IOException, InterruptedException {
    Optional<RunResult> broken = awaitEnd(process, cycles, attempt);
    Ending ending = broken.isEmpty() && process.exitCode() == 0 ? Ending.ORDERLY : Ending.ABNORMAL;
    Optional<RunResult> invalid = takeTheRest(process, cycles, ending);
    if (broken.isPresent()) {
      return withOutput(broken.get(), process, attempt);
    }
    if (ending == Ending.ABNORMAL) {
      // What the workload wrote while it went wrong does not change what went wrong.
      return failed(process.exitCode(), process, attempt);
    }
    if (invalid.isPresent()) {
      return withOutput(invalid.get(), process, attempt);
    }
    Optional<String> whyNone =
        attempt.recorder().cycles() == 0 ? cycles.whyNone() : Optional.empty();
    return whyNone.isPresent()
        ? withOutput(withoutCycles(whyNone.get(), process), process, attempt)
        : RunResult.ok(attempt.recorder().end());
  }

  private static RunResult withoutCycles(String why, SupervisedProcess process) {
    List<String> lines =
        process.lastOutput().isEmpty() ? process.lastErrors() : process.lastOutput();
    String last =
        lines.isEmpty()
            ? "nothing was printed"
            : "the last line is: " + lines.get(lines.size() - 1);
    return RunResult.failed(Outcome.INVALID_TELEMETRY, why + "; " + last);
  }

  /**
   * Takes what the run has written, ends everything that is left of it, and returns when it is
   * gone, or what was invalid.
   */
  private static Optional<RunResult> takeTheRest(
      SupervisedProcess process, CycleSource cycles, Ending ending)
      throws IOException, InterruptedException {
    long deadline =
        System.nanoTime() + (ending == Ending.ORDERLY ? ORDERLY_REST : CLEANING).toNanos();
    try {
      if (ending == Ending.ORDERLY) {
        // Before the scratch directory is removed: a file may have got its name just now.
        drain(cycles, deadline);
      }
      cycles.stopFollowing();
      process.close();
      long gone = System.nanoTime() + CLEANING.toNanos();
      while (isLeft(process, gone)) {
        // A program that prints more than was taken from it ends when that is taken.
        cycles.poll();
      }
      drain(cycles, deadline);
      cycles.finish(ending);
      return Optional.empty();
    } catch (MalformedTelemetryException e) {
      process.close();
      long gone = System.nanoTime() + CLEANING.toNanos();
      while (isLeft(process, gone)) {
        // What it still writes is not telemetry either.
      }
      return Optional.of(invalid(e));
    }
  }

  /** Takes what is there, and does not follow for ever what somebody goes on writing. */
  private static void drain(CycleSource cycles, long deadlineNanoTime)
      throws IOException, MalformedTelemetryException, InterruptedException {
    while (cycles.poll() && System.nanoTime() - deadlineNanoTime < 0) {
      refuseIfCancelled();
    }
  }

  /** To wait for no time at all does not find out. */
  private static void refuseIfCancelled() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the run was cancelled");
    }
  }

  private static RunResult invalid(MalformedTelemetryException e) {
    return RunResult.failed(Outcome.INVALID_TELEMETRY, e.getMessage());
  }

  /** Waits a moment if something is left of the run, and says so; not longer than the deadline. */
  private static boolean isLeft(SupervisedProcess process, long deadlineNanoTime)
      throws InterruptedException {
    if (process.isGone() || System.nanoTime() - deadlineNanoTime >= 0) {
      return false;
    }
    Thread.sleep(GONE_INTERVAL.toMillis());
    return true;
  }

  /** Returns nothing once the command has ended by itself, or why it must end. */
  private Optional<RunResult> awaitEnd(
      SupervisedProcess process, CycleSource cycles, Attempt attempt)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limits.timeout().toNanos();
    ScratchUsage scratch = new ScratchUsage(attempt.scratch());
    boolean more = false;
    while (!process.endedWithin(more ? Duration.ZERO : POLL_INTERVAL)) {
      try {
        more = cycles.poll();
      } catch (MalformedTelemetryException e) {
        return Optional.of(invalid(e));
      }
      attempt.recorder().rollIfDue();
      refuseIfCancelled();
      if (scratch.holdsMoreThan(limits.outputBytes())) {
        String message =
            "wrote more than %,d bytes into its directories, which is what output allows"
                .formatted(limits.outputBytes());
        return Optional.of(RunResult.failed(Outcome.FAILED, message));
      }
      if (System.nanoTime() - deadline > 0) {
        // This process may have been stopped, and not have heard yet that the run has ended.
        return process.endedWithin(NEWS)
            ? Optional.empty()
            : Optional.of(RunResult.failed(Outcome.TIMEOUT, "ran longer than " + limits.timeout()));
      }
      long peakRssBytes = attempt.probe().peakRssBytes().orElse(0);
      if (peakRssBytes > memoryLimitBytes) {
        String message =
            "took %d bytes of memory; the study allows %d"
                .formatted(peakRssBytes, memoryLimitBytes);
        return Optional.of(RunResult.failed(Outcome.OUT_OF_MEMORY, message));
      }
    }
    return Optional.empty();
  }

  private RunResult failed(int exitCode, SupervisedProcess process, Attempt attempt) {
    List<String> errors = process.lastErrors();
    // The frames of a Java stack trace say less than the line above them.
    String last =
        errors.stream()
            .filter(line -> !line.startsWith("\t"))
            .reduce((first, second) -> second)
            .map(line -> ": " + line)
            .orElse("");
    String message = "ended with exit code " + exitCode + last;
    Failure failure = new Failure(exitCode, message, process.lastOutput(), errors);
    return new RunResult(outcomeOf(exitCode), Optional.of(failure), attempt.recorder().end());
  }

  private static RunResult withOutput(
      RunResult result, SupervisedProcess process, Attempt attempt) {
    String message = result.failure().map(Failure::message).orElseThrow();
    Failure failure = new Failure(null, message, process.lastOutput(), process.lastErrors());
    return new RunResult(result.outcome(), Optional.of(failure), attempt.recorder().end());
  }

  private Outcome outcomeOf(int exitCode) {
    if (workload.builtIn() && exitCode == JVM_OUT_OF_MEMORY) {
      return Outcome.OUT_OF_MEMORY;
    }
    int signal = exitCode - SIGNAL_BASE;
    boolean fromElsewhere = signal > 0 && signal <= LAST_SIGNAL && !CRASHES.contains(signal);
    return fromElsewhere ? Outcome.KILLED : Outcome.FAILED;
  }
}
