package dev.runvar.spark;

import dev.runvar.store.AnalysisDirectory;
import dev.runvar.store.Build;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The jobs on one Spark, which starts with the first of them. */
public final class SparkJobs implements AutoCloseable {

  private final Optional<String> master;
  private final Optional<Integer> slots;
  private SparkSession session;
  private boolean limitedBySlots;

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
   * Returns if a standalone cluster answers at this address, or if it is not such an address.
   *
   * @throws SparkJobException if none answers
   */
  public static void requireReachable(String master) {
    SparkMaster.requireReachable(master);
  }

  /**
   * Executes runs in their order, on every executor; a study that stops on failure ends after the
   * first.
   *
   * @throws SparkJobException if runs cannot be started or the workspace cannot be written any more
   */
  public void simulate(Workspace workspace, Study study, List<RunSpec> runs, Build build) {
    SparkSession spark = sessionForRuns();
    try {
      SimulateJob.run(spark, workspace, study, runs, build);
    } catch (RuntimeException e) {
      throw SparkFailure.explained(
          e, workspace.study(study.name()), spark.sparkContext().getConf());
    }
  }

  /**
   * Analyses a snapshot of a study, and writes the tables into a new analysis.
   *
   * @param plan the runs of the study
   * @throws SparkJobException if a file cannot be read, or a disk or the heap is full
   */
  public StudyAnswer analyze(
      StudyStore store,
      Study study,
      List<RunSpec> plan,
      StudySnapshot snapshot,
      AnalysisDirectory output) {
    SparkSession spark = session();
    try {
      return AnalyzeJob.run(spark, store, study, plan, snapshot, output);
    } catch (Exception e) {
      // Scala declares no exceptions: what Spark throws may be a checked one.
      throw SparkFailure.explained(e, store, spark.sparkContext().getConf());
    }
  }

  /** Computes the table of runs, as an analysis does. */
  public void summarizeRuns(StudyStore store) {
    try (StudyViews views = StudyViews.create(session(), store, store.snapshot().records());
        AnalysisDirectory output = store.newAnalysis()) {
      new StudyTables(views, store, output).table("run_summary");
    } catch (IOException e) {
      throw store.cannotUse(e);
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

  /** Slots limit the runs that are measured at once, and nothing else. */
  private SparkSession sessionForRuns() {
    if (slots.isPresent() && !limitedBySlots) {
      close();
    }
    limitedBySlots = slots.isPresent();
    return started(slots);
  }

  private SparkSession session() {
    if (limitedBySlots && mayStartAgain()) {
      close();
      limitedBySlots = false;
    }
    return started(limitedBySlots ? slots : Optional.empty());
  }

  /** The program is over for a cluster that its driver runs in once its session is stopped. */
  private boolean mayStartAgain() {
    return session == null
        || !session.sparkContext().getConf().get("spark.submit.deployMode", "").equals("cluster");
  }

  private SparkSession started(Optional<Integer> atOnce) {
    if (session == null) {
      session = SparkSessions.start(master, atOnce);
    }
    return session;
  }
}
