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

/** Reads what a study executes. */
final class WorkloadReader {

  private static final Set<String> KEYS = Set.of("model", "command", "files", "progress");

  private static final String REGEX_ALLOWED =
      "a regular expression that can be matched in linear time (RE2: no back-references, no look-around)";

  private WorkloadReader() {}

  /** Returns the workload of a node, the built-in one for a study that names none. */
  static WorkloadSpec read(Optional<YamlNode> workload) {
    return workload.map(WorkloadReader::read).orElseGet(WorkloadReader::builtIn);
  }

  private static WorkloadSpec read(YamlNode node) {
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
      return WorkloadSpec.of(reader.program(command, progress));
    } catch (IOException e) {
      throw keys.get("command")
          .error("workload: " + e.getMessage() + "; allowed: files that can be read");
    }
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
