package dev.runvar.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private final Map<String, String> unreadable = new TreeMap<>();

  /** A watch that has not seen anything yet. */
  public StudyWatch(StudyStore store) {
    this(store, Set.of());
  }

  /** A watch that has seen some attempts, named as {@link StudyStore#committedAttempts} does. */
  public StudyWatch(StudyStore store, Set<String> seen) {
    this.store = store;
    this.seen.addAll(seen);
  }

  /** Returns the attempts that were committed since the last call and can be read. */
  public List<Ended> ended() {
    List<Ended> ended = new ArrayList<>();
    unreadable.clear();
    for (FileStatus file : store.recordFiles()) {
      String attempt = StudyStore.attemptOf(file);
      if (!seen.contains(attempt)) {
        try {
          store.readRecord(file).map(Ended::of).ifPresent(ended::add);
          seen.add(attempt);
        } catch (WorkspaceException e) {
          unreadable.put(StudyStore.runId(attempt), e.getMessage());
        }
      }
    }
    return ended;
  }

  /** Returns why records could not be read in the last call, by run; they are tried again. */
  public Map<String, String> unreadable() {
    return Map.copyOf(unreadable);
  }
}
