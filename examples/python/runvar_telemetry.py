#!/usr/bin/env python3
"""Telemetry of a Python simulation for runvar: one file to copy or import, CPython 3.9 or newer, standard library only.

    import runvar_telemetry

    with runvar_telemetry.Run("model.py") as run:
        model = Model(run.seed, run.parameter("agents", 100))
        for _ in range(run.cycles):
            with run.cycle() as cycle:
                with cycle.phase("evolve"):
                    model.evolve()
                cycle.gauge("population", len(model.agents))
        run.output("mean_population", model.mean_population())

Between the two clock readings of a cycle there is only the simulation's own work with its calls of phase and gauge;
lines are made, the allocator is read and the file is written after the second. One thread at a time may use a Run.
"""
import json
import math
import os
import re
import shutil
import sys
import tempfile
from time import perf_counter_ns, process_time_ns, time_ns

FLUSH_INTERVAL_NANOS = 1_000_000_000
FLUSH_LINES = 128
SWITCH_WORDS = {"on": True, "true": True, "off": False, "false": False}
ALLOWED = {bool: ", ".join(SWITCH_WORDS), int: "a whole number", float: "a number", str: "a text"}

USAGE = "usage: runvar_telemetry.py bench    time the helper itself, with and without figures of the allocator"


# ---- a cycle and its phases ----

OUTSIDE = "outside of a cycle"

# The cycles of the run that is under way, for a profiler that wants to know the phase.
active = None


class Keys(dict):
    """A name's text as a JSON key, escaped once."""

    def __missing__(self, name):
        if not isinstance(name, str):
            raise TypeError(f"name is {name!r}; allowed: a text")
        key = self[name] = json.dumps(name) + ":"
        return key


class Phase:
    __slots__ = ("name", "key", "cycle", "start")

    def __init__(self, name, key, cycle):
        self.name = name
        self.key = key
        self.cycle = cycle

    def __enter__(self):
        cycle = self.cycle
        if cycle.within is not None:
            raise RuntimeError(f"phase {self.name!r} begins {cycle.place()}; begin it in a cycle, after the other phases")
        cycle.within = self
        self.start = perf_counter_ns()

    def __exit__(self, kind, error, trace):
        nanos = perf_counter_ns() - self.start
        cycle = self.cycle
        cycle.within = None
        cycle.nanos[self.key] = cycle.nanos.get(self.key, 0) + nanos


class Cycle:
    """One object serves all cycles of a run, so that a run leaves nothing behind for each of them."""
    __slots__ = ("run", "number", "known", "nanos", "gauges", "within", "begin", "start", "cpu_start")

    def __init__(self, run):
        self.run = run
        self.number = -1
        self.known = {}
        self.nanos = {}
        self.gauges = {}
        self.within = OUTSIDE

    def phase(self, name):
        """A part of the cycle, to be used with `with`: entered twice, its times add up; phases do not nest."""
        phase = self.known.get(name)
        if phase is None:
            phase = self.known[name] = Phase(name, self.run.keys[name], self)
        return phase

    def gauge(self, name, value):
        """A number that describes the cycle; None, NaN and infinite numbers mean not measurable."""
        if self.within is OUTSIDE:
            raise RuntimeError(f"gauge {name!r} is given {OUTSIDE}; give it in a cycle")
        self.gauges[name] = value

    def place(self):
        return OUTSIDE if self.within is OUTSIDE else f"in phase {self.within.name!r}"

    def __enter__(self):
        self.begin = perf_counter_ns()
        if self.within is not OUTSIDE:
            raise RuntimeError(f"cycle {self.number + 1} begins in cycle {self.number}; end one before the next")
        self.number += 1
        self.nanos.clear()
        self.gauges.clear()
        self.within = None
        # The processor's clock is that of the process, because a simulation's work may be done by threads, such as
        # those of a linear algebra library. It is read outside of the cycle, since reading it is a system call.
        self.cpu_start = process_time_ns()
        self.start = perf_counter_ns()
        return self

    def __exit__(self, kind, error, trace):
        end = perf_counter_ns()
        cpu_nanos = process_time_ns() - self.cpu_start
        self.within = OUTSIDE
        if kind is None:
            self.run.record(self, end, cpu_nanos)


