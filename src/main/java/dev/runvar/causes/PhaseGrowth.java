package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.facts.EarlyAndLate.Window;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.statistics.FlooredTTest;
import dev.runvar.statistics.Gaps;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The growth of a part of the runtime, beyond its work and beyond the rest of the cycle.
 *
 * <p>Growth is late − early. The part must grow more than the rest from each of three consecutive
 * early windows on. One window is not enough: while the rest warms up it gets faster, and any part
 * grows more than that.
 */
final class PhaseGrowth {

  private static final int EARLY_WINDOWS = 3;
  private static final int FEWEST_ROWS = 30;

  /** Above this tolerance the cost of work can be estimated well enough. */
  private static final double KNOWN_COST = 0.02;

  private static final double LEAST_REST = 0.05;

  /**
   * The growth of a part in one run, in shares of the early runtime.
   *
   * @param plain late − early of the part, without any correction
   * @param rest the rest's share of the early runtime
   * @param inCyclesOrNull growth in processor cycles instead of time; null unless the clock is
   *     known in every cycle
   */
  record OfRun(double plain, double rest, Growth inTime, Growth inCyclesOrNull)
      implements Serializable {}

  /**
   * The growth of a part in one unit.
   *
   * @param beyondWork less the growth that work explains, and the growth that it may explain
   * @param beyondKnownWork less only the growth that work explains
   */
  record Growth(Beyond beyondWork, Beyond beyondKnownWork) implements Serializable {

    /** Returns the growth that was subtracted for work that only grows with time. */
    double mayBeWork() {
      return beyondKnownWork.growth() - beyondWork.growth();
    }
  }

  /**
   * The growth of a part beyond its work.
   *
   * @param excess growth beyond that of the rest, from each of the early windows on
   */
  record Beyond(double growth, List<Double> excess) implements Serializable {

    Beyond {
      excess = List.copyOf(excess);
    }
  }

  private final Replicates replicates;
  private final Function<RunEffects, Optional<OfRun>> ofRun;

  /**
   * The growth of a part over replicates.
   *
   * @param ofRun returns the growth of the part in a run
   */
  PhaseGrowth(Replicates replicates, Function<RunEffects, Optional<OfRun>> ofRun) {
    this.replicates = replicates;
    this.ofRun = ofRun;
  }

  /** Measures the growth of a part of a run, beyond its work and beyond the rest. */
  static OfRun measure(RunView view, double[] part, double[] rest, List<double[]> work) {
    Window early = view.span().early();
    Window late = view.span().late();
    double[] wall = view.run().wall();
    double earlyWall = RunView.mean(wall, part, early);
    Optional<Times> inCycles =
        view.column(Measure.CLOCK_PERIOD)
            .map(Gaps::filled)
            .filter(period -> Gaps.readings(period) == period.length)
            .map(
                period -> {
                  double mean = RunTelemetry.mean(period, early);
                  return new Times(
                      scaled(part, period, mean),
                      scaled(rest, period, mean),
                      scaled(wall, period, mean));
                });
    return new OfRun(
        (RunTelemetry.mean(part, late) - RunTelemetry.mean(part, early)) / earlyWall,
        RunView.mean(rest, part, early) / earlyWall,
        growth(view, new Times(part, rest, wall), work),
        inCycles.map(times -> growth(view, times, work)).orElse(null));
  }

  /** Times per cycle of a part, of the rest, and of the whole cycle. */
  private static final class Times {

    private final double[] part;
    private final double[] rest;
    private final double[] wall;

    Times(double[] part, double[] rest, double[] wall) {
      this.part = part;
      this.rest = rest;
      this.wall = wall;
    }
  }

  /** Converts times to processor cycles, expressed in nanoseconds at the early clock. */
  private static double[] scaled(double[] nanos, double[] period, double early) {
    return RunView.combined(nanos, period, (time, own) -> time * early / own);
  }

