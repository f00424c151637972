#!/usr/bin/env python3
"""Analyses the studies of planted_studies.py with runvar, and compares the answers with the truth.

    python3 src/test/python/check_planted.py [--draws 3] [--only NAME,NAME] [--first-third] [--keep]

In each draw of each study,

- the decision on each hypothesis is one that the truth allows;
- each phase has its part of the growth, to within 5 % of the whole growth, where a cycle grows or
  shrinks by 5 % or more; where the interval of the growth holds zero, the interval of each part has
  to hold what was planted; and each part lies in its own interval.

Over all of them, the 95 % intervals of the acceleration and of the speed-up hold the truth in 90 %.
No speed-up misses it by more than the width of its interval.

It prints a line per study and draw, and a summary. The exit code is 0 when all holds, and 1
otherwise. --first-third takes one draw of every third study: it ends in about two minutes on two
cores. Files and results are in target/planted-*, which --keep leaves there.
"""

import argparse
import concurrent.futures
import dataclasses
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environment

environment.enter()

from scipy.stats import binom  # noqa: E402  (the environment must be there first)

import planted_studies  # noqa: E402
from planted_studies import STUDIES  # noqa: E402

LEAST_ACCELERATION = 0.05
PART_TOLERANCE = 0.05
LEAST_COVERAGE = 0.9
NOMINAL_COVERAGE = 0.95
# How often the intervals of an analysis that is right may fail this check by chance.
FALSE_ALARMS = 0.01
SIGNS = {"supported": "yes", "not-supported": "no", "not-measurable": "-"}


@dataclasses.dataclass
class Interval:
    """An estimate with its 95 % interval, beside the truth."""

    value: float
    low: float
    high: float
    truth: float

    def holds(self):
        return self.low <= self.truth <= self.high

    def is_far_off(self):
        """Whether it misses the truth by more than its own width.

        From ten seeds, the interval of a right analysis does so in one case of ten thousand.
        """
        return max(self.low - self.truth, self.truth - self.high) > self.high - self.low

    def __str__(self):
        beside = "" if self.holds() else f", not {self.truth:.3f}"
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f}{beside})"


@dataclasses.dataclass
class Outcome:
    """What one analysis says: faults are wrong by themselves, intervals are counted."""

    name: str
    draw: int
    seconds: float = 0.0
    decisions: dict = dataclasses.field(default_factory=dict)
    acceleration: Interval = None
    speedup: Interval = None
    faults: list = dataclasses.field(default_factory=list)

    def __str__(self):
        parts = [f"draw {self.draw}  {self.name:24}",
                 "  ".join(f"{id} {SIGNS[said]:3}" for id, said in self.decisions.items())]
        if self.acceleration:
            parts.append(f"acceleration {self.acceleration}")
        if self.speedup:
            parts.append(f"speed-up {self.speedup}")
        parts.append(f"{self.seconds:.0f} s")
        parts.append("WRONG: " + "; ".join(self.faults) if self.faults else "ok")
        return "  ".join(parts)


class CommandFailure(Exception):
    """A command of runvar that ended with an error."""


