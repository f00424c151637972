package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.causes.PooledDose.Besides;
import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.facts.Dose;
import dev.runvar.facts.DoseSums;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunView;
import dev.runvar.statistics.FlooredTTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Memory that the allocator cannot give back slows the run down, faster and faster. */
record MemoryFragmentation() implements Cause {

  private static final String WORDS = "memory that the allocator wastes";
  private static final String COLLECTIONS = "gc_count";

  /** The waste is a share of memory; a smaller growth of this share counts as none. */
  private static final double LEAST_GROWTH = 0.02;

  private static final List<Intervention> INTERVENTIONS =
      List.of(
          new Intervention(
              "allocator", "pymalloc", "malloc", "allocators differ in more than their fragments"),
          new Intervention("prefragment", "on", "off", null));

  /**
   * The data of one run.
   *
   * @param isCompacting whether it has a collector that leaves no fragments
   * @param wasteGrowth late − early; NaN if the run does not report its waste
   * @param doseOrNull dose of the waste; null if there is none
   */
  record OfRun(boolean isCompacting, double wasteGrowth, DoseSums doseOrNull)
      implements Cause.OfRun {}

  @Override
  public String name() {
    return "memory fragmentation";
  }

  @Override
  public String claim() {
    return "memory fragmentation";
  }

  @Override
  public OfRun measure(RunView view) {
    boolean isCompacting = view.run().column(COLLECTIONS).isPresent();
    return view.column(Measure.WASTE)
        .map(
            waste ->
                new OfRun(isCompacting, view.late(waste) - view.early(waste), dose(view, waste)))
        .orElseGet(() -> new OfRun(isCompacting, Double.NaN, null));
  }

  private static DoseSums dose(RunView view, double[] waste) {
    List<double[]> covariates = view.workAnd(Measure.ALLOCATED);
    view.context()
        .scope()
        .accumulating()
        .forEach(gauge -> view.run().column(gauge).ifPresent(covariates::add));
    covariates.addAll(view.rivals());
    return Dose.of(
            view.cycles(),
            view.run().wall(),
            waste,
            covariates,
            view.peers().shared(view, Measure.WALL, Measure.WASTE, EnumSet.allOf(Axis.class)),
            view.run().meanWall())
        .orElse(null);
  }

  private Optional<OfRun> of(RunEffects run) {
    return run.of(this, OfRun.class);
  }

  private Optional<DoseSums> doseOf(RunEffects run) {
    return of(run).map(OfRun::doseOrNull);
  }

  @Override
  public List<Intervention> interventions() {
    return INTERVENTIONS;
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    Figure wasteGrowth = run -> of(run).map(OfRun::wasteGrowth);
    if (!replicates.has(wasteGrowth)) {
      return Evidence.notMeasurable(
          replicates.any(run -> of(run).filter(OfRun::isCompacting).isPresent())
              ? "a collector that compacts leaves no fragments; see the cost of memory management"
              : "the workload does not report what its allocator holds");
    }
    Optional<FlooredTTest> growth = Evidence.test(replicates, wasteGrowth, LEAST_GROWTH);
    Optional<PooledDose> dose = replicates.dose(this::doseOf, Besides.SHARED, replicates.floor());
    Optional<PooledDose> jumps = replicates.dose(this::doseOf, Besides.JUMPS, 0);
    if (!replicates.isIdentifiable(dose) || !replicates.isIdentifiable(jumps)) {
      boolean grew =
          growth.filter(test -> test.p() < Verdicts.SIGNIFICANT).isPresent()
              && replicates.median(RunEffects.RUNTIME_GROWTH).orElse(0) > replicates.floor();
      return Evidence.undecidable(
              replicates
                  .shortage(dose)
                  .orElse(
                      "the effect of what the allocator wastes cannot be separated from that of time, of other memory, or of what all runs do at the same cycle: run the allocator ablation"),
              replicates)
          .withEstimate(Route.DOSE, WORDS, dose)
          .candidate(grew ? WORDS + " grew with the runtime" : null, replicates);
    }
    Evidence evidence =
        Evidence.of(Route.DOSE, WORDS, dose.orElseThrow().test(), replicates)
            .withP(
                Math.max(
                    AccumulationRule.p(dose.orElseThrow().test()), AccumulationRule.p(growth)));
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
