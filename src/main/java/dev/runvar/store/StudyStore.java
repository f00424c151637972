package dev.runvar.store;

import dev.runvar.program.Program;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyChange;
import dev.runvar.study.StudyVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
  static final String PROFILES = "profiles";
  static final String PLAN = "plan.jsonl";
  static final String MANIFEST = "manifest.json";

  /** So many runs give intervals as narrow as any decision needs, and fit into one driver. */
  private static final int MOST_ANALYSED_RUNS = 100_000;

  private static final String TELEMETRY_FILE = "[0-9A-Za-z][0-9A-Za-z._-]*\\.parquet";

  private static final String MARKER = "_[0-9A-Za-z]+-[0-9A-Za-z]+\\.running";

  private final StudyDirectory directory;

  StudyStore(FileSystem files, Path root) {
    directory = new StudyDirectory(files, root);
  }

  StudyDirectory directory() {
    return directory;
  }

  /** Returns the store of another study of the same workspace. */
  public StudyStore beside(String name) {
    return new StudyStore(directory.files(), new Path(directory.path().getParent(), name));
  }

  /** Returns the names of the studies of this workspace that are versions of this one, in order. */
  public List<String> versions() {
    String begin = StudyVersion.name(directory.path().getName(), "");
    try {
      return directory.list(directory.path().getParent()).stream()
          .map(study -> study.getPath().getName())
          .filter(name -> name.startsWith(begin))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new WorkspaceException(
          "Cannot list %s: %s; let it be read, or give another --workspace"
              .formatted(directory.path().getParent(), StudyDirectory.firstLine(e)),
          e);
    }
  }

  /** Returns the full URI of a file or directory of this study. */
  public String location(String... path) {
    return directory.path(path).toString();
  }

  /**
   * Returns the manifest of the study whose results this store holds, if there is one.
   *
   * @throws WorkspaceException if the manifest is damaged, or was changed since it was written
   */
  public Optional<Manifest> manifest() {
    Optional<Manifest> manifest = manifestAsItIs();
    if (manifest.isPresent() && manifest.get().schema() > 1 && !isManifestIntact()) {
      throw new WorkspaceException(
          "%s was changed since it was written; restore this file, or take another workspace or study name"
              .formatted(location(MANIFEST)));
    }
    return manifest;
  }

  /** Returns the manifest, if there is one, without checking whether it was changed. */
  public Optional<Manifest> manifestAsItIs() {
    try {
      return Optional.of(Manifest.parse(directory.read(directory.path(MANIFEST))));
    } catch (FileNotFoundException e) {
      if (!recordFiles().isEmpty()) {
        throw new WorkspaceException(
            "%s has runs but no %s; restore this file, or take another workspace or study name"
                .formatted(directory, MANIFEST));
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new WorkspaceException(
          "Cannot read %s: %s; restore this file, or take another workspace or study name"
              .formatted(location(MANIFEST), StudyDirectory.firstLine(e)),
          e);
    }
  }

  /** Returns whether the manifest is as runvar wrote it. */
  public boolean isManifestIntact() {
    try {
      return SealedJson.isIntact(directory.read(directory.path(MANIFEST)));
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether this study has a directory, even if the study never began. */
  public boolean hasDirectory() {
    try {
      return directory.files().exists(directory.path());
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  /** A change of a study's manifest, plan or imported runs. */
  @FunctionalInterface
  public interface Change<T> {
    T make() throws IOException;
  }

  /**
   * Changes this study while it is locked against other changes.
   *
   * @throws WorkspaceException if another change takes longer than a minute
   */
  public <T> T changeAlone(Change<T> change) throws IOException {
    StudyLock lock = StudyLock.take(directory);
    try {
      return change.make();
    } finally {
      lock.release();
    }
  }

  /**
   * Makes this store hold the study. Before anything is computed, it throws a {@link
   * WorkspaceException} if the store holds another study or cannot be written.
   *
   * @param provenance called only for a study that is new here
   */
  public void begin(Study study, List<RunSpec> plan, Supplier<Provenance> provenance) {
    try {
      changeAlone(
          () -> {
            beginAlone(study, plan, provenance);
            return null;
          });
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Like {@link #begin}, within a change that already holds the lock. */
  public void beginAlone(Study study, List<RunSpec> plan, Supplier<Provenance> provenance)
      throws IOException {
    Optional<Manifest> before = manifest();
    before.ifPresent(manifest -> refuseAnother(manifest.study(), study));
    for (Program program : study.workloads().programs()) {
      try {
        programs().save(program);
      } catch (ProgramStore.ProgramException e) {
        throw new WorkspaceException("Cannot keep the program: " + e.getMessage(), e);
      }
    }
    commitMemory().begin();
    PlanFile file = new PlanFile(directory);
    boolean isSame = before.map(Manifest::study).equals(Optional.of(study));
    if (isSame && file.holds(plan)) {
      // Nothing has to be written. Check all the same that the workspace can be written, so that
      // this does not come out only after a long run.
      Path trial = directory.path("_writable");
      directory.write(trial, new byte[1]);
      directory.delete(trial);
      return;
    }
    file.write(plan);
    // An extended study keeps the provenance of its first runs.
    Provenance first = before.map(Manifest::provenance).orElseGet(provenance);
    writeBytes(MANIFEST, new Manifest(Manifest.SCHEMA, study, first).toJson());
  }

  /** Returns the telemetry and the profiles of its runs. */
  public RunFiles files() {
    return new RunFiles(directory);
  }

  /** Returns the programs that this study pins. */
  public ProgramStore programs() {
    return new ProgramStore(directory);
  }

  /** Returns how the runs that are committed at this moment ended, without their records. */
  public StudySnapshot outcomes() {
    return StudySnapshot.withoutRecords(this);
  }

  /** Returns what is committed at this moment. */
  public StudySnapshot snapshot() {
    return StudySnapshot.of(this);
  }

  /** Returns what is committed at this moment, with no more records than can be analysed. */
  public StudySnapshot sampledSnapshot() {
    return StudySnapshot.sampled(this, MOST_ANALYSED_RUNS);
  }

  /**
   * Begins an analysis, which replaces the previous one when it is complete.
   *
   * @throws WorkspaceException if the workspace cannot be written
   */
  public AnalysisDirectory newAnalysis() {
    try {
      return AnalysisDirectory.create(directory);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Returns whether there is an undamaged analysis that was made from this input. */
  public boolean hasAnalysisOf(String madeOf) {
    return AnalysisDirectory.wholeAnalysis(directory).equals(Optional.of(madeOf));
  }

  /**
   * Returns text files of one and the same analysis by their names; empty if there is no analysis,
   * or if one of the files was changed.
   */
  public Optional<Map<String, String>> analysisTexts(Set<String> names) {
    try {
      return AnalysisDirectory.texts(directory, names);
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  /** Returns whether there is an analysis whose files are unchanged, byte for byte. */
  public boolean hasWholeAnalysis() {
    return AnalysisDirectory.wholeAnalysis(directory).isPresent();
  }

  /** Begins a report, whose files replace those of the previous report. */
  public ReportFiles newReport() {
    return new ReportFiles(directory);
  }

  /** Returns the paths of the report's files, if it is undamaged and was made from this input. */
  public Optional<List<String>> reportOf(String madeOf) {
    return ReportFiles.of(directory, madeOf);
  }

  /**
   * Remembers that runs were committed, so that a missing one is noticed later.
   *
   * @throws IOException if the workspace cannot be written
   */
  public void remember(Set<String> runIds) throws IOException {
    changeAlone(
        () -> {
          rememberAlone(runIds);
          return null;
        });
  }

  /** Like {@link #remember}, within a change that already holds the lock. */
  public void rememberAlone(Set<String> runIds) throws IOException {
    commitMemory().add(runIds);
  }

  CommitMemory commitMemory() {
    return new CommitMemory(directory);
  }

  /** Returns whether the runvar version that began this study remembers commits. */
  boolean remembersCommits() {
    return manifestAsItIs().filter(manifest -> manifest.schema() > 1).isPresent();
  }

  /** Returns the user's view of a write that failed. */
  public WorkspaceException cannotWrite(IOException e) {
    return new WorkspaceException(
        "Cannot write the workspace: %s: %s; make room, or let it be written: what was finished is kept, and the same command goes on"
            .formatted(directory, StudyDirectory.firstLine(e)),
        e);
  }

  /** Returns the user's view of an access that failed in reading or in writing. */
  public WorkspaceException cannotUse(IOException e) {
    return new WorkspaceException(
        "Cannot read or write the workspace: %s: %s; give one that is complete and can be written"
            .formatted(directory, StudyDirectory.firstLine(e)),
        e);
  }

  private void refuseAnother(Study before, Study after) {
    List<String> differences = StudyChange.differences(before, after);
    if (!differences.isEmpty()) {
      throw new WorkspaceException(
          "%s holds another study of this name: %s; %s"
              .formatted(
                  directory,
                  String.join("; ", differences),
                  StudyChange.isOfProgram(differences)
                      ? "run the changed program as a version, with --as NAME, or give the study a new name"
                      : "take a new study name, or only add experiments, levels, treatments and replications"));
    }
  }

  /** Returns every committed attempt that can be read, as {@code run-attempt}. */
  public Set<String> committedAttempts() {
    return recordFiles().stream().flatMap(this::attempts).collect(Collectors.toSet());
  }

  /**
   * Returns the attempts whose records a file has; the name of a file with one record says which.
   */
  Stream<String> attempts(RecordFile file) {
    return file.records() == 1
        ? Stream.of(file.first())
        : file.read(directory).whole().stream().map(RecordFile::attempt);
  }

  /** Returns the runs that have a committed attempt, whatever its outcome. */
  public Set<String> committedRunIds() {
    return committedAttempts().stream().map(StudyStore::runId).collect(Collectors.toSet());
  }

  /** Returns the run of an attempt that is named as {@link #committedAttempts} does. */
  public static String runId(String attempt) {
    return attempt.substring(0, attempt.indexOf('-'));
  }

  /**
   * Returns the record of each committed run: an OK one before others, then the earliest.
   *
   * @throws WorkspaceException if a record cannot be read
   */
  public List<RunRecord> records() {
    Map<String, RunRecord> chosen = new TreeMap<>();
    for (RecordFile file : recordFiles()) {
      RecordFile.Contents contents = file.read(directory);
      contents.damage().stream()
          .findFirst()
          .ifPresent(
              damage -> {
                throw new WorkspaceException(cannotRead(file, damage));
              });
      contents.whole().forEach(r -> chosen.merge(r.runId(), r, StudyStore::preferred));
    }
    return List.copyOf(chosen.values());
  }

  static String cannotRead(RecordFile file, StudySnapshot.Damage damage) {
    return "Cannot read the run record %s: %s; %s"
        .formatted(file.path(), damage.problem(), file.remedy("it"));
  }

  static RunRecord preferred(RunRecord a, RunRecord b) {
    return isPreferred(a.outcome(), a.attempt(), b.outcome(), b.attempt()) ? a : b;
  }

  /** Returns whether readers take the first of two attempts at a run. */
  static boolean isPreferred(Outcome first, String attempt, Outcome second, String other) {
    boolean sameKind = (first == Outcome.OK) == (second == Outcome.OK);
    return sameKind ? attempt.compareTo(other) <= 0 : first == Outcome.OK;
  }

  /** Attempt ids are unique everywhere, and sort by the time of their start. */
  public static String newAttemptId() {
    String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    return "%012x%s".formatted(System.currentTimeMillis(), random);
  }

  /** Commits an attempt: from now on readers see it. */
  public void commit(RunRecord record) throws IOException {
    RecordFile.write(directory, List.of(record));
  }

  /** Marks an attempt as under way; the caller repeats this while it lasts. */
  public void mark(RunMarker marker) throws IOException {
    directory.writeCarelessly(path(marker), Json.LINES.writeValueAsBytes(marker));
  }

  /** Removes the marker of an attempt that is over. */
  public void unmark(RunMarker marker) throws IOException {
    directory.delete(path(marker));
  }

  /** Returns the attempts that are under way, and those that were lost. */
  public List<RunMarker> markers() {
    List<RunMarker> markers = new ArrayList<>();
    for (FileStatus file : list(RUNS, MARKER)) {
      try {
        markers.add(SealedJson.parse(directory.read(file.getPath()), RunMarker.class));
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

  /** Writes a file of this study as a whole, replacing the one before. */
  public void writeBytes(String path, byte[] bytes) {
    try {
      directory.write(directory.path(path), bytes);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Returns a text file of this study, if it is there. */
  public Optional<String> readText(String path) {
    try {
      AnalysisDirectory.finishSwitch(directory);
      byte[] bytes = directory.read(directory.path(path));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw cannotUse(e);
    }
  }

  List<RecordFile> recordFiles() {
    return list(RUNS, ".*").stream().map(RecordFile::of).flatMap(Optional::stream).toList();
  }

  List<FileStatus> telemetryFiles() {
    return list(TELEMETRY, TELEMETRY_FILE);
  }

  private List<FileStatus> list(String kind, String name) {
    try {
      return directory.list(kind).stream()
          .filter(file -> file.isFile() && file.getPath().getName().matches(name))
          .toList();
    } catch (IOException e) {
      throw new WorkspaceException(
          "Cannot list the runs of %s: %s".formatted(directory, StudyDirectory.firstLine(e)), e);
    }
  }
}
