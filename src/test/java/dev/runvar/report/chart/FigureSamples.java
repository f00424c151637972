package dev.runvar.report.chart;

import dev.runvar.paper8.PaperAnswer;
import dev.runvar.paper8.Phase1a;
import dev.runvar.paper8.Phase1a.HypothesisResult;
import dev.runvar.report.CriteriaSamples;
import dev.runvar.result.Ablation;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Decision;
import dev.runvar.result.Estimate;
import dev.runvar.result.Growth;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.Course;
import dev.runvar.result.RuntimeSeries.EventRuntime;
import dev.runvar.result.RuntimeSeries.ExperimentSeries;
import dev.runvar.result.RuntimeSeries.ExposureBin;
import dev.runvar.result.RuntimeSeries.ExposureSeries;
import dev.runvar.result.RuntimeSeries.GaugeBin;
import dev.runvar.result.RuntimeSeries.GaugeSeries;
import dev.runvar.result.RuntimeSeries.Lengths;
import dev.runvar.result.RuntimeSeries.TreatmentSeries;
import dev.runvar.result.SampleGrowth;
import dev.runvar.result.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Answers and series as studies have them: whole, of one seed, without any figure, and vast. */
final class FigureSamples {

  /** How many seeds a sample has. */
  enum Seeds {
    ONE,
    FIVE
  }

  private static final List<String> KINDS =
      List.of("flat", "warm-up", "slowdown", "no-steady-state");
  private static final String[] CLAIMS = {
    "system resource contention",
    "memory fragmentation",
    "I/O accumulation",
    "thermal throttling",
    "emergent complexity"
  };

  private final IntFunction<String> labels;
  private final Seeds seeds;
  private final Lengths lengths;

  FigureSamples(IntFunction<String> labels, Seeds seeds) {
    this(labels, seeds, null);
  }

  /** Samples whose runs have these lengths. */
  FigureSamples(IntFunction<String> labels, Seeds seeds, Lengths lengths) {
    this.labels = labels;
    this.seeds = seeds;
    this.lengths = lengths;
  }

  /** Returns an answer to everything, on so many experiments, by the paper's criteria too. */
  Analysis analysis(int experiments) {
    Phase1a phase1a =
        phase1a(
            IntStream.rangeClosed(1, 5).mapToObj(this::hypothesis).toList(),
            List.of("H2", "H5", "H3", "H1", "H4"));
    return withoutCriteria(experiments)
        .with(CriteriaSamples.criteria(phase1a, comparison(), "rejected", "refuted", "refuted"));
  }

  /** Returns the same without the criteria of a published study. */
  Analysis withoutCriteria(int experiments) {
    return analysis(
        new Analysis.Runs(20, 20, 20, 0, 0),
        IntStream.range(0, experiments).mapToObj(this::experiment).toList(),
        IntStream.rangeClosed(1, 5).mapToObj(this::hypothesis).toList(),
        comparison(),
        ablation());
  }

  private static Analysis analysis(
      Analysis.Runs runs,
      List<ExperimentResult> experiments,
      List<HypothesisResult> hypotheses,
      Comparison comparison,
      Ablation ablation) {
    return new Analysis(
        Analysis.SCHEMA,
        "sample",
        null,
        "2026-01-01T00:00:00Z",
        Analysis.Rules.CURRENT,
        runs,
        List.of(),
        null,
        experiments,
        new CauseResults(
            "e0",
            hypotheses.stream()
                .map(h -> new CauseResult(h.id(), h.name(), h.verdict(), null))
                .toList(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            List.of()),
        comparison,
        null,
        ablation,
        List.of(),
        List.of(),
        null);
  }

  private static Phase1a phase1a(List<HypothesisResult> hypotheses, List<String> ranking) {
    return new Phase1a("e0", hypotheses, ranking, List.of(), null, null, null, List.of());
  }

  /** Returns an answer to everything in which nothing could be measured. */
  Analysis withoutStatistics() {
    Map<String, Double> none = new LinkedHashMap<>();
    List.of("cpu_rho", "cpu_p", "memory_rho", "memory_p", "intercept", "linear", "quadratic", "r2")
        .forEach(name -> none.put(name, null));
    Verdict verdict =
        new Verdict("not-measurable", "none", null, null, null, null, null, null, 0, "no reading");
    List<HypothesisResult> hypotheses =
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                i ->
                    new HypothesisResult(
                        "H" + i,
                        CLAIMS[i - 1],
                        new PaperAnswer("criterion", none, null, null, null),
                        verdict,
                        null,
                        null))
            .toList();
    Comparison comparison =
        CriteriaSamples.unmatched(new Comparison.Means(2000, 1000, 2, null, null, 0, 0, null));
    return analysis(
            new Analysis.Runs(1, 1, 1, 0, 0),
            List.of(
                new ExperimentResult(
                    "e0", null, null, 1, 5, null, null, null, null, null, null, null, null,
                    Map.of(), null, null, null, List.of(), null)),
            hypotheses,
            comparison,
            null)
        .with(
            CriteriaSamples.criteria(
                phase1a(hypotheses, List.of()),
                comparison,
                "not-measurable",
                "not-measurable",
                "not-measurable"));
  }

