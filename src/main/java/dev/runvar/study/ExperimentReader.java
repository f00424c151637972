package dev.runvar.study;

import dev.runvar.workload.NrmSettings;
import dev.runvar.workload.ParameterException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the experiments of a study: parameters, factors and the treatments that they make. */
final class ExperimentReader {

  private static final Set<String> KEYS = Set.of("label", "fixed", "factors");
  private static final Set<String> RESERVED = Set.of("seed", "cycles");
  private static final String PARAMETER = "[a-z][a-z0-9_]{0,63}";
  private static final String PARAMETER_ALLOWED = "small letters, digits and _";

  private final WorkloadSpec workload;
  private final int replications;

  ExperimentReader(WorkloadSpec workload, int replications) {
    this.workload = workload;
    this.replications = replications;
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
    List<Factor> factors = factors(keys.get("factors"), fixed);
    return new Experiment(
        id,
        keys.containsKey("label") ? keys.get("label").text() : id,
        fixed,
        factors,
        treatments(node, fixed, factors));
  }

  private List<Factor> factors(YamlNode node, Map<String, String> fixed) {
    List<Factor> factors = new ArrayList<>();
    if (node == null) {
      return factors;
    }
    for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
      YamlNode levels = entry.getValue();
      checkName(entry.getKey(), levels);
      if (fixed.containsKey(entry.getKey())) {
        throw levels.error(
            "\"%s\" is both fixed and a factor; allowed: one of the two".formatted(entry.getKey()));
      }
      List<String> texts = levels.texts();
      if (texts.isEmpty() || new HashSet<>(texts).size() < texts.size()) {
        throw levels.error(
            "%s: %s is not allowed; allowed: a list of different levels"
                .formatted(entry.getKey(), texts));
      }
      for (YamlNode level : levels.list()) {
        checkValue(entry.getKey(), level);
      }
      factors.add(new Factor(entry.getKey(), texts));
    }
    return factors;
  }

  private void checkSize(YamlNode experiment, List<Factor> factors) {
    double runs = replications;
    for (Factor factor : factors) {
      runs *= factor.levels().size();
    }
    if (runs > StudyReader.MOST_RUNS) {
      throw experiment.error(
          "%s: %.0f runs are not allowed; allowed: at most %d in one experiment"
              .formatted(experiment.name(), runs, StudyReader.MOST_RUNS));
    }
  }

  /** Returns the cells of the factorial, the last factor varying fastest. */
  private List<Treatment> treatments(
      YamlNode experiment, Map<String, String> fixed, List<Factor> factors) {
    checkSize(experiment, factors);
    List<SortedMap<String, String>> cells = List.of(new TreeMap<>());
    for (Factor factor : factors) {
      List<SortedMap<String, String>> extended = new ArrayList<>();
      for (SortedMap<String, String> cell : cells) {
        for (String level : factor.levels()) {
          SortedMap<String, String> next = new TreeMap<>(cell);
          next.put(factor.name(), level);
          extended.add(next);
        }
      }
      cells = extended;
    }
    List<Treatment> treatments = new ArrayList<>();
    Set<Map<String, String>> seen = new HashSet<>();
    for (SortedMap<String, String> cell : cells) {
      SortedMap<String, String> parameters = resolve(experiment, cell, fixed);
      if (!seen.add(parameters)) {
        throw experiment.error(
            "%s: treatment %s is there twice; allowed: different treatments"
                .formatted(experiment.name(), cell));
      }
      treatments.add(new Treatment(cell, parameters));
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
              checkName(name, value);
              checkValue(name, value);
              values.put(name, value.text());
            });
    return values;
  }

  private static void checkName(String name, YamlNode at) {
    if (RESERVED.contains(name)) {
      throw at.error(
          "parameter: \"%s\" is not allowed; allowed: other names, the study itself has %s"
              .formatted(name, name));
    }
    if (!name.matches(PARAMETER)) {
      throw at.error(
          "parameter: \"%s\" is not allowed; allowed: %s".formatted(name, PARAMETER_ALLOWED));
    }
  }

  /** Checks a value by itself; what depends on other parameters is checked per treatment. */
  private void checkValue(String name, YamlNode value) {
    if (!workload.builtIn()) {
      return;
    }
    try {
      NrmSettings.checkValue(name, value.text());
    } catch (ParameterException e) {
      throw value.error(e.getMessage());
    }
  }

  private SortedMap<String, String> resolve(
      YamlNode at, Map<String, String> levels, Map<String, String> fixed) {
    SortedMap<String, String> given = new TreeMap<>(fixed);
    given.putAll(levels);
    if (!workload.builtIn()) {
      return given;
    }
    try {
      return NrmSettings.resolve(given);
    } catch (ParameterException e) {
      throw at.error(e.getMessage());
    }
  }
}
