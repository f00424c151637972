package dev.runvar.study;

import java.io.Serializable;
import java.time.Duration;

/**
 * What each run may take.
 *
 * @param memoryBytes null when the study sets no limit
 * @param outputBytes how much telemetry a run may write
 */
public record RunLimits(long timeoutMillis, Long memoryBytes, long outputBytes)
    implements Serializable {

  /** What a run may write unless its study says otherwise: thirty million cycles. */
  public static final long DEFAULT_OUTPUT_BYTES = 8L << 30;

  public RunLimits {
    // Manifests of versions before this field do not have it.
    outputBytes = outputBytes == 0 ? DEFAULT_OUTPUT_BYTES : outputBytes;
    if (timeoutMillis < 1 || (memoryBytes != null && memoryBytes < 1) || outputBytes < 1) {
      throw new IllegalArgumentException(
          "limits below 1: %d, %d, %d".formatted(timeoutMillis, memoryBytes, outputBytes));
    }
  }

  /** Limits of a run that may write as much as any may. */
  public RunLimits(long timeoutMillis, Long memoryBytes) {
    this(timeoutMillis, memoryBytes, DEFAULT_OUTPUT_BYTES);
  }

  public Duration timeout() {
    return Duration.ofMillis(timeoutMillis);
  }
}
