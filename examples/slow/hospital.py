"""A hospital with somewhat too few doctors, in which the next patient is found by going through all who wait."""
import random

import runvar_telemetry

DOCTORS = 10

with runvar_telemetry.Run("hospital.py", cycles=1000, seed=1) as run:
    chance = random.Random(run.seed)
    waiting = []
    needed = 0.0
    for hour in range(run.cycles):
        with run.cycle() as cycle:
            with cycle.phase("arrive"):
                waiting.extend((chance.random(), hour) for _ in range(DOCTORS + chance.randrange(4)))
            with cycle.phase("choose"):
                treated = [waiting.pop(waiting.index(max(waiting))) for _ in range(DOCTORS)]
            with cycle.phase("treat"):
                needed += sum(urgency ** (1 / k) for urgency, _ in treated for k in range(1, 200))
            cycle.gauge("waiting", len(waiting))
    run.output("treatment", needed)
