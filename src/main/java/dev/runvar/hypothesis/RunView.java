package dev.runvar.hypothesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run as the hypotheses look at it: its columns, its work, and its frames, made once. */
final class RunView {

  static final String PERSIST = "persist";
  static final String RECALL = "recall";

  private static final String DATABASE = "database_bytes";
  private static final String PATTERNS = "patterns";
  private static final String ALLOCATED = "allocator_allocated_bytes";
  private static final String RESERVED = "allocator_reserved_bytes";
  private static final String PINNED = "allocator_pinned_bytes";

  private final RunTelemetry run;
  private final RunContext context;
  private final Frame cycles;
  private Frame readings;

  RunView(RunTelemetry run, RunContext context) {
    this.run = run;
    this.context = context;
    cycles = Frame.ofCycles(run);
  }

  RunTelemetry run() {
    return run;
  }

  RunContext context() {
    return context;
  }

  Frame cycles() {
    return cycles;
  }

  /** Returns a row a reading of the instrument, for regressions that use one. */
  Frame readings() {
    if (readings == null) {
      readings = Frame.ofReadings(run);
    }
    return readings;
  }

  Optional<double[]> database() {
    return run.column(DATABASE);
  }

  Optional<double[]> patterns() {
    return run.column(PATTERNS);
  }

  Optional<double[]> allocated() {
    return run.column(ALLOCATED);
  }

  List<double[]> work() {
    return context.work(run);
  }

  /**
   * Returns a list of the work and more columns, as far as the run has them; it can be added to.
   */
  List<double[]> workAnd(List<Optional<double[]>> more) {
    List<double[]> columns = new ArrayList<>(work());
    more.forEach(column -> column.ifPresent(columns::add));
    return columns;
  }

  /** Returns the share of the allocator's memory that is not of use to it. */
  Optional<double[]> waste() {
    Optional<double[]> reserved = run.column(RESERVED);
    Optional<double[]> pinned = run.column(PINNED);
    if (reserved.isEmpty() || (pinned.isEmpty() && allocated().isEmpty())) {
      return Optional.empty();
    }
    double[] whole = reserved.get();
    double[] waste = new double[whole.length];
    for (int i = 0; i < whole.length; i++) {
      double share =
          pinned.isPresent()
              ? pinned.get()[i] / whole[i]
              : 1 - allocated().orElseThrow()[i] / whole[i];
      waste[i] = whole[i] > 0 ? share : Double.NaN;
    }
    return Optional.of(waste);
  }

  /** Returns the processor time of the cycles, if the workload tells it. */
  Optional<double[]> cpu() {
    return run.column("cpu_nanos");
  }

  /** Returns the time of cycles in which they were off their core. */
  Optional<double[]> offCpu() {
    return cpu().map(cpu -> combined(run.wall(), cpu, (wall, on) -> Math.max(0, wall - on)));
  }

  /** Returns wall time minus the phases that H3 and H5 name. */
  double[] rest() {
    double[] rest = run.wall().clone();
    for (String phase : List.of(PERSIST, RECALL)) {
      run.phase(phase).ifPresent(part -> subtract(rest, part));
    }
    return rest;
  }

  static void subtract(double[] from, double[] part) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= part[i];
    }
  }

  /** How two values of a cycle make one. */
  interface Combination {
    double of(double first, double second);
  }

  static double[] combined(double[] first, double[] second, Combination combination) {
    double[] values = new double[first.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = combination.of(first[i], second[i]);
    }
    return values;
  }
}
