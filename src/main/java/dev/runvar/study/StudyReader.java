package dev.runvar.study;

import dev.runvar.program.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads study files; every mistake in one is a {@link StudyException} that says where it is. */
public final class StudyReader {

  private static final Set<String> STUDY_KEYS =
      Set.of(
          "study",
          "cycles",
          "replications",
          "seed",
          "workload",
          "profiler",
          "isolation",
          "timeout",
          "memory",
          "output",
          "slots",
          "on-failure",
          "fixed",
          "experiments",
          "compare",
          "work",
          "delta",
          "causes",
          "criteria");

  /** What the name of a study or an experiment looks like. */
  public static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

  public static final String NAME_ALLOWED = "up to 64 letters, digits, - and _";
  private static final Map<String, Isolation> ISOLATIONS =
      inOrder("process", Isolation.PROCESS, "thread", Isolation.THREAD);
  private static final Map<String, OnFailure> ON_FAILURE =
      Arrays.stream(OnFailure.values())
          .collect(
              Collectors.toMap(
                  value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  Function.identity(),
                  (a, b) -> a,
                  LinkedHashMap::new));
  private static final Map<String, Boolean> PROFILERS = inOrder("off", false, "auto", true);
  private static final Pattern DECIMAL = Pattern.compile("\\d+(\\.\\d+)?([eE]-?\\d+)?");
  private static final int MOST_SLOTS = 10_000;
  private static final long DEFAULT_TIMEOUT_MILLIS = Duration.ofDays(2).toMillis();

  private final Map<String, YamlNode> top;
  private final YamlNode root;
  private final String revision;

  private StudyReader(YamlNode root, String revision) {
    this.root = root;
    this.revision = revision;
    top = root.map(STUDY_KEYS);
  }

  /** Returns the study that a file describes. */
  public static Study read(Path file) {
    return read(file, null);
  }

  /**
   * Returns the study that a file describes, with its program as a git revision has it.
   *
   * @param revision null for the program as the file says
   */
  public static Study read(Path file, String revision) {
    return new StudyReader(YamlNode.read(file), revision).study();
  }

  /**
   * Returns the study that a text describes.
   *
   * @param name by which messages name the text
   */
  public static Study parse(String name, String text) {
    return new StudyReader(YamlNode.parse(name, text), null).study();
  }

  private Study study() {
    String name = required("study").text(NAME, NAME_ALLOWED);
    int replications = (int) required("replications").wholeNumber(1, DesignSize.MOST_RUNS);
    long seed = required("seed").wholeNumber(0, Long.MAX_VALUE);
    YamlNode profiler = top.get("profiler");
    boolean samples = profiler != null && profiler.oneOf(PROFILERS);
    WorkloadReader workloads = new WorkloadReader(top.get("workload"), samples, revision);
    WorkloadSpec workload = workloads.common(required("experiments"));
    if (samples && workload.builtIn()) {
      throw profiler.notAllowed("off, unless the study has a command");
    }
    int cycles = cycles(workload);
    Isolation isolation =
        top.containsKey("isolation") ? top.get("isolation").oneOf(ISOLATIONS) : Isolation.PROCESS;
    if (isolation == Isolation.THREAD && !workload.builtIn()) {
      throw top.get("isolation").notAllowed("process, for a command");
    }
    List<Experiment> experiments =
        experiments(new ExperimentReader(workload, workloads, replications));
    return new Study(
        name,
        cycles,
        replications,
        seed,
        workload,
        isolation,
        limits(isolation),
        top.containsKey("slots") ? (int) top.get("slots").wholeNumber(1, MOST_SLOTS) : null,
        top.containsKey("on-failure")
            ? top.get("on-failure").oneOf(ON_FAILURE)
            : OnFailure.CONTINUE,
        experiments,
        comparison(experiments),
        analysis(),
        List.of());
  }

  /** A program may decide itself how many cycles it makes; the built-in model must be told. */
  private int cycles(WorkloadSpec workload) {
    return top.containsKey("cycles") || workload.builtIn()
        ? (int) required("cycles").wholeNumber(1, 1_000_000_000)
        : Study.OWN_CYCLES;
  }

