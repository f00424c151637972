"""A simulation whose third cycle raises."""
import os
import sys

sys.path.insert(0, os.path.abspath("examples/python"))
import runvar_telemetry

with runvar_telemetry.Run("raises.py") as run:
    for number in range(run.cycles):
        with run.cycle() as cycle:
            with cycle.phase("evolve"):
                if number == 2:
                    raise ArithmeticError("the matrix is singular")
            cycle.gauge("population", 10 + number)
