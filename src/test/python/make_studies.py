#!/usr/bin/env python3
"""Makes the telemetry of a study whose cause is known, for `runvar import`.

    python3 src/test/python/make_studies.py --cause H3 --drift saturating --noise ar --seed 1 DIR
    ./runvar import DIR/*.jsonl --study made
    ./runvar analyze made

DIR has one file per run, of JSON lines. The runtime drifts by 30 % and every exposure drifts with it,
whether it is the cause or not; beside that, each has a course of its own. The cause adds --worth of
the mean runtime from the 5th to the 95th percentile of its exposure:

    H1  load of the host: cycles wait, off the core
    H2  share of the allocator's memory that is wasted: all phases; waste that does not grow, as
        without a drift, is no fragmentation
    H3  size of the store: phase persist
    H5  number of patterns: phase recall

It needs the standard library only, and shares no formula with the package: it is there to find out
whether the analysis is right about data that were not made with it in mind.
"""

import argparse
import json
import math
import random
from pathlib import Path
from statistics import fmean

CAUSES = ("none", "H1", "H2", "H3", "H5")
BASE_NANOS = 2_000_000
DRIFT = 0.3
NOISE = 0.03
PHASES = {"sense": 0.25, "evolve": 0.3, "persist": 0.15, "recall": 0.2}
RESERVED_BYTES = 1 << 28

DRIFTS = {
    "none": lambda t: 0.0,
    "linear": lambda t: t,
    "saturating": lambda t: 1.1 * t / (t + 0.1),
    "warm-up": lambda t: 1 / (1 + 40 * t),
    "step": lambda t: 1.0 if t > 0.6 else 0.0,
}


def white(rng, cycles):
    return [rng.uniform(-math.sqrt(3), math.sqrt(3)) for _ in range(cycles)]


def autoregression(rng, cycles, memory=0.8):
    """Innovations are Laplace's, of unit variance after the recursion."""
    now, series = 0.0, []
    for _ in range(cycles):
        shock = rng.expovariate(math.sqrt(2)) * rng.choice((-1, 1))
        now = memory * now + math.sqrt(1 - memory**2) * shock
        series.append(now)
    return series


def walk(rng, cycles):
    now, series = 0.0, []
    for _ in range(cycles):
        now += rng.choice((-1, 1)) / math.sqrt(cycles / 3)
        series.append(now)
    return series


def heavy(rng, cycles):
    """Symmetric Pareto tails with index 3."""
    return [(rng.paretovariate(3) - 1) * rng.choice((-1, 1)) for _ in range(cycles)]


NOISES = {"white": white, "ar": autoregression, "walk": walk, "heavy": heavy}


def switching(rng, cycles, leave):
    """0 or 1, with a chance to change in each cycle: a job beside the run that comes and goes."""
    now, series = 0, []
    for _ in range(cycles):
        if rng.random() < leave:
            now = 1 - now
        series.append(now)
    return series


def filling(rng, cycles, shortest, longest):
    """From 0 to 1 and back at once, each time over another number of cycles."""
    series = []
    while len(series) < cycles:
        length = rng.randint(shortest, longest)
        series += [i / length for i in range(length)]
    offset = rng.randrange(shortest)
    return (series[offset:] + series[:offset])[:cycles]


def stock(rng, course, births, keep):
    """What comes in with the drift, in whole pieces, and is thinned out at random cycles."""
    now, series = 0, []
    for level in course:
        now += sum(rng.random() < 0.5 * (1 + level) for _ in range(births))
        if rng.random() < 1 / 40:
            now = int(now * rng.uniform(*keep))
        series.append(now)
    return series


def spread(values):
    ordered = sorted(values)
    return ordered[int(0.95 * (len(ordered) - 1))] - ordered[int(0.05 * (len(ordered) - 1))]


