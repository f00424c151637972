package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JVM, from Java 11: its own flight recorder. */
public final class JfrProfiler extends JvmProfiler {

  private static final String SETTINGS = "runvar.jfc";

  /** The directory for parts of a recording; they remain if the process is killed. */
  private static final String PARTS = "jfr-parts";

  /** The shortest period of the recorder. */
  private static final long SHORTEST_PERIOD_MILLIS = 10;

  private static final long MILLIS_PER_SECOND = 1000;

  /** A profiler of one run. */
  public JfrProfiler() {
    super(JfrProfile.Names.JVM);
  }

  @Override
  public String name() {
    return "jfr";
  }

  @Override
  List<String> options(ProfileRequest request) throws IOException {
    Path directory = request.directory().toAbsolutePath();
    Files.createDirectories(directory.resolve(PARTS));
    Files.writeString(directory.resolve(SETTINGS), settings(request.rateHertz()));
    // The recorder prints to standard output that it has started. With all messages off, it prints
    // its options there instead.
    return List.of(
        "-XX:+IgnoreUnrecognizedVMOptions",
        JvmCensus.OPTION,
        "-XX:StartFlightRecording=filename=%s/,settings=%s,dumponexit=true,maxsize=2g"
            .formatted(directory, directory.resolve(SETTINGS)),
        "-XX:FlightRecorderOptions=stackdepth=256,repository=" + directory.resolve(PARTS),
        "-Xlog:jfr+startup=off",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+DebugNonSafepoints");
  }

  private static String settings(int rateHertz) {
    long periodMillis = Math.max(SHORTEST_PERIOD_MILLIS, MILLIS_PER_SECOND / rateHertz);
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <configuration version="2.0" label="runvar" description="Samples only" provider="runvar">
          <event name="jdk.ExecutionSample">
            <setting name="enabled">true</setting>
            <setting name="period">%1$d ms</setting>
          </event>
          <event name="jdk.NativeMethodSample">
            <setting name="enabled">true</setting>
            <setting name="period">%1$d ms</setting>
          </event>
        </configuration>
        """
        .formatted(periodMillis);
  }
}
