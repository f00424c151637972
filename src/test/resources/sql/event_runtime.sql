-- One row a seed and event: the runtime of the cycles of one experiment in which it happened.
SELECT
  seed,
  CASE WHEN bursts > 0 THEN 'burst' WHEN clusters > 0 THEN 'composition' ELSE 'no composition' END AS event,
  count(*) AS cycles, avg(wall_nanos) AS nanos
FROM timed_cycles
WHERE experiment = :experiment AND clusters IS NOT NULL AND bursts IS NOT NULL
GROUP BY seed, event
ORDER BY event, seed
