package dev.runvar.spark;

import dev.runvar.execution.RunSummary;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** The jobs on one Spark, which starts with the first of them. */
public final class SparkJobs implements AutoCloseable {

  private final Optional<String> master;
  private SparkSession session;

  /**
   * Jobs that are not started yet.
   *
   * @param master Spark's master URL; without one, what spark-submit says, else this machine
   */
  public SparkJobs(Optional<String> master) {
    this.master = master;
  }

  /** Returns the version of Spark, without starting it. */
  public static String sparkVersion() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  /**
   * Executes runs in their order, on every executor.
   *
   * @param ended told of each run on this side, once it is committed
   */
  public void simulate(
      Workspace workspace, Study study, List<RunSpec> runs, Consumer<RunSummary> ended) {
    SimulateJob.run(session(), workspace, study, runs, ended);
  }

  /** Analyses what is committed at this moment, and writes the tables beside it. */
  public StudyAnswer analyze(StudyStore store, Study study, List<RunSpec> plan) {
    return AnalyzeJob.run(session(), store, study, plan);
  }

  /** Stops Spark if it was started. */
  @Override
  public void close() {
    if (session != null) {
      session.stop();
      session = null;
    }
  }

  private SparkSession session() {
    if (session == null) {
      session = SparkSessions.start(master);
    }
    return session;
  }
}
