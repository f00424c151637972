package dev.runvar.report;

import dev.runvar.report.CurveChart.Spot;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.Phase1a;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.ExperimentSeries;
import dev.runvar.result.RuntimeSeries.ExposureBin;
import dev.runvar.result.RuntimeSeries.ExposureSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data of each hypothesis with the paper's fit, and both answers in words above them. */
final class ExposurePanels {

  private static final String FIT = "the paper's fit";
  private static final String DATA = "mean";
  private static final Map<String, String> SHOWN = Map.of("cpu", "CPU", "memory", "memory");
  private static final double KILO = 1e3;
  private static final double MEGA = 1e6;

  private final RuntimeSeries series;

  ExposurePanels(RuntimeSeries series) {
    this.series = series;
  }

  /** Returns the panels in the order of the hypotheses; H1 has one for each reading. */
  List<CurveChart> of(Phase1a phase1a) {
    List<CurveChart> panels = new ArrayList<>();
    for (HypothesisResult h : phase1a.hypotheses()) {
      switch (h.id()) {
        case "H1" -> {
          panels.add(correlation(h, "cpu", "CPU of the host"));
          panels.add(correlation(h, "memory", "memory of the host"));
        }
        case "H2" -> panels.add(cycles(h, phase1a.experiment()));
        case "H3" -> panels.add(database(h));
        case "H4" -> panels.add(correlation(h, "cpu", "CPU as a proxy for heat"));
        case "H5" -> panels.add(patterns(h));
        default -> {
          // A claim that the paper does not make has no panel.
        }
      }
    }
    return panels;
  }

  private CurveChart correlation(HypothesisResult h, String reading, String what) {
    List<ExposureBin> bins = bins("host_" + reading + "_percent");
    TimeUnit unit = unit(bins);
    return chart(h, what, SHOWN.get(reading) + " of the host, %", unit)
        .note("paper: %s".formatted(paper(h, reading)))
        .note("verdict: " + AnswerText.verdict(h.verdict()))
        .data(DATA, ChartStyle.BLUE, SeriesSpots.exposures(bins, 1, unit));
  }

  private static String paper(HypothesisResult h, String reading) {
    return h.paper().met() == null
        ? "not measurable"
        : "%s: %s".formatted(AnswerText.met(h.paper()), AnswerText.correlation(h.paper(), reading));
  }

  private CurveChart cycles(HypothesisResult h, String experiment) {
    Optional<ExperimentSeries> runtime =
        series.experiments().stream().filter(s -> s.experiment().equals(experiment)).findFirst();
    List<Bin> bins = runtime.map(ExperimentSeries::bins).orElse(List.of());
    TimeUnit unit = SeriesSpots.unit(bins.stream().mapToDouble(Bin::meanNanos));
    List<Spot> spots = SeriesSpots.cycles(bins, unit);
    CurveChart chart =
        fitted(
            h,
            "runtime over the run",
            "cycle",
            unit,
            spots,
            SeriesSpots.parabola(h.paper().statistics(), spots, unit));
    runtime.flatMap(RunLengths::note).ifPresent(chart::note);
    return chart;
  }

  private CurveChart database(HypothesisResult h) {
    List<ExposureBin> bins = bins("database_bytes");
    double largest = bins.stream().mapToDouble(ExposureBin::exposure).max().orElse(0);
    double perUnit = largest >= MEGA ? MEGA : KILO;
    String label = "size of the database, " + (perUnit == MEGA ? "MB" : "kB");
    return line(h, "size of the database", label, bins, perUnit);
  }

  /** Returns the panel of H5, which stands by itself in another figure too. */
  CurveChart patterns(HypothesisResult h) {
    return line(h, "patterns in memory", "number of patterns", bins("patterns"), 1);
  }

  private CurveChart line(
      HypothesisResult h, String what, String label, List<ExposureBin> bins, double perUnit) {
    TimeUnit unit = unit(bins);
    List<Spot> spots = SeriesSpots.exposures(bins, perUnit, unit);
    List<Spot> fit = SeriesSpots.line(h.paper().statistics(), spots, perUnit, unit);
    return fitted(h, what, label, unit, spots, fit);
  }

  private static CurveChart fitted(
      HypothesisResult h,
      String what,
      String label,
      TimeUnit unit,
      List<Spot> spots,
      List<Spot> fit) {
    return chart(h, what, label, unit)
        .note("paper: " + AnswerText.paper(h))
        .note("verdict: " + AnswerText.verdict(h.verdict()))
        .data(DATA, ChartStyle.BLUE, spots)
        .fit(FIT, ChartStyle.VERMILION, fit);
  }

  private static CurveChart chart(HypothesisResult h, String what, String label, TimeUnit unit) {
    return new CurveChart(
        "%s: %s".formatted(h.id(), what),
        label,
        "runtime of a cycle, " + unit.symbol(),
        Scale.LINEAR);
  }

  private List<ExposureBin> bins(String column) {
    return series.exposures().stream()
        .filter(exposure -> exposure.column().equals(column))
        .findFirst()
        .map(ExposureSeries::bins)
        .orElse(List.of());
  }

  private static TimeUnit unit(List<ExposureBin> bins) {
    return SeriesSpots.unit(bins.stream().mapToDouble(ExposureBin::meanNanos));
  }
}
