package dev.runvar.study;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

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

  /** Maps that were copied before: ten thousand runs have few different ones. */
  private static final Map<SortedMap<String, String>, SortedMap<String, String>> KNOWN =
      new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 1_000;

  /** Returns an immutable copy, which equal maps share. */
  public static SortedMap<String, String> copy(Map<String, String> map) {
    SortedMap<String, String> copy = Collections.unmodifiableSortedMap(new TreeMap<>(map));
    SortedMap<String, String> known = KNOWN.get(copy);
    if (known != null) {
      return known;
    }
    if (KNOWN.size() < MOST_KNOWN) {
      KNOWN.put(copy, copy);
    }
    return copy;
  }
}
