package dev.runvar.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Copies the agents, which are resources of this program, to files that other programs can load.
 */
final class AgentFiles {

  private AgentFiles() {}

  /** Copies resources of {@code /profile/<folder>} into a directory, and returns the directory. */
  static Path copied(String folder, List<String> names, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String name : names) {
      try (InputStream in =
          AgentFiles.class.getResourceAsStream("/profile/" + folder + "/" + name)) {
        if (in == null) {
          throw new IllegalStateException("not in the jar: " + name);
        }
        Files.copy(in, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return directory;
  }
}
