package dev.runvar.profile;

import dev.runvar.profile.CycleWindow.Kind;
import dev.runvar.statistics.Holm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Splits the growth of a cycle by function.
 *
 * <p>The time of a function per cycle is its share of the sampled time in a fifth of the run, times
 * the mean wall time of a cycle there. So one level of the call tree adds up to the growth of the
 * cycle, and a profiler that loses samples causes no bias.
 */
public final class FunctionGrowth {

  /** A growth is significant below this adjusted p. */
  public static final double LEVEL = 0.05;

  /** Functions with a smaller share of the late time are not tested. */
  public static final double TESTED_SHARE = 0.02;

  /** With fewer samples in either fifth no function is named by its growth. */
  public static final int FEWEST_SAMPLES = 50;

  /** With fewer samples in either fifth no function is named by its share of the time. */
  public static final int FEWEST_SAMPLES_OF_SHARES = 200;

  /** Functions hold most of the growth above this share. */
  private static final double MOST = 0.5;

  /** Paths with a smaller share of the time, early and late, are not in the tree. */
  private static final double SHOWN_SHARE = 0.003;

  private final List<SeededProfile> runs;
  private final GrowthEstimator estimator;
  private final GrowthEstimate whole;
  private final CallPaths paths = new CallPaths();

  private FunctionGrowth(List<SeededProfile> runs) {
    this.runs = runs;
    estimator = new GrowthEstimator(runs);
    whole = estimator.wholeCycle();
  }

