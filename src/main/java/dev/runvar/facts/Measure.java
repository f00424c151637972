package dev.runvar.facts;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A column of a run that is measured, or computed from measured ones.
 *
 * @param key its unique name
 * @param source returns the column of a run
 */
public record Measure(String key, Function<RunView, Optional<double[]>> source) {

  public static final Measure WALL = new Measure("wall", view -> Optional.of(view.run().wall()));
  public static final Measure CPU = new Measure("cpu", RunView::cpu);

  /** Processor time, or wall time if the workload does not report it. */
  public static final Measure PROCESSING =
      new Measure("processing", view -> view.cpu().or(() -> Optional.of(view.run().wall())));

  public static final Measure OFF_CPU = new Measure("off-cpu", RunView::offCpu);
  public static final Measure HOST_CPU = new Measure("host-cpu", RunView::othersCpu);
  public static final Measure HOST_MEMORY = column("host_memory_percent");
  public static final Measure OWN_CPU = column("process_cpu_percent");
  public static final Measure OWN_MEMORY = column("rss_bytes");
  public static final Measure ALLOCATED = column("allocator_allocated_bytes");
  public static final Measure COLLECTIONS = column("gc_nanos");
  public static final Measure WASTE = new Measure("waste", RunView::waste);
  public static final Measure CLOCK_PERIOD = new Measure("clock-period", RunView::clockPeriod);
  public static final Measure THROTTLING = new Measure("throttling", RunView::throttling);

  /** Measures whose courses are compared between runs in every study. */
  static final List<Measure> EVERYWHERE =
      List.of(WALL, PROCESSING, OFF_CPU, HOST_CPU, HOST_MEMORY, WASTE, CLOCK_PERIOD, THROTTLING);

  /** Returns a measured column. */
  public static Measure column(String name) {
    return new Measure(name, view -> view.run().column(name));
  }

  /** Returns the time of a phase. */
  public static Measure phase(String phase) {
    return new Measure("phase " + phase, view -> view.run().phase(phase));
  }

  /** Returns the time of a phase minus the rest of the cycle, scaled to the mean of the phase. */
  public static Measure beyondRest(String phase) {
    return new Measure(
        "beyond rest " + phase,
        view -> view.run().phase(phase).map(part -> RunView.beyondRest(part, view.rest(phase))));
  }
}
