-- The runtime over a run in bins, for each experiment: mean and spread between seeds, whose runs are averaged first.
-- A bin is the same share of every run: all runs have as many bins as the shortest has cycles, at most :bins.
-- The cycles of a bin are those of the longest run.
SELECT
  experiment, bin, max(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle,
  any_value(shortest) AS shortest, any_value(longest) AS longest,
  count(*) AS seeds, avg(nanos) AS mean_nanos, stddev_samp(nanos) AS sd_nanos
FROM (
  SELECT
    experiment, seed, bin, any_value(shortest) AS shortest, any_value(longest) AS longest,
    max(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle, avg(nanos) AS nanos
  FROM (
    SELECT /*+ BROADCAST(lengths) */
      experiment, seed, run_id, shortest, longest,
      floor(position * least(:bins, shortest) / cycles_in_run) AS bin,
      min(cycle) AS first_cycle, max(cycle) AS last_cycle, avg(wall_nanos) AS nanos
    FROM timed_cycles JOIN (
      SELECT experiment, min(cycles) AS shortest, max(cycles) AS longest FROM timed_runs GROUP BY experiment
    ) AS lengths USING (experiment)
    GROUP BY experiment, seed, run_id, shortest, longest, bin)
  GROUP BY experiment, seed, bin)
GROUP BY experiment, bin
ORDER BY experiment, bin