def exposures(rng, course):
    cycles = len(course)
    jobs = switching(rng, cycles, 0.08)
    files = switching(rng, cycles, 0.05)
    pools = filling(rng, cycles, 12, 45)
    stored = stock(rng, course, 30, (0.3, 0.8))
    return {
        "load": [15 + 30 * d + 25 * j + rng.gauss(0, 2) for d, j in zip(course, jobs)],
        "memory": [35 + 20 * d + 6 * f + rng.gauss(0, 0.5) for d, f in zip(course, files)],
        "waste": [0.08 + 0.15 * d + 0.08 * p for d, p in zip(course, pools)],
        "stored": [4096 * (2 + pages) for pages in stored],
        "patterns": stock(rng, course, 6, (0.4, 0.9)),
        "population": [20 + round(25 * d + rng.gauss(0, 3)) for d in course],
    }


def run(rng, args):
    course = [DRIFTS[args.drift](cycle / args.cycles) for cycle in range(args.cycles)]
    seen = exposures(rng, course)
    common = NOISES[args.noise](rng, args.cycles)
    exposure = {"H1": "load", "H2": "waste", "H3": "stored", "H5": "patterns"}.get(args.cause)
    per_unit, least = 0.0, 0.0
    if exposure:
        mean = BASE_NANOS * (1 + DRIFT * fmean(course))
        per_unit = args.worth * mean / spread(seen[exposure])
        least = min(seen[exposure])
    for cycle in range(args.cycles):
        level = math.exp(math.log1p(DRIFT * course[cycle]) + NOISE * common[cycle])
        more = per_unit * (seen[exposure][cycle] - least) if exposure else 0.0
        yield line(rng, args.cause, cycle, BASE_NANOS * level, more, seen)


def line(rng, cause, cycle, nanos, more, seen):
    phases = {name: share * nanos * rng.gauss(1, 0.01) for name, share in PHASES.items()}
    idle = 0.1 * nanos
    waited = nanos * rng.betavariate(2, 60)
    if cause == "H1":
        waited += more
    if cause in ("H1", "H2"):
        phases = {name: part + PHASES[name] * more for name, part in phases.items()}
        idle += 0.1 * more
    elif cause in ("H3", "H5"):
        phases["persist" if cause == "H3" else "recall"] += more
    wall = sum(phases.values()) + idle
    pinned = RESERVED_BYTES * seen["waste"][cycle]
    return {
        "cycle": cycle,
        "wall_ns": round(wall),
        "cpu_ns": round(max(0.0, wall - waited)),
        "phases": {name: round(part) for name, part in phases.items()},
        "gauges": {
            "host_cpu_percent": min(100.0, max(0.0, seen["load"][cycle])),
            "host_memory_percent": seen["memory"][cycle],
            "allocator_reserved_bytes": RESERVED_BYTES,
            "allocator_allocated_bytes": round(0.7 * RESERVED_BYTES * rng.uniform(0.97, 1.03)),
            "allocator_pinned_bytes": round(pinned),
            "database_bytes": seen["stored"][cycle],
            "patterns": seen["patterns"][cycle],
            "population": seen["population"][cycle],
        },
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("directory", type=Path, metavar="DIR", help="made if it is not there")
    parser.add_argument("--cause", choices=CAUSES, default="none")
    parser.add_argument("--drift", choices=sorted(DRIFTS), default="saturating")
    parser.add_argument("--noise", choices=sorted(NOISES), default="ar")
    parser.add_argument("--worth", type=float, default=0.08, help="share of runtime, default 0.08")
    parser.add_argument("--runs", type=int, default=8, help="each with a seed of its own, default 8")
    parser.add_argument("--cycles", type=int, default=300, help="of a run, default 300")
    parser.add_argument("--seed", type=int, default=1, help="of the study, default 1")
    args = parser.parse_args()
    args.directory.mkdir(parents=True, exist_ok=True)
    for number in range(1, args.runs + 1):
        rng = random.Random(f"{args.seed} {args.cause} {number}")
        path = args.directory / f"{args.cause}-{number}.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            lines.write(json.dumps({"runvar": 1, "experiment": "made", "seed": number}) + "\n")
            for values in run(rng, args):
                lines.write(json.dumps(values) + "\n")


if __name__ == "__main__":
    main()
