package dev.runvar.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.ui.RectangleEdge;

/**
 * Rows of bars or points with their intervals over one axis; what a row is about stands to the left
 * of it, its numbers to the right.
 */
final class RowChart {

  /** A part of a bar; parts of one sign are put end to end. */
  record Segment(double value, Color color) {}

  /**
   * One row.
   *
   * @param bar nothing for a row with a point only
   * @param point null for none
   * @param low null, like {@code high}, without an interval
   */
  record Row(
      String label,
      List<Segment> bar,
      Double point,
      Double low,
      Double high,
      Color color,
      String text) {

    Row {
      bar = List.copyOf(bar);
    }

    /** Returns a row with a bar; null is none. */
    static Row bar(String label, Double value, Color color, String text) {
      return new Row(label, segments(value, color), null, null, null, color, text);
    }

    /** Returns a row with a point and its interval, where there are any. */
    static Row point(
        String label, Double value, Double low, Double high, Color color, String text) {
      return new Row(label, List.of(), value, low, high, color, text);
    }

    /** Returns this row with an interval, low and high; null is none. */
    Row with(List<Double> interval) {
      return interval == null
          ? this
          : new Row(label, bar, point, interval.get(0), interval.get(1), color, text);
    }

    private static List<Segment> segments(Double value, Color color) {
      return value == null || !Double.isFinite(value)
          ? List.of()
          : List.of(new Segment(value, color));
    }

    private double end(double sign) {
      return bar.stream().mapToDouble(Segment::value).filter(v -> v * sign > 0).sum();
    }

    private DoubleStream extent() {
      DoubleStream ends = bar.isEmpty() ? DoubleStream.empty() : DoubleStream.of(end(1), end(-1));
      return DoubleStream.concat(
          ends, Stream.of(point, low, high).filter(Objects::nonNull).mapToDouble(v -> v));
    }
  }

  private record Mark(double value, String label) {}

  private record Zone(double low, double high, Color color) {}

  private static final double MARGIN = 8;
  private static final double AXIS_HEIGHT = 34;
  private static final double LABEL_SHARE = 0.36;
  private static final double TEXT_SHARE = 0.42;

  private final String title;
  private final String axisLabel;
  private final Scale scale;
  private final List<Row> rows;
  private final List<Mark> marks = new ArrayList<>();
  private final List<Zone> zones = new ArrayList<>();
  private Double least;
  private Double most;

  RowChart(String title, String axisLabel, Scale scale, List<Row> rows) {
    this.title = title;
    this.axisLabel = axisLabel;
    this.scale = scale;
    this.rows = List.copyOf(rows);
  }

  /** Adds a dashed line across all rows, with a label above it. */
  RowChart mark(double value, String label) {
    marks.add(new Mark(value, label));
    return this;
  }

  RowChart zone(double low, double high, Color color) {
    zones.add(new Zone(low, high, color));
    return this;
  }

  /** Cuts what is beyond, with an arrow. */
  RowChart limits(double low, double high) {
    least = low;
    most = high;
    return this;
  }

  void draw(Graphics2D graphics, Rectangle2D area) {
    Pen pen = new Pen(graphics);
    pen.title(title, ChartStyle.PANEL, area);
    double labels = widest(rows.stream().map(Row::label).toList(), area, LABEL_SHARE);
    double texts = widest(rows.stream().map(Row::text).toList(), area, TEXT_SHARE);
    double top = area.getY() + (marks.stream().anyMatch(m -> !m.label().isEmpty()) ? 38 : 26);
    double left = area.getX() + MARGIN + labels + 8;
    double right = area.getMaxX() - MARGIN - texts - 10;
    Rectangle2D plot =
        new Rectangle2D.Double(
            left, top, Math.max(30, right - left), area.getMaxY() - AXIS_HEIGHT - top);
    NumberAxis axis = axis();
    background(pen, axis, plot);
    double height = plot.getHeight() / Math.max(1, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double y = plot.getY() + (i + 0.5) * height;
      String label = Words.fitted(row.label(), ChartStyle.TICK, labels + 1);
      pen.text(label, ChartStyle.TICK, ChartStyle.TEXT, left - 8, y + 3, Pen.Anchor.RIGHT);
      String text = Words.fitted(row.text(), ChartStyle.TICK, texts + 1);
      double x = plot.getMaxX() + 10;
      pen.text(text, ChartStyle.TICK, ChartStyle.TEXT, x, y + 3, Pen.Anchor.LEFT);
      row(pen, row, axis, plot, y, Math.min(13, 0.62 * height));
    }
    if (rows.stream().flatMapToDouble(Row::extent).noneMatch(Double::isFinite)) {
      double middle = plot.getCenterY() + 3;
      pen.text(
          "no data",
          ChartStyle.LABEL,
          ChartStyle.GREY,
          plot.getCenterX(),
          middle,
          Pen.Anchor.CENTER);
    } else {
      axis.draw(graphics, plot.getMaxY(), area, plot, RectangleEdge.BOTTOM, null);
    }
  }

