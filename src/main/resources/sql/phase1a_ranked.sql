-- The pairs that the paper's rank correlations of phase 1A look at: every step-th cycle.
SELECT cast(wall_nanos AS DOUBLE) AS wall, host_cpu_percent AS cpu, host_memory_percent AS memory
FROM timed_cycles
WHERE experiment = :experiment AND position % :step = 0
