"""A fleet that logs every position with a commit of its own, and looks its last ones up in the table without an index."""
import contextlib
import os
import random
import sqlite3

import runvar_telemetry

VEHICLES = 10

with runvar_telemetry.Run("fleet.py", cycles=1000, seed=1) as run, \
        contextlib.closing(sqlite3.connect(os.path.join(run.scratch, "fleet.db"))) as database:
    # Without waiting for the disk, so that what is seen is the table and not the disk's other users.
    database.execute("PRAGMA synchronous = OFF")
    database.execute("CREATE TABLE log (minute INTEGER, vehicle INTEGER, place REAL)")
    chance = random.Random(run.seed)
    speeds = [1.0] * VEHICLES
    for minute in range(run.cycles):
        with run.cycle() as cycle:
            with cycle.phase("drive"):
                for _ in range(100):
                    speeds = [0.99 * speed + 0.01 * chance.random() for speed in speeds]
            with cycle.phase("log"):
                for vehicle, speed in enumerate(speeds):
                    place, = database.execute("SELECT max(place) FROM log WHERE vehicle = ?", (vehicle,)).fetchone()
                    database.execute("INSERT INTO log VALUES (?, ?, ?)", (minute, vehicle, (place or 0) + speed))
                    database.commit()
            cycle.gauge("database_bytes", os.path.getsize(os.path.join(run.scratch, "fleet.db")))
