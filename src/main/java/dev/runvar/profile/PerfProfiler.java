package dev.runvar.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Linux perf, attached to the process, for native programs that no library can be loaded into, such
 * as Go programs. It samples processor time and does not stop the program.
 */
public final class PerfProfiler implements Profiler {

  private static final String PERF = "perf";
  private static final long TRIAL_SECONDS = 10;

  /**
   * Uses a software event, because its clock, unlike that of hardware counters, can be set to that
   * of telemetry.
   */
  private static final String OPTIONS = "record -e cpu-clock -k CLOCK_REALTIME -N -B -g";

  private final Path program;
  private final String executable;

  /**
   * A profiler of one program.
   *
   * @param program {@code perf}
   * @param executable the program's file name: its functions are user code
   */
  public PerfProfiler(Path program, String executable) {
    this.program = program;
    this.executable = Objects.requireNonNull(executable, "executable");
  }

  /**
   * Returns why perf cannot be used. It is tried out, because several settings decide what a
   * process may do.
   *
   * @param path the variable PATH
   */
  public static Optional<String> whyNot(String path) {
    Optional<Path> program = ProfilerChoice.onPath(PERF, path);
    if (program.isEmpty()) {
      return Optional.of("there is no perf on the path");
    }
    try {
      Process trial =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "exec %s %s -o - true".formatted(PartRecorder.quoted(program.get()), OPTIONS))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)) {
        trial.destroyForcibly();
      } else if (trial.exitValue() == 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.of("perf cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.of("perf is not permitted here: see kernel.perf_event_paranoid");
  }

  /** Returns the profiler for a program if perf can be used. */
  static Optional<Profiler> onPath(String path, String executable) {
    return whyNot(path).isPresent()
        ? Optional.empty()
        : ProfilerChoice.onPath(PERF, path).map(perf -> new PerfProfiler(perf, executable));
  }

  @Override
  public String name() {
    return PERF;
  }

  @Override
  public Companion beside(long pid, ProfileRequest request) throws IOException {
    if (request.rateHertz() == 0) {
      return Companion.NONE;
    }
    PartRecorder recorder =
        PartRecorder.start(
            "%s %s --pid \"$2\" -F \"$rate\" -o \"$part\" -- sleep 60"
                .formatted(PartRecorder.quoted(program), OPTIONS),
            pid,
            request.directory(),
            request.rateHertz());
    recorder.await(PerfProfiler::isAttached);
    return recorder;
  }

  /** Its events are those of a process, whatever that executes. */
  @Override
  public boolean attachesBeforeStart() {
    return true;
  }

  private static boolean isAttached(ProcessHandle perf) {
    try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(perf.pid()), "fd"))) {
      return files.anyMatch(PerfProfiler::isEvent);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isEvent(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().contains("perf_event");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Profile read(Path directory, Path programDirectory) throws IOException {
    PerfScript script = new PerfScript(executable);
    for (PartRecorder.Part part : PartRecorder.parts(directory)) {
      if (Files.exists(part.file()) && Files.size(part.file()) > 0) {
        Process text =
            new ProcessBuilder(
                    List.of(
                        program.toString(),
                        "script",
                        "-i",
                        part.file().toString(),
                        "--ns",
                        "-F",
                        "pid,tid,time,ip,sym,dso"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        text.inputReader().lines().forEach(line -> script.line(line, part.rateHertz()));
        text.destroy();
      }
    }
    List<Sample> samples = script.samples();
    return samples.isEmpty()
        ? PartRecorder.nothing(directory, PERF)
        : new SampleList(samples, List.of(), 0);
  }
}