def runvar(*arguments):
    # Most of the time of a short command is compiling, which the first compiler does in half of it.
    options = os.environ.get("JAVA_TOOL_OPTIONS", "") + " -XX:TieredStopAtLevel=1"
    ended = subprocess.run(
        [str(environment.ROOT / "runvar"), *map(str, arguments)],
        env={**os.environ, "JAVA_TOOL_OPTIONS": options.strip()},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    if ended.returncode != 0:
        lines = ended.stderr.strip().splitlines() or ["nothing on standard error"]
        raise CommandFailure(f"{arguments[0]} ended with exit code {ended.returncode}: {lines[-1]}")


def analysis_of(name, runs, directory):
    """Writes, imports and analyses a study, and returns its analysis.json."""
    files = planted_studies.write_runs(name, runs, directory / "files")
    workspace = directory / "workspace"
    runvar("import", *files, "--study", name, "--criteria", "paper8", "--workspace", workspace)
    text = (workspace / name / "analysis" / "analysis.json").read_text(encoding="utf-8")
    return json.loads(text)


def wrong_decisions(decisions, allowed):
    for hypothesis, right in allowed.items():
        said = decisions.get(hypothesis, "missing")
        if said not in right:
            yield f"{hypothesis} is {said}; right: {' or '.join(right)}"


def named(part, phase):
    """Whether a part is of this phase, also as "evolve without persist" where one holds another."""
    return part["name"] == phase or part["name"].startswith(phase + " without ")


def wrong_parts(growth, truth, total_ms):
    """Yields parts of the growth that are not what was planted."""
    for part in growth["parts"]:
        interval = part.get("interval")
        if interval and not interval[0] <= part["nanos"] <= interval[1]:
            yield f"growth of {part['name']} is outside of its own interval"
    if not is_established(growth):
        # Chance makes a large share of a growth that is hardly there: the interval has to allow it.
        yield from parts_beyond_intervals(growth, truth)
        return
    if abs(truth["acceleration"]) < LEAST_ACCELERATION:
        return
    for phase, planted_ms in truth["part_growth_ms"].items():
        nanos = sum(part["nanos"] for part in growth["parts"] if named(part, phase))
        found_ms = nanos / planted_studies.MILLISECOND
        if abs(found_ms - planted_ms) > PART_TOLERANCE * abs(total_ms):
            yield (f"growth of {phase} is {found_ms:.2f} ms, not {planted_ms:.2f} of "
                   f"{total_ms:.2f} ms")
    for phase, planted_share in truth.get("parts_truth", {}).items():
        share = sum(part["share"] for part in growth["parts"] if named(part, phase))
        if abs(share - planted_share) > PART_TOLERANCE:
            yield f"share of {phase} in the growth is {share:.2f}, not {planted_share:.2f}"


def is_established(growth):
    """Whether the interval of the growth is on one side of zero."""
    low, high = growth["interval"] or (0, 0)
    return low > 0 or high < 0


def parts_beyond_intervals(growth, truth):
    """Yields parts whose intervals, twice as wide, do not hold what was planted.

    Twice as wide, because there are some fifty of them: one or two 95 % intervals miss by chance.
    """
    for phase, planted_ms in truth["part_growth_ms"].items():
        planted = planted_ms * planted_studies.MILLISECOND
        for part in growth["parts"]:
            low, high = part["interval"] or (-math.inf, math.inf)
            if named(part, phase) and abs(planted - (low + high) / 2) > high - low:
                yield f"the interval of the growth of {phase} does not hold {planted_ms:.2f} ms"


def compare(outcome, analysis, truth, total_ms):
    """Compares one analysis with the truth, and keeps what it says in the outcome."""
    hypotheses = (analysis.get("phase1a") or {}).get("hypotheses", [])
    outcome.decisions = {h["id"]: h["verdict"]["decision"] for h in hypotheses}
    outcome.faults += wrong_decisions(outcome.decisions, truth["expected"])
    [experiment] = [e for e in analysis["experiments"] if e["variant"] == "unoptimized"]
    # There is no interval with fewer than two seeds.
    interval = experiment["intervals"].get("acceleration")
    if interval:
        outcome.acceleration = Interval(
            experiment["acceleration"], *interval, truth["acceleration"])
    elif truth["runs"] > 1:
        outcome.faults.append("the acceleration has no interval")
    if experiment["growth"] is None:
        outcome.faults.append("the growth has no parts")
    else:
        outcome.faults += wrong_parts(experiment["growth"], truth, total_ms)
    if "speedup_truth" in truth:
        compare_speedup(outcome, analysis, truth)


def compare_speedup(outcome, analysis, truth):
    ratio = analysis["comparison"]["speedup"]["ratio"]
    if ratio:
        outcome.speedup = Interval(
            ratio["value"], ratio["low"], ratio["high"], truth["speedup_truth"])
        if outcome.speedup.is_far_off():
            outcome.faults.append("the speed-up is far off")
    elif len(truth["cycles"]) == 1:
        # Runs that were stopped early need not be compared with complete ones.
        outcome.faults.append("there is no speed-up")


def check(name, draw, directory):
    """Makes, analyses and compares one draw of one study."""
    began = time.monotonic()
    outcome = Outcome(name, draw)
    runs = planted_studies.make_runs(name, draw)
    truth = planted_studies.truth_of(name, runs)
    try:
        analysis = analysis_of(name, runs, directory)
        compare(outcome, analysis, truth, planted_studies.growth_of(runs))
    except CommandFailure as failure:
        outcome.faults.append(str(failure))
    outcome.seconds = time.monotonic() - began
    return outcome


def least_holding(count):
    """Returns how many of so many 95 % intervals have to hold the truth.

    That is 90 % of them. Of a few intervals, chance alone often makes more than 10 % miss: 9 right
    ones hold the truth in 8 or fewer cases with a probability of 37 %. Then fewer are enough, so
    that right intervals are refused with a probability of at most 1 %.
    """
    by_chance = int(binom.ppf(FALSE_ALARMS, count, NOMINAL_COVERAGE))
    return min(math.ceil(LEAST_COVERAGE * count), by_chance)


def is_covered(what, intervals):
    """Prints how many intervals hold the truth, and returns whether these are enough."""
    least = least_holding(len(intervals))
    holding = sum(interval.holds() for interval in intervals)
    if intervals:
        print(f"{what}: {holding} of {len(intervals)} intervals hold the truth; "
              f"at least {least} have to")
    return holding >= least


def summarize(outcomes):
    """Prints what all outcomes come to, and returns whether all is right."""
    right = sum(not outcome.faults for outcome in outcomes)
    print(f"\ndecisions and growth by part: right in {right} of {len(outcomes)}")
    accelerations = [o.acceleration for o in outcomes if o.acceleration]
    speedups = [o.speedup for o in outcomes if o.speedup]
    covered = [is_covered("acceleration", accelerations), is_covered("speed-up", speedups)]
    passed = right == len(outcomes) and all(covered)
    print("passed" if passed else "FAILED")
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--draws", type=int, default=3, help="of random numbers, default 3")
    parser.add_argument("--only", type=planted_studies.names, metavar="NAMES")
    parser.add_argument(
        "--first-third", action="store_true", help="one draw of every third study")
    parser.add_argument("--keep", action="store_true", help="keep files and results")
    parser.add_argument("--jobs", type=int, default=2, help="analyses at once, default 2")
    arguments = parser.parse_args()
    selected = arguments.only or list(STUDIES)
    draws = arguments.draws
    if arguments.first_third:
        selected, draws = selected[::3], 1
    directory = Path(tempfile.mkdtemp(prefix="planted-", dir=environment.ROOT / "target"))

    def one(job):
        draw, name = job
        place = directory / f"draw{draw}" / name
        outcome = check(name, draw, place)
        if not arguments.keep:
            shutil.rmtree(place, ignore_errors=True)
        return outcome

    jobs = [(draw, name) for draw in range(draws) for name in selected]
    outcomes = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for outcome in pool.map(one, jobs):
            print(outcome, flush=True)
            outcomes.append(outcome)
    if arguments.keep:
        print(f"\nfiles and results: {directory}")
    else:
        shutil.rmtree(directory, ignore_errors=True)
    return 0 if summarize(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
