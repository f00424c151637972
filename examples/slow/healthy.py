"""A workshop without any of the three: what it goes through is bounded, and its log is indexed and committed at once."""
import collections
import contextlib
import heapq
import os
import random
import sqlite3

import runvar_telemetry

MECHANICS = 10

with runvar_telemetry.Run("healthy.py", cycles=1000, seed=1) as run, \
        contextlib.closing(sqlite3.connect(os.path.join(run.scratch, "workshop.db"))) as database:
    database.execute("PRAGMA synchronous = OFF")
    database.execute("CREATE TABLE log (car INTEGER PRIMARY KEY, effort REAL)")
    chance = random.Random(run.seed)
    waiting = [(0.0, -car) for car in range(100)]
    recent = collections.deque(maxlen=100)
    car = 0
    for hour in range(run.cycles):
        with run.cycle() as cycle:
            with cycle.phase("arrive"):
                for _ in range(MECHANICS):
                    car += 1
                    heapq.heappush(waiting, (hour + chance.random(), car))
            with cycle.phase("choose"):
                repaired = [heapq.heappop(waiting) for _ in range(MECHANICS)]
                recent.extend(repaired)
                delay = sum(hour - since for since, _ in recent) / len(recent)
            with cycle.phase("repair"):
                efforts = [(one, sum(chance.random() ** (1 / k) for k in range(1, 100))) for _, one in repaired]
            with cycle.phase("log"):
                database.executemany("INSERT INTO log VALUES (?, ?)", efforts)
                database.commit()
            cycle.gauge("waiting", len(waiting) + len(recent))
            cycle.gauge("database_bytes", os.path.getsize(os.path.join(run.scratch, "workshop.db")))
    run.output("delay", delay)
