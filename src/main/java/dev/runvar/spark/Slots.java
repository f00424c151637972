package dev.runvar.spark;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** How many runs one executor – in local mode, this machine – executes at once. */
final class Slots {

  private static final Pattern LOCAL = Pattern.compile("local\\[\\s*(\\*|\\d+).*");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d+).*");
  private static final String TASK_CPUS = "spark.task.cpus";
  private static final String EXECUTOR_CORES = "spark.executor.cores";

  private Slots() {}

  /** Returns whether runs are executed by this process itself, on the disks that it sees. */
  static boolean onThisMachineAlone(SparkConf conf) {
    String master = conf.get("spark.master");
    return master.equals("local") || LOCAL.matcher(master).matches();
  }

  /** Limits the number of runs that Spark executes at the same time on each executor. */
  static void limit(SparkConf conf, int slots) {
    int cores =
        cores(conf)
            .orElseThrow(
                () ->
                    new SparkJobException(
                        "slots: %d needs to know the cores of an executor; use spark-submit with --conf %s=N"
                            .formatted(slots, EXECUTOR_CORES)));
    int cpusPerRun = (cores + slots - 1) / slots;
    conf.set(TASK_CPUS, String.valueOf(cpusPerRun));
  }

  /** Returns the number of slots; empty if each executor uses all cores of its host. */
  static OptionalInt of(SparkConf conf) {
    OptionalInt cores = cores(conf);
    return cores.isPresent()
        ? OptionalInt.of(cores.getAsInt() / conf.getInt(TASK_CPUS, 1))
        : OptionalInt.empty();
  }

  private static OptionalInt cores(SparkConf conf) {
    String master = conf.get("spark.master");
    if (master.equals("local")) {
      return OptionalInt.of(1);
    }
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      return OptionalInt.of(
          local.group(1).equals("*")
              ? Runtime.getRuntime().availableProcessors()
              : Integer.parseInt(local.group(1)));
    }
    Matcher localCluster = LOCAL_CLUSTER.matcher(master);
    if (localCluster.matches()) {
      return OptionalInt.of(Integer.parseInt(localCluster.group(1)));
    }
    return conf.contains(EXECUTOR_CORES)
        ? OptionalInt.of(conf.getInt(EXECUTOR_CORES, 1))
        : OptionalInt.empty();
  }
}
