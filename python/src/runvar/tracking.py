"""Cycles of a loop or of a framework's callbacks: one run per process, nothing where runvar does not run the program.

The first thread that begins a cycle makes all of them. A cycle within another one is part of that.
"""
import atexit
import contextlib
import os
import sys
import warnings
from _thread import get_ident

NOTHING = contextlib.nullcontext()
UNKNOWN = object()


class Recording:
    """The run of this process, opened with its first cycle."""

    def __init__(self):
        self.run = UNKNOWN
        self.thread = None
        self.process = os.getpid()
        self.outside = None

    def open(self, name):
        """The run, None where no cycles are to be recorded or another process or the profiler does so."""
        if self.process != os.getpid():
            return None
        if self.run is UNKNOWN:
            self.run = None
            path = os.environ.get("RUNVAR_TELEMETRY")
            if path and is_free(path):
                from runvar_telemetry import OUTSIDE, Run
                self.run = Run(name).__enter__()
                self.thread = get_ident()
                self.outside = OUTSIDE
                # From now on others see that the file is taken.
                self.run.lines.flush(self.run.lines.flushed)
                atexit.register(self.close)
        return self.run

    def cycle(self):
        """The cycle under way in this thread, None outside of one."""
        if self.thread != get_ident() or not self.is_open():
            return None
        return self.run.current

    def is_open(self):
        return self.run.current.within is not self.outside

    def close(self):
        # A program that ends by an exception has not come to its end.
        self.run.__exit__(getattr(sys, "last_type", None), None, None)


def is_free(path):
    """Whether nobody else writes the telemetry: an agent of the profiler, or another process of this program."""
    try:
        if os.path.exists(path) and os.path.getsize(path) > 0:
            return False
        os.close(os.open(path + ".claim", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
        return True
    except OSError:
        return False


RECORDING = Recording()


class Cycles:
    """Marks the cycles of one source, such as a loop or a callback."""

    def __init__(self, name):
        self.name = name
        self.cycle = None

    def begin(self):
        """A cycle begins; it is none of its own within another one, or in another thread."""
        run = RECORDING.open(self.name)
        if run is None:
            return
        if RECORDING.thread != get_ident() or RECORDING.is_open():
            if self.cycle is None:
                ignored(f"the cycles of {self.name!r}", "they are part of another loop's, or of another thread")
            return
        self.cycle = run.current.__enter__()

    def end(self, **gauges):
        """The cycle ends, with gauges."""
        cycle, self.cycle = self.cycle, None
        if cycle is not None:
            for name, value in gauges.items():
                cycle.gauge(name, value)
            cycle.__exit__(None, None, None)

    def drop(self):
        """The cycle under way is not recorded."""
        cycle, self.cycle = self.cycle, None
        if cycle is not None:
            cycle.__exit__(GeneratorExit, None, None)
            cycle.number -= 1


def ignored(what, why):
    warnings.warn(f"runvar: {what}: not recorded, because {why}", RuntimeWarning, stacklevel=3)


class track:
    """Iterates, and makes each turn of the loop a cycle: the next item of the iterable and the body.

    A turn that is left by `break` or an exception is not recorded. Loops one after the other are one run. A loop
    within a tracked one only iterates.
    """

    def __init__(self, iterable, desc=None, total=None):
        self.iterable = iterable
        self.name = desc or os.path.basename(sys.argv[0] if sys.argv and sys.argv[0] else "track")
        self.total = total

    def __len__(self):
        return len(self.iterable) if self.total is None else self.total

    def __iter__(self):
        items = iter(self.iterable)
        cycles = Cycles(self.name)
        try:
            while True:
                cycles.begin()
                try:
                    item = next(items)
                except StopIteration:
                    return
                yield item
                cycles.end()
        finally:
            cycles.drop()


def phase(name):
    """A part of the cycle, for `with`: entered twice, its times add up; within another phase it is part of that."""
    cycle = RECORDING.cycle()
    return NOTHING if cycle is None or cycle.within is not None else cycle.phase(name)


def gauge(name, value):
    """A number that describes the cycle; None, NaN and infinite numbers mean not measurable."""
    cycle = RECORDING.cycle()
    if cycle is not None:
        cycle.gauge(name, value)
    elif is_recording():
        ignored(f"the gauge {name!r}", "it is given outside of a cycle")


def output(name, value):
    """A number that sums the run up, given after its first cycle has begun."""
    if is_recording():
        RECORDING.run.output(name, value)


def trajectory(fingerprint):
    """What two runs that took the same path have in common: a text, or a hash of hashlib."""
    if is_recording():
        RECORDING.run.trajectory(fingerprint)


def is_recording():
    return RECORDING.run is not UNKNOWN and RECORDING.run is not None
