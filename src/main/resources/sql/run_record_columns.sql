-- The columns of a run record that queries may use.
  runId STRING, attempt STRING, matchId STRING, experiment STRING, levels MAP<STRING, STRING>,
  parameters MAP<STRING, STRING>, replication INT, seed INT, `order` INT, host STRING, slots INT,
  startedUnixMillis BIGINT, endedUnixMillis BIGINT, outcome STRING,
  instrumentation STRING, cycles BIGINT, timedCycles BIGINT, cycleNanos BIGINT, peakRssBytes BIGINT, trajectory STRING, outputs MAP<STRING, DOUBLE>,
  telemetry ARRAY<STRUCT<file: STRING, rows: BIGINT, bytes: BIGINT, sha256: STRING>>
