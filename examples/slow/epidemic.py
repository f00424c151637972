"""An epidemic whose infections are kept in a list that is never cleared, and counted from its front in every step."""
import random

import runvar_telemetry

PEOPLE = 500

with runvar_telemetry.Run("epidemic.py", cycles=1000, seed=1) as run:
    chance = random.Random(run.seed)
    sick = set(range(PEOPLE // 4))
    infections = []
    for step in range(run.cycles):
        with run.cycle() as cycle:
            with cycle.phase("meet"):
                met = [chance.randrange(PEOPLE) for _ in range(2 * PEOPLE)]
                infected = {met[one] for one in sick if chance.random() < 0.4} - sick
                recovered = {one for one in sick if chance.random() < 0.3}
                sick = (sick - recovered) | infected
                infections.extend((step, one) for one in infected)
            with cycle.phase("count"):
                incidence = sum(1 for when, _ in infections if when > step - 7)
            cycle.gauge("population", len(sick))
            cycle.gauge("infections", len(infections))
    run.output("incidence", incidence)
