package dev.runvar.causes;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.RunView;
import dev.runvar.result.Growth;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Late − early of times that can fall into any part of a cycle: garbage collection and time off the
 * core.
 */
final class GrowthOverlays {

  /** Name of the overlay of time off the processor. */
  static final String OFF_PROCESSOR = "off-CPU";

  /**
   * The values of one run; NaN if it does not report them or is too short.
   *
   * @param collectionNanos late − early
   * @param offCpuNanos late − early
   * @param memory late divided by early memory in use, minus 1
   */
  record OfRun(double collectionNanos, double offCpuNanos, double memory) implements Serializable {

    private static final OfRun NOTHING = new OfRun(Double.NaN, Double.NaN, Double.NaN);
  }

  private GrowthOverlays() {}

  static OfRun measure(RunView view) {
    return view.run().cycles() < RunStatistics.LEAST_CYCLES
        ? OfRun.NOTHING
        : new OfRun(
            growth(view, view.run().column("gc_nanos")),
            growth(view, view.offCpu()),
            view.run()
                .column("rss_bytes")
                .map(rss -> view.late(rss) / view.early(rss) - 1)
                .orElse(Double.NaN));
  }

  private static double growth(RunView view, Optional<double[]> column) {
    return column.map(nanos -> view.late(nanos) - view.early(nanos)).orElse(Double.NaN);
  }

  private static Figure figure(ToDoubleFunction<OfRun> figure) {
    return run -> run.beside().map(beside -> figure.applyAsDouble(beside.overlays()));
  }

  /** Returns late divided by early memory in use, minus 1, by seed. */
  static double[] memory(List<RunEffects> runs) {
    return Replicates.of(runs, figure(OfRun::memory));
  }

  /** Returns the overlays that at least one run has, over seeds. */
  static List<Growth.Overlay> of(List<RunEffects> runs) {
    return Stream.of(
            overlay("GC", OfRun::collectionNanos, runs),
            overlay(OFF_PROCESSOR, OfRun::offCpuNanos, runs))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Growth.Overlay> overlay(
      String name, ToDoubleFunction<OfRun> nanos, List<RunEffects> runs) {
    return Optional.ofNullable(Estimates.mean(Replicates.of(runs, figure(nanos))))
        .map(mean -> new Growth.Overlay(name, mean.value(), mean.interval()));
  }
}
