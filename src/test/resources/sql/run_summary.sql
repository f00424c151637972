-- One row per run: the figures of its cycles. Rates are slopes of wall time per hour of the run.
-- The first common_cycles are those that all matched runs have; figures named common_ are of these cycles alone.
SELECT figures.run_id, run.matchId AS match_id, run.experiment, run.seed, figures.* EXCEPT (run_id)
FROM (
  SELECT /*+ BROADCAST(comparison) */
    run_id,
    count(*) AS cycles,
    avg(wall_nanos) AS mean_nanos,
    stddev_pop(wall_nanos) AS sd_nanos,
    avg(wall_nanos) FILTER (WHERE early) AS early_nanos,
    avg(wall_nanos) FILTER (WHERE late) AS late_nanos,
    avg(wall_nanos) FILTER (WHERE in_baseline) AS baseline_nanos,
    avg(wall_nanos) FILTER (WHERE third = 0) AS first_third_nanos,
    avg(wall_nanos) FILTER (WHERE third = 1) AS middle_third_nanos,
    avg(wall_nanos) FILTER (WHERE third = 2) AS last_third_nanos,
    regr_slope(wall_nanos, elapsed_hours) FILTER (WHERE third = 0) AS early_slope,
    regr_slope(wall_nanos, elapsed_hours) FILTER (WHERE third = 2) AS late_slope,
    sum(cast(host_readings AS DOUBLE)) AS host_readings,
    avg(population) AS mean_population,
    max_by(patterns, cycle) AS patterns_at_end,
    count(population) AS population_cycles,
    var_pop(population) AS population_variance,
    covar_pop(population, wall_nanos) AS population_wall_covariance,
    count(clusters) AS clusters_cycles,
    var_pop(clusters) AS clusters_variance,
    covar_pop(clusters, wall_nanos) AS clusters_wall_covariance,
    covar_pop(population, clusters) AS population_clusters_covariance,
    max(common_cycles) AS common_cycles,
    avg(wall_nanos) FILTER (WHERE position < common_cycles) AS common_nanos,
    stddev_pop(wall_nanos) FILTER (WHERE position < common_cycles) AS common_sd_nanos,
    avg(wall_nanos) FILTER (WHERE position < floor(common_cycles / 5)) AS common_early_nanos,
    avg(wall_nanos) FILTER (
      WHERE position >= common_cycles - ceil(common_cycles / 5) AND position < common_cycles) AS common_late_nanos,
    sum(cast(host_readings AS DOUBLE)) FILTER (WHERE position < common_cycles) AS common_host_readings,
    avg(population) FILTER (WHERE position < common_cycles) AS common_population,
    max_by(patterns, cycle) FILTER (WHERE position < common_cycles) AS common_patterns
  FROM timed_cycles
  LEFT JOIN (
    SELECT run_id, min(cycles) OVER (PARTITION BY match_id) AS common_cycles FROM timed_runs) AS comparison
  USING (run_id)
  GROUP BY run_id) AS figures
JOIN committed_runs AS run ON run.runId = figures.run_id
