package dev.runvar.execution;

import dev.runvar.profile.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Has the lines of a program leave it when they are printed, as on a terminal: those that it keeps
 * for later would say nothing about the time of a cycle. Python and GNU Fortran look at a variable;
 * for what prints by the C library there is the library of {@code stdbuf}, where that is installed.
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
   */
  static Map<String, String> environment(Map<String, String> inherited) {
    Map<String, String> environment = new TreeMap<>();
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
    return environment;
  }
}
