package dev.runvar.profile;

import dev.runvar.profile.CycleWindow.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Finds the start-up of runs that mark no cycles, such as imports and the reading of data. It ends
 * where a function that later takes most of the time begins suddenly. Compared with a start-up,
 * everything after it takes a larger share of the time.
 */
public final class StartUp {

  /** A function with less of the time in the last fifth does not show when the run proper began. */
  private static final double MOST = 0.5;

  /** Before it begins, a function has less than this part of its late share. */
  private static final double NOTHING = 0.1;

  /** Runs begin within this many groups of each other. */
  private static final int SUDDEN = 3;

  /** What is left after a longer start-up is too short to be divided. */
  private static final double LONGEST_SHARE = 0.8;

  private StartUp() {}

  /** Returns how many of the first groups of the runs are start-up, 0 for none. */
  public static int groups(List<SeededProfile> runs) {
    int groups = runs.stream().mapToInt(run -> groups(run.profile())).min().orElse(0);
    int longest = 0;
    for (double[] shares : shares(runs, groups).values()) {
      int fifth = Math.max(1, groups / 5);
      double late = Arrays.stream(shares, groups - fifth, groups).average().orElse(0);
      if (late >= MOST) {
        longest = Math.max(longest, begin(shares, late));
      }
    }
    return longest <= LONGEST_SHARE * groups ? longest : 0;
  }

  /** Returns the first group of a function that begins suddenly, 0 for another one. */
  private static int begin(double[] shares, double late) {
    int begin = 0;
    while (shares[begin] < late / 2) {
      begin++;
    }
    for (int group = 0; group <= begin - SUDDEN || group == 0; group++) {
      if (shares[group] > NOTHING * late) {
        return 0;
      }
    }
    return begin;
  }

  private static int groups(CycleProfile profile) {
    return (int) profile.windows().stream().filter(window -> window.kind() == Kind.GROUP).count();
  }

  /** Returns the share of the time of each function by group, over all runs. */
  private static Map<FunctionId, double[]> shares(List<SeededProfile> runs, int groups) {
    Map<FunctionId, double[]> sums = new HashMap<>();
    double[] whole = new double[groups];
    for (SeededProfile run : runs) {
      CycleProfile profile = run.profile();
      for (StackTime time : profile.times()) {
        CycleWindow window = profile.windows().get(time.window());
        if (window.kind() == Kind.GROUP && window.index() < groups) {
          whole[window.index()] += time.weightNanos();
          new LinkedHashSet<>(
                  profile.stacks().get(time.stack()).stream().map(Frame::functionId).toList())
              .forEach(
                  function ->
                      sums.computeIfAbsent(function, added -> new double[groups])[window.index()] +=
                          time.weightNanos());
        }
      }
    }
    for (double[] sum : sums.values()) {
      for (int group = 0; group < groups; group++) {
        sum[group] = whole[group] == 0 ? 0 : sum[group] / whole[group];
      }
    }
    return sums;
  }

  /** Returns runs without their first groups: their fifths are those of the rest. */
  public static List<SeededProfile> leftOut(List<SeededProfile> runs, int groups) {
    return compared(runs, groups, 0);
  }

  /**
   * Returns runs without their first groups whose first fifth is the middle one: what grows all the
   * time, grows from there on.
   */
  public static List<SeededProfile> fromTheMiddle(List<SeededProfile> runs, int groups) {
    return compared(runs, groups, 2);
  }

  private static List<SeededProfile> compared(List<SeededProfile> runs, int groups, int fifth) {
    return runs.stream()
        .map(
            run -> {
              int all = groups(run.profile());
              int count = Math.max(1, (all - groups) / 5);
              int early = groups + fifth * count;
              return new SeededProfile(
                  run.seed(), withFifths(run.profile(), early, all - count, count));
            })
        .toList();
  }

  /** Returns a profile that has some of its groups in place of its first and its last fifth. */
  private static CycleProfile withFifths(CycleProfile profile, int early, int late, int count) {
    List<CycleWindow> windows = new ArrayList<>();
    Map<Integer, List<Integer>> newNumbers = new HashMap<>();
    for (int i = 0; i < profile.windows().size(); i++) {
      CycleWindow window = profile.windows().get(i);
      if (window.kind() == Kind.GROUP) {
        List<Integer> own = newNumbers.computeIfAbsent(i, added -> new ArrayList<>());
        own.add(windows.size());
        windows.add(window);
        boolean isEarly = window.index() >= early && window.index() < early + count;
        if (isEarly || window.index() >= late) {
          own.add(windows.size());
          windows.add(isEarly ? of(window, Kind.EARLY, early) : of(window, Kind.LATE, late));
        }
      }
    }
    List<StackTime> times =
        profile.times().stream()
            .flatMap(
                time ->
                    newNumbers.getOrDefault(time.window(), List.of()).stream()
                        .map(
                            window ->
                                new StackTime(
                                    window, time.stack(), time.weightNanos(), time.samples())))
            .toList();
    return new CycleProfile(windows, profile.stacks(), times, profile.phases());
  }

  private static CycleWindow of(CycleWindow group, Kind kind, int first) {
    return new CycleWindow(
        kind, group.index() - first, group.firstCycle(), group.endCycle(), group.meanWallNanos());
  }
}
