package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * async-profiler, preloaded into dynamically linked native programs.
 *
 * <p>It samples processor time, so waiting is not sampled, and no signal interrupts a system call.
 * If a process may not count its own events, the kernel's tick is used, with 100 to 250 samples per
 * second. The tick is also used for a program that may replace itself by exec: event counting would
 * continue in the new program, and its first signal would kill that. If a signal ends the program,
 * the last five seconds are lost.
 */
public final class AsyncProfiler implements Profiler {

  /** The clock that triggers samples. */
  public enum Clock {
    /** A counter of the processor time of a thread. */
    EVENTS("cpu"),
    /** The kernel's tick, by a timer that does not survive exec. */
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
    // Without a method to unwind, the callers of the innermost function are lost.
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
