package dev.runvar.spark;

import dev.runvar.execution.RunEngine;
import dev.runvar.execution.RunStartException;
import dev.runvar.store.Build;
import dev.runvar.store.Outcome;
import dev.runvar.store.ProgramStore.ProgramException;
import dev.runvar.store.RunMarker;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.StudyWatch;
import dev.runvar.store.Workspace;
import dev.runvar.study.Isolation;
import dev.runvar.study.OnFailure;
import dev.runvar.study.RunLimits;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.WorkloadSpec;
import dev.runvar.study.Workloads;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/** Distributes runs over executors; each executor executes and commits its own runs. */
final class SimulateJob {

  /** Runs in threads share the overhead of a task; a run in a process has its own task. */
  private static final int MOST_RUNS_PER_TASK = 256;

  /**
   * With enough runs, so many tasks per slot that no slot waits long for the last task of another.
   */
  private static final int TASKS_PER_SLOT = 32;

  /** Fewest runs that are worth a task of their own. */
  private static final int FEW_RUNS = 16;

  /**
   * A run is given up after so many lost attempts, before Spark ends the job: at the fourth failure
   * of a task, or the sixth on a cluster.
   */
  private static final int ATTEMPTS_LOST = 3;

  /** After so many failed runs and no other, a study stops that would stop if none works. */
  private static final int FEW_FAILURES = 2;

  private static final Pattern UNRECORDED =
      Pattern.compile(Pattern.quote(UnrecordedRunException.class.getName()) + ": (.*)");

  private SimulateJob() {}

