package dev.runvar.study;

import dev.runvar.workload.NrmSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what a study executes. */
final class WorkloadReader {

  private static final Set<String> KEYS = Set.of("model", "command", "files", "progress");

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
      keys.get("model").oneOf(Map.of("nrm", "nrm"));
      return builtIn();
    }
    List<String> command = keys.get("command").texts();
    if (command.isEmpty()) {
      throw keys.get("command")
          .notAllowed("a program and its arguments, as in [python3, swarm.py]");
    }
    List<YamlNode> files = keys.containsKey("files") ? keys.get("files").list() : List.of();
    List<Object> content = new ArrayList<>(command);
    for (YamlNode file : files) {
      content.add(contentOf(file));
    }
    String progress = null;
    if (keys.containsKey("progress")) {
      progress = keys.get("progress").parsed(WorkloadReader::regex, "a regular expression of Java");
      content.add(progress);
    }
    return new WorkloadSpec(
        command,
        files.stream().map(YamlNode::text).toList(),
        progress,
        Plan.hash(content.toArray()).substring(0, 16));
  }

  private static WorkloadSpec builtIn() {
    return new WorkloadSpec(List.of(), List.of(), null, "nrm-" + NrmSettings.MODEL_VERSION);
  }

  private static Optional<String> regex(String text) {
    try {
      return Optional.of(Pattern.compile(text).pattern());
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static String contentOf(YamlNode file) {
    try (InputStream in = Files.newInputStream(Path.of(file.text()))) {
      return Plan.hash(in);
    } catch (IOException | InvalidPathException e) {
      throw file.notAllowed("a file that can be read from the current directory");
    }
  }
}
