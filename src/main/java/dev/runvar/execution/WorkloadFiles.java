package dev.runvar.execution;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a user's command, taken along to hosts that do not have them.
 *
 * <p>Only files below the current directory are taken; one that is named by an absolute path, or
 * lies beside that directory, has to be at the same place on every host.
 */
public final class WorkloadFiles implements Serializable {

  /** No files: commands start in this process's own directory, where they find what is there. */
  public static final WorkloadFiles NONE = new WorkloadFiles(List.of());

  private static final long serialVersionUID = 1L;

  private final ArrayList<Copy> copies;

  private WorkloadFiles(List<Copy> copies) {
    this.copies = new ArrayList<>(copies);
  }

  /**
   * Reads files into memory.
   *
   * @param paths as the study names them, from the current directory
   */
  public static WorkloadFiles read(List<String> paths) throws IOException {
    List<Copy> copies = new ArrayList<>();
    for (String text : paths) {
      Path path = Path.of(text).normalize();
      if (!path.isAbsolute() && !path.startsWith("..")) {
        copies.add(new Copy(path.toString(), Files.isExecutable(path), Files.readAllBytes(path)));
      }
    }
    return new WorkloadFiles(copies);
  }

  boolean isEmpty() {
    return copies.isEmpty();
  }

  /** Writes the files below a directory, each at its own relative path. */
  void writeBelow(Path directory) throws IOException {
    for (Copy copy : copies) {
      Path file = directory.resolve(copy.path);
      Files.createDirectories(file.getParent());
      Files.write(file, copy.content);
      if (copy.executable && !file.toFile().setExecutable(true)) {
        throw new IOException(file + " cannot be made executable");
      }
    }
  }

  /** A file; what is in it is nobody else's. */
  private static final class Copy implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final boolean executable;
    private final byte[] content;

    Copy(String path, boolean executable, byte[] content) {
      this.path = path;
      this.executable = executable;
      this.content = content;
    }
  }
}
