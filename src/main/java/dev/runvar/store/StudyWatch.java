package dev.runvar.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;

/** Follows what is committed to a study, reading each record once. Not thread-safe. */
public final class StudyWatch {

  /** A committed attempt, without what only an analysis needs. */
  public record Ended(
      String runId,
      String attempt,
      String experiment,
      Outcome outcome,
      String message,
      long startedUnixMillis,
      long endedUnixMillis) {

    static Ended of(RunRecord record) {
      String message = record.failure() == null ? "" : record.failure().message();
      return new Ended(
          record.runId(),
          record.attempt(),
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
    this(store, Set.of());
  }

  /** A watch that has seen some attempts, named as {@link StudyStore#committedAttempts} does. */
  public StudyWatch(StudyStore store, Set<String> seen) {
    this.store = store;
    this.seen.addAll(seen);
  }

  /**
   * Returns the attempts that were committed since the last call.
   *
   * @throws WorkspaceException if the next one cannot be read; it is returned once it can be
   */
  public List<Ended> ended() {
    List<Ended> ended = new ArrayList<>();
    for (FileStatus file : store.recordFiles()) {
      String attempt = StudyStore.attemptOf(file);
      if (!seen.contains(attempt)) {
        try {
          store.readRecord(file).map(Ended::of).ifPresent(ended::add);
        } catch (WorkspaceException e) {
          if (ended.isEmpty()) {
            throw e;
          }
          return ended;
        }
        seen.add(attempt);
      }
    }
    return ended;
  }
}
