package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A profiler that a JVM of OpenJDK loads by itself, and that writes recordings. */
abstract class JvmProfiler implements Profiler {

  private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

  private final JfrProfile.Names names;
  private JvmCensus census;

  JvmProfiler(JfrProfile.Names names) {
    this.names = names;
  }

  /**
   * Returns the options of the JVM, and creates the files that they name.
   *
   * @throws IOException if those cannot be written
   */
  abstract List<String> options(ProfileRequest request) throws IOException;

  @Override
  public Map<String, String> environment(ProfileRequest request) throws IOException {
    if (request.rateHertz() == 0) {
      return Map.of();
    }
    String options = String.join(" ", options(request).stream().map(JvmProfiler::quoted).toList());
    return Map.of(OPTIONS, Variables.after(request.inherited(), OPTIONS, options, " "));
  }

  /** Quotes an option, because the variable is split at white space outside quotes. */
  private static String quoted(String option) {
    return option.chars().anyMatch(Character::isWhitespace) ? "\"" + option + "\"" : option;
  }

  @Override
  public Companion beside(long pid, ProfileRequest request) {
    if (request.census() == CensusMode.OFF || request.rateHertz() == 0) {
      return Companion.NONE;
    }
    census = JvmCensus.of(pid);
    return census;
  }

  @Override
  public Profile read(Path directory, Path program) throws IOException {
    return JfrProfile.read(directory, names, census);
  }
}
