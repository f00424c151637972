#!/usr/bin/env python3
"""The NRM swarm as a plain CPython workload (3.9 or newer, standard library only; runvar_telemetry.py is beside it).

It simulates the same model as the built-in workload and reports one JSON line of telemetry per cycle.
The two agree in distribution, not bit for bit, because their random number generators differ.
"""
import contextlib
import hashlib
import itertools
import json
import math
import os
import random
import shutil
import sqlite3
import struct
import sys
import tempfile
import time
from types import SimpleNamespace
from typing import Callable, NamedTuple, Optional

import runvar_telemetry

TAU = 2 * math.pi
GOLDEN_RATIO = (1 + math.sqrt(5)) / 2
BINS_PER_PHASE = 12
MAX_ENERGY = 200.0
SPAWN_COST = 10.0
SPAWN_COOLDOWN = 100
RESONANCE_COHERENCE = 0.995
CPU_READING_INTERVAL = 100
COMMIT_INTERVAL = 100
ALLOCATOR_INTERVAL_SECONDS = 0.02
FRAGMENTS = 400_000
LARGEST_FRAGMENT_BYTES = 512 - sys.getsizeof(b"")

USAGE = """usage: swarm.py [NAME=VALUE ...]         simulate and write telemetry
       swarm.py bench POPULATION SECONDS  time the compose step alone

Without NAME=VALUE a parameter is taken from the environment (RUNVAR_SEED, RUNVAR_CYCLES, RUNVAR_PARAM_<NAME>).
RUNVAR_TELEMETRY names the file to write, standard output without it; RUNVAR_SCRATCH names the scratch directory.

parameters:"""


# ---- parameters ----

class Mistake(Exception):
    """Something the user can put right; its text is all that they need to see."""


class Parameter(NamedTuple):
    default: Optional[str]
    read: Callable[[str], object]
    allowed: str


def numeric(kind, default, least, most, **levels):
    def read(text):
        value = levels[text] if text in levels else kind(text)
        if not least <= value <= most:
            raise ValueError
        return value

    noun = "a whole number" if kind is int else "a number"
    return Parameter(default, read, ", ".join([*levels, f"{noun} from {least} to {most}"]))


def choice(default, *words):
    # Absence is a ValueError, as it is for a number that cannot be read.
    return Parameter(default, lambda text: words[words.index(text)], ", ".join(words))


PARAMETERS = {
    "seed": numeric(int, "1", 1, 2**31 - 1),
    "cycles": numeric(int, "100", 1, 2**31 - 1),
    "max_agents": numeric(int, "100", 1, 100_000),
    "max_depth": numeric(int, "7", 0, 1000),
    "resonance_threshold": numeric(float, "0.99", 0.01, 1),
    "burst_threshold": numeric(float, "1000", 0, 1_000_000_000),
    "frequency": numeric(float, "low", 0, 1000, low=0.05, high=0.20),
    "founders": numeric(int, "low", 1, 100_000, low=1, high=5),
    "pooling": choice("off", "off", "on"),
    "throttling": choice("off", "off", "on"),
    "variant": choice("optimized", "unoptimized", "optimized"),
    "sampling": choice(None, "per-agent", "cached"),
    "persistence": choice(None, "per-sample", "batched"),
    "retention": choice(None, "all", "latest"),
    "blocking_ms": numeric(float, "0", 0, 60_000),
    "allocator": choice("pymalloc", "pymalloc", "malloc"),
    "prefragment": choice("off", "off", "on"),
}

SWITCHES = {
    "unoptimized": {"sampling": "per-agent", "persistence": "per-sample", "retention": "all"},
    "optimized": {"sampling": "cached", "persistence": "batched", "retention": "latest"},
}


def read_value(name, text, parameter):
    try:
        return parameter.read(text)
    except ValueError:
        raise Mistake(f"{name} is {text!r}; allowed: {parameter.allowed}") from None


def texts_from_environment(environment):
    prefix = "RUNVAR_PARAM_"
    texts = {name[len(prefix):].lower(): text for name, text in environment.items() if name.startswith(prefix)}
    run = {name: environment.get(f"RUNVAR_{name.upper()}") for name in ("seed", "cycles")}
    return {**texts, **{name: text for name, text in run.items() if text is not None}}


def texts_from_arguments(arguments):
    for argument in arguments:
        if "=" not in argument:
            raise Mistake(f"argument is {argument!r}; allowed: NAME=VALUE, --help, bench POPULATION SECONDS")
    return dict(argument.split("=", 1) for argument in arguments)


