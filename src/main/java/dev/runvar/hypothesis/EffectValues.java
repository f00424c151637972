package dev.runvar.hypothesis;

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

  Map<String, Double> all() {
    return values;
  }
}
