package dev.runvar.spark;

import dev.runvar.hypothesis.Estimate;
import dev.runvar.hypothesis.RuntimeSeries;
import dev.runvar.hypothesis.RuntimeSeries.EventRuntime;
import dev.runvar.hypothesis.RuntimeSeries.ExperimentSeries;
import dev.runvar.hypothesis.RuntimeSeries.ExposureSeries;
import dev.runvar.hypothesis.RuntimeSeries.GaugeSeries;
import dev.runvar.hypothesis.RuntimeSeries.TreatmentSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** The series behind the figures: a few hundred rows each come to the driver, never a cycle. */
final class FigureSeries {

  private static final int BINS = 500;
  private static final int TREATMENT_BINS = 100;
  private static final int MOST_TREATMENTS = 48;
  private static final int EXPOSURE_BINS = 40;
  private static final int PATTERN_BINS = 100;

  private final StudyViews views;
  private final String observed;

  /**
   * The series of a study.
   *
   * @param observed the experiment whose exposures are looked at
   */
  FigureSeries(StudyViews views, String observed) {
    this.views = views;
    this.observed = observed;
  }

  /** Returns all series but how each run goes, which no query tells. */
  RuntimeSeries series() {
    return new RuntimeSeries(
        RuntimeSeries.SCHEMA,
        experiments(),
        treatments(),
        exposures(),
        patterns(),
        events(),
        List.of());
  }

  private List<ExperimentSeries> experiments() {
    List<ExperimentSeries> series = new ArrayList<>();
    grouped("runtime_series", Map.of("bins", BINS), "experiment", Function.<Row>identity())
        .forEach(
            (experiment, rows) ->
                series.add(
                    new ExperimentSeries(experiment, lengths(rows), values(rows, RunRows::bin))));
    return series;
  }

  private List<TreatmentSeries> treatments() {
    Map<String, Row> treatments = new LinkedHashMap<>();
    views
        .query("treatments", Map.of("most", MOST_TREATMENTS))
        .collectAsList()
        .forEach(row -> treatments.put(name(row), row));
    Map<String, List<Row>> bins = new LinkedHashMap<>();
    views
        .query(
            "treatment_series",
            Map.of(
                "bins", TREATMENT_BINS, "treatments", treatments.keySet().toArray(String[]::new)))
        .collectAsList()
        .forEach(row -> bins.computeIfAbsent(name(row), n -> new ArrayList<>()).add(row));
    return bins.entrySet().stream()
        .map(
            e -> {
              Row row = treatments.get(e.getKey());
              return new TreatmentSeries(
                  row.getAs("experiment"),
                  row.getJavaMap(row.fieldIndex("levels")),
                  lengths(e.getValue()),
                  values(e.getValue(), RunRows::bin));
            })
        .toList();
  }

  private static String name(Row row) {
    return row.getAs("experiment") + " " + row.getAs("treatment");
  }

  private List<ExposureSeries> exposures() {
    List<ExposureSeries> series = new ArrayList<>();
    grouped(
            "exposure_series",
            Map.of("bins", EXPOSURE_BINS, "experiment", observed),
            "name",
            RunRows::exposureBin)
        .forEach((column, bins) -> series.add(new ExposureSeries(column, bins)));
    return series;
  }

  private List<GaugeSeries> patterns() {
    List<GaugeSeries> series = new ArrayList<>();
    grouped(
            "pattern_series",
            Map.of("bins", PATTERN_BINS, "experiment", observed),
            "gauge",
            Function.<Row>identity())
        .forEach(
            (gauge, rows) ->
                series.add(new GaugeSeries(gauge, lengths(rows), values(rows, RunRows::gaugeBin))));
    return series;
  }

  /** Returns the lengths of the runs of a series, null when all are equal. */
  private static RuntimeSeries.Lengths lengths(List<Row> bins) {
    long shortest = bins.get(0).getAs("shortest");
    long longest = bins.get(0).getAs("longest");
    return shortest == longest ? null : new RuntimeSeries.Lengths(shortest, longest);
  }

  private static <T> List<T> values(List<Row> rows, Function<Row, T> value) {
    return rows.stream().map(value).toList();
  }

  private List<EventRuntime> events() {
    Map<String, List<Row>> rows =
        grouped("event_runtime", Map.of("experiment", observed), "event", Function.<Row>identity());
    double all = rows.values().stream().flatMap(List::stream).mapToLong(FigureSeries::cycles).sum();
    return rows.entrySet().stream()
        .map(
            e ->
                new EventRuntime(
                    e.getKey(),
                    e.getValue().stream().mapToLong(FigureSeries::cycles).sum() / all,
                    Estimate.mean(
                        e.getValue().stream()
                            .mapToDouble(row -> RunRows.number(row, "nanos"))
                            .toArray())))
        .toList();
  }

  private static long cycles(Row row) {
    return row.getAs("cycles");
  }

  private <T> Map<String, List<T>> grouped(
      String query, Map<String, Object> arguments, String key, Function<Row, T> value) {
    return views.query(query, arguments).collectAsList().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.<String>getAs(key),
                LinkedHashMap::new,
                Collectors.mapping(value, Collectors.toList())));
  }
}
