-- Pairs of readings and runtime for rank correlations: every step-th cycle of one experiment, pooled.
SELECT cast(wall_nanos AS DOUBLE) AS wall, host_cpu_percent AS cpu, host_memory_percent AS memory
FROM timed_cycles
WHERE experiment = :experiment AND position % :step = 0
