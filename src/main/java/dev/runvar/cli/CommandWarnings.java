package dev.runvar.cli;

import dev.runvar.program.GitRevision;
import dev.runvar.program.Program;
import dev.runvar.program.ProgramFile;
import dev.runvar.study.Experiment;
import dev.runvar.study.Study;
import dev.runvar.study.Treatment;
import dev.runvar.study.Workloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds probable mistakes in the command of a study. */
final class CommandWarnings {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

  /** Filled in for every run. */
  private static final Set<String> ALWAYS = Set.of("seed", "cycles");

  /** The parameter for the variant of an experiment, which a program need not use. */
  private static final String VARIANT = "variant";

  private CommandWarnings() {}

  /** Returns a line for each placeholder and each parameter that seems to be unused. */
  static List<String> of(Study study) {
    Workloads workloads = study.workloads();
    List<String> warnings = new ArrayList<>();
    for (Program program : workloads.programs()) {
      Set<String> parameters =
          parameters(
              study.experiments().stream()
                  .filter(experiment -> program.equals(workloads.of(experiment.id()).program()))
                  .toList());
      of(program, parameters).stream()
          .filter(warning -> !warnings.contains(warning))
          .forEach(warnings::add);
    }
    if (workloads.revisions().findAny().isPresent()) {
      uncommitted().ifPresent(warnings::add);
    }
    return warnings;
  }

  private static Optional<String> uncommitted() {
    try {
      List<String> files = GitRevision.uncommitted(Path.of(""));
      return files.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "note: git: takes committed files only; changes of %s are left out"
                  .formatted(String.join(", ", files)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<String> of(Program program, Set<String> parameters) {
    Set<String> placeholders = new TreeSet<>();
    for (String argument : program.command()) {
      Matcher matcher = PLACEHOLDER.matcher(argument);
      while (matcher.find()) {
        placeholders.add(matcher.group(1));
      }
    }
    List<String> warnings = new ArrayList<>();
    for (String name : placeholders) {
      if (!parameters.contains(name) && !ALWAYS.contains(name)) {
        Set<String> known = new TreeSet<>(parameters);
        known.addAll(ALWAYS);
        warnings.add(
            "warning: {%s} in the command is no parameter and stays as it is; known are %s"
                .formatted(name, String.join(", ", known)));
      }
    }
    if (!program.inPlace().isEmpty() && !program.isCopied()) {
      warnings.add(
          "note: of the program, only %s is checked for changes; files: would keep a copy of all that it needs"
              .formatted(
                  program.inPlace().stream()
                      .map(ProgramFile::path)
                      .collect(Collectors.joining(", "))));
    }
    edited(program)
        .forEach(
            path ->
                warnings.add(
                    "note: %s was edited since the study began; its runs execute the copy that the study keeps"
                        .formatted(path)));
    parameters.removeAll(placeholders);
    parameters.remove(VARIANT);
    unread(program, parameters)
        .forEach(
            name ->
                warnings.add(
                    "warning: neither the command nor a file of it names the parameter %s; a program gets it as RUNVAR_PARAM_%s"
                        .formatted(name, name.toUpperCase(Locale.ROOT))));
    return warnings;
  }

  /** Returns the copied files whose originals exist and have changed. */
  private static List<Path> edited(Program program) {
    return program.files().stream()
        .filter(file -> original(program, file).filter(path -> isOther(path, file)).isPresent())
        .map(file -> original(program, file).orElseThrow())
        .toList();
  }

  private static boolean isOther(Path original, ProgramFile file) {
    try {
      return Files.isRegularFile(original) && !Program.sha256(original).equals(file.sha256());
    } catch (IOException e) {
      // An unreadable original does not matter, because runs execute the copy.
      return false;
    }
  }

  /** Returns where a file was when the study was begun, if this system has such a path. */
  private static Optional<Path> original(Program program, ProgramFile file) {
    try {
      return Optional.ofNullable(program.directory())
          .map(directory -> Path.of(directory).resolve(file.path()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Set<String> parameters(List<Experiment> experiments) {
    return experiments.stream()
        .map(Experiment::treatments)
        .flatMap(List::stream)
        .map(Treatment::parameters)
        .flatMap(values -> values.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the parameters whose names are in none of the files; empty if there are no files to
   * search.
   */
  private static Set<String> unread(Program program, Set<String> parameters) {
    List<String> texts =
        Stream.concat(program.files().stream(), program.inPlace().stream())
            .map(file -> text(program, file))
            .toList();
    Set<String> unread = new TreeSet<>();
    if (!texts.isEmpty() && texts.stream().noneMatch(String::isEmpty)) {
      parameters.stream()
          .filter(name -> texts.stream().noneMatch(text -> text.contains(name)))
          .filter(name -> program.command().stream().noneMatch(word -> names(word, name)))
          .forEach(unread::add);
    }
    return unread;
  }

  private static boolean names(String word, String parameter) {
    return word.toLowerCase(Locale.ROOT).contains("runvar_param_" + parameter);
  }

  /**
   * Returns the text of a file in lower case; empty if the file is not where the study was begun.
   */
  private static String text(Program program, ProgramFile file) {
    Optional<Path> original = original(program, file);
    if (original.isEmpty() || !Files.isRegularFile(original.get())) {
      return "";
    }
    try {
      byte[] bytes = Files.readAllBytes(original.get());
      return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      return "";
    }
  }
}
