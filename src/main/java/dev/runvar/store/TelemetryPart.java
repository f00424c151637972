package dev.runvar.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.Objects;

/**
 * The rows of a run in one closed telemetry file.
 *
 * @param file its name, shared only by attempts that are committed together
 * @param rows of the run
 * @param bytes of the whole file
 * @param sha256 of the whole file's bytes, in hexadecimal
 * @param firstRow number of rows of other runs before those of the run
 */
public record TelemetryPart(
    String file,
    long rows,
    long bytes,
    String sha256,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long firstRow)
    implements Serializable {

  public TelemetryPart {
    if (!file.matches("[0-9A-Za-z][0-9A-Za-z._-]*")) {
      // A record may come from somebody else, and must not name files outside its study.
      throw new IllegalArgumentException("not the name of a telemetry file: " + file);
    }
    Objects.requireNonNull(sha256, "sha256");
    if (rows < 0 || firstRow < 0) {
      throw new IllegalArgumentException(
          "not a number of rows: %d after %d".formatted(rows, firstRow));
    }
  }

  /** All rows of a file that holds a single run. */
  public TelemetryPart(String file, long rows, long bytes, String sha256) {
    this(file, rows, bytes, sha256, 0);
  }

  /** Returns some rows of this file. */
  TelemetryPart of(long first, long count) {
    return new TelemetryPart(file, count, bytes, sha256, first);
  }
}
