package dev.runvar.spark;

import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The jobs on one Spark, which starts with the first of them. */
public final class SparkJobs implements AutoCloseable {

  private final Optional<String> master;
  private final Optional<Integer> slots;
  private SparkSession session;

  /**
   * Jobs that are not started yet.
   *
   * @param master Spark's master URL; without one, what spark-submit says, else this machine
   * @param slots runs that one host executes at once; without it, one a core
   */
  public SparkJobs(Optional<String> master, Optional<Integer> slots) {
    this.master = master;
    this.slots = slots;
  }

  /** Returns the version of Spark, without starting it. */
  public static String sparkVersion() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  /**
   * Executes runs in their order, on every executor; a study that stops on failure ends after the
   * first.
   *
   * @throws SparkJobException if runs cannot be started or the workspace cannot be written any more
   */
  public void simulate(Workspace workspace, Study study, List<RunSpec> runs) {
    SimulateJob.run(session(), workspace, study, runs);
  }

  /** Analyses what is committed at this moment, and writes the tables beside it. */
  public StudyAnswer analyze(StudyStore store, Study study, List<RunSpec> plan) {
    return AnalyzeJob.run(session(), store, study, plan);
  }

  /** Computes the table of runs, as an analysis does. */
  public void summarizeRuns(StudyStore store) {
    try (StudyViews views = StudyViews.create(session(), store)) {
      new StudyTables(views, store).table("run_summary");
    }
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
      session = SparkSessions.start(master, slots);
    }
    return session;
  }
}
