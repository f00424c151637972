-- The treatments that have runs, the first :most of them, named as the view telemetry names them.
SELECT experiment, to_json(levels) AS treatment, any_value(levels) AS levels
FROM committed_runs
WHERE outcome = 'OK'
GROUP BY experiment, to_json(levels)
ORDER BY experiment, treatment
LIMIT :most
