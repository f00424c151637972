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

  /** Returns how many samples fell into the windows of a kind. */
  public double samples(CycleWindow.Kind kind) {
    return times.stream()
        .filter(time -> windows.get(time.window()).kind() == kind)
        .mapToDouble(StackTime::samples)
        .sum();
  }
}
