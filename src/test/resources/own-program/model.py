"""Cycles that do nothing, reported by the telemetry contract; a second start in its directory fails."""
import json
import os

open("started", "x").close()
with open(os.environ["RUNVAR_TELEMETRY"], "w") as telemetry:
    for cycle in range(int(os.environ["RUNVAR_CYCLES"])):
        print(json.dumps({"cycle": cycle, "wall_ns": 1000}), file=telemetry)
