package dev.runvar.nrm;

import dev.runvar.program.RunEnvironment;
import dev.runvar.telemetry.JsonLinesWriter;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The main of a run's own JVM: takes the run from its environment and writes telemetry lines, by
 * the same contract as a workload in any other language.
 */
public final class RunProcess {

  /** One class of each library that a run needs; their jars and ours are its class path. */
  private static final List<String> NEEDED =
      List.of(
          "oshi.SystemInfo",
          "oshi.util.GlobalConfig",
          "com.sun.jna.Native",
          "com.sun.jna.platform.linux.LibC",
          "org.slf4j.Logger",
          "org.sqlite.JDBC");

  private RunProcess() {}

  /** Runs to the end; an error's stack trace goes to standard error, and the exit code is 1. */
  public static void main(String[] args) throws IOException {
    Map<String, String> environment = System.getenv();
    NrmWorkload workload =
        new NrmWorkload(
            NrmSettings.of(parameters(environment)),
            Long.parseLong(environment.get("RUNVAR_SEED")),
            Path.of(environment.get("RUNVAR_SCRATCH")));
    Path telemetry = Path.of(environment.get("RUNVAR_TELEMETRY"));
    try (JsonLinesWriter writer =
        new JsonLinesWriter(Files.newOutputStream(telemetry), NrmWorkload.NAME)) {
      workload.run(Integer.parseInt(environment.get("RUNVAR_CYCLES")), writer);
    }
  }

  /** Returns the class path of a run's JVM: without Spark, so that it starts and stays small. */
  public static String classPath() {
    Set<String> entries = new LinkedHashSet<>();
    entries.add(locationOf(RunProcess.class));
    for (String name : NEEDED) {
      try {
        entries.add(locationOf(Class.forName(name, false, RunProcess.class.getClassLoader())));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("not on the class path: " + name, e);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static String locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("class path entry of " + type, e);
    }
  }

  private static Map<String, String> parameters(Map<String, String> environment) {
    Map<String, String> parameters = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(RunEnvironment.PARAMETER_PREFIX)) {
            parameters.put(
                name.substring(RunEnvironment.PARAMETER_PREFIX.length()).toLowerCase(Locale.ROOT),
                value);
          }
        });
    return parameters;
  }
}
