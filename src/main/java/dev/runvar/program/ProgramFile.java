package dev.runvar.program;

import java.io.Serializable;
import java.util.Objects;

/**
 * One file of a program.
 *
 * @param path as the study names it, normalised: relative to the directory in which the study was
 *     begun, or absolute
 * @param bytes its size
 * @param sha256 over its content, in hexadecimal
 */
public record ProgramFile(String path, boolean executable, long bytes, String sha256)
    implements Serializable {

  public ProgramFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
  }
}
