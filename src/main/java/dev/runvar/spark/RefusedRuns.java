package dev.runvar.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says, once for each executor of a cluster, why it could not start or record a run: others do the
 * runs, and nothing else tells that a machine has no room. On this machine the job ends with it.
 */
final class RefusedRuns extends SparkListener {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedRuns.class);

  /** What Spark calls the driver where that executes tasks itself. */
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
