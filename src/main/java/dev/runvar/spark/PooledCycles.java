package dev.runvar.spark;

import dev.runvar.facts.PooledStatistics;
import dev.runvar.facts.RankedCycles;
import dev.runvar.statistics.LeastSquares;
import dev.runvar.statistics.RankCorrelation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.math3.util.ResizableDoubleArray;
import org.apache.spark.sql.Row;

/** Pooled statistics over all cycles of an experiment, which criteria of published studies need. */
final class PooledCycles {

  /** With more rows than this, a rank correlation uses only every k-th cycle. */
  private static final long RANKED_ROWS = 1_000_000;

  private PooledCycles() {}

  /** Returns k if every k-th cycle is ranked. */
  static long rankedEvery(long cycles) {
    return Math.max(1, (cycles + RANKED_ROWS - 1) / RANKED_ROWS);
  }

  /** Returns the statistics; empty without a timed cycle. */
  static Optional<PooledStatistics> of(
      RunsOfStudy runs, FactTables tables, List<RankedCycles> ranked) {
    Row moments = tables.query("pooled_moments", Map.of("experiment", runs.observed())).first();
    if (moments.isNullAt(moments.fieldIndex("cycles"))) {
      return Optional.empty();
    }
    return Optional.of(
        new PooledStatistics(
            rank(ranked, RankedCycles::cpuPercent),
            rank(ranked, RankedCycles::memoryPercent),
            runs.rankedEvery(),
            cycleSquared(moments),
            line(moments, "database"),
            line(moments, "patterns")));
  }

  /** Returns the correlation over the cycles in which both variables were measured. */
  private static Optional<RankCorrelation> rank(
      List<RankedCycles> ranked, Function<RankedCycles, double[]> reading) {
    ResizableDoubleArray wall = new ResizableDoubleArray();
    ResizableDoubleArray readings = new ResizableDoubleArray();
    for (RankedCycles run : ranked) {
      double[] own = reading.apply(run);
      double[] nanos = run.wallNanos();
      for (int i = 0; i < own.length; i++) {
        if (!Double.isNaN(own[i])) {
          wall.addElement(nanos[i]);
          readings.addElement(own[i]);
        }
      }
    }
    return RankCorrelation.spearman(readings.getElements(), wall.getElements());
  }

  private static Optional<LeastSquares> cycleSquared(Row moments) {
    double[] means = {
      moments.getAs("mean_cycle"), moments.getAs("mean_square"), moments.getAs("mean_wall")
    };
    double cycleSquare = moments.getAs("cov_cycle_square");
    double cycleWall = moments.getAs("cov_cycle_wall");
    double squareWall = moments.getAs("cov_square_wall");
    double[][] covariance = {
      {moments.getAs("var_cycle"), cycleSquare, cycleWall},
      {cycleSquare, moments.getAs("var_square"), squareWall},
      {cycleWall, squareWall, moments.getAs("var_wall")}
    };
    return LeastSquares.ofMoments(moments.getAs("cycles"), means, covariance);
  }

  private static Optional<LeastSquares> line(Row moments, String exposure) {
    Long n = moments.getAs(exposure + "_cycles");
    if (n == null || n == 0) {
      return Optional.empty();
    }
    double[] means = {moments.getAs(exposure + "_mean"), moments.getAs(exposure + "_mean_wall")};
    double shared = RunRows.number(moments, exposure + "_sxy") / n;
    double[][] covariance = {
      {RunRows.number(moments, exposure + "_sxx") / n, shared},
      {shared, RunRows.number(moments, exposure + "_syy") / n}
    };
    return LeastSquares.ofMoments(n, means, covariance);
  }
}
