package dev.runvar.store;

import dev.runvar.store.StudyWatch.Ended;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds and removes files that no reader of a study uses. */
public final class StudyGarbage {

  /** A younger file may belong to a command that is still running. */
  private static final long KEPT_MILLIS = Duration.ofDays(1).toMillis();

  /** The ids of a run and an attempt. No file of the user's own has such a name. */
  private static final String ATTEMPT = "[0-9a-f]{16}-[0-9a-f]{24}";

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern ATTEMPT_FIRST = Pattern.compile("_?(" + ATTEMPT + ")");
  private static final Pattern TELEMETRY =
      Pattern.compile("_?" + ATTEMPT + "(-[1-9][0-9]*)?\\.parquet");
  private static final Pattern MARKER = Pattern.compile("_" + ATTEMPT + "\\.running");
  private static final Pattern RECORD = Pattern.compile(ATTEMPT + "(-[1-9][0-9]*)?\\.json");

  /** A file that {@link StudyDirectory#write} has not completed, or a trial of writing. */
  private static final Pattern UNFINISHED = Pattern.compile("_.+\\." + UUID + "|_writable");

  /** A directory with the tables of an analysis that was not completed, or was replaced. */
  private static final Pattern ANALYSIS = Pattern.compile("_analysis-" + UUID + "(\\.previous)?");

  private final long youngestUnixMillis;
  private final Set<String> aliveAttempts;
  private final Set<String> kept = new HashSet<>();
  private final List<Path> garbage = new ArrayList<>();

  private StudyGarbage(long nowUnixMillis, Set<String> aliveAttempts) {
    youngestUnixMillis = nowUnixMillis - KEPT_MILLIS;
    this.aliveAttempts = aliveAttempts;
  }

  /**
   * Returns the full URIs of files and directories that are at least a day old and that nothing
   * refers to: replaced records, their telemetry, and incomplete files or directories. Only names
   * that this program gives are among them.
   *
   * @throws WorkspaceException if the study cannot be read
   */
  public static List<String> find(StudyStore store, long nowUnixMillis) throws IOException {
    StudyDirectory directory = store.directory();
    // Markers are read first and records last, so that a run that is committed in between is found
    // in one of them.
    Set<String> alive =
        store.markers().stream()
            .filter(marker -> nowUnixMillis - marker.aliveUnixMillis() < KEPT_MILLIS)
            .map(marker -> marker.runId() + "-" + marker.attempt())
            .collect(Collectors.toSet());
    StudyGarbage search = new StudyGarbage(nowUnixMillis, alive);
    List<FileStatus> telemetry = new ArrayList<>(directory.list(StudyStore.TELEMETRY));
    telemetry.addAll(directory.list(StudyStore.PROFILES));
    search.records(store);
    List<FileStatus> runs = directory.list(StudyStore.RUNS);
    search.unfinished(runs, MARKER);
    search.unfinished(runs, UNFINISHED);
    for (String place : List.of(".", "analysis", "report", "report/figures")) {
      search.unfinished(directory.list(directory.path(place)), UNFINISHED);
    }
    for (FileStatus program : directory.list(directory.path(ProgramStore.PROGRAMS))) {
      search.unfinished(directory.list(program.getPath()), UNFINISHED);
      search.unfinished(
          directory.list(new Path(program.getPath(), ProgramStore.FILES)), UNFINISHED);
    }
    search.analyses(directory);
    search.telemetry(telemetry);
    return search.garbage.stream().map(Path::toString).toList();
  }

  /** Removes what {@link #find} returned; {@link WorkspaceException} if that cannot be done. */
  public static void remove(StudyStore store, List<String> garbage) {
    try {
      for (String path : garbage) {
        // Recursively, because an analysis is a directory.
        store.directory().files().delete(new Path(path), true);
      }
    } catch (IOException e) {
      throw store.cannotWrite(e);
    }
  }

  private void records(StudyStore store) {
    Map<String, Ended> chosen = store.outcomes().ended();
    for (RecordFile file : store.recordFiles()) {
      if (isYoung(file.file()) || !isReplaced(store, file, chosen)) {
        kept.add(file.first());
      } else if (isFile(file.file(), RECORD)) {
        // Removed before its telemetry, so that no reader finds a record without telemetry.
        garbage.add(file.path());
      }
    }
  }

  /**
   * Returns whether every record of a file is replaced by another attempt. The only attempt at a
   * run is never garbage, even if it is damaged.
   */
  private static boolean isReplaced(StudyStore store, RecordFile file, Map<String, Ended> chosen) {
    Set<String> attempts = store.attempts(file).collect(Collectors.toSet());
    return attempts.size() == file.records()
        && attempts.stream()
            .allMatch(
                attempt -> {
                  String runId = StudyStore.runId(attempt);
                  return chosen.containsKey(runId)
                      && !attempt.equals(runId + "-" + chosen.get(runId).attempt());
                });
  }

  private void unfinished(List<FileStatus> files, Pattern name) {
    files.stream()
        .filter(file -> isFile(file, name))
        .filter(file -> !isYoung(file) && !isAlive(file.getPath()))
        .forEach(file -> garbage.add(file.getPath()));
  }

  private void telemetry(List<FileStatus> files) {
    unfinished(
        files.stream().filter(file -> !isOfKept(file.getPath().getName())).toList(), TELEMETRY);
  }

  private boolean isOfKept(String telemetry) {
    Matcher attempt = ATTEMPT_FIRST.matcher(telemetry);
    return attempt.lookingAt() && kept.contains(attempt.group(1));
  }

  private void analyses(StudyDirectory directory) throws IOException {
    for (FileStatus file : directory.list(directory.path("."))) {
      boolean isAnalysis =
          file.isDirectory() && ANALYSIS.matcher(file.getPath().getName()).matches();
      if (isAnalysis && !isAnyYoung(directory, file)) {
        garbage.add(file.getPath());
      }
    }
  }

  private boolean isAnyYoung(StudyDirectory directory, FileStatus file) throws IOException {
    if (isYoung(file)) {
      return true;
    }
    if (file.isDirectory()) {
      for (FileStatus inside : directory.list(file.getPath())) {
        if (isAnyYoung(directory, inside)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isFile(FileStatus file, Pattern name) {
    return file.isFile() && name.matcher(file.getPath().getName()).matches();
  }

  private boolean isYoung(FileStatus file) {
    return file.getModificationTime() > youngestUnixMillis;
  }

  private boolean isAlive(Path file) {
    return aliveAttempts.stream().anyMatch(file.getName()::contains);
  }
}