  /**
   * Executes the runs in their order; a study that stops on failure ends after the first failure.
   *
   * @throws SparkJobException if runs cannot be started or the workspace cannot be written any more
   */
  static void run(
      SparkSession spark, Workspace workspace, Study study, List<RunSpec> runs, Build build) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<RunSpec> specs = context.parallelize(runs, tasks(study, runs.size(), context));
    StudyStore store = workspace.study(study.name());
    RunsOfOneTask task =
        new RunsOfOneTask(
            workspace.location(),
            study.name(),
            study.workloads(),
            build,
            study.isolation(),
            study.limits(),
            study.onFailure(),
            Slots.of(context.getConf()).orElse(0),
            new HashSet<>(attemptsAt(runs, store)),
            new SerializableConfiguration(context.hadoopConfiguration()));
    String group = "runvar-" + UUID.randomUUID();
    AtomicBoolean stopped = new AtomicBoolean();
    List<Outcome> ended = new ArrayList<>();
    Function2<Object, List<Outcome>, BoxedUnit> onTask =
        (partition, outcomes) -> {
          ended.addAll(outcomes);
          boolean isLast = ended.size() == runs.size();
          if (!isLast
              && stops(study.onFailure(), ended, store)
              && stopped.compareAndSet(false, true)) {
            spark.sparkContext().cancelJobGroup(group);
          }
          return BoxedUnit.UNIT;
        };
    // Cancelling a task interrupts its thread, which ends its run.
    context.setJobGroup(group, "runvar simulate " + study.name(), true);
    RefusedRuns refused = new RefusedRuns();
    spark.sparkContext().addSparkListener(refused);
    try {
      spark.sparkContext().runJob(specs.rdd(), task, onTask, ClassTag$.MODULE$.apply(List.class));
    } catch (Exception e) {
      // Scala declares no exceptions, but Spark throws checked ones all the same.
      if (!stopped.get()) {
        throw unrecorded(e)
            .<RuntimeException>map(SparkJobException::new)
            .orElseGet(() -> new IllegalStateException("Spark gave the runs up", e));
      }
    } finally {
      context.clearJobGroup();
      spark.sparkContext().removeSparkListener(refused);
    }
  }

  private static boolean stops(OnFailure onFailure, List<Outcome> outcomes, StudyStore store) {
    return switch (onFailure) {
      case CONTINUE -> false;
      case STOP -> outcomes.stream().anyMatch(outcome -> outcome != Outcome.OK);
      case STOP_IF_NONE_WORKS ->
          outcomes.size() >= FEW_FAILURES
              && outcomes.stream().allMatch(SimulateJob::isFailure)
              && store.sampledSnapshot().records().stream()
                  .noneMatch(RunRecord::showsGrowthUntilItsEnd);
    };
  }

  /** A run that reached its limit has worked until then. */
  private static boolean isFailure(Outcome outcome) {
    return outcome != Outcome.OK && !outcome.isUnfinished();
  }

  /** Returns why a task could not start or record its runs, if this is why Spark gave up. */
  private static Optional<String> unrecorded(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnrecordedRunException) {
        return Optional.of(cause.getMessage());
      }
      // If no executor is left, the message quotes why the last one failed.
      Matcher quoted = UNRECORDED.matcher(String.valueOf(cause.getMessage()));
      if (quoted.find()) {
        return Optional.of(quoted.group(1));
      }
    }
    return Optional.empty();
  }

  /** Returns the committed attempts at these runs, which are to be retried. */
  private static Set<String> attemptsAt(List<RunSpec> runs, StudyStore store) {
    Set<String> runIds = runs.stream().map(RunSpec::runId).collect(Collectors.toSet());
    return store.committedAttempts().stream()
        .filter(attempt -> runIds.contains(StudyStore.runId(attempt)))
        .collect(Collectors.toSet());
  }

  private static int tasks(Study study, int runs, JavaSparkContext context) {
    if (study.isolation() == Isolation.PROCESS) {
      return runs;
    }
    int slots = context.defaultParallelism();
    int even = Math.max(4 * slots, Math.min(TASKS_PER_SLOT * slots, runs / FEW_RUNS));
    return Math.min(runs, Math.max(even, (runs + MOST_RUNS_PER_TASK - 1) / MOST_RUNS_PER_TASK));
  }

  /**
   * Executes the runs of one task on an executor.
   *
   * @param slots 0 if each executor uses all cores of its host
   * @param before the attempts that were committed before this job
   */
  private record RunsOfOneTask(
      String workspace,
      String study,
      Workloads workloads,
      Build build,
      Isolation isolation,
      RunLimits limits,
      OnFailure onFailure,
      int slots,
      HashSet<String> before,
      SerializableConfiguration configuration)
      implements Function2<TaskContext, Iterator<RunSpec>, List<Outcome>>, Serializable {

    @Override
    public List<Outcome> apply(TaskContext context, Iterator<RunSpec> specs) {
      StudyStore store = Workspace.open(workspace, configuration.value()).study(study);
      int slotsHere = slots > 0 ? slots : Runtime.getRuntime().availableProcessors();
      Map<String, Outcome> committed = committedByOtherAttempts(context, store);
      Map<String, Long> lost = lostAttempts(context, store);
      // After a lost attempt, runs are executed and marked one by one, to find the one that kills
      // its executor.
      boolean isTogether = isolation == Isolation.THREAD && context.attemptNumber() == 0;
      List<Outcome> outcomes = new ArrayList<>();
      try (Engines engines =
          new Engines(
              workload -> new RunEngine(store, workload, isolation, limits, slotsHere, build))) {
        while (specs.hasNext() && !stops(onFailure, outcomes, store)) {
          RunSpec spec = specs.next();
          RunEngine engine = engines.of(workloads.of(spec.experiment()));
          if (committed.containsKey(spec.runId())) {
            outcomes.add(committed.get(spec.runId()));
          } else if (lost.getOrDefault(spec.runId(), 0L) >= ATTEMPTS_LOST) {
            outcomes.add(
                engine.giveUp(spec, "its executor was lost %d times".formatted(ATTEMPTS_LOST)));
          } else {
            outcomes.add(isTogether ? engine.runTogether(spec) : engine.run(spec));
          }
        }
      } catch (ProgramException e) {
        throw new UnrecordedRunException("Cannot run the program: " + e.getMessage());
      } catch (RunStartException e) {
        throw new UnrecordedRunException(
            "Cannot start a run on %s; it needs room for temporary files and for processes"
                .formatted(e.getMessage()));
      } catch (IOException e) {
        throw new UnrecordedRunException(store.cannotWrite(e).getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the task was cancelled", e);
      }
      return outcomes;
    }

    private Map<String, Outcome> committedByOtherAttempts(TaskContext context, StudyStore store) {
      if (context.attemptNumber() == 0) {
        return Map.of();
      }
      return StudyWatch.ofAll(store).ended().stream()
          .filter(end -> !before.contains(end.runId() + "-" + end.attempt()))
          .collect(
              Collectors.toMap(StudyWatch.Ended::runId, StudyWatch.Ended::outcome, (a, b) -> a));
    }

    /**
     * Returns the number of lost attempts per run, because a run that kills its executor must not
     * end the whole study.
     */
    private static Map<String, Long> lostAttempts(TaskContext context, StudyStore store) {
      return context.attemptNumber() < ATTEMPTS_LOST
          ? Map.of()
          : store.markers().stream()
              .collect(Collectors.groupingBy(RunMarker::runId, Collectors.counting()));
    }
  }

  /** The engines of one task, one for each workload. */
  private static final class Engines implements AutoCloseable {

    private final Map<WorkloadSpec, RunEngine> engines = new HashMap<>();
    private final Function<WorkloadSpec, RunEngine> maker;

    Engines(Function<WorkloadSpec, RunEngine> maker) {
      this.maker = maker;
    }

    RunEngine of(WorkloadSpec workload) {
      return engines.computeIfAbsent(workload, maker);
    }

    @Override
    public void close() throws IOException {
      for (RunEngine engine : engines.values()) {
        engine.close();
      }
    }
  }
}
