package dev.runvar.causes;

import dev.runvar.causes.RunEffects.Claims;
import dev.runvar.facts.RunView;
import java.util.Optional;

/** What the collections of a JVM add to a growing runtime: the growth route on their time. */
final class MemoryManagement {

  private MemoryManagement() {}

  /** Returns the growth of the time of collections in one run; nothing where it is not told. */
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

  /** Returns the evidence, nothing for runs that do not tell their collections. */
  static Optional<Evidence> evidence(Replicates replicates) {
    PhaseGrowth growth =
        new PhaseGrowth(replicates, run -> run.claims().map(Claims::ofCollectionsOrNull));
    return growth.isMeasured()
        ? Optional.of(growth.evidence("time of collections"))
        : Optional.empty();
  }
}
