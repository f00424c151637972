package dev.runvar.report.page;

import dev.runvar.paper8.PaperAnswer;
import dev.runvar.paper8.Phase1a;
import dev.runvar.paper8.Phase1a.HypothesisResult;
import dev.runvar.report.CriteriaSamples;
import dev.runvar.report.Figure;
import dev.runvar.report.FigureSet;
import dev.runvar.report.Origin;
import dev.runvar.report.Report;
import dev.runvar.report.chart.Drawing;
import dev.runvar.result.Ablation;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Milestones;
import dev.runvar.result.Analysis.Problem;
import dev.runvar.result.Analysis.Runs;
import dev.runvar.result.Attribution;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.CauseResults.Control;
import dev.runvar.result.CauseResults.WithUnfinished;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Decision;
import dev.runvar.result.Estimate;
import dev.runvar.result.Growth;
import dev.runvar.result.GrowthEffect;
import dev.runvar.result.Headline;
import dev.runvar.result.SampleGrowth;
import dev.runvar.result.Verdict;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Analyses of studies that went one way or another. */
enum PageSamples {
  /** Ten seeds of both experiments; a run failed, one is missing, and one ended early. */
  USUAL(
      new Runs(20, 19, 18, 1, 1),
      List.of(
          new Problem("a1", "e", Map.of("size", "2"), 7, "TIMEOUT", "longer than 2h"),
          new Problem("a2", "e", Map.of(), 8, "MISSING", null)),
      growth(10, List.of(8.0, 12.0)),
      10),
  /** One run: no intervals, no verdicts. */
  ONE_RUN(new Runs(1, 1, 1, 0, 0), List.of(), growth(10, null), 1),
  /** Six seeds of one experiment that does not grow. */
  NO_OPTIMIZED(new Runs(6, 6, 6, 0, 0), List.of(), growth(0.2, List.of(-0.4, 0.8)), 6),
  ALL_FAILED(
      new Runs(2, 2, 0, 2, 0),
      List.of(
          new Problem("a1", "e", Map.of(), 1, "FAILED", "exit code 3"),
          new Problem("a2", "e", Map.of(), 2, "OUT_OF_MEMORY", null)),
      null,
      0),
  /** Of 2,000 treatments most are missing; what there is leaves the growth open. */
  MANY_TREATMENTS(
      new Runs(2000, 800, 800, 0, 0),
      IntStream.range(0, Analysis.MOST_PROBLEMS)
          .mapToObj(i -> new Problem("r" + i, "e", Map.of("size", "" + i), 1, "MISSING", null))
          .toList(),
      growth(10, List.of(-5.0, 25.0)),
      8),
  /** From elsewhere: phases are not timed, and how many runs shared a host is not known. */
  IMPORTED(
      new Runs(5, 5, 5, 0, 0),
      List.of(),
      growth(
          10,
          List.of(5.0, 15.0),
          List.of(new Growth.Part("outside the phases", 10, 1.0, List.of(5.0, 15.0))),
          List.of()),
      5);

  /** What a label may hold. */
  static final String HOSTILE = "<script>alert('x')</script> \"q\" & µ×½ \u0001 😀";

  static final String NOTE = "The wall time never falls in 1 of 10 runs.";

  private static final double MEAN_NANOS = 100;
  private static final Estimate RATIO = new Estimate(175, 170.0, 180.0, 10);

  private final Runs runs;
  private final List<Problem> problems;
  private final Growth growth;
  private final int seeds;

  PageSamples(Runs runs, List<Problem> problems, Growth growth, int seeds) {
    this.runs = runs;
    this.problems = problems;
    this.growth = growth;
    this.seeds = seeds;
  }

  String page() {
    return ReportPage.of(report(), new FigureSet(List.of(figure()), List.of()), List.of());
  }

  Report report() {
    return Report.of(analysis(), origin());
  }

