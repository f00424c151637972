package dev.runvar.profile;

import dev.runvar.profile.CycleWindow.Kind;
import java.util.ArrayList;
import java.util.List;

/** Divides a run's cycles into groups and into the blocks of its first and last fifth. */
final class WindowPlan {

  static final int GROUPS = 50;
  static final int SHORTEST_BLOCK = 10;
  static final int MOST_BLOCKS = 50;

  /** A run with fewer cycles has no fifths. */
  static final int FEWEST_CYCLES = 10;

  private final List<CycleWindow> windows = new ArrayList<>();
  private final CycleSpans spans;
  private final int[] group;
  private final int[] block;

  WindowPlan(CycleSpans spans) {
    this.spans = spans;
    int cycles = spans.count();
    group = new int[cycles];
    block = new int[cycles];
    java.util.Arrays.fill(block, -1);
    divide(Kind.GROUP, 0, cycles, Math.min(GROUPS, cycles), group);
    if (cycles >= FEWEST_CYCLES) {
      int early = cycles / 5;
      int late = (cycles + 4) / 5;
      divide(Kind.EARLY, 0, early, blocks(early), block);
      divide(Kind.LATE, cycles - late, cycles, blocks(late), block);
    }
  }

  private static int blocks(int cycles) {
    return Math.max(1, Math.min(MOST_BLOCKS, cycles / SHORTEST_BLOCK));
  }

  private void divide(Kind kind, int first, int end, int parts, int[] windowOfCycle) {
    for (int i = 0; i < parts; i++) {
      int from = first + (int) ((long) (end - first) * i / parts);
      int to = first + (int) ((long) (end - first) * (i + 1) / parts);
      java.util.Arrays.fill(windowOfCycle, from, to, windows.size());
      windows.add(new CycleWindow(kind, i, from, to, spans.meanWallNanos(from, to)));
    }
  }

  List<CycleWindow> windows() {
    return windows;
  }

  int groupOf(int cycle) {
    return group[cycle];
  }

  /** Returns the block of a cycle, −1 if it is in neither fifth. */
  int blockOf(int cycle) {
    return block[cycle];
  }
}
