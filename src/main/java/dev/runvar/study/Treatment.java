package dev.runvar.study;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One combination of factor levels.
 *
 * @param levels the level of each factor, as the study writes it
 * @param parameters every parameter of the workload with its resolved value
 */
public record Treatment(SortedMap<String, String> levels, SortedMap<String, String> parameters) {

  public Treatment {
    levels = copy(levels);
    parameters = copy(parameters);
  }

  static SortedMap<String, String> copy(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
