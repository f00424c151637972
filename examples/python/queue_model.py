"""A queue that is searched from its front for the next customer, and from which nobody is ever removed."""
import random

import runvar_telemetry


def next_customer(queue):
    customer = next(one for one in queue if not one["served"])
    customer["served"] = True
    return customer


with runvar_telemetry.Run("queue_model.py", cycles=200, seed=1) as run:
    chance = random.Random(run.seed)
    arrivals = run.parameter("arrivals", 20)
    fixed = run.parameter("variant", "unoptimized") == "optimized"
    queue = []
    served = 0.0
    for _ in range(run.cycles):
        with run.cycle() as cycle:
            with cycle.phase("arrive"):
                queue.extend({"need": chance.random(), "served": False} for _ in range(arrivals))
            with cycle.phase("search"):
                customers = [next_customer(queue) for _ in range(arrivals)]
            with cycle.phase("serve"):
                served += sum(one["need"] ** (1 / k) for one in customers for k in range(1, 200))
            if fixed:
                with cycle.phase("remove"):
                    queue = [one for one in queue if not one["served"]]
            cycle.gauge("queue", len(queue))
            cycle.gauge("need", sum(one["need"] for one in customers))
    run.trajectory(repr(served))
