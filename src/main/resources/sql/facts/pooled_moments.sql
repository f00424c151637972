-- Sums over all cycles of one experiment, pooled: the moments of its runs, merged.
WITH runs AS (SELECT * FROM run_facts WHERE experiment = :experiment),
pooled AS (
  SELECT
    sum(cycles) AS cycles,
    sum(cycles * mean_nanos) / sum(cycles) AS wall,
    sum(cycles * mean_cycle) / sum(cycles) AS cycle,
    sum(cycles * mean_square) / sum(cycles) AS square,
    sum(database_cycles) AS database_cycles,
    sum(database_cycles * database_mean) / nullif(sum(database_cycles), 0) AS database,
    sum(database_cycles * database_mean_wall) / nullif(sum(database_cycles), 0) AS database_wall,
    sum(patterns_cycles) AS patterns_cycles,
    sum(patterns_cycles * patterns_mean) / nullif(sum(patterns_cycles), 0) AS patterns,
    sum(patterns_cycles * patterns_mean_wall) / nullif(sum(patterns_cycles), 0) AS patterns_wall
  FROM runs)
SELECT
  cast(any_value(pooled.cycles) AS BIGINT) AS cycles,
  any_value(pooled.wall) AS mean_wall, any_value(pooled.cycle) AS mean_cycle, any_value(pooled.square) AS mean_square,
  sum(runs.cycles * (variance_nanos + pow(mean_nanos - wall, 2))) / any_value(pooled.cycles) AS var_wall,
  sum(runs.cycles * (variance_cycle + pow(mean_cycle - cycle, 2))) / any_value(pooled.cycles) AS var_cycle,
  sum(runs.cycles * (variance_square + pow(mean_square - square, 2))) / any_value(pooled.cycles) AS var_square,
  sum(runs.cycles * (cycle_square_covariance + (mean_cycle - cycle) * (mean_square - square)))
    / any_value(pooled.cycles) AS cov_cycle_square,
  sum(runs.cycles * (cycle_wall_covariance + (mean_cycle - cycle) * (mean_nanos - wall)))
    / any_value(pooled.cycles) AS cov_cycle_wall,
  sum(runs.cycles * (square_wall_covariance + (mean_square - square) * (mean_nanos - wall)))
    / any_value(pooled.cycles) AS cov_square_wall,
  cast(any_value(pooled.database_cycles) AS BIGINT) AS database_cycles,
  any_value(pooled.database) AS database_mean, any_value(pooled.database_wall) AS database_mean_wall,
  sum(runs.database_cycles * (database_variance + pow(database_mean - database, 2))) AS database_sxx,
  sum(runs.database_cycles * (database_wall_covariance
    + (database_mean - database) * (database_mean_wall - database_wall))) AS database_sxy,
  sum(runs.database_cycles * (database_wall_variance + pow(database_mean_wall - database_wall, 2))) AS database_syy,
  cast(any_value(pooled.patterns_cycles) AS BIGINT) AS patterns_cycles,
  any_value(pooled.patterns) AS patterns_mean, any_value(pooled.patterns_wall) AS patterns_mean_wall,
  sum(runs.patterns_cycles * (patterns_variance + pow(patterns_mean - patterns, 2))) AS patterns_sxx,
  sum(runs.patterns_cycles * (patterns_wall_covariance
    + (patterns_mean - patterns) * (patterns_mean_wall - patterns_wall))) AS patterns_sxy,
  sum(runs.patterns_cycles * (patterns_wall_variance + pow(patterns_mean_wall - patterns_wall, 2))) AS patterns_syy
FROM runs CROSS JOIN pooled
