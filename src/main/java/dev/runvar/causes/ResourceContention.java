package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.causes.PooledDose.Besides;
import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.facts.Dose;
import dev.runvar.facts.DoseSums;
import dev.runvar.facts.Frame;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunView;
import dev.runvar.statistics.Gaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/** Other load on the host slows the run down. */
record ResourceContention() implements Cause {

  /**
   * Wall and processor time come from different clocks, so one thread may seem to use slightly more
   * processor time than wall time.
   */
  private static final double SLACK = 0.1;

  /** The readings that show other load on the host. */
  enum Reading {
    LOAD(Measure.HOST_CPU, Measure.HOST_MEMORY, Measure.OWN_CPU, "load of the host"),
    MEMORY(Measure.HOST_MEMORY, Measure.HOST_CPU, Measure.OWN_MEMORY, "memory in use on the host");

    private final Measure exposure;

    /** The other reading, as a covariate. */
    private final Measure other;

    /** The run's own part of the exposure. */
    private final Measure own;

    private final String words;

    Reading(Measure exposure, Measure other, Measure own, String words) {
      this.exposure = exposure;
      this.other = other;
      this.own = own;
      this.words = words;
    }
  }

  /**
   * The data of one run.
   *
   * @param isOfSeveralThreads whether its processor time exceeds the wall time and so hides time
   *     off the core; then the other fields are empty
   * @param offCpuGrowth late − early of time off the core, as a share of the early runtime; NaN if
   *     it is not known
   * @param moved readings that vary
   */
  record OfRun(
      boolean isOfSeveralThreads,
      double offCpuGrowth,
      Set<Reading> moved,
      Map<Reading, DoseSums> doses)
      implements Cause.OfRun {

    OfRun {
      moved = Set.copyOf(moved);
      doses = Map.copyOf(doses);
    }
  }

  /**
   * The clock axis is left out: load that runs share at the same time is the effect to be found.
   */
  private static final Set<Axis> AXES = EnumSet.of(Axis.CYCLE, Axis.SHARE);

  @Override
  public String name() {
    return "contention";
  }

  @Override
  public String claim() {
    return "system resource contention";
  }

  @Override
  public OfRun measure(RunView view) {
    if (isOfSeveralThreads(view)) {
      return new OfRun(true, Double.NaN, Set.of(), Map.of());
    }
    Optional<double[]> offCpu = view.column(Measure.OFF_CPU);
    Set<Reading> moved = EnumSet.noneOf(Reading.class);
    Map<Reading, DoseSums> doses = new EnumMap<>(Reading.class);
    for (Reading reading : Reading.values()) {
      if (view.column(reading.exposure).filter(Gaps::varies).isPresent()) {
        moved.add(reading);
        offCpu.flatMap(off -> dose(reading, view, off)).ifPresent(dose -> doses.put(reading, dose));
      }
    }
    double growth =
        offCpu
            .map(off -> (view.late(off) - view.early(off)) / view.early(view.run().wall()))
            .orElse(Double.NaN);
    return new OfRun(false, growth, moved, doses);
  }

  private static boolean isOfSeveralThreads(RunView view) {
    double[] wall = view.run().wall();
    double[] cpu = view.column(Measure.CPU).orElse(new double[0]);
    int beyond = 0;
    for (int i = 0; i < cpu.length; i++) {
      beyond += cpu[i] > (1 + SLACK) * wall[i] ? 1 : 0;
    }
    return 2 * beyond > wall.length;
  }

  private static Optional<DoseSums> dose(Reading reading, RunView view, double[] offCpu) {
    double[] exposure = view.column(reading.exposure).orElseThrow();
    List<double[]> covariates = view.workAndAccumulating(reading.other);
    view.column(reading.own)
        .filter(own -> movesAlong(view.readings(), exposure, own))
        .ifPresent(covariates::add);
    return Dose.of(
        view.readings(),
        offCpu,
        exposure,
        covariates,
        view.peers().shared(view, Measure.OFF_CPU, reading.exposure, AXES),
        view.run().meanWall());
  }