def resolve(texts):
    for name in texts:
        if name not in PARAMETERS:
            raise Mistake(f"parameter is {name!r}; allowed: {', '.join(PARAMETERS)}")
    defaults = {name: parameter.default for name, parameter in PARAMETERS.items()}
    variant = read_value("variant", texts.get("variant", defaults["variant"]), PARAMETERS["variant"])
    chosen = {**defaults, **SWITCHES[variant], **texts}
    settings = SimpleNamespace(**{name: read_value(name, text, PARAMETERS[name]) for name, text in chosen.items()})
    if settings.founders > settings.max_agents:
        raise Mistake(f"founders is {settings.founders}; allowed: at most max_agents, which is {settings.max_agents}")
    return settings


# ---- model ----

class Agent:
    __slots__ = ("depth", "energy", "phases", "last_spawn")

    def __init__(self, depth, energy, phases):
        self.depth = depth
        self.energy = energy
        self.phases = phases
        self.last_spawn = None


class Cluster(NamedTuple):
    members: list
    centroid: tuple
    coherence: float

    def energy(self):
        return math.fsum(agent.energy for agent in self.members)


def resonances(phases):
    """The resonance of every pair: row i holds agent i with each agent after it."""
    vectors = [(x, y, z, math.sqrt(x * x + y * y + z * z)) for x, y, z in phases]
    rows = []
    for i, (x, y, z, length) in enumerate(vectors):
        row = []
        for u, v, w, other in vectors[i + 1:]:
            if length == 0.0 or other == 0.0:
                row.append(0.0)
                continue
            cosine = (x * u + y * v + z * w) / (length * other)
            ratio = length / other if length < other else other / length
            row.append(0.7 * cosine + 0.3 * ratio)
        rows.append(row)
    return rows


def components(rows, threshold):
    """Indices of the connected components of two or more, each ascending, ordered by their lowest."""
    root = list(range(len(rows)))

    def find(i):
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, row in enumerate(rows):
        for j, resonance in enumerate(row, i + 1):
            if resonance >= threshold:
                low, high = sorted((find(i), find(j)))
                root[high] = low
    groups = {}
    for i in range(len(rows)):
        groups.setdefault(find(i), []).append(i)
    return [group for group in groups.values() if len(group) > 1]


def mean(values):
    # Not sum, whose rounding of floats changed in Python 3.12: a trajectory must not depend on the interpreter.
    return math.fsum(values) / len(values)


def compose(agents, threshold):
    rows = resonances([agent.phases for agent in agents])
    clusters = []
    for group in components(rows, threshold):
        members = [agents[i] for i in group]
        centroid = tuple(mean(phase) for phase in zip(*(agent.phases for agent in members)))
        coherence = mean([rows[i][j - i - 1] for i, j in itertools.combinations(group, 2)])
        clusters.append(Cluster(members, centroid, coherence))
    return clusters


class Memory:
    """At most one pattern for each kind and cell of phase space."""

    def __init__(self):
        self.points = []
        self.taken = set()

    def store(self, kind, point):
        # A phase just below 2 pi can round up into a bin that does not exist.
        cell = tuple(min(int(phase * BINS_PER_PHASE / TAU), BINS_PER_PHASE - 1) for phase in point)
        if (kind, cell) not in self.taken:
            self.taken.add((kind, cell))
            self.points.append(point)

    def nearest(self, point):
        """A linear scan, because its growing cost is what a study measures."""
        x, y, z = point
        best, nearest = math.inf, -1
        for index, (u, v, w) in enumerate(self.points):
            distance = (x - u) * (x - u) + (y - v) * (y - v) + (z - w) * (z - w)
            if distance < best:
                best, nearest = distance, index
        return nearest


class Environment:
    def __init__(self, generator):
        self.random = generator
        self.cpu = 20.0
        self.memory = 40.0

    def advance(self):
        self.cpu = clip(self.cpu + 0.1 * (20 - self.cpu) + 2 * self.random.gauss(0, 1), 100.0)
        self.memory = clip(self.memory + 0.1 * (40 - self.memory) + 0.5 * self.random.gauss(0, 1), 100.0)

    def idle(self):
        return (100 - self.cpu) + (100 - self.memory)


def clip(value, most):
    return min(max(value, 0.0), most)


