package dev.runvar.spark;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.hypothesis.CourseGrid;
import dev.runvar.hypothesis.RunContext;
import dev.runvar.hypothesis.RunEffects;
import dev.runvar.hypothesis.RunTelemetry;
import dev.runvar.hypothesis.StudySurvey;
import dev.runvar.store.RunColumns;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryPart;
import dev.runvar.store.Workspace;
import dev.runvar.telemetry.Column;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Looks at whole runs, each of them on one executor; only a row a run comes to the driver. */
final class EffectsJob {

  private static final int TASKS_PER_SLOT = 4;
  private static final int FEWEST_CYCLES = 100;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MOST_CLOCK_PLACES = 100_000;

  private EffectsJob() {}

  /**
   * Returns what each run says, by its record, in the order of the records.
   *
   * @param peers runs of the same experiments that these are compared with, and these
   */
  static Map<RunRecord, RunEffects> run(
      SparkSession spark,
      StudyStore store,
      Analysis.Rules rules,
      List<RunRecord> records,
      List<RunRecord> peers) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Path study = new Path(store.location());
    TelemetryOfRun reader =
        new TelemetryOfRun(
            study.getParent().toString(),
            study.getName(),
            new SerializableConfiguration(context.hadoopConfiguration()),
            rules);
    Map<String, RunEffects> effects = new HashMap<>();
    byExperiment(records)
        .forEach(
            (experiment, own) ->
                effects(
                        context,
                        reader,
                        own,
                        byExperiment(peers).getOrDefault(experiment, List.of()))
                    .forEach(found -> effects.put(found.runId(), found)));
    Map<RunRecord, RunEffects> byRecord = new LinkedHashMap<>();
    records.forEach(record -> byRecord.put(record, effects.get(record.runId())));
    return byRecord;
  }

  private static Map<String, List<Run>> byExperiment(List<RunRecord> records) {
    return records.stream()
        .map(Run::of)
        .collect(Collectors.groupingBy(Run::experiment, TreeMap::new, Collectors.toList()));
  }

  private static List<RunEffects> effects(
      JavaSparkContext context, TelemetryOfRun reader, List<Run> runs, List<Run> peers) {
    CourseGrid grid = grid(peers.isEmpty() ? runs : peers);
    Optional<Broadcast<StudySurvey>> survey =
        needsSurvey(peers)
            ? Optional.of(context.broadcast(survey(context, reader, grid, peers)))
            : Optional.empty();
    Map<Integer, List<Run>> peersBySeed = bySeed(peers);
    List<OfSeed> seeds =
        bySeed(runs).entrySet().stream()
            .map(
                seed ->
                    new OfSeed(
                        seed.getValue(), peersBySeed.getOrDefault(seed.getKey(), seed.getValue())))
            .toList();
    List<RunEffects> effects =
        context
            .parallelize(seeds, tasks(context, seeds.size()))
            .flatMap(new EffectsOfSeed(reader, grid, survey.orElse(null)))
            .collect();
    survey.ifPresent(Broadcast::destroy);
    return effects;
  }

  private static Map<Integer, List<Run>> bySeed(List<Run> runs) {
    return runs.stream()
        .collect(Collectors.groupingBy(Run::seed, TreeMap::new, Collectors.toList()));
  }

  private static int tasks(JavaSparkContext context, int items) {
    return Math.max(1, Math.min(items, TASKS_PER_SLOT * context.defaultParallelism()));
  }

  /** Where no verdict is possible, what runs share decides nothing. */
  private static boolean needsSurvey(List<Run> runs) {
    return runs.stream().map(Run::seed).distinct().count() > 1
        && runs.stream().mapToInt(Run::rows).min().orElse(0) >= FEWEST_CYCLES;
  }

  private static StudySurvey survey(
      JavaSparkContext context, TelemetryOfRun reader, CourseGrid grid, List<Run> runs) {
    return context
        .parallelize(runs, tasks(context, runs.size()))
        .treeAggregate(
            new StudySurvey(grid),
            (survey, run) -> survey.add(reader.call(run), run.context(reader.rules())),
            StudySurvey::add);
  }

  /** Runs that were under way at a time are compared by the clock as well. */
  private static CourseGrid grid(List<Run> runs) {
    IntSummaryStatistics rows = runs.stream().mapToInt(Run::rows).summaryStatistics();
    CourseGrid grid = CourseGrid.of(rows.getMin(), rows.getMax());
    List<Run> dated = runs.stream().filter(run -> run.startedUnixMillis() != null).toList();
    long together = dated.stream().filter(run -> dated.stream().anyMatch(run::isBeside)).count();
    if (2 * together <= runs.size()) {
      return grid;
    }
    long begin = dated.stream().mapToLong(Run::startedUnixMillis).min().orElseThrow();
    long end = dated.stream().mapToLong(Run::endedUnixMillis).max().orElseThrow();
    long longest =
        dated.stream()
            .mapToLong(run -> run.endedUnixMillis() - run.startedUnixMillis())
            .max()
            .orElseThrow();
    long stepMillis =
        Math.max(
            1, Math.max(longest / Math.max(1, rows.getMax()), (end - begin) / MOST_CLOCK_PLACES));
    return grid.withClock(begin * NANOS_PER_MILLI, stepMillis * NANOS_PER_MILLI);
  }

  /**
   * Where the telemetry of a run is.
   *
   * @param hostCores of its host, null when they are not known
   * @param startedUnixMillis null for a run that was imported, which does not tell its times
   */
  private record Run(
      String runId,
      int seed,
      String experiment,
      List<String> files,
      int rows,
      Double hostCores,
      Long startedUnixMillis,
      long endedUnixMillis)
      implements Serializable {

    RunContext context(Analysis.Rules rules) {
      return new RunContext(
          rules,
          hostCores == null ? OptionalDouble.empty() : OptionalDouble.of(hostCores),
          startedUnixMillis == null
              ? OptionalLong.empty()
              : OptionalLong.of(startedUnixMillis * NANOS_PER_MILLI));
    }

    /** Returns whether a run of another seed was under way while this one was. */
    boolean isBeside(Run other) {
      return other.seed != seed
          && other.startedUnixMillis < endedUnixMillis
          && startedUnixMillis < other.endedUnixMillis;
    }

    static Run of(RunRecord record) {
      boolean dated = record.endedUnixMillis() > record.startedUnixMillis();
      return new Run(
          record.runId(),
          record.seed(),
          record.experiment(),
          record.telemetry().stream().map(TelemetryPart::file).toList(),
          Math.toIntExact(record.telemetry().stream().mapToLong(TelemetryPart::rows).sum()),
          record.hostCores(),
          dated ? record.startedUnixMillis() : null,
          record.endedUnixMillis());
    }
  }

  /**
   * Runs of one seed.
   *
   * @param peers all of this seed that the survey knows, which are not others to these
   */
  private record OfSeed(List<Run> runs, List<Run> peers) implements Serializable {}

  /** Looks at the runs of one seed, with what all runs have in common. */
  private record EffectsOfSeed(
      TelemetryOfRun reader, CourseGrid grid, Broadcast<StudySurvey> surveyOrNull)
      implements FlatMapFunction<OfSeed, RunEffects> {

    @Override
    public Iterator<RunEffects> call(OfSeed seed) {
      List<Run> runs = seed.runs();
      List<RunTelemetry> telemetry = runs.stream().map(reader::call).toList();
      StudySurvey sameSeed = new StudySurvey(grid);
      for (Run peer : seed.peers()) {
        int own = runs.indexOf(peer);
        RunTelemetry cycles = own >= 0 ? telemetry.get(own) : reader.call(peer);
        sameSeed.add(cycles, peer.context(reader.rules()));
      }
      StudySurvey all = surveyOrNull == null ? sameSeed : surveyOrNull.value();
      return IntStream.range(0, runs.size())
          .mapToObj(
              i ->
                  RunEffects.of(
                      runs.get(i).runId(),
                      runs.get(i).seed(),
                      telemetry.get(i),
                      runs.get(i).context(reader.rules()),
                      all,
                      sameSeed))
          .iterator();
    }
  }

  /** Reads the columns of a run that hypotheses look at. */
  private record TelemetryOfRun(
      String workspace, String study, SerializableConfiguration configuration, Analysis.Rules rules)
      implements Serializable {

    RunTelemetry call(Run run) {
      StudyStore store = Workspace.open(workspace, configuration.value()).study(study);
      try {
        RunColumns read = store.readTelemetry(run.experiment(), run.files(), run.rows(), columns());
        Map<String, double[]> columns = new HashMap<>(read.gauges());
        columns.putAll(read.columns());
        return new RunTelemetry(columns, read.phases());
      } catch (IOException e) {
        throw new UncheckedIOException(store.cannotUse(e).getMessage(), e);
      }
    }

    /** A gauge that is declared as work may have a column of its own. */
    private Set<Column> columns() {
      return Arrays.stream(Column.values())
          .filter(
              column ->
                  RunTelemetry.COLUMNS.contains(column.columnName())
                      || rules.work().contains(column.columnName()))
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
