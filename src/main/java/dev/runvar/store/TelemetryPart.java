package dev.runvar.store;

import java.util.Objects;

/**
 * One closed telemetry file of a run.
 *
 * @param file its name, which no other attempt shares
 * @param sha256 of its bytes, in hexadecimal
 */
public record TelemetryPart(String file, long rows, long bytes, String sha256) {

  public TelemetryPart {
    if (!file.matches("[0-9A-Za-z][0-9A-Za-z._-]*")) {
      // A record is data, maybe somebody else's: it must not name files outside of its study.
      throw new IllegalArgumentException("not the name of a telemetry file: " + file);
    }
    Objects.requireNonNull(sha256, "sha256");
  }
}
