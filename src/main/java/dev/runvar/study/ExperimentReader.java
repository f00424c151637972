package dev.runvar.study;

import dev.runvar.program.Models;
import dev.runvar.program.ParameterException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the experiments of a study: their parameters and treatments, each resolved. */
final class ExperimentReader {

  private static final Set<String> KEYS =
      Set.of("label", "workload", "fixed", "factors", "treatments");
  private static final Set<String> RESERVED = Set.of("seed", "cycles");
  private static final String PARAMETER = "[a-z][a-z0-9_]{0,63}";
  private static final String PARAMETER_ALLOWED = "small letters, digits and _";

  private final WorkloadSpec workload;
  private final WorkloadReader workloads;
  private final DesignSize size;

  ExperimentReader(WorkloadSpec workload, WorkloadReader workloads, int replications) {
    this.workload = workload;
    this.workloads = workloads;
    size = new DesignSize(replications);
  }

  /** Returns an experiment, which has the common parameters and its own. */
  Experiment experiment(String id, YamlNode node, Map<String, String> common) {
    if (!id.matches(StudyReader.NAME)) {
      throw node.error(
          "experiment: \"%s\" is not allowed; allowed: %s".formatted(id, StudyReader.NAME_ALLOWED));
    }
    Map<String, YamlNode> keys = node.map(KEYS);
    SortedMap<String, String> fixed = new TreeMap<>(common);
    fixed.putAll(values(keys.get("fixed")));
    TreatmentTable table = table(node, keys, fixed.size());
    checkParameters(table, fixed);
    // Before the treatments: a wrong level is shown where it stands, not where it is combined.
    List<Factor> factors = factors(table);
    return new Experiment(
        id,
        keys.containsKey("label") ? keys.get("label").text() : id,
        fixed,
        factors,
        treatments(node, table, fixed),
        keys.containsKey("workload") ? workloads.own(keys.get("workload")) : null);
  }

  /**
   * Returns the treatments, which are counted before they are made.
   *
   * @param fixed the number of fixed parameters
   */
  private TreatmentTable table(YamlNode experiment, Map<String, YamlNode> keys, int fixed) {
    YamlNode treatments = keys.get("treatments");
    if (treatments == null) {
      Map<String, YamlNode> factors =
          keys.containsKey("factors") ? keys.get("factors").map() : Map.of();
      size.add(
          experiment,
          factors.values().stream()
              .mapToDouble(levels -> levels.list().size())
              .reduce(1, (a, b) -> a * b),
          parameters(fixed + factors.size()));
      return TreatmentTable.crossed(experiment.place(), factors);
    }
    if (keys.containsKey("factors")) {
      throw treatments.error(
          "%s: has both factors and treatments; give one of the two".formatted(experiment.name()));
    }
    if (treatments.isMapping()) {
      return SampledTreatments.read(
          treatments, (points, ranges) -> size.add(experiment, points, parameters(fixed + ranges)));
    }
    TreatmentTable table = TreatmentTable.listed(treatments);
    size.add(experiment, table.rows().size(), parameters(fixed + table.parameters().size()));
    return table;
  }

  /** Returns how many parameters a treatment has once those that the study leaves out are added. */
  private int parameters(int given) {
    return workload.builtIn() ? Models.builtIn().parameters() : given;
  }

  private static void checkParameters(TreatmentTable table, Map<String, String> fixed) {
    for (Value parameter : table.parameters()) {
      checkName(parameter);
      if (fixed.containsKey(parameter.text())) {
        throw parameter
            .place()
            .error(
                "\"%s\" is both fixed and varied; choose one of the two"
                    .formatted(parameter.text()));
      }
    }
  }

  /** Returns what varies and its levels, each checked by itself, in their order of appearance. */
  private List<Factor> factors(TreatmentTable table) {
    Map<String, Set<String>> levels = new LinkedHashMap<>();
    for (TreatmentTable.Row row : table.rows()) {
      for (Value value : row.values()) {
        if (levels.computeIfAbsent(value.name(), name -> new LinkedHashSet<>()).add(value.text())) {
          checkValue(value);
        }
      }
    }
    return levels.entrySet().stream()
        .map(entry -> new Factor(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  private List<Treatment> treatments(
      YamlNode experiment, TreatmentTable table, Map<String, String> fixed) {
    List<Treatment> treatments = new ArrayList<>();
    Set<Map<String, String>> seen = new HashSet<>();
    for (TreatmentTable.Row row : table.rows()) {
      SortedMap<String, String> levels = row.levels();
      SortedMap<String, String> parameters = resolve(row.place(), levels, fixed);
      if (!seen.add(parameters)) {
        throw row.place()
            .error(
                "%s: treatment %s is there twice; give different treatments"
                    .formatted(experiment.name(), levels));
      }
      treatments.add(new Treatment(levels, parameters));
    }
    return treatments;
  }

  /** Returns the parameters of a map, each checked by itself at its own line; none for null. */
  Map<String, String> values(YamlNode node) {
    Map<String, String> values = new TreeMap<>();
    if (node == null) {
      return values;
    }
    node.map()
        .forEach(
            (name, value) -> {
              checkName(Value.parameter(value.place(), name));
              checkValue(value.value());
              values.put(name, value.text());
            });
    return values;
  }

  static void checkName(Value parameter) {
    if (RESERVED.contains(parameter.text())) {
      throw parameter.notAllowed("other names, the study itself has " + parameter.text());
    }
    if (!parameter.text().matches(PARAMETER)) {
      throw parameter.notAllowed(PARAMETER_ALLOWED);
    }
  }

  /** Checks a value by itself; what depends on other parameters is checked per treatment. */
  private void checkValue(Value value) {
    if (!workload.builtIn()) {
      return;
    }
    try {
      Models.builtIn().checkValue(value.name(), value.text());
    } catch (ParameterException e) {
      throw value.place().error(e.getMessage());
    }
  }

  private SortedMap<String, String> resolve(
      Place at, Map<String, String> levels, Map<String, String> fixed) {
    SortedMap<String, String> given = new TreeMap<>(fixed);
    given.putAll(levels);
    if (!workload.builtIn()) {
      return given;
    }
    try {
      return Models.builtIn().resolve(given);
    } catch (ParameterException e) {
      throw at.error(e.getMessage());
    }
  }
}
