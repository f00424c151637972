#!/usr/bin/env python3
"""Makes the telemetry of 29 studies whose truth is known, for `runvar import`.

    python3 src/test/python/planted_studies.py DIR [--draw K] [--only NAME,NAME]

DIR/NAME/ then has the files of a study, and DIR/truth.json the truth about each: which decisions on
the hypotheses H1 to H5 are right, the acceleration, the growth of each phase in milliseconds, and
the speed-up where two variants are compared. Each draw has other random numbers; the same draw
always gives the same bytes.

Most studies are traps: what makes a cycle longer is the work, the machine or a schedule, and an
exposure such as `patterns` or `database_bytes` only moves along with it. An exposure that costs
nothing is called free below.

Times are in nanoseconds. Every random number of a run comes from a generator of its own, seeded by
the name of the study, the draw and the run. `check_planted.py` compares an analysis with the truth.
"""

import argparse
import csv
import dataclasses
import inspect
import json
import zlib
from pathlib import Path

import environment

environment.enter()

import numpy as np  # noqa: E402  (the environment must be there first)
from scipy.signal import lfilter  # noqa: E402

MILLISECOND = 1e6
JITTER = 0.03  # standard deviation of what a phase takes, as a share of it
SPIKES = 0.004  # share of cycles that take 30 to 150 % longer

HYPOTHESES = ("H1", "H2", "H3", "H4", "H5")
YES, NO, UNKNOWN = ("supported",), ("not-supported",), ("not-measurable",)
NO_CLAIM = NO + UNKNOWN
ANYTHING = YES + NO + UNKNOWN
# Where a study says nothing else: its host is calm, no allocator and no clock is measured, and
# neither the store nor the patterns cost anything.
ALLOWED = {"H1": NO, "H2": UNKNOWN, "H3": NO_CLAIM, "H4": UNKNOWN, "H5": NO_CLAIM}

STUDIES = {}


@dataclasses.dataclass
class Run:
    """The telemetry of one run, a value per cycle; a value that is not there is NaN.

    `expected` and `expected_phases` are what a cycle and its phases take without noise.
    """

    wall: np.ndarray
    cpu: np.ndarray
    phases: dict
    gauges: dict
    expected: np.ndarray
    expected_phases: dict
    variant: str = "unoptimized"

    @property
    def cycles(self):
        return len(self.wall)

    def first(self, cycles):
        """Returns the run as if it had been stopped after so many cycles."""
        def cut(series):
            return {name: values[:cycles] for name, values in series.items()}

        return Run(self.wall[:cycles], self.cpu[:cycles], cut(self.phases), cut(self.gauges),
                   self.expected[:cycles], cut(self.expected_phases), self.variant)


@dataclasses.dataclass
class Study:
    """A study: how one of its runs is made, and what an analysis may say of it.

    `remarks` are further entries of the truth, by their names in truth.json.
    """

    make: object
    seeds: int
    allowed: dict
    acceleration: float
    is_table: bool
    is_paired: bool
    remarks: dict

    @property
    def name(self):
        return self.make.__name__

    @property
    def description(self):
        return " ".join(inspect.getdoc(self.make).split())


def study(seeds=10, acceleration=None, table=False, paired=False, remarks=None, **allowed):
    """Registers the function that makes one run, of a generator and the run's number from 0.

    `allowed` are the right decisions by hypothesis where they differ from ALLOWED. `acceleration`
    is the truth where it is not that of the expected times. A paired study has runs of two
    variants: its function takes a generator of the noise, one of the path that both variants of a
    seed share, and whether the run is the optimized one.
    """
    def register(make):
        STUDIES[make.__name__] = Study(make, seeds, {**ALLOWED, **allowed}, acceleration, table,
                                       paired, remarks or {})
        return make

    return register


# Series of random numbers, and gauges that many studies have.

def autoregression(rng, cycles, phi, deviation=1.0):
    """A stationary series in which each value is phi times the one before plus noise."""
    shocks = rng.standard_normal(cycles) * np.sqrt(1 - phi * phi)
    shocks[0] = rng.standard_normal()
    return deviation * lfilter([1.0], [1.0, -phi], shocks)


