-- As runtime_series, for each treatment of a list of experiment and treatment, in the form of the view telemetry.
SELECT
  experiment, treatment, bin, min(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle,
  count(*) AS seeds, avg(nanos) AS mean_nanos, stddev_samp(nanos) AS sd_nanos
FROM (
  SELECT
    experiment, treatment, seed,
    floor(position * least(:bins, cycles_in_run) / cycles_in_run) AS bin,
    min(cycle) AS first_cycle, max(cycle) AS last_cycle, avg(wall_nanos) AS nanos
  FROM timed_cycles
  WHERE array_contains(:treatments, experiment || ' ' || treatment)
  GROUP BY experiment, treatment, seed, bin)
GROUP BY experiment, treatment, bin
ORDER BY experiment, treatment, bin
