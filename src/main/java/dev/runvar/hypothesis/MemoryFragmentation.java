package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;
import dev.runvar.hypothesis.Evidence.Route;
import dev.runvar.statistics.LeastSquares;
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
    Optional<double[]> waste = view.waste();
    if (waste.isEmpty()) {
      return;
    }
    Frame.Fits fits =
        view.cycles()
            .fit(
                run.wall(),
                waste.get(),
                view.workAnd(List.of(view.allocated(), view.database(), view.patterns())));
    Dose.measure(NAME, fits, run.meanWall(), values);
    values.put(WASTE_GROWTH, run.late(waste.get()) - run.early(waste.get()));
  }

  @Override
  public List<Intervention> interventions() {
    return INTERVENTIONS;
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    if (!replicates.has(NAME + Dose.TOLERANCE)) {
      return Evidence.notMeasurable(
          replicates.has(COMPACTING)
              ? "a collector that compacts leaves no fragments; see the cost of memory management"
              : "the workload does not report what its allocator holds");
    }
    if (!Dose.isIdentifiable(NAME, replicates)) {
      return Evidence.notMeasurable(
          Dose.hindrance("waste of the allocator", NAME, replicates)
              + ": run the allocator ablation");
    }
    Evidence dose =
        Evidence.of(
            Route.DOSE,
            "memory that the allocator wastes",
            replicates,
            Dose.effect(NAME, replicates));
    double growth = ExposureRule.p(Evidence.test(replicates, WASTE_GROWTH, LEAST_GROWTH));
    return dose.withP(Math.max(dose.p(), growth));
  }
}