class Swarm:
    """Each step is a method without arguments, so that a caller can time them one by one."""

    def __init__(self, settings):
        self.settings = settings
        # One generator per purpose: a draw added for one never shifts another.
        self.founding = random.Random(f"{settings.seed}/founding")
        self.spawning = random.Random(f"{settings.seed}/spawning")
        self.environment = Environment(random.Random(f"{settings.seed}/environment"))
        self.increments = [settings.frequency * ratio
                           for ratio in (math.pi, math.e / math.pi, GOLDEN_RATIO / math.e)]
        self.memory = Memory()
        self.agents = self.found()
        self.cycle = 0
        self.clusters = []
        self.recalled = []
        self.bursts = 0

    def found(self):
        agents = []
        for _ in range(self.settings.founders):
            phases = tuple(self.founding.random() * TAU for _ in range(3))
            agents.append(Agent(0, 130 * (1 + 0.05 * self.founding.gauss(0, 1)), phases))
        return agents

    def evolve(self):
        self.environment.advance()
        gain = 0.01 * self.environment.idle() - 0.01
        for agent in self.agents:
            agent.phases = tuple((phase + step) % TAU for phase, step in zip(agent.phases, self.increments))
            agent.energy = clip(agent.energy + gain, MAX_ENERGY)

    def compose(self):
        self.clusters = compose(self.agents, self.settings.resonance_threshold)

    def recall(self):
        self.recalled = []
        for cluster in self.clusters:
            self.recalled.append(self.memory.nearest(cluster.centroid))
            self.memory.store("composition", cluster.centroid)
            if cluster.coherence >= RESONANCE_COHERENCE:
                self.memory.store("resonance", cluster.centroid)

    def pool(self):
        if self.settings.pooling == "off":
            return
        for cluster in self.clusters:
            share = 0.1 * cluster.energy() / len(cluster.members)
            for agent in cluster.members:
                agent.energy = 0.9 * agent.energy + share

    def decompose(self):
        self.bursts = 0
        removed = set()
        for cluster in self.clusters:
            energy = cluster.energy()
            if energy >= self.settings.burst_threshold:
                survivor, *others = cluster.members
                survivor.energy = energy / len(cluster.members)
                removed.update(others)
                self.memory.store("decomposition", cluster.centroid)
                self.bursts += 1
        self.agents = [agent for agent in self.agents if agent not in removed]

    def spawn(self):
        for agent in list(self.agents):
            if len(self.agents) >= self.settings.max_agents:
                return
            if self.may_spawn(agent):
                self.agents.append(self.child(agent))
                agent.energy -= SPAWN_COST
                agent.last_spawn = self.cycle

    def may_spawn(self, agent):
        if agent.energy < SPAWN_COST or agent.depth >= self.settings.max_depth:
            return False
        return (self.settings.throttling == "off" or agent.last_spawn is None
                or self.cycle - agent.last_spawn >= SPAWN_COOLDOWN)

    def child(self, agent):
        phases = tuple((phase + 0.15 * self.spawning.gauss(0, 1)) % TAU for phase in agent.phases)
        return Agent(agent.depth + 1, self.environment.idle(), phases)

    def die(self):
        self.agents = [agent for agent in self.agents if agent.energy >= 1] or self.found()

    def fingerprint(self):
        """What the cycle contributes to the trajectory hash."""
        counts = [len(self.agents), len(self.clusters), self.bursts, len(self.memory.points), *self.recalled]
        return struct.pack(f"<{len(counts)}qd", *counts, math.fsum(agent.energy for agent in self.agents))


# ---- host readings ----

class Reading(NamedTuple):
    """None where the host does not say. The CPU counters only ever serve as a ratio, so their unit is the host's."""
    cpu_busy: Optional[float]
    cpu_total: Optional[float]
    memory_percent: Optional[float]
    processes: Optional[int]
    received_bytes: Optional[int]
    sent_bytes: Optional[int]
    free_bytes: int


class ProcHost:
    name = "proc"

    def __init__(self):
        names = list(self.interfaces())
        self.interface = next((name for name in names if name != "lo"), "lo")

    def cpu(self):
        with open("/proc/stat") as file:
            # Guest time, after the eighth field, is already part of user time.
            ticks = [int(field) for field in file.readline().split()[1:9]]
        return sum(ticks) - ticks[3] - ticks[4], sum(ticks)

    def rest(self):
        with open("/proc/meminfo") as file:
            kilobytes = {name: int(rest.split()[0]) for name, rest in (line.split(":") for line in file)}
        processes = sum(name.isdigit() for name in os.listdir("/proc"))
        received, sent = self.interfaces().get(self.interface, (None, None))
        return 100 * (1 - kilobytes["MemAvailable"] / kilobytes["MemTotal"]), processes, received, sent

    def interfaces(self):
        with open("/proc/net/dev") as file:
            rows = [line.replace(":", " ").split() for line in file.readlines()[2:]]
        return {row[0]: (int(row[1]), int(row[9])) for row in rows}


