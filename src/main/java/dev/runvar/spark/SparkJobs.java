package dev.runvar.spark;

import dev.runvar.result.VersionComparison;
import dev.runvar.store.AnalysisDirectory;
import dev.runvar.store.Build;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The jobs of one Spark session, which starts with the first job. */
public final class SparkJobs implements AutoCloseable {

  private final Optional<String> master;
  private final Optional<Integer> slots;
  private final JobCounter counter = new JobCounter();
  private SparkSession session;
  private boolean limitedBySlots;

  /**
   * Creates the jobs without starting Spark.
   *
   * @param master Spark's master URL; without it, that of spark-submit, else this machine
   * @param slots runs that one host executes at once; without it, one per core
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
   * Returns normally if a standalone cluster answers at this address, or if the address is of
   * another kind.
   *
   * @throws SparkJobException if none answers
   */
  public static void requireReachable(String master) {
    SparkMaster.requireReachable(master);
  }

  /**
   * Executes runs in their order, on every executor; a study that stops on failure ends after the
   * first failure.
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

  /**
   * Compares the runs of two studies, the first with the second; writes nothing.
   *
   * @throws SparkJobException if a file cannot be read, or a disk or the heap is full
   */
  public VersionComparison compare(ComparedStudy before, ComparedStudy after) {
    SparkSession spark = session();
    try {
      return CompareJob.run(spark, before, after);
    } catch (Exception e) {
      // Scala declares no exceptions: what Spark throws may be a checked one.
      throw SparkFailure.explained(e, after.store(), spark.sparkContext().getConf());
    }
  }

  /**
   * Computes only the table of runs, from records and telemetry files.
   *
   * @return the values of each row by column
   */
  public List<Map<String, Object>> summarizeRuns(StudyStore store) {
    return RunTable.of(session(), store, store.snapshot().records()).stream()
        .map(SparkJobs::byColumn)
        .toList();
  }

  private static Map<String, Object> byColumn(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String column : row.schema().fieldNames()) {
      values.put(column, row.getAs(column));
    }
    return values;
  }

  /** Returns the number of Spark jobs that were started so far. */
  public long startedJobs() {
    if (session != null) {
      // Listeners are notified of a job some time after it starts.
      try {
        session.sparkContext().listenerBus().waitUntilEmpty();
      } catch (TimeoutException e) {
        throw new IllegalStateException("Spark's listeners are ten seconds behind", e);
      }
    }
    return counter.jobs();
  }

  /** Stops Spark if it was started. */
  @Override
  public void close() {
    if (session != null) {
      session.stop();
      session = null;
    }
  }

  /** Returns a session in which slots limit how many runs are measured at once. */
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

  /**
   * Returns whether Spark may start again. For a driver in a cluster, stopping the session ends the
   * program.
   */
  private boolean mayStartAgain() {
    return session == null
        || !session.sparkContext().getConf().get("spark.submit.deployMode", "").equals("cluster");
  }

  private SparkSession started(Optional<Integer> atOnce) {
    if (session == null) {
      session = SparkSessions.start(master, atOnce);
      session.sparkContext().addSparkListener(counter);
    }
    return session;
  }
}
