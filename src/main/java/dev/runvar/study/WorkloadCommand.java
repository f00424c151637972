package dev.runvar.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A command with the interpreter and the variables that a workload names beside it. */
final class WorkloadCommand {

  private static final Pattern PYTHON = Pattern.compile("python[\\d.]*");
  private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

  private WorkloadCommand() {}

  /**
   * Returns the command.
   *
   * @param python the interpreter that takes the place of the command's, or null
   * @param environment a map of variables, or null
   */
  static List<String> of(List<String> command, YamlNode python, YamlNode environment) {
    List<String> words = new ArrayList<>();
    if (environment != null) {
      words.add("env");
      environment
          .map()
          .forEach(
              (name, value) -> {
                if (!name.matches(VARIABLE)) {
                  throw value.error(
                      "env: \"%s\" is no name of a variable; letters, digits and _ make one"
                          .formatted(name));
                }
                words.add(name + "=" + value.text());
              });
    }
    words.addAll(command);
    if (python != null) {
      int at = words.size() - command.size();
      if (!PYTHON.matcher(command.get(0)).matches()) {
        throw python.error(
            "python: the command starts %s, not python3; python: names another interpreter for a Python program"
                .formatted(command.get(0)));
      }
      words.set(at, interpreter(python.text()));
    }
    return words;
  }

  /** A run starts elsewhere, so that a relative path must be made absolute. */
  private static String interpreter(String text) {
    return text.contains("/") ? Path.of(text).toAbsolutePath().normalize().toString() : text;
  }
}