  private RunLimits limits(Isolation isolation) {
    YamlNode timeout = top.get("timeout");
    YamlNode memory = top.get("memory");
    YamlNode output = top.get("output");
    if (memory != null && isolation == Isolation.THREAD) {
      throw memory.error("memory: a thread has no limit of its own; give isolation: process");
    }
    return new RunLimits(
        timeout == null
            ? DEFAULT_TIMEOUT_MILLIS
            : timeout
                .parsed(StudyReader::timeout, "1ms or longer, " + DurationText.ALLOWED)
                .toMillis(),
        memory == null ? null : memory.parsed(SizeText::parse, SizeText.ALLOWED),
        output == null
            ? RunLimits.DEFAULT_OUTPUT_BYTES
            : output.parsed(SizeText::parse, SizeText.ALLOWED));
  }

  private static Optional<Duration> timeout(String text) {
    return DurationText.parse(text).filter(duration -> duration.toMillis() >= 1);
  }

  private List<Experiment> experiments(ExperimentReader reader) {
    Map<String, String> common = reader.values(top.get("fixed"));
    List<Experiment> experiments = new ArrayList<>();
    for (Map.Entry<String, YamlNode> entry : required("experiments").map().entrySet()) {
      experiments.add(reader.experiment(entry.getKey(), entry.getValue(), common));
    }
    if (experiments.isEmpty()) {
      throw required("experiments").notAllowed("at least one experiment");
    }
    return experiments;
  }

  private Comparison comparison(List<Experiment> experiments) {
    YamlNode node = top.get("compare");
    if (node == null) {
      return Comparison.byVariant(experiments);
    }
    Map<String, YamlNode> keys = node.map(Set.of(Comparison.UNOPTIMIZED, Comparison.OPTIMIZED));
    Map<String, String> known = new LinkedHashMap<>();
    experiments.forEach(experiment -> known.put(experiment.id(), experiment.id()));
    List<List<String>> groups = new ArrayList<>();
    for (String group : List.of(Comparison.UNOPTIMIZED, Comparison.OPTIMIZED)) {
      if (!keys.containsKey(group)) {
        throw node.error(
            "compare: has no key \"%s\"; allowed: unoptimized and optimized".formatted(group));
      }
      groups.add(keys.get(group).list().stream().map(id -> id.oneOf(known)).toList());
    }
    return new Comparison(groups.get(0), groups.get(1));
  }

  private AnalysisSettings analysis() {
    YamlNode work = top.get("work");
    YamlNode delta = top.get("delta");
    YamlNode criteria = top.get("criteria");
    YamlNode causes = top.get("causes");
    return new AnalysisSettings(
        work == null ? List.of() : differentTexts(work),
        delta == null
            ? null
            : delta.parsed(StudyReader::delta, "a number above 0 and below 1, as in 0.02"),
        criteria == null
            ? null
            : criteria.oneOf(
                CriteriaPack.names().stream().collect(Collectors.toMap(n -> n, n -> n))),
        causes == null ? List.of() : causes(causes),
        null);
  }

  private static List<DeclaredCause> causes(YamlNode node) {
    List<DeclaredCause> causes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode item : node.list()) {
      Map<String, YamlNode> keys = item.map(Set.of("name", "size", "phase"));
      for (String key : List.of("name", "size")) {
        if (!keys.containsKey(key)) {
          throw item.error(
              "causes: a cause has no %s; write {name: event queue, size: queue_length, phase: dispatch}"
                  .formatted(key));
        }
      }
      String name = keys.get("name").text();
      if (!names.add(name)) {
        throw keys.get("name").notAllowed("a name that no other cause has");
      }
      causes.add(
          new DeclaredCause(
              name,
              keys.get("size").text(),
              keys.containsKey("phase") ? keys.get("phase").text() : null));
    }
    return causes;
  }

  private static List<String> differentTexts(YamlNode node) {
    List<String> texts = node.texts();
    if (texts.stream().distinct().count() < texts.size()) {
      throw node.place().notAllowed(node.name(), texts.toString(), "a list of different gauges");
    }
    return texts;
  }

  private static Optional<Double> delta(String text) {
    return DECIMAL.matcher(text).matches()
        ? Optional.of(Double.valueOf(text)).filter(AnalysisSettings::isPossible)
        : Optional.empty();
  }

  private YamlNode required(String key) {
    YamlNode node = top.get(key);
    if (node == null) {
      throw root.error("%s has no key \"%s\"; add it".formatted(root.name(), key));
    }
    return node;
  }

  private static <T> Map<String, T> inOrder(String first, T one, String second, T two) {
    Map<String, T> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, two);
    return map;
  }
}
