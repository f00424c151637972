package dev.runvar.facts;

import dev.runvar.facts.FactsRequest.Range;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The facts of one run, from which the tables of an analysis are made. Cycles without a wall time
 * are left out.
 *
 * @param statistics the statistics that the run has
 * @param rankedOrNull cycles for rank correlations; null unless requested
 */
public record RunFacts(
    Map<RunStatistic, Double> statistics,
    List<PhaseFact> phases,
    List<BinFact> bins,
    RankedCycles rankedOrNull)
    implements Serializable {

  /** The series of the experiment: bins are shares of a run. */
  public static final String RUNTIME = "runtime";

  /** The series of the treatment: bins are shares of a run. */
  public static final String TREATMENT = "treatment";

  /** The series of an exposure: bins are shares of its range. */
  public static final String EXPOSURE = "exposure";

  /**
   * The series of a gauge, such as a kind of pattern: like {@link #RUNTIME}, with the gauge instead
   * of a time.
   */
  public static final String GAUGE = "gauge";

  /** Cycles by the event in them, one bin per event. */
  public static final String EVENT = "event";

  /** The columns that facts are taken from. */
  public static final Set<String> COLUMNS =
      Set.of(
          TimedRows.WALL,
          "position",
          "cycle",
          "elapsed_nanos",
          "host_readings",
          "host_cpu_percent",
          "host_memory_percent",
          "population",
          "clusters",
          "bursts",
          "patterns",
          "database_bytes");

  public RunFacts {
    statistics = new EnumMap<>(statistics);
    phases = List.copyOf(phases);
    bins = BinFacts.copyOf(bins);
  }

  /**
   * Returns the facts of a run; empty without a timed cycle.
   *
   * @param columns of its rows by name, with NaN for missing values; {@code gauges} and {@code
   *     phases} likewise, all of equal length
   */
  public static Optional<RunFacts> of(
      FactsRequest request,
      Map<String, double[]> columns,
      Map<String, double[]> gauges,
      Map<String, double[]> phases) {
    TimedRows rows = new TimedRows(request.cycles(), columns);
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RunFacts(
                new StatisticsOfRun(rows, request.commonCycles()).statistics(),
                rows.phases(phases),
                new SeriesOfRun(rows, request).bins(gauges),
                rows.ranked(request.rankedEvery())));
  }

  /**
   * Returns the smallest and the largest value of each of these columns over the timed cycles of a
   * run, as far as it has them.
   */
  public static Map<String, Range> ranges(Map<String, double[]> columns, Set<String> names) {
    TimedRows rows = new TimedRows(1, columns);
    Map<String, Range> ranges = new TreeMap<>();
    names.forEach(name -> rows.range(name).ifPresent(range -> ranges.put(name, range)));
    return ranges;
  }
}