def episodes(rng, cycles, length, pause):
    """1 in episodes at random places, else 0; of these mean lengths, at least 3 cycles each."""
    active = np.zeros(cycles)
    begin = int(rng.exponential(pause))
    while begin < cycles:
        end = begin + max(3, int(rng.exponential(length)))
        active[begin:end] = 1
        begin = end + max(3, int(rng.exponential(pause)))
    return active


def calm_host(rng, cycles):
    load = 22 + autoregression(rng, cycles, 0.95, 3)
    memory = 41 + autoregression(rng, cycles, 0.98, 0.4)
    return {"host_cpu_percent": np.clip(load, 0, 100),
            "host_memory_percent": np.clip(memory, 0, 100)}


def steady_population(rng, cycles):
    return 100 + rng.integers(-4, 5, cycles)


def growing_patterns(rng, cycles):
    return 50.0 + np.cumsum(rng.poisson(3, cycles))


def growing_store(rng, cycles):
    return 8192.0 + np.cumsum(rng.poisson(20, cycles)) * 256


def growing_pages(cycles):
    """A store that grows by a page every third cycle."""
    return 4096.0 * (10 + np.arange(cycles) // 3)


def make_run(rng, cycles, phases, rest, gauges, waiting=0.0, jitter=JITTER):
    """Makes one run of what its phases, the rest of a cycle and waiting take without noise.

    Each phase and the rest have an autoregressive jitter of their own. A spike falls into one
    phase, the longer the likelier. `waiting` is off the core; nearly all else is processor time.
    """
    def per_cycle(nanos):
        return np.broadcast_to(np.asarray(nanos, float), cycles)

    expected = {name: per_cycle(nanos) for name, nanos in phases.items()}
    rest = per_cycle(rest)
    waiting = per_cycle(waiting)
    in_phases = sum(expected.values(), np.zeros(cycles))
    noisy = {name: nanos * (1 + autoregression(rng, cycles, 0.5, jitter))
             for name, nanos in expected.items()}
    spikes = (rng.random(cycles) < SPIKES) * rng.uniform(0.3, 1.5, cycles)
    if expected:
        ends = np.cumsum(list(expected.values()), axis=0) / np.maximum(in_phases, 1)
        hit = (rng.random(cycles) > ends).sum(axis=0).clip(0, len(expected) - 1)
        for number, name in enumerate(noisy):
            noisy[name] = noisy[name] + (hit == number) * spikes * in_phases
    noisy_rest = rest * (1 + autoregression(rng, cycles, 0.5, jitter))
    if not expected:
        noisy_rest = noisy_rest + spikes * rest
    wall = sum(noisy.values()) + noisy_rest + waiting
    switches = wall * np.abs(rng.normal(0.008, 0.004, cycles))
    return Run(
        wall=wall,
        cpu=wall - waiting - switches,
        phases=noisy,
        gauges={**calm_host(rng, cycles), **gauges},
        expected=in_phases + rest + waiting,
        expected_phases=expected,
    )


# Growth that is work.

@study()
def ramp_population(rng, number, cycles=1200):
    """The population rises smoothly by a schedule that all runs share. Phase recall takes 9 us per
    agent. The patterns grow and are free."""
    population = np.round(60 + 340 * np.arange(cycles) / cycles)
    patterns = growing_patterns(rng, cycles)
    phases = {"evolve": 5 * MILLISECOND, "recall": 9e3 * population, "persist": 0.6 * MILLISECOND}
    gauges = {"population": population, "patterns": patterns,
              "database_bytes": growing_pages(cycles)}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)


