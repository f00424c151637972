package dev.runvar.study;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.runvar.program.GitRevision;
import dev.runvar.program.Model;
import dev.runvar.program.Models;
import dev.runvar.program.Program;
import dev.runvar.program.ProgramReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a study executes. */
final class WorkloadReader {

  private static final Set<String> KEYS =
      Set.of("model", "command", "files", "git", "python", "env", "progress", "step", "phases");

  private static final String REGEX_ALLOWED =
      "a regular expression that can be matched in linear time (RE2: no back-references, no look-around)";

  private final YamlNode common;
  private final boolean samples;
  private final String revision;
  private final Map<String, GitRevision> unpacked = new HashMap<>();

  /**
   * A reader of what a study executes.
   *
   * @param common what all experiments execute that say nothing else; null where the study does not
   *     say
   * @param samples whether a profiler samples the runs of a command
   * @param revision of git from which the programs are taken, null where the workloads say that
   */
  WorkloadReader(YamlNode common, boolean samples, String revision) {
    this.common = common;
    this.samples = samples;
    this.revision = revision;
  }

  /**
   * Returns what the study executes: the built-in workload if neither the study nor any experiment
   * names one.
   */
  WorkloadSpec common(YamlNode experiments) {
    if (common != null) {
      return read(common, common.map(KEYS));
    }
    List<YamlNode> all = List.copyOf(experiments.map().values());
    List<YamlNode> own = all.stream().flatMap(node -> ownOf(node).stream()).toList();
    if (own.isEmpty()) {
      return builtIn();
    }
    for (YamlNode experiment : all) {
      if (ownOf(experiment).isEmpty()) {
        throw experiment.error(
            "%s: has no workload, but another experiment has; give it one, or the study one for all"
                .formatted(experiment.name()));
      }
    }
    return own(own.get(0));
  }

  private static Optional<YamlNode> ownOf(YamlNode experiment) {
    return experiment.isMapping()
        ? Optional.ofNullable(experiment.map().get("workload"))
        : Optional.empty();
  }

  /** Returns the workload of one experiment, whose keys take the place of the study's. */
  WorkloadSpec own(YamlNode node) {
    Map<String, YamlNode> own = node.map(KEYS);
    Map<String, YamlNode> keys = new HashMap<>(common == null ? Map.of() : common.map(KEYS));
    if (own.containsKey("model") || keys.containsKey("model")) {
      throw node.error(
          "workload: an experiment executes a command of its own; the built-in model is for all of a study");
    }
    if (own.containsKey("step") || own.containsKey("progress")) {
      keys.keySet().removeAll(Set.of("step", "phases", "progress"));
    }
    keys.putAll(own);
    return read(node, keys);
  }

  private WorkloadSpec read(YamlNode node, Map<String, YamlNode> keys) {
    if (keys.containsKey("command") == keys.containsKey("model")) {
      throw node.error("workload: needs one of two keys, model or command");
    }
    if (keys.containsKey("model")) {
      keys.keySet().stream()
          .filter(key -> !key.equals("model"))
          .findFirst()
          .ifPresent(
              key -> {
                throw keys.get(key)
                    .error("workload: %s belongs to a command; give model alone".formatted(key));
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
    String progress =
        keys.containsKey("progress")
            ? keys.get("progress").parsed(WorkloadReader::regex, REGEX_ALLOWED)
            : null;
    Optional<GitRevision> files = revision(keys);
    ProgramReader reader = new ProgramReader(files.map(GitRevision::directory).orElse(Path.of("")));
    try {
      if (files.isPresent()) {
        requireFiles(files.get(), keys, command);
      }
      if (keys.containsKey("files")) {
        keys.get("files").list().forEach(file -> add(reader, file));
      } else if (files.isPresent()) {
        files.get().requireWhole();
        reader.add(".");
      }
      Program program =
          reader.program(
              WorkloadCommand.of(command, keys.get("python"), keys.get("env")), progress);
      return WorkloadSpec.of(program, profile(keys), files.map(GitRevision::name).orElse(null));
    } catch (IOException e) {
      throw keys.getOrDefault("git", keys.get("command"))
          .error("workload: " + e.getMessage() + "; give files that can be read");
    }
  }

  /** Files that the command names and that are here must be in the revision as well. */
  private static void requireFiles(
      GitRevision revision, Map<String, YamlNode> keys, List<String> command) throws IOException {
    if (keys.containsKey("files")) {
      for (String file : keys.get("files").texts()) {
        revision.requireFile(file);
      }
    }
    for (String word : command.subList(1, command.size())) {
      if (isFile(word)) {
        revision.requireFile(word);
      }
    }
  }

  private static boolean isFile(String word) {
    try {
      return Files.isRegularFile(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns the files of the git revision that is asked for, if one is. */
  private Optional<GitRevision> revision(Map<String, YamlNode> keys) {
    YamlNode node = keys.getOrDefault("git", keys.get("command"));
    String name = revision != null || !keys.containsKey("git") ? revision : node.text();
    try {
      if (name != null && !unpacked.containsKey(name)) {
        unpacked.put(name, GitRevision.read(name, Path.of("")));
      }
      return Optional.ofNullable(name).map(unpacked::get);
    } catch (IOException e) {
      throw node.error("git: " + e.getMessage());
    }
  }

  /** Returns how a profiler looks into the runs, null for not at all. */
  private ProfileSettings profile(Map<String, YamlNode> keys) {
    YamlNode step = keys.get("step");
    YamlNode phases = keys.get("phases");
    boolean isAutomatic =
        keys.containsKey("progress") && keys.get("progress").text().equals(WorkloadSpec.AUTOMATIC);
    if (step != null && keys.containsKey("progress") && !isAutomatic) {
      throw step.error("workload: both step and progress mark cycles; give one of the two");
    }
    if (phases != null && step == null) {
      throw phases.error("workload: phases are parts of a step; give step too");
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
    return new WorkloadSpec(null, model.name() + "-" + model.version(), null, null);
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
          "files: %s; give files or directories that can be read from the current directory"
              .formatted(e.getMessage()));
    }
  }
}
