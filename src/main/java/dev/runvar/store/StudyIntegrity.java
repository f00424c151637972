package dev.runvar.store;

import dev.runvar.store.StudySnapshot.Damage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Checks that what was committed to a study is still there, byte for byte. */
public final class StudyIntegrity {

  /**
   * The result of a check.
   *
   * @param problems one line each; empty if nothing was changed
   */
  public record Findings(
      int records, int telemetryFiles, long telemetryBytes, List<String> problems) {

    public Findings {
      problems = List.copyOf(problems);
    }
  }

  private final StudyDirectory directory;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> there = new HashSet<>();
  private final TelemetryCheck telemetry;
  private int records;

  private StudyIntegrity(StudyDirectory directory) {
    this.directory = directory;
    telemetry = new TelemetryCheck(directory);
  }

  /**
   * Reads every committed byte of a study.
   *
   * @param plannedRunIds the runs that its plan must contain
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
    store.recordFiles().forEach(integrity::record);
    integrity.removed(store, plannedRunIds);
    return new Findings(
        integrity.records,
        integrity.telemetry.files(),
        integrity.telemetry.bytes(),
        integrity.problems);
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

  /** Reports runs that were once committed and are now missing. */
  private void removed(StudyStore store, Set<String> plannedRunIds) {
    CommitMemory memory = store.commitMemory();
    Optional<Set<String>> remembered = memory.runs();
    if (remembered.isEmpty()) {
      problems.add(memory + ": changed since it was written; without it, simulate makes it again");
      return;
    }
    try {
      if (store.remembersCommits() && !memory.exists()) {
        problems.add(memory + ": missing; simulate makes it again");
      }
    } catch (IOException e) {
      throw store.cannotUse(e);
    }
    Set<String> gone = new TreeSet<>(remembered.get());
    gone.retainAll(plannedRunIds);
    gone.removeAll(there);
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
    PlanFile plan = new PlanFile(directory);
    Path file = plan.path();
    Set<String> planned;
    try {
      planned = plan.runIds();
    } catch (FileNotFoundException e) {
      problems.add(file + ": missing");
      return;
    } catch (IOException e) {
      problems.add(file + ": cannot be read: " + StudyDirectory.firstLine(e));
      return;
    }
    if (!planned.equals(plannedRunIds)) {
      problems.add(file + ": other runs than those of the manifest");
    }
  }

  private void record(RecordFile file) {
    RecordFile.Contents contents = file.read(directory);
    records += contents.whole().size();
    contents.whole().forEach(record -> there.add(record.runId()));
    // Records of one file share their telemetry, so its damage is reported once.
    Set<String> found = new LinkedHashSet<>();
    for (Damage damage : contents.damage()) {
      there.add(damage.runId());
      found.add("%s: %s; %s".formatted(file.path(), damage.problem(), file.remedy("it")));
    }
    for (RunRecord record : contents.whole()) {
      profile(record);
      Path partition = directory.partition(StudyStore.TELEMETRY, record.experiment());
      for (TelemetryPart part : record.telemetry()) {
        Path path = new Path(partition, part.file());
        telemetry
            .difference(path, part)
            .map(what -> "%s: %s; %s".formatted(path, what, file.remedy(file.path())))
            .ifPresent(found::add);
      }
    }
    problems.addAll(found);
  }

  private void profile(RunRecord record) {
    if (record.profile() == null || record.profile().file() == null) {
      return;
    }
    TelemetryPart part = record.profile().file();
    Path file =
        new Path(directory.partition(StudyStore.PROFILES, record.experiment()), part.file());
    new TelemetryCheck(directory)
        .difference(file, part)
        .ifPresent(
            what ->
                problems.add(
                    "%s: %s; the run is left out of the growth by function".formatted(file, what)));
  }
}
