package dev.runvar.facts;

import dev.runvar.facts.EarlyAndLate.Window;
import dev.runvar.statistics.Quantiles;
import dev.runvar.statistics.WindowChange;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The growth of the cycle time in one run, from its early to its late cycles.
 *
 * @param withinOrNull the growth with its error within this run; null if it cannot be estimated
 * @param hostCpuPercentOrNull mean load of all cores of the host; null if it is not known
 * @param period period of regular heavy cycles; both windows hold whole periods; 1 without any
 * @param medianShare relative growth of the median cycle, from early to late
 * @param partsOrNull the split by parts; null for a run of one part
 * @param earlyPhases means of the phases over early cycles, null if none of these times its phases;
 *     {@code latePhases} over late cycles
 * @param outliers early and late cycles each of which changes the growth by more than the floor
 * @param withoutOutliers growth in nanoseconds without the outliers
 * @param heavyOrNull the split by heavy cycles; null if there are too few
 * @param windows means of five windows of equal length from the first to the last one
 * @param gauges growth of the work and the other gauges of the program, by name
 * @param nested phases that are nested in others
 */
public record RunGrowth(
    WindowChange withinOrNull,
    Double hostCpuPercentOrNull,
    int period,
    double earlyNanos,
    double lateNanos,
    double medianShare,
    RunParts partsOrNull,
    PhaseMeans earlyPhases,
    PhaseMeans latePhases,
    List<Outlier> outliers,
    double withoutOutliers,
    HeavyCycles heavyOrNull,
    List<Double> windows,
    Map<String, GaugeGrowth> gauges,
    NestedPhases nested)
    implements Serializable {

  /** With fewer cycles, a fifth of a run is too short to compare early and late. */
  static final int LEAST_CYCLES = RunStatistics.LEAST_CYCLES;

  private static final int MOST_OUTLIERS = 20;
  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  /** A cycle is an outlier only if it is this many interquantile ranges above the median. */
  private static final double FAR = 3;

  private static final int WINDOWS = 5;

  /**
   * A cycle that takes far longer than the other cycles of its window.
   *
   * @param cycle its number
   * @param processorShare share of its time on the processor; null if the workload does not report
   *     it
   */
  public record Outlier(int cycle, double nanos, Double processorShare) implements Serializable {}

  public RunGrowth {
    outliers = List.copyOf(outliers);
    windows = List.copyOf(windows);
    gauges = Map.copyOf(gauges);
  }

  /** Returns the growth of a run; empty with fewer than ten timed cycles. */
  public static Optional<RunGrowth> of(RunView view) {
    RunTelemetry run = view.run();
    if (run.cycles() < LEAST_CYCLES) {
      return Optional.empty();
    }
    EarlyAndLate span = view.span();
    double[] wall = run.wall();
    double floor = view.context().scope().delta() * RunTelemetry.mean(wall, span.early());
    int[] outliers = span.isOfWholePeriods() ? new int[0] : outliers(wall, span, floor);
    double[] ordinary = wall.clone();
    for (int cycle : outliers) {
      ordinary[cycle] = Double.NaN;
    }
    double[] weighted = run.weighted(wall, span);
    return Optional.of(
        new RunGrowth(
            WindowChange.of(weighted, length(span.early()), length(span.late())).orElse(null),
            hostCpuPercent(run),
            span.isOfWholePeriods() ? span.period() : 1,
            RunTelemetry.mean(weighted, span.early()),
            RunTelemetry.mean(weighted, span.late()),
            median(weighted, span.late()) / median(weighted, span.early()) - 1,
            RunParts.of(run, span).orElse(null),
            phases(run, span, span.early()),
            phases(run, span, span.late()),
            Arrays.stream(outliers).mapToObj(cycle -> outlier(run, cycle)).toList(),
            RunTelemetry.mean(ordinary, span.late()) - RunTelemetry.mean(ordinary, span.early()),
            HeavyCycles.of(ordinary, span).orElse(null),
            IntStream.range(0, WINDOWS)
                .mapToObj(i -> RunTelemetry.mean(weighted, span.window(i, WINDOWS)))
                .toList(),
            gauges(view, run.weighted(ordinary, span)),
            run.nested()));
  }

  private static Double hostCpuPercent(RunTelemetry run) {
    return run.column("host_cpu_percent")
        .map(load -> RunTelemetry.mean(load, new Window(0, load.length)))
        .filter(mean -> !mean.isNaN())
        .orElse(null);
  }

  private static double median(double[] values, Window window) {
    return Quantiles.of(Arrays.copyOfRange(values, window.begin(), window.end()), 0.5);
  }

  private static int length(Window window) {
    return window.end() - window.begin();
  }

  /** Returns the places of the largest outliers among early and late cycles, in ascending order. */
  private static int[] outliers(double[] wall, EarlyAndLate span, double floor) {
    return IntStream.concat(outliers(wall, span.early(), floor), outliers(wall, span.late(), floor))
        .boxed()
        .sorted(Comparator.comparing((Integer cycle) -> wall[cycle]).reversed())
        .limit(MOST_OUTLIERS)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static IntStream outliers(double[] wall, Window window, double floor) {
    double[] own = Arrays.copyOfRange(wall, window.begin(), window.end());
    Arrays.sort(own);
    double mean = RunTelemetry.mean(wall, window);
    double range = Quantiles.ofSorted(own, HIGH) - Quantiles.ofSorted(own, LOW);
    double far = Quantiles.ofSorted(own, 0.5) + FAR * range;
    double weighty = mean + own.length * floor;
    return IntStream.range(window.begin(), window.end())
        .filter(cycle -> wall[cycle] > Math.max(far, weighty));
  }

  private static Outlier outlier(RunTelemetry run, int cycle) {
    double nanos = run.wall()[cycle];
    Double share =
        run.column("cpu_nanos")
            .map(cpu -> cpu[cycle] / nanos)
            .filter(value -> !Double.isNaN(value))
            .orElse(null);
    return new Outlier(run.numberOf(cycle), nanos, share);
  }

  private static Map<String, GaugeGrowth> gauges(RunView view, double[] ordinary) {
    List<String> work = view.context().scope().workColumns();
    List<String> own = view.context().scope().gauges(view.run());
    Map<String, GaugeGrowth> gauges = new HashMap<>();
    for (Map.Entry<String, double[]> column : view.run().columns().entrySet()) {
      String name = column.getKey();
      if (work.contains(name) || own.contains(name)) {
        GaugeGrowth.of(view, column.getValue(), ordinary, work.contains(name))
            .ifPresent(growth -> gauges.put(name, growth));
      }
    }
    return gauges;
  }

  /** Returns the mean times of phases; null if no cycle of the window times phases. */
  private static PhaseMeans phases(RunTelemetry run, EarlyAndLate span, Window window) {
    Map<String, Double> means = new HashMap<>();
    double[] timed = null;
    if (run.nested().overlap()) {
      return null;
    }
    for (String phase : run.phases()) {
      timed = run.phase(phase).orElseThrow();
      double mean = RunTelemetry.mean(run.weighted(timed, span), window);
      if (!Double.isNaN(mean)) {
        means.put(run.nested().partOf(phase), mean);
      }
    }
    return means.isEmpty()
        ? null
        : new PhaseMeans(RunTelemetry.mean(run.weighted(run.wall(), span), timed, window), means);
  }
}
