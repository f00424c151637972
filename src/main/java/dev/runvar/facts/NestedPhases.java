package dev.runvar.facts;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Phases that are nested in others, so that together they take longer than their cycles. The time
 * of an inner phase is subtracted from the outer one, so that no time counts twice.
 *
 * @param innerOfOuter the inner phases that were subtracted from each outer one
 * @param overlap whether phases still take longer than their cycles, because the nesting is unclear
 */
public record NestedPhases(Map<String, List<String>> innerOfOuter, boolean overlap)
    implements Serializable {

  static final NestedPhases NONE = new NestedPhases(Map.of(), false);

  /** Clocks of phases and of cycles may differ by this share. */
  private static final double SLACK = 1e-3;

  /** Up to this share of the cycles may violate a rule by chance. */
  private static final double MOST_BY_CHANCE = 0.01;

  /**
   * The fluctuation of an inner phase appears unchanged in the outer one, so the slope is about 1.
   */
  private static final double LEAST_SLOPE = 0.5;

  private static final double MOST_SLOPE = 1.5;

  /** The slope must exceed this many standard errors. */
  private static final double CERTAIN = 3;

  private static final int FEWEST_CYCLES = 10;

  public NestedPhases {
    innerOfOuter = Collections.unmodifiableMap(new TreeMap<>(innerOfOuter));
  }

  /**
   * Subtracts inner phases from outer ones.
   *
   * @param phases times per cycle, NaN in cycles without timed phases; modified
   */
  static NestedPhases untangle(double[] wall, Map<String, double[]> phases) {
    Map<String, double[]> whole = new TreeMap<>();
    phases.forEach((name, times) -> whole.put(name, times.clone()));
    Map<String, List<String>> found = new TreeMap<>();
    List<String> taken = new ArrayList<>();
    while (exceed(wall, phases)) {
      Pair pair = likeliest(whole, taken);
      if (pair == null) {
        return new NestedPhases(found, true);
      }
      // Subtract the whole inner phase, including phases nested in it.
      RunView.subtract(phases.get(pair.outer()), whole.get(pair.inner()));
      found.computeIfAbsent(pair.outer(), outer -> new ArrayList<>()).add(pair.inner());
      taken.add(pair.inner());
    }
    return found.isEmpty() ? NONE : new NestedPhases(found, false);
  }

  private static boolean exceed(double[] wall, Map<String, double[]> phases) {
    int timed = 0;
    int beyond = 0;
    for (int i = 0; i < wall.length; i++) {
      double sum = 0;
      for (double[] phase : phases.values()) {
        sum += phase[i];
      }
      timed += Double.isNaN(sum) ? 0 : 1;
      beyond += sum > wall[i] * (1 + SLACK) ? 1 : 0;
    }
    return timed >= FEWEST_CYCLES && beyond > MOST_BY_CHANCE * timed;
  }

  private record Pair(String outer, String inner, double correlation) {}

  /** Returns the pair whose changes correlate best; null if no phase can be nested in another. */
  private static Pair likeliest(Map<String, double[]> phases, List<String> taken) {
    Pair best = null;
    for (String outer : phases.keySet()) {
      for (String inner : phases.keySet()) {
        if (outer.equals(inner) || taken.contains(inner)) {
          continue;
        }
        double correlation = correlation(phases.get(outer), phases.get(inner));
        if (correlation > 0 && (best == null || correlation > best.correlation())) {
          best = new Pair(outer, inner, correlation);
        }
      }
    }
    return best;
  }

  /**
   * Returns the correlation of the changes of both phases; 0 if the inner cannot be nested in the
   * outer.
   */
  private static double correlation(double[] outer, double[] inner) {
    SimpleRegression changes = new SimpleRegression();
    int timed = 0;
    int shorter = 0;
    int last = -1;
    for (int i = 0; i < outer.length; i++) {
      if (Double.isNaN(outer[i]) || Double.isNaN(inner[i])) {
        continue;
      }
      timed++;
      shorter += outer[i] < inner[i] * (1 - SLACK) ? 1 : 0;
      if (last >= 0) {
        changes.addData(inner[i] - inner[last], outer[i] - outer[last]);
      }
      last = i;
    }
    boolean holds =
        shorter <= MOST_BY_CHANCE * timed
            && changes.getSlope() > LEAST_SLOPE
            && changes.getSlope() < MOST_SLOPE
            && changes.getSlope() > CERTAIN * changes.getSlopeStdErr();
    return holds ? changes.getR() : 0;
  }

  /** Returns the name of a phase as a part of a cycle. */
  String partOf(String phase) {
    List<String> inner = innerOfOuter.get(phase);
    return inner == null ? phase : "%s without %s".formatted(phase, String.join(" and ", inner));
  }

  /** Returns a sentence for each phase with nested phases, and one for phases that overlap. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    innerOfOuter.forEach(
        (outer, inner) ->
            notes.add(
                "%s within the phase %s: the time is taken out of that of %s."
                    .formatted(
                        inner.size() == 1
                            ? "The phase %s lies".formatted(inner.get(0))
                            : "The phases %s lie".formatted(String.join(" and ", inner)),
                        outer,
                        outer)));
    if (overlap) {
      notes.add(
          "Phases take longer together than their cycles, and it is not known which lies within which: growth is not split by phase.");
    }
    return notes;
  }
}
