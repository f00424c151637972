package dev.runvar.causes;

import dev.runvar.facts.EffectValues;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.telemetry.TimeSinceStart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a reader has to know of the telemetry itself, a sentence each. */
public final class DataNotes {

  private static final String SINCE_START = "data.time-since-start";
  private static final String TOO_LARGE = "data.too-large";

  private DataNotes() {}

  static void measure(RunTelemetry run, EffectValues values) {
    if (TimeSinceStart.isLikely(run.wall())) {
      values.put(SINCE_START, 1);
    }
    if (run.tooLarge() > 0) {
      values.put(TOO_LARGE, run.tooLarge());
    }
  }

  /** Returns whether more than half of the runs look as if they gave the time since their start. */
  static boolean isMostlyTimeSinceStart(Replicates replicates) {
    return 2 * replicates.runsWith(SINCE_START) > replicates.runs();
  }

  /** Returns the notes on these runs. */
  public static List<String> of(Collection<RunEffects> runs) {
    List<String> notes = new ArrayList<>();
    long sinceStart = runs.stream().filter(r -> r.values().containsKey(SINCE_START)).count();
    if (sinceStart > 0) {
      notes.add(
          "The wall time never falls in %d of %d runs: it looks like time since the start, not time per cycle."
              .formatted(sinceStart, runs.size()));
    }
    double tooLarge = runs.stream().mapToDouble(r -> r.values().getOrDefault(TOO_LARGE, 0.0)).sum();
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
