-- One row per run: the figures of its cycles. Rates are slopes of wall time per hour of the run.
-- The first common_cycles are those that all matched runs have; figures named common_ are of these cycles alone.
SELECT
  run_id, match_id, experiment, seed,
  cast(cycles AS BIGINT) AS cycles, mean_nanos, sqrt(variance_nanos) AS sd_nanos,
  early_nanos, late_nanos, baseline_nanos, first_third_nanos, middle_third_nanos, last_third_nanos,
  early_slope, late_slope, host_readings, mean_population,
  cast(patterns_at_end AS BIGINT) AS patterns_at_end,
  cast(population_cycles AS BIGINT) AS population_cycles, population_variance, population_wall_covariance,
  cast(clusters_cycles AS BIGINT) AS clusters_cycles, clusters_variance, clusters_wall_covariance,
  population_clusters_covariance,
  cast(common_cycles AS BIGINT) AS common_cycles, common_nanos, sqrt(common_variance_nanos) AS common_sd_nanos,
  common_early_nanos, common_late_nanos, common_host_readings, common_population,
  cast(common_patterns AS BIGINT) AS common_patterns
FROM run_facts
