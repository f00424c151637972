"""Studies of a grid: kinds of noise by kinds of drift by causes, with some disorder of real data.

`make_study(number)` makes the study of a number: the same number gives the same study. The cause
adds 5 % of runtime from the 5th to the 95th percentile of its exposure. Exposures follow the drift,
whether they are the cause or not, and each has a course of its own beside that.
"""

import dataclasses

import numpy as np
from scipy.signal import lfilter

CYCLES = 400
MILLISECOND = 1e6
WORTH = 0.05
PHASES = {"evolve": 0.45, "persist": 0.2, "recall": 0.25}
ARENAS = 2.0 ** 26

NOISES = ("white", "ar-90", "ar-98", "walk", "heavy")
CAUSES = ("none", "H1", "H2", "H3", "H5", "H3-untimed", "H5-untimed")
SEEDS = (12, 5)

DRIFTS = {
    "none": lambda t: 0 * t,
    "linear": lambda t: t,
    "saturating": lambda t: 1 - np.exp(-8 * t),
    "warm-up": lambda t: np.exp(-20 * t),
    "step": lambda t: 1.0 * (t >= 0.5),
    "shared-step": lambda t: 1.0 * (t >= 0.5),
}

# What may be out of order in a study; half of them are in order.
DISORDERS = (
    "unequal-lengths", "sparse-gauges", "sampled-phases", "missing-wall", "heat", "own-load",
    "two-runs-a-seed", "checkpoints", "rival", "shared-resets", "probe-readings", "one-event")


@dataclasses.dataclass(frozen=True)
class Kind:
    """What a study is made of. `number` seeds its random numbers."""

    number: int
    noise: str
    drift: str
    cause: str
    seeds: int
    disorder: str

    def __str__(self):
        return (f"{self.noise}, {self.drift}, {self.cause}, {self.seeds} seeds"
                + (f", {self.disorder}" if self.disorder else ""))


