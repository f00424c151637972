package dev.runvar.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyChange;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * The results of one study.
 *
 * <p>A file appears under its name only when it is complete: it is written under a name that starts
 * with {@code _}, which readers ignore, and then renamed. A run is committed by its record, after
 * its telemetry. Attempts never share a name, so no two writers need to exclude each other.
 */
public final class StudyStore {

  private static final String MANIFEST = "manifest.json";
  private static final String JSON = ".json";

  /** Run id and attempt: files of other names are not records. */
  private static final String RECORD = "[0-9A-Za-z]+-[0-9A-Za-z]+\\.json";

  private final FileSystem files;
  private final Path root;

  StudyStore(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  /** Returns the full URI of a file or directory of this study. */
  public String location(String... path) {
    Path at = root;
    for (String name : path) {
      at = new Path(at, name);
    }
    return at.toString();
  }

  /** Returns what this store holds the results of, if anything. */
  public Optional<Manifest> manifest() {
    try {
      return Optional.of(Json.LINES.readValue(read(new Path(root, MANIFEST)), Manifest.class));
    } catch (FileNotFoundException e) {
      if (!recordFiles().isEmpty()) {
        throw new WorkspaceException(
            "%s has runs but no %s; allowed: a study's directory as a whole"
                .formatted(root, MANIFEST));
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new WorkspaceException(
          "Cannot read %s: %s".formatted(location(MANIFEST), firstLine(e)), e);
    }
  }

  /**
   * Makes this store hold the study, or refuses before anything is computed: {@link
   * WorkspaceException} when it holds another study or cannot be written.
   */
  public void begin(Study study, List<RunSpec> plan, Provenance provenance) {
    Optional<Manifest> before = manifest();
    if (before.isPresent()) {
      refuseAnother(before.get().study(), study);
      if (before.get().study().equals(study)) {
        return;
      }
    }
    try {
      StringBuilder lines = new StringBuilder();
      for (RunSpec spec : plan) {
        lines.append(Json.LINES.writeValueAsString(spec)).append('\n');
      }
      writeText("plan.jsonl", lines.toString());
      // An extension keeps what is known of the program and host that began the study.
      Provenance first = before.map(Manifest::provenance).orElse(provenance);
      Manifest manifest = new Manifest(Manifest.SCHEMA, study, first);
      writeText(MANIFEST, Json.INDENTED.writeValueAsString(manifest) + "\n");
    } catch (IOException e) {
      throw new WorkspaceException(
          "Cannot write the workspace: %s: %s".formatted(root, firstLine(e)), e);
    }
  }

  private void refuseAnother(Study before, Study after) {
    List<String> differences = StudyChange.differences(before, after);
    if (!differences.isEmpty()) {
      throw new WorkspaceException(
          "%s holds another study of this name: %s; allowed: a new study name, or only added experiments, levels and replications"
              .formatted(root, String.join("; ", differences)));
    }
  }

  /** Returns the runs that have a committed attempt, whatever its outcome. */
  public Set<String> committedRunIds() {
    Set<String> runIds = new HashSet<>();
    for (FileStatus record : recordFiles()) {
      String name = record.getPath().getName();
      runIds.add(name.substring(0, name.indexOf('-')));
    }
    return runIds;
  }

  /** Returns the record of each committed run: an OK one before others, then the earliest. */
  public List<RunRecord> records() {
    Map<String, RunRecord> chosen = new TreeMap<>();
    for (FileStatus file : recordFiles()) {
      try {
        RunRecord record = Json.LINES.readValue(read(file.getPath()), RunRecord.class);
        chosen.merge(record.runId(), record, StudyStore::preferred);
      } catch (IOException e) {
        throw new WorkspaceException(
            "Cannot read the run record %s: %s".formatted(file.getPath(), firstLine(e)), e);
      }
    }
    return List.copyOf(chosen.values());
  }

  private static RunRecord preferred(RunRecord a, RunRecord b) {
    boolean sameKind = (a.outcome() == Outcome.OK) == (b.outcome() == Outcome.OK);
    if (sameKind) {
      return a.attempt().compareTo(b.attempt()) <= 0 ? a : b;
    }
    return a.outcome() == Outcome.OK ? a : b;
  }

  /** Commits an attempt: from now on readers see it. */
  public void commit(RunRecord record) throws IOException {
    Path directory = partition("runs", record.experiment());
    String name = record.runId() + "-" + record.attempt() + JSON;
    writeWhole(directory, name, Json.LINES.writeValueAsBytes(record));
  }

  /** Opens the telemetry file of an attempt; readers see it once it is closed. */
  public TelemetryFile openTelemetry(String experiment, String runId, String attempt)
      throws IOException {
    Path directory = partition("telemetry", experiment);
    return new TelemetryFile(files, directory, runId, runId + "-" + attempt + ".parquet");
  }

  /** Writes a text file of this study as a whole, replacing the one before. */
  public void writeText(String path, String text) throws IOException {
    writeBytes(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file of this study as a whole, replacing the one before. */
  public void writeBytes(String path, byte[] bytes) throws IOException {
    Path file = new Path(root, path);
    writeWhole(file.getParent(), file.getName(), bytes);
  }

  /** Returns a text file of this study, if it is there. */
  public Optional<String> readText(String path) throws IOException {
    try {
      return Optional.of(new String(read(new Path(root, path)), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private Path partition(String kind, String experiment) {
    return new Path(new Path(root, kind), "experiment=" + experiment);
  }

  private void writeWhole(Path directory, String name, byte[] bytes) throws IOException {
    Path unfinished = new Path(directory, "_%s.%s".formatted(name, UUID.randomUUID()));
    try (OutputStream out = files.create(unfinished, false)) {
      out.write(bytes);
    }
    publish(files, unfinished, new Path(directory, name));
  }

  /**
   * Gives a complete file its name, in place of the one that had it: the one moment at which
   * readers begin to see it.
   */
  static void publish(FileSystem files, Path unfinished, Path file) throws IOException {
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(unfinished, file, Options.Rename.OVERWRITE);
  }

  private List<FileStatus> recordFiles() {
    List<FileStatus> records = new ArrayList<>();
    try {
      for (FileStatus experiment : list(new Path(root, "runs"))) {
        for (FileStatus file : list(experiment.getPath())) {
          String name = file.getPath().getName();
          if (name.matches(RECORD)) {
            records.add(file);
          }
        }
      }
    } catch (IOException e) {
      throw new WorkspaceException(
          "Cannot list the runs of %s: %s".formatted(root, firstLine(e)), e);
    }
    return records;
  }

  private FileStatus[] list(Path directory) throws IOException {
    try {
      return files.listStatus(directory);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private byte[] read(Path file) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  private static String firstLine(IOException e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("");
  }
}
