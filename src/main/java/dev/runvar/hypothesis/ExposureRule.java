package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Evidence.Route;
import dev.runvar.statistics.FlooredTTest;
import java.util.List;
import java.util.Optional;

/**
 * The rule of H3, H5 and their negative controls: the dose of an exposure that can be told from
 * time, else the growth of the phase that the exposure acts on.
 *
 * @param name under which a run's figures are kept
 * @param phase that the exposure acts on
 * @param exposure what it is, in words
 */
record ExposureRule(String name, String phase, String exposure) {

  private static final double LEAST_REST = 0.05;

  /** Keeps what a run says; nothing when it has no exposure. */
  void measure(
      RunView view,
      Optional<double[]> exposureColumn,
      Optional<double[]> otherExposure,
      EffectValues values) {
    if (exposureColumn.isEmpty()) {
      return;
    }
    RunTelemetry run = view.run();
    double[] exposed = exposureColumn.get();
    Optional<double[]> timed = run.phase(phase);
    List<double[]> covariates =
        timed.isPresent()
            ? view.workAnd(List.of(otherExposure))
            : view.workAnd(List.of(otherExposure, view.waste()));
    double[] added = Addition.of(exposed);
    covariates.addAll(Addition.covariates(added, exposed));
    Dose.measure(
        name,
        view.cycles().fit(timed.orElse(run.wall()), exposed, covariates),
        run.meanWall(),
        values);
    List<double[]> work = view.workAnd(List.of(Optional.of(added)));
    timed.ifPresent(part -> PhaseGrowth.measure(name, view, part, view.rest(), work, values));
  }

  Evidence evidence(Replicates replicates) {
    if (!replicates.has(name + Dose.TOLERANCE)) {
      return Evidence.notMeasurable("the workload does not report its " + exposure);
    }
    if (replicates.largest(name + Dose.TOLERANCE) == 0) {
      return Evidence.notMeasurable("the " + exposure + " never changed beside the trend");
    }
    boolean timed = replicates.has(name + PhaseGrowth.GROWTH);
    if (Dose.isIdentifiable(name, replicates)) {
      return Evidence.of(
          Route.DOSE,
          "the %s, through %s".formatted(exposure, timed ? "phase " + phase : "the whole cycle"),
          replicates,
          Dose.effect(name, replicates));
    }
    if (!timed) {
      return Evidence.notMeasurable(
          "%s, and phase %s is not timed"
              .formatted(Dose.hindrance(exposure, name, replicates), phase));
    }
    return growth(
        replicates, name, "phase " + phase, exposure + " and time are not separable here");
  }

  /** Returns the evidence of a part's growth: both the growth and its excess have to be there. */
  static Evidence growth(Replicates replicates, String name, String part, String caveat) {
    if (replicates.median(name + PhaseGrowth.REST).orElse(0) < LEAST_REST) {
      return Evidence.notMeasurable(
          "the phases that causes act on are nearly all of a cycle: there is no rest to compare the growth of %s with"
              .formatted(part));
    }
    String meaning = "growth of %s beyond the rest and beyond its work".formatted(part);
    Evidence growth = Evidence.of(Route.GROWTH, meaning, replicates, name + PhaseGrowth.GROWTH);
    Evidence excess = Evidence.of(Route.GROWTH, meaning, replicates, name + PhaseGrowth.EXCESS);
    double p = Math.max(growth.p(), excess.p());
    return (p == growth.p() ? growth : excess).withP(p).withCaveat(caveat);
  }

  /** Returns the p of an effect, 1 when it has none. */
  static double p(Optional<FlooredTTest> test) {
    return test.map(FlooredTTest::p).orElse(1.0);
  }
}
