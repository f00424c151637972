package dev.runvar.profile;

import dev.runvar.profile.CycleWindow.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The first and the last fifth of a run, each as blocks of cycles, with their samples. */
final class Fifths {

  private final CycleProfile profile;

  /**
   * The block of each window of the profile, −1 if it is in neither fifth. Late blocks follow early
   * ones.
   */
  private final int[] blockOfWindow;

  private final int earlyBlocks;
  private final int blocks;
  private final double[] cycles;
  private final double[] wallNanos;
  private final double[] sampledNanos;

  private Fifths(CycleProfile profile, int mostBlocks) {
    this.profile = profile;
    blockOfWindow = new int[profile.windows().size()];
    Arrays.fill(blockOfWindow, -1);
    int early = count(profile, Kind.EARLY);
    int late = count(profile, Kind.LATE);
    if (early == 0 || late == 0) {
      throw new IllegalArgumentException("a run of fewer than ten cycles has no fifths");
    }
    earlyBlocks = Math.min(mostBlocks, early);
    blocks = earlyBlocks + Math.min(mostBlocks, late);
    cycles = new double[blocks];
    wallNanos = new double[blocks];
    for (int i = 0; i < blockOfWindow.length; i++) {
      CycleWindow window = profile.windows().get(i);
      if (window.kind() != Kind.GROUP) {
        boolean isEarly = window.kind() == Kind.EARLY;
        int block =
            isEarly
                ? window.index() * earlyBlocks / early
                : earlyBlocks + window.index() * (blocks - earlyBlocks) / late;
        blockOfWindow[i] = block;
        cycles[block] += window.cycles();
        wallNanos[block] += window.meanWallNanos() * window.cycles();
      }
    }
    sampledNanos = byKey(stack -> List.of(true)).getOrDefault(true, new double[blocks]);
  }

  /** Returns fifths with the same number of blocks each. */
  static Fifths inBlocks(CycleProfile profile) {
    return new Fifths(profile, Math.min(count(profile, Kind.EARLY), count(profile, Kind.LATE)));
  }

  static Fifths whole(CycleProfile profile) {
    return new Fifths(profile, 1);
  }

  private static int count(CycleProfile profile, Kind kind) {
    return (int) profile.windows().stream().filter(window -> window.kind() == kind).count();
  }

  int earlyBlocks() {
    return earlyBlocks;
  }

  int blocks() {
    return blocks;
  }

  /**
   * Returns the sampled time of each block by key.
   *
   * @param keys the keys that a stack counts for; a repeated key counts once
   */
  <K> Map<K, double[]> byKey(Function<List<Frame>, Collection<K>> keys) {
    List<Collection<K>> keysOfStack = new ArrayList<>();
    profile.stacks().forEach(stack -> keysOfStack.add(keys.apply(stack)));
    Map<K, double[]> sums = new HashMap<>();
    for (StackTime time : profile.times()) {
      int block = blockOfWindow[time.window()];
      if (block >= 0) {
        for (K key : keysOfStack.get(time.stack())) {
          sums.computeIfAbsent(key, added -> new double[blocks])[block] += time.weightNanos();
        }
      }
    }
    return sums;
  }

  /** Returns early and late time per cycle, from the sampled time in each block. */
  double[] times(double[] keyNanos) {
    return new double[] {
      time(keyNanos, null, 0, earlyBlocks), time(keyNanos, null, earlyBlocks, blocks)
    };
  }

  /** Returns the growth with each block weighted by a number. */
  double growth(double[] keyNanos, int[] times) {
    return time(keyNanos, times, earlyBlocks, blocks) - time(keyNanos, times, 0, earlyBlocks);
  }

  /** Returns the share of the sampled time, times the mean wall time of a cycle. */
  private double time(double[] keyNanos, int[] times, int from, int to) {
    double key = 0;
    double sampled = 0;
    double wall = 0;
    double count = 0;
    for (int i = from; i < to; i++) {
      int weight = times == null ? 1 : times[i];
      key += weight * keyNanos[i];
      sampled += weight * sampledNanos[i];
      wall += weight * wallNanos[i];
      count += weight * cycles[i];
    }
    return sampled == 0 ? 0 : key / sampled * wall / count;
  }

  /** Returns the time per cycle of the whole cycle in both fifths. */
  double[] wholeCycle() {
    double[] times = new double[2];
    for (int fifth = 0; fifth < 2; fifth++) {
      int from = fifth == 0 ? 0 : earlyBlocks;
      int to = fifth == 0 ? earlyBlocks : blocks;
      times[fifth] =
          Arrays.stream(wallNanos, from, to).sum() / Arrays.stream(cycles, from, to).sum();
    }
    return times;
  }

  /** Returns the growth of the whole cycle with each block weighted by a number. */
  double wholeGrowth(int[] times) {
    double[] sums = new double[4];
    for (int i = 0; i < blocks; i++) {
      int fifth = i < earlyBlocks ? 0 : 2;
      sums[fifth] += times[i] * wallNanos[i];
      sums[fifth + 1] += times[i] * cycles[i];
    }
    return sums[2] / sums[3] - sums[0] / sums[1];
  }
}