def kind_of(number):
    """Numbers in a row differ in everything, and all combinations come in the end."""
    drifts = list(DRIFTS)
    disorder = DISORDERS[number // 2 % len(DISORDERS)] if number % 2 else ""
    return Kind(
        number=number,
        noise=NOISES[number % len(NOISES)],
        drift=drifts[number // 5 % len(drifts)] if number // 30 % 2 else drifts[number % 6],
        cause=CAUSES[number % len(CAUSES)],
        seeds=SEEDS[number // 3 % 2],
        disorder=disorder)


def autoregression(rng, cycles, phi):
    shocks = rng.standard_normal(cycles) * np.sqrt(1 - phi * phi)
    shocks[0] = rng.standard_normal()
    return lfilter([1.0], [1.0, -phi], shocks)


def noise(rng, kind, cycles):
    if kind.noise == "walk":
        return rng.standard_normal(cycles).cumsum() / np.sqrt(cycles / 4)
    if kind.noise == "heavy":
        return rng.standard_t(3, cycles) / np.sqrt(3)
    return autoregression(rng, cycles, {"white": 0.0, "ar-90": 0.9, "ar-98": 0.98}[kind.noise])


def accumulated(rng, course, total, resets):
    """What comes in over a run, the more the further the drift is, and is emptied in part."""
    level = np.zeros(len(course))
    now = 0.0
    for cycle, drift in enumerate(course):
        now += total / len(course) * (1 + drift) * rng.uniform(0.5, 1.5)
        if cycle in resets:
            now *= rng.uniform()
        level[cycle] = now
    return level


def cycles_of(kind, seed):
    return CYCLES - 90 + 37 * (5 * seed % 7) if kind.disorder == "unequal-lengths" else CYCLES


def resets_of(rng, kind, cycles, gauge):
    if kind.disorder == "heat":
        return set()
    if kind.disorder == "shared-resets":
        return {cycles // 3, 2 * cycles // 3}
    if gauge == "patterns" and kind.cause == "H5-untimed":
        return {int(rng.integers(cycles // 5, cycles))}
    return set(np.flatnonzero(rng.random(cycles) < 4 / cycles).tolist())


def exposures(rng, kind, cycles):
    t = np.arange(cycles) / cycles
    drift = DRIFTS[kind.drift](t)
    course = t if kind.drift in ("none", "step") else drift

    def wandering(least, more):
        return least + more * (course + 0.2 * autoregression(rng, cycles, 0.9))

    gauges = {
        "host_cpu_percent": wandering(20, 30),
        "host_memory_percent": wandering(35, 20),
        "population": np.round(wandering(60, 4)),
        "database_bytes": accumulated(
            rng, course, 2e5, resets_of(rng, kind, cycles, "database_bytes")).round(),
        "patterns": accumulated(rng, course, 200, resets_of(rng, kind, cycles, "patterns")),
        "allocator_reserved_bytes": np.full(cycles, ARENAS),
        "allocator_allocated_bytes": wandering(2e7, 1e7),
        "allocator_pinned_bytes": ARENAS * wandering(0.1, 0.2),
    }
    return drift, gauges


def times(rng, kind, drift):
    """What phases and the rest take without the cause: with noise in common, and of their own."""
    cycles = len(drift)
    common = 0.05 * noise(rng, kind, cycles)

    def nanos(share):
        own = 0.01 * rng.standard_normal(cycles)
        return 10 * MILLISECOND * share * np.maximum(0.05, 1 + 0.3 * drift + common + own)

    phases = {name: nanos(share) for name, share in PHASES.items()}
    return phases, nanos(1 - sum(PHASES.values()))


CAUSE_COLUMNS = {"H1": "host_cpu_percent", "H2": "allocator_pinned_bytes", "H3": "database_bytes",
                 "H5": "patterns"}


def make_run(rng, kind, seed):
    """Returns the columns and phases of a run."""
    cycles = cycles_of(kind, seed)
    drift, gauges = exposures(rng, kind, cycles)
    phases, rest = times(rng, kind, drift)
    waiting = (sum(phases.values()) + rest) * np.abs(0.1 + 0.01 * rng.standard_normal(cycles))
    if kind.disorder == "heat":
        heat = np.minimum(1, 1.4 * (1 - np.exp(-np.arange(cycles) / 300)))
        gigahertz = (4.2 - 1.2 * heat) * (1 + 0.01 * autoregression(rng, cycles, 0.8))
        slower = 4.2 / gigahertz
        # Evolve waits for a device, and the others for the processor.
        for name in ("persist", "recall"):
            phases[name] = phases[name] * slower
        gauges["cpu_frequency_hertz"] = 1e9 * gigahertz
        gauges["cpu_temperature_celsius"] = 60 + 35 * heat + rng.standard_normal(cycles)
        if kind.number // 24 % 2:
            gauges["throttle_count"] = np.cumsum(rng.poisson(3 * heat)).astype(float)
    if kind.disorder == "checkpoints":
        phases["persist"] = phases["persist"] + (
            np.arange(cycles) % 30 == 29) * 40 * MILLISECOND
    hypothesis = kind.cause.split("-")[0]
    if hypothesis in CAUSE_COLUMNS:
        exposure = gauges[CAUSE_COLUMNS[hypothesis]]
        low, high = np.quantile(exposure, [0.05, 0.95])
        more = WORTH * 10 * MILLISECOND * (exposure - exposure.min()) / (high - low)
        waiting = waiting + more if hypothesis == "H1" else waiting
        rest = rest + more if hypothesis in ("H1", "H2") else rest
        for cause, phase in (("H3", "persist"), ("H5", "recall")):
            if cause == hypothesis:
                phases[phase] = phases[phase] + more
    wall = sum(phases.values()) + rest
    columns = {"wall_nanos": wall, "cpu_nanos": wall - waiting, **gauges}
    if kind.cause.endswith("untimed"):
        phases = {}
    return disordered(rng, kind, columns, phases)


def disordered(rng, kind, columns, phases):
    """Puts a study out of order. In one-event, a restart at a cycle of each run's own fills the
    store and the list, and makes cycles longer; phases are not timed."""
    cycles = np.arange(len(columns["wall_nanos"]))
    if kind.disorder == "sparse-gauges":
        intervals = {"population": 10, "patterns": 3, "database_bytes": 7, "host_cpu_percent": 2}
        for name, interval in intervals.items():
            columns[name] = np.where(cycles % interval == 0, columns[name], np.nan)
    elif kind.disorder == "sampled-phases":
        timed = cycles % 5 == 0
        phases = {name: np.where(timed, nanos, np.nan) for name, nanos in phases.items()}
    elif kind.disorder == "missing-wall":
        missing = rng.random(len(cycles)) < 0.1
        columns["wall_nanos"] = np.where(missing, np.nan, columns["wall_nanos"])
    elif kind.disorder == "probe-readings":
        columns["probe_number"] = np.floor((cycles + rng.integers(4)) / 4)
        first = np.maximum(0, cycles - cycles % 4)
        for name in ("host_cpu_percent", "host_memory_percent"):
            columns[name] = columns[name][first]
    elif kind.disorder == "one-event":
        after = cycles >= rng.integers(len(cycles) // 4, 3 * len(cycles) // 4)
        columns["database_bytes"] = columns["database_bytes"] + 2e5 * after
        columns["patterns"] = columns["patterns"] + 150 * after
        for name in ("wall_nanos", "cpu_nanos"):
            columns[name] = columns[name] + 3 * MILLISECOND * after
        phases = {}
    elif kind.disorder == "own-load":
        columns["process_cpu_percent"] = (
            4 * columns["host_cpu_percent"] * rng.uniform(0.5, 0.9)
            + 3 * rng.standard_normal(len(cycles)))
        columns["rss_bytes"] = np.cumsum(rng.poisson(3, len(cycles))) * 4096.0
    elif kind.disorder == "rival":
        columns["queue_length"] = np.round(
            columns["patterns"] + 40 * autoregression(rng, len(cycles), 0.9))
        columns["requests"] = np.round(
            columns["database_bytes"] / 1e3 + 40 * autoregression(rng, len(cycles), 0.9))
    return columns, phases


def make_study(number):
    """Returns the kind of a study and its runs: the seed, columns and phases of each."""
    kind = kind_of(number)
    runs_of_seed = 2 if kind.disorder == "two-runs-a-seed" else 1
    runs = []
    for run in range(kind.seeds * runs_of_seed):
        rng = np.random.default_rng([number, run])
        seed = run // runs_of_seed
        runs.append((seed, *make_run(rng, kind, seed)))
    return kind, runs