@study()
def births_and_list(rng, number, cycles=1500):
    """The population grows and wanders. A list of the dead, `patterns`, grows with it and is
    emptied at random times. Only the population costs anything. Phases are not timed."""
    growth = 220 * np.arange(cycles) / cycles
    wandering = autoregression(rng, cycles, 0.98, 18)
    population = np.maximum(20, np.round(80 + growth + wandering))
    emptied = rng.random(cycles) < 1 / 350
    patterns = np.zeros(cycles)
    listed = 0.0
    for cycle in range(cycles):
        listed = 0 if emptied[cycle] else listed + rng.poisson(0.05 * population[cycle])
        patterns[cycle] = listed
    gauges = {"population": population, "patterns": patterns,
              "database_bytes": 4096.0 * (10 + np.cumsum(population) // 3000)}
    return make_run(rng, cycles, {}, 2 * MILLISECOND + 30e3 * population, gauges)


@study()
def tickets_are_work(rng, number, cycles=1200):
    """A call centre: a cycle takes 0.15 ms per ticket, a gauge of the user's own, which an import
    cannot declare as work. The patterns are open index entries: they follow the tickets and are
    free. Phases are not timed."""
    growth = 40 * np.arange(cycles) / cycles
    tickets = np.maximum(1, np.round(40 + growth + autoregression(rng, cycles, 0.9, 9)))
    patterns = np.round(3.0 * tickets + rng.normal(0, 6, cycles)).clip(0)
    nanos = 3 * MILLISECOND + 0.15 * MILLISECOND * tickets
    return make_run(rng, cycles, {}, nanos, {"tickets": tickets, "patterns": patterns})


# State that costs, or that only looks so.

@study(H5=YES + NO)
def log_cost(rng, number, cycles=1200):
    """Index lookups: phase recall takes 0.35 ms times the binary logarithm of the patterns, which
    grow from 200 to 200,000."""
    patterns = 200 + np.cumsum(rng.poisson(165, cycles))
    phases = {"evolve": 5 * MILLISECOND, "recall": 0.35 * MILLISECOND * np.log2(patterns),
              "persist": 0.4 * MILLISECOND}
    gauges = {"population": steady_population(rng, cycles), "patterns": patterns,
              "database_bytes": growing_pages(cycles)}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)


@study(H3=YES)
def prune_shared(rng, number, cycles=1200):
    """The store is emptied at cycles 300, 600 and 900 of every run. Phase persist, which is timed,
    follows its size."""
    written = rng.poisson(20, cycles) * 256.0
    store = np.zeros(cycles)
    stored = 0
    for cycle in range(cycles):
        stored = written[cycle] if cycle % 300 == 0 else stored + written[cycle]
        store[cycle] = stored
    phases = {"evolve": 6 * MILLISECOND, "recall": 0.5 * MILLISECOND,
              "persist": 0.8 * MILLISECOND + 2.2 * store}
    gauges = {"population": steady_population(rng, cycles), "patterns": np.full(cycles, 300.0),
              "database_bytes": store}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)


@study()
def curriculum(rng, number, cycles=1200):
    """Stages begin at cycles 300, 600 and 900 of all runs. Each is a finer model, which costs more,
    and loads its assets into the store, which is free. Phases are not timed."""
    cycle = np.arange(cycles)
    stage = cycle // 300
    assets = stage * 2.5e7 * (1 + 0.05 * rng.standard_normal())
    store = 2e7 + assets + 300.0 * cycle + 4096 * np.round(autoregression(rng, cycles, 0.9, 5))
    gauges = {"population": steady_population(rng, cycles), "database_bytes": store.round()}
    return make_run(rng, cycles, {}, 6 * MILLISECOND * (1 + 0.35 * stage), gauges)


@study(seeds=12)
def learning_starts_unequal(rng, number):
    """Learning starts at cycle 500 of all runs: a cycle then takes 2.5 times as long, and the list
    is filled at once, which is free. Runs stop early, after 700 to 2,000 cycles. Phases are not
    timed."""
    cycles = int(np.linspace(700, 2000, 12)[number])
    cycle = np.arange(cycles)
    learns = cycle >= 500
    wandering = np.round(autoregression(rng, cycles, 0.9, 10))
    patterns = 100 + 0.5 * cycle + 5000 * learns + wandering
    gauges = {"population": steady_population(rng, cycles), "patterns": patterns.round()}
    return make_run(rng, cycles, {}, 4 * MILLISECOND * (1 + 1.5 * learns), gauges)


@study(H3=UNKNOWN, H5=UNKNOWN,
       remarks={"unhelpful": "is the user told that queue_length explains it?"})
def queue_gauge(rng, number, cycles=1200):
    """Phase search takes 20 us per entry of `queue_length`, a gauge of the user's own, which
    wanders and grows. No gauge is called patterns."""
    growth = 240 * np.arange(cycles) / cycles
    queue = np.maximum(5, np.round(60 + growth + autoregression(rng, cycles, 0.98, 45)))
    phases = {"serve": 4 * MILLISECOND, "search": 20e3 * queue}
    gauges = {"queue_length": queue, "population": steady_population(rng, cycles)}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)


