package dev.runvar.causes;

import dev.runvar.causes.RunEffects.Claims;
import dev.runvar.facts.RunView;
import java.util.Optional;

/**
 * Tests whether the garbage-collection time of a JVM contributes to runtime growth, by the growth
 * rule.
 */
final class MemoryManagement {

  private MemoryManagement() {}

  /** Returns the growth of garbage-collection time in one run; empty if it is not reported. */
  static Optional<PhaseGrowth.OfRun> measure(RunView view) {
    return view.run()
        .column("gc_nanos")
        .map(
            nanos -> {
              double[] rest =
                  RunView.combined(
                      view.run().wall(), nanos, (wall, gc) -> wall - (Double.isNaN(gc) ? 0 : gc));
              return PhaseGrowth.measure(view, nanos, rest, view.work());
            });
  }

  /** Returns the evidence; empty if runs do not report their collections. */
  static Optional<Evidence> evidence(Replicates replicates) {
    PhaseGrowth growth =
        new PhaseGrowth(replicates, run -> run.claims().map(Claims::ofCollectionsOrNull));
    return growth.isMeasured()
        ? Optional.of(growth.evidence("time of collections"))
        : Optional.empty();
  }
}
