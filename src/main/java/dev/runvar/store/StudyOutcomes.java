package dev.runvar.store;

import dev.runvar.store.StudySnapshot.Damage;
import dev.runvar.store.StudyWatch.Ended;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the committed runs of a study ended, at one moment. It lacks the parts of a {@link
 * StudySnapshot} that only an analysis needs, so that it can hold a million runs.
 */
public final class StudyOutcomes {

  private final Map<String, Ended> ended = new TreeMap<>();
  private final Map<String, Damage> damage = new TreeMap<>();

  private StudyOutcomes() {}

  static StudyOutcomes of(StudyStore store) {
    StudyOutcomes outcomes = new StudyOutcomes();
    StudySnapshot.read(
        store,
        record -> outcomes.ended.merge(record.runId(), Ended.of(record), StudyStatus::preferred),
        damage -> outcomes.damage.putIfAbsent(damage.runId(), damage));
    outcomes.damage.keySet().removeAll(outcomes.ended.keySet());
    return outcomes;
  }

  /** Returns the attempt that readers use for each run, by the run's id. */
  public Map<String, Ended> ended() {
    return Collections.unmodifiableMap(ended);
  }

  /** Returns the runs whose attempts are all damaged. */
  public List<Damage> damage() {
    return new ArrayList<>(damage.values());
  }
}