@study(H3=ANYTHING, H5=UNKNOWN, remarks={"unhelpful": "H3 true but phase has another name"})
def io_phase(rng, number, cycles=1200):
    """The phases are called compute and io. Phase io grows with the store, which only grows."""
    store = growing_store(rng, cycles)
    phases = {"compute": 6 * MILLISECOND, "io": 0.8 * MILLISECOND + 0.9 * store}
    gauges = {"population": steady_population(rng, cycles), "database_bytes": store}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)


@study(H5=YES + UNKNOWN)
def cleanup_once(rng, number, cycles=1120):
    """The list is cleaned up every 900 cycles of all runs, and runs have 1,120. Phase recall, which
    is timed, goes from 0.5 to 9 ms and back, so that late minus early is about zero."""
    patterns = np.zeros(cycles)
    listed = 0.0
    for cycle in range(cycles):
        listed = 0 if cycle == 900 else listed + rng.poisson(4)
        patterns[cycle] = listed
    phases = {"evolve": 5 * MILLISECOND, "recall": 0.5 * MILLISECOND + 2.4e3 * patterns,
              "persist": 0.5 * MILLISECOND}
    gauges = {"population": steady_population(rng, cycles), "patterns": patterns,
              "database_bytes": np.full(cycles, 65536.0)}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)


# Steps and outliers.

@study()
def step_random(rng, number, cycles=1200):
    """Something unknown makes a cycle 45 % longer from a random cycle of each run on. The store and
    the list grow steadily and are free. Phases are not timed."""
    slower = np.arange(cycles) >= rng.integers(200, 1000)
    gauges = {"population": steady_population(rng, cycles),
              "patterns": growing_patterns(rng, cycles), "database_bytes": growing_pages(cycles)}
    return make_run(rng, cycles, {}, 7 * MILLISECOND * (1 + 0.45 * slower), gauges)


@study(acceleration=0.0, H1=NO_CLAIM)
def suspended_laptop(rng, number, cycles=800):
    """Nothing slows down. In one of ten runs, a cycle of the last fifth takes 10 s, because the
    laptop is closed."""
    asleep = np.where((np.arange(cycles) == 700) & (number == 3), 10e9, 0.0)
    phases = {"evolve": 15 * MILLISECOND, "recall": 2 * MILLISECOND, "persist": 2 * MILLISECOND}
    gauges = {"population": steady_population(rng, cycles),
              "patterns": growing_patterns(rng, cycles), "database_bytes": growing_pages(cycles)}
    run = make_run(rng, cycles, phases, 1 * MILLISECOND, gauges, waiting=asleep)
    run.phases["evolve"] = run.phases["evolve"] + asleep
    return run


@study(H1=NO_CLAIM, H3=YES)
def output_growing(rng, number, cycles=1200):
    """Every tenth cycle writes its output. What that takes grows 2.5-fold with the store."""
    writes = np.arange(cycles) % 10 == 9
    rows = np.round(rng.normal(400, 25, cycles))
    store = 4096 + np.cumsum(writes * rows * 120.0)
    share = store / (cycles / 10 * 400 * 120)
    output = 36 * MILLISECOND * (1 + 1.5 * share)
    phases = {"evolve": 3.6 * MILLISECOND, "recall": 0.3 * MILLISECOND,
              "persist": np.where(writes, output, 0.05 * MILLISECOND)}
    gauges = {"population": steady_population(rng, cycles), "patterns": np.full(cycles, 300.0),
              "database_bytes": store}
    return make_run(rng, cycles, phases, 0.05 * MILLISECOND, gauges)


@study(acceleration=0.0, H1=NO_CLAIM)
def checkpoint_alias(rng, number, cycles=1200):
    """Every hundredth cycle writes a checkpoint in phase persist, which always takes as long as 25
    cycles. The store grows a little in every cycle. Nothing slows down, but the first fifth of a
    run has two checkpoints and the last fifth three."""
    store = growing_store(rng, cycles)
    checkpoint = np.arange(cycles) % 100 == 99
    phases = {"evolve": 6 * MILLISECOND, "recall": 0.5 * MILLISECOND,
              "persist": np.where(checkpoint, 150 * MILLISECOND, 0.4 * MILLISECOND)}
    gauges = {"population": steady_population(rng, cycles),
              "patterns": growing_patterns(rng, cycles), "database_bytes": store}
    return make_run(rng, cycles, phases, 0.1 * MILLISECOND, gauges)


