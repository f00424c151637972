package dev.runvar.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JVM, from Java 11: its own flight recorder. */
public final class JfrProfiler implements Profiler {

  static final String OPTIONS = "JAVA_TOOL_OPTIONS";
  private static final String SETTINGS = "runvar.jfc";

  /** While a recording goes on its parts are here; they stay when the process is killed. */
  private static final String PARTS = "jfr-parts";

  /** The recorder takes no shorter periods. */
  private static final long SHORTEST_PERIOD_MILLIS = 10;

  private static final long MILLIS_PER_SECOND = 1000;

  private JvmCensus census;

  @Override
  public String name() {
    return "jfr";
  }

  @Override
  public Map<String, String> environment(ProfileRequest request) throws IOException {
    Path directory = request.directory().toAbsolutePath();
    if (request.rateHertz() == 0) {
      return Map.of();
    }
    Files.createDirectories(directory.resolve(PARTS));
    Files.writeString(directory.resolve(SETTINGS), settings(request.rateHertz()));
    // The recorder says on standard output that it has started; with all of its messages off it
    // prints its options there instead.
    List<String> options =
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            JvmCensus.OPTION,
            "-XX:StartFlightRecording=filename=%s/,settings=%s,dumponexit=true,maxsize=2g"
                .formatted(directory, directory.resolve(SETTINGS)),
            "-XX:FlightRecorderOptions=stackdepth=256,repository=" + directory.resolve(PARTS),
            "-Xlog:jfr+startup=off",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints");
    Map<String, String> environment = new TreeMap<>();
    environment.put(
        OPTIONS,
        Variables.after(
            request.inherited(),
            OPTIONS,
            String.join(" ", options.stream().map(JfrProfiler::quoted).toList()),
            " "));
    return environment;
  }

  /** The variable is cut at white space that is not in quotes. */
  static String quoted(String option) {
    return option.chars().anyMatch(Character::isWhitespace) ? "\"" + option + "\"" : option;
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
    return JfrProfile.read(directory, JfrProfile.Names.JVM, census);
  }
}
