package dev.runvar.causes;

import dev.runvar.facts.EffectValues;
import dev.runvar.facts.RunView;
import java.util.Optional;

/** What the collections of a JVM add to a growing runtime: the growth route on their time. */
final class MemoryManagement {

  private static final String NAME = "memory-management";

  private MemoryManagement() {}

  static void measure(RunView view, EffectValues values) {
    Optional<double[]> collections = view.run().column("gc_nanos");
    collections.ifPresent(
        nanos -> {
          double[] rest =
              RunView.combined(
                  view.run().wall(), nanos, (wall, gc) -> wall - (Double.isNaN(gc) ? 0 : gc));
          PhaseGrowth.measure(NAME, view, nanos, rest, view.work(), values);
        });
  }

  /** Returns the evidence, nothing for runs that do not tell their collections. */
  static Optional<Evidence> evidence(Replicates replicates) {
    return replicates.has(NAME + PhaseGrowth.GROWTH)
        ? Optional.of(PhaseGrowth.evidence(NAME, "time of collections", replicates))
        : Optional.empty();
  }
}
