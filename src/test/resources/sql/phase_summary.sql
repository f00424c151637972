-- One row per run and phase: the mean time of the phase in the early and in the late cycles that time any phase.
-- A cycle that times other phases has 0 for this one. A cycle without phases is not counted: its phases are missing.
-- The row without a phase has the mean wall time of the same cycles.
SELECT
  run_id, phase,
  coalesce(early_sum, 0) / nullif(max(early_cycles) OVER run, 0) AS early_nanos,
  coalesce(late_sum, 0) / nullif(max(late_cycles) OVER run, 0) AS late_nanos
FROM (
  SELECT
    run_id, part.phase AS phase,
    sum(part.nanos) FILTER (WHERE early) AS early_sum,
    sum(part.nanos) FILTER (WHERE late) AS late_sum,
    count_if(early AND part.phase IS NULL) AS early_cycles,
    count_if(late AND part.phase IS NULL) AS late_cycles
  FROM (
    SELECT
      run_id, early, late,
      explode(concat(
        array(named_struct('phase', cast(NULL AS STRING), 'nanos', cast(wall_nanos AS DOUBLE))),
        transform(
          map_entries(phases),
          entry -> named_struct('phase', entry.key, 'nanos', cast(entry.value AS DOUBLE))))) AS part
    FROM timed_cycles
    WHERE size(phases) > 0 AND (early OR late))
  GROUP BY run_id, part.phase)
WINDOW run AS (PARTITION BY run_id)
