package dev.runvar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A standalone cluster on this machine: master, two workers of one core, history server. */
final class TestCluster {

  static final String FIRST_WORKER = "worker-1";
  static final String SECOND_WORKER = "worker-2";

  private static final String SCRIPT = "jobs/test-cluster.sh";

  private final Path directory;
  private final Map<String, String> environment;

  private TestCluster(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** Starts the daemons of a whole Spark distribution. */
  static TestCluster start(Path directory) throws IOException, InterruptedException {
    return start(directory, "");
  }

  /**
   * Starts the daemons of a whole Spark distribution.
   *
   * @param daemonOptions options of their JVMs
   */
  static TestCluster start(Path directory, String daemonOptions)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(SparkDistribution.environment());
    environment.put("SPARK_DAEMON_JAVA_OPTS", daemonOptions);
    TestCluster cluster = new TestCluster(directory, environment);
    SparkDistribution.execute(environment, SCRIPT, "start", directory.toString());
    return cluster;
  }

  String master() throws IOException {
    return Files.readString(directory.resolve("master.url")).strip();
  }

  /** Returns the process of a daemon, such as {@link #FIRST_WORKER}. */
  ProcessHandle daemon(String name) throws IOException {
    long pid = Long.parseLong(Files.readString(directory.resolve(name + ".pid")).strip());
    return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError(name + " has ended"));
  }

  /** Returns what starts one more worker, in the foreground. */
  String[] workerCommand(String name) {
    return new String[] {SCRIPT, "worker", directory.toString(), name};
  }

  Map<String, String> environment() {
    return environment;
  }

  void stop() throws IOException, InterruptedException {
    SparkDistribution.execute(environment, SCRIPT, "stop", directory.toString());
  }
}