class PsutilHost:
    name = "psutil"

    def __init__(self, psutil):
        self.psutil = psutil
        self.interface = next(iter(psutil.net_io_counters(pernic=True)), None)

    def cpu(self):
        times = self.psutil.cpu_times()
        return sum(times) - times.idle, sum(times)

    def rest(self):
        counters = self.psutil.net_io_counters(pernic=True).get(self.interface)
        received, sent = (counters.bytes_recv, counters.bytes_sent) if counters else (None, None)
        return self.psutil.virtual_memory().percent, len(self.psutil.pids()), received, sent


class SilentHost:
    name = "nothing"

    def cpu(self):
        return None, None

    def rest(self):
        return None, None, None, None


def find_host():
    try:
        import psutil
    except ImportError:
        return ProcHost() if os.path.exists("/proc/stat") else SilentHost()
    return PsutilHost(psutil)


class Sampler:
    def __init__(self, settings, scratch):
        self.per_agent = settings.sampling == "per-agent"
        self.blocking_seconds = settings.blocking_ms / 1000
        self.scratch = scratch
        self.host = find_host()
        self.last_cpu = None

    def sample(self, cycle, population):
        if self.per_agent:
            return [self.reading(self.read_cpu()) for _ in range(population)]
        if cycle % CPU_READING_INTERVAL == 0:
            self.last_cpu = self.read_cpu()
        return [self.reading(self.last_cpu)]

    def read_cpu(self):
        if self.blocking_seconds:
            time.sleep(self.blocking_seconds)
        return self.host.cpu()

    def reading(self, cpu):
        return Reading(*cpu, *self.host.rest(), shutil.disk_usage(self.scratch).free)


# ---- audit store ----

class Audit:
    columns = ("cycle", *Reading._fields)
    insertion = f"INSERT INTO reading VALUES ({', '.join('?' * len(columns))})"

    def __init__(self, scratch):
        handle, self.path = tempfile.mkstemp(prefix="audit-", suffix=".db", dir=scratch)
        os.close(handle)
        with self.connect() as connection:
            connection.execute(f"CREATE TABLE reading ({', '.join(self.columns)})")

    def connect(self):
        return contextlib.closing(sqlite3.connect(self.path))

    def size(self):
        return os.path.getsize(self.path)


class PerSampleAudit(Audit):
    def write(self, cycle, readings):
        for reading in readings:
            with self.connect() as connection:
                connection.execute(self.insertion, (cycle, *reading))
                connection.commit()

    def commit(self):
        """Every write has committed already."""

    def close(self):
        os.remove(self.path)


class BatchedAudit(Audit):
    def __init__(self, scratch):
        super().__init__(scratch)
        self.connection = sqlite3.connect(self.path)

    def write(self, cycle, readings):
        self.connection.execute(self.insertion, (cycle, *readings[-1]))
        if (cycle + 1) % COMMIT_INTERVAL == 0:
            self.commit()

    def commit(self):
        self.connection.commit()

    def close(self):
        self.connection.close()
        os.remove(self.path)


# ---- allocator ----

def start_with_allocator(settings, environment):
    """Starts this program again when it runs on another allocator: PYTHONMALLOC is read when an interpreter starts."""
    if environment.get("PYTHONMALLOC", "pymalloc") != settings.allocator:
        os.execve(sys.executable, [sys.executable, *sys.argv], {**environment, "PYTHONMALLOC": settings.allocator})


