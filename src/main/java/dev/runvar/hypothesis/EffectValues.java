package dev.runvar.hypothesis;

import java.util.HashMap;
import java.util.Map;

/** Named figures of one run, as they are found; NaN is not taken. */
final class EffectValues {

  private final Map<String, Double> values = new HashMap<>();
  private final Map<String, DoseSums> doses = new HashMap<>();

  void put(String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    }
  }

  void put(String name, DoseSums sums) {
    doses.put(name, sums);
  }

  Map<String, DoseSums> doses() {
    return doses;
  }

  Map<String, Double> all() {
    return values;
  }
}
