package dev.runvar.profile;

import java.util.List;
import java.util.Objects;

/**
 * What a thread was doing, and for how long.
 *
 * @param unixMicros when it was seen
 * @param weightNanos the time that it stands for, which ends at {@code unixMicros}
 * @param stack its calls, the innermost first; never empty
 */
public record Sample(long unixMicros, long weightNanos, String thread, List<Frame> stack) {

  public Sample {
    Objects.requireNonNull(thread, "thread");
    stack = List.copyOf(stack);
    if (weightNanos < 0 || stack.isEmpty()) {
      throw new IllegalArgumentException(
          "a sample of %d ns with %d frames".formatted(weightNanos, stack.size()));
    }
  }
}
