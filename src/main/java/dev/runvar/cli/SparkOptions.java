package dev.runvar.cli;

import dev.runvar.spark.SparkJobs;
import java.util.Optional;
import picocli.CommandLine.Option;

/** On which Spark a command runs. */
final class SparkOptions {

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master; default: what spark-submit says, else every local core.")
  private String master;

  SparkJobs jobs() {
    return new SparkJobs(Optional.ofNullable(master));
  }
}
