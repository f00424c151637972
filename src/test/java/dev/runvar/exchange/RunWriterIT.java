package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.Build;
import dev.runvar.store.Provenance;
import dev.runvar.store.RunColumns;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.ImportedPlan;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import dev.runvar.study.RunSpec;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telemetry on a real file system: all of it, or none. */
class RunWriterIT {

  @TempDir private Path directory;

  @Test
  void records_say_what_was_written() throws IOException {
    List<RunRecord> records;
    try (RunWriter writer = writer()) {
      write(writer, 1, 2);
      writer.complete();
      List<RunSpec> specs = writer.addTo(new ImportedPlan(List.of(), Set.of()));
      writer.publish();
      records = writer.keep(specs, Build.UNKNOWN);
    }
    RunRecord record = records.get(0);
    assertEquals(2, record.cycles());
    assertEquals(60, record.cycleNanos());
    assertEquals(2_000, record.peakRssBytes());
    assertEquals(List.of(record.telemetry().get(0).file()), telemetry());
  }

  @Test
  void readers_pass_over_telemetry_until_it_is_published() throws IOException {
    try (RunWriter writer = writer()) {
      write(writer, 1, 2);
      write(writer, 2, 3_000);
      writer.complete();
      assertEquals(2, telemetry().size());
      assertTrue(telemetry().stream().allMatch(name -> name.startsWith("_")), "" + telemetry());
      writer.publish();
      assertEquals(2, telemetry().size());
      assertTrue(telemetry().stream().noneMatch(name -> name.startsWith("_")), "" + telemetry());
    }
    assertEquals(List.of(), telemetry());
  }

  @Test
  void an_import_that_is_given_up_leaves_nothing() throws IOException {
    Path other = Files.createDirectories(directory.resolve("other"));
    try (RunWriter writer = writer()) {
      write(writer, 1, 2);
      writer.begin(run(2));
      writer.cycle(new CycleRow());
    }
    assertEquals(List.of(other), list(directory));
  }

  @Test
  void directories_that_were_there_or_that_others_use_stay() throws IOException {
    Path experiment = directory.resolve("mine/telemetry/experiment=imported");
    Files.createDirectories(experiment);
    try (RunWriter writer = writer()) {
      write(writer, 1, 2);
    }
    assertEquals(List.of(), list(experiment));
    Files.delete(experiment);
    try (RunWriter writer = writer()) {
      write(writer, 1, 2);
      writer.complete();
      Files.createFile(experiment.resolve("of-another"));
    }
    assertEquals(List.of(experiment.resolve("of-another")), list(experiment));
  }

  /** Rows are handed to another thread in batches: they stay what they were, in their order. */
  @Test
  void rows_are_written_as_they_were_given() throws IOException {
    int cycles = 5_000;
    RunRecord record;
    try (RunWriter writer = writer()) {
      write(writer, 1, cycles);
      writer.complete();
      List<RunSpec> specs = writer.addTo(new ImportedPlan(List.of(), Set.of()));
      writer.publish();
      record = writer.keep(specs, Build.UNKNOWN).get(0);
    }
    RunColumns columns =
        store()
            .files()
            .readTelemetry(record.experiment(), record.telemetry(), Set.of(Column.values()));
    double[] numbers = columns.columns().get(Column.CYCLE.columnName());
    double[] elapsed = columns.columns().get(Column.ELAPSED_NANOS.columnName());
    for (int cycle = 0; cycle < cycles; cycle++) {
      assertEquals(cycle, numbers[cycle]);
      assertEquals(30.0 * (cycle + 1), elapsed[cycle]);
    }
  }

  @Test
  void an_import_reads_each_source_once() throws IOException {
    int[] reads = {0};
    RunSource source =
        (sink, findings) -> {
          reads[0]++;
          write(sink, 7, 3);
        };
    Provenance provenance = new Provenance("v", null, null, "java", "spark", "os", "cpu", 2, 1, 0);
    ImportSummary summary = StudyImport.run(store(), "mine", List.of(source), provenance);
    assertEquals(new ImportSummary(1, 3, List.of()), summary);
    assertEquals(1, reads[0]);
  }

  private RunWriter writer() {
    return new RunWriter(store(), new ImportedPlan(List.of(), Set.of()));
  }

  private static void write(RunSink writer, long seed, int cycles) throws IOException {
    writer.begin(run(seed));
    CycleRow row = new CycleRow();
    for (int cycle = 0; cycle < cycles; cycle++) {
      row.clear();
      row.set(Column.CYCLE, (long) cycle);
      row.set(Column.WALL_NANOS, 30L);
      row.set(Column.RSS_BYTES, 2_000L - cycle);
      writer.cycle(row);
    }
    writer.end(RunEnd.SILENT);
  }

  private static ImportedRun run(long seed) {
    return ImportedRun.of(new Place("x.csv", 1), "imported", Optional.empty(), Map.of(), seed, "");
  }

  private StudyStore store() {
    return Workspace.open(directory.toString()).study("mine");
  }

  private static List<Path> list(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.toList();
    }
  }

  private List<String> telemetry() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }
}
