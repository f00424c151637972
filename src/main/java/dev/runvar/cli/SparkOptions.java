package dev.runvar.cli;

import dev.runvar.spark.SparkJobs;
import dev.runvar.study.Study;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the Spark that a command uses. */
final class SparkOptions {

  /** Numbers of cores and failures; Spark accepts more digits but then fails. */
  private static final String NUMBER = "[1-9]\\d{0,3}";

  private static final String MASTER =
      "local(\\[(\\*|%1$s)(, *%1$s)?\\])?|local-cluster\\[%1$s, *%1$s, *\\d{1,6}\\]|spark://.+|yarn|k8s://.+"
          .formatted(NUMBER);

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master; default: what spark-submit says, else every local core.")
  private String master;

  /** Returns whether this option names Spark in other processes than this one. */
  boolean isCluster() {
    return master != null && !master.startsWith("local");
  }

  /** Returns the jobs on this master, which execute runs in the slots that a study asks for. */
  SparkJobs jobs(Study study) {
    return jobs(Optional.ofNullable(study.slots()));
  }

  /**
   * Returns the jobs on this master; throws a {@link UsageException} if the master is malformed.
   */
  SparkJobs jobs() {
    return jobs(Optional.empty());
  }

  private SparkJobs jobs(Optional<Integer> slots) {
    if (master != null && !master.matches(MASTER)) {
      throw new UsageException(
          "--master: \"%s\" is not allowed; allowed: local, local[N], spark://HOST:PORT, yarn, k8s://URL"
              .formatted(master));
    }
    // Check the address before anything is written.
    Optional.ofNullable(master).ifPresent(SparkJobs::requireReachable);
    return new SparkJobs(Optional.ofNullable(master), slots);
  }
}
