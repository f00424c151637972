package dev.runvar.hypothesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests of H3 and H5 on a phase that neither store nor patterns act on: they must find nothing.
 */
final class NegativeControl {

  static final String PHASE = "evolve";

  private static final String PREFIX = "control.";

  static final List<ExposureRule> RULES =
      List.of(
          new ExposureRule(
              PREFIX + "H3", PHASE, Measure.DATABASE, Measure.PATTERNS, "size of the database"),
          new ExposureRule(
              PREFIX + "H5", PHASE, Measure.PATTERNS, Measure.DATABASE, "number of patterns"));

  private NegativeControl() {}

  static void measure(RunView view, EffectValues values) {
    if (view.run().phase(PHASE).isPresent()) {
      RULES.forEach(rule -> rule.measure(view, values));
    }
  }

  /** Returns the evidence by its name; empty without such a phase. */
  static Map<String, Evidence> evidence(Replicates replicates) {
    Map<String, Evidence> controls = new LinkedHashMap<>();
    for (ExposureRule rule : RULES) {
      if (replicates.has(rule.name() + PhaseGrowth.GROWTH)) {
        controls.put(rule.name().replace(PREFIX, "") + " on " + PHASE, rule.evidence(replicates));
      }
    }
    return controls;
  }
}
