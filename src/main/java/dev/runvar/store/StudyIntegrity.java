package dev.runvar.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Checks that what is committed to a study is still there, byte for byte. */
public final class StudyIntegrity {

  /**
   * What was found.
   *
   * @param problems a line each, none if all is as it was written
   */
  public record Findings(
      int records, int telemetryFiles, long telemetryBytes, List<String> problems) {

    public Findings {
      problems = List.copyOf(problems);
    }
  }

  private final StudyDirectory directory;
  private final List<String> problems = new ArrayList<>();
  private int telemetryFiles;
  private long telemetryBytes;

  private StudyIntegrity(StudyDirectory directory) {
    this.directory = directory;
  }

  /**
   * Reads every committed byte of a study.
   *
   * @param plannedRunIds what its plan must hold
   */
  public static Findings check(StudyStore store, Set<String> plannedRunIds) {
    StudyIntegrity integrity = new StudyIntegrity(store.directory());
    integrity.plan(plannedRunIds);
    List<FileStatus> records = store.recordFiles();
    for (FileStatus record : records) {
      integrity.record(record.getPath());
    }
    return new Findings(
        records.size(), integrity.telemetryFiles, integrity.telemetryBytes, integrity.problems);
  }

  private void plan(Set<String> plannedRunIds) {
    Path file = directory.path(StudyStore.PLAN);
    Set<String> there = new HashSet<>();
    try {
      for (String line :
          new String(directory.read(file), StandardCharsets.UTF_8).lines().toList()) {
        there.add(Json.LINES.readTree(line).path("runId").asText());
      }
    } catch (FileNotFoundException e) {
      problems.add(file + ": missing");
      return;
    } catch (IOException e) {
      problems.add(file + ": cannot be read: " + StudyDirectory.firstLine(e));
      return;
    }
    if (!there.equals(plannedRunIds)) {
      problems.add(file + ": other runs than those of the manifest");
    }
  }

  private void record(Path file) {
    try {
      record(file, directory.read(file));
    } catch (IOException e) {
      problems.add(file + ": cannot be read: " + StudyDirectory.firstLine(e));
    }
  }

  private void record(Path file, byte[] text) throws IOException {
    if (!RecordText.isIntact(text)) {
      problems.add(file + ": changed since it was written; remove it to have the run done again");
      return;
    }
    RunRecord record = RecordText.parse(text);
    Path partition = directory.partition(StudyStore.TELEMETRY, record.experiment());
    for (TelemetryPart part : record.telemetry()) {
      Path telemetry = new Path(partition, part.file());
      telemetryFiles++;
      telemetryBytes += part.bytes();
      difference(telemetry, part)
          .ifPresent(
              what ->
                  problems.add(
                      "%s: %s; remove %s to have the run done again"
                          .formatted(telemetry, what, file)));
    }
  }

  private Optional<String> difference(Path file, TelemetryPart part) {
    try {
      long bytes = directory.files().getFileStatus(file).getLen();
      if (bytes != part.bytes()) {
        return Optional.of("%d bytes instead of %d".formatted(bytes, part.bytes()));
      }
      return directory.sha256(file).equals(part.sha256())
          ? Optional.empty()
          : Optional.of("changed since it was written");
    } catch (FileNotFoundException e) {
      return Optional.of("missing");
    } catch (IOException e) {
      return Optional.of("cannot be read: " + StudyDirectory.firstLine(e));
    }
  }
}
