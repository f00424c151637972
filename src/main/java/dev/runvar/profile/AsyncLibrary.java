package dev.runvar.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The library of async-profiler that comes with this program. */
public final class AsyncLibrary {

  private static final String VERSION = "4.5";

  private static final Map<String, String> PLATFORMS =
      Map.of("amd64", "linux-x64", "aarch64", "linux-arm64");

  private AsyncLibrary() {}

  /**
   * Puts the library for this host into a directory.
   *
   * @return its file, empty on a host that it does not support
   */
  public static Optional<Path> extractedTo(Path directory) throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String platform = PLATFORMS.get(System.getProperty("os.arch"));
    if (!system.equals("linux") || platform == null) {
      return Optional.empty();
    }
    String name = "/libs/libasyncProfiler-%s-%s.so".formatted(VERSION, platform);
    try (InputStream in = AsyncLibrary.class.getResourceAsStream(name)) {
      if (in == null) {
        return Optional.empty();
      }
      Path library = directory.resolve("libasyncProfiler.so");
      Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(library);
    }
  }
}
