package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * py-spy, attached to the process, for Python that our agent cannot be loaded into, such as {@code
 * python3 -I} and frozen programs. It stops the program for each sample, so the rate is at most 100
 * samples per second.
 */
public final class PySpyProfiler implements Profiler {

  private static final int MOST_RATE_HERTZ = 100;
  private static final Path YAMA = Path.of("/proc/sys/kernel/yama/ptrace_scope");
  private static final Path OWN_STATUS = Path.of("/proc/self/status");
  private static final String EFFECTIVE = "CapEff:";
  private static final long SYS_PTRACE = 1L << 19;
  private static final int HEXADECIMAL = 16;

  private final Path program;

  /** A profiler that uses this {@code py-spy} program. */
  public PySpyProfiler(Path program) {
    this.program = program;
  }

  /**
   * Returns why py-spy cannot be used.
   *
   * @param path the variable PATH
   */
  public static Optional<String> whyNot(String path) {
    if (ProfilerChoice.onPath("py-spy", path).isEmpty()) {
      return Optional.of("there is no py-spy on the path");
    }
    return mayAttach()
        ? Optional.empty()
        : Optional.of("py-spy may not attach to a process: kernel.yama.ptrace_scope is not 0");
  }

  /** Returns the profiler if py-spy can be used. */
  static Optional<Profiler> onPath(String path) {
    return whyNot(path).isPresent()
        ? Optional.empty()
        : ProfilerChoice.onPath("py-spy", path).map(PySpyProfiler::new);
  }

  private static boolean mayAttach() {
    try {
      if (!Files.exists(YAMA) || Files.readString(YAMA).strip().equals("0")) {
        return true;
      }
      return Files.readAllLines(OWN_STATUS).stream()
          .filter(line -> line.startsWith(EFFECTIVE))
          .mapToLong(
              line ->
                  Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), HEXADECIMAL))
          .anyMatch(capabilities -> (capabilities & SYS_PTRACE) != 0);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String name() {
    return "py-spy";
  }

  @Override
  public Companion beside(long pid, ProfileRequest request) throws IOException {
    if (request.rateHertz() == 0) {
      return Companion.NONE;
    }
    // Without --idle, sleeping time would count for the stack that ran before.
    return PartRecorder.start(
        PartRecorder.quoted(program)
            + " record --pid \"$2\" --subprocesses --idle --full-filenames --rate \"$rate\""
            + " --duration 60 --format chrometrace --output \"$part\"",
        pid,
        request.directory(),
        Math.min(MOST_RATE_HERTZ, request.rateHertz()));
  }

  @Override
  public Profile read(Path directory, Path program) throws IOException {
    return PySpyTrace.read(directory, program);
  }
}
