-- The table of runs in DuckDB's words: run_summary.sql of the tests over sql/views.sql, from the files of one study.
-- The variable "study" is the directory of the study.
WITH records AS (
  SELECT *, coalesce(timedCycles, cycles) AS timed
  FROM read_json(getvariable('study') || '/runs/*/*.json', format = 'newline_delimited', columns = {
    runId: 'VARCHAR', experiment: 'VARCHAR', matchId: 'VARCHAR', seed: 'INTEGER', outcome: 'VARCHAR',
    instrumentation: 'VARCHAR', cycles: 'BIGINT', timedCycles: 'BIGINT', telemetry: 'STRUCT(file VARCHAR)[]'})
  WHERE outcome = 'OK'
),
comparison AS (
  SELECT runId, min(timed) OVER (PARTITION BY matchId) AS common_cycles
  FROM records
  WHERE instrumentation <> 'READINGS' AND timed > 0
),
run AS (
  SELECT records.*, comparison.common_cycles FROM records LEFT JOIN comparison USING (runId)
),
files AS (
  SELECT runId, timed AS cycles_in_run, common_cycles, unnest([part.file FOR part IN telemetry]) AS file_name FROM run
),
timed_cycles AS (
  SELECT
    files.runId AS run_id, cycle, position, wall_nanos, host_readings, population, clusters, patterns, common_cycles,
    position < floor(cycles_in_run / 5) AS early,
    position >= cycles_in_run - ceil(cycles_in_run / 5) AS late,
    position < ceil(cycles_in_run / 20) AS in_baseline,
    floor(3 * position / cycles_in_run) AS third,
    elapsed_nanos / 3.6e12 AS elapsed_hours
  FROM read_parquet(getvariable('study') || '/telemetry/*/*.parquet', filename = true) AS cycles
  JOIN files ON parse_filename(cycles.filename) = files.file_name
  WHERE wall_nanos IS NOT NULL
),
figures AS (
  SELECT
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
    sum(host_readings::DOUBLE) AS host_readings,
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
    sum(host_readings::DOUBLE) FILTER (WHERE position < common_cycles) AS common_host_readings,
    avg(population) FILTER (WHERE position < common_cycles) AS common_population,
    max_by(patterns, cycle) FILTER (WHERE position < common_cycles) AS common_patterns
  FROM timed_cycles
  GROUP BY run_id
)
SELECT figures.run_id, run.matchId AS match_id, run.experiment, run.seed, figures.* EXCLUDE (run_id)
FROM figures
JOIN run ON run.runId = figures.run_id