# The host.

@study(H1=YES + NO)
def neighbour_half(rng, number, cycles=1000):
    """In every second run, another program takes the processor in episodes, which are 25 % longer
    and off the core."""
    busy = episodes(rng, cycles, 30, 70) if number % 2 else np.zeros(cycles)
    phases = {"evolve": 15 * MILLISECOND, "recall": 1 * MILLISECOND, "persist": 2 * MILLISECOND}
    gauges = {"population": steady_population(rng, cycles), "patterns": np.full(cycles, 300.0),
              "database_bytes": np.full(cycles, 65536.0)}
    waiting = busy * 5 * MILLISECOND * rng.uniform(0.6, 1.4, cycles)
    run = make_run(rng, cycles, phases, 1 * MILLISECOND, gauges, waiting=waiting)
    load = np.where(busy > 0, 96, run.gauges["host_cpu_percent"]) + rng.normal(0, 1, cycles)
    run.gauges["host_cpu_percent"] = np.clip(load, 0, 100)
    return run


@study(H1=YES + UNKNOWN)
def cron_fixed(rng, number, cycles=1200):
    """All runs begin together, and a backup runs beside cycles 400 to 520 and 900 to 1,020 of all
    of them: the host is at 93 %, and cycles are 30 % longer, off the core."""
    cycle = np.arange(cycles)
    busy = 1.0 * (((cycle >= 400) & (cycle < 520)) | ((cycle >= 900) & (cycle < 1020)))
    phases = {"evolve": 15 * MILLISECOND, "recall": 1 * MILLISECOND, "persist": 2 * MILLISECOND}
    gauges = {"population": steady_population(rng, cycles),
              "patterns": growing_patterns(rng, cycles), "database_bytes": growing_pages(cycles)}
    waiting = busy * 6 * MILLISECOND * rng.uniform(0.6, 1.4, cycles)
    run = make_run(rng, cycles, phases, 1 * MILLISECOND, gauges, waiting=waiting)
    load = np.where(busy > 0, 93, run.gauges["host_cpu_percent"]) + rng.normal(0, 1.5, cycles)
    run.gauges["host_cpu_percent"] = np.clip(load, 0, 100)
    return run


@study(H1=NO_CLAIM)
def own_workers(rng, number, cycles=1000):
    """The main thread waits for its own pool of workers in bursts, and the processor time is that
    of the main thread. Nothing else runs: `process_cpu_percent` is the load of all 8 cores."""
    bursts = episodes(rng, cycles, 12, 25) * rng.uniform(0.7, 1.3, cycles)
    phases = {"evolve": 8 * MILLISECOND, "recall": 1 * MILLISECOND}
    gauges = {"population": steady_population(rng, cycles), "patterns": np.full(cycles, 300.0)}
    waiting = bursts * 9 * MILLISECOND
    run = make_run(rng, cycles, phases, 1 * MILLISECOND, gauges, waiting=waiting)
    run.phases["evolve"] = run.phases["evolve"] + waiting
    load = np.clip(12.5 + 80 * bursts / 1.3 + rng.normal(0, 0.8, cycles), 5, 100)
    run.gauges["host_cpu_percent"] = load
    run.gauges["process_cpu_percent"] = load * 8 - np.abs(rng.normal(4, 2, cycles))
    return run


@study(H1=NO_CLAIM, H4=YES + UNKNOWN)
def thermal_saturating(rng, number, cycles=1200):
    """A laptop heats up: its clock falls from 4.6 to 3.0 GHz within the first third of a run and
    stays there, and throttle events are counted all the while. Phase recall is bound by the
    processor, phase pace waits for a device. The patterns grow and are free."""
    heat = 1 - np.exp(-np.arange(cycles) / 160.0)
    gigahertz = (4.6 - 1.6 * heat) * (1 + rng.normal(0, 0.004, cycles))
    events = np.cumsum(rng.poisson(6 * heat))
    patterns = growing_patterns(rng, cycles)
    phases = {"recall": 6 * MILLISECOND * (4.6 / gigahertz), "pace": 4 * MILLISECOND}
    gauges = {"population": steady_population(rng, cycles), "patterns": patterns,
              "cpu_frequency_hertz": gigahertz * 1e9,
              "cpu_temperature_celsius": 62 + 34 * heat + rng.normal(0, 0.7, cycles),
              "throttle_count": events.astype(float)}
    run = make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)
    run.cpu = run.cpu - run.phases["pace"] * 0.98
    return run