  Origin origin() {
    Integer mostRunsAtOnce = this == IMPORTED ? null : this == NO_OPTIMIZED ? 1 : 2;
    return new Origin(Map.of("processor", HOSTILE), mostRunsAtOnce);
  }

  Analysis analysis() {
    CauseResults causes = growth == null ? null : causes();
    Comparison comparison = this == USUAL ? usual() : this == IMPORTED ? unequal() : null;
    return new Analysis(
            Analysis.SCHEMA,
            "study of " + HOSTILE,
            new Headline(
                "The answer of " + HOSTILE,
                "yes",
                null,
                List.of(),
                null,
                null,
                null,
                null,
                "Go on."),
            "2026-01-02T03:04:05Z",
            Analysis.Rules.CURRENT,
            runs,
            problems,
            this == USUAL ? new Analysis.Instrument(0.012, Map.of("recording", 0.012)) : null,
            List.of(experiment()),
            causes,
            comparison,
            null,
            this == USUAL ? ablation() : null,
            this == USUAL
                ? List.of(new GrowthEffect("e", "size", "1", "2", 0.1, 0.2, RATIO, 0.5))
                : List.of(),
            this == USUAL ? List.of(NOTE) : List.of(),
            null)
        .with(
            this == USUAL
                ? CriteriaSamples.criteria(
                    phase1a(causes), comparison, "weak", "confirmed", "refuted")
                : Map.of());
  }

  private static Growth growth(double nanos, List<Double> interval) {
    return growth(
        nanos,
        interval,
        List.of(
            new Growth.Part("persist", 0.8 * nanos, 0.8, interval),
            new Growth.Part("sense", 0.2 * nanos, 0.2, interval),
            new Growth.Part("outside the phases", -1e-9, -1e-10, interval)),
        List.of(new Growth.Overlay("GC", 4, interval)));
  }

  private static Growth growth(
      double nanos, List<Double> interval, List<Growth.Part> parts, List<Growth.Overlay> overlays) {
    return new SampleGrowth(5, nanos).interval(interval).parts(parts).overlays(overlays).get();
  }

  private ExperimentResult experiment() {
    boolean ran = growth != null;
    return new ExperimentResult(
        "e",
        HOSTILE,
        "mixed",
        runs.ok(),
        100L * runs.ok(),
        ran ? MEAN_NANOS : null,
        ran ? 0.1 : null,
        ran ? 0.2 : null,
        null,
        ran ? new Milestones(0.49, 0.54, 0.72) : null,
        null,
        null,
        null,
        ran ? Map.of("cv", List.of(0.08, 0.12)) : Map.of(),
        growth,
        ran ? Map.of("slowdown", runs.ok()) : null,
        ran
            ? List.of(new Analysis.TreatmentOutputs(Map.of("size", HOSTILE), Map.of("y", RATIO)))
            : List.of(),
        List.of(),
        null);
  }

  private CauseResults causes() {
    boolean decided = seeds >= Comparison.LEAST_SEEDS;
    boolean supported = this == USUAL || this == IMPORTED;
    Verdict store =
        decided
            ? new Verdict(
                supported ? "supported" : "not-supported",
                supported ? "supported" : "part-grew",
                "growth",
                0.05,
                List.of(0.04, 0.06),
                0.001,
                0.004,
                0.013,
                seeds,
                "the I/O phase grew")
            : undecided("one seed is too few");
    return new CauseResults(
        "e",
        List.of(
            new CauseResult("store", "size of the store", store, undecided("no figures")),
            new CauseResult(
                "heat", "thermal throttling", undecided("this host counts no throttling"), null)),
        List.of(
            new CauseResults.GrownPart(
                "persist",
                store,
                List.of(new CauseResult("queue", "queue, through persist", store, null)))),
        List.of(new Control("store on evolve", control(decided))),
        undecided("no collections"),
        new Attribution(
            RATIO,
            List.of(
                new Attribution.Share("work", RATIO, 1.5, null),
                new Attribution.Share(
                    "pattern count", null, null, "cannot be separated from time"))),
        this == USUAL ? new WithUnfinished(1, 0, List.of()) : null,
        List.of("a note on " + HOSTILE));
  }

