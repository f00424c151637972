package dev.runvar.store;

import dev.runvar.store.StudyWatch.Ended;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;

/**
 * The committed runs of a study at one moment. A command computes and shows everything from one
 * snapshot.
 *
 * <p>A run counts as damaged if its record cannot be read, or if its telemetry is missing or has
 * another size, unless another attempt at it is undamaged.
 *
 * <p>A sampled snapshot of a very large study has the records of some seeds only, drawn at random,
 * with all runs of each. A million records do not fit into a heap, and intervals do not need them.
 */
public final class StudySnapshot {

  /**
   * A run with a damaged record or telemetry.
   *
   * @param runId of its record, or of the first record in the file if the run is not known
   * @param problem one line: which file, and what is wrong with it
   */
  public record Damage(String runId, String problem) {}

  private final Map<String, RunRecord> records = new TreeMap<>();
  private final Map<String, Ended> ended = new TreeMap<>();
  private final Map<String, Damage> damage = new TreeMap<>();

  private StudySnapshot() {}

  static StudySnapshot of(StudyStore store) {
    return sampled(store, Integer.MAX_VALUE);
  }

  /**
   * Reads a study and keeps at most {@code most} records: those of half of the seeds, of a quarter,
   * and so on, but of at least a hundred seeds.
   */
  static StudySnapshot sampled(StudyStore store, int most) {
    StudySnapshot snapshot = new StudySnapshot();
    snapshot.read(store, new SeedSample(snapshot.records, most)::add);
    return snapshot;
  }

  /**
   * Reads how the runs of a study ended, and keeps no records, so that it can be a million runs.
   */
  static StudySnapshot withoutRecords(StudyStore store) {
    StudySnapshot snapshot = new StudySnapshot();
    snapshot.read(store, record -> {});
    return snapshot;
  }

  /** Reads every record of a study, and compares its telemetry files by name and size. */
  private void read(StudyStore store, Consumer<RunRecord> whole) {
    List<RecordFile> files = store.recordFiles();
    Map<String, Long> telemetry = sizes(store);
    for (RecordFile file : files) {
      RecordFile.Contents contents = file.read(store.directory());
      for (Damage unreadable : contents.damage()) {
        addDamage(unreadable.runId(), StudyStore.cannotRead(file, unreadable));
      }
      for (RunRecord record : contents.whole()) {
        Optional<String> problem = telemetryProblem(store, record, telemetry);
        if (problem.isPresent()) {
          addDamage(record.runId(), problem.get());
        } else {
          ended.merge(record.runId(), Ended.of(record), StudyStatus::preferred);
          whole.accept(record);
        }
      }
    }
    damage.keySet().removeAll(ended.keySet());
  }

  private void addDamage(String runId, String problem) {
    damage.putIfAbsent(runId, new Damage(runId, problem));
  }

  private static Map<String, Long> sizes(StudyStore store) {
    Map<String, Long> sizes = new HashMap<>();
    for (FileStatus file : store.telemetryFiles()) {
      String experiment = file.getPath().getParent().getName();
      sizes.put(experiment + "/" + file.getPath().getName(), file.getLen());
    }
    return sizes;
  }

  private static Optional<String> telemetryProblem(
      StudyStore store, RunRecord record, Map<String, Long> sizes) {
    String experiment = "experiment=" + record.experiment();
    for (TelemetryPart part : record.telemetry()) {
      Long bytes = sizes.get(experiment + "/" + part.file());
      if (bytes == null || bytes != part.bytes()) {
        return Optional.of(
            "the telemetry file %s is %s"
                .formatted(
                    store.location(StudyStore.TELEMETRY, experiment, part.file()),
                    bytes == null
                        ? "missing"
                        : "damaged: %,d bytes instead of %,d".formatted(bytes, part.bytes())));
      }
    }
    return Optional.empty();
  }

  /** Compares every byte of the telemetry with the records, and returns the snapshot after that. */
  public StudySnapshot checked(StudyStore store) {
    StudySnapshot checked = new StudySnapshot();
    checked.damage.putAll(damage);
    TelemetryCheck telemetry = new TelemetryCheck(store.directory());
    for (RunRecord record : records.values()) {
      Optional<String> problem = telemetry.problem(record);
      if (problem.isPresent()) {
        checked.damage.put(record.runId(), new Damage(record.runId(), problem.get()));
      } else {
        checked.records.put(record.runId(), record);
      }
    }
    checked.ended.putAll(ended);
    checked.ended.keySet().removeAll(checked.damage.keySet());
    return checked;
  }

  /**
   * Returns how each committed run ended, by its id: an OK one before others, then the earliest.
   */
  public Map<String, Ended> ended() {
    return Collections.unmodifiableMap(ended);
  }

  /** Returns the records of these runs; a sampled snapshot has some, one of outcomes has none. */
  public List<RunRecord> records() {
    return List.copyOf(records.values());
  }

  /** Returns the runs whose attempts are all damaged. */
  public List<Damage> damage() {
    return new ArrayList<>(damage.values());
  }

  /**
   * Returns a hash of which attempts are there and how they ended, in hexadecimal.
   *
   * @param more further text to include in the hash
   */
  public String hash(String more) {
    StringBuilder text = new StringBuilder(more).append('\n');
    ended
        .values()
        .forEach(r -> text.append("%s-%s %s%n".formatted(r.runId(), r.attempt(), r.outcome())));
    damage.values().forEach(d -> text.append("damaged %s%n".formatted(d.runId())));
    return StudyDirectory.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
