package dev.runvar.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The files of one study.
 *
 * <p>A file appears under its name only when it is complete: it is written under a name that starts
 * with {@code _}, which readers ignore, and then renamed.
 */
final class StudyDirectory {

  private static final String UNFINISHED = "_";
  private static final int READS = 3;
  private static final int CREATIONS = 3;

  private final FileSystem files;
  private final Path root;

  StudyDirectory(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  FileSystem files() {
    return files;
  }

  /** Returns a path below this directory. */
  Path path(String... names) {
    Path at = root;
    for (String name : names) {
      at = new Path(at, name);
    }
    return at;
  }

  /** Returns the directory of one kind of file of an experiment. */
  Path partition(String kind, String experiment) {
    return path(kind, "experiment=" + experiment);
  }

  /** Returns the files of one kind of all experiments, finished or not. */
  List<FileStatus> list(String kind) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus experiment : list(path(kind))) {
      found.addAll(list(experiment.getPath()));
    }
    return found;
  }

  /** Lists a directory; empty if it does not exist. */
  List<FileStatus> list(Path directory) throws IOException {
    try {
      return List.of(files.listStatus(directory));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * Returns the content of a file.
   *
   * @throws FileNotFoundException only if there is nothing of this name
   */
  byte[] read(Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (FSDataInputStream in = files.open(file)) {
        return in.readAllBytes();
      } catch (FileNotFoundException e) {
        if (!files.exists(file)) {
          throw e;
        }
        // A local file system throws this also for a directory, for a file without permission, and
        // when file descriptors run out. Or the file has appeared just now.
        if (attempt == READS) {
          throw new IOException(firstLine(e), e);
        }
      }
    }
  }

  /** Opens a new file, with the directories that it needs. */
  OutputStream create(Path file) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      return create(local.pathToFile(file));
    }
    return files.create(file, false);
  }

  /** Does not use Hadoop's own stream, which turns a full disk into an Error. */
  private static OutputStream create(File file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Files.createDirectories(file.toPath().getParent());
      try {
        return new DurableFile(file);
      } catch (FileNotFoundException e) {
        // A refused import may just have removed the directory, because it was empty.
        if (attempt == CREATIONS || Files.exists(file.toPath().getParent())) {
          throw e;
        }
      }
    }
  }

  /** Returns those directories of a path that do not exist, the lowest first. */
  List<Path> missing(Path lowest) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path at = lowest; at != null && !files.exists(at); at = at.getParent()) {
      missing.add(at);
    }
    return missing;
  }

  /** Deletes a directory if nothing is in it. */
  void deleteIfEmpty(Path directory) throws IOException {
    if (list(directory).isEmpty()) {
      try {
        files.delete(directory, false);
      } catch (IOException e) {
        if (list(directory).isEmpty()) {
          throw e;
        }
        // Another command has just written into the directory, so it stays.
      }
    }
  }

  /** Writes the content of a file. */
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Writes a file as a whole, replacing the one before. */
  void write(Path file, byte[] bytes) throws IOException {
    write(file, out -> out.write(bytes));
  }

  /** Writes a file as a whole, replacing the one before. */
  void write(Path file, Content content) throws IOException {
    Path unfinished =
        new Path(file.getParent(), "_%s.%s".formatted(file.getName(), UUID.randomUUID()));
    try {
      try (OutputStream out = create(unfinished)) {
        content.write(out);
      }
      publish(unfinished, file);
    } catch (IOException e) {
      deleteQuietly(unfinished, e);
      throw e;
    }
  }

  /**
   * Gives a complete file its name, replacing a file of that name. Readers see the new file from
   * this moment on.
   */
  void publish(Path unfinished, Path file) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      // Hadoop's own rename starts eight processes to look for symbolic links.
      Files.move(
          local.pathToFile(unfinished).toPath(),
          local.pathToFile(file).toPath(),
          StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(unfinished, file, Options.Rename.OVERWRITE);
  }

  /**
   * Gives a directory another name, which must not exist.
   *
   * @throws IOException if the new name exists or the directory does not
   */
  void rename(Path from, Path to) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      Files.move(
          local.pathToFile(from).toPath(),
          local.pathToFile(to).toPath(),
          StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    FileContext.getFileContext(files.getUri(), files.getConf()).rename(from, to);
  }

  /** Writes a file that may get lost, and that readers may see half written. */
  void writeCarelessly(Path file, byte[] bytes) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      File path = local.pathToFile(file);
      Files.createDirectories(path.toPath().getParent());
      Files.write(path.toPath(), bytes);
      return;
    }
    try (OutputStream out = files.create(file, true)) {
      out.write(bytes);
    }
  }

  /** Deletes a file if it is there. */
  void delete(Path file) throws IOException {
    files.delete(file, false);
  }

  /** Deletes a file after a failure; an error of the deletion does not hide the failure. */
  void deleteQuietly(Path file, IOException failure) {
    try {
      delete(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Returns the name that a file of telemetry has until it is published. */
  static Path unfinished(Path file) {
    return new Path(file.getParent(), UNFINISHED + file.getName());
  }

  /** Returns SHA-256 over a file's bytes, in hexadecimal. */
  String sha256(Path file) throws IOException {
    MessageDigest digest = newSha256();
    try (InputStream in = new DigestInputStream(files.open(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns SHA-256 over bytes, in hexadecimal. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the message of an error, in one line. */
  static String firstLine(IOException e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
