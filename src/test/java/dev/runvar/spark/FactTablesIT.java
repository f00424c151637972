package dev.runvar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.causes.TestStudy;
import dev.runvar.facts.PooledStatistics;
import dev.runvar.statistics.RankCorrelation;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunBatch;
import dev.runvar.store.RunRecord;
import dev.runvar.store.SampleRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryPart;
import dev.runvar.store.TelemetryParts;
import dev.runvar.store.Workspace;
import dev.runvar.study.RunSpec;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables over the facts of runs beside the same queries over raw telemetry, which are those of
 * the first version: runs of unequal length, with missing values, in several files, tried twice,
 * and instrumented in five ways.
 */
class FactTablesIT {

  private static final String OBSERVED = "uneven";

  /** What a run of the study reports. */
  private enum Kind {
    EVERYTHING,
    NO_PHASES,
    NO_GAUGES,
    FIRST_CYCLE_UNTIMED,
    GAPS
  }

  @TempDir private static Path directory;
  private static SparkSession spark;
  private static StudyStore store;
  private static List<RunRecord> records;
  private static RunsOfStudy runs;
  private static StudyFacts facts;
  private static FactTables tables;
  private static StudyViews views;

  @BeforeAll
  static void analyse() throws IOException {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "3")
            .getOrCreate();
    store = Workspace.open(directory.toString()).study("s");
    int number = 0;
    for (int seed = 1; seed <= 4; seed++) {
      for (String level : List.of("low", "high")) {
        for (Kind kind : Kind.values()) {
          commit(number++, OBSERVED, level, seed, kind, 5 + 37 * kind.ordinal() + 11 * seed);
        }
      }
    }
    number = commitTogether(number);
    commitReadings(number);
    records = store.snapshot().records();
    runs = new RunsOfStudy(records, OBSERVED);
    facts =
        StudyFacts.of(
            spark, store, TestStudy.SCOPE, runs.forJobs(), runs.forJobs(), SeriesQueries.EXPOSURES);
    tables = FactTables.of(spark, facts);
    views = StudyViews.create(spark, store, records);
  }

  @AfterAll
  static void stop() {
    views.close();
    facts.close();
    spark.stop();
  }

  /** Every seventh run was tried before and lost, in one or two files. */
  private static void commit(
      int number, String experiment, String level, int seed, Kind kind, int cycles)
      throws IOException {
    RunSpec spec = spec(number, experiment, level, seed, kind, cycles);
    if (number % 7 == 0) {
      List<TelemetryPart> lost = new ArrayList<>();
      write(spec, "lost", kind, cycles / 2, lost);
      store.commit(new SampleRecord(spec, Outcome.KILLED, null, "lost").of(cycles / 2, lost));
    }
    List<TelemetryPart> parts = new ArrayList<>();
    long timed = write(spec, SampleRecord.ATTEMPT, kind, cycles, parts);
    assertTrue(parts.size() > 1 || cycles < 30, "one part");
    Instrumentation instrumentation =
        kind == Kind.FIRST_CYCLE_UNTIMED ? Instrumentation.PROGRESS : Instrumentation.CONTRACT;
    // Records of older versions do not count timed cycles.
    Long counted = kind == Kind.NO_GAUGES ? null : (Long) timed;
    store.commit(
        new SampleRecord(spec, Outcome.OK, null).of(instrumentation, cycles, counted, parts));
  }

  /** Runs that share files, which are closed in the middle of some; returns the next number. */
  private static int commitTogether(int first) throws IOException {
    int number = first;
    try (RunBatch batch = store.files().openBatch("other", "run" + first + "-1", Duration.ZERO)) {
      for (int seed = 1; seed <= 4; seed++) {
        for (String level : List.of("low", "high")) {
          RunSpec spec = spec(number++, "other", level, seed, Kind.EVERYTHING, 630 + 5 * seed);
          long timed = write(spec, Kind.EVERYTHING, spec.cycles(), batch.begin(spec.runId()));
          batch.end(
              parts ->
                  new SampleRecord(spec, Outcome.OK, null)
                      .of(Instrumentation.CONTRACT, spec.cycles(), timed, parts));
        }
      }
      batch.commit();
    }
    return number;
  }

  private static RunSpec spec(
      int number, String experiment, String level, int seed, Kind kind, int cycles) {
    return new RunSpec(
        "run" + number,
        "match" + seed + (number % 2),
        experiment,
        new TreeMap<>(Map.of("level", level, "kind", kind.name())),
        new TreeMap<>(),
        0,
        seed,
        number,
        cycles);
  }

  /** Writes the cycles of an attempt in parts; returns how many are timed. */
  private static long write(
      RunSpec spec, String attempt, Kind kind, int cycles, List<TelemetryPart> parts)
      throws IOException {
    try (TelemetryParts telemetry =
        store.files().openTelemetry(spec.experiment(), spec.runId(), attempt, Duration.ZERO)) {
      long timed = write(spec, kind, cycles, telemetry);
      parts.addAll(telemetry.finish());
      return timed;
    }
  }

  private static long write(RunSpec spec, Kind kind, int cycles, TelemetryParts telemetry)
      throws IOException {
    SplittableRandom random = new SplittableRandom(spec.order());
    CycleRow row = new CycleRow();
    long elapsed = 0;
    for (int cycle = 0; cycle < cycles; cycle++) {
      row.clear();
      row.set(Column.CYCLE, 2L * cycle);
      boolean timed =
          switch (kind) {
            case FIRST_CYCLE_UNTIMED -> cycle > 0;
            case GAPS -> cycle % 5 != 3;
            default -> true;
          };
      if (timed) {
        long wall = 1_000_000 + 3_000L * cycle + random.nextLong(500_000);
        elapsed += wall;
        row.set(Column.WALL_NANOS, wall);
        row.set(Column.ELAPSED_NANOS, elapsed);
      }
      gauges(row, kind, cycle, random);
      phases(row, kind, cycle, random);
      telemetry.write(row);
      if (cycle % 20 == 19) {
        telemetry.rollIfDue();
      }
    }
    return telemetry.timedCycles();
  }

  private static void gauges(CycleRow row, Kind kind, int cycle, SplittableRandom random) {
    if (kind == Kind.NO_GAUGES) {
      return;
    }
    if (kind != Kind.GAPS || random.nextBoolean()) {
      row.set(Column.POPULATION, random.nextLong(40));
      row.set(Column.PATTERNS, cycle / 3);
      row.set(Column.DATABASE_BYTES, 4_096L * (cycle / 8));
      row.set(Column.HOST_CPU_PERCENT, cycle % 17 == 5 ? 1e70 : 100 * random.nextDouble());
    }
    row.set(Column.CLUSTERS, random.nextLong(3));
    row.set(Column.BURSTS, random.nextLong(2));
    row.set(Column.HOST_READINGS, random.nextLong(5));
    row.set(Column.HOST_MEMORY_PERCENT, 40 + 20 * random.nextDouble());
    row.addGauge("patterns_resonance", random.nextDouble());
    row.addGauge("own", random.nextDouble());
  }

  private static void phases(CycleRow row, Kind kind, int cycle, SplittableRandom random) {
    if (kind == Kind.NO_PHASES || (kind == Kind.GAPS && cycle % 2 == 0)) {
      return;
    }
    row.phases().add("persist", random.nextLong(90_000));
    if (cycle % 3 == 0) {
      row.phases().add("recall", random.nextLong(70_000));
    }
  }

  private static void commitReadings(int number) throws IOException {
    RunSpec spec =
        new RunSpec(
            "readings", "match", OBSERVED, new TreeMap<>(), new TreeMap<>(), 0, 9, number, 10);
    try (TelemetryParts telemetry =
        store
            .files()
            .openTelemetry(OBSERVED, "readings", SampleRecord.ATTEMPT, Duration.ofDays(1))) {
      CycleRow row = new CycleRow();
      for (int reading = 0; reading < 10; reading++) {
        row.clear();
        row.set(Column.CYCLE, reading);
        row.set(Column.HOST_CPU_PERCENT, 200.0);
        telemetry.write(row);
      }
      store.commit(
          new SampleRecord(spec, Outcome.OK, null)
              .of(Instrumentation.READINGS, 10, 0L, telemetry.finish()));
    }
  }

  @Test
  void the_table_of_runs_is_that_of_raw_telemetry() {
    List<Row> raw = views.query("run_summary", Map.of()).collectAsList();
    assertEquals(records.size() - 1, raw.size());
    assertSame(raw, tables.query("run_summary", Map.of()).collectAsList(), "run_id");
  }

  @Test
  void the_table_of_phases_is_that_of_raw_telemetry() {
    List<Row> raw = views.query("phase_summary", Map.of()).collectAsList();
    assertTrue(raw.size() > 60, raw.size() + " rows");
    assertSame(raw, tables.query("phase_summary", Map.of()).collectAsList(), "run_id", "phase");
  }

  @Test
  void the_moments_of_the_regressions_are_those_of_raw_telemetry() {
    Map<String, Object> observed = Map.of("experiment", OBSERVED);
    List<Row> raw = views.query("pooled_moments", observed).collectAsList();
    assertSame(raw, tables.query("pooled_moments", observed).collectAsList());
  }

  @Test
  void rank_correlations_are_those_of_raw_telemetry() {
    List<Row> raw =
        views.query("pooled_ranked", Map.of("experiment", OBSERVED, "step", 1)).collectAsList();
    PooledStatistics figures = PooledCycles.of(runs, tables, facts.ranked()).orElseThrow();
    assertEquals(1, figures.rankedEvery());
    assertCorrelation(raw, "cpu", figures.cpuRank().orElseThrow());
    assertCorrelation(raw, "memory", figures.memoryRank().orElseThrow());
  }

  private static void assertCorrelation(List<Row> raw, String reading, RankCorrelation found) {
    List<Row> both = raw.stream().filter(row -> row.getAs(reading) != null).toList();
    RankCorrelation expected =
        RankCorrelation.spearman(column(both, reading), column(both, "wall")).orElseThrow();
    assertEquals(expected.n(), found.n());
    assertEquals(expected.rho(), found.rho(), 1e-12);
  }

  private static double[] column(List<Row> rows, String name) {
    return rows.stream().flatMapToDouble(row -> DoubleStream.of(row.<Double>getAs(name))).toArray();
  }

  @Test
  void series_over_runs_are_those_of_raw_telemetry() {
    assertSeries(
        views.query("runtime_series", Map.of("bins", SeriesQueries.BINS)).collectAsList(),
        "runtime",
        row -> row.<String>getAs("experiment"),
        Map.of("mean_nanos", "mean_nanos", "sd_nanos", "sd_nanos"));
    List<String> treatments =
        views.query("treatments", Map.of("most", 48)).collectAsList().stream()
            .map(row -> row.getAs("experiment") + " " + row.getAs("treatment"))
            .toList();
    assertSeries(
        views
            .query(
                "treatment_series",
                Map.of(
                    "bins",
                    SeriesQueries.TREATMENT_BINS,
                    "treatments",
                    treatments.toArray(String[]::new)))
            .collectAsList(),
        "treatment",
        row ->
            String.valueOf(
                treatments.indexOf(row.getAs("experiment") + " " + row.getAs("treatment"))),
        Map.of("mean_nanos", "mean_nanos", "sd_nanos", "sd_nanos"));
    assertSeries(
        views
            .query(
                "pattern_series", Map.of("bins", SeriesQueries.GAUGE_BINS, "experiment", OBSERVED))
            .collectAsList(),
        "gauge",
        row -> row.<String>getAs("gauge"),
        Map.of("mean", "mean_nanos"));
  }

  @Test
  void series_over_exposures_are_those_of_raw_telemetry() {
    assertSeries(
        views
            .query(
                "exposure_series",
                Map.of("bins", SeriesQueries.EXPOSURE_BINS, "experiment", OBSERVED))
            .collectAsList(),
        "exposure",
        row -> row.<String>getAs("name"),
        Map.of(
            "exposure",
            "value",
            "cycles",
            "cycles",
            "seeds",
            "seeds",
            "mean_nanos",
            "mean_nanos",
            "sd_nanos",
            "sd_nanos"));
  }

  @Test
  void the_runtime_by_event_is_that_of_raw_telemetry() {
    Map<String, List<Row>> raw =
        views.query("event_runtime", Map.of("experiment", OBSERVED)).collectAsList().stream()
            .collect(Collectors.groupingBy(row -> row.<String>getAs("event")));
    assertEquals(3, raw.size());
    Map<String, Row> found = new HashMap<>();
    for (Row row : tables.query("series", Map.of()).collectAsList()) {
      if (row.getAs("series").equals("event")) {
        found.put(row.getAs("name"), row);
      }
    }
    assertEquals(raw.keySet(), found.keySet());
    raw.forEach(
        (event, seeds) -> {
          Row own = found.get(event);
          assertEquals((long) seeds.size(), own.<Long>getAs("seeds"));
          assertEquals(
              seeds.stream().mapToLong(row -> row.<Long>getAs("cycles")).sum(),
              own.<Long>getAs("cycles"));
          double mean =
              seeds.stream().mapToDouble(row -> row.<Double>getAs("nanos")).average().orElseThrow();
          assertEquals(mean, own.<Double>getAs("mean_nanos"), 1e-9 * mean);
        });
  }

  private interface NameOf {
    String of(Row row);
  }

  /** By name and bin, the cycles of a bin and some columns are the same. */
  private static void assertSeries(
      List<Row> raw, String series, NameOf name, Map<String, String> columns) {
    Map<String, Row> found = new HashMap<>();
    for (Row row : tables.query("series", Map.of()).collectAsList()) {
      if (row.getAs("series").equals(series)) {
        found.put(row.getAs("name") + " " + row.getAs("bin"), row);
      }
    }
    assertTrue(raw.size() > 15, series + " has " + raw.size() + " bins");
    assertEquals(raw.size(), found.size(), series);
    for (Row row : raw) {
      String key = name.of(row) + " " + row.getAs("bin");
      Row own = found.get(key);
      assertTrue(own != null, series + " without " + key + " of " + found.keySet());
      columns.forEach((old, now) -> assertValue(row.getAs(old), own.getAs(now), key + " " + now));
      if (!series.equals("exposure")) {
        assertValue(row.getAs("first_cycle"), own.getAs("first_cycle"), key);
        assertValue(row.getAs("last_cycle"), own.getAs("last_cycle"), key);
      }
    }
  }

  /** Rows of the same key have the same values in all columns of the raw ones. */
  private static void assertSame(List<Row> raw, List<Row> found, String... keys) {
    Map<String, Row> byKey = new HashMap<>();
    found.forEach(row -> byKey.put(key(row, keys), row));
    assertEquals(raw.size(), byKey.size());
    for (Row row : raw) {
      Row own = byKey.get(key(row, keys));
      assertTrue(own != null, "no row of " + key(row, keys));
      for (StructField column : row.schema().fields()) {
        String name = column.name();
        assertValue(row.getAs(name), own.getAs(name), key(row, keys) + " " + name);
      }
    }
  }

  private static String key(Row row, String... keys) {
    StringBuilder key = new StringBuilder();
    for (String name : keys) {
      key.append(row.<Object>getAs(name)).append(' ');
    }
    return key.toString();
  }

  private static void assertValue(Object expected, Object found, String what) {
    if (expected instanceof Number number && found instanceof Number own) {
      double value = number.doubleValue();
      assertEquals(value, own.doubleValue(), 1e-9 * Math.max(1, Math.abs(value)), what);
    } else {
      assertEquals(expected, found, what);
    }
  }
}
