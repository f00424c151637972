-- What the pattern memory holds by kind over the runs of one experiment, in at most :bins bins: mean over seeds.
SELECT
  gauge, bin, min(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle, avg(patterns) AS mean
FROM (
  SELECT
    gauge, seed, floor(position * least(:bins, cycles_in_run) / cycles_in_run) AS bin,
    min(cycle) AS first_cycle, max(cycle) AS last_cycle, avg(value) AS patterns
  FROM (SELECT * FROM timed_cycles WHERE experiment = :experiment) LATERAL VIEW stack(
    3,
    'patterns_composition', gauges['patterns_composition'],
    'patterns_resonance', gauges['patterns_resonance'],
    'patterns_decomposition', gauges['patterns_decomposition']) kind AS gauge, value
  WHERE value IS NOT NULL
  GROUP BY gauge, seed, bin)
GROUP BY gauge, bin
ORDER BY gauge, bin
