package dev.runvar.spark;

import dev.runvar.hypothesis.PooledFigures;
import dev.runvar.statistics.LeastSquares;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** What the paper's criteria need: sums over all cycles of an experiment, pooled. */
final class PooledCycles {

  /** Above this many rows a rank correlation looks at every k-th cycle only. */
  private static final long RANKED_ROWS = 5_000_000;

  private final StudyViews views;
  private final String experiment;

  PooledCycles(StudyViews views, String experiment) {
    this.views = views;
    this.experiment = experiment;
  }

  /** Returns the figures, nothing without a timed cycle. */
  Optional<PooledFigures> figures() {
    Row moments = views.query("phase1a_moments", Map.of("experiment", experiment)).first();
    long cycles = moments.getAs("cycles");
    if (cycles == 0) {
      return Optional.empty();
    }
    long step = Math.max(1, (cycles + RANKED_ROWS - 1) / RANKED_ROWS);
    RankedPairs ranked = ranked(step);
    return Optional.of(
        new PooledFigures(
            ranked.cpuRank(),
            ranked.memoryRank(),
            step,
            cycleSquared(moments),
            line(moments, "database"),
            line(moments, "patterns")));
  }

  private RankedPairs ranked(long step) {
    return views
        .query("phase1a_ranked", Map.of("experiment", experiment, "step", step))
        .repartition(1)
        .javaRDD()
        .mapPartitions(rows -> List.of(RankedPairs.of(rows)).iterator())
        .first();
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

  private static Optional<PooledFigures.Line> line(Row moments, String exposure) {
    long n = moments.getAs(exposure + "_cycles");
    if (n == 0) {
      return Optional.empty();
    }
    double[] means = {moments.getAs(exposure + "_mean"), moments.getAs(exposure + "_mean_wall")};
    double shared = RunRows.number(moments, exposure + "_sxy") / n;
    double[][] covariance = {
      {RunRows.number(moments, exposure + "_sxx") / n, shared},
      {shared, RunRows.number(moments, exposure + "_syy") / n}
    };
    return LeastSquares.ofMoments(n, means, covariance).map(PooledFigures.Line::of);
  }
}
