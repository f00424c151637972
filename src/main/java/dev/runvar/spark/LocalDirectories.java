package dev.runvar.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkConf;

/** The directories of this machine for Spark's temporary files. */
final class LocalDirectories {

  private static final String ENVIRONMENT = "SPARK_LOCAL_DIRS";
  private static final String SETTING = "spark.local.dir";

  private LocalDirectories() {}

  /** Returns the directories in which Spark creates its own subdirectories. */
  static Set<Path> of(SparkConf conf) {
    String directories =
        Optional.ofNullable(System.getenv(ENVIRONMENT))
            .orElseGet(() -> conf.get(SETTING, System.getProperty("java.io.tmpdir")));
    Set<Path> paths = new LinkedHashSet<>();
    for (String directory : directories.split(",", -1)) {
      if (!directory.isBlank()) {
        paths.add(Path.of(directory.strip()).toAbsolutePath());
      }
    }
    return paths;
  }

  /**
   * Returns normally if one of the directories can be written. Without any, Spark would end the
   * process.
   *
   * @throws SparkJobException if none can be
   */
  static void requireOne(SparkConf conf) {
    IOException failure = null;
    for (Path directory : of(conf)) {
      try {
        Files.createDirectories(directory);
        Path trial = Files.createTempFile(directory, "runvar-", null);
        try {
          Files.write(trial, new byte[1]);
        } finally {
          Files.delete(trial);
        }
        return;
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw cannotWrite(of(conf).iterator().next(), SparkFailure.firstLine(failure));
    }
  }

  /** Returns the user's view of a write that failed. */
  static SparkJobException cannotWrite(Path directory, String reason) {
    return new SparkJobException(
        "Cannot write temporary files of Spark: %s: %s; give a directory that has room and can be written, such as with %s=DIR"
            .formatted(directory, reason, ENVIRONMENT));
  }
}