def number_text(name, value):
    """A number as JSON, None if it is not measurable."""
    if type(value) is int:
        return str(value)
    try:
        # Not repr(value), which for a number of NumPy is not JSON.
        return float.__repr__(float(value)) if value is not None and math.isfinite(value) else None
    except TypeError:
        raise TypeError(f"{name} is {value!r}; allowed: a number") from None


# ---- a run ----

class Lines:
    """The telemetry file, standard output without a path: lines are held back for at most a second of cycles."""

    def __init__(self, path):
        self.file = sys.stdout if path is None else open(path, "w", encoding="ascii", newline="\n")
        self.process = os.getpid()
        self.held = []
        self.flushed = perf_counter_ns()

    def add(self, line, now):
        self.held.append(line)
        if len(self.held) >= FLUSH_LINES or now - self.flushed >= FLUSH_INTERVAL_NANOS:
            self.flush(now)

    def flush(self, now):
        # A child process that was forked within the run has a copy of the lines, which are its parent's to write.
        if os.getpid() == self.process:
            self.file.write("".join(self.held))
            self.file.flush()
        self.held.clear()
        self.flushed = now

    def close(self):
        if self.file is not sys.stdout:
            self.file.close()


class Run:
    """One run of a simulation: what to compute, from the environment, and its telemetry.

    The telemetry goes to the file named by RUNVAR_TELEMETRY, without it to standard output. `cycles` and `seed` hold
    where runvar does not say. With `allocator_interval` in seconds the allocator is read after the first cycle that
    ends when so much time has passed; `allocator` then says "pymalloc", or why there is nothing to read.
    """

    def __init__(self, workload, cycles=100, seed=1, allocator_interval=None, environment=os.environ):
        self.environment = environment
        self.workload = workload
        self.cycles = self.read("RUNVAR_CYCLES", cycles)
        self.seed = self.read("RUNVAR_SEED", seed)
        self.allocator = "not read: allocator_interval is not given"
        self.allocator_interval_nanos = None if allocator_interval is None else int(allocator_interval * 1e9)
        self.allocator_due = math.inf
        self.allocator_reader = None
        self.keys = Keys()
        self.current = Cycle(self)
        self.outputs = {}
        self.fingerprint = None
        self.temporary = None
        self.lines = None
        self.unix_offset = None
        self.process = os.getpid()
        self.instrument_nanos = 0

    def read(self, variable, default):
        text = self.environment.get(variable)
        if text is None:
            return default
        kind = type(default)
        try:
            return SWITCH_WORDS[text.lower()] if kind is bool else kind(text)
        except (KeyError, ValueError):
            raise ValueError(f"{variable} is {text!r}; allowed: {ALLOWED[kind]}") from None

    def parameter(self, name, default):
        """The value of a parameter of the study, of the type of the default: bool, int, float or str."""
        if type(default) not in ALLOWED:
            raise TypeError(f"default of {name} is {default!r}; allowed: a bool, int, float or str")
        return self.read("RUNVAR_PARAM_" + re.sub("[^A-Z0-9]", "_", name.upper()), default)

    @property
    def scratch(self):
        """A private directory that is removed after the run."""
        if "RUNVAR_SCRATCH" in self.environment:
            return self.environment["RUNVAR_SCRATCH"]
        if self.temporary is None:
            self.temporary = tempfile.mkdtemp()
        return self.temporary

    def cycle(self):
        """The next cycle, to be used with `with`; cycles are numbered from 0."""
        return self.current

    def output(self, name, value):
        """A number that sums the run up."""
        text = number_text(name, value)
        if text is None:
            raise ValueError(f"output {name!r} is {value!r}; allowed: a finite number")
        self.outputs[self.keys[name]] = text

    def trajectory(self, fingerprint):
        """What two runs that took the same path have in common: a text, or a hash of hashlib."""
        self.fingerprint = fingerprint if isinstance(fingerprint, str) else fingerprint.hexdigest()

    def __enter__(self):
        global active
        start = perf_counter_ns()
        active = self.current
        # One offset for the whole run: a clock that is set during the run does not reorder its cycles.
        self.unix_offset = time_ns() - start
        self.lines = Lines(self.environment.get("RUNVAR_TELEMETRY"))
        self.lines.add(f'{{"runvar":1,"workload":{json.dumps(self.workload)}}}\n', start)
        if self.allocator_interval_nanos is not None:
            self.allocator_reader = AllocatorReader()
            self.allocator = self.allocator_reader.state
            self.allocator_due = start if self.allocator == PYMALLOC else math.inf
        self.instrument_nanos += perf_counter_ns() - start
        return self

    def __exit__(self, kind, error, trace):
        start = perf_counter_ns()
        try:
            self.lines.flush(start)
            if kind is None:
                self.instrument_nanos += perf_counter_ns() - start
                self.lines.add(self.end_line(), start)
                self.lines.flush(start)
        finally:
            self.close()

    def end_line(self):
        trajectory = "" if self.fingerprint is None else f'"trajectory":{json.dumps(self.fingerprint)},'
        outputs = ",".join([key + text for key, text in self.outputs.items()])
        return f'{{"end":true,{trajectory}"outputs":{{{outputs}}},"instrument_ns":{self.instrument_nanos}}}\n'

    def record(self, cycle, end, cpu_nanos):
        if end >= self.allocator_due:
            cycle.gauges.update(self.allocator_reader.read())
            self.allocator_due = end + self.allocator_interval_nanos
        keys = self.keys
        phases = ",".join([f"{key}{nanos}" for key, nanos in cycle.nanos.items()])
        texts = [(name, number_text(name, value)) for name, value in cycle.gauges.items()]
        gauges = ",".join([keys[name] + text for name, text in texts if text is not None])
        self.lines.add(f'{{"cycle":{cycle.number},"wall_ns":{end - cycle.start},"cpu_ns":{cpu_nanos},'
                       f'"t_ns":{end + self.unix_offset},"phases":{{{phases}}},"gauges":{{{gauges}}}}}\n', end)
        self.instrument_nanos += cycle.start - cycle.begin + perf_counter_ns() - end

    def close(self):
        self.lines.close()
        if self.allocator_reader is not None:
            self.allocator_reader.close()
        if self.temporary is not None and os.getpid() == self.process:
            shutil.rmtree(self.temporary, ignore_errors=True)


