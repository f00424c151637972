package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.TreatmentSeries;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** The runtime over the run, a small chart a treatment. */
final class TreatmentCharts {

  static final String NAME = "runtime_by_treatment.png";

  private static final int WIDTH = 1008;
  private static final int SINGLE_WIDTH = 672;
  private static final int MOST_TREATMENTS = 24;
  private static final int MOST_COLUMNS = 4;
  private static final double TOP = 42;
  private static final double PANEL_HEIGHT = 168;

  private final Analysis analysis;
  private final List<TreatmentSeries> treatments;
  private final int all;

  private TreatmentCharts(Analysis analysis, RuntimeSeries series) {
    this.analysis = analysis;
    treatments = series.treatments().stream().limit(MOST_TREATMENTS).toList();
    all = series.treatments().size();
  }

  /** Returns the figure, nothing without a timed cycle. */
  static Optional<Figure> of(Analysis analysis, RuntimeSeries series) {
    if (series.treatments().isEmpty()) {
      return Optional.empty();
    }
    TreatmentCharts figure = new TreatmentCharts(analysis, series);
    int rows = (figure.treatments.size() + figure.columns() - 1) / figure.columns();
    return Optional.of(
        new Figure(
                NAME,
                "Runtime of each treatment",
                figure.alternative(),
                figure.width(),
                (int) (TOP + rows * PANEL_HEIGHT + 6),
                figure::paint)
            .noted(RunLengths.treatmentNote(figure.treatments)));
  }

  private int width() {
    return treatments.size() == 1 ? SINGLE_WIDTH : WIDTH;
  }

  private int columns() {
    return Math.min(MOST_COLUMNS, treatments.size());
  }

  private String alternative() {
    return "The runtime over the run of %s; their means are from %s to %s."
        .formatted(
            counted(),
            Figures.nanos(
                treatments.stream().map(TreatmentCharts::mean).min(Double::compare).get()),
            Figures.nanos(
                treatments.stream().map(TreatmentCharts::mean).max(Double::compare).get()));
  }

  private String counted() {
    return all == treatments.size()
        ? Figures.count(all, "treatment")
        : "the first %d of %d treatments".formatted(treatments.size(), all);
  }

  private static Double mean(TreatmentSeries treatment) {
    return treatment.bins().stream().mapToDouble(Bin::meanNanos).average().orElse(0);
  }

  private void paint(Graphics2D graphics) {
    Pen pen = new Pen(graphics);
    pen.title(
        "Runtime of a cycle over the run: " + counted(),
        ChartStyle.TITLE,
        new Rectangle2D.Double(0, 0, width(), 20));
    pen.text(
        "axes differ; bands: 95 % intervals over seeds, where there are two or more"
            + RunLengths.treatmentNote(treatments).map(note -> "; " + note).orElse(""),
        ChartStyle.TICK,
        ChartStyle.TEXT,
        7,
        34,
        Pen.Anchor.LEFT);
    double width = (double) width() / columns();
    for (int i = 0; i < treatments.size(); i++) {
      int line = i / columns();
      double y = TOP + line * PANEL_HEIGHT;
      chart(treatments.get(i))
          .draw(
              graphics, new Rectangle2D.Double(i % columns() * width, y, width, PANEL_HEIGHT - 4));
    }
  }

  private CurveChart chart(TreatmentSeries treatment) {
    TimeUnit unit = SeriesSpots.unit(treatment.bins().stream().mapToDouble(Bin::meanNanos));
    String mean = "mean " + Figures.nanos(mean(treatment));
    String levels = Levels.text(treatment.levels());
    return new CurveChart(
            AnswerText.label(analysis, treatment.experiment()),
            "cycle",
            "runtime, " + unit.symbol(),
            Scale.LINEAR)
        .note(levels.isEmpty() ? mean : "%s; %s".formatted(mean, levels))
        .data("mean", ChartStyle.BLUE, SeriesSpots.cycles(treatment.bins(), unit));
  }
}
