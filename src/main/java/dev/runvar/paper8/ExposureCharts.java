package dev.runvar.paper8;

import dev.runvar.paper8.Phase1a.HypothesisResult;
import dev.runvar.report.chart.ChartStyle;
import dev.runvar.report.chart.LineChart;
import dev.runvar.report.chart.LineChart.Point;
import dev.runvar.report.chart.Scale;
import dev.runvar.report.chart.SeriesPoints;
import dev.runvar.report.chart.TimeUnit;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.ExposureBin;
import dev.runvar.result.RuntimeSeries.ExposureSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The data of each hypothesis with the paper's fit, and both answers in words above them. */
final class ExposureCharts {

  private static final int FIT_POINTS = 60;
  private static final double KILO = 1e3;
  private static final double MEGA = 1e6;

  private final RuntimeSeries series;

  ExposureCharts(RuntimeSeries series) {
    this.series = series;
  }

  /** Returns the charts in the order of the hypotheses; H1 has one for each reading. */
  List<LineChart> of(Phase1a phase1a) {
    List<LineChart> charts = new ArrayList<>();
    for (HypothesisResult h : phase1a.hypotheses()) {
      switch (h.id()) {
        case "H1" -> {
          charts.add(correlation(h, "cpu", "CPU of the host"));
          charts.add(correlation(h, "memory", "memory of the host"));
        }
        case "H2" -> charts.add(cycles(h, phase1a.experiment()));
        case "H3" -> charts.add(database(h));
        case "H4" -> charts.add(correlation(h, "cpu", "CPU as a proxy for heat"));
        default -> charts.add(patterns(h));
      }
    }
    return charts;
  }

  private LineChart correlation(HypothesisResult h, String reading, String what) {
    List<ExposureBin> bins = bins("host_" + reading + "_percent");
    String label = "%s of the host, %%".formatted(reading.equals("cpu") ? "CPU" : reading);
    TimeUnit unit = unit(bins);
    return chart(h, what, label, unit, PaperTerms.correlation(h.paper(), reading))
        .data("mean", ChartStyle.BLUE, SeriesPoints.exposures(bins, 1, unit));
  }

  private LineChart cycles(HypothesisResult h, String experiment) {
    List<Bin> bins = SeriesPoints.bins(series, experiment);
    TimeUnit unit = SeriesPoints.unit(bins);
    LineChart chart = chart(h, "runtime over the run", "cycle", unit, PaperTerms.paper(h));
    SeriesPoints.experiment(series, experiment)
        .flatMap(s -> SeriesPoints.lengths(List.of(s)))
        .ifPresent(chart::note);
    Map<String, Double> statistics = h.paper().statistics();
    return fitted(
        chart,
        SeriesPoints.cycles(bins, unit),
        statistics,
        statistics.get("linear"),
        statistics.get("quadratic"),
        1,
        unit);
  }

  private LineChart database(HypothesisResult h) {
    List<ExposureBin> bins = bins("database_bytes");
    double largest = bins.stream().mapToDouble(ExposureBin::exposure).max().orElse(0);
    double perUnit = largest >= MEGA ? MEGA : KILO;
    String label = "size of the database, " + (perUnit == MEGA ? "MB" : "kB");
    return line(h, "size of the database", label, bins, perUnit);
  }

  /** Returns the chart of H5, which figure 4 shows too. */
  LineChart patterns(HypothesisResult h) {
    return line(h, "patterns in memory", "number of patterns", bins("patterns"), 1);
  }

  private static LineChart line(
      HypothesisResult h, String what, String label, List<ExposureBin> bins, double perUnit) {
    TimeUnit unit = unit(bins);
    Map<String, Double> statistics = h.paper().statistics();
    return fitted(
        chart(h, what, label, unit, PaperTerms.paper(h)),
        SeriesPoints.exposures(bins, perUnit, unit),
        statistics,
        statistics.get("slope"),
        0.0,
        perUnit,
        unit);
  }

  private static LineChart chart(
      HypothesisResult h, String what, String label, TimeUnit unit, String paper) {
    return new LineChart(
            "%s: %s".formatted(h.id(), what),
            label,
            "runtime of a cycle, " + unit.symbol(),
            Scale.LINEAR)
        .note("paper: " + paper)
        .note("verdict: " + PaperTerms.verdict(h.verdict()));
  }

  private static LineChart fitted(
      LineChart chart,
      List<Point> data,
      Map<String, Double> statistics,
      Double slope,
      Double quadratic,
      double perUnit,
      TimeUnit unit) {
    chart.data("mean", ChartStyle.BLUE, data);
    Double intercept = statistics.get("intercept");
    if (intercept == null || slope == null || quadratic == null || data.isEmpty()) {
      return chart;
    }
    double from = data.stream().mapToDouble(Point::x).min().orElseThrow();
    double to = data.stream().mapToDouble(Point::x).max().orElseThrow();
    List<Point> fit =
        IntStream.rangeClosed(0, FIT_POINTS)
            .mapToDouble(i -> from + (to - from) * i / FIT_POINTS)
            .mapToObj(
                x -> {
                  double value = x * perUnit;
                  double nanos = intercept + slope * value + quadratic * value * value;
                  return new Point(x, unit.from(nanos), null, null);
                })
            .toList();
    return chart.fit("the paper's fit", ChartStyle.VERMILION, fit);
  }

  private List<ExposureBin> bins(String column) {
    return series.exposures().stream()
        .filter(exposure -> exposure.column().equals(column))
        .findFirst()
        .map(ExposureSeries::bins)
        .orElse(List.of());
  }

  private static TimeUnit unit(List<ExposureBin> bins) {
    return TimeUnit.of(bins.stream().mapToDouble(ExposureBin::meanNanos));
  }
}
