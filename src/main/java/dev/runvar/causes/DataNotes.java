package dev.runvar.causes;

import dev.runvar.facts.RunTelemetry;
import dev.runvar.telemetry.TimeSinceStart;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Notes for the reader about the telemetry itself, one sentence each. */
public final class DataNotes {

  private DataNotes() {}

  /**
   * The data of one run.
   *
   * @param isTimeSinceStart whether its wall times look like times since its start
   * @param tooLarge number of values that were left out
   */
  record OfRun(boolean isTimeSinceStart, double tooLarge) implements Serializable {}

  static OfRun measure(RunTelemetry run) {
    return new OfRun(TimeSinceStart.isLikely(run.wall()), run.tooLarge());
  }

  /**
   * Returns whether the wall times of more than half of the runs look like times since the start.
   */
  static boolean isMostlyTimeSinceStart(Replicates replicates) {
    return 2 * replicates.count(run -> run.data().isTimeSinceStart()) > replicates.runs();
  }

  /** Returns the notes on these runs. */
  public static List<String> of(Collection<RunEffects> runs) {
    List<String> notes = new ArrayList<>();
    long sinceStart = runs.stream().filter(run -> run.data().isTimeSinceStart()).count();
    if (sinceStart > 0) {
      notes.add(
          "The wall time never falls in %d of %d runs: it looks like time since the start, not time per cycle."
              .formatted(sinceStart, runs.size()));
    }
    double tooLarge = runs.stream().mapToDouble(run -> run.data().tooLarge()).sum();
    if (tooLarge > 0) {
      notes.add("%,.0f values beyond ±1e60 are left out of the analysis.".formatted(tooLarge));
    }
    runs.stream()
        .flatMap(run -> run.growth().stream())
        .flatMap(growth -> growth.nested().notes().stream())
        .distinct()
        .forEach(notes::add);
    return notes;
  }
}
