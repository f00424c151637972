package dev.runvar.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports, once per executor of a cluster, why it could not start or record a run. Other executors
 * repeat such runs, so otherwise nobody would learn that a machine has no room. In local mode, the
 * job itself ends with this error.
 */
final class RefusedRuns extends SparkListener {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedRuns.class);

  /** Spark's name for the driver if that executes tasks itself. */
  private static final String DRIVER = "driver";

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    String executor = end.taskInfo().executorId();
    if (end.reason() instanceof ExceptionFailure failure
        && failure.className().equals(UnrecordedRunException.class.getName())
        && !executor.equals(DRIVER)
        && said.add(executor)) {
      LOG.warn(
          "Executor {} on {}: {}",
          executor,
          end.taskInfo().host(),
          failure.description().replaceAll("\\p{Cntrl}", "?"));
    }
  }
}