  private static Phase1a phase1a(CauseResults causes) {
    return new Phase1a(
        "e",
        List.of(
            new HypothesisResult(
                "H3",
                "I/O accumulation",
                new PaperAnswer("R² > 0.3 and slope > 0", Map.of("r2", 0.2), false, 0.2, 3),
                causes.causes().get(0).verdict(),
                "noise hides it",
                null),
            new HypothesisResult(
                "H4",
                "thermal throttling",
                new PaperAnswer("p < 0.05", Map.of(), null, null, null),
                causes.causes().get(1).verdict(),
                null,
                null)),
        List.of("H3"),
        List.of(),
        null,
        null,
        null,
        List.of());
  }

  private Verdict control(boolean decided) {
    return decided
        ? new Verdict(
            this == NO_OPTIMIZED ? "supported" : "not-supported",
            this == NO_OPTIMIZED ? "supported" : "none",
            "growth",
            0.0,
            List.of(-0.001, 0.001),
            1.0,
            1.0,
            0.012,
            seeds,
            "absent")
        : undecided("one seed is too few");
  }

  private Verdict undecided(String reason) {
    return new Verdict("not-measurable", "none", null, null, null, null, null, null, seeds, reason);
  }

  private static Comparison usual() {
    return new Comparison(
        new Comparison.Means(200, 1, 200, null, null, 10, 10, 90.0),
        10,
        10,
        null,
        new Comparison.Speedup(
            CriteriaSamples.FASTER, RATIO, RATIO, 9999, 1, 1.1, "the interval is inside"),
        CriteriaSamples.GROWTH,
        new Comparison.Variance(RATIO, null, null, null, null, RATIO, "the CV is larger"),
        new Comparison.Equivalence(
            Decision.CONFIRMED, "trajectories", 10, 1.1, List.of(), "the same"),
        new Comparison.Readings(90.0, 1.0, RATIO),
        List.of(
            new Comparison.FactorEffect(HOSTILE, "1", "2", "mean population", RATIO, RATIO, null)),
        "speed-up faster");
  }

  /** Runs of unequal length. */
  private static Comparison unequal() {
    return new Comparison(
        new Comparison.Means(200, 1, 200, -0.2, null, 0, 0, null),
        5,
        5,
        new Comparison.ComparedCycles(2, 600, 700, 1500),
        new Comparison.Speedup(
            CriteriaSamples.FASTER, RATIO, RATIO, 9999, 1, 1.1, CriteriaSamples.FASTER.reason()),
        CriteriaSamples.GROWTH,
        new Comparison.Variance(RATIO, null, null, null, null, RATIO, "the CV is larger"),
        new Comparison.Equivalence(
            Decision.REFUTED, "outputs", 0, 1.1, List.of(), "an output differs"),
        new Comparison.Readings(null, null, null),
        List.of(),
        "speed-up faster");
  }

  private static Ablation ablation() {
    return new Ablation(
        List.of(
            new Ablation.AblatedExperiment(
                "e", 10, false, 2000, 500, RATIO, RATIO, List.of("a saves 75 %"))),
        List.of(
            new Ablation.Contribution(
                "e", HOSTILE, "off", "on", RATIO, 0.75, RATIO, RATIO, 0.01, 0.02)),
        List.of(new Ablation.Effect("e", "a × b", "saved-nanos", RATIO, 0.001, 0.007)));
  }

  /** Wider than the window of a telephone. */
  private static Figure figure() {
    return new Drawing(
        "fig.png",
        "title of " + HOSTILE,
        "half \"blue\", half white",
        1008,
        160,
        graphics -> {
          graphics.setColor(Color.BLUE);
          graphics.fillRect(0, 0, 160, 160);
          graphics.drawString(HOSTILE, 200, 20);
        });
  }
}
