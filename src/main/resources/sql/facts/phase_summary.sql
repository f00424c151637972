-- One row per run and phase: the mean time of the phase in the early and in the late cycles that time any phase.
-- A cycle that times other phases has 0 for this one. A cycle without phases is not counted: its phases are missing.
-- The row without a phase has the mean wall time of the same cycles.
SELECT * FROM phase_facts
