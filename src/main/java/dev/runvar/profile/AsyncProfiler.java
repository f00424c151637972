package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Native programs that are linked dynamically: async-profiler, preloaded.
 *
 * <p>It samples by processor time, so that a cycle that waits is sampled where it computes, and no
 * signal reaches a program in a system call. Where a process may not count its own events, the
 * kernel's tick takes their place, which is 100 to 250 samples per second. It does so, too, in a
 * program that may put another in its place: the count of events would go on in that one, and its
 * first signal would end it. Of a program that a signal ends, the last five seconds are lost.
 */
public final class AsyncProfiler implements Profiler {

  /** What says that it is time for a sample. */
  public enum Clock {
    /** A counter of the processor time of a thread. */
    EVENTS("cpu"),
    /** The kernel's tick, by a timer that a program does not hand on to what takes its place. */
    TICK("ctimer");

    private final String event;

    Clock(String event) {
      this.event = event;
    }
  }

  private static final String PRELOAD = "LD_PRELOAD";
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final Path library;
  private final String executable;
  private final Clock clock;

  /**
   * A profiler of one program.
   *
   * @param library {@code libasyncProfiler.so}
   * @param executable the program's file name: its functions are user code
   */
  public AsyncProfiler(Path library, String executable, Clock clock) {
    this.library = library.toAbsolutePath();
    this.clock = Objects.requireNonNull(clock, "clock");
    this.executable = Objects.requireNonNull(executable, "executable");
  }

  @Override
  public String name() {
    return "async";
  }

  @Override
  public Map<String, String> environment(ProfileRequest request) throws IOException {
    if (request.rateHertz() == 0) {
      return Map.of();
    }
    Map<String, String> environment = new TreeMap<>();
    // Without a way to unwind, the callers of the innermost function are lost.
    environment.put(
        "ASPROF_COMMAND",
        "start,event=%s,interval=%dus,cstack=vm,jfr,file=%s/native-%%p.jfr,chunktime=5s,loglevel=none"
            .formatted(
                clock.event,
                MICROS_PER_SECOND / request.rateHertz(),
                request.directory().toAbsolutePath()));
    environment.put(
        PRELOAD, Variables.after(request.inherited(), PRELOAD, library.toString(), ":"));
    return environment;
  }

  @Override
  public Profile read(Path directory, Path program) throws IOException {
    return JfrProfile.read(directory, JfrProfile.Names.NATIVE, executable);
  }
}
