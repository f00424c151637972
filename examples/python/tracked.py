"""A queue from which the longest wait is searched, told to runvar by its package: see docs/python-package.md."""
import os
import random

import runvar

random.seed(int(os.environ.get("RUNVAR_SEED", 1)))
queue = []
for step in runvar.track(range(int(os.environ.get("RUNVAR_CYCLES", 1000)))):
    with runvar.phase("arrive"):
        queue.extend(random.random() for _ in range(20))
    with runvar.phase("search"):
        for _ in range(10):
            queue.remove(max(queue))
    runvar.gauge("queue", len(queue))
runvar.output("queue", len(queue))
