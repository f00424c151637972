package dev.runvar.spark;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark with the settings that a measurement needs, whatever the cluster's defaults are. */
final class SparkSessions {

  /** Uses all local cores and retries a lost task, which plain {@code local[*]} does not do. */
  private static final String LOCAL = "local[*,4]";

  /**
   * Must exceed the number of attempts after which {@link SimulateJob} gives up a run that loses
   * its executor.
   */
  private static final int TASK_FAILURES = 6;

  private SparkSessions() {}

  /**
   * Returns the session of this process, starting it if need be.
   *
   * @param master Spark's master URL; without it, that of spark-submit, else this machine
   * @param slots runs that one host executes at once; without it, one per core
   * @throws SparkJobException if Spark cannot be started there
   */
  static SparkSession start(Optional<String> master, Optional<Integer> slots) {
    SparkConf conf = new SparkConf().setAppName("runvar");
    master.ifPresent(conf::setMaster);
    if (!conf.contains("spark.master")) {
      conf.setMaster(slots.map("local[%d,4]"::formatted).orElse(LOCAL));
    }
    SparkMaster.requireReachable(conf.get("spark.master"));
    LocalDirectories.requireOne(conf);
    try {
      return start(conf, slots);
    } catch (Exception | LinkageError e) {
      // Scala declares no exceptions: what Spark throws may be a checked one.
      throw e instanceof SparkJobException known ? known : SparkFailure.notStarted(conf, e);
    }
  }

  private static SparkSession start(SparkConf conf, Optional<Integer> slots) {
    slots.ifPresent(number -> Slots.limit(conf, number));
    // A speculative copy would compete for resources with the run that it should overtake.
    conf.set("spark.speculation", "false");
    if (Slots.onThisMachineAlone(conf)) {
      // Otherwise a full heap would end the process with Spark's exit code, and not just the job.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    } else {
      avoidBadExecutors(conf);
      conf.setIfMissing("spark.jars", String.join(",", ownJars()));
    }
    // A run id that consists of digits must remain text.
    conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    conf.setIfMissing("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    // Tables of facts are small, so adaptive replanning costs more than it saves.
    conf.setIfMissing("spark.sql.adaptive.enabled", "false");
    // Avoids Spark's warning that a plan with all telemetry columns is too wide to print.
    conf.setIfMissing("spark.sql.debug.maxToStringFields", "2000");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** Returns the jars that executors lack if this program was not started by spark-submit. */
  private static List<String> ownJars() {
    Path jar =
        Path.of(
            URI.create(
                SparkSessions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()));
    File[] libraries = jar.resolveSibling("lib").toFile().listFiles();
    return Stream.concat(
            Stream.of(jar),
            Stream.of(libraries == null ? new File[0] : libraries).map(File::toPath))
        .map(Path::toString)
        .filter(path -> path.endsWith(".jar"))
        .toList();
  }

  /**
   * Excludes an executor after two failed tasks. An executor that cannot start runs, for example
   * because its disk is full, is always free and would fail one run after the other until Spark
   * gives up. Whole nodes are never excluded, because a run that kills its executors is not the
   * fault of the node.
   */
  private static void avoidBadExecutors(SparkConf conf) {
    conf.setIfMissing("spark.task.maxFailures", String.valueOf(TASK_FAILURES));
    int failures = conf.getInt("spark.task.maxFailures", TASK_FAILURES);
    if (failures < 2) {
      return;
    }
    String prefix = "spark.excludeOnFailure.";
    conf.setIfMissing(prefix + "enabled", "true");
    // Spark refuses a value that a task can never reach.
    conf.setIfMissing(prefix + "task.maxTaskAttemptsPerNode", String.valueOf(failures - 1));
    conf.setIfMissing(prefix + "stage.maxFailedExecutorsPerNode", "1000");
    conf.setIfMissing(prefix + "application.maxFailedExecutorsPerNode", "1000");
    // Wait this long for a new executor if none is left.
    conf.setIfMissing("spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout", "30s");
  }
}
