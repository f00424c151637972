package dev.runvar.facts;

import java.util.HashMap;
import java.util.Map;

/** Named statistics of one run, as they are found; NaN is not taken. */
public final class EffectValues {

  private final Map<String, Double> values = new HashMap<>();
  private final Map<String, DoseSums> doses = new HashMap<>();

  public void put(String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    }
  }

  public void put(String name, DoseSums sums) {
    doses.put(name, sums);
  }

  public Map<String, DoseSums> doses() {
    return doses;
  }

  public Map<String, Double> all() {
    return values;
  }
}
