package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.facts.EarlyAndLate.Window;
import dev.runvar.facts.EffectValues;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.statistics.FlooredTTest;
import dev.runvar.statistics.Gaps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By how much a part of the runtime grows over a run, beyond its work and beyond the rest.
 *
 * <p>Growth is late − early. To be beyond the rest, the part has to be so from three early windows
 * on, one after the other: where the rest warms up, it gets faster, and anything is beyond it.
 */
final class PhaseGrowth {

  static final String GROWTH = ".growth";

  /** The part's own late − early, from which nothing is taken. */
  private static final String PLAIN = ".plain-growth";

  private static final String EXCESS = ".excess";
  private static final String REST = ".rest";

  /** The same where nothing is taken for work that only grows with time. */
  private static final String FREE = ".free";

  /** What was taken for work that only grows with time. */
  private static final String MAY_BE_WORK = ".may-be-work";

  /** The same in processor cycles in place of time. */
  private static final String CYCLES = ".processor-cycles";

  private static final int EARLY_WINDOWS = 3;
  private static final int FEWEST_ROWS = 30;

  /** Above this tolerance the cost of work is known well enough. */
  private static final double KNOWN_COST = 0.02;

  private static final double LEAST_REST = 0.05;

  private PhaseGrowth() {}

  /**
   * Keeps the part's growth and its excess over the growth of the rest, as shares of the early
   * runtime, and the share that the rest has of that.
   */
  static void measure(
      String name,
      RunView view,
      double[] part,
      double[] rest,
      List<double[]> work,
      EffectValues values) {
    Window early = view.span().early();
    Window late = view.span().late();
    double earlyWall = RunView.mean(view.run().wall(), part, early);
    values.put(name + REST, RunView.mean(rest, part, early) / earlyWall);
    values.put(
        name + PLAIN, (RunTelemetry.mean(part, late) - RunTelemetry.mean(part, early)) / earlyWall);
    measure(name, view, new Times(part, rest, view.run().wall()), work, values);
    view.column(Measure.CLOCK_PERIOD)
        .map(Gaps::filled)
        .filter(period -> Gaps.readings(period) == period.length)
        .ifPresent(
            period -> {
              double mean = RunTelemetry.mean(period, early);
              Times inCycles =
                  new Times(
                      scaled(part, period, mean),
                      scaled(rest, period, mean),
                      scaled(view.run().wall(), period, mean));
              measure(name + CYCLES, view, inCycles, work, values);
            });
  }

  /** The times of a part, of the rest, and of whole cycles. */
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

  /** Returns how many cycles of an early processor a time is worth, in its nanoseconds. */
  private static double[] scaled(double[] nanos, double[] period, double early) {
    return RunView.combined(nanos, period, (time, own) -> time * early / own);
  }

  private static void measure(
      String name, RunView view, Times times, List<double[]> work, EffectValues values) {
    Beyond part = new Beyond(view, times.part, work);
    Beyond rest = new Beyond(view, times.rest, work);
    double earlyWall = RunView.mean(times.wall, times.part, view.span().early());
    for (int i = 0; i < EARLY_WINDOWS; i++) {
      Window early = view.span().early(i);
      double restGrowth =
          RunTelemetry.mean(times.part, early)
              * rest.growth(early)
              / RunTelemetry.mean(times.rest, early);
      double free = part.growth(early);
      double kept = free - part.mayBeWork(early);
      values.put(name + EXCESS + i, (kept - restGrowth) / earlyWall);
      values.put(name + EXCESS + i + FREE, (free - restGrowth) / earlyWall);
      if (i == 0) {
        values.put(name + GROWTH, kept / earlyWall);
        values.put(name + GROWTH + FREE, free / earlyWall);
        values.put(name + MAY_BE_WORK, (free - kept) / earlyWall);
      }
    }
  }

  /** The growth of a column less what its work explains of it. */
  private static final class Beyond {

    private final RunView view;
    private final double[] column;
    private final List<double[]> work;
    private final double[] slopes;

    /** Whether the rows are enough to tell what work costs. */
    private final boolean known;

