package dev.runvar.spark;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Counts the Spark jobs that are started. */
final class JobCounter extends SparkListener {

  private final AtomicLong jobs = new AtomicLong();

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    jobs.incrementAndGet();
  }

  long jobs() {
    return jobs.get();
  }
}
