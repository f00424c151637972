package dev.runvar.spark;

import dev.runvar.facts.RunFacts;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.EventRuntime;
import dev.runvar.result.RuntimeSeries.ExperimentSeries;
import dev.runvar.result.RuntimeSeries.ExposureSeries;
import dev.runvar.result.RuntimeSeries.GaugeSeries;
import dev.runvar.result.RuntimeSeries.TreatmentSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * The series behind the statistics. A few thousand rows come to the driver, but never single
 * cycles.
 */
final class SeriesQueries {

  static final int BINS = 500;
  static final int TREATMENT_BINS = 100;
  static final int MOST_TREATMENTS = 48;
  static final int EXPOSURE_BINS = 40;
  static final int GAUGE_BINS = 100;

  /** The exposures with series. */
  static final Set<String> EXPOSURES =
      Set.of("host_cpu_percent", "host_memory_percent", "database_bytes", "patterns");

  /** The numbers of patterns in memory, by kind. */
  static final Set<String> GAUGES =
      Set.of("patterns_composition", "patterns_resonance", "patterns_decomposition");

  private final RunsOfStudy runs;
  private final Map<String, Map<String, List<Row>>> series;

  private SeriesQueries(RunsOfStudy runs, List<Row> bins) {
    this.runs = runs;
    series =
        bins.stream()
            .sorted(Comparator.comparingInt(row -> row.<Integer>getAs("bin")))
            .collect(
                Collectors.groupingBy(
                    row -> row.<String>getAs("series"),
                    Collectors.groupingBy(
                        row -> row.<String>getAs("name"), TreeMap::new, Collectors.toList())));
  }

  /** Returns all series except the courses of runs, which are in their effects. */
  static RuntimeSeries of(RunsOfStudy runs, FactTables tables) {
    return new SeriesQueries(runs, tables.query("series", Map.of()).collectAsList()).series();
  }

  private RuntimeSeries series() {
    return new RuntimeSeries(
        RuntimeSeries.SCHEMA,
        map(
            RunFacts.RUNTIME,
            (experiment, bins) ->
                new ExperimentSeries(
                    experiment,
                    runs.ofExperiment(experiment).unequal(),
                    values(bins, RunRows::bin))),
        treatments(),
        map(
            RunFacts.EXPOSURE,
            (column, bins) -> new ExposureSeries(column, values(bins, RunRows::exposureBin))),
        map(
            RunFacts.GAUGE,
            (gauge, bins) ->
                new GaugeSeries(
                    gauge,
                    runs.ofExperiment(runs.observed()).unequal(),
                    values(bins, RunRows::gaugeBin))),
        events(),
        List.of());
  }

  private <T> List<T> map(String kind, BiFunction<String, List<Row>, T> value) {
    return series.getOrDefault(kind, Map.of()).entrySet().stream()
        .map(named -> value.apply(named.getKey(), named.getValue()))
        .toList();
  }

  private static <T> List<T> values(List<Row> rows, Function<Row, T> value) {
    return rows.stream().map(value).toList();
  }

  private List<TreatmentSeries> treatments() {
    Map<String, List<Row>> bins = series.getOrDefault(RunFacts.TREATMENT, Map.of());
    List<TreatmentSeries> found = new ArrayList<>();
    for (RunsOfStudy.Treatment treatment : runs.treatments()) {
      List<Row> own = bins.get(String.valueOf(runs.treatments().indexOf(treatment)));
      if (own != null) {
        found.add(
            new TreatmentSeries(
                treatment.experiment(),
                treatment.levels(),
                runs.ofTreatment(treatment).unequal(),
                values(own, RunRows::bin)));
      }
    }
    return found;
  }

  private List<EventRuntime> events() {
    Map<String, List<Row>> events = series.getOrDefault(RunFacts.EVENT, Map.of());
    double all = events.values().stream().mapToLong(rows -> cycles(rows.get(0))).sum();
    return map(
        RunFacts.EVENT,
        (event, rows) ->
            new EventRuntime(event, cycles(rows.get(0)) / all, RunRows.estimate(rows.get(0))));
  }

  private static long cycles(Row row) {
    return row.getAs("cycles");
  }
}
