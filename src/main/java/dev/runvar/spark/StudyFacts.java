package dev.runvar.spark;

import dev.runvar.causes.RunEffects;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.CourseGrid;
import dev.runvar.facts.RankedCycles;
import dev.runvar.spark.FactsOfSeed.Found;
import dev.runvar.store.StudyStore;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The facts of all runs of a study. One executor reads a run as a whole. There are two passes over
 * the runs: the first for the changes that they share, the second for the facts of each run.
 *
 * <p>Facts for tables stay on the executors until this is closed, if there are many; everything
 * else comes to the driver.
 */
final class StudyFacts implements AutoCloseable {

  private static final int TASKS_PER_SLOT = 4;
  private static final long ROWS_PER_TASK = 1_000_000;
  private static final int FEWEST_CYCLES = 100;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MOST_CLOCK_PLACES = 100_000;

  /** With more bins than this, facts for tables stay on the executors. */
  private static final long FEW_BINS = 100_000;

  private final Broadcast<Surveys> surveys;
  private final JavaRDD<Found> where;
  private final long bins;
  private final List<Found> runs;

  private StudyFacts(JavaRDD<Found> found, Broadcast<Surveys> surveys, long bins) {
    this.surveys = surveys;
    this.bins = bins;
    if (isSmall()) {
      where = found;
      runs = where.collect();
    } else {
      // Stored on disk, because the heap is needed for the driver's data on each run.
      where = found.persist(StorageLevel.DISK_ONLY());
      runs = where.map(Found::withoutRows).collect();
    }
    // Runs are not read again: if there are many bins, Spark keeps the facts.
    ReadRuns.HERE.forget();
  }

  private boolean isSmall() {
    return bins <= FEW_BINS;
  }

