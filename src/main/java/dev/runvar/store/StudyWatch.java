package dev.runvar.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Follows the commits of a study, and reads each record once. Not thread-safe. */
public final class StudyWatch {

  /**
   * A committed attempt, without the fields that only an analysis needs.
   *
   * @param cutShort as in {@link RunRecord#cutShort}
   */
  public record Ended(
      String runId,
      String attempt,
      String experiment,
      Outcome outcome,
      String message,
      boolean cutShort,
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
          record.cutShort(),
          record.startedUnixMillis(),
          record.endedUnixMillis());
    }
  }

  private final StudyStore store;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, String> unreadable = new TreeMap<>();

  private StudyWatch(StudyStore store) {
    this.store = store;
  }

  /** Returns a watch that has not seen anything yet. */
  public static StudyWatch ofAll(StudyStore store) {
    return new StudyWatch(store);
  }

  /** Returns a watch that has seen what is committed at this moment. */
  public static StudyWatch fromNow(StudyStore store) {
    StudyWatch watch = new StudyWatch(store);
    store.recordFiles().forEach(file -> watch.seen.add(file.first()));
    return watch;
  }

  /** Returns the attempts that were committed since the last call and can be read. */
  public List<Ended> ended() {
    List<Ended> ended = new ArrayList<>();
    unreadable.clear();
    for (RecordFile file : store.recordFiles()) {
      if (!seen.contains(file.first())) {
        RecordFile.Contents contents = file.read(store.directory());
        contents
            .damage()
            .forEach(damage -> unreadable.put(damage.runId(), StudyStore.cannotRead(file, damage)));
        if (!contents.whole().isEmpty()) {
          seen.add(file.first());
        }
        contents.whole().stream().map(Ended::of).forEach(ended::add);
      }
    }
    return ended;
  }

  /**
   * Returns by run why records could not be read in the last call. Wholly unreadable files are
   * tried again.
   */
  public Map<String, String> unreadable() {
    return Map.copyOf(unreadable);
  }
}
