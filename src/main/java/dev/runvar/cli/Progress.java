package dev.runvar.cli;

import dev.runvar.execution.RunSummary;
import dev.runvar.store.Outcome;
import java.io.PrintWriter;
import java.time.Duration;

/** Says how far a study is: a bar on a terminal, a line now and then elsewhere. */
final class Progress {

  /** The launcher knows whether standard error is a terminal, and sets this property. */
  private static final String TERMINAL = "runvar.terminal";

  private static final int BAR_CHARACTERS = 30;
  private static final long LINE_INTERVAL_NANOS = Duration.ofSeconds(15).toNanos();

  private final PrintWriter err;
  private final boolean terminal = Boolean.getBoolean(TERMINAL);
  private final int total;
  private final long started = System.nanoTime();
  private long lastLine = started;
  private int done;
  private int failed;

  Progress(PrintWriter err, int total) {
    this.err = err;
    this.total = total;
  }

  /** Takes note of a run that has ended. */
  synchronized void ended(RunSummary run) {
    done++;
    if (run.outcome() != Outcome.OK) {
      failed++;
      err.println(
          "%srun %s of %s: %s: %s"
              .formatted(
                  terminal ? "\r" : "",
                  run.runId(),
                  run.experiment(),
                  run.outcome(),
                  run.message()));
    }
    long now = System.nanoTime();
    if (terminal) {
      int filled = BAR_CHARACTERS * done / total;
      err.print(
          "\r[%s%s] %s"
              .formatted("#".repeat(filled), ".".repeat(BAR_CHARACTERS - filled), state(now)));
      err.print(done == total ? "\n" : "");
      err.flush();
    } else if (done == total || done == 1 || now - lastLine >= LINE_INTERVAL_NANOS) {
      lastLine = now;
      err.println(state(now));
    }
  }

  int failed() {
    return failed;
  }

  private String state(long now) {
    long elapsed = now - started;
    long left = (long) ((double) elapsed / done * (total - done));
    return "%d of %d runs, %d failed, %s elapsed, about %s left "
        .formatted(done, total, failed, time(elapsed), time(left));
  }

  private static String time(long nanos) {
    long seconds = Duration.ofNanos(nanos).toSeconds();
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
