package dev.runvar.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The treatments of an experiment one by one, in whatever form its study has them.
 *
 * @param parameters the names of the parameters that vary
 * @param rows a treatment each, with a value of each of these parameters
 */
record TreatmentTable(List<Value> parameters, List<Row> rows) {

  TreatmentTable {
    parameters = List.copyOf(parameters);
    rows = List.copyOf(rows);
  }

  /** One treatment and where an error in it is shown. */
  record Row(Place place, List<Value> values) {

    Row {
      values = List.copyOf(values);
    }

    SortedMap<String, String> levels() {
      SortedMap<String, String> levels = new TreeMap<>();
      values.forEach(value -> levels.put(value.name(), value.text()));
      return levels;
    }

    private Row with(Value value) {
      List<Value> more = new ArrayList<>(values);
      more.add(value);
      return new Row(place, more);
    }
  }

  /** Returns every combination of the factors' levels, the last factor varying fastest. */
  static TreatmentTable crossed(Place place, Map<String, YamlNode> factors) {
    // All levels first: a list without any makes no treatments, however many the others would make.
    List<List<Value>> allLevels = factors.values().stream().map(TreatmentTable::levels).toList();
    List<Row> rows = List.of(new Row(place, List.of()));
    for (List<Value> levels : allLevels) {
      rows = rows.stream().flatMap(row -> levels.stream().map(row::with)).toList();
    }
    return new TreatmentTable(names(factors), rows);
  }

  private static List<Value> levels(YamlNode factor) {
    List<Value> levels = factor.list().stream().map(YamlNode::value).toList();
    List<String> texts = levels.stream().map(Value::text).toList();
    if (texts.isEmpty() || Set.copyOf(texts).size() < texts.size()) {
      throw factor
          .place()
          .notAllowed(factor.name(), texts.toString(), "a list of different levels");
    }
    return levels;
  }

  /** Returns the treatments that a study lists itself, or names the CSV file of. */
  static TreatmentTable listed(YamlNode treatments) {
    if (treatments.isList()) {
      return inline(treatments);
    }
    if (treatments.isText()) {
      return TreatmentCsv.read(treatments.value());
    }
    throw treatments.notAllowed("a list of treatments, a sampler, or the name of a CSV file");
  }

  private static TreatmentTable inline(YamlNode treatments) {
    List<Value> parameters = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (YamlNode treatment : treatments.list()) {
      Map<String, YamlNode> entries = treatment.map();
      if (rows.isEmpty()) {
        parameters.addAll(names(entries));
      }
      Row row = new Row(treatment.place(), entries.values().stream().map(YamlNode::value).toList());
      checkParameters(row, parameters.stream().map(Value::text).toList());
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw treatments
          .place()
          .notAllowed(treatments.name(), "an empty list", "at least one treatment");
    }
    return new TreatmentTable(parameters, rows);
  }

  private static List<Value> names(Map<String, YamlNode> entries) {
    return entries.entrySet().stream()
        .map(entry -> Value.parameter(entry.getValue().place(), entry.getKey()))
        .toList();
  }

  private static void checkParameters(Row row, List<String> expected) {
    SortedMap<String, String> levels = row.levels();
    List<String> missing = without(expected, levels.keySet());
    List<String> excess = without(levels.keySet(), expected);
    if (!missing.isEmpty() || !excess.isEmpty()) {
      throw row.place()
          .error(
              "treatment %s: missing %s, too much %s; give the parameters of the first treatment, %s"
                  .formatted(levels, missing, excess, expected));
    }
  }

  private static List<String> without(Collection<String> names, Collection<String> others) {
    return names.stream().filter(name -> !others.contains(name)).toList();
  }
}
