package dev.runvar.report;

import dev.runvar.report.CurveChart.Spot;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.ExposureBin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Binned runtimes, and what the paper fits to them, as points of a chart. */
final class SeriesSpots {

  private static final int FIT_SPOTS = 60;

  private SeriesSpots() {}

  /** Returns the unit for runtimes whose largest is this. */
  static TimeUnit unit(DoubleStream nanos) {
    return TimeUnit.of(nanos.filter(Double::isFinite).max().orElse(1));
  }

  static List<Spot> cycles(List<Bin> bins, TimeUnit unit) {
    return bins.stream()
        .map(
            bin ->
                new Spot(
                    (bin.firstCycle() + bin.lastCycle()) / 2.0,
                    unit.from(bin.meanNanos()),
                    low(unit, bin.lowNanos()),
                    from(unit, bin.highNanos())))
        .toList();
  }

  /**
   * Returns exposures and runtimes.
   *
   * @param perUnit how much of the exposure is one on the axis
   */
  static List<Spot> exposures(List<ExposureBin> bins, double perUnit, TimeUnit unit) {
    return bins.stream()
        .map(
            bin ->
                new Spot(
                    bin.exposure() / perUnit,
                    unit.from(bin.meanNanos()),
                    low(unit, bin.lowNanos()),
                    from(unit, bin.highNanos())))
        .toList();
  }

  /** Returns the paper's parabola over these cycles; nothing when it has no coefficients. */
  static List<Spot> parabola(Map<String, Double> fit, List<Spot> over, TimeUnit unit) {
    return curve(fit, "linear", fit.get("quadratic"), over, 1, unit);
  }

  /** Returns the paper's line over these exposures; nothing when it has no coefficients. */
  static List<Spot> line(Map<String, Double> fit, List<Spot> over, double perUnit, TimeUnit unit) {
    return curve(fit, "slope", 0.0, over, perUnit, unit);
  }

  private static List<Spot> curve(
      Map<String, Double> fit,
      String first,
      Double second,
      List<Spot> over,
      double perUnit,
      TimeUnit unit) {
    Double intercept = fit.get("intercept");
    Double slope = fit.get(first);
    List<Spot> spots = new ArrayList<>();
    if (intercept == null || slope == null || second == null || over.isEmpty()) {
      return spots;
    }
    double from = over.stream().mapToDouble(Spot::x).min().orElseThrow();
    double to = over.stream().mapToDouble(Spot::x).max().orElseThrow();
    for (int i = 0; i <= FIT_SPOTS; i++) {
      double x = from + (to - from) * i / FIT_SPOTS;
      double value = x * perUnit;
      double nanos = intercept + slope * value + second * value * value;
      spots.add(new Spot(x, unit.from(nanos), null, null));
    }
    return spots;
  }

  /** The interval of a mean of few seeds may go below zero, which a runtime cannot. */
  private static Double low(TimeUnit unit, Double nanos) {
    return nanos == null ? null : (Double) Math.max(0, unit.from(nanos));
  }

  private static Double from(TimeUnit unit, Double nanos) {
    return nanos == null ? null : (Double) unit.from(nanos);
  }
}
