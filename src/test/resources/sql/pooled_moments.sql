-- Mergeable sums over all cycles of one experiment, pooled.
SELECT
  count(*) AS cycles,
  avg(wall) AS mean_wall, avg(cycle) AS mean_cycle, avg(square) AS mean_square,
  var_pop(wall) AS var_wall, var_pop(cycle) AS var_cycle, var_pop(square) AS var_square,
  covar_pop(cycle, square) AS cov_cycle_square,
  covar_pop(cycle, wall) AS cov_cycle_wall, covar_pop(square, wall) AS cov_square_wall,
  regr_count(wall, database_bytes) AS database_cycles,
  regr_avgx(wall, database_bytes) AS database_mean, regr_avgy(wall, database_bytes) AS database_mean_wall,
  regr_sxx(wall, database_bytes) AS database_sxx, regr_sxy(wall, database_bytes) AS database_sxy,
  regr_syy(wall, database_bytes) AS database_syy,
  regr_count(wall, patterns) AS patterns_cycles,
  regr_avgx(wall, patterns) AS patterns_mean, regr_avgy(wall, patterns) AS patterns_mean_wall,
  regr_sxx(wall, patterns) AS patterns_sxx, regr_sxy(wall, patterns) AS patterns_sxy,
  regr_syy(wall, patterns) AS patterns_syy
FROM (
  SELECT
    cast(wall_nanos AS DOUBLE) AS wall, cast(cycle AS DOUBLE) AS cycle,
    cast(cycle AS DOUBLE) * cycle AS square, database_bytes, patterns
  FROM timed_cycles
  WHERE experiment = :experiment)
