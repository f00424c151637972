package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.causes.PooledDose.Besides;
import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.facts.Dose;
import dev.runvar.facts.EffectValues;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.statistics.FlooredTTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Memory that the allocator cannot give back slows the run down, faster and faster. */
final class MemoryFragmentation implements Cause {

  private static final String NAME = "fragmentation";
  private static final String WORDS = "memory that the allocator wastes";
  private static final String WASTE_GROWTH = "fragmentation.waste-growth";
  private static final String COMPACTING = "fragmentation.compacting";
  private static final String COLLECTIONS = "gc_count";

  /** Waste is a share of memory; less growth of it is none. */
  private static final double LEAST_GROWTH = 0.02;

  private static final List<Intervention> INTERVENTIONS =
      List.of(
          new Intervention(
              "allocator", "pymalloc", "malloc", "allocators differ in more than their fragments"),
          new Intervention("prefragment", "on", "off", null));

  @Override
  public String name() {
    return "memory fragmentation";
  }

  @Override
  public String claim() {
    return "memory fragmentation";
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
    List<double[]> covariates = view.workAnd(Measure.ALLOCATED);
    view.context()
        .scope()
        .accumulating()
        .forEach(gauge -> view.run().column(gauge).ifPresent(covariates::add));
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
