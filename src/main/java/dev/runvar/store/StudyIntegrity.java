package dev.runvar.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Checks that what was committed to a study is still there, byte for byte. */
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
    if (store.remembersCommits() && !store.isManifestIntact()) {
      integrity.problems.add(
          store.location(StudyStore.MANIFEST)
              + ": changed since it was written, or written by an older version");
    }
    integrity.programs();
    integrity.analysis(store);
    integrity.plan(plannedRunIds);
    List<FileStatus> records = store.recordFiles();
    integrity.removed(store, records, plannedRunIds);
    for (FileStatus record : records) {
      integrity.record(record.getPath());
    }
    return new Findings(
        records.size(), integrity.telemetryFiles, integrity.telemetryBytes, integrity.problems);
  }

  private void analysis(StudyStore store) {
    try {
      boolean isThere = directory.files().exists(directory.path(AnalysisDirectory.ANALYSIS));
      if (isThere && !store.hasWholeAnalysis()) {
        problems.add(
            store.location(AnalysisDirectory.ANALYSIS)
                + ": changed since it was written, or written by an older version; analyze makes it again");
      }
    } catch (IOException e) {
      problems.add(directory + ": cannot be read: " + StudyDirectory.firstLine(e));
    }
  }

  /** Runs of which nothing is left, though they were committed once. */
  private void removed(StudyStore store, List<FileStatus> records, Set<String> plannedRunIds) {
    String memory = store.location(StudyStore.COMMITTED);
    Optional<Set<String>> remembered = store.remembered();
    if (remembered.isEmpty()) {
      problems.add(memory + ": changed since it was written; without it, simulate makes it again");
      return;
    }
    if (store.remembersCommits() && !store.hasCommitMemory()) {
      problems.add(memory + ": missing; simulate makes it again");
    }
    Set<String> gone = new TreeSet<>(remembered.get());
    gone.retainAll(plannedRunIds);
    records.forEach(record -> gone.remove(StudyStore.runId(StudyStore.attemptOf(record))));
    gone.forEach(
        runId ->
            problems.add(
                "%s: run %s was committed, and its record is gone; simulate does it again"
                    .formatted(directory, runId)));
  }

  private void programs() {
    try {
      for (FileStatus program : directory.list(directory.path(ProgramStore.PROGRAMS))) {
        if (program.isDirectory()) {
          problems.addAll(ProgramStore.problems(directory, program.getPath()));
        }
      }
    } catch (IOException e) {
      problems.add(directory + ": cannot be read: " + StudyDirectory.firstLine(e));
    }
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
    if (!SealedJson.isIntact(text)) {
      problems.add(file + ": changed since it was written; remove it to have the run done again");
      return;
    }
    RunRecord record = SealedJson.parse(text, RunRecord.class);
    profile(record);
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

  private void profile(RunRecord record) {
    if (record.profile() == null || record.profile().file() == null) {
      return;
    }
    TelemetryPart part = record.profile().file();
    Path file =
        new Path(directory.partition(StudyStore.PROFILES, record.experiment()), part.file());
    difference(file, part)
        .ifPresent(
            what ->
                problems.add(
                    "%s: %s; the run is left out of the growth by function".formatted(file, what)));
  }

  /** Returns the first thing that is wrong with the telemetry of a record. */
  static Optional<String> telemetryProblem(StudyDirectory directory, RunRecord record) {
    StudyIntegrity integrity = new StudyIntegrity(directory);
    Path partition = directory.partition(StudyStore.TELEMETRY, record.experiment());
    for (TelemetryPart part : record.telemetry()) {
      Path file = new Path(partition, part.file());
      Optional<String> what = integrity.difference(file, part);
      if (what.isPresent()) {
        return Optional.of("the telemetry file %s: %s".formatted(file, what.get()));
      }
    }
    return Optional.empty();
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
