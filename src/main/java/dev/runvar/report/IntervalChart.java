package dev.runvar.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Bars from zero with the whiskers of their intervals, all on one scale. */
final class IntervalChart {

  private static final int WIDTH = 180;
  private static final int HEIGHT = 18;
  private static final double MARGIN = 4;
  private static final double MIDDLE = HEIGHT / 2.0;

  private final double low;
  private final double high;

  private IntervalChart(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /**
   * What a bar shows.
   *
   * @param low null like {@code high} when there is no interval
   */
  record Bar(double value, Double low, Double high) {

    static Bar of(double value, List<Double> interval) {
      return interval == null
          ? new Bar(value, null, null)
          : new Bar(value, interval.get(0), interval.get(1));
    }
  }

  /** Returns the scale on which all these bars and zero have room. */
  static IntervalChart of(List<Bar> bars) {
    double[] ends =
        bars.stream()
            .flatMap(bar -> Stream.of(bar.value(), bar.low(), bar.high()))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    double low = Math.min(0, DoubleStream.of(ends).min().orElse(0));
    double high = Math.max(0, DoubleStream.of(ends).max().orElse(0));
    return new IntervalChart(low, high);
  }

  /**
   * Draws a bar.
   *
   * @param alternative what it says, in words
   */
  void write(Html html, Bar bar, String alternative) {
    html.open(
        "svg",
        "class",
        "bar",
        "role",
        "img",
        "aria-label",
        alternative,
        "width",
        String.valueOf(WIDTH),
        "height",
        String.valueOf(HEIGHT),
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT));
    double from = x(Math.min(0, bar.value()));
    double to = x(Math.max(0, bar.value()));
    html.empty(
        "rect",
        "x",
        number(from),
        "y",
        number(MIDDLE - 5),
        "width",
        number(Math.max(to - from, 0.5)),
        "height",
        "10");
    line(html, "zero", x(0), 0, x(0), HEIGHT);
    if (bar.low() != null) {
      whisker(html, x(bar.low()), x(bar.high()));
    }
    html.close();
  }

  private static void whisker(Html html, double from, double to) {
    line(html, "whisker", from, MIDDLE, to, MIDDLE);
    line(html, "whisker", from, MIDDLE - 4, from, MIDDLE + 4);
    line(html, "whisker", to, MIDDLE - 4, to, MIDDLE + 4);
  }

  private static void line(Html html, String kind, double x1, double y1, double x2, double y2) {
    html.empty(
        "line",
        "class",
        kind,
        "x1",
        number(x1),
        "y1",
        number(y1),
        "x2",
        number(x2),
        "y2",
        number(y2));
  }

  private double x(double value) {
    double share = high > low ? (value - low) / (high - low) : 0;
    return MARGIN + share * (WIDTH - 2 * MARGIN);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
