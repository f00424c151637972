package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.causes.PooledDose.Besides;
import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.facts.Dose;
import dev.runvar.facts.DoseSums;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunView;
import dev.runvar.statistics.Gaps;
import dev.runvar.statistics.Quantiles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A processor that gets hot and throttles slows the run down. */
record ThermalThrottling() implements Cause {

  /** From this temperature on, processors slow themselves down. */
  private static final double HOT_CELSIUS = 90;

  private static final double OFTEN = 0.95;
  private static final double HALF = 0.5;

  /**
   * The clock axis is left out: runs on a host share its processor clock, which is the effect to be
   * found.
   */
  private static final Set<Axis> AXES = EnumSet.of(Axis.CYCLE, Axis.SHARE);

  /**
   * The data of one run.
   *
   * @param throttled how often its processors throttled; NaN if this is not counted
   * @param hot 1 for a temperature at which processors slow down, else 0; NaN if it is not known
   * @param ofTheClock growth that a slower clock explains, as a share of the early runtime; NaN if
   *     the clock is not known
   * @param throttlingOrNull dose of the throttling; null if there is none
   * @param clockOrNull dose of the clock's period; null if there is none
   */
  record OfRun(
      double throttled,
      double hot,
      double ofTheClock,
      DoseSums throttlingOrNull,
      DoseSums clockOrNull)
      implements Cause.OfRun {}

  @Override
  public String name() {
    return "heat";
  }

  @Override
  public String claim() {
    return "thermal throttling";
  }

  @Override
  public OfRun measure(RunView view) {
    List<double[]> covariates = view.workAndAccumulating(Measure.HOST_CPU);
    covariates.addAll(view.rivals());
    Optional<double[]> throttling = view.column(Measure.THROTTLING);
    Optional<double[]> period = view.column(Measure.CLOCK_PERIOD);
    Optional<double[]> celsius = view.run().column("cpu_temperature_celsius");
    return new OfRun(
        throttling.map(increments -> Arrays.stream(increments).sum()).orElse(Double.NaN),
        celsius
            .map(values -> Quantiles.of(values, OFTEN) >= HOT_CELSIUS ? 1.0 : 0)
            .orElse(Double.NaN),
        period.map(own -> ofTheClock(view, Gaps.filled(own))).orElse(Double.NaN),
        throttling.map(own -> dose(view, Measure.THROTTLING, covariates)).orElse(null),
        period.map(own -> dose(view, Measure.CLOCK_PERIOD, covariates)).orElse(null));
  }

  private static DoseSums dose(RunView view, Measure exposure, List<double[]> covariates) {
    return Dose.of(
            view.readings(),
            view.column(Measure.PROCESSING).orElseThrow(),
            view.column(exposure).orElseThrow(),
            covariates,
            view.peers().shared(view, Measure.PROCESSING, exposure, AXES),
            view.run().meanWall())
        .orElse(null);
  }

  /**
   * Returns an upper bound of the cost of a slower clock, as a share of the early runtime: the
   * growth in time that is missing in processor cycles (time × clock), at most the whole growth.
   */
  private static double ofTheClock(RunView view, double[] period) {
    double[] nanos = view.column(Measure.PROCESSING).orElseThrow();
    double early = view.early(period);
    double[] cycles = RunView.combined(nanos, period, (time, own) -> time * early / own);
    double growth = view.late(nanos) - view.early(nanos);
    double left = view.late(cycles) - view.early(cycles);
    return Math.min(growth - left, growth) / view.early(view.run().wall());
  }

  private Figure figure(Function<OfRun, Double> figure) {
    return run -> run.of(this, OfRun.class).map(figure);
  }

  private Optional<PooledDose> dose(Replicates replicates, Function<OfRun, DoseSums> sums) {
    return replicates.dose(
        run -> run.of(this, OfRun.class).map(sums), Besides.SHARED, replicates.floor());
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    Figure throttled = figure(OfRun::throttled);
    Figure often = figure(OfRun::hot);
    boolean counted = replicates.isKnown(throttled);
    boolean moved = counted && replicates.share(throttled, sum -> sum > 0) >= HALF;
    boolean hot =
        moved || (replicates.isKnown(often) && replicates.share(often, is -> is > 0) >= HALF);
    boolean clocked = replicates.isKnown(figure(OfRun::ofTheClock));
    if (clocked && hot) {
      return accounted(replicates);
    }
    if (counted && !moved && !hot) {
      return Evidence.ofStill("the processors never throttled", replicates);
    }
    if (moved) {
      Optional<PooledDose> dose = dose(replicates, OfRun::throttlingOrNull);
      return replicates.isIdentifiable(dose)
          ? Evidence.of(
                  Route.DOSE, "throttling of the processors", dose.orElseThrow().test(), replicates)
              .withoutDenial(
                  "the processors throttled, and without their clock it is not known what that costs in between")
          : Evidence.undecidable(
              "the processors throttled, but always at about the same time of a run, and this host does not give their clock",
              replicates);
    }
    if (hot) {
      return Evidence.notMeasurable(
          "the processor is at its limit of temperature, but this host gives neither its clock nor a count of throttling");
    }
    return Evidence.notMeasurable(
        replicates.has(figure(OfRun::ofTheClock))
            ? "the clock of the processors is known, but nothing shows heat: no count of throttling, and no temperature near %.0f °C"
                .formatted(HOT_CELSIUS)
            : "this host counts no throttling, and does not give the clock of its processors");
  }

  /**
   * Returns the evidence on the clock by accounting and, if the clock is identifiable, also by
   * dose.
   */
  private Evidence accounted(Replicates replicates) {
    Evidence accounting =
        Evidence.of(
            Route.ACCOUNTING,
            "growth of processor time that is not there in processor cycles",
            Evidence.test(replicates, figure(OfRun::ofTheClock), replicates.floor()),
            replicates);
    Optional<PooledDose> dose = dose(replicates, OfRun::clockOrNull);
    if (!replicates.isIdentifiable(dose)) {
      return accounting;
    }
    Evidence byDose =
        Evidence.of(
            Route.DOSE, "a slower clock of the processors", dose.orElseThrow().test(), replicates);
    Evidence clearer = byDose.p() < accounting.p() ? byDose : accounting;
    return clearer.withP(Math.min(1, 2 * clearer.p()));
  }
}
