package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.instrument.Finding;
import dev.runvar.instrument.HostSurvey;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.RunLimits;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.InstrumentCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the instrument leaves of real runs. */
class InstrumentIT {

  /** Long enough for the windows of half a second, in a heap that has to be collected. */
  private static final String STUDY =
      """
      study: instrument
      cycles: 400
      replications: 1
      seed: 5
      isolation: %s
      %s
      experiments:
        only:
          fixed: {variant: unoptimized, max_agents: 3, founders: 3, warmup: 0s}
      """;

  private static final Set<Column> OF_A_PROCESS =
      EnumSet.of(
          Column.GC_NANOS,
          Column.GC_COUNT,
          Column.HEAP_USED_BYTES,
          Column.HEAP_COMMITTED_BYTES,
          Column.RSS_BYTES,
          Column.PROCESS_CPU_PERCENT,
          Column.MINOR_FAULTS,
          Column.MAJOR_FAULTS,
          Column.VOLUNTARY_SWITCHES,
          Column.INVOLUNTARY_SWITCHES,
          Column.READ_BYTES,
          Column.WRITE_BYTES);

  @TempDir private static Path directory;

  /** A run in a process of its own, and what it left. */
  private static RunRecord inProcess;

  private static List<Group> rows;

  @BeforeAll
  static void runInProcess() throws IOException, InterruptedException {
    inProcess = run("process", "memory: 16m");
    rows = rows("process", inProcess);
  }

  @Test
  void a_column_is_null_when_and_only_when_the_host_cannot_measure_it() throws Exception {
    Map<String, Finding> findings =
        HostSurvey.take().stream().collect(Collectors.toMap(Finding::column, Function.identity()));
    for (Column column : Column.values()) {
      if (column.source() == Column.Source.PROBE) {
        assertEquals(
            findings.get(column.columnName()).isMeasurable(),
            isIn(rows, column),
            column + " has values");
      }
    }
  }

  @Test
  void in_a_thread_what_belongs_to_a_process_is_null() throws Exception {
    List<Group> rows = rows("thread", run("thread", ""));
    OF_A_PROCESS.forEach(column -> assertFalse(isIn(rows, column), column + " has values"));
    assertTrue(isIn(rows, Column.HOST_CPU_PERCENT));
    assertTrue(isIn(rows, Column.WALL_NANOS));
  }

  @Test
  void cycles_that_share_a_reading_have_its_number_and_it_ages_from_one_to_the_next() {
    List<Group> rows =
        InstrumentIT.rows.stream().filter(row -> has(row, Column.PROBE_NUMBER)).toList();
    long shared = 0;
    for (int i = 1; i < rows.size(); i++) {
      long step =
          value(rows.get(i), Column.PROBE_NUMBER) - value(rows.get(i - 1), Column.PROBE_NUMBER);
      long older =
          value(rows.get(i), Column.PROBE_AGE_NANOS)
              - value(rows.get(i - 1), Column.PROBE_AGE_NANOS);
      assertTrue(step >= 0, "readings go back by " + step);
      if (step == 0) {
        shared++;
        assertTrue(older >= value(rows.get(i), Column.WALL_NANOS), "older by " + older);
      }
    }
    assertTrue(shared > rows.size() / 2, shared + " of " + rows.size());
  }

  @Test
  void the_record_says_what_the_instrument_cost_and_where_readings_come_from() {
    assertEquals(
        List.of("load", "processor", "process", "recording", "reporting"),
        inProcess.instrument().stream().map(InstrumentCost::part).toList());
    assertTrue(inProcess.instrument().stream().allMatch(cost -> cost.times() > 0));
    long nanos = inProcess.instrument().stream().mapToLong(InstrumentCost::nanos).sum();
    assertTrue(nanos > 0 && nanos < inProcess.cycleNanos(), inProcess.toString());
    assertEquals(Set.of("host_cpu_percent", "host_memory_percent"), inProcess.sources().keySet());
  }

  private static RunRecord run(String isolation, String memory)
      throws IOException, InterruptedException {
    Path file =
        Files.writeString(directory.resolve("study.yaml"), STUDY.formatted(isolation, memory));
    Study study = StudyReader.read(file);
    StudyStore store = Workspace.open(directory.resolve(isolation).toString()).study(study.name());
    RunLimits limits =
        new RunLimits(Duration.ofMinutes(1).toMillis(), study.limits().memoryBytes());
    new RunEngine(store, study.workload(), study.isolation(), limits, 1).run(Plan.of(study).get(0));
    RunRecord record = store.records().get(0);
    assertEquals(400, record.cycles(), () -> record.toString());
    return record;
  }

  private static List<Group> rows(String isolation, RunRecord record) throws IOException {
    String file =
        Workspace.open(directory.resolve(isolation).toString())
            .study("instrument")
            .location("telemetry", "experiment=only", record.telemetry().get(0).file());
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file))
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static boolean isIn(List<Group> rows, Column column) {
    return rows.stream().anyMatch(row -> has(row, column));
  }

  private static boolean has(Group row, Column column) {
    return row.getFieldRepetitionCount(column.columnName()) > 0;
  }

  private static long value(Group row, Column column) {
    return row.getLong(column.columnName(), 0);
  }
}
