package dev.runvar.facts;

import dev.runvar.statistics.LeastSquares;
import dev.runvar.statistics.RankCorrelation;
import java.util.Optional;

/**
 * Correlations and regressions over all cycles of one experiment, pooled as if independent.
 *
 * @param cpuRank CPU percent against runtime; {@code memoryRank} memory percent
 * @param rankedEvery the rank correlations use one in so many cycles
 * @param cycleSquared runtime on cycle and cycle²
 * @param onDatabase runtime on database size; {@code onPatterns} on pattern count
 */
public record PooledStatistics(
    Optional<RankCorrelation> cpuRank,
    Optional<RankCorrelation> memoryRank,
    long rankedEvery,
    Optional<LeastSquares> cycleSquared,
    Optional<LeastSquares> onDatabase,
    Optional<LeastSquares> onPatterns) {}
