package dev.runvar.profile;

import java.util.List;
import java.util.Map;

/**
 * A run's samples, joined to its cycles.
 *
 * @param windows the divisions of the run: groups, and blocks of the first and last fifth
 * @param stacks the stacks that were seen, each with the innermost call first
 * @param times one entry for each stack in each window where it was seen
 * @param phases the sampled nanoseconds by phase; empty if the profiler does not record phases
 */
public record CycleProfile(
    List<CycleWindow> windows,
    List<List<Frame>> stacks,
    List<StackTime> times,
    Map<String, PhaseAgreement.Fifth> phases) {

  private static final double EQUAL_NANOS = 1e9;

  public CycleProfile {
    windows = List.copyOf(windows);
    stacks = stacks.stream().map(List::copyOf).toList();
    times = List.copyOf(times);
    phases = Map.copyOf(phases);
    for (StackTime time : times) {
      if (time.window() >= windows.size() || time.stack() >= stacks.size()) {
        throw new IllegalArgumentException("no such window or stack: " + time);
      }
    }
  }

  /**
   * Returns the profile as if all cycles took equally long. Its growth is that of the share of the
   * time, which load on the host does not change.
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
        times,
        phases);
  }

  /** Returns the time that the samples of a phase stand for in a fifth. */
  double phaseNanos(String phase, CycleWindow.Kind fifth) {
    PhaseAgreement.Fifth nanos = phases.getOrDefault(phase, new PhaseAgreement.Fifth(0, 0));
    return fifth == CycleWindow.Kind.EARLY ? nanos.early() : nanos.late();
  }

  /** Returns the time that all samples stand for in the windows of a kind. */
  double sampledNanos(CycleWindow.Kind kind) {
    return times.stream()
        .filter(time -> windows.get(time.window()).kind() == kind)
        .mapToDouble(StackTime::weightNanos)
        .sum();
  }

  /** Returns how many samples fell into the windows of a kind. */
  public double samples(CycleWindow.Kind kind) {
    return times.stream()
        .filter(time -> windows.get(time.window()).kind() == kind)
        .mapToDouble(StackTime::samples)
        .sum();
  }
}
