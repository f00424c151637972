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
 * The facts of one run: what the tables of an analysis are made of. Cycles without a wall time
 * count in none of them.
 *
 * @param statistics those that the run gives
 * @param rankedOrNull cycles for rank correlations, null unless they are wanted
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

  /** The series of a kind of pattern, as {@link #RUNTIME}, with its number in place of a time. */
  public static final String GAUGE = "gauge";

  /** Cycles by what happened in them, one bin each. */
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
   * Returns the facts of a run; nothing without a timed cycle.
   *
   * @param columns of its rows by name, with NaN where there is no value; {@code gauges} and {@code
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
   * Returns the least and the largest values of columns over the timed cycles of a run, of those
   * that it has.
   */
  public static Map<String, Range> ranges(Map<String, double[]> columns, Set<String> names) {
    TimedRows rows = new TimedRows(1, columns);
    Map<String, Range> ranges = new TreeMap<>();
    names.forEach(name -> rows.range(name).ifPresent(range -> ranges.put(name, range)));
    return ranges;
  }
}
