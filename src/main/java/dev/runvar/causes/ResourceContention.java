package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.causes.PooledDose.Besides;
import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.facts.Dose;
import dev.runvar.facts.EffectValues;
import dev.runvar.facts.Frame;
import dev.runvar.facts.Measure;
import dev.runvar.facts.RunView;
import dev.runvar.statistics.Gaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/** Other load on the host slows the run down. */
final class ResourceContention implements Cause {

  private static final String OFF_CPU = "contention.off-cpu";
  private static final String MOVED = ".moved";

  /** The processor time of several threads is beyond the wall time, and hides time off the core. */
  private static final String THREADS = "contention.threads";

  /** The clocks of short cycles are not the same: one thread may seem to take a little more. */
  private static final double SLACK = 0.1;

  /**
   * One of the two readings that tell of others on the host.
   *
   * @param other reading, a covariate
   * @param own what the run itself adds to it
   */
  private record Reading(String name, Measure exposure, Measure other, Measure own, String words) {}

  private static final List<Reading> READINGS =
      List.of(
          new Reading(
              "contention.cpu",
              Measure.HOST_CPU,
              Measure.HOST_MEMORY,
              Measure.OWN_CPU,
              "load of the host"),
          new Reading(
              "contention.memory",
              Measure.HOST_MEMORY,
              Measure.HOST_CPU,
              Measure.OWN_MEMORY,
              "memory in use on the host"));

  /** Load that runs at the same time share is what is looked for, and not taken out. */
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
  public void measure(RunView view, EffectValues values) {
    Optional<double[]> offCpu = view.column(Measure.OFF_CPU);
    if (isOfSeveralThreads(view)) {
      values.put(THREADS, 1);
      return;
    }
    for (Reading reading : READINGS) {
      if (view.column(reading.exposure()).filter(Gaps::varies).isPresent()) {
        values.put(reading.name() + MOVED, 1);
        offCpu.ifPresent(off -> measure(reading, view, off, values));
      }
    }
    offCpu.ifPresent(
        off ->
            values.put(
                OFF_CPU, (view.late(off) - view.early(off)) / view.early(view.run().wall())));
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

  private static void measure(Reading reading, RunView view, double[] offCpu, EffectValues values) {
    double[] exposure = view.column(reading.exposure()).orElseThrow();
    List<double[]> covariates = view.workAndAccumulating(reading.other());
    view.column(reading.own())
        .filter(own -> movesAlong(view.readings(), exposure, own))
        .ifPresent(covariates::add);
    Dose.of(
            view.readings(),
            offCpu,
            exposure,
            covariates,
            view.peers().shared(view, Measure.OFF_CPU, reading.exposure(), AXES),
            view.run().meanWall())
        .ifPresent(sums -> values.put(reading.name(), sums));
  }

  /** Returns whether the run's own part of a reading goes up and down with it. */
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

  @Override
  public Evidence evidence(Replicates replicates) {
    if (!replicates.has(OFF_CPU)) {
      return Evidence.notMeasurable(
          replicates.has(THREADS)
              ? "the processor time is that of several threads and exceeds the time of a cycle: time off the core cannot be told"
              : "the workload does not report its processor time");
    }
    if (READINGS.stream().noneMatch(reading -> replicates.has(reading.name() + MOVED))) {
      return Evidence.notMeasurable(
          "load and memory of the host were read fewer than %d times a run, or did not change: it takes runs of some seconds"
              .formatted(Gaps.FEWEST_READINGS));
    }
    List<Evidence> found = new ArrayList<>();
    List<String> untold = new ArrayList<>();
    for (Reading reading : READINGS) {
      Optional<Evidence> evidence = evidence(reading, replicates);
      evidence.ifPresent(found::add);
      if (evidence.isEmpty() && replicates.isKnown(reading.name() + MOVED)) {
        untold.add(reading.words());
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

  private static boolean offCpuGrew(Replicates replicates) {
    return Evidence.test(replicates, OFF_CPU, replicates.floor())
        .filter(test -> test.effect().low() > replicates.floor())
        .isPresent();
  }

  private static Optional<Evidence> evidence(Reading reading, Replicates replicates) {
    Optional<PooledDose> dose = replicates.dose(reading.name(), Besides.SHARED, replicates.floor());
    Optional<PooledDose> jumps = replicates.dose(reading.name(), Besides.JUMPS, 0);
    if (!replicates.isIdentifiable(dose) || !replicates.isIdentifiable(jumps)) {
      return Optional.empty();
    }
    Evidence evidence =
        Evidence.of(
            Route.DOSE,
            reading.words() + ", through time off the core",
            dose.orElseThrow().test(),
            replicates);
    return Optional.of(
        Evidence.holdsBesideJumps(jumps)
            ? evidence
            : evidence.candidate(Evidence.ONE_EVENT.formatted(reading.words()), replicates));
  }
}