  private ExperimentResult experiment(int i) {
    double mean = i == 0 ? 49.97e6 : 1.08e6 + i * 1e4;
    return new ExperimentResult(
        "e" + i,
        labels.apply(i),
        i == 0 ? "unoptimized" : "optimized",
        20,
        2000,
        mean,
        0.69 + 0.1 * i,
        0.25 - 0.1 * i,
        new Analysis.RatePerHour(0.025, 0.036, 0.011),
        new Analysis.Milestones(0.49, 0.54, 0.72),
        i == 0 ? 16.6 : 0.01,
        16.8,
        345.7,
        Map.of("cv", List.of(0.5 + 0.1 * i, 0.8 + 0.1 * i)),
        growth(mean),
        Map.of(),
        List.of(),
        List.of(),
        null);
  }

  private Growth growth(double mean) {
    List<String> names = List.of("persist", "sense", "recall", "compose", "spawn", "die", "pool");
    List<Growth.Part> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double nanos = mean * (i % 2 == 0 ? 0.2 : -0.07) / (i + 1);
      parts.add(new Growth.Part(names.get(i), nanos, 0.1, interval(nanos)));
    }
    double total = parts.stream().mapToDouble(Growth.Part::nanos).sum();
    return new SampleGrowth(seeds(), total)
        .interval(interval(total))
        .parts(parts)
        .overlays(List.of(new Growth.Overlay("GC", 12_300, interval(12_300))))
        .get();
  }

  private HypothesisResult hypothesis(int i) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    if (i == 1 || i == 4) {
      statistics.put("cpu_rho", 0.103);
      statistics.put("cpu_p", i == 1 ? 0.0 : 3.63e-6);
    }
    if (i == 1) {
      statistics.put("memory_rho", -0.062);
      statistics.put("memory_p", 5.2e-89);
    }
    statistics.put("intercept", 4.5e7);
    statistics.put("linear", -1.1e5);
    statistics.put("quadratic", 1438.1);
    statistics.put("slope", i == 3 ? 54.3 : 21_000);
    statistics.put("r2", 0.7123);
    double estimate = 0.0137 * i;
    return new HypothesisResult(
        "H" + i,
        CLAIMS[i - 1],
        new PaperAnswer("criterion", statistics, true, 0.15 * i, i > 4 ? 1 : i > 1 ? 2 : 3),
        new Verdict(
            i == 5 ? "supported" : "not-supported",
            i == 5 ? "supported" : "none",
            "dose",
            estimate,
            interval(estimate),
            0.01 * i,
            i == 1 ? 1 : 0.0421 * i,
            0.031 * i,
            5,
            "a reason"),
        null,
        null);
  }

  private Comparison comparison() {
    return new Comparison(
        new Comparison.Means(49.97e6, 1.11e6, 44.8, 0.56, null, 20, 20, 16.6),
        5,
        20,
        null,
        new Comparison.Speedup(
            CriteriaSamples.FASTER, estimate(43.1), estimate(43.2), 9999, 1, 1.04, "outside"),
        CriteriaSamples.GROWTH,
        new Comparison.Variance(
            estimate(1.43),
            new Estimate(-7, -90.0, 80.0, 5),
            2e7,
            1e6,
            estimate(0.033),
            estimate(1.41),
            "not halved"),
        new Comparison.Equivalence(
            Decision.CONFIRMED, "trajectories", 20, 1.1, List.of(), "the same"),
        new Comparison.Readings(16.6, 0.01, estimate(1660)),
        List.of(),
        "neither");
  }

  private Ablation ablation() {
    List<Ablation.Contribution> parts =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new Ablation.Contribution(
                        "e0",
                        labels.apply(i),
                        "per-agent",
                        "cached",
                        estimate(15.94e6 / (i + 1)),
                        0.5,
                        estimate(26.2e6 / (i + 1)),
                        estimate(-5.1e6 / (i + 1)),
                        0.01,
                        0.03))
            .toList();
    return new Ablation(
        List.of(
            new Ablation.AblatedExperiment(
                "e0", 8, true, 30.78e6, 1.08e6, estimate(29e6), estimate(29.2), List.of())),
        parts,
        List.of());
  }

  /** Returns series of everything, on so many experiments, treatments and runs. */
  RuntimeSeries series(int experiments, int treatments, int runs) {
    return new RuntimeSeries(
        RuntimeSeries.SCHEMA,
        IntStream.range(0, experiments)
            .mapToObj(i -> new ExperimentSeries("e" + i, lengths, bins(i == 0 ? 5e7 : 1e6)))
            .toList(),
        IntStream.range(0, treatments)
            .mapToObj(
                i -> new TreatmentSeries("e0", Map.of("f", labels.apply(i)), lengths, bins(1e6)))
            .toList(),
        List.of(
            exposures("host_cpu_percent", 40),
            exposures("host_memory_percent", 31),
            exposures("database_bytes", 81_920),
            exposures("patterns", 100)),
        List.of(
            gauge("patterns_composition"),
            gauge("patterns_resonance"),
            gauge("patterns_decomposition")),
        List.of(
            new EventRuntime("no composition", 0.312, estimate(3.1e7)),
            new EventRuntime("composition", 0.688, estimate(5.6e7)),
            new EventRuntime("burst", 0.091, estimate(5.9e7))),
        IntStream.range(0, runs)
            .mapToObj(
                i ->
                    new Course(
                        "e" + i % Math.max(1, experiments),
                        Map.of("f", labels.apply(i)),
                        i,
                        100,
                        KINDS.get(i % KINDS.size()),
                        List.of(30, 60),
                        0.123))
            .toList());
  }

  private List<Bin> bins(double level) {
    return IntStream.range(0, 50)
        .mapToObj(
            i -> {
              double mean = level * (1 + 0.01 * i + 0.1 * (i % 3));
              List<Double> band = interval(mean);
              return new Bin(2L * i, 2L * i + 1, seeds(), mean, low(band), high(band));
            })
        .toList();
  }

  private ExposureSeries exposures(String column, double from) {
    return new ExposureSeries(
        column,
        IntStream.range(0, 20)
            .mapToObj(
                i -> {
                  double mean = 4e7 + 1e6 * i;
                  List<Double> band = interval(mean);
                  return new ExposureBin(
                      from * (1 + 0.05 * i), 100, seeds(), mean, low(band), high(band));
                })
            .toList());
  }

  private GaugeSeries gauge(String name) {
    return new GaugeSeries(
        name,
        lengths,
        IntStream.range(0, 50)
            .mapToObj(i -> new GaugeBin(2L * i, 2L * i + 1, 40 * Math.log1p(i) * name.length()))
            .toList());
  }

  private int seeds() {
    return seeds == Seeds.ONE ? 1 : 5;
  }

  private List<Double> interval(double value) {
    return seeds == Seeds.ONE
        ? null
        : List.of(value - Math.abs(value) * 0.4, value + Math.abs(value) * 0.4);
  }

  private static Double low(List<Double> interval) {
    return interval == null ? null : Collections.min(interval);
  }

  private static Double high(List<Double> interval) {
    return interval == null ? null : Collections.max(interval);
  }

  private Estimate estimate(double value) {
    List<Double> interval = interval(value);
    return new Estimate(value, low(interval), high(interval), seeds());
  }
}
