package dev.runvar.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds and removes what no reader of a study looks at. */
public final class StudyGarbage {

  /** What is younger may belong to something that is under way. */
  private static final long KEPT_MILLIS = Duration.ofDays(1).toMillis();

  private final long youngestUnixMillis;
  private final Set<String> aliveAttempts;
  private final Set<String> named = new HashSet<>();
  private final List<Path> garbage = new ArrayList<>();

  private StudyGarbage(long nowUnixMillis, Set<String> aliveAttempts) {
    youngestUnixMillis = nowUnixMillis - KEPT_MILLIS;
    this.aliveAttempts = aliveAttempts;
  }

  /**
   * Returns the full URIs of the files that are a day old and that nothing names: records that
   * another attempt is preferred to, their telemetry, and what was never completed.
   *
   * @throws WorkspaceException if a record cannot be read, since it may name any file
   */
  public static List<String> find(StudyStore store, long nowUnixMillis) throws IOException {
    StudyDirectory directory = store.directory();
    // Markers first, records last: whatever is committed meanwhile is found in one of the two.
    Set<String> alive =
        store.markers().stream()
            .filter(marker -> nowUnixMillis - marker.aliveUnixMillis() < KEPT_MILLIS)
            .map(marker -> marker.runId() + "-" + marker.attempt())
            .collect(Collectors.toSet());
    StudyGarbage search = new StudyGarbage(nowUnixMillis, alive);
    List<FileStatus> telemetry = directory.list(StudyStore.TELEMETRY);
    search.records(store);
    search.unfinished(directory.list(StudyStore.RUNS));
    for (String place : List.of(".", "analysis", "report", "report/figures")) {
      search.unfinished(directory.list(directory.path(place)));
    }
    search.telemetry(telemetry);
    return search.garbage.stream().map(Path::toString).toList();
  }

  /** Removes files that {@link #find} returned. */
  public static void remove(StudyStore store, List<String> garbage) throws IOException {
    for (String file : garbage) {
      store.directory().delete(new Path(file));
    }
  }

  private void records(StudyStore store) {
    Set<String> chosen =
        store.records().stream().map(RunRecord::attempt).collect(Collectors.toSet());
    for (FileStatus file : store.recordFiles()) {
      RunRecord record = store.readRecord(file).orElse(null);
      if (record == null) {
        continue;
      }
      if (chosen.contains(record.attempt()) || isYoung(file)) {
        record.telemetry().forEach(part -> named.add(part.file()));
      } else {
        // Before its telemetry, so that no reader finds a record of which that is missing.
        garbage.add(file.getPath());
      }
    }
  }

  private void unfinished(List<FileStatus> files) {
    files.stream()
        .filter(file -> file.isFile() && StudyDirectory.isUnfinished(file.getPath()))
        .filter(file -> !isYoung(file) && !isAlive(file.getPath()))
        .forEach(file -> garbage.add(file.getPath()));
  }

  private void telemetry(List<FileStatus> files) {
    files.stream()
        .filter(file -> !named.contains(file.getPath().getName()))
        .filter(file -> !isYoung(file) && !isAlive(file.getPath()))
        .forEach(file -> garbage.add(file.getPath()));
  }

  private boolean isYoung(FileStatus file) {
    return file.getModificationTime() > youngestUnixMillis;
  }

  private boolean isAlive(Path file) {
    return aliveAttempts.stream().anyMatch(file.getName()::contains);
  }
}
