package dev.runvar.report.chart;

import dev.runvar.report.Numbers;
import dev.runvar.result.Estimate;
import java.awt.Color;
import java.awt.Shape;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One row of a {@link BarChart}.
 *
 * @param bar nothing for a row with a point only
 * @param point null for none
 * @param low null, like {@code high}, without an interval
 * @param ticks values that are marked on the bar
 * @param symbol of the point, null for a dot
 */
public record BarRow(
    String label,
    List<Segment> bar,
    Double point,
    Double low,
    Double high,
    List<Double> ticks,
    Shape symbol,
    Color color,
    String text) {

  /** A part of a bar; parts of one sign are put end to end. */
  public record Segment(double value, Color color) {}

  public BarRow {
    bar = List.copyOf(bar);
    ticks = List.copyOf(ticks);
  }

  /** Returns a row with a bar; null is none. */
  public static BarRow bar(String label, Double value, Color color, String text) {
    List<Segment> bar =
        value == null || !Double.isFinite(value) ? List.of() : List.of(new Segment(value, color));
    return new BarRow(label, bar, null, null, null, List.of(), null, color, text);
  }

  /** Returns a row with a point; null is none. */
  public static BarRow point(String label, Double value, Color color, String text) {
    return new BarRow(label, List.of(), value, null, null, List.of(), null, color, text);
  }

  /** Returns a row with the point and the interval of an estimate; null is not measurable. */
  public static BarRow estimate(
      String label, Estimate estimate, Color color, Function<Double, String> form) {
    return estimate == null
        ? point(label, null, color, "not measurable")
        : point(label, estimate.value(), color, Numbers.estimate(estimate, form))
            .with(estimate.interval());
  }

  /** Returns this row with an interval, low and high; null is none. */
  public BarRow with(List<Double> interval) {
    return interval == null
        ? this
        : new BarRow(
            label, bar, point, interval.get(0), interval.get(1), ticks, symbol, color, text);
  }

  private double end(double sign) {
    return bar.stream().mapToDouble(Segment::value).filter(v -> v * sign > 0).sum();
  }

  /** Returns all values that need room on the axis. */
  DoubleStream extent() {
    DoubleStream ends = bar.isEmpty() ? DoubleStream.empty() : DoubleStream.of(end(1), end(-1));
    return DoubleStream.concat(
        ends, Stream.of(point, low, high).filter(Objects::nonNull).mapToDouble(v -> v));
  }
}
