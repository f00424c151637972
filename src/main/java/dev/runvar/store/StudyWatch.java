package dev.runvar.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows what is committed to a study, reading each record once. Not thread-safe. */
public final class StudyWatch {

  /** A committed attempt, without what only an analysis needs. */
  public record Ended(
      String runId,
      String experiment,
      Outcome outcome,
      String message,
      long startedUnixMillis,
      long endedUnixMillis) {

    static Ended of(RunRecord record) {
      String message = record.failure() == null ? "" : record.failure().message();
      return new Ended(
          record.runId(),
          record.experiment(),
          record.outcome(),
          message,
          record.startedUnixMillis(),
          record.endedUnixMillis());
    }
  }

  private final StudyStore store;
  private final Set<String> seen = new HashSet<>();

  /** A watch that has not seen anything yet. */
  public StudyWatch(StudyStore store) {
    this.store = store;
  }

  /** Takes what is committed for seen, without reading it. */
  public void skip() {
    store.recordFiles().forEach(file -> seen.add(file.getPath().getName()));
  }

  /** Returns the attempts that were committed since the last call. */
  public List<Ended> ended() {
    List<Ended> ended = new ArrayList<>();
    store.recordFiles().stream()
        .filter(file -> seen.add(file.getPath().getName()))
        .forEach(file -> ended.add(Ended.of(store.readRecord(file))));
    return ended;
  }
}
