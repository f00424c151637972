-- The runtime over a run in at most :bins bins: mean and spread between seeds, whose runs are averaged first.
SELECT
  experiment, bin, min(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle,
  count(*) AS seeds, avg(nanos) AS mean_nanos, stddev_samp(nanos) AS sd_nanos
FROM (
  SELECT
    experiment, seed, floor(position * least(:bins, cycles_in_run) / cycles_in_run) AS bin,
    min(cycle) AS first_cycle, max(cycle) AS last_cycle, avg(wall_nanos) AS nanos
  FROM timed_cycles
  GROUP BY experiment, seed, bin)
GROUP BY experiment, bin
ORDER BY experiment, bin
