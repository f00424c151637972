-- What the paper's regressions of phase 1A need, over all cycles of one experiment: mergeable sums.
SELECT
  count(*) AS cycles,
  avg(wall) AS mean_wall, avg(cycle) AS mean_cycle, avg(square) AS mean_square,
  var_pop(wall) AS var_wall, var_pop(cycle) AS var_cycle, var_pop(square) AS var_square,
  covar_pop(cycle, square) AS cov_cycle_square,
  covar_pop(cycle, wall) AS cov_cycle_wall, covar_pop(square, wall) AS cov_square_wall,
  regr_slope(wall, database_bytes) AS database_slope,
  regr_r2(wall, database_bytes) AS database_r2,
  regr_slope(wall, patterns) AS patterns_slope,
  regr_r2(wall, patterns) AS patterns_r2
FROM (
  SELECT
    cast(wall_nanos AS DOUBLE) AS wall, cast(cycle AS DOUBLE) AS cycle,
    cast(cycle AS DOUBLE) * cycle AS square, database_bytes, patterns
  FROM timed_cycles
  WHERE experiment = :experiment)
