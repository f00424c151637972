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
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(sha256, "sha256");
  }
}
