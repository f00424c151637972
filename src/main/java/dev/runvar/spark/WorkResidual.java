package dev.runvar.spark;

import dev.runvar.statistics.LeastSquares;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The variation of a run that the work of its cycles, population and clusters, does not explain.
 */
final class WorkResidual {

  private static final List<String> WORK = List.of("population", "clusters");

  private WorkResidual() {}

  /**
   * Returns the population standard deviation of the residuals of wall time on the work, from the
   * moments of a row of run_summary; null unless the run gave some work in every cycle.
   */
  static Double nanos(Row row) {
    long cycles = row.getAs("cycles");
    List<String> given =
        WORK.stream().filter(work -> cycles == row.<Long>getAs(work + "_cycles")).toList();
    if (given.isEmpty()) {
      return null;
    }
    double deviation = RunRows.number(row, "sd_nanos");
    // Work that never changes explains nothing.
    List<String> varying =
        given.stream().filter(work -> RunRows.number(row, work + "_variance") > 0).toList();
    double explained =
        fit(row, varying)
            .or(() -> varying.stream().findFirst().flatMap(work -> fit(row, List.of(work))))
            .map(LeastSquares::rSquared)
            .orElse(0.0);
    return deviation * Math.sqrt(Math.max(0, 1 - explained));
  }

  private static Optional<LeastSquares> fit(Row row, List<String> work) {
    int k = work.size();
    if (k == 0) {
      return Optional.empty();
    }
    double[][] covariance = new double[k + 1][k + 1];
    for (int i = 0; i < k; i++) {
      covariance[i][i] = RunRows.number(row, work.get(i) + "_variance");
      covariance[i][k] = RunRows.number(row, work.get(i) + "_wall_covariance");
      covariance[k][i] = covariance[i][k];
    }
    if (k == WORK.size()) {
      covariance[0][1] = RunRows.number(row, "population_clusters_covariance");
      covariance[1][0] = covariance[0][1];
    }
    double deviation = RunRows.number(row, "sd_nanos");
    covariance[k][k] = deviation * deviation;
    return LeastSquares.ofMoments(row.getAs("cycles"), new double[k + 1], covariance);
  }
}
