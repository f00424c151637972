package dev.runvar.profile;

/**
 * The time that samples of one stack stand for in one window.
 *
 * @param window index into the windows of the profile
 * @param stack index into the stacks of the profile
 * @param weightNanos sum of the parts of their weights that fall into cycles of the window
 * @param samples how many samples that is; a sample that was split counts in parts
 */
public record StackTime(int window, int stack, double weightNanos, double samples) {

  public StackTime {
    if (window < 0 || stack < 0 || weightNanos < 0 || samples < 0) {
      throw new IllegalArgumentException(
          "window %d, stack %d, %s ns, %s samples".formatted(window, stack, weightNanos, samples));
    }
  }
}
