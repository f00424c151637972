package dev.runvar.hypothesis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A column of a run that is measured, or computed from those that are.
 *
 * @param key its name, of which no two measures have the same
 * @param source takes it out of a run
 */
record Measure(String key, Function<RunView, Optional<double[]>> source) {

  static final Measure WALL = new Measure("wall", view -> Optional.of(view.run().wall()));
  static final Measure CPU = new Measure("cpu", RunView::cpu);

  /** Processor time, or wall time where the workload does not tell it. */
  static final Measure PROCESSING =
      new Measure("processing", view -> view.cpu().or(() -> Optional.of(view.run().wall())));

  static final Measure OFF_CPU = new Measure("off-cpu", RunView::offCpu);
  static final Measure HOST_CPU = new Measure("host-cpu", ResourceContention::othersCpu);
  static final Measure HOST_MEMORY = column("host_memory_percent");
  static final Measure OWN_CPU = column("process_cpu_percent");
  static final Measure OWN_MEMORY = column("rss_bytes");
  static final Measure DATABASE = column("database_bytes");
  static final Measure PATTERNS = column("patterns");
  static final Measure ALLOCATED = column("allocator_allocated_bytes");
  static final Measure COLLECTIONS = column("gc_nanos");
  static final Measure WASTE = new Measure("waste", RunView::waste);
  static final Measure CLOCK_PERIOD = new Measure("clock-period", RunView::clockPeriod);
  static final Measure THROTTLING = new Measure("throttling", ThermalThrottling::increments);

  /** Those that the courses of runs are compared in. */
  static final List<Measure> COMPARED =
      Stream.concat(
              Stream.of(
                  WALL,
                  PROCESSING,
                  OFF_CPU,
                  HOST_CPU,
                  HOST_MEMORY,
                  DATABASE,
                  PATTERNS,
                  WASTE,
                  CLOCK_PERIOD,
                  THROTTLING),
              Stream.of(RunView.PERSIST, RunView.RECALL, NegativeControl.PHASE)
                  .flatMap(phase -> Stream.of(phase(phase), beyondRest(phase))))
          .toList();

  private static Measure column(String name) {
    return new Measure(name, view -> view.run().column(name));
  }

  /** Returns the time of a phase. */
  static Measure phase(String phase) {
    return new Measure("phase " + phase, view -> view.run().phase(phase));
  }

  /** Returns the time of a phase less its mean share of what is beside the causes' phases. */
  static Measure beyondRest(String phase) {
    return new Measure(
        "beyond rest " + phase,
        view ->
            view.run().phase(phase).map(part -> ExposureRule.beyondRest(part, view.rest(phase))));
  }
}