def fragments(seed):
    """Objects of all sizes that pymalloc serves, the tenth of many that are left when the others are freed at random."""
    generator = random.Random(f"{seed}/fragments")
    objects = [bytes(generator.randrange(LARGEST_FRAGMENT_BYTES)) for _ in range(FRAGMENTS)]
    generator.shuffle(objects)
    del objects[FRAGMENTS // 10:]
    return objects


# ---- run ----

class Workload:
    def __init__(self, settings, scratch, audit):
        self.swarm = swarm = Swarm(settings)
        self.sampler = Sampler(settings, scratch)
        self.audit = audit
        self.keeps_all = settings.retention == "all"
        self.fragments = fragments(settings.seed) if settings.prefragment == "on" else []
        self.history = []
        self.readings = []
        self.steps = {"sense": self.sense, "evolve": swarm.evolve, "compose": swarm.compose, "recall": swarm.recall,
                      "pool": swarm.pool, "decompose": swarm.decompose, "spawn": swarm.spawn, "die": swarm.die,
                      "persist": self.persist}

    def sense(self):
        self.readings = self.sampler.sample(self.swarm.cycle, len(self.swarm.agents))
        if self.keeps_all:
            self.history.extend(self.readings)

    def persist(self):
        self.audit.write(self.swarm.cycle, self.readings)

    def run_cycle(self, cycle):
        self.swarm.cycle = cycle.number
        for name, step in self.steps.items():
            with cycle.phase(name):
                step()
        for name, value in self.gauges().items():
            cycle.gauge(name, value)

    def gauges(self):
        swarm = self.swarm
        return {"population": len(swarm.agents), "clusters": len(swarm.clusters), "bursts": swarm.bursts,
                "patterns": len(swarm.memory.points), "database_bytes": self.audit.size(),
                "host_readings": len(self.readings)}


def simulate(settings, run):
    trajectory = hashlib.sha256()
    population = 0
    audit_kind = BatchedAudit if settings.persistence == "batched" else PerSampleAudit
    with contextlib.closing(audit_kind(run.scratch)) as audit:
        workload = Workload(settings, run.scratch, audit)
        for _ in range(settings.cycles):
            with run.cycle() as cycle:
                workload.run_cycle(cycle)
            trajectory.update(workload.swarm.fingerprint())
            population += len(workload.swarm.agents)
        audit.commit()
        run.output("mean_population", population / settings.cycles)
        run.output("database_bytes", audit.size())
    run.output(f"host_read_by_{workload.sampler.host.name}", 1)
    run.trajectory(trajectory)


def run(settings, environment):
    # What to compute is in the settings already, where arguments have gone before the environment.
    files = {name: environment[name] for name in ("RUNVAR_TELEMETRY", "RUNVAR_SCRATCH") if name in environment}
    scratch = files.get("RUNVAR_SCRATCH")
    if scratch is not None and not (os.path.isdir(scratch) and os.access(scratch, os.W_OK)):
        raise Mistake(f"RUNVAR_SCRATCH is {scratch!r}; allowed: a directory that can be written to")
    with contextlib.ExitStack() as stack:
        telemetry = runvar_telemetry.Run("swarm.py", allocator_interval=ALLOCATOR_INTERVAL_SECONDS, environment=files)
        try:
            stack.enter_context(telemetry)
        except OSError as error:
            raise Mistake(f"RUNVAR_TELEMETRY is {files['RUNVAR_TELEMETRY']!r} ({error.strerror}); "
                          "allowed: a file that can be written") from None
        simulate(settings, telemetry)


# ---- bench ----

def bench(arguments):
    if len(arguments) != 2:
        raise Mistake(f"bench has {len(arguments)} arguments; allowed: bench POPULATION SECONDS")
    population = read_value("POPULATION", arguments[0], numeric(int, None, 2, 100_000))
    seconds = read_value("SECONDS", arguments[1], numeric(float, None, 0, 86_400))
    generator = random.Random("1/bench")
    agents = [Agent(0, 100.0, tuple(generator.random() * TAU for _ in range(3))) for _ in range(population)]
    threshold = resolve({}).resonance_threshold
    iterations, elapsed, start = 0, 0, time.perf_counter_ns()
    while iterations == 0 or elapsed < seconds * 1e9:
        compose(agents, threshold)
        iterations += 1
        elapsed = time.perf_counter_ns() - start
    print(json.dumps({"population": population, "pairs": population * (population - 1) // 2,
                      "iterations": iterations, "ns_per_iteration": elapsed / iterations}))


# ---- command line ----

def usage():
    defaults = {name: parameter.default or "set by variant" for name, parameter in PARAMETERS.items()}
    return "\n".join([USAGE, *(f"  {name:20}{parameter.allowed} (default {defaults[name]})"
                               for name, parameter in PARAMETERS.items())])


def execute(arguments, environment):
    if {"-h", "--help"} & set(arguments):
        print(usage())
    elif arguments[:1] == ["bench"]:
        bench(arguments[1:])
    else:
        settings = resolve({**texts_from_environment(environment), **texts_from_arguments(arguments)})
        start_with_allocator(settings, environment)
        run(settings, environment)


def main():
    try:
        execute(sys.argv[1:], os.environ)
    except Mistake as mistake:
        print(f"swarm.py: {mistake}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # A reader such as head has seen enough; the interpreter's last flush must not complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