  private static double widest(List<String> texts, Rectangle2D area, double share) {
    double widest =
        texts.stream().mapToDouble(t -> Words.width(t, ChartStyle.TICK)).max().orElse(0);
    return Math.min(widest, share * area.getWidth());
  }

  private NumberAxis axis() {
    NumberAxis axis = scale.axis(axisLabel);
    axis.setLabelFont(ChartStyle.TICK);
    double[] positions =
        DoubleStream.concat(
                rows.stream().flatMapToDouble(Row::extent),
                DoubleStream.concat(
                    marks.stream().mapToDouble(Mark::value),
                    zones.stream().flatMapToDouble(z -> DoubleStream.of(z.low(), z.high()))))
            .map(scale::position)
            .filter(Double::isFinite)
            .toArray();
    double origin = scale == Scale.LINEAR || positions.length == 0 ? 0 : positions[0];
    double low = DoubleStream.of(positions).reduce(origin, Math::min);
    double high = DoubleStream.of(positions).reduce(origin, Math::max);
    double margin = high > low ? 0.04 * (high - low) : 0.5;
    double lacking = scale == Scale.LOG ? Math.max(0, 1 - (high - low)) / 2 : 0;
    boolean open = low < 0 || scale == Scale.LOG;
    axis.setRange(
        least != null ? scale.position(least) : open ? low - margin - lacking : low,
        most != null ? scale.position(most) : high + margin + lacking);
    return axis;
  }

  private void background(Pen pen, NumberAxis axis, Rectangle2D plot) {
    for (Zone zone : zones) {
      double from = x(axis, plot, zone.low());
      double width = x(axis, plot, zone.high()) - from;
      pen.fill(
          new Rectangle2D.Double(from, plot.getY(), Math.max(1.5, width), plot.getHeight()),
          ChartStyle.faint(zone.color()));
    }
    if (scale == Scale.LINEAR) {
      double zero = x(axis, plot, 0);
      pen.line(ChartStyle.GREY, 0.7, zero, plot.getY(), zero, plot.getMaxY());
    }
    for (Mark mark : marks) {
      double at = x(axis, plot, mark.value());
      pen.dashes(ChartStyle.GREY, at, plot.getY() - 2, at, plot.getMaxY());
      double half = Words.width(mark.label(), ChartStyle.SMALL) / 2;
      double center = Math.min(at, plot.getMaxX() + MARGIN - half);
      pen.text(
          mark.label(),
          ChartStyle.SMALL,
          ChartStyle.TEXT,
          center,
          plot.getY() - 5,
          Pen.Anchor.CENTER);
    }
  }

  private void row(
      Pen pen, Row row, NumberAxis axis, Rectangle2D plot, double y, double thickness) {
    double[] ends = {0, 0};
    for (Segment segment : row.bar()) {
      int side = segment.value() < 0 ? 0 : 1;
      double from = scale == Scale.LOG ? plot.getX() : x(axis, plot, ends[side]);
      ends[side] += segment.value();
      double to = x(axis, plot, ends[side]);
      pen.fill(
          new Rectangle2D.Double(
              Math.min(from, to), y - thickness / 2, Math.max(0.8, Math.abs(to - from)), thickness),
          segment.color());
    }
    if (row.low() != null && row.high() != null) {
      interval(pen, row, axis, plot, y);
    }
    if (row.point() != null && axis.getRange().contains(scale.position(row.point()))) {
      double at = x(axis, plot, row.point());
      pen.fill(new Ellipse2D.Double(at - 3.5, y - 3.5, 7, 7), row.color());
    }
  }

  private void interval(Pen pen, Row row, NumberAxis axis, Rectangle2D plot, double y) {
    Color color = row.bar().isEmpty() ? row.color() : Color.BLACK;
    double from = x(axis, plot, row.low());
    double to = x(axis, plot, row.high());
    pen.line(color, 1.3, from, y, to, y);
    for (double end : new double[] {row.low(), row.high()}) {
      double at = x(axis, plot, end);
      double position = scale.position(end);
      if (position < axis.getLowerBound() || Double.isNaN(position)) {
        pen.arrow(color, at + 8, y, at, y);
      } else if (position > axis.getUpperBound()) {
        pen.arrow(color, at - 8, y, at, y);
      } else {
        pen.line(color, 1.3, at, y - 3.5, at, y + 3.5);
      }
    }
  }

  /** Returns where a value is; what is beyond the axis, or has no position, is at its end. */
  private double x(NumberAxis axis, Rectangle2D plot, double value) {
    double position = scale.position(value);
    double inside =
        Double.isNaN(position)
            ? axis.getLowerBound()
            : Math.min(axis.getUpperBound(), Math.max(axis.getLowerBound(), position));
    return axis.valueToJava2D(inside, plot, RectangleEdge.BOTTOM);
  }
}
