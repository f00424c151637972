package dev.runvar.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Study files as tests need them. */
final class StudyFiles {

  static final String SMALL =
      """
      study: small
      cycles: 10
      replications: 2
      seed: 7
      experiments:
        before:
          fixed: {variant: unoptimized}
          factors: {frequency: [low, high], founders: [low, 3]}
        after:
          fixed: {variant: optimized}
          factors: {pooling: [off, on]}
      """;

  private StudyFiles() {}

  static Study read(Path directory, String text) throws IOException {
    return StudyReader.read(write(directory, text));
  }

  static Path write(Path directory, String text) throws IOException {
    return Files.writeString(directory.resolve("study.yaml"), text);
  }
}
