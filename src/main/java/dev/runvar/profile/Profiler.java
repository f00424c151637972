package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A sampling profiler that is attached by environment variables, or looks at the program from
 * outside: the command, its output, its exit code and its signals stay the program's own.
 */
public interface Profiler {

  /** Returns its name, as in {@code profiler:} of a study file. */
  String name();

  /**
   * Returns the variables that a run is started with, beside those that it has anyway, and puts the
   * profiler's own files in place; nothing for one that looks at the program from outside.
   *
   * @throws IOException if those files cannot be written
   */
  default Map<String, String> environment(ProfileRequest request) throws IOException {
    return Map.of();
  }

  /**
   * Starts what looks at the program from outside, if anything does.
   *
   * @param pid the program's process, which has just been started and may still be a shell
   * @throws IOException if it cannot be started
   */
  default Companion beside(long pid, ProfileRequest request) throws IOException {
    return Companion.NONE;
  }

  /**
   * Reads what the profiler wrote. A run that was killed, or a profiler that did not start, leaves
   * little or nothing: that is a profile with fewer samples, and never an error.
   *
   * @param directory of the request
   * @param program directory of the program: its files are user code, and named relative to it
   */
  Profile read(Path directory, Path program) throws IOException;
}
