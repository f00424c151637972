package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.causes.PooledDose.Besides;
import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.facts.Dose;
import dev.runvar.facts.EffectValues;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.statistics.Gaps;
import dev.runvar.statistics.Quantiles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A processor that gets hot and throttles slows the run down. */
final class ThermalThrottling implements Cause {

  private static final String MOVED = "heat.moved";
  private static final String HOT = "heat.hot";
  private static final String SAVED = "heat.accounting";
  private static final String CLOCK = "heat.clock";
  private static final String THROTTLE = "heat.throttle";

  /** At this temperature processors slow themselves down. */
  private static final double HOT_CELSIUS = 90;

  private static final double OFTEN = 0.95;
  private static final double HALF = 0.5;

  /** The clock of a host is shared by the runs on it: that is what is looked for. */
  private static final Set<Axis> AXES = EnumSet.of(Axis.CYCLE, Axis.SHARE);

  @Override
  public String name() {
    return "heat";
  }

  @Override
  public String claim() {
    return "thermal throttling";
  }

  @Override
  public void measure(RunView view, EffectValues values) {
    RunTelemetry run = view.run();
    List<double[]> covariates = view.workAndAccumulating(Measure.HOST_CPU);
    covariates.addAll(view.rivals());
    view.column(Measure.THROTTLING)
        .ifPresent(
            increments -> {
              values.put(MOVED, Arrays.stream(increments).sum());
              measure(THROTTLE, view, Measure.THROTTLING, covariates, values);
            });
    run.column("cpu_temperature_celsius")
        .ifPresent(celsius -> values.put(HOT, Quantiles.of(celsius, OFTEN) >= HOT_CELSIUS ? 1 : 0));
    view.column(Measure.CLOCK_PERIOD)
        .ifPresent(
            period -> {
              measure(CLOCK, view, Measure.CLOCK_PERIOD, covariates, values);
              values.put(SAVED, ofTheClock(view, Gaps.filled(period)));
            });
  }

  private static void measure(
      String name, RunView view, Measure exposure, List<double[]> covariates, EffectValues values) {
    Dose.of(
            view.readings(),
            view.column(Measure.PROCESSING).orElseThrow(),
            view.column(exposure).orElseThrow(),
            covariates,
            view.peers().shared(view, Measure.PROCESSING, exposure, AXES),
            view.run().meanWall())
        .ifPresent(sums -> values.put(name, sums));
  }

  /**
   * Returns what the slower clock costs at most: time by clock is processor cycles, and growth that
   * is not there in these is the clock's, at most all of it. A share of the early runtime.
   */
  private static double ofTheClock(RunView view, double[] period) {
    double[] nanos = view.column(Measure.PROCESSING).orElseThrow();
    double early = view.early(period);
    double[] cycles = RunView.combined(nanos, period, (time, own) -> time * early / own);
    double growth = view.late(nanos) - view.early(nanos);
    double left = view.late(cycles) - view.early(cycles);
    return Math.min(growth - left, growth) / view.early(view.run().wall());
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    boolean counted = replicates.isKnown(MOVED);
    boolean moved = counted && replicates.share(MOVED, sum -> sum > 0) >= HALF;
    boolean hot =
        moved || (replicates.isKnown(HOT) && replicates.share(HOT, often -> often > 0) >= HALF);
    boolean clocked = replicates.isKnown(SAVED);
    if (clocked && hot) {
      return accounted(replicates);
    }
    if (counted && !moved && !hot) {
      return Evidence.ofStill("the processors never throttled", replicates);
    }
    if (moved) {
      Optional<PooledDose> dose = replicates.dose(THROTTLE, Besides.SHARED, replicates.floor());
      return replicates.isIdentifiable(dose)
          ? Evidence.of(
                  Route.DOSE, "throttling of the processors", dose.orElseThrow().test(), replicates)
              .withoutDenial(
                  "the processors throttled, and without their clock it cannot be told what that costs in between")
          : Evidence.undecidable(
              "the processors throttled, but when they did cannot be told from time, and this host does not give their clock",
              replicates);
    }
    if (hot) {
      return Evidence.notMeasurable(
          "the processor is at its limit of temperature, but this host gives neither its clock nor a count of throttling");
    }
    return Evidence.notMeasurable(
        replicates.has(SAVED)
            ? "the clock of the processors is known, but nothing shows heat: no count of throttling, and no temperature near %.0f °C"
                .formatted(HOT_CELSIUS)
            : "this host counts no throttling, and does not give the clock of its processors");
  }

  /** What the clock cost by accounting, and where the clock moves by itself, by dose as well. */
  private static Evidence accounted(Replicates replicates) {
    Evidence accounting =
        Evidence.of(
            Route.ACCOUNTING,
            "growth of processor time that is not there in processor cycles",
            Evidence.test(replicates, SAVED, replicates.floor()),
            replicates);
    Optional<PooledDose> dose = replicates.dose(CLOCK, Besides.SHARED, replicates.floor());
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
