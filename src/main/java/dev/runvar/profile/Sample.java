package dev.runvar.profile;

import java.util.List;
import java.util.Objects;

/**
 * The stack of a thread, and the time that it stands for.
 *
 * @param unixMicros when it was seen
 * @param weightNanos the time that it stands for, which ends at {@code unixMicros}
 * @param stack its calls, the innermost first; never empty
 * @param phase phase of the cycle at that time; empty outside of phases, or if not known
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

  /** A sample without a known phase. */
  public Sample(long unixMicros, long weightNanos, List<Frame> stack) {
    this(unixMicros, weightNanos, stack, "");
  }
}
