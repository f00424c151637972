package dev.runvar.report;

import dev.runvar.report.RowChart.Row;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Phase1b;
import dev.runvar.result.Estimate;
import dev.runvar.result.Phase1bVerdict;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.ExperimentSeries;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The paper's figure 3: unoptimized beside optimized runs, by runtime, readings of the host,
 * variance and speed-up.
 */
final class OptimizationImpact {

  static final String NAME = "paper8_fig3_optimization_impact.png";

  private static final int WIDTH = 1008;
  private static final int HEIGHT = 790;
  private static final double MIDDLE = 504;

  /** More experiments than this would share their colours. */
  private static final int MOST_EXPERIMENTS = 6;

  private final List<ExperimentResult> experiments;
  private final int others;
  private final Phase1b phase1b;
  private final RuntimeSeries series;

  private OptimizationImpact(Analysis analysis, RuntimeSeries series) {
    experiments = analysis.experiments().stream().limit(MOST_EXPERIMENTS).toList();
    others = analysis.experiments().size() - experiments.size();
    phase1b = analysis.phase1b();
    this.series = series;
  }

  /** Returns the figure, nothing without experiments to compare. */
  static Optional<Figure> of(Analysis analysis, RuntimeSeries series) {
    if (analysis.phase1b() == null) {
      return Optional.empty();
    }
    OptimizationImpact figure = new OptimizationImpact(analysis, series);
    return Optional.of(
        new Figure(
                NAME,
                "What the optimization changes",
                figure.alternative(),
                WIDTH,
                HEIGHT,
                figure::paint)
            .noted(RunLengths.note(series)));
  }

  private String alternative() {
    String predicted =
        isPublished()
            ? " where the paper predicts %.0f to %.0f"
                .formatted(phase1b.speedup().low(), phase1b.speedup().high())
            : "";
    return ("The mean runtime of a cycle goes from %s to %s, %s times faster%s; CV is reduced by %s"
            + " and acceleration by %s; over seeds the matched speed-up is %s.")
        .formatted(
            Figures.nanos(phase1b.speedup().unoptimizedNanos()),
            Figures.nanos(phase1b.speedup().optimizedNanos()),
            Figures.ratio(phase1b.speedup().ratio()),
            predicted,
            Figures.share(phase1b.variance().cvReduction()),
            Figures.share(phase1b.variance().accelerationReduction()),
            Figures.estimate(estimate(v -> v.speedup().ratio()), Figures::ratio));
  }

  private Estimate estimate(Function<Phase1bVerdict, Estimate> which) {
    return phase1b.verdict() == null ? null : which.apply(phase1b.verdict());
  }

  private void paint(Graphics2D graphics) {
    String left = others == 0 ? "" : "; %d more experiments are not drawn".formatted(others);
    new Pen(graphics)
        .title(
            "Unoptimized beside optimized%s%s".formatted(answer(), left),
            ChartStyle.TITLE,
            new Rectangle2D.Double(0, 0, WIDTH, 20));
    runtime().draw(graphics, new Rectangle2D.Double(0, 28, MIDDLE, 370));
    readings().draw(graphics, new Rectangle2D.Double(MIDDLE, 28, MIDDLE, 180));
    spread("(c) CV of runtime", "CV", "cv", ExperimentResult::cv, Figures::number)
        .draw(graphics, new Rectangle2D.Double(MIDDLE, 216, MIDDLE, 182));
    spread(
            "(d) acceleration",
            "(late − early) / early",
            "acceleration",
            ExperimentResult::acceleration,
            Figures::change)
        .draw(graphics, new Rectangle2D.Double(0, 406, MIDDLE, 182));
    ratios().draw(graphics, new Rectangle2D.Double(MIDDLE, 406, MIDDLE, 182));
    speedup().draw(graphics, new Rectangle2D.Double(0, 598, WIDTH, 150));
    new Pen(graphics)
        .lines(
            Words.wrapped(reasons(), ChartStyle.TICK, WIDTH - 16, 2),
            ChartStyle.TICK,
            ChartStyle.TEXT,
            8,
            HEIGHT - 22,
            Pen.Anchor.LEFT);
  }

  private boolean isPublished() {
    return phase1b.level() != null;
  }

  private String answer() {
    Phase1bVerdict verdict = phase1b.verdict();
    if (isPublished()) {
      return ": validation %s by the paper's criteria%s"
          .formatted(
              phase1b.level(), verdict == null ? "" : ", %s over seeds".formatted(verdict.level()));
    }
    return verdict == null
        ? ""
        : ": speed %s".formatted(OptimizationText.change(verdict.speedup()));
  }

