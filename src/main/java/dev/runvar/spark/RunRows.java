package dev.runvar.spark;

import dev.runvar.facts.CommonCycles;
import dev.runvar.facts.RunStatistics;
import dev.runvar.result.Estimate;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.statistics.MeanInterval;
import dev.runvar.store.RunRecord;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Reads the results of SQL queries from their rows. */
final class RunRows {

  private RunRows() {}

  /** Returns a number of any SQL type; null if it is missing. */
  static Double number(Row row, String column) {
    Object value = row.getAs(column);
    return value == null ? null : ((Number) value).doubleValue();
  }

  static RuntimeSeries.Bin bin(Row row) {
    Optional<MeanInterval> interval = interval(row);
    return new RuntimeSeries.Bin(
        row.getAs("first_cycle"),
        row.getAs("last_cycle"),
        row.getAs("seeds"),
        number(row, "mean_nanos"),
        interval.map(MeanInterval::low).orElse(null),
        interval.map(MeanInterval::high).orElse(null));
  }

  static RuntimeSeries.ExposureBin exposureBin(Row row) {
    Optional<MeanInterval> interval = interval(row);
    return new RuntimeSeries.ExposureBin(
        number(row, "value"),
        row.getAs("cycles"),
        row.getAs("seeds"),
        number(row, "mean_nanos"),
        interval.map(MeanInterval::low).orElse(null),
        interval.map(MeanInterval::high).orElse(null));
  }

  static RuntimeSeries.GaugeBin gaugeBin(Row row) {
    return new RuntimeSeries.GaugeBin(
        row.getAs("first_cycle"), row.getAs("last_cycle"), number(row, "mean_nanos"));
  }

  /** Returns the mean over seeds. */
  static Estimate estimate(Row row) {
    return interval(row)
        .map(mean -> new Estimate(mean.mean(), mean.low(), mean.high(), seeds(row)))
        .orElse(new Estimate(number(row, "mean_nanos"), null, null, seeds(row)));
  }

  private static int seeds(Row row) {
    return Math.toIntExact(row.<Long>getAs("seeds"));
  }

  /** Returns the interval of a mean over seeds; empty for one seed. */
  private static Optional<MeanInterval> interval(Row row) {
    long seeds = row.getAs("seeds");
    return seeds < 2
        ? Optional.empty()
        : Optional.of(MeanInterval.of(number(row, "mean_nanos"), number(row, "sd_nanos"), seeds));
  }

  /** Returns a run as if all of it were one cycle. */
  static RunStatistics wholeRun(RunRecord run) {
    double nanos = 1e6 * (run.endedUnixMillis() - run.startedUnixMillis());
    return new RunStatistics(
        run.runId(),
        run.matchId(),
        run.experiment(),
        run.seed(),
        run.trajectory(),
        1,
        nanos > 0 ? nanos : run.cycleNanos(),
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        run.levels(),
        run.parameters(),
        run.outputs(),
        null,
        null,
        null);
  }

  /** Returns the statistics of one run, without phases, which are in its growth. */
  static RunStatistics figures(Row row, RunRecord committed) {
    return new RunStatistics(
        row.getAs("run_id"),
        row.getAs("match_id"),
        row.getAs("experiment"),
        row.getAs("seed"),
        committed.trajectory(),
        row.getAs("cycles"),
        number(row, "mean_nanos"),
        number(row, "sd_nanos"),
        number(row, "early_nanos"),
        number(row, "late_nanos"),
        number(row, "baseline_nanos"),
        number(row, "first_third_nanos"),
        number(row, "middle_third_nanos"),
        number(row, "last_third_nanos"),
        number(row, "early_slope"),
        number(row, "late_slope"),
        number(row, "host_readings"),
        number(row, "mean_population"),
        number(row, "patterns_at_end"),
        WorkResidual.nanos(row),
        committed.levels(),
        committed.parameters(),
        committed.outputs(),
        null,
        null,
        common(row));
  }

  private static CommonCycles common(Row row) {
    Double meanNanos = number(row, "common_nanos");
    return meanNanos == null
        ? null
        : new CommonCycles(
            row.getAs("common_cycles"),
            meanNanos,
            number(row, "common_sd_nanos"),
            number(row, "common_early_nanos"),
            number(row, "common_late_nanos"),
            number(row, "common_host_readings"),
            number(row, "common_population"),
            number(row, "common_patterns"));
  }
}
