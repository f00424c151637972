package dev.runvar.report.chart;

import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Growth;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the growth of a cycle, one panel per experiment: stacked, and part by part. */
final class GrowthChart {

  static final String NAME = "growth_accounting.png";

  private static final int MOST_EXPERIMENTS = 6;

  /** Smaller parts are one row together. */
  private static final int MOST_PARTS = 5;

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

  static Figure.Candidate of(Analysis analysis) {
    List<ExperimentResult> growing =
        analysis.experiments().stream().filter(e -> e.growth() != null).toList();
    return new Figure.Candidate(
        NAME,
        growing.isEmpty() ? null : new GrowthChart(growing).figure(),
        "no run has ten cycles, as an early and a late part need");
  }

  private Figure figure() {
    int columns = Math.min(2, experiments.size());
    int rows = experiments.stream().mapToInt(e -> rows(e).size()).max().orElse(1);
    String left = others == 0 ? "" : "; %d more experiments are not drawn".formatted(others);
    return new Panels(
            columns == 1 ? Panels.NARROW : Panels.WIDE,
            "Parts of the growth of a cycle: mean of the last fifth − mean of the first")
        .say(
            "Parts sum to the whole, which is stacked on top; axes differ; whiskers: 95 % intervals over"
                + " seeds; overlays run across the parts and are no part of the sum"
                + left)
        .grid(columns, rows * ROW + FRAME, experiments.stream().map(this::panel).toList())
        .figure(NAME, "Parts of the growth of a cycle", alternative());
  }

  private String alternative() {
    return experiments.stream()
        .map(
            e ->
                e.growth().parts().isEmpty()
                    ? "%s %s"
                        .formatted(Observed.label(e), Numbers.signedNanos(e.growth().totalNanos()))
                    : "%s %s, most of it in %s with %s"
                        .formatted(
                            Observed.label(e),
                            Numbers.signedNanos(e.growth().totalNanos()),
                            e.growth().parts().get(0).name(),
                            Numbers.signedNanos(e.growth().parts().get(0).nanos())))
        .collect(Collectors.joining("; ", "Late minus early of a cycle: ", "."));
  }

  private BarChart panel(ExperimentResult experiment) {
    return new BarChart(
        Observed.label(experiment),
        "late − early, " + unit(experiment.growth()).symbol(),
        Scale.LINEAR,
        rows(experiment));
  }

  private static TimeUnit unit(Growth growth) {
    return TimeUnit.of(
        Stream.concat(
                Stream.of(growth.totalNanos()), growth.parts().stream().map(Growth.Part::nanos))
            .mapToDouble(Math::abs));
  }

  private List<BarRow> rows(ExperimentResult experiment) {
    Growth growth = experiment.growth();
    TimeUnit unit = unit(growth);
    List<BarRow> rows = new ArrayList<>();
    rows.add(whole(growth, unit));
    List<Growth.Part> parts = growth.parts();
    for (Growth.Part part : parts.subList(0, Math.min(MOST_PARTS, parts.size()))) {
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

  private BarRow whole(Growth growth, TimeUnit unit) {
    List<BarRow.Segment> stack =
        growth.parts().stream()
            .map(part -> new BarRow.Segment(unit.from(part.nanos()), color(part)))
            .toList();
    return new BarRow(
            "whole",
            stack,
            unit.from(growth.totalNanos()),
            null,
            null,
            List.of(),
            null,
            Color.BLACK,
            Numbers.growth(growth.totalNanos(), growth.interval()))
        .with(unit.from(growth.interval()));
  }

  /** A part has the same colour in each panel. */
  private Color color(Growth.Part part) {
    int position = names.indexOf(part.name());
    return position >= 0 && position < ChartStyle.SERIES.size()
        ? ChartStyle.SERIES.get(position)
        : ChartStyle.GREY;
  }

  private static BarRow row(
      String name, double nanos, List<Double> interval, Color color, TimeUnit unit) {
    return BarRow.bar(name, unit.from(nanos), color, Numbers.growth(nanos, interval))
        .with(unit.from(interval));
  }
}
