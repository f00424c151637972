package dev.runvar.profile;

import java.nio.file.Path;
import java.util.List;

/**
 * async-profiler as an agent of the OpenJDK JVM, by wall time. It takes ten times as many samples
 * as the flight recorder, and does not lose them on a busy host.
 */
public final class AsyncJvmProfiler extends JvmProfiler {

  private static final long MICROS_PER_SECOND = 1_000_000;

  /** The highest rate, because every tick samples several threads. */
  private static final int MOST_RATE_HERTZ = 1_000;

  private final Path library;

  /** A profiler with the given {@code libasyncProfiler.so}. */
  public AsyncJvmProfiler(Path library) {
    super(JfrProfile.Names.JVM_ASYNC);
    this.library = library.toAbsolutePath();
  }

  @Override
  public String name() {
    return "async";
  }

  @Override
  List<String> options(ProfileRequest request) {
    return List.of(
        "-agentpath:%s=start,event=wall,interval=%dus,jfr,file=%s/java-%%p.jfr,chunktime=5s,loglevel=none"
            .formatted(
                library,
                MICROS_PER_SECOND / Math.min(MOST_RATE_HERTZ, request.rateHertz()),
                request.directory().toAbsolutePath()),
        JvmCensus.OPTION,
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+DebugNonSafepoints");
  }
}