  private static Growth growth(RunView view, Times times, List<double[]> work) {
    BeyondWork part = new BeyondWork(view, times.part, work);
    BeyondWork rest = new BeyondWork(view, times.rest, work);
    double earlyWall = RunView.mean(times.wall, times.part, view.span().early());
    List<Double> excess = new ArrayList<>();
    List<Double> ofKnown = new ArrayList<>();
    for (int i = 0; i < EARLY_WINDOWS; i++) {
      Window early = view.span().early(i);
      double restGrowth =
          RunTelemetry.mean(times.part, early)
              * rest.growth(early)
              / RunTelemetry.mean(times.rest, early);
      double known = part.growth(early);
      excess.add((known - part.mayBeWork(early) - restGrowth) / earlyWall);
      ofKnown.add((known - restGrowth) / earlyWall);
    }
    Window early = view.span().early();
    double known = part.growth(early);
    return new Growth(
        new Beyond((known - part.mayBeWork(early)) / earlyWall, excess),
        new Beyond(known / earlyWall, ofKnown));
  }

  /** The growth of a column, less the growth that its work explains. */
  private static final class BeyondWork {

    private final RunView view;
    private final double[] column;
    private final List<double[]> work;
    private final double[] slopes;

    /** Whether there are enough rows to estimate the cost of work. */
    private final boolean known;

    BeyondWork(RunView view, double[] column, List<double[]> work) {
      this.view = view;
      this.column = column;
      this.work = work.stream().map(view::filled).filter(Gaps::varies).toList();
      List<double[]> rows = this.work.stream().map(view.cycles()::filled).toList();
      slopes = view.cycles().slopes(column, rows, FEWEST_ROWS);
      known = Gaps.readings(view.cycles().averaged(column)) >= FEWEST_ROWS;
    }

    double growth(Window early) {
      double growth =
          RunTelemetry.mean(column, view.span().late()) - RunTelemetry.mean(column, early);
      for (int i = 0; i < slopes.length; i++) {
        growth -= explained(i, early);
      }
      return growth;
    }

    double explained(int gauge, Window early) {
      double[] own = work.get(gauge);
      double more = RunTelemetry.mean(own, view.span().late()) - RunTelemetry.mean(own, early);
      return slopes[gauge] * more;
    }

    /**
     * Returns the growth that work of unknown cost may explain, because it only grows with time or
     * is rarely read. The cost may grow up to the square of the work; if there was no work early,
     * work may explain the whole late time.
     */
    double mayBeWork(Window early) {
      double sum = 0;
      for (double[] gauge : view.work()) {
        double unknown = known ? 1 - Math.min(1, tolerance(gauge) / KNOWN_COST) : 1;
        double before = at(gauge, early, 0);
        double after = at(gauge, view.span().late(), gauge.length - 1);
        if (unknown > 0 && before > 0 && after > before) {
          double ratio = after / before;
          sum += unknown * RunTelemetry.mean(column, early) * (ratio * ratio - 1);
        } else if (unknown > 0 && after > before) {
          sum += unknown * RunTelemetry.mean(column, view.span().late());
        }
      }
      return sum;
    }

    /**
     * Returns the share of a gauge's variation that is left after detrending, 0 if it does not
     * vary.
     */
    private double tolerance(double[] gauge) {
      double[] filled = view.filled(gauge);
      return Gaps.varies(filled)
          ? view.cycles()
              .trend()
              .map(trend -> trend.tolerance(view.cycles().filled(filled)))
              .orElse(0.0)
          : 0;
    }

    /**
     * Returns the mean in a window; without a reading there, the reading nearest to that end of the
     * run.
     */
    private double at(double[] gauge, Window window, int end) {
      double mean = RunTelemetry.mean(view.filled(gauge), window);
      int step = end == 0 ? 1 : -1;
      for (int i = end; Double.isNaN(mean) && i >= 0 && i < gauge.length; i += step) {
        mean = gauge[i];
      }
      return mean;
    }
  }

  /**
   * Returns the growth of a part that gauges explain in addition to its work, as a share of the
   * early runtime.
   */
  static double explained(RunView view, double[] part, List<double[]> work, List<double[]> gauges) {
    List<double[]> varying = gauges.stream().filter(g -> Gaps.varies(view.filled(g))).toList();
    List<double[]> all = new ArrayList<>(work);
    all.addAll(varying);
    BeyondWork beyond = new BeyondWork(view, part, all);
    Window early = view.span().early();
    double nanos = 0;
    for (int i = beyond.work.size() - varying.size(); i < beyond.work.size(); i++) {
      nanos += beyond.explained(i, early);
    }
    return nanos / RunView.mean(view.run().wall(), part, early);
  }

