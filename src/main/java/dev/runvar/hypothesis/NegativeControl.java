package dev.runvar.hypothesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests of H3 and H5 on a phase that neither store nor patterns act on: they must find nothing.
 */
final class NegativeControl {

  private static final String PHASE = "evolve";

  private static final ExposureRule DATABASE =
      new ExposureRule("control.H3", PHASE, "size of the database");

  private static final ExposureRule PATTERNS =
      new ExposureRule("control.H5", PHASE, "number of patterns");

  private NegativeControl() {}

  static void measure(RunView view, EffectValues values) {
    if (view.run().phase(PHASE).isPresent()) {
      DATABASE.measure(view, view.database(), view.patterns(), values);
      PATTERNS.measure(view, view.patterns(), view.database(), values);
    }
  }

  /** Returns the evidence by its name; empty without such a phase. */
  static Map<String, Evidence> evidence(Replicates replicates) {
    Map<String, Evidence> controls = new LinkedHashMap<>();
    for (ExposureRule rule : List.of(DATABASE, PATTERNS)) {
      if (replicates.has(rule.name() + PhaseGrowth.GROWTH)) {
        controls.put(
            rule.name().replace("control.", "") + " on " + PHASE, rule.evidence(replicates));
      }
    }
    return controls;
  }
}
