package dev.runvar.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runvar.program.Models;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Treatments that differ in some factors, with the other parameters fixed.
 *
 * @param fixed parameters that are the same in every run, as the study writes them
 * @param factors what the treatments vary, in the order in which the study names it
 * @param treatments every combination of the factors' levels, or those that the study lists
 * @param workload what its runs execute instead of the study's; null for the study's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Experiment(
    String id,
    String label,
    SortedMap<String, String> fixed,
    List<Factor> factors,
    List<Treatment> treatments,
    WorkloadSpec workload) {

  public Experiment {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(label, "label");
    fixed = Treatment.copy(fixed);
    factors = List.copyOf(factors);
    treatments = List.copyOf(treatments);
  }

  /** Returns the same treatments of another workload, under another id. */
  Experiment with(String otherId, WorkloadSpec otherWorkload) {
    return new Experiment(otherId, label, fixed, factors, treatments, otherWorkload);
  }

  /**
   * Returns {@code unoptimized} or {@code optimized}, {@code mixed} when the runs differ or their
   * switches are neither's, {@code none} for a command that was told no variant.
   */
  public String variant() {
    List<String> variants =
        treatments.stream().map(t -> variantOf(t.parameters())).distinct().toList();
    return variants.size() == 1 ? variants.get(0) : Models.MIXED;
  }

  private static String variantOf(Map<String, String> parameters) {
    if (parameters.containsKey(Plan.VARIANT)) {
      return parameters.get(Plan.VARIANT);
    }
    return Models.variantOf(parameters).orElse("none");
  }

  /** Returns whether all factors decide how runs compute their path and none which it is. */
  public boolean variesSwitchesOnly() {
    return factors.stream()
        .map(Factor::name)
        .allMatch(name -> Plan.SWITCHES.contains(name) && !name.equals(Plan.VARIANT));
  }

  List<String> factorNames() {
    return factors.stream().map(Factor::name).sorted().toList();
  }
}
