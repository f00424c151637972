package dev.runvar.paper8;

import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.report.chart.BarChart;
import dev.runvar.report.chart.BarRow;
import dev.runvar.report.chart.ChartStyle;
import dev.runvar.report.chart.LineChart;
import dev.runvar.report.chart.Panel;
import dev.runvar.report.chart.Panels;
import dev.runvar.report.chart.Scale;
import dev.runvar.report.chart.SeriesPoints;
import dev.runvar.report.chart.TimeUnit;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Estimate;
import dev.runvar.result.Growth;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.EventRuntime;
import dev.runvar.result.RuntimeSeries.GaugeSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The paper's figure 4: how composition and decomposition reach the runtime, as measured. */
final class PatternFigure {

  static final String NAME = "paper8_fig4_framework_connection.png";

  /** The gauges of all kinds of patterns begin with this. */
  private static final String PREFIX = "patterns_";

  private static final List<String> EVENTS = List.of("no composition", "composition", "burst");

  /** More kinds of patterns cannot be told apart by their colour. */
  private static final int MOST_KINDS = ChartStyle.SERIES.size();

  private final Phase1a phase1a;
  private final Optional<ExperimentResult> experiment;
  private final RuntimeSeries series;

  private PatternFigure(Analysis analysis, Phase1a phase1a, RuntimeSeries series) {
    this.phase1a = phase1a;
    this.series = series;
    experiment =
        analysis.experiments().stream()
            .filter(e -> e.id().equals(phase1a.experiment()))
            .findFirst();
  }

  /** Returns the figure, nothing for a workload without patterns and events. */
  static Optional<Figure> of(Analysis analysis, Phase1a phase1a, RuntimeSeries series) {
    PatternFigure figure = new PatternFigure(analysis, phase1a, series);
    boolean hasPatterns =
        figure.experiment.map(ExperimentResult::patternsAtEnd).isPresent()
            || !series.patterns().isEmpty()
            || !series.events().isEmpty();
    String label = Observed.label(analysis, phase1a.experiment());
    return hasPatterns ? Optional.of(figure.figure(label)) : Optional.empty();
  }

  private Figure figure(String label) {
    List<Panel> panels = new ArrayList<>(List.of(patterns()));
    phase1a.hypotheses().stream()
        .filter(h -> h.id().equals("H5"))
        .forEach(h -> panels.add(new ExposureCharts(series).patterns(h)));
    panels.add(events());
    return new Panels(Panels.WIDE, "How composition and decomposition reach the runtime: " + label)
        .say(chain())
        .grid(panels.size(), 310, panels)
        .figure(
            NAME,
            "How composition and decomposition reach the runtime",
            chain(),
            SeriesPoints.gaugeLengths(series.patterns()));
  }

  private String chain() {
    return "Clusters leave patterns in %s of cycles, bursts in %s of cycles. The memory keeps them: %s patterns at the end. Recall looks through the memory: it grows by %s from early to late cycles. A cycle: mean %s, late − early %s."
        .formatted(
            share("composition"),
            share("burst"),
            Numbers.oneDecimal(experiment.map(ExperimentResult::patternsAtEnd).orElse(null)),
            Numbers.signedNanos(recallGrowth()),
            Numbers.nanos(experiment.map(ExperimentResult::meanNanos).orElse(null)),
            Numbers.change(experiment.map(ExperimentResult::acceleration).orElse(null)));
  }

  private String share(String event) {
    return series.events().stream()
        .filter(e -> e.event().equals(event))
        .map(e -> Numbers.share(e.share()))
        .findFirst()
        .orElse(Numbers.ABSENT);
  }

  private Double recallGrowth() {
    return experiment.map(ExperimentResult::growth).map(Growth::parts).stream()
        .flatMap(List::stream)
        .filter(part -> part.name().equals("recall"))
        .map(Growth.Part::nanos)
        .findFirst()
        .orElse(null);
  }

  private LineChart patterns() {
    LineChart chart =
        new LineChart("patterns in memory, by kind", "cycle", "number of patterns", Scale.LINEAR);
    int left = series.patterns().size() - MOST_KINDS;
    if (left > 0) {
      chart.note("%d more kinds are not drawn".formatted(left));
    }
    SeriesPoints.gaugeLengths(series.patterns()).ifPresent(chart::note);
    for (int i = 0; i < Math.min(MOST_KINDS, series.patterns().size()); i++) {
      GaugeSeries kind = series.patterns().get(i);
      chart.data(
          kind.gauge().replace(PREFIX, ""), ChartStyle.SERIES.get(i), SeriesPoints.gauge(kind));
    }
    return chart;
  }

  private BarChart events() {
    TimeUnit unit =
        TimeUnit.of(
            series.events().stream()
                .filter(e -> e.nanos() != null)
                .mapToDouble(e -> e.nanos().value()));
    List<BarRow> rows =
        series.events().stream()
            .sorted(Comparator.comparingInt(event -> EVENTS.indexOf(event.event())))
            .map(event -> row(event, unit))
            .toList();
    return new BarChart(
        "runtime of cycles by what happens in them",
        "%s (in brackets: share of cycles)".formatted(unit.symbol()),
        Scale.LINEAR,
        rows);
  }

  private static BarRow row(EventRuntime event, TimeUnit unit) {
    Estimate nanos = event.nanos();
    return nanos == null
        ? BarRow.bar(event.event(), null, ChartStyle.SKY, Numbers.ABSENT)
        : BarRow.bar(
                event.event(),
                unit.from(nanos.value()),
                ChartStyle.SKY,
                "%s (%s)".formatted(Numbers.nanos(nanos.value()), Numbers.share(event.share())))
            .with(unit.from(nanos.interval()));
  }
}
