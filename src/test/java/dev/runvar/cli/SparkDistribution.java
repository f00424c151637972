package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runvar.spark.SparkJobs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** A whole Spark, installed from the Python package of the version that this program has. */
final class SparkDistribution {

  private static final Path ENVIRONMENT = Path.of("target", "pyspark-environment").toAbsolutePath();

  private SparkDistribution() {}

  /** Returns its directory, after installing it if need be. */
  static String home() throws IOException, InterruptedException {
    String python = ENVIRONMENT.resolve("bin/python").toString();
    // Another process of tests may install it at the same time.
    try (FileChannel lock =
            FileChannel.open(
                ENVIRONMENT.resolveSibling("pyspark-environment.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      if (held.isValid() && !Files.exists(ENVIRONMENT.resolve("bin/spark-submit"))) {
        execute(Map.of(), "python3", "-m", "venv", ENVIRONMENT.toString());
        String spark = "pyspark==" + SparkJobs.sparkVersion();
        execute(Map.of(), python, "-m", "pip", "install", "--quiet", spark);
      }
    }
    String home = "import os, pyspark; print(os.path.dirname(pyspark.__file__))";
    return execute(Map.of(), python, "-c", home).strip();
  }

  /** Returns what a script of jobs/ needs in its environment. */
  static Map<String, String> environment() throws IOException, InterruptedException {
    return Map.of("SPARK_HOME", home(), "SPARK_LOCAL_IP", "127.0.0.1");
  }

  /** Executes a command, which must succeed, and returns its output. */
  static String execute(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
