-- What the pattern memory holds by kind over the runs of one experiment, in bins as in runtime_series: mean over seeds.
SELECT
  gauge, bin, max(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle,
  any_value(shortest) AS shortest, any_value(longest) AS longest, avg(patterns) AS mean
FROM (
  SELECT
    gauge, seed, bin, any_value(shortest) AS shortest, any_value(longest) AS longest,
    max(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle, avg(patterns) AS patterns
  FROM (
    SELECT
      gauge, seed, run_id, shortest, longest,
      floor(position * least(:bins, shortest) / cycles_in_run) AS bin,
      min(cycle) AS first_cycle, max(cycle) AS last_cycle, avg(value) AS patterns
    FROM (
      SELECT /*+ BROADCAST(lengths) */ *
      FROM timed_cycles CROSS JOIN (
        SELECT min(cycles) AS shortest, max(cycles) AS longest FROM timed_runs WHERE experiment = :experiment
      ) AS lengths
      WHERE experiment = :experiment) LATERAL VIEW stack(
        3,
        'patterns_composition', gauges['patterns_composition'],
        'patterns_resonance', gauges['patterns_resonance'],
        'patterns_decomposition', gauges['patterns_decomposition']) kind AS gauge, value
    WHERE abs(value) <= 1e60
    GROUP BY gauge, seed, run_id, shortest, longest, bin)
  GROUP BY gauge, seed, bin)
GROUP BY gauge, bin
ORDER BY gauge, bin
