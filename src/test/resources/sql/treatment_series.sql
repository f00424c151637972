-- As runtime_series, for each treatment of a list of experiment and treatment, in the form of the view telemetry.
SELECT
  experiment, treatment, bin, max(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle,
  any_value(shortest) AS shortest, any_value(longest) AS longest,
  count(*) AS seeds, avg(nanos) AS mean_nanos, stddev_samp(nanos) AS sd_nanos
FROM (
  SELECT
    experiment, treatment, seed, bin, any_value(shortest) AS shortest, any_value(longest) AS longest,
    max(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle, avg(nanos) AS nanos
  FROM (
    SELECT /*+ BROADCAST(lengths) */
      experiment, treatment, seed, run_id, shortest, longest,
      floor(position * least(:bins, shortest) / cycles_in_run) AS bin,
      min(cycle) AS first_cycle, max(cycle) AS last_cycle, avg(wall_nanos) AS nanos
    FROM (
      SELECT * FROM timed_cycles WHERE array_contains(:treatments, experiment || ' ' || treatment)
    ) JOIN (
      SELECT experiment, treatment, min(cycles) AS shortest, max(cycles) AS longest
      FROM timed_runs GROUP BY experiment, treatment
    ) AS lengths USING (experiment, treatment)
    GROUP BY experiment, treatment, seed, run_id, shortest, longest, bin)
  GROUP BY experiment, treatment, seed, bin)
GROUP BY experiment, treatment, bin
ORDER BY experiment, treatment, bin
