package dev.runvar.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;

/**
 * The files of a report that is being written, and a record of their input and content.
 *
 * <p>A report is whole when {@code contents.json}, written last, fits every file. Threads may write
 * files at once.
 */
public final class ReportFiles {

  private static final String CONTENTS = "report/contents.json";

  private final StudyDirectory directory;
  private final Map<String, AnalysisDirectory.Contents.Part> written = new ConcurrentHashMap<>();

  ReportFiles(StudyDirectory directory) {
    this.directory = directory;
  }

  /**
   * Writes a file as a whole, replacing the one before.
   *
   * @param path in the study's directory
   */
  public void write(String path, byte[] bytes) throws IOException {
    directory.write(directory.path(path), bytes);
    written.put(
        path,
        new AnalysisDirectory.Contents.Part(path, bytes.length, StudyDirectory.sha256(bytes)));
  }

  /**
   * Marks the report as complete.
   *
   * @param madeOf what it was made of, for {@link StudyStore#reportOf}
   * @param paths of its files, all of which were written, in the order in which they are shown
   */
  public void complete(String madeOf, List<String> paths) throws IOException {
    AnalysisDirectory.Contents contents =
        new AnalysisDirectory.Contents(madeOf, paths.stream().map(written::get).toList());
    directory.write(directory.path(CONTENTS), SealedJson.of(Json.INDENTED, contents));
  }

  /** Returns a hash of everything that determines a report, in hexadecimal. */
  public static String hash(String... material) {
    return StudyDirectory.sha256(String.join("\n", material).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the paths of the files of a report that was made of this, if all are as written. */
  static Optional<List<String>> of(StudyDirectory directory, String madeOf) {
    try {
      byte[] text = directory.read(directory.path(CONTENTS));
      AnalysisDirectory.Contents contents =
          SealedJson.parse(text, AnalysisDirectory.Contents.class);
      if (!SealedJson.isIntact(text) || !contents.madeOf().equals(madeOf)) {
        return Optional.empty();
      }
      List<String> paths = new ArrayList<>();
      for (AnalysisDirectory.Contents.Part part : contents.files()) {
        Path file = directory.path(part.path());
        if (directory.files().getFileStatus(file).getLen() != part.bytes()
            || !directory.sha256(file).equals(part.sha256())) {
          return Optional.empty();
        }
        paths.add(part.path());
      }
      return Optional.of(paths);
    } catch (IOException e) {
      // The report is missing, unreadable or malformed, and is made again.
      return Optional.empty();
    }
  }
}
