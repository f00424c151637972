-- What is committed to one study, by its files; {study} is its directory in the workspace. For notebooks:
-- an analysis takes one snapshot of the records instead.

CREATE OR REPLACE TEMPORARY VIEW planned_runs (runId STRING)
USING json OPTIONS (path '{study}/plan.jsonl');

CREATE OR REPLACE TEMPORARY VIEW run_records ({run_record_columns})
USING json OPTIONS (path '{study}/runs');

-- One attempt for each run of the plan: an OK one before others, then the earliest.
CREATE OR REPLACE TEMPORARY VIEW committed_runs AS
SELECT * EXCEPT (preference)
FROM (
  SELECT *, row_number() OVER (PARTITION BY runId ORDER BY outcome = 'OK' DESC, attempt) AS preference
  FROM run_records LEFT SEMI JOIN planned_runs USING (runId))
WHERE preference = 1;
