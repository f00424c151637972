#!/usr/bin/env python3
"""Compares the rules of the package with an implementation of their own, in rules.py.

Run from the root of the repository after a build:

    python3 src/test/python/check_rules.py [--draws 1] [--studies 60] [--first-third]

It takes the studies of planted_studies.py without optimized variants, studies of a grid of noises,
drifts, causes and disorders (grid_studies.py), and studies that `selftest` makes. In each of them,
both have to come to the same decision on each hypothesis, to the same p, estimate and interval, and
to the same early and late times of each run.

The exit code is 0 when all agree, and 1 otherwise. --first-third takes every third planted study,
one draw of it, 24 studies of the grid and 12 of `selftest`: half a minute on two cores. --alter
changes one value in each answer of the package by ten times the tolerance: the check must then
fail.
"""

import argparse
import concurrent.futures
import sys
import time

import environment

environment.enter()

import numpy as np  # noqa: E402  (the environment must be there first)

import grid_studies  # noqa: E402
import planted_studies  # noqa: E402
import rules  # noqa: E402
from java_server import JavaServer  # noqa: E402

TOLERANCE = 1e-6
# Differences of p below this are no differences of the answer.
SMALLEST_P = 1e-12
# Of an estimate, which is a share of runtime.
SMALLEST_SHARE = 1e-3

# What `selftest` makes its studies of.
NOISES = ("WHITE", "AR_90", "AR_98", "RANDOM_WALK", "HEAVY_TAILS")
DRIFTS = ("NONE", "LINEAR", "SATURATING", "WARM_UP", "STEP", "SHARED_STEP", "BATCHES")
CAUSES = ("NONE", "H1", "H2", "H3", "H5", "H3_UNTIMED", "H5_UNTIMED")
COSTS = ("BY_RUN", "BY_UNIT")
MECHANISMS = (
    "WORK_RAMP", "WANDERING_WORK", "SCHEDULE", "SCHEDULE_BY_SHARE", "STEP", "STEP_OF_BOTH",
    "CHECKPOINTS", "CLEANED_ONCE", "EMPTIED_TOGETHER", "OWN_WORKERS", "OWN_MEMORY",
    "NEIGHBOUR_IN_HALF", "SATURATING_HEAT", "LOWERED_TURBO", "WARM_UP_AND_SLOWDOWN",
    "SPARSE_GAUGES", "SAMPLED_PHASES", "RIVAL_GAUGE", "OUTLIER")


def planted(name, draw):
    """Returns the seed, columns and phases of each run, without an optimized variant."""
    return [(seed, {"wall_nanos": run.wall, "cpu_nanos": run.cpu, **run.gauges}, run.phases)
            for seed, run in planted_studies.make_runs(name, draw) if run.variant == "unoptimized"]


def request_of(runs):
    def written(series):
        return {name: [None if np.isnan(value) else value for value in values.tolist()]
                for name, values in series.items()}

    return {"runs": [{"seed": seed, "columns": written(columns), "phases": written(phases)}
                     for seed, columns, phases in runs]}


