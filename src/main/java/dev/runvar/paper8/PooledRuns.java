package dev.runvar.paper8;

import dev.runvar.facts.PooledStatistics;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.statistics.LeastSquares;
import dev.runvar.statistics.RankCorrelation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;

/** What the paper's criteria look at, of runs that are in memory. */
final class PooledRuns {

  private PooledRuns() {}

  static PooledStatistics figures(List<RunTelemetry> runs) {
    double[] wall = pooled(runs, RunTelemetry::wall);
    double[] cycle = pooled(runs, PooledRuns::positions);
    double[] square = Arrays.stream(cycle).map(c -> c * c).toArray();
    return new PooledStatistics(
        RankCorrelation.spearman(column(runs, "host_cpu_percent"), wall),
        RankCorrelation.spearman(column(runs, "host_memory_percent"), wall),
        1,
        fit(wall, cycle, square),
        fit(wall, column(runs, "database_bytes")),
        fit(wall, column(runs, "patterns")));
  }

  private static Optional<LeastSquares> fit(double[] y, double[]... exposures) {
    double[][] columns = Arrays.copyOf(exposures, exposures.length + 1);
    columns[exposures.length] = y;
    double[] means = Arrays.stream(columns).mapToDouble(new Mean()::evaluate).toArray();
    double[][] covariance = new double[columns.length][columns.length];
    Covariance population = new Covariance();
    for (int i = 0; i < columns.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        covariance[i][j] = population.covariance(columns[i], columns[j], false);
      }
    }
    return LeastSquares.ofMoments(y.length, means, covariance);
  }

  private static double[] column(List<RunTelemetry> runs, String name) {
    return pooled(runs, run -> run.column(name).orElseThrow());
  }

  private static double[] positions(RunTelemetry run) {
    double[] positions = new double[run.cycles()];
    Arrays.setAll(positions, i -> i);
    return positions;
  }

  private static double[] pooled(List<RunTelemetry> runs, Function<RunTelemetry, double[]> column) {
    return runs.stream().flatMapToDouble(run -> Arrays.stream(column.apply(run))).toArray();
  }
}