  private Figure figure(ToDoubleFunction<OfRun> figure) {
    return run -> ofRun.apply(run).map(figure::applyAsDouble);
  }

  private Figure figure(Function<OfRun, Growth> unit, ToDoubleFunction<Growth> figure) {
    return run -> ofRun.apply(run).map(unit).map(figure::applyAsDouble);
  }

  private Figure inTime(ToDoubleFunction<Growth> figure) {
    return figure(OfRun::inTime, figure);
  }

  /** Returns whether any run times both the part and the rest. */
  boolean isMeasured() {
    return replicates.has(inTime(growth -> growth.beyondWork().growth()));
  }

  /** Returns whether the part grew by plain accounting, whatever the cause. */
  boolean grew() {
    return isBeyondTheFloor(figure(OfRun::plain));
  }

  private boolean isBeyondTheFloor(Figure figure) {
    return test(figure).filter(test -> test.effect().low() > replicates.floor()).isPresent();
  }

  private Optional<FlooredTTest> test(Figure figure) {
    return Evidence.test(replicates, figure, replicates.floor());
  }

  /** Returns whether too little of the cycle is left as the rest to compare with. */
  boolean isNearlyAll() {
    return replicates.median(figure(OfRun::rest)).orElse(0) < LEAST_REST;
  }

  /** Returns whether the growth that work of unknown cost may explain exceeds the floor. */
  boolean workExplains() {
    return replicates.median(inTime(Growth::mayBeWork)).orElse(0) > replicates.floor();
  }

  /**
   * Returns whether the part grew beyond the rest from the first window on, in all units, while the
   * weakest test excludes an effect above the floor.
   */
  boolean grewEarlyOnly() {
    boolean isAbsent =
        weakest(Growth::beyondWork)
            .filter(test -> test.effect().high() < replicates.floor())
            .isPresent();
    return isAbsent
        && units().stream()
            .flatMap(
                unit ->
                    Stream.of(
                        figure(unit, growth -> growth.beyondWork().growth()),
                        figure(unit, growth -> growth.beyondWork().excess().get(0))))
            .allMatch(this::isBeyondTheFloor);
  }

  /** Returns the growth in time and, if runs know their clock, in processor cycles. */
  private List<Function<OfRun, Growth>> units() {
    return replicates.isKnown(figure(OfRun::inCyclesOrNull, g -> g.beyondWork().growth()))
        ? List.of(OfRun::inTime, OfRun::inCyclesOrNull)
        : List.of(OfRun::inTime);
  }

  /** Returns the test of the growth in time beyond its work, without comparing the rest. */
  Optional<FlooredTTest> ofPartAlone() {
    return test(inTime(growth -> growth.beyondWork().growth()));
  }

  /**
   * Returns the evidence of a part's growth. Both the growth and its excess over the rest must be
   * present from each early window on and, if runs know their clock, also in processor cycles.
   *
   * @param part the name of the part in sentences
   */
  Evidence evidence(String part) {
    if (isNearlyAll()) {
      return Evidence.undecidable(
          "the phases that causes act on are nearly all of a cycle: there is no rest to compare the growth of %s with"
              .formatted(part),
          replicates);
    }
    return Evidence.of(
        Route.GROWTH,
        "growth of %s beyond the rest and beyond its work".formatted(part),
        weakest(Growth::beyondWork),
        replicates);
  }

  /**
   * Returns the weakest of the tests without subtracting growth for work of unknown cost. It is
   * shown if that subtraction decides.
   */
  Optional<FlooredTTest> withoutUnknownWork() {
    return weakest(Growth::beyondKnownWork);
  }

  private Optional<FlooredTTest> weakest(Function<Growth, Beyond> beyond) {
    List<Figure> figures = new ArrayList<>();
    for (Function<OfRun, Growth> unit : units()) {
      figures.add(figure(unit, growth -> beyond.apply(growth).growth()));
      for (int i = 0; i < EARLY_WINDOWS; i++) {
        int window = i;
        figures.add(figure(unit, growth -> beyond.apply(growth).excess().get(window)));
      }
    }
    return figures.stream()
        .flatMap(figure -> test(figure).stream())
        .max(Comparator.comparingDouble(FlooredTTest::p));
  }
}
