package dev.runvar.report;

import dev.runvar.report.CurveChart.Spot;
import dev.runvar.report.RowChart.Row;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Growth;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.Phase1a;
import dev.runvar.result.Estimate;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.EventRuntime;
import dev.runvar.result.RuntimeSeries.GaugeSeries;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The paper's figure 4: how cycles of composition and decomposition reach the runtime, with what
 * this study measured of each step.
 */
final class FrameworkConnection {

  static final String NAME = "paper8_fig4_framework_connection.png";

  /** What the gauges of all kinds of patterns begin with. */
  private static final String PREFIX = "patterns_";

  private static final List<String> EVENTS = List.of("no composition", "composition", "burst");
  private static final int WIDTH = 1008;
  private static final int HEIGHT = 484;
  private static final double BOX_TOP = 40;
  private static final double BOX_WIDTH = 164;
  private static final double BOX_HEIGHT = 74;
  private static final double BOX_STEP = 207;
  private static final double PANEL_TOP = 168;
  private static final double PANEL_WIDTH = WIDTH / 3.0;

  /** More kinds of patterns are not told apart by their colour. */
  private static final int MOST_KINDS = ChartStyle.SERIES.size();

  private final Phase1a phase1a;
  private final String label;
  private final Optional<ExperimentResult> experiment;
  private final Optional<HypothesisResult> complexity;
  private final RuntimeSeries series;

  private FrameworkConnection(Analysis analysis, RuntimeSeries series) {
    phase1a = analysis.phase1a();
    label = AnswerText.label(analysis, phase1a.experiment());
    experiment =
        analysis.experiments().stream().filter(e -> e.id().equals(phase1a.experiment())).findAny();
    complexity = phase1a.hypotheses().stream().filter(h -> h.id().equals("H5")).findFirst();
    this.series = series;
  }

  /** Returns the figure, nothing for a workload without patterns and events. */
  static Optional<Figure> of(Analysis analysis, RuntimeSeries series) {
    if (analysis.phase1a() == null) {
      return Optional.empty();
    }
    FrameworkConnection figure = new FrameworkConnection(analysis, series);
    boolean hasPatterns =
        figure.experiment.map(ExperimentResult::patternsAtEnd).isPresent()
            || !series.patterns().isEmpty()
            || !series.events().isEmpty();
    return hasPatterns
        ? Optional.of(
            new Figure(
                    NAME,
                    "How composition and decomposition reach the runtime",
                    figure.alternative(),
                    WIDTH,
                    HEIGHT,
                    figure::paint)
                .noted(RunLengths.gaugeNote(series.patterns())))
        : Optional.empty();
  }

  private String alternative() {
    return ("Compositions happen in %s of cycles and bursts in %s, the memory ends with %s"
            + " patterns, recall grows by %s over the run, and the claim that patterns slow the"
            + " run down is: criterion %s, verdict %s.")
        .formatted(
            share("composition"),
            share("burst"),
            Figures.oneDecimal(experiment.map(ExperimentResult::patternsAtEnd).orElse(null)),
            Figures.signedNanos(recallGrowth()),
            complexity.map(h -> AnswerText.met(h.paper())).orElse(Figures.ABSENT),
            complexity.map(h -> h.verdict().decision()).orElse(Figures.ABSENT));
  }

  private void paint(Graphics2D graphics) {
    Pen pen = new Pen(graphics);
    pen.title(
        "%s: how composition and decomposition reach the runtime"
            .formatted(Words.fitted(label, ChartStyle.TITLE, 400)),
        ChartStyle.TITLE,
        new Rectangle2D.Double(0, 0, WIDTH, 20));
    schematic(pen);
    patterns().draw(graphics, panel(0));
    complexity.ifPresent(h -> new ExposurePanels(series).patterns(h).draw(graphics, panel(1)));
    events().draw(graphics, panel(2));
  }

  private static Rectangle2D panel(int column) {
    return new Rectangle2D.Double(
        column * PANEL_WIDTH, PANEL_TOP, PANEL_WIDTH, HEIGHT - PANEL_TOP - 6);
  }

  private void schematic(Pen pen) {
    box(
        pen,
        0,
        ChartStyle.GREEN,
        "compose",
        "clusters leave patterns",
        "in %s of cycles",
        share("composition"));
    box(
        pen,
        1,
        ChartStyle.ORANGE,
        "decompose",
        "bursts leave patterns",
        "in %s of cycles",
        share("burst"));
    box(
        pen,
        2,
        ChartStyle.PURPLE,
        "pattern memory",
        "keeps what it has seen",
        "%s patterns at the end",
        Figures.oneDecimal(experiment.map(ExperimentResult::patternsAtEnd).orElse(null)));
    box(
        pen,
        3,
        ChartStyle.SKY,
        "recall",
        "looks through the memory",
        "late − early: %s",
        Figures.signedNanos(recallGrowth()));
    box(
        pen,
        4,
        ChartStyle.BLUE,
        "runtime of a cycle",
        "mean " + Figures.nanos(experiment.map(ExperimentResult::meanNanos).orElse(null)),
        "late − early: %s",
        Figures.change(experiment.map(ExperimentResult::acceleration).orElse(null)));
    back(pen);
  }