  /** Returns whether the run's own part of a reading correlates with it, change by change. */
  private static boolean movesAlong(Frame frame, double[] reading, double[] own) {
    double[] whole = frame.filled(reading);
    double[] part = frame.filled(own);
    if (!Gaps.varies(part) || Gaps.readings(whole) < whole.length) {
      return false;
    }
    return new PearsonsCorrelation().correlation(changes(whole), changes(part)) > 0;
  }

  private static double[] changes(double[] series) {
    double[] changes = new double[series.length - 1];
    Arrays.setAll(changes, i -> series[i + 1] - series[i]);
    return changes;
  }

  private Optional<OfRun> of(RunEffects run) {
    return run.of(this, OfRun.class);
  }

  private Figure offCpuGrowth() {
    return run -> of(run).map(OfRun::offCpuGrowth);
  }

  /** Returns a figure that is 1 in runs in which a reading varies, and not given in others. */
  private Figure moved(Reading reading) {
    return run -> of(run).filter(own -> own.moved().contains(reading)).map(own -> 1.0);
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    if (!replicates.has(offCpuGrowth())) {
      return Evidence.notMeasurable(
          replicates.any(run -> of(run).filter(OfRun::isOfSeveralThreads).isPresent())
              ? "the processor time is that of several threads and exceeds the time of a cycle: time off the core is not known"
              : "the workload does not report its processor time");
    }
    if (Stream.of(Reading.values()).noneMatch(reading -> replicates.has(moved(reading)))) {
      return Evidence.notMeasurable(
          "load and memory of the host were read fewer than %d times a run, or did not change: it takes runs of some seconds"
              .formatted(Gaps.FEWEST_READINGS));
    }
    List<Evidence> found = new ArrayList<>();
    List<String> untold = new ArrayList<>();
    for (Reading reading : Reading.values()) {
      Optional<Evidence> evidence = evidence(reading, replicates);
      evidence.ifPresent(found::add);
      if (evidence.isEmpty() && replicates.isKnown(moved(reading))) {
        untold.add(reading.words);
      }
    }
    String hindrance =
        untold.isEmpty()
            ? "too few seeds have a reading of the host"
            : "the %s move%s with time, with the run itself, or at the same cycles in all runs"
                .formatted(String.join(" and the ", untold), untold.size() == 1 ? "s" : "");
    if (found.isEmpty()) {
      return Evidence.undecidable(hindrance, replicates).withPartGrew(offCpuGrew(replicates));
    }
    Evidence best = Collections.min(found, Comparator.comparingDouble(Evidence::p));
    Evidence both =
        best.withP(Math.min(1, found.size() * best.p())).withPartGrew(offCpuGrew(replicates));
    return untold.isEmpty() ? both : both.withoutDenial(hindrance);
  }

  private boolean offCpuGrew(Replicates replicates) {
    return Evidence.test(replicates, offCpuGrowth(), replicates.floor())
        .filter(test -> test.effect().low() > replicates.floor())
        .isPresent();
  }

  private Optional<Evidence> evidence(Reading reading, Replicates replicates) {
    Function<RunEffects, Optional<DoseSums>> sums =
        run -> of(run).map(own -> own.doses().get(reading));
    Optional<PooledDose> dose = replicates.dose(sums, Besides.SHARED, replicates.floor());
    Optional<PooledDose> jumps = replicates.dose(sums, Besides.JUMPS, 0);
    if (!replicates.isIdentifiable(dose) || !replicates.isIdentifiable(jumps)) {
      return Optional.empty();
    }
    Evidence evidence =
        Evidence.of(
            Route.DOSE,
            reading.words + ", through time off the core",
            dose.orElseThrow().test(),
            replicates);
    return Optional.of(
        Evidence.holdsBesideJumps(jumps)
            ? evidence
            : evidence.candidate(Evidence.ONE_EVENT.formatted(reading.words), replicates));
  }
}
