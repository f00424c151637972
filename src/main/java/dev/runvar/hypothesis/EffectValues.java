package dev.runvar.hypothesis;

import dev.runvar.statistics.Tolerance;
import java.util.HashMap;
import java.util.Map;

/** Named figures of one run, as they are found; NaN is not taken. */
final class EffectValues {

  private final Map<String, Double> values = new HashMap<>();

  void put(String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    }
  }

  /**
   * Keeps a dose: the tolerance of an exposure, and its effect unless this run cannot tell it from
   * time. One such run, whose effect is anything, would hide what the others agree on.
   */
  void put(String name, Dose dose) {
    put(name + Dose.TOLERANCE, dose.tolerance());
    if (dose.tolerance() >= Tolerance.IDENTIFIABLE) {
      put(name + Dose.EFFECT, dose.effect());
    }
  }

  Map<String, Double> all() {
    return values;
  }
}