  private static void box(
      Pen pen, int i, Color color, String head, String text, String form, String figure) {
    double x = 8 + i * BOX_STEP;
    pen.box(
        new Rectangle2D.Double(x, BOX_TOP, BOX_WIDTH, BOX_HEIGHT),
        color,
        head,
        List.of(text, form.formatted(figure)));
    if (i > 0) {
      double middle = BOX_TOP + BOX_HEIGHT / 2;
      pen.arrow(ChartStyle.TEXT, x - BOX_STEP + BOX_WIDTH + 3, middle, x - 3, middle);
    }
  }

  /** The survivors of a cycle are what the next one composes. */
  private static void back(Pen pen) {
    double y = BOX_TOP + BOX_HEIGHT + 22;
    double from = 8 + 4 * BOX_STEP + BOX_WIDTH / 2;
    double to = 8 + BOX_WIDTH / 2;
    pen.line(ChartStyle.GREY, 1.3, from, BOX_TOP + BOX_HEIGHT, from, y);
    pen.line(ChartStyle.GREY, 1.3, from, y, to, y);
    pen.arrow(ChartStyle.GREY, to, y, to, BOX_TOP + BOX_HEIGHT + 2);
    pen.text(
        "the next cycle begins with what is left, and the memory keeps its patterns",
        ChartStyle.TICK,
        ChartStyle.TEXT,
        WIDTH / 2.0,
        y - 5,
        Pen.Anchor.CENTER);
  }

  private String share(String event) {
    return series.events().stream()
        .filter(e -> e.event().equals(event))
        .map(e -> Figures.smallShare(e.share()))
        .findFirst()
        .orElse(Figures.ABSENT);
  }

  private Double recallGrowth() {
    return experiment.map(ExperimentResult::growth).map(Growth::parts).stream()
        .flatMap(List::stream)
        .filter(part -> part.name().equals("recall"))
        .map(Growth.Part::nanos)
        .findFirst()
        .orElse(null);
  }

  private CurveChart patterns() {
    CurveChart chart =
        new CurveChart("patterns in memory, by kind", "cycle", "number of patterns", Scale.LINEAR);
    int left = series.patterns().size() - MOST_KINDS;
    if (left > 0) {
      chart.note("%d more kinds are not drawn".formatted(left));
    }
    RunLengths.gaugeNote(series.patterns()).ifPresent(chart::note);
    for (int i = 0; i < Math.min(MOST_KINDS, series.patterns().size()); i++) {
      GaugeSeries kind = series.patterns().get(i);
      chart.data(kind.gauge().replace(PREFIX, ""), ChartStyle.SERIES.get(i), spots(kind));
    }
    return chart;
  }

  private static List<Spot> spots(GaugeSeries kind) {
    return kind.bins().stream()
        .map(bin -> new Spot((bin.firstCycle() + bin.lastCycle()) / 2.0, bin.mean(), null, null))
        .toList();
  }

  private RowChart events() {
    TimeUnit unit =
        SeriesSpots.unit(
            series.events().stream()
                .filter(e -> e.nanos() != null)
                .mapToDouble(e -> e.nanos().value()));
    List<Row> rows = new ArrayList<>();
    series.events().stream()
        .sorted(Comparator.comparingInt(event -> EVENTS.indexOf(event.event())))
        .forEach(event -> rows.add(row(event, unit)));
    return new RowChart(
        "runtime of cycles by what happens in them",
        "%s (in brackets: share of cycles)".formatted(unit.symbol()),
        Scale.LINEAR,
        rows);
  }

  private static Row row(EventRuntime event, TimeUnit unit) {
    Estimate nanos = event.nanos();
    if (nanos == null) {
      return Row.bar(event.event(), null, ChartStyle.SKY, Figures.ABSENT);
    }
    Row row =
        Row.bar(
            event.event(),
            unit.from(nanos.value()),
            ChartStyle.SKY,
            "%s (%s)".formatted(Figures.nanos(nanos.value()), Figures.smallShare(event.share())));
    return nanos.low() == null
        ? row
        : row.with(List.of(unit.from(nanos.low()), unit.from(nanos.high())));
  }
}
