package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Milestones;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.ExperimentSeries;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * The paper's figure 1: the runtime over the run with its interval between seeds, the mean of each
 * third against the baseline, and the growth rates of the first and the last third.
 */
final class RuntimeTimeline {

  static final String NAME = "paper8_fig1_runtime_variance_timeline.png";

  private static final int WIDTH = 672;
  private static final int HEIGHT = 432;
  private static final String[] THIRDS = {"early", "middle", "late"};

  private final ExperimentResult result;
  private final ExperimentSeries series;
  private final List<Bin> bins;
  private final TimeUnit unit;

  private RuntimeTimeline(ExperimentResult result, ExperimentSeries series) {
    this.result = result;
    this.series = series;
    bins = series.bins();
    unit = TimeUnit.of(bins.stream().mapToDouble(Bin::meanNanos).max().orElse(0));
  }

  /** Returns the figure, nothing when the experiment has no timed cycles. */
  static Optional<Figure> of(Analysis analysis, RuntimeSeries series) {
    if (analysis.phase1a() == null) {
      return Optional.empty();
    }
    String experiment = analysis.phase1a().experiment();
    Optional<ExperimentResult> result =
        analysis.experiments().stream().filter(e -> e.id().equals(experiment)).findFirst();
    Optional<ExperimentSeries> runtime =
        series.experiments().stream()
            .filter(s -> s.experiment().equals(experiment) && !s.bins().isEmpty())
            .findFirst();
    return result.flatMap(r -> runtime.map(s -> new RuntimeTimeline(r, s).figure()));
  }

  private Figure figure() {
    return new Figure(
            NAME, "Runtime of a cycle over the run", alternative(), WIDTH, HEIGHT, this::paint)
        .noted(RunLengths.note(series));
  }

  private String alternative() {
    Double[] shares = shares();
    return "The mean runtime of a cycle of %s is %s; its thirds are %s, %s and %s against the first 5 %% of cycles."
        .formatted(
            AnswerText.label(result),
            Figures.nanos(result.meanNanos()),
            Figures.change(shares[0]),
            Figures.change(shares[1]),
            Figures.change(shares[2]));
  }

  private Double[] shares() {
    Milestones milestones = result.milestones();
    return milestones == null
        ? new Double[THIRDS.length]
        : new Double[] {milestones.early(), milestones.middle(), milestones.late()};
  }

  private void paint(Graphics2D graphics) {
    JFreeChart chart = ChartStyle.chart(title(), plot());
    chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    if (RateInset.hasRates(result)) {
      RateInset.of(result).draw(graphics, new Rectangle2D.Double(WIDTH - 212, 44, 196, 118));
    }
  }

  private String title() {
    long seeds = bins.get(0).seeds();
    String band = seeds < 2 ? "one seed" : "band: 95 %% interval over %d seeds".formatted(seeds);
    return "%s: runtime of a cycle over the run (%d runs, %s)"
        .formatted(
            Words.fitted(AnswerText.label(result), ChartStyle.TITLE, 180), result.runs(), band);
  }

  private XYPlot plot() {
    String axis =
        RunLengths.note(series)
            .map(note -> "cycle of the longest run, " + note + " (orange: mean of each third)")
            .orElse("cycle (orange: the mean of each third, against the first 5 % of cycles)");
    NumberAxis cycles = ChartStyle.axis(axis);
    NumberAxis runtime = ChartStyle.axis("runtime of a cycle, " + unit.symbol());
    // The upper part of the plot is the inset's.
    runtime.setUpperMargin(0.65);
    DeviationRenderer renderer = new DeviationRenderer(true, false);
    renderer.setAlpha(0.3f);
    renderer.setSeriesStroke(0, new BasicStroke(1.2f));
    renderer.setSeriesPaint(0, ChartStyle.BLUE);
    renderer.setSeriesFillPaint(0, ChartStyle.BLUE);
    XYPlot plot = new XYPlot(dataset(), cycles, runtime, renderer);
    ChartStyle.apply(plot);
    addMilestones(plot);
    return plot;
  }

  private YIntervalSeriesCollection dataset() {
    YIntervalSeries series = new YIntervalSeries(result.id());
    for (Bin bin : bins) {
      double cycle = (bin.firstCycle() + bin.lastCycle()) / 2.0;
      double mean = unit.from(bin.meanNanos());
      double low = bin.lowNanos() == null ? mean : Math.max(0, unit.from(bin.lowNanos()));
      double high = bin.highNanos() == null ? mean : unit.from(bin.highNanos());
      series.add(cycle, mean, low, high);
    }
    YIntervalSeriesCollection dataset = new YIntervalSeriesCollection();
    dataset.addSeries(series);
    return dataset;
  }

  private void addMilestones(XYPlot plot) {
    Double[] shares = shares();
    int n = bins.size();
    for (int third = 0; third < THIRDS.length && n >= THIRDS.length; third++) {
      List<Bin> part = bins.subList(third * n / 3, (third + 1) * n / 3);
      double from = part.get(0).firstCycle();
      double to = part.get(part.size() - 1).lastCycle();
      double level = unit.from(part.stream().mapToDouble(Bin::meanNanos).average().orElseThrow());
      plot.addAnnotation(
          new XYLineAnnotation(from, level, to, level, new BasicStroke(2), ChartStyle.VERMILION));
      String text = "%s %s".formatted(THIRDS[third], Figures.change(shares[third]));
      plot.addAnnotation(label(text, (from + to) / 2, level));
    }
  }

  private static XYTextAnnotation label(String text, double x, double y) {
    XYTextAnnotation label = new XYTextAnnotation(text, x, y);
    label.setFont(Fonts.bold(9));
    label.setPaint(ChartStyle.VERMILION);
    label.setBackgroundPaint(new Color(255, 255, 255, 210));
    label.setTextAnchor(TextAnchor.BOTTOM_CENTER);
    return label;
  }
}
