package dev.runvar.facts;

import dev.runvar.facts.EarlyAndLate.Window;
import dev.runvar.statistics.Gaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One run as the causes need it: its columns, work and frames, each computed once. */
public final class RunView {

  private static final String ALLOCATED = "allocator_allocated_bytes";
  private static final String RESERVED = "allocator_reserved_bytes";
  private static final String PINNED = "allocator_pinned_bytes";

  private final RunTelemetry run;
  private final RunContext context;
  private final Peers peers;
  private final Map<String, Optional<double[]>> derived = new TreeMap<>();
  private final Map<CourseGrid.Axis, Map<String, Optional<double[]>>> courses =
      new EnumMap<>(CourseGrid.Axis.class);
  private final Map<String, double[]> rests = new TreeMap<>();
  private final Map<String, double[]> added = new TreeMap<>();
  private final IdentityHashMap<double[], double[]> filled = new IdentityHashMap<>();
  private final Map<CourseGrid.Axis, int[]> places = new EnumMap<>(CourseGrid.Axis.class);
  private List<double[]> rivals;
  private Frame cycles;
  private Frame readings;

  public RunView(RunTelemetry run, RunContext context, Peers peers) {
    this.run = run;
    this.context = context;
    this.peers = peers;
  }

  public RunTelemetry run() {
    return run;
  }

  public RunContext context() {
    return context;
  }

  public Peers peers() {
    return peers;
  }

  /** Returns one row per cycle, or per block of cycles in a very long run. */
  public Frame cycles() {
    if (cycles == null) {
      cycles = Frame.ofCycles(run, peers.grid().cyclesPerRow());
    }
    return cycles;
  }

  /** Returns one row per reading of the instrument, for regressions on its readings. */
  public Frame readings() {
    if (readings == null) {
      readings = Frame.ofReadings(run, peers.grid().cyclesPerRow());
    }
    return readings;
  }

  /** Returns the place of each row on an axis along which runs are compared. */
  int[] places(CourseGrid.Axis axis) {
    return places.computeIfAbsent(
        axis, wanted -> peers.grid().places(wanted, run, context, cycles()));
  }

  /** Returns which of the cycles are early and late. */
  public EarlyAndLate span() {
    return new EarlyAndLate(run.cycles(), peers.period());
  }

  public double early(double[] column) {
    return RunTelemetry.mean(column, span().early());
  }

  public double late(double[] column) {
    return RunTelemetry.mean(column, span().late());
  }

  /**
   * Returns the mean of a column in a window over the cycles in which another column has a value
   * too.
   */
  public static double mean(double[] column, double[] other, Window window) {
    return RunTelemetry.mean(column, other, window);
  }

  /** Returns a measured or derived column of this run. */
  public Optional<double[]> column(Measure measure) {
    return derived.computeIfAbsent(measure.key(), unused -> measure.source().apply(this));
  }

  /**
   * Returns a column with linear interpolation between its readings. It is computed once per
   * column, which must not be changed afterwards.
   */
  public double[] filled(double[] column) {
    return filled.computeIfAbsent(column, Gaps::filled);
  }

  /**
   * Returns the course of a measure in other runs, one value per cycle; see {@link
   * SharedCourses#course}.
   */
  Optional<double[]> course(CourseGrid.Axis axis, Measure measure) {
    return courses
        .computeIfAbsent(axis, unused -> new TreeMap<>())
        .computeIfAbsent(
            measure.key(),
            unused -> peers.all().course(axis, measure.key(), this, peers.sameSeed()));
  }

  /** Returns wall time without the phases that causes act on, and without the given phase. */
  public double[] rest(String phase) {
    return rests.computeIfAbsent(
        phase,
        own ->
            without(
                Stream.concat(context.scope().parts().stream(), Stream.of(own))
                    .distinct()
                    .toList()));
  }

  /** Returns the amount that each cycle adds to an exposure; the run must have the exposure. */
  public double[] added(Measure exposure) {
    return added.computeIfAbsent(
        exposure.key(), unused -> Addition.of(column(exposure).orElseThrow()));
  }

  /** Returns the columns of this run whose courses are compared with those of other runs. */
  public Map<String, double[]> courses() {
    Map<String, double[]> courses = new TreeMap<>();
    for (Measure measure : context.scope().compared(run)) {
      column(measure).ifPresent(values -> courses.put(measure.key(), values));
    }
    return courses;
  }

  public List<double[]> work() {
    return context.work(run);
  }

