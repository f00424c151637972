package dev.runvar.report.chart;

import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.TreatmentSeries;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/** The runtime over the run, one small chart per treatment. */
final class TreatmentCharts {

  static final String NAME = "runtime_by_treatment.png";

  private static final int MOST_TREATMENTS = 24;
  private static final int MOST_COLUMNS = 4;
  private static final double PANEL_HEIGHT = 168;

  private TreatmentCharts() {}

  static Figure.Candidate of(Analysis analysis, RuntimeSeries series) {
    return new Figure.Candidate(
        NAME,
        series.treatments().isEmpty() ? null : figure(analysis, series.treatments()),
        "no treatment has a timed cycle");
  }

  private static Figure figure(Analysis analysis, List<TreatmentSeries> all) {
    List<TreatmentSeries> drawn = all.stream().limit(MOST_TREATMENTS).toList();
    String counted =
        all.size() == drawn.size()
            ? Numbers.count(all.size(), "treatment")
            : "the first %d of %d treatments".formatted(drawn.size(), all.size());
    Optional<String> note = SeriesPoints.treatmentLengths(drawn);
    DoubleSummaryStatistics means =
        drawn.stream().mapToDouble(TreatmentCharts::mean).summaryStatistics();
    return new Panels(
            drawn.size() == 1 ? Panels.NARROW : Panels.WIDE,
            "Runtime of a cycle over the run: " + counted)
        .say(
            "Axes differ; bands: 95 % intervals over seeds, where there are two or more"
                + note.map(text -> "; " + text).orElse(""))
        .grid(
            Math.min(MOST_COLUMNS, drawn.size()),
            PANEL_HEIGHT,
            drawn.stream().map(treatment -> chart(analysis, treatment)).toList())
        .figure(
            NAME,
            "Runtime of each treatment",
            "The runtime over the run of %s; their means are from %s to %s."
                .formatted(counted, Numbers.nanos(means.getMin()), Numbers.nanos(means.getMax())),
            note);
  }

  private static double mean(TreatmentSeries treatment) {
    return treatment.bins().stream().mapToDouble(Bin::meanNanos).average().orElse(0);
  }

  private static LineChart chart(Analysis analysis, TreatmentSeries treatment) {
    TimeUnit unit = SeriesPoints.unit(treatment.bins());
    String mean = "mean " + Numbers.nanos(mean(treatment));
    String levels = CourseChart.levels(treatment.levels());
    return new LineChart(
            Observed.label(analysis, treatment.experiment()),
            "cycle",
            "runtime, " + unit.symbol(),
            Scale.LINEAR)
        .note(levels.isEmpty() ? mean : "%s; %s".formatted(mean, levels))
        .data("mean", ChartStyle.BLUE, SeriesPoints.cycles(treatment.bins(), unit));
  }
}
