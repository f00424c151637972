package dev.runvar.facts;

import dev.runvar.statistics.Gaps;
import dev.runvar.statistics.WindowChange;
import java.io.Serializable;
import java.util.Optional;

/**
 * The growth of a gauge in one run, and of the cycle time per unit of the gauge.
 *
 * @param early mean over early cycles, {@code late} over late ones
 * @param tolerance share of its variation that is left after detrending; near 0, the cost of a unit
 *     cannot be separated from time
 * @param earlyNanosPerUnit mean time of an early cycle divided by the mean of the gauge
 * @param perUnitOrNull the change of the time per unit with its error within this run; null if it
 *     cannot be estimated
 */
public record GaugeGrowth(
    boolean work,
    double early,
    double late,
    double tolerance,
    double earlyNanosPerUnit,
    double lateNanosPerUnit,
    WindowChange perUnitOrNull)
    implements Serializable {

  /**
   * Returns the growth of a gauge; empty if the gauge is constant or not positive.
   *
   * @param ordinary wall time of the cycles, NaN for outliers
   */
  static Optional<GaugeGrowth> of(RunView view, double[] column, double[] ordinary, boolean work) {
    double[] filled = view.filled(column);
    if (!Gaps.varies(filled) || view.cycles().trend().isEmpty()) {
      return Optional.empty();
    }
    double early = view.early(filled);
    double late = view.late(filled);
    if (!(early > 0 && late > 0)) {
      return Optional.empty();
    }
    double tolerance = view.cycles().trend().orElseThrow().tolerance(view.cycles().filled(filled));
    return Optional.of(
        new GaugeGrowth(
            work,
            early,
            late,
            tolerance,
            view.early(ordinary) / early,
            view.late(ordinary) / late,
            perUnit(view, filled)));
  }

  private static WindowChange perUnit(RunView view, double[] filled) {
    double[] wall = view.run().weighted(view.run().wall(), view.span());
    double[] perUnit = new double[wall.length];
    for (int i = 0; i < wall.length; i++) {
      if (!(filled[i] > 0)) {
        return null;
      }
      perUnit[i] = wall[i] / filled[i];
    }
    EarlyAndLate span = view.span();
    return WindowChange.of(
            perUnit,
            span.early().end() - span.early().begin(),
            span.late().end() - span.late().begin())
        .orElse(null);
  }

  /** Returns the relative change of the time per unit. */
  public double perUnitChange() {
    return lateNanosPerUnit / earlyNanosPerUnit - 1;
  }

  /** Returns the relative change of the time per unit squared. */
  public double perSquareChange() {
    return (1 + perUnitChange()) * early / late - 1;
  }
}
