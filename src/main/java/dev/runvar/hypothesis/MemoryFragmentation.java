package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;
import dev.runvar.hypothesis.CourseGrid.Axis;
import dev.runvar.hypothesis.Evidence.Route;
import dev.runvar.hypothesis.PooledDose.Besides;
import dev.runvar.statistics.FlooredTTest;
import dev.runvar.statistics.LeastSquares;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** H2: memory that the allocator cannot give back slows the run down, faster and faster. */
final class MemoryFragmentation implements Hypothesis {

  private static final String CRITERION =
      "least squares, runtime on cycle and cycle²: R² > 0.7 and the quadratic coefficient > 0";
  private static final double LEAST_R_SQUARED = 0.7;

  private static final String NAME = "H2";
  private static final String WORDS = "memory that the allocator wastes";
  private static final String WASTE_GROWTH = "H2.waste-growth";
  private static final String COMPACTING = "H2.compacting";
  private static final String COLLECTIONS = "gc_count";

  /** Waste is a share of memory; less growth of it is none. */
  private static final double LEAST_GROWTH = 0.02;

  private static final List<Intervention> INTERVENTIONS =
      List.of(
          new Intervention(
              "allocator", "pymalloc", "malloc", "allocators differ in more than their fragments"),
          new Intervention("prefragment", "on", "off", null));

  @Override
  public String id() {
    return "H2";
  }

  @Override
  public String claim() {
    return "memory fragmentation";
  }

  @Override
  public PaperAnswer paper(PooledFigures figures) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("intercept", figures.cycleSquared().map(LeastSquares::intercept).orElse(null));
    statistics.put(
        "linear", figures.cycleSquared().map(fit -> fit.coefficients().get(0)).orElse(null));
    statistics.put(
        "quadratic", figures.cycleSquared().map(fit -> fit.coefficients().get(1)).orElse(null));
    statistics.put("r2", figures.cycleSquared().map(LeastSquares::rSquared).orElse(null));
    return figures
        .cycleSquared()
        .map(
            fit ->
                PaperRule.answer(
                    CRITERION,
                    statistics,
                    fit.rSquared() > LEAST_R_SQUARED && fit.coefficients().get(1) > 0,
                    fit.rSquared()))
        .orElse(PaperRule.notMeasurable(CRITERION, statistics));
  }

  @Override
  public void measure(RunView view, EffectValues values) {
    RunTelemetry run = view.run();
    run.column(COLLECTIONS).ifPresent(count -> values.put(COMPACTING, 1));
    Optional<double[]> waste = view.column(Measure.WASTE);
    if (waste.isEmpty()) {
      return;
    }
    values.put(WASTE_GROWTH, view.late(waste.get()) - view.early(waste.get()));
    List<double[]> covariates = view.workAnd(Measure.ALLOCATED, Measure.DATABASE, Measure.PATTERNS);
    covariates.addAll(view.rivals());
    Dose.of(
            view.cycles(),
            run.wall(),
            waste.get(),
            covariates,
            view.peers().shared(view, Measure.WALL, Measure.WASTE, EnumSet.allOf(Axis.class)),
            run.meanWall())
        .ifPresent(sums -> values.put(NAME, sums));
  }

  @Override
  public List<Intervention> interventions() {
    return INTERVENTIONS;
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    if (!replicates.has(WASTE_GROWTH)) {
      return Evidence.notMeasurable(
          replicates.has(COMPACTING)
              ? "a collector that compacts leaves no fragments; see the cost of memory management"
              : "the workload does not report what its allocator holds");
    }
    Optional<FlooredTTest> growth = Evidence.test(replicates, WASTE_GROWTH, LEAST_GROWTH);
    Optional<PooledDose> dose = replicates.dose(NAME, Besides.SHARED, replicates.floor());
    Optional<PooledDose> jumps = replicates.dose(NAME, Besides.JUMPS, 0);
    if (!replicates.isIdentifiable(dose) || !replicates.isIdentifiable(jumps)) {
      boolean grew =
          growth.filter(test -> test.p() < Verdicts.SIGNIFICANT).isPresent()
              && replicates.median(RunEffects.RUNTIME_GROWTH).orElse(0) > replicates.floor();
      return Evidence.undecidable(
              replicates
                  .shortage(dose)
                  .orElse(
                      "the waste of the allocator cannot be told from time, from other memory, or from what all runs do at that cycle: run the allocator ablation"),
              replicates)
          .withEstimate(Route.DOSE, WORDS, dose)
          .candidate(grew ? WORDS + " grew with the runtime" : null, replicates);
    }
    Evidence evidence =
        Evidence.of(Route.DOSE, WORDS, dose.orElseThrow().test(), replicates)
            .withP(Math.max(ExposureRule.p(dose.orElseThrow().test()), ExposureRule.p(growth)));
    if (growth.filter(test -> test.p() < Verdicts.SIGNIFICANT).isEmpty()) {
      evidence =
          evidence.denied(
              "what the allocator wastes does not grow by %.0f %% of its memory over a run"
                  .formatted(100 * LEAST_GROWTH));
    }
    return Evidence.holdsBesideJumps(jumps)
        ? evidence
        : evidence.candidate(Evidence.ONE_EVENT.formatted("waste of the allocator"), replicates);
  }
}