  /** Returns a modifiable list of the work and further columns, as far as the run has them. */
  public List<double[]> workAnd(Measure... more) {
    List<double[]> columns = new ArrayList<>(work());
    for (Measure measure : more) {
      column(measure).ifPresent(columns::add);
    }
    return columns;
  }

  /**
   * Returns a modifiable list of the work, the gauges that declared causes name, and further
   * columns, as far as the run has them.
   */
  public List<double[]> workAndAccumulating(Measure... more) {
    List<double[]> columns = workAnd();
    context.scope().accumulated().forEach(gauge -> run.column(gauge).ifPresent(columns::add));
    for (Measure measure : more) {
      column(measure).ifPresent(columns::add);
    }
    return columns;
  }

  /**
   * Returns the gauges of the program that no declared cause names. Any of them may be the real
   * cause.
   */
  public List<double[]> rivals() {
    if (rivals == null) {
      rivals =
          context.scope().rivals(run).stream().flatMap(name -> run.column(name).stream()).toList();
    }
    return rivals;
  }

  /** Returns the share of the allocator's memory that is wasted. */
  Optional<double[]> waste() {
    Optional<double[]> reserved = run.column(RESERVED);
    Optional<double[]> pinned = run.column(PINNED);
    Optional<double[]> allocated = run.column(ALLOCATED);
    if (reserved.isEmpty() || (pinned.isEmpty() && allocated.isEmpty())) {
      return Optional.empty();
    }
    double[] whole = reserved.get();
    double[] waste = new double[whole.length];
    for (int i = 0; i < whole.length; i++) {
      double share =
          pinned.isPresent()
              ? pinned.get()[i] / whole[i]
              : 1 - allocated.orElseThrow()[i] / whole[i];
      waste[i] = whole[i] > 0 ? share : Double.NaN;
    }
    return Optional.of(waste);
  }

  /** Returns the load of the host, less the run's own load if the number of cores is known. */
  Optional<double[]> othersCpu() {
    Optional<double[]> all = run.column("host_cpu_percent");
    Optional<double[]> own = run.column("process_cpu_percent");
    OptionalDouble cores = context.cores();
    if (all.isEmpty() || own.isEmpty() || cores.isEmpty()) {
      return all;
    }
    return Optional.of(
        combined(all.get(), own.get(), (host, process) -> host - process / cores.getAsDouble()));
  }

  /** Returns the increase of the throttle counter since the previous row; 0 in the first row. */
  Optional<double[]> throttling() {
    return run.column("throttle_count")
        .map(Gaps::filled)
        .filter(count -> Gaps.readings(count) == count.length)
        .map(
            count -> {
              double[] increments = new double[count.length];
              for (int i = 1; i < count.length; i++) {
                increments[i] = Math.max(0, count[i] - count[i - 1]);
              }
              return increments;
            });
  }

  /** Returns a part minus the rest, scaled to the mean of the part. */
  static double[] beyondRest(double[] part, double[] rest) {
    Window all = new Window(0, part.length);
    double share = RunTelemetry.mean(part, all) / RunTelemetry.mean(rest, all);
    return RunView.combined(part, rest, (own, others) -> own - share * others);
  }

  /** Returns the processor time of the cycles, if the workload reports it. */
  Optional<double[]> cpu() {
    return run.column("cpu_nanos");
  }

  /** Returns the time of each cycle off the core. */
  public Optional<double[]> offCpu() {
    return cpu().map(cpu -> combined(run.wall(), cpu, (wall, on) -> Math.max(0, wall - on)));
  }

  /** Returns the period of the processor clock in nanoseconds. */
  Optional<double[]> clockPeriod() {
    return run.column("cpu_frequency_hertz")
        .map(hertz -> Arrays.stream(hertz).map(h -> h > 0 ? 1e9 / h : Double.NaN).toArray())
        .filter(period -> Gaps.readings(period) > 0);
  }

  /** Returns wall time minus some phases; NaN in cycles that time no phase. */
  double[] without(List<String> phases) {
    double[] rest = run.wall().clone();
    for (String phase : phases) {
      run.phase(phase).ifPresent(part -> subtract(rest, part));
    }
    return rest;
  }

  static void subtract(double[] from, double[] part) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= part[i];
    }
  }

  /** Combines two values of a cycle into one. */
  public interface Combination {
    double of(double first, double second);
  }

  public static double[] combined(double[] first, double[] second, Combination combination) {
    double[] values = new double[first.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = combination.of(first[i], second[i]);
    }
    return values;
  }
}
