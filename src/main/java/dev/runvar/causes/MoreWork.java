package dev.runvar.causes;

import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.result.Growth.Gauge;
import java.util.List;

/** Whether cycles take longer because they have more to do, and for no other reason. */
public final class MoreWork {

  /** The time per unit of work counts as unchanged below this relative change. */
  static final double UNCHANGED = 0.1;

  private MoreWork() {}

  /**
   * Whether work grew, and the interval of the change of the time per unit is within the margin.
   */
  static boolean explains(Gauge gauge) {
    return gauge.change().low() != null
        && gauge.late() > gauge.early()
        && gauge.change().low() >= -UNCHANGED
        && gauge.change().high() <= UNCHANGED;
  }

  /**
   * Returns whether a gauge explains the growth of runs that are in memory, one per seed.
   *
   * @param context in whose scope the gauge is work
   */
  public static boolean explains(List<RunTelemetry> runs, RunContext context, String gauge) {
    List<RunEffects> effects =
        CauseAnalysis.effects(
            runs,
            context,
            (seed, run, itsContext, all, own) ->
                RunEffects.of("r" + seed, seed, run, itsContext, all, own));
    return GaugeAccounting.of(effects).stream()
        .anyMatch(one -> one.name().equals(gauge) && explains(one));
  }
}
