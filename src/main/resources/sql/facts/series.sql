-- The series behind the figures, bin by bin: mean and spread between seeds. The runs of a seed are averaged first, in
-- a series over the run each as one, in a series over an exposure each by its cycles.
SELECT
  series, name, bin, max(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle,
  sum(cycles) AS cycles, count(*) AS seeds, sum(value) / sum(weight) AS value,
  avg(nanos) AS mean_nanos, stddev_samp(nanos) AS sd_nanos
FROM (
  SELECT
    series, name, bin, seed, max(first_cycle) AS first_cycle, max(last_cycle) AS last_cycle,
    sum(cycles) AS cycles, sum(weight) AS weight, sum(weight * value) AS value,
    sum(weight * nanos) / sum(weight) AS nanos
  FROM bin_facts
  GROUP BY series, name, bin, seed)
GROUP BY series, name, bin
