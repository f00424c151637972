package dev.runvar.cli;

import dev.runvar.store.Outcome;
import dev.runvar.store.RunMarker;
import dev.runvar.store.StudyStore;
import dev.runvar.store.StudyWatch;
import dev.runvar.store.StudyWatch.Ended;
import dev.runvar.store.WorkspaceException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows the progress of a study by its committed runs: a bar on a terminal, a line now and then
 * elsewhere.
 */
final class Progress {

  /** The launcher knows whether standard error is a terminal, and sets this property. */
  private static final String TERMINAL = "runvar.terminal";

  private static final int BAR_CHARACTERS = 30;
  private static final long LOOK_MILLIS = 1_000;
  private static final long SHORTEST_LINE_NANOS = Duration.ofSeconds(15).toNanos();
  private static final long LONGEST_LINE_NANOS = Duration.ofMinutes(10).toNanos();

  private final PrintWriter err;
  private final StudyStore store;
  private final StudyWatch watch;
  private final Set<String> runIds;
  private final boolean terminal = Boolean.getBoolean(TERMINAL);
  private final long started = System.nanoTime();
  private final Thread thread = new Thread(this::follow, "progress");
  private long lastLine;
  private int shownCharacters;
  private final Set<String> attemptsBefore;
  private final Map<String, Outcome> done = new HashMap<>();
  private final TimeLeft timeLeft;
  private volatile boolean ended;

  /** Returns how many of the runs have ended. */
  int done() {
    return done.size();
  }

  /**
   * Follows runs until {@link #end}.
   *
   * @param timeLeft estimate for the runs to be done, before this command has committed any
   */
  Progress(PrintWriter err, StudyStore store, TimeLeft timeLeft) {
    this.err = err;
    this.store = store;
    runIds = timeLeft.runIds();
    this.timeLeft = timeLeft;
    watch = StudyWatch.fromNow(store);
    attemptsBefore = store.markers().stream().map(RunMarker::attempt).collect(Collectors.toSet());
    thread.setDaemon(true);
    thread.start();
  }

  /** Prints how it ended. */
  void end() {
    ended = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    look();
    if (lastLine != 0 || !done.isEmpty()) {
      show(List.of());
      err.print(terminal ? "\n" : "");
      err.flush();
    }
  }

  private void follow() {
    try {
      while (!ended) {
        long before = System.nanoTime();
        boolean first = done.isEmpty();
        List<RunMarker> underWay = look();
        long now = System.nanoTime();
        boolean due = now - lastLine >= lineInterval(now) && now - started > SHORTEST_LINE_NANOS;
        if (terminal || due || (first && !done.isEmpty())) {
          show(underWay);
        }
        // Watching must not keep the file system busy.
        Thread.sleep(Math.max(LOOK_MILLIS, Duration.ofNanos(10 * (now - before)).toMillis()));
      }
    } catch (InterruptedException e) {
      // The end was asked for.
      return;
    }
  }

  private long lineInterval(long now) {
    return Math.min(LONGEST_LINE_NANOS, Math.max(SHORTEST_LINE_NANOS, (now - started) / 20));
  }

  /** Records the runs that have ended, and returns those under way. */
  private List<RunMarker> look() {
    try {
      for (Ended end : watch.ended()) {
        if (runIds.contains(end.runId())) {
          note(end);
        }
      }
      long now = System.currentTimeMillis();
      Map<String, RunMarker> latest = new HashMap<>();
      store.markers().stream()
          .filter(marker -> runIds.contains(marker.runId()) && !done.containsKey(marker.runId()))
          // Ignore markers that a killed command left behind.
          .filter(marker -> !attemptsBefore.contains(marker.attempt()) && marker.isAlive(now))
          .forEach(
              marker ->
                  latest.merge(
                      marker.runId(),
                      marker,
                      (one, two) -> one.cycles() > two.cycles() ? one : two));
      return List.copyOf(latest.values());
    } catch (WorkspaceException e) {
      // A temporary read error must not end the runs.
      return List.of();
    }
  }

  private void note(Ended end) {
    if (done.put(end.runId(), end.outcome()) == null) {
      timeLeft.ended(end);
    }
    if (end.outcome() != Outcome.OK) {
      clearLine();
      err.println(
          "run %s of %s: %s: %s"
              .formatted(end.runId(), end.experiment(), end.outcome(), end.message()));
    }
  }

  private void show(List<RunMarker> underWay) {
    long now = System.nanoTime();
    lastLine = now;
    String state = state(now - started, underWay);
    if (!terminal) {
      err.println(state);
      return;
    }
    int filled = BAR_CHARACTERS * done.size() / runIds.size();
    String line =
        "[%s%s] %s".formatted("#".repeat(filled), ".".repeat(BAR_CHARACTERS - filled), state);
    clearLine();
    err.print(line);
    err.flush();
    shownCharacters = line.length();
  }

  private void clearLine() {
    if (terminal) {
      TerminalPrinter.printOwn(err, "\r" + " ".repeat(shownCharacters) + "\r");
      shownCharacters = 0;
    }
  }

  private String state(long elapsedNanos, List<RunMarker> underWay) {
    OptionalLong nanos = timeLeft.nanos(elapsedNanos, underWay, System.currentTimeMillis());
    String left =
        done.size() == runIds.size()
            ? "none left"
            : nanos.isEmpty()
                ? "time left not known yet"
                : "about %s left".formatted(time(nanos.getAsLong()));
    long failed = done.values().stream().filter(outcome -> outcome != Outcome.OK).count();
    return "%d of %d runs, %d failed, %s elapsed, %s"
        .formatted(done.size(), runIds.size(), failed, time(elapsedNanos), left);
  }

  /** Returns a duration as minutes and seconds, with hours when there are some. */
  static String time(long nanos) {
    long seconds = Duration.ofNanos(nanos).toSeconds();
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