  /**
   * Computes the facts of runs.
   *
   * @param peers these runs, and runs of the same experiments to compare with
   * @param exposures columns whose range is needed, for the runs with series
   */
  static StudyFacts of(
      SparkSession spark,
      StudyStore store,
      AnalysisScope scope,
      List<RunOfStudy> runs,
      List<RunOfStudy> peers,
      Set<String> exposures) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Path study = new Path(store.location());
    RunReader reader =
        new RunReader(
            UUID.randomUUID().toString(),
            study.getParent().toString(),
            study.getName(),
            new SerializableConfiguration(context.hadoopConfiguration()),
            scope);
    Surveys none = surveys(peers, exposures);
    List<RunOfStudy> looked = peers.stream().filter(none::want).toList();
    Surveys surveys =
        looked.isEmpty()
            ? none
            : context
                .parallelize(looked, tasks(context, looked, looked.size()))
                .treeAggregate(none, (sum, run) -> sum.add(reader, run), Surveys::add);
    Broadcast<Surveys> known = context.broadcast(surveys);
    List<FactsOfSeed.Runs> seeds = seeds(runs, peers);
    JavaRDD<Found> found =
        context
            .parallelize(seeds, tasks(context, runs, seeds.size()))
            .flatMap(new FactsOfSeed(reader, known));
    return new StudyFacts(found, known, runs.stream().mapToLong(RunOfStudy::bins).sum());
  }

  private static Surveys surveys(List<RunOfStudy> peers, Set<String> exposures) {
    Map<String, CourseGrid> grids = new HashMap<>();
    Set<String> surveyed = new HashSet<>();
    peers.stream()
        .collect(Collectors.groupingBy(RunOfStudy::experiment))
        .forEach(
            (experiment, own) -> {
              if (needsSurvey(own)) {
                surveyed.add(experiment);
              }
              grids.put(experiment, needsSurvey(own) ? withClock(grid(own), own) : grid(own));
            });
    return new Surveys(grids, surveyed, exposures);
  }

  private record Seed(String experiment, int seed) {
    static Seed of(RunOfStudy run) {
      return new Seed(run.experiment(), run.seed());
    }
  }

  private static List<FactsOfSeed.Runs> seeds(List<RunOfStudy> runs, List<RunOfStudy> peers) {
    Map<Seed, List<RunOfStudy>> peersOf = peers.stream().collect(Collectors.groupingBy(Seed::of));
    return runs.stream()
        .collect(Collectors.groupingBy(Seed::of, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(own -> new FactsOfSeed.Runs(own.getValue(), peersOf.get(own.getKey())))
        .toList();
  }

  /** Returns the number of tasks for the work on runs. */
  static int tasks(JavaSparkContext context, List<RunOfStudy> runs, int items) {
    long rows = runs.stream().mapToLong(RunOfStudy::rows).sum();
    long wanted =
        Math.max((long) TASKS_PER_SLOT * context.defaultParallelism(), rows / ROWS_PER_TASK);
    return (int) Math.max(1, Math.min(items, wanted));
  }

  /**
   * Returns whether the first pass is needed; without a possible verdict, shared changes do not
   * matter.
   */
  private static boolean needsSurvey(List<RunOfStudy> runs) {
    return runs.stream().map(RunOfStudy::seed).distinct().limit(2).count() > 1
        && runs.stream().mapToInt(RunOfStudy::rows).min().orElse(0) >= FEWEST_CYCLES;
  }

  private static CourseGrid grid(List<RunOfStudy> runs) {
    IntSummaryStatistics rows = runs.stream().mapToInt(RunOfStudy::rows).summaryStatistics();
    return CourseGrid.of(rows.getMin(), rows.getMax());
  }

  /**
   * Adds clock times to a grid, so that runs that overlap in time are also compared by clock time.
   */
  private static CourseGrid withClock(CourseGrid grid, List<RunOfStudy> runs) {
    List<RunOfStudy> dated = runs.stream().filter(run -> run.startedUnixMillis() != null).toList();
    long together = dated.stream().filter(run -> dated.stream().anyMatch(run::isBeside)).count();
    if (2 * together <= runs.size()) {
      return grid;
    }
    long begin = dated.stream().mapToLong(RunOfStudy::startedUnixMillis).min().orElseThrow();
    long end = dated.stream().mapToLong(RunOfStudy::endedUnixMillis).max().orElseThrow();
    long longest =
        dated.stream()
            .mapToLong(run -> run.endedUnixMillis() - run.startedUnixMillis())
            .max()
            .orElseThrow();
    long stepMillis =
        Math.max(
            1,
            Math.max(
                longest / Math.max(1, runs.stream().mapToInt(RunOfStudy::rows).max().orElse(1)),
                (end - begin) / MOST_CLOCK_PLACES));
    return grid.withClock(begin * NANOS_PER_MILLI, stepMillis * NANOS_PER_MILLI);
  }

  /** Returns the effects of each run, by its id. */
  Map<String, RunEffects> effects() {
    return runs.stream().map(Found::effects).collect(Collectors.toMap(RunEffects::runId, e -> e));
  }

  /** Returns the cycles for rank correlations. */
  List<RankedCycles> ranked() {
    return runs.stream().map(Found::rankedOrNull).filter(Objects::nonNull).toList();
  }

  /** Returns an upper bound of the number of bins of all runs. */
  long bins() {
    return bins;
  }

  /**
   * Returns table rows made from each run: on the driver for few rows, on the executors for many.
   */
  Dataset<Row> rows(SparkSession spark, StructType columns, RowsOfRun rowsOfRun) {
    return isSmall()
        ? spark.createDataFrame(
            runs.stream().flatMap(run -> rowsOfRun.of(run).stream()).toList(), columns)
        : spark.createDataFrame(where.flatMap(run -> rowsOfRun.of(run).iterator()), columns);
  }

  /** Makes table rows from the facts of a run, on any executor. */
  interface RowsOfRun extends Serializable {
    List<Row> of(Found run);
  }

  /**
   * Waits until Spark has removed the blocks, because Spark prints a stack trace if it is stopped
   * meanwhile.
   */
  @Override
  public void close() {
    where.unpersist(true);
    surveys.unpersist(true);
    ReadRuns.HERE.forget();
  }
}
