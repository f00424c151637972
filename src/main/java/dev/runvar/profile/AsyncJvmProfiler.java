package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JVM of OpenJDK: async-profiler as its agent, by wall time. It gives ten times the samples of
 * the flight recorder, and does not lose them on a busy host.
 */
public final class AsyncJvmProfiler implements Profiler {

  private static final long MICROS_PER_SECOND = 1_000_000;

  /** Every tick looks at several threads. */
  private static final int MOST_RATE_HERTZ = 1_000;

  private final Path library;
  private JvmCensus census;

  /** A profiler with the given {@code libasyncProfiler.so}. */
  public AsyncJvmProfiler(Path library) {
    this.library = library.toAbsolutePath();
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
    List<String> options =
        List.of(
            "-agentpath:%s=start,event=wall,interval=%dus,jfr,file=%s/java-%%p.jfr,chunktime=5s,loglevel=none"
                .formatted(
                    library,
                    MICROS_PER_SECOND / Math.min(MOST_RATE_HERTZ, request.rateHertz()),
                    request.directory().toAbsolutePath()),
            JvmCensus.OPTION,
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints");
    Map<String, String> environment = new TreeMap<>();
    environment.put(
        JfrProfiler.OPTIONS,
        Variables.after(
            request.inherited(),
            JfrProfiler.OPTIONS,
            String.join(" ", options.stream().map(JfrProfiler::quoted).toList()),
            " "));
    return environment;
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
    return JfrProfile.read(directory, JfrProfile.Names.JVM_ASYNC, census);
  }
}
