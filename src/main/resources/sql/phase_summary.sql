-- One row a run and phase: the mean time of the phase in the early and in the late cycles.
SELECT
  run_id, phase,
  sum(nanos) FILTER (WHERE early) / first(floor(cycles_in_run / 5)) AS early_nanos,
  sum(nanos) FILTER (WHERE late) / first(ceil(cycles_in_run / 5)) AS late_nanos
FROM timed_cycles LATERAL VIEW explode(phases) AS phase, nanos
GROUP BY run_id, phase