# Shapes of a drift.

@study()
def jit_and_uniform(rng, number, cycles=1200):
    """Phase evolve gets faster while a just-in-time compiler warms up; the others are native code.
    Then everything slows down by the same 30 %, as with a falling clock. The store and the list
    grow and are free."""
    cycle = np.arange(cycles)
    slower = 1 + 0.30 * (1 - np.exp(-cycle / 350))
    warm_up = 1 + 1.2 * np.exp(-cycle / 80)
    phases = {"evolve": 6 * MILLISECOND * slower * warm_up, "recall": 1.5 * MILLISECOND * slower,
              "persist": 2 * MILLISECOND * slower}
    gauges = {"population": steady_population(rng, cycles),
              "patterns": growing_patterns(rng, cycles), "database_bytes": growing_pages(cycles)}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND * slower, gauges)


# Telemetry with gaps.

def growing_persist(rng, cycles):
    """Phase persist grows from 2 to 6 ms with the store, and nothing else does."""
    store = growing_store(rng, cycles)
    share = store / (20 * 256 * cycles)
    phases = {"evolve": 6 * MILLISECOND, "recall": 0.5 * MILLISECOND,
              "persist": 2 * MILLISECOND + 4 * MILLISECOND * share}
    gauges = {"population": steady_population(rng, cycles), "patterns": np.full(cycles, 300.0),
              "database_bytes": store}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)


@study(table=True, H3=YES, remarks={"parts_truth": {"persist": 1.0}})
def missing_wall(rng, number, cycles=1200):
    """30 % of the cycles have no wall time, but times of phases. Phase persist grows with the
    store, and is all of the growth."""
    run = growing_persist(rng, cycles)
    run.wall = np.where(rng.random(cycles) < 0.3, np.nan, run.wall)
    return run


@study(H3=YES, remarks={"nested": True})
def nested_phases(rng, number, cycles=1200):
    """Phase persist is timed inside phase evolve, so that both add up to more than the cycle. Phase
    persist grows with the store."""
    run = growing_persist(rng, cycles)
    run.phases["evolve"] = run.phases["evolve"] + run.phases["persist"]
    return run


@study(H3=YES, remarks={"parts_truth": {"persist": 1.0}})
def sampled_phases(rng, number, cycles=1200):
    """Phases are timed in every tenth cycle only. Phase persist grows with the store, and is all of
    the growth."""
    run = growing_persist(rng, cycles)
    timed = np.arange(cycles) % 10 == 0
    run.phases = {name: np.where(timed, nanos, np.nan) for name, nanos in run.phases.items()}
    return run


@study(H3=YES)
def sparse_gauges(rng, number, cycles=1200):
    """Each gauge is read at an interval of its own: every 3rd, 7th or 10th cycle. Phase persist,
    which is timed, follows the store, which is emptied at random times."""
    store = np.zeros(cycles)
    stored = 0
    for cycle in range(cycles):
        stored = 0 if rng.random() < 1 / 300 else stored + rng.poisson(20) * 256.0
        store[cycle] = stored
    population = 100 + np.round(autoregression(rng, cycles, 0.9, 5))
    phases = {"evolve": 60e3 * population, "recall": 0.5 * MILLISECOND,
              "persist": 0.8 * MILLISECOND + 2.2 * store}

    def every(interval, values):
        return np.where(np.arange(cycles) % interval == 0, values, np.nan)

    gauges = {"population": every(10, population),
              "patterns": every(3, growing_patterns(rng, cycles)),
              "database_bytes": every(7, store)}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)


@study()
def init_phase(rng, number, cycles=1000):
    """Phase load is there in the first 150 cycles only. Nothing else changes."""
    loads = np.arange(cycles) < 150
    loading = np.where(loads, 3 * MILLISECOND, 0.0)
    phases = {"evolve": 6 * MILLISECOND, "persist": 1 * MILLISECOND}
    gauges = {"population": steady_population(rng, cycles), "patterns": np.full(cycles, 300.0),
              "database_bytes": growing_pages(cycles)}
    run = make_run(rng, cycles, phases, 0.3 * MILLISECOND + loading, gauges)
    run.phases["load"] = np.where(loads, loading, np.nan)
    run.expected_phases["load"] = loading
    return run