# ---- allocator ----

PYMALLOC = "pymalloc"
EMPTIED_AT_BYTES = 1 << 20


class AllocatorReader:
    """Figures of CPython's allocator of small objects, from what sys._debugmallocstats() prints.

    An arena is what pymalloc takes from the operating system. It is cut into pools, a pool in use into blocks of one
    size. Of the printed lines (pymalloc_print_stats in Objects/obmalloc.c),

      A arenas * B bytes/arena      is what was taken and not given back: reserved;
      bytes in allocated blocks     sums the blocks that hold an object: allocated;
      bytes in available blocks     sums the other blocks of pools that hold at least one object, since a pool without
                                    any is passed over before its blocks are counted: memory that such objects keep
                                    from other sizes and from the operating system: pinned;
      C unused pools * D bytes      counts the pools without an object, which any size can use: free pools;

    and the lost bytes (headers, remainders, alignment) are the rest of what is reserved.
    """

    FIGURES = {
        "allocator_reserved_bytes": re.compile(rb"\d+ arenas \* \d+ bytes/arena += +([\d,]+)\n"),
        "allocator_allocated_bytes": re.compile(rb"# bytes in allocated blocks += +([\d,]+)\n"),
        "allocator_pinned_bytes": re.compile(rb"# bytes in available blocks += +([\d,]+)\n"),
        "allocator_free_pool_bytes": re.compile(rb"\d+ unused pools \* \d+ bytes += +([\d,]+)\n"),
    }

    # All that CPython 3.9 to 3.13 prints, with pymalloc, malloc or mimalloc; anything else was written by others.
    PRINTED = re.compile(rb"(?:" + rb"|".join([
        rb"Small block threshold = \d+, in \d+ size classes\.",
        rb"class   size   num pools   blocks in use  avail blocks",
        rb"-----   ----   ---------   -------------  ------------",
        rb"[ \d]{5} [ \d]{6} [ \d]{11} [ \d]{15} [ \d]{13}",
        rb"(?:# (?:times|arena|bytes)[a-z ]+|Total) += +[\d,]+",
        rb"\d+ (?:arenas \* \d+ bytes/arena|unused pools \* \d+ bytes) += +[\d,]+",
        rb"arena map counts",
        rb" *\d+ free (?:\d+-sized )?Py\w+ \* \d+ bytes each = +[\d,]+",
        rb"(?:Medium block threshold|Large object max size) = \d+",
        rb"    (?:Allocated Blocks|Allocated Bytes|Allocated Bytes w/ Overhead|Bytes Reserved|Bytes Committed): \d+",
    ]) + rb")\n+")

    def __init__(self):
        self.descriptor = None
        self.taken = 0
        self.state = self.find()

    def find(self):
        if not hasattr(sys, "_debugmallocstats"):
            return f"not read: {sys.implementation.name} has no sys._debugmallocstats"
        if not hasattr(os, "pread"):
            return f"not read: {sys.platform} has no pread"
        if sys.getallocatedblocks() == 0:
            return "not read: memory comes from malloc, as with PYTHONMALLOC=malloc, and not from pymalloc"
        try:
            self.descriptor = anonymous_file()
            figures = self.read()
        except OSError as error:
            return f"not read: standard error cannot be redirected ({error.strerror})"
        return PYMALLOC if figures else "not read: the allocator in use, such as mimalloc, does not print arenas"

    def read(self):
        """The figures by the names of their gauges, none of them if one is missing."""
        text = self.capture()
        matches = [figure.search(text) for figure in self.FIGURES.values()]
        if None in matches:
            return {}
        return {name: int(match[1].replace(b",", b"")) for name, match in zip(self.FIGURES, matches)}

    def capture(self):
        """What the interpreter prints to descriptor 2, which for that moment is a file of ours.

        What other threads write meanwhile is passed on; where it fell into the middle of one of the interpreter's
        lines, so is the rest of that. Only a process that another thread starts in that fraction of a millisecond keeps
        the file as its standard error.
        """
        error = os.dup(2)
        try:
            os.dup2(self.descriptor, 2)
            try:
                sys._debugmallocstats()
            finally:
                os.dup2(error, 2)
        finally:
            os.close(error)
        return self.take()

    def take(self):
        # A thread's write that began before the end of the redirection can reach the file after it has been read. So
        # the file is not read by moving in it, which would let that write destroy what is there, and the next call
        # finds what was late. Emptying could lose it, and is rare.
        text = b"".join(iter(self.take_some, b""))
        if self.taken >= EMPTIED_AT_BYTES:
            self.taken = os.lseek(self.descriptor, 0, os.SEEK_SET)
            os.ftruncate(self.descriptor, 0)
        # Line by line: a pipe takes a short write as a whole, so that another thread's line does not end up within it.
        for line in self.PRINTED.sub(b"", text).splitlines(keepends=True):
            while line:
                line = line[os.write(2, line):]
        return text

    def take_some(self):
        text = os.pread(self.descriptor, 1 << 16, self.taken)
        self.taken += len(text)
        return text

    def close(self):
        if self.descriptor is not None:
            self.take()
            os.close(self.descriptor)