    Beyond(RunView view, double[] column, List<double[]> work) {
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
     * Returns what work may explain whose cost cannot be known, because it only grows with time or
     * is hardly read: a cost up to the square of the work, and all of it where there was none.
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
     * Returns the share of a gauge's variation that is not the trend, 0 where it is hardly read.
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

    /** Returns the mean in a window; where it has no reading, the one that is nearest to an end. */
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
   * Returns the share of the early runtime that gauges explain of a part's growth, beside its work.
   */
  static double explained(RunView view, double[] part, List<double[]> work, List<double[]> gauges) {
    List<double[]> varying = gauges.stream().filter(g -> Gaps.varies(view.filled(g))).toList();
    List<double[]> all = new ArrayList<>(work);
    all.addAll(varying);
    Beyond beyond = new Beyond(view, part, all);
    Window early = view.span().early();
    double nanos = 0;
    for (int i = beyond.work.size() - varying.size(); i < beyond.work.size(); i++) {
      nanos += beyond.explained(i, early);
    }
    return nanos / RunView.mean(view.run().wall(), part, early);
  }

  /** Returns whether the part grew, as the accounting has it: whatever the cause. */
  static boolean grew(String name, Replicates replicates) {
    return Evidence.test(replicates, name + PLAIN, replicates.floor())
        .filter(test -> test.effect().low() > replicates.floor())
        .isPresent();
  }

  /** Returns whether the part leaves no rest of the cycle to compare it with. */
  static boolean isNearlyAll(String name, Replicates replicates) {
    return replicates.median(name + REST).orElse(0) < LEAST_REST;
  }

  /** Returns whether more than the floor was taken for work whose cost cannot be known. */
  static boolean workExplains(String name, Replicates replicates) {
    return replicates.median(name + MAY_BE_WORK).orElse(0) > replicates.floor();
  }

  /**
   * Returns whether the part grew beyond the rest from the first window on, in all units, and
   * certainly not from a later one.
   */
  static boolean grewEarlyOnly(String name, Replicates replicates) {
    boolean absent =
        weakest(name, "", replicates)
            .filter(test -> test.effect().high() < replicates.floor())
            .isPresent();
    return absent
        && units(name, replicates).stream()
            .flatMap(unit -> Stream.of(unit + GROWTH, unit + EXCESS + 0))
            .allMatch(
                effect ->
                    Evidence.test(replicates, effect, replicates.floor())
                        .filter(test -> test.effect().low() > replicates.floor())
                        .isPresent());
  }

  /** Returns the names of the growth in time, and where runs know their clock, in its cycles. */
  private static List<String> units(String name, Replicates replicates) {
    return replicates.isKnown(name + CYCLES + GROWTH)
        ? List.of(name, name + CYCLES)
        : List.of(name);
  }

  /**
   * Returns the evidence of a part's growth: both the growth and its excess have to be there, from
   * each early window on, and where runs know the clock of their processor, in its cycles too.
   */
  static Evidence evidence(String name, String part, Replicates replicates) {
    if (isNearlyAll(name, replicates)) {
      return Evidence.undecidable(
          "the phases that causes act on are nearly all of a cycle: there is no rest to compare the growth of %s with"
              .formatted(part),
          replicates);
    }
    return Evidence.of(
        Route.GROWTH,
        "growth of %s beyond the rest and beyond its work".formatted(part),
        weakest(name, "", replicates),
        replicates);
  }

  /**
   * Returns the weakest of the tests that evidence needs, where nothing is taken for work whose
   * cost cannot be known: it is shown where that decides.
   */
  static Optional<FlooredTTest> withoutUnknownWork(String name, Replicates replicates) {
    return weakest(name, FREE, replicates);
  }

  private static Optional<FlooredTTest> weakest(String name, String suffix, Replicates replicates) {
    List<String> effects = new ArrayList<>();
    for (String unit : units(name, replicates)) {
      effects.add(unit + GROWTH + suffix);
      for (int i = 0; i < EARLY_WINDOWS; i++) {
        effects.add(unit + EXCESS + i + suffix);
      }
    }
    return effects.stream()
        .flatMap(effect -> Evidence.test(replicates, effect, replicates.floor()).stream())
        .max(Comparator.comparingDouble(FlooredTTest::p));
  }
}
