package dev.runvar.store;

import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyChange;
import dev.runvar.telemetry.Column;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of one study.
 *
 * <p>A run is committed by its record, which is written after its telemetry. Attempts never share a
 * name, so no two writers need to exclude each other.
 */
public final class StudyStore {

  private static final Logger LOG = LoggerFactory.getLogger(StudyStore.class);
  static final String RUNS = "runs";
  static final String TELEMETRY = "telemetry";
  static final String PLAN = "plan.jsonl";
  private static final String MANIFEST = "manifest.json";

  /** Run id and attempt: files of other names are not records. */
  private static final String RECORD = "[0-9A-Za-z]+-[0-9A-Za-z]+\\.json";

  private static final String MARKER = "_[0-9A-Za-z]+-[0-9A-Za-z]+\\.running";

  private final StudyDirectory directory;

  StudyStore(FileSystem files, Path root) {
    directory = new StudyDirectory(files, root);
  }

  StudyDirectory directory() {
    return directory;
  }

  /** Returns the full URI of a file or directory of this study. */
  public String location(String... path) {
    return directory.path(path).toString();
  }

  /** Returns what this store holds the results of, if anything. */
  public Optional<Manifest> manifest() {
    try {
      byte[] json = directory.read(directory.path(MANIFEST));
      return Optional.of(Json.LINES.readValue(json, Manifest.class));
    } catch (FileNotFoundException e) {
      if (!recordFiles().isEmpty()) {
        throw new WorkspaceException(
            "%s has runs but no %s; allowed: a study's directory as a whole"
                .formatted(directory, MANIFEST));
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new WorkspaceException(
          "Cannot read %s: %s".formatted(location(MANIFEST), StudyDirectory.firstLine(e)), e);
    }
  }

  /**
   * Makes this store hold the study, or refuses before anything is computed: {@link
   * WorkspaceException} when it holds another study or cannot be written.
   */
  public void begin(Study study, List<RunSpec> plan, Provenance provenance) {
    Optional<Manifest> before = manifest();
    before.ifPresent(manifest -> refuseAnother(manifest.study(), study));
    try {
      if (before.map(Manifest::study).equals(Optional.of(study))) {
        // Nothing to say, but a run of an hour must not be what finds out that nothing can be.
        Path trial = directory.path("_writable");
        directory.write(trial, new byte[1]);
        directory.delete(trial);
        return;
      }
      StringBuilder lines = new StringBuilder();
      for (RunSpec spec : plan) {
        lines.append(Json.LINES.writeValueAsString(spec)).append('\n');
      }
      writeText(PLAN, lines.toString());
      // An extension keeps what is known of the program and host that began the study.
      Provenance first = before.map(Manifest::provenance).orElse(provenance);
      Manifest manifest = new Manifest(Manifest.SCHEMA, study, first);
      writeText(MANIFEST, Json.INDENTED.writeValueAsString(manifest) + "\n");
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Returns the user's view of a write that failed. */
  public WorkspaceException cannotWrite(IOException e) {
    return new WorkspaceException(
        "Cannot write the workspace: %s: %s; allowed: a workspace with room that can be written; what was finished is kept, and the same command goes on"
            .formatted(directory, StudyDirectory.firstLine(e)),
        e);
  }

  /** Returns the user's view of an access that failed in reading or in writing. */
  public WorkspaceException cannotUse(IOException e) {
    return new WorkspaceException(
        "Cannot read or write the workspace: %s: %s; allowed: a workspace that is complete and can be written"
            .formatted(directory, StudyDirectory.firstLine(e)),
        e);
  }

  private void refuseAnother(Study before, Study after) {
    List<String> differences = StudyChange.differences(before, after);
    if (!differences.isEmpty()) {
      throw new WorkspaceException(
          "%s holds another study of this name: %s; allowed: a new study name, or only added experiments, levels, treatments and replications"
              .formatted(directory, String.join("; ", differences)));
    }
  }

  /** Returns every committed attempt, as {@code run-attempt}. */
  public Set<String> committedAttempts() {
    return recordFiles().stream().map(StudyStore::attemptOf).collect(Collectors.toSet());
  }

  static String attemptOf(FileStatus record) {
    String name = record.getPath().getName();
    return name.substring(0, name.length() - ".json".length());
  }

  /** Returns the runs that have a committed attempt, whatever its outcome. */
  public Set<String> committedRunIds() {
    return committedAttempts().stream().map(StudyStore::runId).collect(Collectors.toSet());
  }

  /** Returns the run of an attempt that is named as {@link #committedAttempts} does. */
  public static String runId(String attempt) {
    return attempt.substring(0, attempt.indexOf('-'));
  }

  /** Returns the record of each committed run: an OK one before others, then the earliest. */
  public List<RunRecord> records() {
    Map<String, RunRecord> chosen = new TreeMap<>();
    for (FileStatus file : recordFiles()) {
      readRecord(file)
          .ifPresent(record -> chosen.merge(record.runId(), record, StudyStore::preferred));
    }
    return List.copyOf(chosen.values());
  }

  private static RunRecord preferred(RunRecord a, RunRecord b) {
    return isPreferred(a.outcome(), a.attempt(), b.outcome(), b.attempt()) ? a : b;
  }

  /** Returns whether readers take the first of two attempts at a run. */
  static boolean isPreferred(Outcome first, String attempt, Outcome second, String other) {
    boolean sameKind = (first == Outcome.OK) == (second == Outcome.OK);
    return sameKind ? attempt.compareTo(other) <= 0 : first == Outcome.OK;
  }

  /** Returns a record, nothing if it was removed since the directory was listed. */
  Optional<RunRecord> readRecord(FileStatus file) {
    try {
      return Optional.of(RecordText.parse(directory.read(file.getPath())));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new WorkspaceException(
          "Cannot read the run record %s: %s"
              .formatted(file.getPath(), StudyDirectory.firstLine(e)),
          e);
    }
  }

  /**
   * Reads the telemetry of one attempt.
   *
   * @param files in the order of their cycles
   * @param rows of all of them
   * @throws IOException if a file cannot be read, or has other rows
   */
  public RunColumns readTelemetry(
      String experiment, List<String> files, int rows, Set<Column> columns) throws IOException {
    RunColumns result = new RunColumns(rows);
    RunColumnsReadSupport support = new RunColumnsReadSupport(result, columns);
    for (String file : files) {
      Path path = new Path(directory.partition(TELEMETRY, experiment), file);
      try (ParquetReader<Boolean> reader =
          ParquetReader.builder(support, path).withConf(directory.files().getConf()).build()) {
        while (reader.read() != null) {
          // The support keeps what it reads.
        }
      }
    }
    return result;
  }

  /** Attempt ids are unique everywhere, and sort by the time of their start. */
  public static String newAttemptId() {
    String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    return "%012x%s".formatted(System.currentTimeMillis(), random);
  }

  /** Commits an attempt: from now on readers see it. */
  public void commit(RunRecord record) throws IOException {
    String name = record.runId() + "-" + record.attempt() + ".json";
    directory.write(
        new Path(directory.partition(RUNS, record.experiment()), name), RecordText.of(record));
  }

  /** Says that an attempt is under way; to be repeated while it is. */
  public void mark(RunMarker marker) throws IOException {
    directory.writeCarelessly(path(marker), Json.LINES.writeValueAsBytes(marker));
  }

  /** Says that an attempt is over. */
  public void unmark(RunMarker marker) throws IOException {
    directory.delete(path(marker));
  }

  /** Returns the attempts that are under way, and those that were lost. */
  public List<RunMarker> markers() {
    List<RunMarker> markers = new ArrayList<>();
    for (FileStatus file : list(RUNS, MARKER)) {
      try {
        markers.add(Json.LINES.readValue(directory.read(file.getPath()), RunMarker.class));
      } catch (IOException e) {
        // The attempt ended since the directory was listed, or the marker is being written.
        LOG.debug("Cannot read the marker {}: {}", file.getPath(), e.toString());
      }
    }
    return markers;
  }

  private Path path(RunMarker marker) {
    String name = "_%s-%s.running".formatted(marker.runId(), marker.attempt());
    return new Path(directory.partition(RUNS, marker.experiment()), name);
  }

  /**
   * Opens the telemetry of an attempt.
   *
   * @param partLength after this time a file is closed, so that it can be read, and another begun
   */
  public TelemetryParts openTelemetry(
      String experiment, String runId, String attempt, Duration partLength) throws IOException {
    return new TelemetryParts(directory, experiment, runId + "-" + attempt, runId, partLength);
  }

  /** Removes telemetry of an attempt that will have no record. */
  public void dropTelemetry(String experiment, List<TelemetryPart> parts) throws IOException {
    for (TelemetryPart part : parts) {
      directory.delete(new Path(directory.partition(TELEMETRY, experiment), part.file()));
    }
  }

  /** Writes a text file of this study as a whole, replacing the one before. */
  public void writeText(String path, String text) {
    writeBytes(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file of this study as a whole, replacing the one before. */
  public void writeBytes(String path, byte[] bytes) {
    try {
      directory.write(directory.path(path), bytes);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Returns a text file of this study, if it is there. */
  public Optional<String> readText(String path) throws IOException {
    try {
      byte[] bytes = directory.read(directory.path(path));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  List<FileStatus> recordFiles() {
    return list(RUNS, RECORD);
  }

  private List<FileStatus> list(String kind, String name) {
    try {
      return directory.list(kind).stream()
          .filter(file -> file.getPath().getName().matches(name))
          .toList();
    } catch (IOException e) {
      throw new WorkspaceException(
          "Cannot list the runs of %s: %s".formatted(directory, StudyDirectory.firstLine(e)), e);
    }
  }
}
