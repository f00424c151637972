package dev.runvar.study;

import java.io.Serializable;
import java.time.Duration;

/**
 * What each run may take.
 *
 * @param memoryBytes null when the study sets no limit
 */
public record RunLimits(long timeoutMillis, Long memoryBytes) implements Serializable {

  public RunLimits {
    if (timeoutMillis < 1 || (memoryBytes != null && memoryBytes < 1)) {
      throw new IllegalArgumentException("limits below 1: " + timeoutMillis + ", " + memoryBytes);
    }
  }

  public Duration timeout() {
    return Duration.ofMillis(timeoutMillis);
  }
}
