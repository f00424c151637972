-- The runtime by each exposure of one experiment, in at most :bins bins between its least and its largest value.
WITH exposures AS (
  SELECT seed, wall_nanos, exposure.*
  FROM (SELECT * FROM timed_cycles WHERE experiment = :experiment) LATERAL VIEW stack(
    4,
    'host_cpu_percent', host_cpu_percent,
    'host_memory_percent', host_memory_percent,
    'database_bytes', cast(database_bytes AS DOUBLE),
    'patterns', cast(patterns AS DOUBLE)) exposure AS name, value
  WHERE value IS NOT NULL),
ranges AS (
  SELECT name, min(value) AS low, max(value) AS high FROM exposures GROUP BY name)
SELECT
  name, bin, sum(cycles) AS cycles, count(*) AS seeds,
  sum(cycles * value) / sum(cycles) AS exposure,
  avg(nanos) AS mean_nanos, stddev_samp(nanos) AS sd_nanos
FROM (
  SELECT
    name, seed, coalesce(least(floor(:bins * (value - low) / nullif(high - low, 0)), :bins - 1), 0) AS bin,
    count(*) AS cycles, avg(value) AS value, avg(wall_nanos) AS nanos
  FROM exposures JOIN ranges USING (name)
  GROUP BY name, seed, bin)
GROUP BY name, bin
ORDER BY name, bin
