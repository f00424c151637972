-- The cycles of one study, over the views committed_runs and telemetry_files, whose rows name their file.
-- Statements are separated by semicolons; a notebook runs the same ones.

-- Every cycle of the runs that are OK. Positions go from 0 to cycles_in_run − 1 over the timed cycles of a run.
-- Records of older versions do not count timed cycles; positions in their telemetry go over all cycles.
CREATE OR REPLACE TEMPORARY VIEW telemetry AS
SELECT /*+ BROADCAST(run) */
  file.* EXCEPT (file_name, experiment), run.experiment, run.matchId AS match_id, run.replication, run.seed,
  run.levels, run.treatment, coalesce(run.timedCycles, run.cycles) AS cycles_in_run
FROM telemetry_files AS file
JOIN (
  SELECT *, to_json(levels) AS treatment, explode(telemetry.file) AS file_name
  FROM committed_runs WHERE outcome = 'OK') AS run
-- Runs that were committed together have one file.
ON file.file_name = run.file_name AND file.run_id = run.runId;

-- The runs that are OK and have timed cycles, with their number.
CREATE OR REPLACE TEMPORARY VIEW timed_runs AS
SELECT
  runId AS run_id, experiment, matchId AS match_id, to_json(levels) AS treatment, coalesce(timedCycles, cycles) AS cycles
FROM committed_runs
WHERE outcome = 'OK' AND instrumentation <> 'READINGS' AND coalesce(timedCycles, cycles) > 0;

-- The cycles with a wall time. Early and late are the first and the last fifth of these, as in Java EarlyAndLate.
-- A reading whose powers a DOUBLE cannot hold is null, as in Java RunTelemetry.
CREATE OR REPLACE TEMPORARY VIEW timed_cycles AS
SELECT
  * EXCEPT (host_cpu_percent, host_memory_percent),
  CASE WHEN abs(host_cpu_percent) <= 1e60 THEN host_cpu_percent END AS host_cpu_percent,
  CASE WHEN abs(host_memory_percent) <= 1e60 THEN host_memory_percent END AS host_memory_percent,
  position < floor(cycles_in_run / 5) AS early,
  position >= cycles_in_run - ceil(cycles_in_run / 5) AS late,
  position < ceil(cycles_in_run / 20) AS in_baseline,
  floor(3 * position / cycles_in_run) AS third,
  elapsed_nanos / 3.6e12 AS elapsed_hours
FROM telemetry
WHERE wall_nanos IS NOT NULL
