package dev.runvar.profile;

import java.util.List;

/**
 * A run's samples, joined to its cycles.
 *
 * @param windows the divisions of the run: groups, and blocks of the first and last fifth
 * @param stacks the stacks that were seen, each with the innermost call first
 * @param times one entry for each stack in each window where it was seen
 */
public record CycleProfile(
    List<CycleWindow> windows, List<List<Frame>> stacks, List<StackTime> times) {

  private static final double EQUAL_NANOS = 1e9;

  public CycleProfile {
    windows = List.copyOf(windows);
    stacks = stacks.stream().map(List::copyOf).toList();
    times = List.copyOf(times);
    for (StackTime time : times) {
      if (time.window() >= windows.size() || time.stack() >= stacks.size()) {
        throw new IllegalArgumentException("no such window or stack: " + time);
      }
    }
  }

  /**
   * Returns the profile as if all cycles had taken equally long: its growth is that of the share of
   * the time, which load on the host does not change.
   */
  public CycleProfile ofEqualCycles() {
    return new CycleProfile(
        windows.stream()
            .map(
                window ->
                    new CycleWindow(
                        window.kind(),
                        window.index(),
                        window.firstCycle(),
                        window.endCycle(),
                        EQUAL_NANOS))
            .toList(),
        stacks,
        times);
  }

  /** Returns how many samples fell into the windows of a kind. */
  public double samples(CycleWindow.Kind kind) {
    return times.stream()
        .filter(time -> windows.get(time.window()).kind() == kind)
        .mapToDouble(StackTime::samples)
        .sum();
  }
}
