package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A sampling profiler that is attached by environment variables, or observes the program from
 * outside. The command, its output, its exit code and its signals remain the program's own.
 */
public interface Profiler {

  /** Returns its name, as given by {@code profiler:} in a study file. */
  String name();

  /**
   * Returns the environment variables to add for a run, and creates the profiler's own files; empty
   * for a profiler that observes the program from outside.
   *
   * @throws IOException if those files cannot be written
   */
  default Map<String, String> environment(ProfileRequest request) throws IOException {
    return Map.of();
  }

  /**
   * Starts a companion that observes the program from outside, if the profiler has one.
   *
   * @param pid the program's process, which has just been started and may still be a shell
   * @throws IOException if it cannot be started
   */
  default Companion beside(long pid, ProfileRequest request) throws IOException {
    return Companion.NONE;
  }

  /**
   * Returns whether the companion can be attached to a process that is yet to become the program:
   * the program then waits for {@link #beside}.
   */
  default boolean attachesBeforeStart() {
    return false;
  }

  /**
   * Reads the output of the profiler. If the run was killed or the profiler did not start, the
   * profile has few samples or none; this is never an error.
   *
   * @param directory of the request
   * @param program directory of the program: its files are user code, and named relative to it
   */
  Profile read(Path directory, Path program) throws IOException;
}
