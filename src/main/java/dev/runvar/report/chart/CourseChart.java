package dev.runvar.report.chart;

import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Course;
import java.awt.Color;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The course of each run: one line per run, with its change points. */
final class CourseChart {

  static final String NAME = "classification.png";

  private static final int MOST_RUNS = 120;
  private static final double ROW = 13;
  private static final double FRAME = 76;

  /** The colour and the shape of a kind of course; shapes are for prints without colour. */
  private record Look(Color color, Shape symbol) {}

  private static final Map<String, Look> LOOKS = new LinkedHashMap<>();

  static {
    LOOKS.put("flat", new Look(ChartStyle.BLUE, new Rectangle(-3, -3, 6, 6)));
    LOOKS.put("warm-up", new Look(ChartStyle.GREEN, polygon(-4, -4, 4, -4, 0, 4)));
    LOOKS.put("slowdown", new Look(ChartStyle.VERMILION, polygon(-4, 4, 4, 4, 0, -4)));
    LOOKS.put("no-steady-state", new Look(ChartStyle.PURPLE, polygon(-4, 0, 0, -4, 4, 0, 0, 4)));
  }

  private final Analysis analysis;
  private final List<Course> all;
  private final List<Course> runs;

  private CourseChart(Analysis analysis, List<Course> all) {
    this.analysis = analysis;
    this.all = all;
    Comparator<Course> order = Comparator.comparing(Course::experiment);
    List<Course> sorted =
        all.stream()
            .sorted(order.thenComparing(run -> levels(run.levels())).thenComparing(Course::seed))
            .toList();
    int drawn = Math.min(MOST_RUNS, sorted.size());
    runs =
        IntStream.range(0, drawn)
            .mapToObj(i -> sorted.get((int) ((long) i * sorted.size() / drawn)))
            .toList();
  }

  static Figure.Candidate of(Analysis analysis, RuntimeSeries series) {
    return new Figure.Candidate(
        NAME,
        series.courses().isEmpty() ? null : new CourseChart(analysis, series.courses()).figure(),
        "no run has 20 timed cycles");
  }

  private Figure figure() {
    String left =
        all.size() == runs.size()
            ? ""
            : ", of which %d are drawn, evenly chosen".formatted(runs.size());
    BarChart chart =
        new BarChart(
                "one line per run; black: a change point; right: rise by the trend",
                "cycle",
                Scale.LINEAR,
                rows())
            .thin();
    LOOKS.forEach(
        (kind, look) -> chart.legend("%s (%d)".formatted(kind, count(kind)), look.color()));
    return new Panels(
            Panels.NARROW,
            "Course of each run: %s%s".formatted(Numbers.count(all.size(), "run"), left))
        .say("Runs of one treatment stand together, in the order of their seeds.")
        .row(FRAME + runs.size() * ROW, chart)
        .figure(
            NAME,
            "Course of each run",
            "Of %s: %s.".formatted(Numbers.count(all.size(), "run"), counts()));
  }

  private long count(String kind) {
    return all.stream().filter(run -> run.kind().equals(kind)).count();
  }

  private String counts() {
    return all.stream()
        .collect(Collectors.groupingBy(Course::kind, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(kind -> "%d %s".formatted(kind.getValue(), kind.getKey()))
        .collect(Collectors.joining(", "));
  }

  private List<BarRow> rows() {
    List<BarRow> rows = new ArrayList<>();
    String before = "";
    for (Course run : runs) {
      Look look = LOOKS.getOrDefault(run.kind(), new Look(ChartStyle.GREY, null));
      String label = group(run);
      rows.add(
          new BarRow(
              label.equals(before) ? "" : label,
              List.of(new BarRow.Segment(run.cycles(), look.color())),
              (double) run.cycles(),
              null,
              null,
              run.changes().stream().map(Integer::doubleValue).toList(),
              look.symbol(),
              look.color(),
              Numbers.change(run.rise())));
      before = label;
    }
    return rows;
  }

  private String group(Course run) {
    String label = Observed.label(analysis, run.experiment());
    String levels = levels(run.levels());
    return levels.isEmpty()
        ? label
        : "%s: %s".formatted(TextFit.fitted(label, ChartStyle.SMALL, 90), levels);
  }

  /** Returns the levels of a treatment as {@code a=1, b=2}, factors in the order of their names. */
  static String levels(Map<String, String> levels) {
    return new TreeMap<>(levels)
        .entrySet().stream()
            .map(level -> level.getKey() + "=" + level.getValue())
            .collect(Collectors.joining(", "));
  }

  private static Polygon polygon(int... corners) {
    Polygon polygon = new Polygon();
    for (int i = 0; i < corners.length; i += 2) {
      polygon.addPoint(corners[i], corners[i + 1]);
    }
    return polygon;
  }
}