def made(number):
    """Returns the request for a study that `selftest` makes: of its grid, or with a mechanism."""
    if number % 2:
        kind = {"mechanism": MECHANISMS[number // 2 % len(MECHANISMS)]}
    else:
        half = number // 2
        kind = {"noise": NOISES[half % 5], "drift": DRIFTS[half % 7],
                "cause": CAUSES[(half + half // 7) % 7], "cost": COSTS[half // 2 % 2],
                "cycles": 400}
    return {"made": kind, "runs": (12, 5)[number // 4 % 2], "random": number}


def runs_made(answer):
    def series(written):
        return {name: np.array(values, float) for name, values in written.items()}

    return [(seed, series(run["columns"]), series(run["phases"]))
            for seed, run in enumerate(answer["runs"])]


class Differences:
    """Collects where the two differ within one study."""

    def __init__(self):
        self.found = []

    def compare(self, what, expected, actual, least):
        """Compares two numbers, either of which may not be there."""
        if expected is None and actual is None:
            return
        if expected is None or actual is None:
            self.found.append(f"{what}: {expected} expected, {actual}")
        elif not abs(expected - actual) <= TOLERANCE * max(least, abs(expected)):
            if not (np.isnan(expected) and np.isnan(actual)):
                self.found.append(f"{what}: {expected:.9g} expected, {actual:.9g}")

    def equal(self, what, expected, actual):
        if expected != actual:
            self.found.append(f"{what}: {expected} expected, {actual}")


def compare_verdicts(differences, expected, verdicts):
    for (name, wanted), verdict in zip(expected.items(), verdicts):
        decision = verdict["decision"]
        if decision == rules.NOT_MEASURABLE and verdict["evidence"] == rules.CANDIDATE:
            decision = rules.CANDIDATE
        differences.equal(name, wanted["decision"], decision)
        differences.compare(f"p of {name}", wanted["p"], verdict["p"], SMALLEST_P / TOLERANCE)
        differences.compare(
            f"adjusted p of {name}", wanted["adjusted"], verdict["pAdjusted"],
            SMALLEST_P / TOLERANCE)
        if wanted["p"] is None or verdict["p"] is None:
            continue  # an estimate that decides nothing may be of rounding alone
        differences.compare(
            f"estimate of {name}", wanted["estimate"], verdict["estimate"], SMALLEST_SHARE)
        if wanted["interval"] and verdict["interval"]:
            for end, value, other in zip(("low", "high"), wanted["interval"],
                                         verdict["interval"]):
                differences.compare(f"{end} of {name}", value, other, SMALLEST_SHARE)


def compare_growth(differences, expected, actual):
    for number, (wanted, growth) in enumerate(zip(expected, actual)):
        what = f"run {number}"
        if wanted is None or growth is None:
            differences.equal(what, wanted, growth)
            continue
        differences.equal(f"period of {what}", wanted["period"], growth["period"])
        for window in ("early", "late"):
            differences.compare(f"{window} time of {what}", wanted[window], growth[window], 1)
            phases = growth[window + "Phases"]
            found = phases and {"wall": phases["wallNanos"], **phases["nanos"]}
            if bool(found) != bool(wanted[window + "Phases"]):
                differences.found.append(f"{window} phases of {what}")
            for name, nanos in (wanted[window + "Phases"] or {}).items():
                differences.compare(
                    f"{window} {name} of {what}", nanos, (found or {}).get(name), 1)


def altered(answer, what):
    """Returns an answer in which the first of some values is not what the package said."""
    if what == "growth":
        answer["growth"][0]["late"] *= 1 + 10 * TOLERANCE
        return answer
    for verdict in answer["verdicts"]:
        if what == "decision":
            verdict["decision"] = {"supported": "not-supported"}.get(
                verdict["decision"], "supported")
            return answer
        if verdict[what] is not None:
            if what == "interval":
                verdict[what][1] += 10 * TOLERANCE * max(1, abs(verdict[what][1]))
            else:
                verdict[what] += 10 * TOLERANCE * max(1, abs(verdict[what]))
            return answer
    return answer


def is_overlapping(runs):
    """Whether phases take longer together than their cycles, so that one may lie within another."""
    for _, columns, phases in runs:
        total = np.nansum(list(phases.values()), axis=0) if phases else 0
        if np.mean(total > 1.001 * columns["wall_nanos"]) > 0.005:
            return True
    return False


def compare(runs, answer):
    differences = Differences()
    made_runs = [rules.Run(columns, phases, seed) for seed, columns, phases in runs]
    compare_verdicts(differences, rules.decide(made_runs), answer["verdicts"])
    # What rules.py leaves out: times of inner phases are taken out of those of outer ones.
    if not is_overlapping(runs):
        compare_growth(differences, rules.growth_accounting(made_runs), answer["growth"])
    return differences.found


def studies(arguments):
    """Yields the name of each study, its runs or None where Java makes them, and the request."""
    names, draws, numbers = list(planted_studies.STUDIES), arguments.draws, arguments.studies
    if arguments.first_third:
        names, draws, numbers = names[::3], 1, 24
    for draw in range(draws):
        for name in names:
            runs = planted(name, draw)
            yield f"{name}, draw {draw}", runs, request_of(runs)
    for number in range(numbers):
        kind, runs = grid_studies.make_study(number)
        yield f"grid {number}: {kind}", runs, request_of(runs)
    for number in range(numbers // 2):
        request = made(number)
        kind = ", ".join(str(value).lower() for value in request["made"].values())
        yield f"selftest {number}: {kind}, {request['runs']} seeds", None, request


def check(arguments):
    """Returns the number of studies that differ, and prints the differences."""
    server = JavaServer("dev.runvar.causes.RulesServer")
    began = time.monotonic()
    wrong = 0
    decisions = 0
    # Java answers the next study while this one is computed here.
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        pending = []

        def finish():
            name, runs, future = pending.pop(0)
            answer = future.result()
            runs = runs_made(answer) if runs is None else runs
            if arguments.alter:
                answer = altered(answer, arguments.alter)
            found = compare(runs, answer)
            if found:
                print(name)
                for difference in found[:arguments.show]:
                    print(f"  {difference}")
            elif arguments.verbose:
                print(f"{name}: agree", flush=True)
            return bool(found), len(answer["verdicts"])

        for name, runs, request in studies(arguments):
            pending.append((name, runs, pool.submit(server.ask, request)))
            if len(pending) > 2:
                differs, count = finish()
                wrong, decisions = wrong + differs, decisions + count
        while pending:
            differs, count = finish()
            wrong, decisions = wrong + differs, decisions + count
    server.close()
    print(f"{decisions} decisions in {decisions // 5} studies: {wrong} studies differ "
          f"({time.monotonic() - began:.0f} s)")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--draws", type=int, default=1, help="of the planted studies, default 1")
    parser.add_argument("--studies", type=int, default=60, help="of the grid, default 60; half "
                        "as many that selftest makes")
    parser.add_argument("--first-third", action="store_true", help="the short check")
    parser.add_argument("--alter", choices=("decision", "p", "estimate", "interval", "growth"))
    parser.add_argument("--show", type=int, default=4, help="differences of a study, default 4")
    parser.add_argument("--verbose", action="store_true", help="name studies that agree, too")
    return 1 if check(parser.parse_args()) else 0


if __name__ == "__main__":
    sys.exit(main())
