package dev.runvar.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An analysis that is being written, in a directory of its own. When it is complete, this directory
 * replaces that of the previous analysis.
 *
 * <p>A directory is complete if it holds {@code contents.json}, which is written last. A switch
 * consists of two renames; if a command dies between them, the next reader finishes the switch.
 */
public final class AnalysisDirectory implements AutoCloseable {

  /** The files of a complete analysis, and the input that it was made from. */
  record Contents(String madeOf, List<Part> files) {

    Contents {
      files = List.copyOf(files);
    }

    record Part(String path, long bytes, String sha256) {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(AnalysisDirectory.class);
  static final String ANALYSIS = "analysis";
  private static final String PREFIX = "_analysis-";
  private static final String PREVIOUS = ".previous";
  private static final String CONTENTS = "contents.json";

  /** Commands that finish at the same time switch one after the other. */
  private static final int MOST_SWITCHES = 50;

  /**
   * After so many failures in a row, none of them due to another command, the error is reported.
   */
  private static final int MOST_UNEXPLAINED = 5;

  /** After so many tries, a mismatch means that files were changed, and not just switched. */
  private static final int FEW_SWITCHES = 5;

  private static final long PAUSE_MILLIS = 20;

  private final StudyDirectory directory;
  private final Path path;
  private boolean published;

  private AnalysisDirectory(StudyDirectory directory, Path path) {
    this.directory = directory;
    this.path = path;
  }

  /**
   * Begins an analysis.
   *
   * @throws IOException if the workspace cannot be written, before anything is computed
   */
  static AnalysisDirectory create(StudyDirectory directory) throws IOException {
    Path path = directory.path(PREFIX + UUID.randomUUID());
    Path trial = new Path(path, "_writable");
    try {
      directory.write(trial, new byte[1]);
      directory.delete(trial);
    } catch (IOException e) {
      directory.files().delete(path, true);
      throw e;
    }
    return new AnalysisDirectory(directory, path);
  }

  /** Writes a table of this analysis. */
  public void writeTable(ResultTable table) throws IOException {
    table.write(directory, new Path(new Path(path, table.name()), "part-00000.parquet"));
  }

