package dev.runvar.profile;

import java.util.List;
import java.util.Objects;

/**
 * What a thread was doing, and for how long.
 *
 * @param unixMicros when it was seen
 * @param weightNanos the time that it stands for, which ends at {@code unixMicros}
 * @param stack its calls, the innermost first; never empty
 * @param phase of the cycle in which it was; empty outside of phases, or if that is not known
 */
public record Sample(long unixMicros, long weightNanos, List<Frame> stack, String phase) {

  public Sample {
    Objects.requireNonNull(phase, "phase");
    stack = List.copyOf(stack);
    if (weightNanos < 0 || stack.isEmpty()) {
      throw new IllegalArgumentException(
          "a sample of %d ns with %d frames".formatted(weightNanos, stack.size()));
    }
  }

  /** A sample that knows of no phase. */
  public Sample(long unixMicros, long weightNanos, List<Frame> stack) {
    this(unixMicros, weightNanos, stack, "");
  }
}
