package dev.runvar.store;

import dev.runvar.program.Program;
import dev.runvar.program.ProgramFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * The programs of a study: {@code programs/<hash>/} holds {@code program.json} and, under {@code
 * files/}, each file by the hash of its content.
 *
 * <p>A program is complete once its {@code program.json} exists, which is written last.
 */
public final class ProgramStore {

  /** The pinned version of a program is not available; the message is one line for the user. */
  public static final class ProgramException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    public ProgramException(String message) {
      super(message);
    }
  }

  static final String PROGRAMS = "programs";
  private static final String DESCRIPTION = "program.json";
  static final String FILES = "files";

  private final StudyDirectory directory;

  ProgramStore(StudyDirectory directory) {
    this.directory = directory;
  }

  /**
   * Copies a program from the directory in which its study was begun, unless it is here already and
   * whole.
   *
   * @throws ProgramException if a file has changed since the program was read
   */
  public void save(Program program) throws IOException {
    if (isWhole(program)) {
      return;
    }
    if (program.directory() == null) {
      throw new ProgramException(
          "the study was begun by an older version of runvar, which did not keep its program; begin a new study");
    }
    java.nio.file.Path from = java.nio.file.Path.of(program.directory());
    for (ProgramFile file : program.files()) {
      java.nio.file.Path source = from.resolve(file.path());
      try (InputStream in = Files.newInputStream(source)) {
        put(program, file, in, source.toString());
      }
    }
    describe(program);
  }

  /** Copies a program that another study holds. */
  public void saveFrom(ProgramStore other, Program program) throws IOException {
    if (isWhole(program)) {
      return;
    }
    for (ProgramFile file : program.files()) {
      Path source = other.path(program, FILES, file.sha256());
      try (InputStream in = other.open(source, program)) {
        put(program, file, in, source.toString());
      }
    }
    describe(program);
  }

  /**
   * Makes the private copy of a program, for one run.
   *
   * @param root a new directory
   * @throws ProgramException if the stored program is missing or is not what it was
   */
  public void copyTo(Program program, java.nio.file.Path root) throws IOException {
    Files.createDirectories(program.workingDirectory(root));
    for (ProgramFile file : program.files()) {
      java.nio.file.Path place;
      try {
        place = program.placeOf(file, root);
      } catch (IllegalArgumentException e) {
        throw new ProgramException(
            "the program %s of %s cannot be used: %s"
                .formatted(program.hash(), directory, e.getMessage()));
      }
      Files.createDirectories(place.getParent());
      Path source = path(program, FILES, file.sha256());
      try (InputStream in = open(source, program);
          OutputStream out = Files.newOutputStream(place)) {
        copy(in, out, file, source.toString());
      }
      if (file.executable() && !place.toFile().setExecutable(true)) {
        throw new IOException(place + " cannot be made executable");
      }
    }
  }

  private boolean isWhole(Program program) throws IOException {
    return directory.files().exists(path(program, DESCRIPTION))
        && problems(directory, path(program)).isEmpty();
  }

  /** Returns one line for each changed or missing file in the directory of a program. */
  static List<String> problems(StudyDirectory directory, Path of) throws IOException {
    Path description = new Path(of, DESCRIPTION);
    Program program;
    try {
      program = SealedJson.parse(directory.read(description), Program.class);
      if (!program.hash().equals(of.getName())) {
        return List.of(description + ": changed since it was written");
      }
    } catch (IOException e) {
      return List.of(description + ": cannot be read: " + StudyDirectory.firstLine(e));
    }
    List<String> problems = new ArrayList<>();
    for (ProgramFile file : program.files()) {
      Path stored = new Path(new Path(of, FILES), file.sha256());
      if (!directory.files().exists(stored)) {
        problems.add(stored + ": missing; simulate with the study file makes it again");
      } else if (!directory.sha256(stored).equals(file.sha256())) {
        problems.add(
            stored + ": changed since it was written; simulate with the study file makes it again");
      }
    }
    return problems;
  }

  private void put(Program program, ProgramFile file, InputStream in, String source)
      throws IOException {
    directory.write(path(program, FILES, file.sha256()), out -> copy(in, out, file, source));
  }

  private void describe(Program program) throws IOException {
    directory.write(path(program, DESCRIPTION), Json.INDENTED.writeValueAsBytes(program));
  }

  private static void copy(InputStream in, OutputStream out, ProgramFile file, String source)
      throws IOException {
    MessageDigest digest = StudyDirectory.newSha256();
    // Read at most one byte more than expected, in case the file grows or is a device.
    InputStream content = new DigestInputStream(in, digest);
    byte[] chunk = new byte[1 << 16];
    long left = file.bytes() + 1;
    for (int read = content.read(chunk, 0, most(chunk, left)); read > 0; ) {
      out.write(chunk, 0, read);
      left -= read;
      read = left == 0 ? 0 : content.read(chunk, 0, most(chunk, left));
    }
    if (left != 1 || !HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
      throw new ProgramException(
          "%s has changed since the program was pinned; restore it, or begin a new study"
              .formatted(source));
    }
  }

  private static int most(byte[] chunk, long left) {
    return (int) Math.min(chunk.length, left);
  }

  private InputStream open(Path file, Program program) throws IOException {
    try {
      return directory.files().open(file);
    } catch (FileNotFoundException e) {
      throw new ProgramException(
          "the study does not hold its program %s: %s is missing; simulate with the study file makes it again"
              .formatted(program.hash(), file));
    }
  }

  private Path path(Program program, String... names) {
    Path at = directory.path(PROGRAMS, program.hash());
    for (String name : names) {
      at = new Path(at, name);
    }
    return at;
  }
}
