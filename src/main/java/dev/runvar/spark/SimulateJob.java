package dev.runvar.spark;

import dev.runvar.execution.RunEngine;
import dev.runvar.execution.RunSummary;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Isolation;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.WorkloadSpec;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/** Spreads runs over executors, each of which executes and commits its own. */
final class SimulateJob {

  /** Threads share a task's overhead; a process is long enough for a task of its own. */
  private static final int THREAD_RUNS_PER_TASK = 64;

  private SimulateJob() {}

  /**
   * Executes the runs in their order.
   *
   * @param ended told of each run on the driver, once it is committed
   */
  static void run(
      SparkSession spark,
      Workspace workspace,
      Study study,
      List<RunSpec> runs,
      Consumer<RunSummary> ended) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<RunSpec> specs = context.parallelize(runs, tasks(study, runs.size(), context));
    RunsOfOneTask task =
        new RunsOfOneTask(
            workspace.location(),
            study.name(),
            study.workload(),
            study.isolation(),
            study.timeoutMillis(),
            slots(context),
            new SerializableConfiguration(context.hadoopConfiguration()));
    context.setJobDescription("runvar simulate " + study.name());
    Function2<Object, List<RunSummary>, BoxedUnit> onTask =
        (partition, summaries) -> {
          summaries.forEach(ended);
          return BoxedUnit.UNIT;
        };
    spark.sparkContext().runJob(specs.rdd(), task, onTask, ClassTag$.MODULE$.apply(List.class));
  }

  private static int tasks(Study study, int runs, JavaSparkContext context) {
    if (study.isolation() == Isolation.PROCESS) {
      return runs;
    }
    int full = (runs + THREAD_RUNS_PER_TASK - 1) / THREAD_RUNS_PER_TASK;
    return Math.min(runs, Math.max(full, 4 * context.defaultParallelism()));
  }

  /** Returns how many runs one executor, or this machine in local mode, executes at once. */
  private static int slots(JavaSparkContext context) {
    return context.getConf().getInt("spark.executor.cores", context.defaultParallelism());
  }

  /** What an executor does with the runs of one task. */
  private record RunsOfOneTask(
      String workspace,
      String study,
      WorkloadSpec workload,
      Isolation isolation,
      long timeoutMillis,
      int slots,
      SerializableConfiguration configuration)
      implements Function2<TaskContext, Iterator<RunSpec>, List<RunSummary>>, Serializable {

    @Override
    public List<RunSummary> apply(TaskContext context, Iterator<RunSpec> specs) {
      StudyStore store = Workspace.open(workspace, configuration.value()).study(study);
      RunEngine engine =
          new RunEngine(store, workload, isolation, Duration.ofMillis(timeoutMillis), slots);
      // Another attempt at this task may have committed some of its runs.
      Set<String> committed = context.attemptNumber() == 0 ? Set.of() : store.committedRunIds();
      List<RunSummary> summaries = new ArrayList<>();
      try {
        while (specs.hasNext()) {
          RunSpec spec = specs.next();
          if (!committed.contains(spec.runId())) {
            summaries.add(engine.run(spec));
          }
        }
      } catch (IOException e) {
        throw new IllegalStateException("Cannot record a run: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the task was cancelled", e);
      }
      return summaries;
    }
  }
}
