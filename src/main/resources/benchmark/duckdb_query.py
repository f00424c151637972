"""Prints the seconds that a query over the cycles of a study takes in DuckDB.

duckdb_query.py STUDY QUERY THREADS BYTES
"""
import sys
import time

import duckdb

study, query, threads, memory = sys.argv[1:]
database = duckdb.connect(config={"threads": threads, "memory_limit": f"{int(memory) >> 20}MiB"})
# The views of sql/views.sql as far as the query needs them, in DuckDB's words.
database.execute(
    f"""
    CREATE TABLE committed_runs AS
    SELECT * FROM read_json('{study}/runs/*/*.json', columns = {{
      runId: 'VARCHAR', experiment: 'VARCHAR', matchId: 'VARCHAR', seed: 'INT', cycles: 'BIGINT',
      telemetry: 'STRUCT(file VARCHAR)[]'}})
    """
)
database.execute(
    """
    CREATE VIEW timed_runs AS
    SELECT runId AS run_id, experiment, matchId AS match_id, cycles FROM committed_runs
    """
)
database.execute(
    f"""
    CREATE VIEW timed_cycles AS
    SELECT
      file.*, cycles AS cycles_in_run,
      position < floor(cycles_in_run / 5) AS early,
      position >= cycles_in_run - ceil(cycles_in_run / 5) AS late,
      position < ceil(cycles_in_run / 20) AS in_baseline,
      floor(3 * position / cycles_in_run) AS third,
      elapsed_nanos / 3.6e12 AS elapsed_hours
    FROM read_parquet('{study}/telemetry/*/*.parquet', filename = true) AS file
    JOIN (SELECT *, unnest([part.file FOR part IN telemetry]) AS file_name FROM committed_runs) AS run
    ON parse_filename(file.filename) = run.file_name
    WHERE wall_nanos IS NOT NULL
    """
)
started = time.perf_counter()
database.execute(query).fetchall()
print(time.perf_counter() - started)
