package dev.runvar.execution;

import dev.runvar.profile.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Has the lines of a program leave it when they are printed, as on a terminal: those that it keeps
 * for later would say nothing about the time of a cycle. Python and GNU Fortran look at a variable;
 * for what prints by the C library there is the library of {@code stdbuf}, where that is installed;
 * Perl and Ruby load a file. Bars of tqdm are printed a hundred times a second instead of ten.
 */
final class LineBuffering {

  private static final String PRELOAD = "LD_PRELOAD";

  /** Where distributions have it. */
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/libexec/coreutils/libstdbuf.so"),
          Path.of("/usr/lib/coreutils/libstdbuf.so"),
          Path.of("/usr/lib64/coreutils/libstdbuf.so"));

  private LineBuffering() {}

  /**
   * Returns variables of a program; those that the user has set stay as they are.
   *
   * @param inherited what the program has of them already
   * @param directory for files that Perl and Ruby are to load
   */
  static Map<String, String> environment(Map<String, String> inherited, Path directory)
      throws IOException {
    Map<String, String> environment = new TreeMap<>();
    environment.put("TQDM_MININTERVAL", "0.01");
    environment.put("PYTHONUNBUFFERED", "1");
    environment.put("GFORTRAN_UNBUFFERED_PRECONNECTED", "y");
    Optional<Path> library = LIBRARIES.stream().filter(Files::isReadable).findFirst();
    if (library.isPresent() && !inherited.containsKey("_STDBUF_O")) {
      environment.put("_STDBUF_O", "L");
    }
    environment.keySet().removeAll(inherited.keySet());
    if (environment.containsKey("_STDBUF_O")) {
      environment.put(
          PRELOAD, Variables.after(inherited, PRELOAD, library.orElseThrow().toString(), ":"));
    }
    if (directory.toString().matches(".*\\s.*")) {
      // Neither Perl nor Ruby can be given such a path this way.
      return environment;
    }
    Files.writeString(directory.resolve("RunvarLines.pm"), "$| = 1; 1;\n");
    Path ruby = Files.writeString(directory.resolve("runvar_lines.rb"), "$stdout.sync = true\n");
    add(environment, inherited, "PERL5OPT", "-I" + directory + " -MRunvarLines");
    add(environment, inherited, "RUBYOPT", "-r" + ruby);
    return environment;
  }

  private static void add(
      Map<String, String> environment, Map<String, String> inherited, String name, String options) {
    environment.put(name, Variables.after(inherited, name, options, " "));
  }
}
