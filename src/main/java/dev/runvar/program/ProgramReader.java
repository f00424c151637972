package dev.runvar.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the files of a program from the local file system, relative to one directory. */
public final class ProgramReader {

  /** A program is code and small inputs; large data belongs on a path that every host sees. */
  public static final long MOST_BYTES = 256L << 20;

  private static final int MOST_FILES = 20_000;

  /** A larger file that a command names is data, not program. */
  private static final long MOST_BYTES_IN_PLACE = 64L << 20;

  private final Path directory;
  private final Map<String, ProgramFile> files = new TreeMap<>();
  private long bytes;

  /**
   * A reader of the files of one program.
   *
   * @param directory from which relative paths start
   */
  public ProgramReader(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /**
   * Adds a file, or all regular files below a directory except hidden ones and {@code __pycache__}.
   *
   * @throws IOException with a message in one line if that cannot be, or is too much
   */
  public void add(String text) throws IOException {
    Path path = pathOf(text);
    Path at = directory.resolve(path);
    if (Files.isDirectory(at)) {
      int before = files.size();
      try (Stream<Path> below = Files.walk(at, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : (Iterable<Path>) below.filter(f -> isOfProgram(at, f))::iterator) {
          addFile(path.resolve(at.relativize(file)), file);
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      if (files.size() == before) {
        throw new FileSystemException(at + " holds no file of a program");
      }
      return;
    }
    if (!Files.exists(at)) {
      throw new NoSuchFileException("there is no file " + at);
    }
    addFile(path, at);
  }

  /** Returns the program of a command with the files that were added. */
  public Program program(List<String> command, String progress) throws IOException {
    List<ProgramFile> inPlace = new ArrayList<>();
    for (int i = 0; i < command.size(); i++) {
      String argument = command.get(i);
      // The first word is looked up on the path unless it is a path itself.
      if ((i > 0 || argument.contains("/")) && isSmallFile(argument)) {
        Path path = Path.of(argument).normalize();
        boolean isListed = files.containsKey(path.toString());
        if (files.isEmpty() || (path.isAbsolute() && !isListed && i > 0)) {
          inPlace.add(file(path, directory.resolve(path)));
        } else if (!path.isAbsolute()) {
          addFile(path, directory.resolve(path));
        }
      }
    }
    return new Program(
        command, progress, directory.toString(), List.copyOf(files.values()), inPlace);
  }

  private boolean isSmallFile(String argument) throws IOException {
    try {
      Path at = directory.resolve(argument);
      return Files.isRegularFile(at) && Files.size(at) <= MOST_BYTES_IN_PLACE;
    } catch (InvalidPathException e) {
      // An argument that no file can be named by.
      return false;
    }
  }

  private static Path pathOf(String text) throws IOException {
    try {
      return Path.of(text).normalize();
    } catch (InvalidPathException e) {
      throw new FileSystemException(text, null, "no file can have this name here");
    }
  }

  private static boolean isOfProgram(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      String name = part.toString();
      if (name.startsWith(".") || name.equals("__pycache__")) {
        return false;
      }
    }
    return Files.isRegularFile(file);
  }

  private void addFile(Path path, Path at) throws IOException {
    ProgramFile file = file(path, at);
    if (files.put(file.path(), file) == null) {
      bytes += file.bytes();
    }
    if (bytes > MOST_BYTES || files.size() > MOST_FILES) {
      throw new FileSystemException(
          "the files of a program are more than %d MiB or %,d files"
              .formatted(MOST_BYTES >> 20, MOST_FILES));
    }
  }

  private static ProgramFile file(Path path, Path at) throws IOException {
    if (!Files.isRegularFile(at)) {
      throw new FileSystemException(at + " is neither a regular file nor a directory");
    }
    long size = Files.size(at);
    if (size > MOST_BYTES) {
      throw new FileSystemException(
          "%s has %,d bytes, more than the %d MiB that a program may have"
              .formatted(at, size, MOST_BYTES >> 20));
    }
    return new ProgramFile(path.toString(), Files.isExecutable(at), size, Program.sha256(at));
  }
}
