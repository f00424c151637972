package dev.runvar.study;

import dev.runvar.workload.NrmSettings;
import java.util.List;
import java.util.Map;
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

  /** Returns {@code unoptimized}, {@code optimized}, or {@code mixed} when the runs differ. */
  public String variant() {
    List<String> variants =
        treatments.stream().map(t -> variantOf(t.parameters())).distinct().toList();
    return variants.size() == 1 ? variants.get(0) : NrmSettings.MIXED;
  }

  /** A command's variant is what it was told; the built-in workload's is what its switches are. */
  private static String variantOf(Map<String, String> parameters) {
    return parameters.getOrDefault(NrmSettings.VARIANT, NrmSettings.variantOf(parameters));
  }

  List<String> factorNames() {
    return factors.stream().map(Factor::name).sorted().toList();
  }
}