# Few runs.

def strong_recall(rng, cycles=1000):
    """Phase recall follows the list, which makes a cycle seven times as long."""
    patterns = 20.0 + np.cumsum(rng.poisson(4, cycles))
    phases = {"evolve": 6 * MILLISECOND, "recall": 0.4 * MILLISECOND + 10.7e3 * patterns,
              "persist": 0.5 * MILLISECOND}
    gauges = {"population": steady_population(rng, cycles), "patterns": patterns,
              "database_bytes": np.full(cycles, 65536.0)}
    return make_run(rng, cycles, phases, 0.2 * MILLISECOND, gauges)


@study(seeds=5, H5=YES)
def five_seeds_strong(rng, number):
    """Five seeds. Phase recall follows the list: late cycles take four times as long as early
    ones."""
    return strong_recall(rng)


@study(seeds=3, H1=UNKNOWN, H3=UNKNOWN, H5=UNKNOWN)
def three_runs_strong(rng, number):
    """As five_seeds_strong, with three seeds: too few for any verdict."""
    return strong_recall(rng)


# Two variants.

def shop(rng, path, factor, cycles=800, growth=0.0):
    """A run whose work is the population of its path, with a level of its own for the moment at
    which it ran."""
    cycle = np.arange(cycles)
    population = np.maximum(20, np.round(100 + autoregression(path, cycles, 0.98, 15)))
    of_the_path = 1 + 0.06 * path.standard_normal()
    of_the_host = np.exp(rng.normal(0, 0.02))
    per_agent = 60e3 * population * of_the_path * factor
    nanos = per_agent * (1 + growth * cycle / cycles) * of_the_host
    gauges = {"population": population}
    return make_run(rng, cycles, {"evolve": 0.8 * nanos}, 0.2 * nanos, gauges, jitter=0.05)


@study(paired=True, H1=ANYTHING, remarks={"speedup_truth": 1.0})
def speed_100(rng, path, optimized):
    """The optimization does nothing."""
    return shop(rng, path, 1.0)


@study(paired=True, H1=ANYTHING, remarks={"speedup_truth": 1.05})
def speed_105(rng, path, optimized):
    """The optimized variant is 5 % faster."""
    return shop(rng, path, 1.0 if optimized else 1.05)


@study(paired=True, H1=ANYTHING, remarks={"speedup_truth": 3.0})
def speed_truncated(rng, path, optimized):
    """The optimized variant is three times as fast at every cycle. In both, a cycle gets four times
    as long over the run, by work that is not reported. Unoptimized runs were stopped at 40 % of
    their cycles, by a limit of time."""
    if optimized:
        return shop(rng, path, 1.0, cycles=1500, growth=3.0)
    return shop(rng, path, 3.0, cycles=1500, growth=3.0).first(600)


# The runs of a study, and their files.

def generator(name, draw, *numbers):
    return np.random.default_rng([zlib.crc32(name.encode()), draw, *numbers])


def make_pair(name, draw, seed):
    """Makes both variants of a seed, which share the path."""
    for variant in ("unoptimized", "optimized"):
        noise = generator(name, draw, seed, len(variant))
        path = generator(name, draw, seed, 9)
        run = STUDIES[name].make(noise, path, variant == "optimized")
        run.variant = variant
        yield run


def make_runs(name, draw):
    """Returns the runs of one study, each with its seed."""
    numbers = range(STUDIES[name].seeds)
    if STUDIES[name].is_paired:
        return [(n + 1, run) for n in numbers for run in make_pair(name, draw, n + 1)]
    return [(n + 1, STUDIES[name].make(generator(name, draw, n), n)) for n in numbers]


