package dev.runvar.cli;

import dev.runvar.spark.SparkJobs;
import dev.runvar.study.Study;
import java.util.Optional;
import picocli.CommandLine.Option;

/** On which Spark a command runs. */
final class SparkOptions {

  /** Of cores and of failures; Spark takes more digits, and then fails. */
  private static final String NUMBER = "[1-9]\\d{0,3}";

  private static final String MASTER =
      "local(\\[(\\*|%1$s)(, *%1$s)?\\])?|local-cluster\\[%1$s, *%1$s, *\\d{1,6}\\]|spark://.+|yarn|k8s://.+"
          .formatted(NUMBER);

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master; default: what spark-submit says, else every local core.")
  private String master;

  /** Returns whether this option names Spark on other processes than this one. */
  boolean isCluster() {
    return master != null && !master.startsWith("local");
  }

  /** Returns the jobs on this master, which execute runs in the slots that a study asks for. */
  SparkJobs jobs(Study study) {
    return jobs(Optional.ofNullable(study.slots()));
  }

  /** Returns the jobs on this master; {@link UsageException} if no Spark has such a one. */
  SparkJobs jobs() {
    return jobs(Optional.empty());
  }

  private SparkJobs jobs(Optional<Integer> slots) {
    if (master != null && !master.matches(MASTER)) {
      throw new UsageException(
          "--master: \"%s\" is not allowed; allowed: local, local[N], spark://HOST:PORT, yarn, k8s://URL"
              .formatted(master));
    }
    // Before anything is written: a wrong address is a mistake like any other.
    Optional.ofNullable(master).ifPresent(SparkJobs::requireReachable);
    return new SparkJobs(Optional.ofNullable(master), slots);
  }
}
