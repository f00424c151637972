package dev.runvar.causes;

import dev.runvar.facts.EffectValues;
import dev.runvar.facts.Estimates;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.RunView;
import dev.runvar.result.Analysis.Growth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Late − early of times that run across the parts of a cycle: of its collections, and off the core.
 */
final class GrowthOverlays {

  private static final String COLLECTIONS = "overlay.gc";
  private static final String OFF_CPU = "overlay.off-cpu";

  /** Name of the overlay of time off the processor. */
  static final String OFF_PROCESSOR = "off-CPU";

  /** Late by early memory in use, as a share. */
  static final String MEMORY = "growth.memory";

  private GrowthOverlays() {}

  /** Keeps what one run says, in nanoseconds; nothing when it is too short or does not tell. */
  static void measure(RunView view, EffectValues values) {
    if (view.run().cycles() >= RunStatistics.LEAST_CYCLES) {
      view.run().column("gc_nanos").ifPresent(gc -> values.put(COLLECTIONS, growth(view, gc)));
      view.offCpu().ifPresent(off -> values.put(OFF_CPU, growth(view, off)));
      view.run()
          .column("rss_bytes")
          .ifPresent(rss -> values.put(MEMORY, view.late(rss) / view.early(rss) - 1));
    }
  }

  private static double growth(RunView view, double[] nanos) {
    return view.late(nanos) - view.early(nanos);
  }

  /** Returns the overlays that at least one run has, over seeds. */
  static List<Growth.Overlay> of(List<RunEffects> runs) {
    return Stream.of(overlay("GC", COLLECTIONS, runs), overlay(OFF_PROCESSOR, OFF_CPU, runs))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Growth.Overlay> overlay(String name, String kept, List<RunEffects> runs) {
    return Optional.ofNullable(Estimates.mean(Replicates.of(runs, kept)))
        .map(mean -> new Growth.Overlay(name, mean.value(), mean.interval()));
  }
}
