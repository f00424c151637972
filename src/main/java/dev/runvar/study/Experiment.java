package dev.runvar.study;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * A full factorial over some factors, with the other parameters fixed.
 *
 * @param fixed parameters that are the same in every run, as the study writes them
 * @param treatments the cells of the factorial
 */
public record Experiment(
    String id,
    String label,
    SortedMap<String, String> fixed,
    List<Factor> factors,
    List<Treatment> treatments) {

  public Experiment {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(label, "label");
    fixed = Treatment.copy(fixed);
    factors = List.copyOf(factors);
    treatments = List.copyOf(treatments);
  }

  List<String> factorNames() {
    return factors.stream().map(Factor::name).sorted().toList();
  }
}
