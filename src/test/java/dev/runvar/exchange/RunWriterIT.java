package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.Build;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.ImportedPlan;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import dev.runvar.study.RunSpec;
import dev.runvar.study.StudyException;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telemetry on a real file system: all of it, or none. */
class RunWriterIT {

  @TempDir private Path directory;

  @Test
  void records_say_what_was_written() throws IOException {
    List<RunRecord> records;
    try (RunWriter writer = new RunWriter(store(), List.of(spec(1, 2)), Build.UNKNOWN)) {
      write(writer, 1, 2);
      records = writer.keep();
    }
    RunRecord record = records.get(0);
    assertEquals(2, record.cycles());
    assertEquals(60, record.cycleNanos());
    assertEquals(2_000, record.peakRssBytes());
    assertEquals(List.of(record.telemetry().get(0).file()), telemetry());
  }

  @Test
  void an_import_that_is_given_up_leaves_no_telemetry() throws IOException {
    try (RunWriter writer =
        new RunWriter(store(), List.of(spec(1, 2), spec(2, 2)), Build.UNKNOWN)) {
      write(writer, 1, 2);
      writer.begin(run(2));
      assertEquals(2, telemetry().size());
    }
    assertEquals(List.of(), telemetry());
  }

  @Test
  void a_file_that_changed_since_it_was_surveyed_is_refused() throws IOException {
    try (RunWriter writer = new RunWriter(store(), List.of(spec(1, 3)), Build.UNKNOWN)) {
      StudyException e = assertThrows(StudyException.class, () -> write(writer, 1, 2));
      assertTrue(e.getMessage().contains("changed while it was read"), e.getMessage());
    }
    assertEquals(List.of(), telemetry());
  }

  private static void write(RunWriter writer, long seed, int cycles) throws IOException {
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

  private static RunSpec spec(long seed, int cycles) {
    return new ImportedPlan(List.of()).add(run(seed), cycles);
  }

  private static ImportedRun run(long seed) {
    return ImportedRun.of(new Place("x.csv", 1), "imported", Optional.empty(), Map.of(), seed, "");
  }

  private StudyStore store() {
    return Workspace.open(directory.toString()).study("mine");
  }

  private List<String> telemetry() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }
}