  /** Writes a text file of this analysis. */
  public void writeText(String name, String text) throws IOException {
    directory.write(new Path(path, name), text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Completes this analysis and replaces the previous one with it.
   *
   * @param madeOf what it was made of, for {@link StudyStore#hasAnalysisOf}
   */
  public void publish(String madeOf) throws IOException {
    List<Contents.Part> files = new ArrayList<>();
    for (FileStatus file : filesBelow(path)) {
      String name = path.toUri().relativize(file.getPath().toUri()).getPath();
      files.add(new Contents.Part(name, file.getLen(), directory.sha256(file.getPath())));
    }
    directory.write(
        new Path(path, CONTENTS), SealedJson.of(Json.INDENTED, new Contents(madeOf, files)));
    switchTo(directory, path);
    published = true;
  }

  /** Removes the directory unless it was published. */
  @Override
  public void close() throws IOException {
    if (!published) {
      directory.files().delete(path, true);
    }
  }

  private List<FileStatus> filesBelow(Path root) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus file : directory.list(root)) {
      if (file.isDirectory()) {
        found.addAll(filesBelow(file.getPath()));
      } else if (!file.getPath().getName().startsWith(".")) {
        found.add(file);
      }
    }
    return found;
  }

  private static void switchTo(StudyDirectory directory, Path complete) throws IOException {
    Path analysis = directory.path(ANALYSIS);
    List<Path> movedAway = new ArrayList<>();
    IOException last = null;
    int unexplained = 0;
    for (int i = 0; i < MOST_SWITCHES; i++) {
      if (!directory.files().exists(complete)) {
        // A reader that found no analysis has finished the switch.
        removeAll(directory, movedAway);
        return;
      }
      Path before = directory.path(PREFIX + UUID.randomUUID() + PREVIOUS);
      if (moveAway(directory, analysis, before)) {
        if (!directory.files().exists(complete)) {
          // A reader has finished the switch just now, so that this analysis itself was moved away.
          giveBack(directory, before, analysis);
          continue;
        }
        movedAway.add(before);
      }
      try {
        directory.rename(complete, analysis);
        removeAll(directory, movedAway);
        return;
      } catch (IOException e) {
        // File systems report in different ways that another command was faster. The analysis of
        // that command may itself have been moved away since.
        boolean isUnexplained =
            !directory.files().exists(analysis) && directory.files().exists(complete);
        unexplained = isUnexplained ? unexplained + 1 : 0;
        if (unexplained == MOST_UNEXPLAINED) {
          throw e;
        }
        last = e;
      }
      pause();
    }
    throw new IOException("the analysis is replaced all the time by other commands", last);
  }

  /** Moves an analysis back, unless another command has put its own there meanwhile. */
  private static void giveBack(StudyDirectory directory, Path from, Path analysis)
      throws IOException {
    try {
      directory.rename(from, analysis);
    } catch (IOException e) {
      directory.files().delete(from, true);
    }
  }

  private static void removeAll(StudyDirectory directory, List<Path> paths) throws IOException {
    for (Path path : paths) {
      directory.files().delete(path, true);
    }
  }

  private static boolean moveAway(StudyDirectory directory, Path analysis, Path before)
      throws IOException {
    try {
      if (directory.files().exists(analysis)) {
        directory.rename(analysis, before);
        return true;
      }
    } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
      // Another command was faster.
    }
    return false;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Finishes an interrupted switch: the newest complete analysis becomes the current one. */
  static void finishSwitch(StudyDirectory directory) throws IOException {
    Path analysis = directory.path(ANALYSIS);
    if (directory.files().exists(analysis)) {
      return;
    }
    // Wait for a switch that is still under way.
    pause();
    if (directory.files().exists(analysis)) {
      return;
    }
    List<FileStatus> complete = new ArrayList<>();
    for (FileStatus file : directory.list(directory.path())) {
      if (file.isDirectory()
          && file.getPath().getName().startsWith(PREFIX)
          && directory.files().exists(new Path(file.getPath(), CONTENTS))) {
        complete.add(file);
      }
    }
    Optional<FileStatus> newest =
        complete.stream()
            .max(
                Comparator.<FileStatus, Boolean>comparing(
                        file -> !file.getPath().getName().endsWith(PREVIOUS))
                    .thenComparing(FileStatus::getModificationTime));
    if (newest.isPresent()) {
      try {
        directory.rename(newest.get().getPath(), analysis);
      } catch (IOException e) {
        // Another reader was faster, or the workspace cannot be written; then there is no analysis.
        LOG.debug("Cannot finish the switch to {}: {}", newest.get().getPath(), e.toString());
      }
    }
  }

  /**
   * Returns text files of one and the same analysis by their names.
   *
   * @return empty if there is no analysis, or if one of the files was changed
   */
  static Optional<Map<String, String>> texts(StudyDirectory directory, Set<String> names)
      throws IOException {
    // Another command may replace the analysis in between.
    for (int i = 0; i < MOST_SWITCHES; i++) {
      Optional<Map<String, String>> texts = textsNow(directory, names);
      if (texts.isPresent() || !directory.files().exists(directory.path(ANALYSIS, CONTENTS))) {
        return texts;
      }
      if (i >= FEW_SWITCHES && textsNow(directory, Set.of()).isPresent()) {
        return Optional.empty();
      }
      pause();
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> textsNow(
      StudyDirectory directory, Set<String> names) {
    try {
      Contents contents = contents(directory);
      Map<String, String> texts = new TreeMap<>();
      for (Contents.Part part : contents.files()) {
        if (names.contains(part.path())) {
          byte[] text = directory.read(directory.path(ANALYSIS, part.path()));
          if (!StudyDirectory.sha256(text).equals(part.sha256())) {
            return Optional.empty();
          }
          texts.put(part.path(), new String(text, StandardCharsets.UTF_8));
        }
      }
      return texts.keySet().equals(names) ? Optional.of(texts) : Optional.empty();
    } catch (IOException e) {
      // Not there, not readable, or not of this form.
      return Optional.empty();
    }
  }

  /** Returns the contents of the current analysis; throws if the list of contents was changed. */
  private static Contents contents(StudyDirectory directory) throws IOException {
    finishSwitch(directory);
    byte[] text = directory.read(directory.path(ANALYSIS, CONTENTS));
    Contents contents = SealedJson.parse(text, Contents.class);
    if (!SealedJson.isIntact(text)) {
      throw new IOException(CONTENTS + " was changed since it was written");
    }
    return contents;
  }

  /** Returns the input that the current analysis was made from, if its files are unchanged. */
  static Optional<String> wholeAnalysis(StudyDirectory directory) {
    try {
      Contents contents = contents(directory);
      for (Contents.Part part : contents.files()) {
        if (!directory.sha256(directory.path(ANALYSIS, part.path())).equals(part.sha256())) {
          return Optional.empty();
        }
      }
      return Optional.of(contents.madeOf());
    } catch (IOException e) {
      // Whatever is wrong with the analysis, it is made again.
      return Optional.empty();
    }
  }
}
