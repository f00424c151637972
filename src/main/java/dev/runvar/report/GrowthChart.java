package dev.runvar.report;

import dev.runvar.report.RowChart.Row;
import dev.runvar.report.RowChart.Segment;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Growth;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What late − early of a cycle is made of, a panel an experiment: stacked, and part by part. */
final class GrowthChart {

  static final String NAME = "growth_accounting.png";

  private static final int PANEL_WIDTH = 504;
  private static final int SINGLE_WIDTH = 672;
  private static final int MOST_EXPERIMENTS = 6;

  /** Smaller parts are one row together. */
  private static final int MOST_PARTS = 5;

  private static final double TOP = 56;
  private static final double ROW = 19;
  private static final double FRAME = 66;

  private final List<ExperimentResult> experiments;
  private final int others;
  private final List<String> names;

  private GrowthChart(List<ExperimentResult> growing) {
    experiments = growing.stream().limit(MOST_EXPERIMENTS).toList();
    others = growing.size() - experiments.size();
    names =
        experiments.stream()
            .flatMap(e -> e.growth().parts().stream().limit(MOST_PARTS))
            .map(Growth.Part::name)
            .distinct()
            .toList();
  }

  /** Returns the figure, nothing when no run is long enough for an early and a late part. */
  static Optional<Figure> of(Analysis analysis) {
    List<ExperimentResult> growing =
        analysis.experiments().stream().filter(e -> e.growth() != null).toList();
    if (growing.isEmpty()) {
      return Optional.empty();
    }
    GrowthChart figure = new GrowthChart(growing);
    int rows = (figure.experiments.size() + 1) / 2;
    return Optional.of(
        new Figure(
            NAME,
            "What the growth of a cycle is made of",
            figure.alternative(),
            figure.width(),
            (int) (TOP + rows * figure.panelHeight() + 8),
            figure::paint));
  }

  private String alternative() {
    return experiments.stream()
        .map(
            e ->
                "%s %s, most of it in %s with %s"
                    .formatted(
                        AnswerText.label(e),
                        Figures.signedNanos(e.growth().totalNanos()),
                        e.growth().parts().isEmpty() ? "nothing" : e.growth().parts().get(0).name(),
                        e.growth().parts().isEmpty()
                            ? Figures.ABSENT
                            : Figures.signedNanos(e.growth().parts().get(0).nanos())))
        .collect(Collectors.joining("; ", "Late minus early of a cycle: ", "."));
  }

  private int width() {
    return experiments.size() == 1 ? SINGLE_WIDTH : 2 * PANEL_WIDTH;
  }

  private double panelHeight() {
    int rows = experiments.stream().mapToInt(e -> rows(e).size()).max().orElse(1);
    return rows * ROW + FRAME;
  }

  private void paint(Graphics2D graphics) {
    Pen pen = new Pen(graphics);
    pen.title(
        "What the growth of a cycle is made of: mean of the last fifth − mean of the first",
        ChartStyle.TITLE,
        new Rectangle2D.Double(0, 0, width(), 20));
    String left = others == 0 ? "" : "; %d more experiments are not drawn".formatted(others);
    String text =
        "Parts sum to the whole, which is stacked on top; axes differ; whiskers: 95 % intervals over"
            + " seeds; overlays run across the parts and are no part of the sum"
            + left;
    pen.lines(
        Words.wrapped(text, ChartStyle.TICK, width() - 14, 2),
        ChartStyle.TICK,
        ChartStyle.TEXT,
        7,
        34,
        Pen.Anchor.LEFT);
    int width = experiments.size() == 1 ? SINGLE_WIDTH : PANEL_WIDTH;
    for (int i = 0; i < experiments.size(); i++) {
      int line = i / 2;
      double y = TOP + line * panelHeight();
      double height = rows(experiments.get(i)).size() * ROW + FRAME;
      panel(experiments.get(i))
          .draw(graphics, new Rectangle2D.Double(i % 2 * width, y, width, height));
    }
  }

  private RowChart panel(ExperimentResult experiment) {
    String unit = unit(experiment.growth()).symbol();
    return new RowChart(
        AnswerText.label(experiment), "late − early, " + unit, Scale.LINEAR, rows(experiment));
  }

  private static TimeUnit unit(Growth growth) {
    return SeriesSpots.unit(
        Stream.concat(
                Stream.of(growth.totalNanos()), growth.parts().stream().map(Growth.Part::nanos))
            .mapToDouble(Math::abs));
  }

  private List<Row> rows(ExperimentResult experiment) {
    Growth growth = experiment.growth();
    TimeUnit unit = unit(growth);
    List<Row> rows = new ArrayList<>();
    rows.add(whole(growth, unit));
    List<Growth.Part> parts = growth.parts();
    for (int i = 0; i < Math.min(MOST_PARTS, parts.size()); i++) {
      Growth.Part part = parts.get(i);
      rows.add(row(part.name(), part.nanos(), part.interval(), color(part), unit));
    }
    if (parts.size() > MOST_PARTS) {
      List<Growth.Part> rest = parts.subList(MOST_PARTS, parts.size());
      double nanos = rest.stream().mapToDouble(Growth.Part::nanos).sum();
      rows.add(row("%d others".formatted(rest.size()), nanos, null, ChartStyle.GREY, unit));
    }
    for (Growth.Overlay overlay : growth.overlays()) {
      String name = "overlay: " + overlay.name();
      rows.add(row(name, overlay.nanos(), overlay.interval(), ChartStyle.GRID, unit));
    }
    return rows;
  }

  private Row whole(Growth growth, TimeUnit unit) {
    List<Segment> stack = new ArrayList<>();
    for (Growth.Part part : growth.parts()) {
      stack.add(new Segment(unit.from(part.nanos()), color(part)));
    }
    double total = unit.from(growth.totalNanos());
    Row row =
        new Row(
            "whole",
            stack,
            total,
            null,
            null,
            Color.BLACK,
            text(growth.totalNanos(), growth.interval()));
    return row.with(units(growth.interval(), unit));
  }

  /** A part has the same colour in each panel. */
  private Color color(Growth.Part part) {
    int position = names.indexOf(part.name());
    return position >= 0 && position < ChartStyle.SERIES.size()
        ? ChartStyle.SERIES.get(position)
        : ChartStyle.GREY;
  }

  private static Row row(
      String name, double nanos, List<Double> interval, Color color, TimeUnit unit) {
    return Row.bar(name, unit.from(nanos), color, text(nanos, interval))
        .with(units(interval, unit));
  }

  private static String text(double nanos, List<Double> interval) {
    return interval == null
        ? Figures.signedNanos(nanos)
        : "%s (%s to %s)"
            .formatted(
                Figures.signedNanos(nanos),
                Figures.signedNanos(interval.get(0)),
                Figures.signedNanos(interval.get(1)));
  }

  private static List<Double> units(List<Double> interval, TimeUnit unit) {
    return interval == null ? null : interval.stream().map(unit::from).toList();
  }
}
