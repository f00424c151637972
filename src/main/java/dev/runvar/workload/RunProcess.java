package dev.runvar.workload;

import dev.runvar.telemetry.JsonLinesWriter;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
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

  /** Prefix of the environment variables that carry the run's parameters. */
  public static final String PARAMETER_PREFIX = "RUNVAR_PARAM_";

  private static final int EXECUTOR_GONE = 143;

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
    Thread watch = endWithExecutor();
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
    } finally {
      watch.interrupt();
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
          if (name.startsWith(PARAMETER_PREFIX)) {
            parameters.put(
                name.substring(PARAMETER_PREFIX.length()).toLowerCase(Locale.ROOT), value);
          }
        });
    return parameters;
  }

  /**
   * Ends this process when the executor's end of standard input closes: it is gone.
   *
   * @return the thread that watches; it is to be interrupted before the end, because the virtual
   *     machine waits 300 ms for a thread that is still reading
   */
  private static Thread endWithExecutor() {
    Thread watch = new Thread(RunProcess::awaitEndOfInput, "executor-watch");
    watch.setDaemon(true);
    watch.start();
    return watch;
  }

  private static void awaitEndOfInput() {
    // A channel, unlike System.in, can be interrupted while it reads.
    try (FileInputStream stream = new FileInputStream(FileDescriptor.in);
        FileChannel input = stream.getChannel()) {
      ByteBuffer nothing = ByteBuffer.allocate(16);
      while (input.read(nothing) >= 0) {
        nothing.clear();
      }
    } catch (ClosedByInterruptException e) {
      return;
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    Runtime.getRuntime().halt(EXECUTOR_GONE);
  }
}