def late_minus_early(values):
    """Returns the mean of the last fifth less that of the first fifth, and the latter."""
    cycles = len(values)
    early = values[:cycles // 5].mean()
    late = values[cycles - -(-cycles // 5):].mean()
    return late - early, early


def growth_of(runs):
    """Returns the expected growth of a cycle in milliseconds, over the unoptimized runs."""
    unoptimized = [run for _, run in runs if run.variant == "unoptimized"]
    return np.mean([late_minus_early(run.expected)[0] for run in unoptimized]) / MILLISECOND


def truth_of(name, runs):
    """Returns what truth.json says of one study."""
    planted = STUDIES[name]
    accelerations = []
    parts = {}
    for _, run in runs:
        if run.variant == "optimized":
            continue
        growth, early = late_minus_early(run.expected)
        accelerations.append(growth / early)
        # In a study without any acceleration, what differs between the fifths is no growth.
        for phase, nanos in run.expected_phases.items() if planted.acceleration != 0 else ():
            parts.setdefault(phase, []).append(late_minus_early(nanos)[0])
    acceleration = planted.acceleration
    if acceleration is None:
        acceleration = float(np.mean(accelerations))
    return {
        "why": planted.description,
        "expected": {hypothesis: list(planted.allowed[hypothesis]) for hypothesis in HYPOTHESES},
        "runs": len(runs),
        "cycles": sorted({run.cycles for _, run in runs}),
        "acceleration": round(acceleration, 4),
        "part_growth_ms": {phase: round(float(np.mean(nanos)) / MILLISECOND, 4)
                           for phase, nanos in parts.items()},
        **planted.remarks,
    }


def gauge(value):
    return round(float(value), 6)


def json_line(run, cycle):
    values = {"cycle": cycle, "wall_ns": int(max(1000, run.wall[cycle])),
              "cpu_ns": int(max(0, run.cpu[cycle]))}
    if run.phases:
        values["phases"] = {name: int(max(0, nanos[cycle])) for name, nanos in run.phases.items()
                            if not np.isnan(nanos[cycle])}
    values["gauges"] = {name: gauge(series[cycle]) for name, series in run.gauges.items()
                        if not np.isnan(series[cycle])}
    return json.dumps(values, separators=(",", ":"))


def write_json_lines(path, run, header):
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        lines.write(json.dumps({"runvar": 1, "workload": "val", **header}) + "\n")
        lines.writelines(json_line(run, cycle) + "\n" for cycle in range(run.cycles))
        lines.write('{"end":true}\n')


def write_table(path, runs):
    def whole(value):
        return "" if np.isnan(value) else int(value)

    first = runs[0][1]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["experiment", "variant", "seed", "cycle", "wall_nanos", "cpu_nanos",
                        *(f"phase.{name}" for name in first.phases), *first.gauges])
        for seed, run in runs:
            for cycle in range(run.cycles):
                times = [run.wall, run.cpu, *run.phases.values()]
                table.writerow(["c256", "unoptimized", seed, cycle,
                                *(whole(series[cycle]) for series in times),
                                *(gauge(series[cycle]) for series in run.gauges.values())])


def write_runs(name, runs, directory):
    """Writes the files of one study into a directory, and returns their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    if STUDIES[name].is_table:
        paths = [directory / "runs.csv"]
        write_table(paths[0], runs)
        return paths
    paths = []
    for seed, run in runs:
        if STUDIES[name].is_paired:
            file_name = f"{run.variant}{seed}.jsonl"
            header = {"variant": run.variant, "experiment": run.variant, "seed": seed,
                      "params": {"shop": "a"}}
        else:
            file_name = f"run{seed - 1:02d}.jsonl"
            header = {"experiment": "c256", "variant": run.variant, "seed": seed,
                      "params": {"k": "a"}}
        paths.append(directory / file_name)
        write_json_lines(paths[-1], run, header)
    return paths


def names(text):
    """Reads names of studies with commas between them."""
    for name in text.split(","):
        if name not in STUDIES:
            raise argparse.ArgumentTypeError(f'"{name}" is not allowed; allowed: {list(STUDIES)}')
    return text.split(",")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("directory", type=Path, metavar="DIR", help="made if it is not there")
    parser.add_argument("--draw", type=int, default=0, help="of the random numbers, default 0")
    parser.add_argument("--only", type=names, metavar="NAMES", help="default: all studies")
    arguments = parser.parse_args()
    truth = {}
    for name in arguments.only or STUDIES:
        runs = make_runs(name, arguments.draw)
        write_runs(name, runs, arguments.directory / name)
        truth[name] = truth_of(name, runs)
    text = json.dumps(truth, indent=1)
    (arguments.directory / "truth.json").write_text(text, encoding="utf-8")
    print(f"{len(truth)} studies in {arguments.directory}")


if __name__ == "__main__":
    main()
