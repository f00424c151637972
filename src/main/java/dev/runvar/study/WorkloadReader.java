package dev.runvar.study;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.runvar.program.Model;
import dev.runvar.program.Models;
import dev.runvar.program.ProgramReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a study executes. */
final class WorkloadReader {

  private static final Set<String> KEYS =
      Set.of("model", "command", "files", "progress", "step", "phases");

  private static final String REGEX_ALLOWED =
      "a regular expression that can be matched in linear time (RE2: no back-references, no look-around)";

  private WorkloadReader() {}

  /**
   * Returns the workload of a node, the built-in one for a study that names none.
   *
   * @param samples whether a profiler samples the runs of a command
   */
  static WorkloadSpec read(Optional<YamlNode> workload, boolean samples) {
    return workload.map(node -> read(node, samples)).orElseGet(WorkloadReader::builtIn);
  }

  private static WorkloadSpec read(YamlNode node, boolean samples) {
    Map<String, YamlNode> keys = node.map(KEYS);
    if (keys.containsKey("command") == keys.containsKey("model")) {
      throw node.error("workload: needs one of two keys; allowed: model or command");
    }
    if (keys.containsKey("model")) {
      keys.keySet().stream()
          .filter(key -> !key.equals("model"))
          .findFirst()
          .ifPresent(
              key -> {
                throw keys.get(key)
                    .error(
                        "workload: %s belongs to a command; allowed: model alone".formatted(key));
              });
      String name = Models.builtIn().name();
      keys.get("model").oneOf(Map.of(name, name));
      return builtIn();
    }
    List<String> command = keys.get("command").texts();
    if (command.isEmpty()) {
      throw keys.get("command")
          .notAllowed("a program and its arguments, as in [python3, swarm.py]");
    }
    ProgramReader reader = new ProgramReader(Path.of(""));
    if (keys.containsKey("files")) {
      keys.get("files").list().forEach(file -> add(reader, file));
    }
    String progress =
        keys.containsKey("progress")
            ? keys.get("progress").parsed(WorkloadReader::regex, REGEX_ALLOWED)
            : null;
    try {
      return WorkloadSpec.of(reader.program(command, progress), profile(keys, samples));
    } catch (IOException e) {
      throw keys.get("command")
          .error("workload: " + e.getMessage() + "; allowed: files that can be read");
    }
  }

  /** Returns how a profiler looks into the runs, null for not at all. */
  private static ProfileSettings profile(Map<String, YamlNode> keys, boolean samples) {
    YamlNode step = keys.get("step");
    YamlNode phases = keys.get("phases");
    if (step != null && keys.containsKey("progress")) {
      throw step.error("workload: both step and progress mark cycles; allowed: one of the two");
    }
    if (phases != null && step == null) {
      throw phases.error("workload: phases are parts of a step; allowed: phases beside step");
    }
    if (step == null && !samples) {
      return null;
    }
    SortedMap<String, String> functions = new TreeMap<>();
    if (phases != null) {
      phases
          .map()
          .forEach(
              (phase, node) ->
                  functions.put(
                      phase,
                      node.parsed(
                          text -> Optional.of(text).filter(ProfileSettings::isFunction),
                          ProfileSettings.FUNCTION_ALLOWED)));
    }
    return new ProfileSettings(
        samples,
        step == null
            ? null
            : step.parsed(
                WorkloadReader::step,
                ProfileSettings.FUNCTION_ALLOWED
                    + ", or auto for the steps of Mesa, Gymnasium and SimPy"),
        functions);
  }

  private static Optional<String> step(String text) {
    return Optional.of(text)
        .filter(
            name ->
                name.equals(ProfileSettings.KNOWN_FRAMEWORKS) || ProfileSettings.isFunction(name));
  }

  private static WorkloadSpec builtIn() {
    Model model = Models.builtIn();
    return new WorkloadSpec(null, model.name() + "-" + model.version());
  }

  private static Optional<String> regex(String text) {
    try {
      return Optional.of(Pattern.compile(text).pattern());
    } catch (PatternSyntaxException | StackOverflowError e) {
      // The parser descends into each group.
      return Optional.empty();
    }
  }

  private static void add(ProgramReader reader, YamlNode file) {
    try {
      reader.add(file.text());
    } catch (IOException e) {
      throw file.error(
          "files: %s; allowed: files or directories that can be read from the current directory"
              .formatted(e.getMessage()));
    }
  }
}
