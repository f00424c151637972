package dev.runvar.profile;

import dev.runvar.profile.CycleWindow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Profiles with known times of functions, exact or sampled. */
final class MadeUpProfile {

  static final long SAMPLE_NANOS = 10_000_000;
  static final int BLOCKS = 10;
  static final int CYCLES_OF_FIFTH = 200;

  private MadeUpProfile() {}

  /** A frame of the program if the name begins with a small letter, else of a library. */
  static Frame frame(String name) {
    boolean isUserCode = Character.isLowerCase(name.charAt(0));
    return new Frame(isUserCode ? "model.py" : "/lib/python3.11/x.py", name, 1, 2, isUserCode);
  }

  /** A stack, the outermost first, separated by spaces. */
  static List<Frame> stack(String names) {
    List<Frame> frames = new ArrayList<>();
    for (String name : names.split(" ", -1)) {
      frames.add(0, frame(name));
    }
    return frames;
  }

  /**
   * A profile.
   *
   * @param stacks the outermost call first
   * @param early nanoseconds per cycle of each stack
   * @param random null for samples without noise
   */
  static CycleProfile of(
      List<String> stacks, double[] early, double[] late, SplittableRandom random) {
    List<CycleWindow> windows = new ArrayList<>();
    List<StackTime> times = new ArrayList<>();
    for (Kind kind : new Kind[] {Kind.EARLY, Kind.LATE}) {
      double[] nanos = kind == Kind.EARLY ? early : late;
      double wall = java.util.Arrays.stream(nanos).sum();
      int first = kind == Kind.EARLY ? 0 : 4 * CYCLES_OF_FIFTH;
      int cycles = CYCLES_OF_FIFTH / BLOCKS;
      for (int block = 0; block < BLOCKS; block++) {
        int from = first + block * cycles;
        windows.add(new CycleWindow(kind, block, from, from + cycles, wall));
        double expected = wall * cycles / SAMPLE_NANOS;
        for (int stack = 0; stack < nanos.length; stack++) {
          double count = expected * nanos[stack] / wall;
          double samples = random == null ? count : poisson(count, random);
          if (samples > 0) {
            times.add(new StackTime(windows.size() - 1, stack, samples * SAMPLE_NANOS, samples));
          }
        }
      }
    }
    return new CycleProfile(
        windows, stacks.stream().map(MadeUpProfile::stack).toList(), times, Map.of());
  }

  private static int poisson(double mean, SplittableRandom random) {
    int count = 0;
    for (double left = Math.exp(-mean), product = random.nextDouble();
        product > left;
        product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