  private CurveChart runtime() {
    List<Double> means =
        experiments.stream().map(ExperimentResult::meanNanos).filter(m -> m != null).toList();
    TimeUnit unit = SeriesSpots.unit(means.stream().mapToDouble(mean -> mean));
    CurveChart chart =
        new CurveChart(
                "(a) runtime over the run",
                "cycle",
                "runtime of a cycle, " + unit.symbol(),
                Scale.LOG)
            .note(
                "logarithmic; bands: 95 % intervals over seeds; without a lower half where they reach zero");
    RunLengths.note(series).ifPresent(chart::note);
    for (int i = 0; i < experiments.size(); i++) {
      ExperimentResult experiment = experiments.get(i);
      Optional<ExperimentSeries> bins =
          series.experiments().stream()
              .filter(s -> s.experiment().equals(experiment.id()))
              .findFirst();
      String name =
          "%s (%s)".formatted(AnswerText.label(experiment), Figures.nanos(experiment.meanNanos()));
      Color color = color(i);
      bins.ifPresent(s -> chart.data(name, color, SeriesSpots.cycles(s.bins(), unit)));
    }
    return chart;
  }

  private Color color(int experiment) {
    List<Color> optimized =
        List.of(
            ChartStyle.BLUE,
            ChartStyle.GREEN,
            ChartStyle.ORANGE,
            ChartStyle.PURPLE,
            ChartStyle.SKY);
    return isUnoptimized(experiment)
        ? ChartStyle.VERMILION
        : optimized.get(Math.floorMod(experiment - 1, optimized.size()));
  }

  private boolean isUnoptimized(int experiment) {
    return "unoptimized".equals(experiments.get(experiment).variant());
  }

  private RowChart readings() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < experiments.size(); i++) {
      ExperimentResult result = experiments.get(i);
      Double readings = result.hostReadingsPerCycle();
      List<Double> interval = result.intervals().get("hostReadingsPerCycle");
      String text = Figures.with(interval, readings, Figures::number);
      rows.add(
          Row.point(AnswerText.label(result), readings, null, null, color(i), text).with(interval));
    }
    return new RowChart("(b) readings of the host a cycle", "readings (log)", Scale.LOG, rows);
  }

  private RowChart spread(
      String title,
      String axis,
      String name,
      Function<ExperimentResult, Double> value,
      Function<Double, String> form) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < experiments.size(); i++) {
      ExperimentResult result = experiments.get(i);
      Double figure = value.apply(result);
      List<Double> interval = result.intervals().get(name);
      String text = Figures.with(interval, figure, form);
      rows.add(Row.bar(AnswerText.label(result), figure, color(i), text).with(interval));
    }
    return new RowChart(title, axis, Scale.LINEAR, rows);
  }

  private RowChart ratios() {
    List<Row> rows = new ArrayList<>();
    rows.add(ratio("CV", estimate(v -> v.variance().cvRatio())));
    rows.add(ratio("CV without work", estimate(v -> v.variance().cvWithoutWorkRatio())));
    rows.add(ratio("standard deviation", estimate(v -> v.variance().sdRatio())));
    rows.add(ratio("acceleration", estimate(v -> v.variance().accelerationRatio())));
    RowChart chart =
        new RowChart(
                "(e) optimized by unoptimized, 95 % intervals",
                "ratio (1: as before)", Scale.LINEAR, rows)
            .limits(-0.5, 3)
            .mark(1, "");
    return isPublished() ? chart.mark(0.5, "the paper: below 0.5") : chart;
  }

  private static Row ratio(String label, Estimate estimate) {
    return point(label, estimate, ChartStyle.BLUE, Figures.estimate(estimate, Figures::ratio));
  }

  private static Row point(String label, Estimate estimate, Color color, String text) {
    return estimate == null
        ? Row.point(label, null, null, null, color, "not measurable")
        : Row.point(label, estimate.value(), estimate.low(), estimate.high(), color, text);
  }

  private RowChart speedup() {
    List<Row> rows = new ArrayList<>();
    double ratio = phase1b.speedup().ratio();
    rows.add(
        Row.point(
            isPublished() ? "the paper's: mean by mean" : "all runs: mean by mean",
            ratio,
            null,
            null,
            ChartStyle.ORANGE,
            Figures.ratio(ratio) + " ×"));
    rows.add(speedup("matched runs, t", estimate(v -> v.speedup().ratio())));
    rows.add(speedup("matched runs, bootstrap", estimate(v -> v.speedup().bootstrap())));
    rows.add(speedup("readings of the host", estimate(v -> v.readings().ratio())));
    RowChart chart =
        new RowChart("(f) how many times less, 95 % intervals", "times (log)", Scale.LOG, rows);
    if (!isPublished()) {
      return chart.mark(1, "as before");
    }
    double low = phase1b.speedup().low();
    double high = phase1b.speedup().high();
    return chart
        .zone(low, high, ChartStyle.GREEN)
        .mark(Math.sqrt(low * high), "the paper: %.0f–%.0f".formatted(low, high));
  }

  private static Row speedup(String label, Estimate estimate) {
    return point(
        label, estimate, ChartStyle.BLUE, Figures.estimate(estimate, Figures::ratio) + " ×");
  }

  private String reasons() {
    if (phase1b.verdict() == null) {
      return "No seed has matched runs: there are no intervals.";
    }
    String readings =
        isPublished()
            ? " The paper predicts %.0f × fewer readings of the host."
                .formatted(phase1b.verdict().readings().predicted())
            : "";
    return "Speed-up: %s. Variance: %s.%s"
        .formatted(
            phase1b.verdict().speedup().reason(), phase1b.verdict().variance().reason(), readings);
  }
}
