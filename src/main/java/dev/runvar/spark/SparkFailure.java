package dev.runvar.spark;

import dev.runvar.store.StudyIntegrity;
import dev.runvar.store.StudyStore;
import dev.runvar.store.WorkspaceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** Finds the reason in an exception of Spark that the user can fix, and states it in one line. */
public final class SparkFailure {

  /** The message for a heap that is too small. */
  public static final String HEAP_FULL =
      "The heap of %d MB is full; give a larger one, such as with RUNVAR_HEAP=%dm"
          .formatted(heapMegabytes(), 2 * heapMegabytes());

  private static final Pattern HEAP =
      Pattern.compile("OutOfMemoryError: (Java heap space|GC overhead limit exceeded)");
  private static final String NO_ROOM = "No space left on device";

  /** Hadoop's message for a directory that it cannot create; it gives no reason. */
  private static final String NO_DIRECTORY = "Mkdirs failed to create";

  private static final long FULL_BYTES = 1 << 20;

  /** Messages of Spark, Parquet and Hadoop for a file that is missing, damaged or unreadable. */
  private static final Pattern UNREADABLE =
      Pattern.compile(
          "FAILED_READ_FILE|CANNOT_READ_FILE_FOOTER|Could not read footer|is not a Parquet file"
              + "|can not read class org.apache.parquet|FileNotFoundException|FILE_NOT_EXIST"
              + "|ParquetDecodingException|EOFException|could not read page|Permission denied|(?i:corrupt)");

  private static final Pattern PARQUET_FILE =
      Pattern.compile("\\b[a-z][a-z0-9+.-]*:/(?:(?![a-z]:/)[^\\n'\"])*?\\.parquet\\b");

  /** The error of a task about the workspace, which is quoted in Spark's message. */
  private static final Pattern WORKSPACE =
      Pattern.compile("UncheckedIOException: (Cannot read or write the workspace: .*)");

  private SparkFailure() {}

  /** Returns whether the heap of this process, and not that of an executor, was full. */
  public static boolean isHeapFull(Throwable e) {
    Throwable cause = e;
    while (cause != null && !cause.getClass().getName().startsWith("org.apache.spark.")) {
      if (cause instanceof OutOfMemoryError && HEAP.matcher(cause.toString()).find()) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * Returns the exception to throw for an exception of a job: a {@link SparkJobException} or a
   * {@link WorkspaceException} if the user can fix the reason, else the same exception.
   */
  static RuntimeException explained(Exception e, StudyStore store, SparkConf conf) {
    if (e instanceof SparkJobException known) {
      return known;
    }
    // The exception says that the workspace cannot be used, and its cause says why.
    Throwable said = e;
    if (e instanceof WorkspaceException known) {
      if (known.getCause() == null) {
        return known;
      }
      said = known.getCause();
    }
    return reason(text(said), store, conf)
        .orElseGet(
            () ->
                e instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException("Spark ended a job", e));
  }

  private static Optional<RuntimeException> reason(String text, StudyStore store, SparkConf conf) {
    if (HEAP.matcher(text).find() && Slots.onThisMachineAlone(conf)) {
      return Optional.of(new SparkJobException(HEAP_FULL));
    }
    if (text.contains(NO_ROOM) || (text.contains(NO_DIRECTORY) && isFull(store))) {
      return Optional.of(noRoom(text, store, conf));
    }
    Optional<String> unreadable =
        UNREADABLE.matcher(text).find() ? unreadable(text, store) : Optional.empty();
    Matcher workspace = WORKSPACE.matcher(text);
    return unreadable
        .or(() -> workspace.find() ? Optional.of(workspace.group(1)) : Optional.empty())
        .map(SparkJobException::new);
  }

  private static boolean isFull(StudyStore store) {
    return localPath(store.location()).filter(path -> freeBytes(path) < FULL_BYTES).isPresent();
  }

  private static Optional<String> unreadable(String text, StudyStore store) {
    Matcher file = PARQUET_FILE.matcher(text);
    return file.find()
        ? Optional.of(
            "Cannot read %s: %s; it is not as it was written, and runvar verify names all such files"
                .formatted(file.group(), whyUnreadable(text)))
        : changedFile(store);
  }

  /** Finds the damaged file, because Parquet does not always name it. */
  private static Optional<String> changedFile(StudyStore store) {
    try {
      return StudyIntegrity.check(store, Set.of()).problems().stream()
          .filter(problem -> problem.contains(".parquet: "))
          .map(problem -> "Cannot read " + problem)
          .findFirst();
    } catch (WorkspaceException e) {
      return Optional.empty();
    }
  }

  private static String whyUnreadable(String text) {
    if (text.contains("FileNotFoundException") || text.contains("FILE_NOT_EXIST")) {
      return "the file is missing";
    }
    return text.contains("Permission denied")
        ? "permission denied"
        : "the file is damaged, or is not a Parquet file";
  }

  /**
   * Names the full disk: the place of the job's output that the text mentions, else the fullest.
   */
  private static RuntimeException noRoom(String text, StudyStore store, SparkConf conf) {
    WorkspaceException workspaceFull = store.cannotWrite(new IOException(NO_ROOM));
    Optional<Path> workspace = localPath(store.location());
    if (workspace.isPresent() && text.contains(workspace.get().toString())) {
      return workspaceFull;
    }
    Path fullest = null;
    for (Path directory : LocalDirectories.of(conf)) {
      if (text.contains(directory + "/blockmgr-") || text.contains(directory + "/spark-")) {
        return LocalDirectories.cannotWrite(directory, NO_ROOM);
      }
      if (fullest == null || freeBytes(directory) < freeBytes(fullest)) {
        fullest = directory;
      }
    }
    boolean workspaceIsFuller =
        fullest == null
            || (workspace.isPresent() && freeBytes(workspace.get()) < freeBytes(fullest));
    return workspaceIsFuller ? workspaceFull : LocalDirectories.cannotWrite(fullest, NO_ROOM);
  }

  private static Optional<Path> localPath(String location) {
    URI uri = new org.apache.hadoop.fs.Path(location).toUri();
    return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
  }

  private static long freeBytes(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Returns the exception to throw if Spark does not start. */
  static SparkJobException notStarted(SparkConf conf, Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String remedy =
        text(e).contains("spark.driver.memory")
            ? "a larger heap, such as with RUNVAR_HEAP=2g"
            : "a master that this Spark and its settings can reach, or none for this machine";
    return new SparkJobException(
        "Cannot start Spark on %s: %s; give %s"
            .formatted(conf.get("spark.master"), firstLine(root), remedy));
  }

  /** Returns the message of an exception in one line. */
  static String firstLine(Throwable e) {
    String message = e.getMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("").strip();
    String type = e.getClass().getSimpleName();
    return (line.isEmpty() || e instanceof LinkageError ? type + " " + line : line)
        .strip()
        .replaceFirst("\\.$", "");
  }

  /** Returns the messages of an exception and its causes. */
  private static String text(Throwable e) {
    List<String> texts = new ArrayList<>();
    for (Throwable cause = e; cause != null && texts.size() < 100; cause = cause.getCause()) {
      texts.add(cause.toString());
    }
    return String.join("\n", texts);
  }

  private static long heapMegabytes() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }
}
