package dev.runvar.study;

import dev.runvar.workload.DurationText;
import dev.runvar.workload.NrmSettings;
import dev.runvar.workload.ParameterException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads study files; every mistake in one is a {@link StudyException} that says where it is. */
public final class StudyReader {

  private static final Set<String> STUDY_KEYS =
      Set.of(
          "study",
          "cycles",
          "replications",
          "seed",
          "workload",
          "isolation",
          "timeout",
          "fixed",
          "experiments",
          "compare");
  private static final Set<String> EXPERIMENT_KEYS = Set.of("label", "fixed", "factors");
  private static final Set<String> WORKLOAD_KEYS = Set.of("model", "command", "files");
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";
  private static final String NAME_ALLOWED = "up to 64 letters, digits, - and _";
  private static final Set<String> RESERVED = Set.of("seed", "cycles");
  private static final String PARAMETER = "[a-z][a-z0-9_]{0,63}";
  private static final String PARAMETER_ALLOWED = "small letters, digits and _";
  private static final Map<String, Isolation> ISOLATIONS =
      inOrder("process", Isolation.PROCESS, "thread", Isolation.THREAD);
  private static final int MOST_RUNS = 1_000_000;
  private static final long DEFAULT_TIMEOUT_MILLIS = Duration.ofDays(2).toMillis();

  private final Map<String, YamlNode> top;
  private final YamlNode root;
  private WorkloadSpec workload;

  private StudyReader(YamlNode root) {
    this.root = root;
    top = root.map(STUDY_KEYS);
  }

  /** Returns the study that a file describes. */
  public static Study read(Path file) {
    return new StudyReader(YamlNode.read(file)).study();
  }

  private Study study() {
    String name = required("study").text(NAME, NAME_ALLOWED);
    int cycles = (int) required("cycles").wholeNumber(1, 1_000_000_000);
    int replications = (int) required("replications").wholeNumber(1, MOST_RUNS);
    long seed = required("seed").wholeNumber(0, Long.MAX_VALUE);
    workload = workload();
    Isolation isolation =
        top.containsKey("isolation") ? top.get("isolation").oneOf(ISOLATIONS) : Isolation.PROCESS;
    if (isolation == Isolation.THREAD && !workload.builtIn()) {
      throw top.get("isolation").notAllowed("process, for a command");
    }
    List<Experiment> experiments = experiments();
    return new Study(
        name,
        cycles,
        replications,
        seed,
        workload,
        isolation,
        timeoutMillis(),
        experiments,
        comparison(experiments));
  }

  private long timeoutMillis() {
    YamlNode timeout = top.get("timeout");
    return timeout == null
        ? DEFAULT_TIMEOUT_MILLIS
        : timeout.parsed(StudyReader::timeout, "1ms or longer, " + DurationText.ALLOWED).toMillis();
  }

  private static Optional<Duration> timeout(String text) {
    return DurationText.parse(text).filter(duration -> duration.toMillis() >= 1);
  }

  private WorkloadSpec workload() {
    YamlNode node = top.get("workload");
    if (node == null) {
      return builtIn();
    }
    Map<String, YamlNode> keys = node.map(WORKLOAD_KEYS);
    if (keys.containsKey("command") == keys.containsKey("model")) {
      throw node.error("workload: needs one of two keys; allowed: model or command");
    }
    if (keys.containsKey("model")) {
      keys.get("model").oneOf(Map.of("nrm", "nrm"));
      return builtIn();
    }
    List<String> command = texts(keys.get("command"));
    if (command.isEmpty()) {
      throw keys.get("command")
          .notAllowed("a program and its arguments, as in [python3, swarm.py]");
    }
    List<YamlNode> files = keys.containsKey("files") ? keys.get("files").list() : List.of();
    List<Object> content = new ArrayList<>(command);
    for (YamlNode file : files) {
      content.add(contentOf(file));
    }
    return new WorkloadSpec(
        command,
        files.stream().map(YamlNode::text).toList(),
        Plan.hash(content.toArray()).substring(0, 16));
  }

  private static WorkloadSpec builtIn() {
    return new WorkloadSpec(List.of(), List.of(), "nrm-" + NrmSettings.MODEL_VERSION);
  }

  private static String contentOf(YamlNode file) {
    try (InputStream in = Files.newInputStream(Path.of(file.text()))) {
      return Plan.hash(in);
    } catch (IOException | InvalidPathException e) {
      throw file.notAllowed("a file that can be read from the current directory");
    }
  }

  private List<Experiment> experiments() {
    Map<String, String> common = values(top.get("fixed"));
    List<Experiment> experiments = new ArrayList<>();
    for (Map.Entry<String, YamlNode> entry : required("experiments").map().entrySet()) {
      experiments.add(experiment(entry.getKey(), entry.getValue(), common));
    }
    if (experiments.isEmpty()) {
      throw required("experiments").notAllowed("at least one experiment");
    }
    return experiments;
  }

  private Experiment experiment(String id, YamlNode node, Map<String, String> common) {
    if (!id.matches(NAME)) {
      throw node.error(
          "experiment: \"%s\" is not allowed; allowed: %s".formatted(id, NAME_ALLOWED));
    }
    Map<String, YamlNode> keys = node.map(EXPERIMENT_KEYS);
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
      List<String> texts = texts(levels);
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
    double runs = required("replications").wholeNumber(1, MOST_RUNS);
    for (Factor factor : factors) {
      runs *= factor.levels().size();
    }
    if (runs > MOST_RUNS) {
      throw experiment.error(
          "%s: %.0f runs are not allowed; allowed: at most %d in one experiment"
              .formatted(experiment.name(), runs, MOST_RUNS));
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

  /** Returns the parameters of a map, each checked by itself at its own line. */
  private Map<String, String> values(YamlNode node) {
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

  private Comparison comparison(List<Experiment> experiments) {
    YamlNode node = top.get("compare");
    if (node == null) {
      return new Comparison(idsOf(experiments, "unoptimized"), idsOf(experiments, "optimized"));
    }
    Map<String, YamlNode> keys = node.map(Set.of("unoptimized", "optimized"));
    Map<String, String> known = new LinkedHashMap<>();
    experiments.forEach(experiment -> known.put(experiment.id(), experiment.id()));
    List<List<String>> groups = new ArrayList<>();
    for (String group : List.of("unoptimized", "optimized")) {
      if (!keys.containsKey(group)) {
        throw node.error(
            "compare: has no key \"%s\"; allowed: unoptimized and optimized".formatted(group));
      }
      groups.add(keys.get(group).list().stream().map(id -> id.oneOf(known)).toList());
    }
    return new Comparison(groups.get(0), groups.get(1));
  }

  private static List<String> idsOf(List<Experiment> experiments, String variant) {
    return experiments.stream()
        .filter(experiment -> experiment.variant().equals(variant))
        .map(Experiment::id)
        .toList();
  }

  private YamlNode required(String key) {
    YamlNode node = top.get(key);
    if (node == null) {
      throw root.error(
          "%s has no key \"%s\"; allowed: it must be there".formatted(root.name(), key));
    }
    return node;
  }

  private static List<String> texts(YamlNode node) {
    return node.list().stream().map(YamlNode::text).toList();
  }

  private static <T> Map<String, T> inOrder(String first, T one, String second, T two) {
    Map<String, T> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, two);
    return map;
  }
}
