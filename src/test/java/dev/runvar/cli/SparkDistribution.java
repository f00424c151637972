package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A Spark installation made of the jars that the build brings, as jobs/spark-home.sh makes it. */
final class SparkDistribution {

  private SparkDistribution() {}

  /** Returns what a script of jobs/ needs in its environment. */
  static Map<String, String> environment() throws IOException, InterruptedException {
    return Map.of("SPARK_HOME", home(), "SPARK_LOCAL_IP", "127.0.0.1");
  }

  /** Returns its directory. */
  static String home() throws IOException, InterruptedException {
    return execute(Map.of("SPARK_HOME", "", "PATH", "/usr/bin:/bin"), "jobs/spark-home.sh").strip();
  }

  /** Executes a command, which must succeed, and returns its output. */
  static String execute(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Daemons, drivers and executors inherit what lets each of them start in half the time.
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