def anonymous_file():
    if hasattr(os, "memfd_create"):
        return os.memfd_create("runvar-allocator")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


# ---- bench ----

def timed_run(cycles, allocator_interval):
    """Microseconds a cycle of a run that only reports: 3 phases, 3 gauges; all of them, and those inside the cycle."""
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "telemetry.jsonl")
        with Run("bench", allocator_interval=allocator_interval, environment={"RUNVAR_TELEMETRY": path}) as run:
            start = perf_counter_ns()
            for number in range(cycles):
                with run.cycle() as cycle:
                    for name in ("sense", "evolve", "persist"):
                        with cycle.phase(name):
                            pass
                    cycle.gauge("population", number)
                    cycle.gauge("patterns", 3)
                    cycle.gauge("energy", number / 7)
            nanos = perf_counter_ns() - start
        with open(path) as file:
            inside = sum(json.loads(line).get("wall_ns", 0) for line in file)
    return nanos / cycles / 1000, inside / cycles / 1000


def bench():
    """The fastest of five runs each, because whatever disturbs a run only makes it slower."""
    everything, inside = min(timed_run(20_000, None) for _ in range(5))
    with_allocator, _ = min(timed_run(500, 0) for _ in range(5))
    print(json.dumps({"us_per_cycle": round(everything, 2), "us_inside_cycle": round(inside, 2),
                      "us_per_cycle_with_allocator": round(with_allocator, 1)}))


def main():
    if sys.argv[1:] != ["bench"]:
        print(USAGE, file=sys.stderr)
        return 2
    bench()
    return 0


if __name__ == "__main__":
    sys.exit(main())