  /**
   * Returns the growth by function.
   *
   * @param runs at least one, each of ten cycles or more; fewer than five seeds give intervals
   *     within the runs
   */
  public static GrowthReport of(List<SeededProfile> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("no runs");
    }
    return new FunctionGrowth(List.copyOf(runs)).report();
  }

  private GrowthReport report() {
    List<FunctionRow> inclusive = functionRows(FunctionGrowth::functions);
    List<FunctionRow> self = functionRows(stack -> List.of(stack.get(0).functionId()));
    double early = samples(Kind.EARLY);
    double late = samples(Kind.LATE);
    Optional<FunctionRow> headline = Optional.empty();
    String whyNot = "";
    if (Math.min(early, late) < FEWEST_SAMPLES) {
      whyNot =
          "%.0f samples in the first fifth and %.0f in the last; a function is named from %d in each"
              .formatted(early, late, FEWEST_SAMPLES);
    } else {
      headline = headline(inclusive).map(this::withShareOfLine);
      whyNot = headline.isPresent() ? "" : whyNoHeadline(inclusive);
    }
    return new GrowthReport(
        estimator.scope(),
        estimator.replicates(),
        early,
        late,
        inclusive,
        self,
        headline,
        whyNot,
        tree(),
        stacks());
  }

  private boolean isEstablished() {
    return whole.lowNanos() > 0;
  }

  private static boolean isFunction(FunctionId function) {
    return !function.isPartOfAnother() && !function.isUnknown() && !function.isIdle();
  }

  private static double share(List<FunctionRow> rows, Predicate<FunctionId> which) {
    return rows.stream()
        .filter(row -> which.test(row.function()))
        .mapToDouble(row -> row.share().share())
        .sum();
  }

  private String whyNoHeadline(List<FunctionRow> inclusive) {
    if (isEstablished() && share(inclusive, FunctionId::isIdle) > MOST) {
      return "most of the growth is time in which the main thread waits, as for a worker, a file or the network";
    }
    if (isEstablished() && share(inclusive, FunctionId::isUnknown) > MOST) {
      return "most of the growth is in functions without a name, as of a program that is stripped, or that go run removes";
    }
    if (!whole.isMeasurable()) {
      return "the runs are too short for an interval";
    }
    return isEstablished()
        ? "no function holds most of the growth"
        : "the growth of a cycle is not distinguishable from zero";
  }

  private double samples(Kind kind) {
    return runs.stream().mapToDouble(run -> run.profile().samples(kind)).sum();
  }

  private static Collection<FunctionId> functions(List<Frame> stack) {
    Set<FunctionId> functions = new LinkedHashSet<>();
    stack.forEach(frame -> functions.add(frame.functionId()));
    return functions;
  }

  /**
   * Returns the deepest function of user code that holds most of the growth, else the deepest one
   * outside system libraries, else the deepest one. Changing load on the host can hide the growth
   * of the cycle. Then the growth of the function itself must be significant.
   */
  private Optional<FunctionRow> headline(List<FunctionRow> rows) {
    List<FunctionRow> holders =
        rows.stream()
            .filter(row -> row.share().isMost())
            .filter(row -> isEstablished() || row.isSignificant())
            .filter(row -> isFunction(row.function()))
            .toList();
    Comparator<FunctionRow> byDepth = Comparator.comparingDouble(FunctionRow::depth);
    return holders.stream()
        .filter(row -> row.function().isUserCode())
        .max(byDepth)
        .or(
            () ->
                holders.stream()
                    .filter(row -> !NativeCode.isSystemLibrary(row.function().file()))
                    .max(byDepth))
        .or(() -> holders.stream().max(byDepth));
  }

  /**
   * Replaces the share of a script's top level by that of its line, because the top level holds
   * everything.
   */
  private FunctionRow withShareOfLine(FunctionRow row) {
    FunctionId function = row.function();
    if (!function.isTopLevel() || row.line() == 0) {
      return row;
    }
    Map<Boolean, List<double[]>> nanos =
        byKey(
            stack ->
                stack.stream()
                        .filter(frame -> frame.functionId().equals(function))
                        .anyMatch(frame -> frame.line() == row.line())
                    ? List.of(true)
                    : List.of());
    return new FunctionRow(
        function,
        row.line(),
        row.depth(),
        row.estimate(),
        estimator.share(nanos.get(true)),
        row.adjustedP());
  }

  // ---- tables ----

  private <K> Map<K, List<double[]>> byKey(Function<List<Frame>, Collection<K>> keys) {
    Map<K, List<double[]>> all = new HashMap<>();
    for (int run = 0; run < runs.size(); run++) {
      int place = run;
      estimator
          .runs()
          .get(run)
          .byKey(keys)
          .forEach((key, nanos) -> all.computeIfAbsent(key, this::noTimes).set(place, nanos));
    }
    return all;
  }

  private List<double[]> noTimes(Object key) {
    return new ArrayList<>(java.util.Collections.nCopies(runs.size(), (double[]) null));
  }

  private List<FunctionRow> functionRows(Function<List<Frame>, Collection<FunctionId>> functions) {
    Map<FunctionId, List<double[]>> nanos = byKey(functions);
    Map<FunctionId, GrowthEstimate> estimates = estimates(nanos);
    Map<FunctionId, Double> adjusted = adjusted(estimates);
    Map<FunctionId, Integer> lines = growingLines(functions);
    Map<FunctionId, Double> depths = depths();
    return estimates.entrySet().stream()
        .map(
            entry ->
                new FunctionRow(
                    entry.getKey(),
                    lines.getOrDefault(entry.getKey(), 0),
                    depths.get(entry.getKey()),
                    entry.getValue(),
                    share(entry.getValue(), nanos.get(entry.getKey())),
                    adjusted.getOrDefault(entry.getKey(), Double.NaN)))
        .sorted(
            Comparator.<FunctionRow>comparingDouble(row -> -row.estimate().growthNanos())
                .thenComparing(FunctionRow::depth)
                .thenComparing(row -> row.function().toString()))
        .toList();
  }

  private <K> Map<K, GrowthEstimate> estimates(Map<K, List<double[]>> nanos) {
    Map<K, GrowthEstimate> estimates = new HashMap<>();
    nanos.forEach((key, times) -> estimates.put(key, estimator.estimate(times)));
    return estimates;
  }

  private GrowthShare share(GrowthEstimate estimate, List<double[]> times) {
    return isTested(estimate.lateNanos()) && whole.growthNanos() != 0
        ? estimator.share(times)
        : GrowthShare.withoutInterval(estimate.growthNanos() / whole.growthNanos());
  }

  private boolean isTested(double lateNanos) {
    return lateNanos >= TESTED_SHARE * whole.lateNanos();
  }

  private <K> Map<K, Double> adjusted(Map<K, GrowthEstimate> estimates) {
    List<K> tested = new ArrayList<>();
    estimates.forEach(
        (key, estimate) -> {
          if (isTested(estimate.lateNanos()) && !Double.isNaN(estimate.p())) {
            tested.add(key);
          }
        });
    double[] p = tested.stream().mapToDouble(key -> estimates.get(key).p()).toArray();
    double[] adjusted = Holm.adjusted(p);
    Map<K, Double> byKey = new HashMap<>();
    for (int i = 0; i < p.length; i++) {
      byKey.put(tested.get(i), adjusted[i]);
    }
    return byKey;
  }

  private record FunctionLine(FunctionId function, int line) {}

  /**
   * Returns for each function the line whose time grew most, by the innermost call on each stack.
   */
  private Map<FunctionId, Integer> growingLines(
      Function<List<Frame>, Collection<FunctionId>> functions) {
    Map<FunctionLine, List<double[]>> nanos =
        byKey(
            stack -> {
              Collection<FunctionId> wanted = functions.apply(stack);
              Map<FunctionId, FunctionLine> lines = new LinkedHashMap<>();
              for (Frame frame : stack) {
                FunctionId function = frame.functionId();
                if (wanted.contains(function)) {
                  lines.putIfAbsent(function, new FunctionLine(function, frame.line()));
                }
              }
              return lines.values();
            });
    Map<FunctionId, Integer> lines = new HashMap<>();
    Map<FunctionId, Double> most = new HashMap<>();
    nanos.forEach(
        (line, times) -> {
          double growth = growth(times);
          Double before = most.get(line.function());
          if (before == null
              || growth > before
              || (growth == before && line.line() < lines.get(line.function()))) {
            most.put(line.function(), growth);
            lines.put(line.function(), line.line());
          }
        });
    return lines;
  }

  private double growth(List<double[]> times) {
    double[] means = estimator.means(pairs(times));
    return means[1] - means[0];
  }

  /**
   * Returns the mean depth of the innermost call of each function, over the samples of all windows.
   */
  private Map<FunctionId, Double> depths() {
    Map<FunctionId, double[]> sums = new HashMap<>();
    for (SeededProfile run : runs) {
      double[] weights = new double[run.profile().stacks().size()];
      run.profile().times().forEach(time -> weights[time.stack()] += time.samples());
      for (int i = 0; i < weights.length; i++) {
        List<Frame> stack = run.profile().stacks().get(i);
        Set<FunctionId> seen = new LinkedHashSet<>();
        for (int place = 0; place < stack.size(); place++) {
          FunctionId function = stack.get(place).functionId();
          if (seen.add(function)) {
            double[] sum = sums.computeIfAbsent(function, added -> new double[2]);
            sum[0] += weights[i] * (stack.size() - 1 - place);
            sum[1] += weights[i];
          }
        }
      }
    }
    Map<FunctionId, Double> depths = new HashMap<>();
    sums.forEach((function, sum) -> depths.put(function, sum[1] == 0 ? 0 : sum[0] / sum[1]));
    return depths;
  }

  // ---- paths ----

  private GrowthNode tree() {
    // Deep stacks have very many paths, so only the paths that are shown are kept by block.
    Set<Integer> kept = shownPaths();
    Map<Integer, GrowthEstimate> shown =
        estimates(byKey(stack -> paths.ofStack(stack).stream().filter(kept::contains).toList()));
    Map<Integer, List<Integer>> children = new HashMap<>();
    for (Integer path : shown.keySet()) {
      children.computeIfAbsent(paths.parent(path), added -> new ArrayList<>()).add(path);
    }
    return new GrowthNode(
        Optional.empty(),
        whole,
        whole.p(),
        nodes(CallPaths.NONE, children, shown, adjusted(shown)));
  }

  private Set<Integer> shownPaths() {
    Map<Integer, double[]> sums = new HashMap<>();
    for (SeededProfile run : runs) {
      Fifths fifths = Fifths.whole(run.profile());
      fifths
          .byKey(paths::ofStack)
          .forEach(
              (path, nanos) -> {
                double[] sum = sums.computeIfAbsent(path, added -> new double[2]);
                double[] times = fifths.times(nanos);
                sum[0] += times[0] / runs.size();
                sum[1] += times[1] / runs.size();
              });
    }
    Set<Integer> shown = new HashSet<>();
    sums.forEach(
        (path, sum) -> {
          if (sum[0] >= SHOWN_SHARE * whole.earlyNanos()
              || sum[1] >= SHOWN_SHARE * whole.lateNanos()) {
            shown.add(path);
          }
        });
    return shown;
  }

  private List<GrowthNode> nodes(
      int parent,
      Map<Integer, List<Integer>> children,
      Map<Integer, GrowthEstimate> estimates,
      Map<Integer, Double> adjusted) {
    return children.getOrDefault(parent, List.of()).stream()
        .map(
            path ->
                new GrowthNode(
                    Optional.of(paths.function(path)),
                    estimates.get(path),
                    adjusted.getOrDefault(path, Double.NaN),
                    nodes(path, children, estimates, adjusted)))
        .sorted(
            Comparator.<GrowthNode>comparingDouble(node -> -node.estimate().growthNanos())
                .thenComparing(node -> node.function().toString()))
        .toList();
  }

  /**
   * Returns stacks in the order in which they were first seen, so that equal samples give equal
   * output.
   */
  private List<StackGrowth> stacks() {
    List<StackGrowth> stacks = new ArrayList<>();
    new TreeMap<>(byKey(stack -> List.of(paths.end(stack))))
        .forEach(
            (path, times) -> {
              double[] means = estimator.means(pairs(times));
              stacks.add(new StackGrowth(paths.functions(path), means[0], means[1]));
            });
    return stacks;
  }

  /** Returns early and late time of each run, zero if the item was not seen. */
  private double[][] pairs(List<double[]> times) {
    double[][] pairs = new double[runs.size()][2];
    for (int run = 0; run < pairs.length; run++) {
      if (times.get(run) != null) {
        pairs[run] = estimator.runs().get(run).times(times.get(run));
      }
    }
    return pairs;
  }
}
