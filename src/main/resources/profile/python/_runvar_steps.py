"""Cycles and phases from outside: functions are wrapped when their module has been imported, or defined by the script.

Each outermost call of the step is a cycle. Calls of phases within it are timed; a phase inside a phase is taken out of
the outer one, so that the phases of a cycle add up. Without a named step, the steps of known frameworks are used: Mesa
(a call of Model.step), Gymnasium (an episode) and SimPy (a unit of simulated time).

Cycles go to the file named by RUNVAR_TELEMETRY, as JSON lines. What was used, what does not exist and what was never
called stands in the profile's own file.
"""
import json
import os
import sys
import weakref
from time import perf_counter_ns, process_time_ns

import _thread
from _runvar_sampler import command_line

FLUSH_LINES = 128
FLUSH_NANOS = 1_000_000_000
NEVER = 1 << 62
LONGEST_TRACE_NANOS = 60_000_000_000
WRAPPED = "_runvar_wrapped"
# Flags of code objects: generator, coroutine, asynchronous generator.
RETURNS_EARLY = 0x20 | 0x80 | 0x200


class Target:
    """A function to be wrapped, as module:qualified.name."""

    def __init__(self, name, kind, phase=None):
        module, colon, qualified = name.partition(":")
        self.name = name
        self.kind = kind
        self.phase = phase
        self.module = module
        self.path = qualified.split(".") if colon and qualified else []
        self.state = "waiting"
        self.calls = 0
        self.complaint = None

    @property
    def subject(self):
        return self.name if self.phase is None else "%s = %s" % (self.phase, self.name)


class Steps:
    """The cycles of this process. One thread makes them: the first that calls the step."""

    def __init__(self, agent, settings):
        self.agent = agent
        self.claim_path = os.path.join(agent.directory, "cycles.pid")
        self.telemetry = os.environ.get("RUNVAR_TELEMETRY") or os.path.join(agent.directory, "telemetry.jsonl")
        self.automatic = settings["step"] == "auto"
        self.targets = []
        self.frameworks = []
        if self.automatic:
            self.frameworks = [Mesa(self), Gymnasium(self, "gymnasium.core"), Gymnasium(self, "gym.core"), SimPy(self)]
        else:
            self.targets.append(Target(settings["step"], "step"))
        for phase, name in (settings.get("phases") or {}).items():
            self.targets.append(Target(name, "phase", phase))
        self.source = None
        self.refused = False
        self.thread = None
        self.depth = 0
        self.open = False
        self.number = -1
        self.start = NEVER
        self.cpu_start = 0
        self.cut_nanos = 0
        self.cut_cpu_nanos = 0
        self.within = []
        self.phases = {}
        self.gauges = {}
        self.lines = []
        self.writing = False
        self.flushed = perf_counter_ns()
        self.unix_offset = agent.unix_offset
        self.instrument_nanos = 0
        self.failed = False
        self.finder = None
        self.trace = None

    # -- finding functions --

    def install(self):
        """Begin to watch for the modules of the targets."""
        script = script_modules(command_line())
        wanted = {}
        for target in self.targets:
            if not target.path or "<locals>" in target.path:
                self.complain(target, "is not module:qualified.name")
            elif target.module in script:
                target.module = "__main__"
            else:
                wanted.setdefault(target.module, []).append(target)
        for framework in self.frameworks:
            wanted.setdefault(framework.module, []).append(framework)
        self.finder = Finder(self, wanted)
        sys.meta_path.insert(0, self.finder)
        for name in list(wanted):
            self.finder.poll(name)
        if any(target.module == "__main__" and target.state == "waiting" for target in self.targets):
            self.trace = ScriptTrace(self)
            self.trace.start()
        for target in self.targets:
            if target.state == "waiting":
                self.agent.note("waiting", target.subject, "module %s is not imported yet" % target.module)

    def imported(self, module, wanted):
        """A module was executed: wrap what is wanted of it."""
        if not self.agent.on:
            return
        try:
            for one in wanted:
                if isinstance(one, Target):
                    if one.state == "waiting":
                        self.resolve(one, vars(module))
                else:
                    one.wrap(module)
        except Exception as error:
            self.agent.trouble(error)

    def resolve(self, target, namespace):
        """Wrap a target in a namespace that is complete."""
        if target.path[0] not in namespace:
            self.complain(target, "does not exist: module %s has no %s" % (target.module, target.path[0]))
            return
        owner, value = None, namespace[target.path[0]]
        for part in target.path[1:]:
            owner = value
            try:
                value = static_attribute(owner, part)
            except KeyError:
                self.complain(target, "does not exist: %s has no %s" % (getattr(owner, "__name__", owner), part))
                return
        name = target.path[-1]
        function = plain_function(value)
        if getattr(getattr(function, "__code__", None), "co_flags", 0) & RETURNS_EARLY:
            self.complain(target, "is a coroutine or generator function, whose call returns before its work is done")
        elif not callable(function) or (isinstance(owner, type) and not hasattr(type(function), "__get__")):
            self.complain(target, "is no function but a %s" % type(value).__name__)
        else:
            make = self.step_wrapper(target) if target.kind == "step" else self.phase_wrapper(target)
            if owner is None:
                namespace[name] = rewrapped(value, make)
            elif isinstance(owner, type):
                wrap_in_class(owner, name, make)
            else:
                setattr(owner, name, rewrapped(value, make))
            target.state = "wrapped"

    def complain(self, target, text):
        target.state = "missing"
        target.complaint = text
        self.agent.note("missing", target.subject, text)

    def poll(self):
        """Once a second: modules whose import could not be seen, cycles that wait to be written."""
        if self.finder is not None:
            for name in list(self.finder.unseen):
                self.finder.poll(name)
        if self.trace is not None:
            self.trace.stop_if_late()
        # The handler may have interrupted the thread of the cycles, even in the middle of writing them.
        if self.lines and not self.writing and _thread.get_ident() == self.thread:
            self.flush(perf_counter_ns())

    # -- wrappers --

    def step_wrapper(self, target):
        def make(function):
            steps = self

            def step(*arguments, **named):
                if not steps.enter(target):
                    return function(*arguments, **named)
                complete = False
                try:
                    result = function(*arguments, **named)
                    complete = True
                    return result
                finally:
                    steps.leave(complete, perf_counter_ns())
            return named_like(step, function)
        return make

    def phase_wrapper(self, target):
        def make(function):
            steps = self
            phase = target.phase

            def timed(*arguments, **named):
                target.calls += 1
                if not steps.open or _thread.get_ident() != steps.thread:
                    return function(*arguments, **named)
                entry = [phase, perf_counter_ns(), 0]
                within = steps.within
                within.append(entry)
                try:
                    return function(*arguments, **named)
                finally:
                    steps.end_phase(entry, perf_counter_ns())
            return named_like(timed, function)
        return make

    def end_phase(self, entry, end):
        within = self.within
        if entry not in within:
            return
        # What an exception left open above this phase ends with it.
        while within.pop() is not entry:
            pass
        total = end - entry[1]
        phase = entry[0]
        self.phases[phase] = self.phases.get(phase, 0) + max(0, total - entry[2])
        if within:
            within[-1][2] += total

    # -- cycles --

    def claim(self, source):
        """Whether cycles come from this source, in this process and thread."""
        if self.refused or not self.agent.on or os.getpid() != self.agent.pid:
            return False
        if self.source is not None:
            return self.source == source and _thread.get_ident() == self.thread
        if "runvar_telemetry" in sys.modules and sys.modules["runvar_telemetry"] is not None:
            return self.refuse(source, "the program reports its own cycles")
        try:
            descriptor = os.open(self.claim_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            os.write(descriptor, b"%d\n" % self.agent.pid)
            os.close(descriptor)
        except FileExistsError:
            return self.refuse(source, "another process of this run reports the cycles")
        self.source = source
        self.thread = _thread.get_ident()
        self.lines.append('{"runvar":1,"workload":%s}\n' % json.dumps(source))
        # The header is written now: an empty file would look as if no cycle had begun.
        self.flush(perf_counter_ns())
        self.agent.note("used", source, "marks the cycles")
        return True

    def refuse(self, source, reason):
        self.refused = True
        self.agent.note("refused", source, reason)
        return False

    def enter(self, target):
        """A call of the step begins; returns whether leave must follow."""
        try:
            target.calls += 1
            if not self.claim(target.name):
                return False
            self.depth += 1
            if self.depth == 1:
                self.begin()
            return True
        except Exception as error:
            self.agent.trouble(error)
            return False

    def leave(self, complete, end):
        """A call of the step has ended, by an exception if it is not complete."""
        try:
            self.depth -= 1
            if self.depth == 0:
                if complete:
                    self.end(end)
                else:
                    self.abandon()
        except Exception as error:
            self.agent.trouble(error)

    def begin(self):
        began = perf_counter_ns()
        self.number += 1
        self.within.clear()
        self.phases.clear()
        self.gauges.clear()
        self.cut_nanos = 0
        self.cut_cpu_nanos = 0
        self.open = True
        self.cpu_start = process_time_ns()
        # Last, and never set early: what is cut out of a cycle is what begins after this.
        self.start = start = perf_counter_ns()
        self.instrument_nanos += start - began

    def end(self, end):
        start, self.start = self.start, NEVER
        self.open = False
        cpu_nanos = max(0, process_time_ns() - self.cpu_start - self.cut_cpu_nanos)
        phases = ",".join("%s:%d" % (json.dumps(name), nanos) for name, nanos in self.phases.items())
        gauges = ",".join("%s:%s" % (json.dumps(name), float.__repr__(float(value)))
                          for name, value in self.gauges.items())
        self.lines.append('{"cycle":%d,"wall_ns":%d,"cpu_ns":%d,"t_ns":%d,"phases":{%s},"gauges":{%s}}\n' % (
            self.number, max(0, end - start - self.cut_nanos), cpu_nanos, end + self.unix_offset, phases, gauges))
        if len(self.lines) >= FLUSH_LINES or end - self.flushed >= FLUSH_NANOS:
            self.flush(end)
        self.instrument_nanos += perf_counter_ns() - end

    def abandon(self):
        """A call that ended by an exception is no cycle."""
        self.start = NEVER
        self.open = False
        self.number -= 1

    def cut(self, at, wall_nanos, cpu_nanos):
        """Take time that was not the program's out of the cycle and the phase that it fell into."""
        if at >= self.start:
            self.cut_nanos += wall_nanos
            self.cut_cpu_nanos += cpu_nanos
        if self.within and at >= self.within[-1][1]:
            # Seen from the phase around it, the cut is a part of what is inside.
            self.within[-1][2] += wall_nanos

    def flush(self, now):
        self.writing = True
        try:
            descriptor = os.open(self.telemetry, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                count = len(self.lines)
                data = "".join(self.lines[:count]).encode("ascii", "replace")
                # Before they are written: an exception of the program's must not make a line appear twice.
                del self.lines[:count]
                while data:
                    data = data[os.write(descriptor, data):]
            finally:
                os.close(descriptor)
        finally:
            self.writing = False
        self.flushed = now

    def after_fork(self):
        """Cycles are the parent's; the child only runs the functions."""
        self.lines = []
        self.refused = True
        self.start = NEVER
        self.open = False
        self.within = []

    def finish(self):
        """At the program's end: the last cycles, and what was never called."""
        if self.trace is not None:
            self.trace.stop()
        if self.source is not None and not self.refused:
            # After an uncaught exception the run has no orderly end.
            if not hasattr(sys, "last_type"):
                self.lines.append('{"end":true,"outputs":{},"instrument_ns":%d}\n' % self.instrument_nanos)
            self.flush(perf_counter_ns())
        for target in self.targets:
            if target.state == "waiting":
                if target.module == "__main__":
                    text = "does not exist: the script did not define it"
                else:
                    text = "was never called: module %s was never imported" % target.module
                self.agent.note("never-called", target.subject, text)
            elif target.state == "wrapped" and target.calls == 0:
                self.agent.note("never-called", target.subject, "was never called")
            elif target.state == "wrapped":
                self.agent.note("called", target.subject, "%d calls" % target.calls)
        if self.automatic and self.source is None and not self.refused:
            seen = sorted({framework.title for framework in self.frameworks if framework.wrapped})
            text = ("the step of %s was never called" % " and ".join(seen) if seen
                    else "Mesa, Gymnasium and SimPy were not imported")
            self.agent.note("never-called", "auto", text)


# ---- functions and classes ----

def static_attribute(owner, name):
    """An attribute as it is stored, without binding it; a KeyError if there is none."""
    for place in (owner.__mro__ if isinstance(owner, type) else (owner,)):
        if name in vars(place):
            return vars(place)[name]
    raise KeyError(name)


def plain_function(value):
    return value.__func__ if isinstance(value, (staticmethod, classmethod)) else value


def rewrapped(value, make):
    """A wrapped function of the same kind: static and class methods stay what they are."""
    if isinstance(value, (staticmethod, classmethod)):
        return type(value)(rewrapped(value.__func__, make))
    if WRAPPED in getattr(value, "__dict__", {}) and value.__dict__[WRAPPED] is make:
        return value
    wrapper = make(value)
    wrapper.__dict__[WRAPPED] = make
    return wrapper


def named_like(wrapper, function):
    """What functools.wraps does, without its import."""
    for attribute in ("__module__", "__name__", "__qualname__", "__doc__"):
        try:
            setattr(wrapper, attribute, getattr(function, attribute))
        except (AttributeError, TypeError):
            pass
    wrapper.__dict__.update(getattr(function, "__dict__", {}))
    wrapper.__wrapped__ = function
    return wrapper


def wrap_in_class(owner, name, make):
    """Wrap a method of a class and what overrides it in subclasses, now and later."""
    setattr(owner, name, rewrapped(static_attribute(owner, name), make))
    wrap_overrides(owner, name, make)
    watch_subclasses(owner, name, make)


def wrap_overrides(owner, name, make):
    for subclass in type.__subclasses__(owner):
        wrap_own(subclass, name, make)
        wrap_overrides(subclass, name, make)


def wrap_own(owner, name, make):
    value = owner.__dict__.get(name)
    function = plain_function(value)
    if callable(function) and hasattr(type(function), "__get__"):
        setattr(owner, name, rewrapped(value, make))


def watch_subclasses(owner, name, make):
    original = owner.__dict__.get("__init_subclass__")

    def __init_subclass__(subclass, **named):
        if original is not None:
            original.__get__(None, subclass)(**named)
        else:
            super(owner, subclass).__init_subclass__(**named)
        wrap_own(subclass, name, make)

    owner.__init_subclass__ = classmethod(__init_subclass__)


# ---- modules ----

def script_modules(command):
    """The names under which the program may call its own script, which runs as __main__."""
    names = {"__main__"}
    for position, part in enumerate(command[1:], 1):
        if command[position - 1] == "-m":
            names.add(part)
            names.add(part + ".__main__")
            break
        if part == "-c":
            break
        if not part.startswith("-") and os.path.isfile(part):
            names.add(os.path.splitext(os.path.basename(part))[0])
            break
    return names


class Finder:
    """Sees the import of wanted modules. The module and its loader stay the import system's own."""

    def __init__(self, steps, wanted):
        self.steps = steps
        self.wanted = wanted
        self.unseen = set(wanted)
        self.searching = False

    def find_spec(self, name, path=None, target=None):
        if name not in self.unseen or self.searching:
            return None
        self.searching = True
        try:
            for finder in sys.meta_path:
                find = None if finder is self else getattr(finder, "find_spec", None)
                spec = find(name, path, target) if find is not None else None
                if spec is not None:
                    self.watch(spec.loader, name)
                    return spec
        finally:
            self.searching = False
        return None

    def watch(self, loader, name):
        execute = getattr(loader, "exec_module", None)
        if execute is None:
            return

        def exec_module(module):
            try:
                del loader.exec_module
            except AttributeError:
                pass
            execute(module)
            self.seen(name, module)

        try:
            loader.exec_module = exec_module
        except (AttributeError, TypeError):
            # A loader without attributes of its own: the module is found when it is there.
            pass

    def seen(self, name, module):
        if name in self.unseen:
            self.unseen.discard(name)
            self.steps.imported(module, self.wanted[name])

    def poll(self, name):
        module = sys.modules.get(name)
        spec = getattr(module, "__spec__", None)
        if module is not None and not getattr(spec, "_initializing", False):
            self.seen(name, module)


class ScriptTrace:
    """Wraps functions that the script itself defines, by a trace of the lines at its top level.

    The script is not imported, so that nothing else tells when a name has been defined. Tracing ends with the last
    wanted name; calls made until then cost a tenth of a microsecond more each.
    """

    def __init__(self, steps):
        self.steps = steps
        self.active = False

    def pending(self):
        return [target for target in self.steps.targets if target.module == "__main__" and target.state == "waiting"]

    def start(self):
        if sys.gettrace() is None:
            self.active = True
            self.since = perf_counter_ns()
            sys.settrace(self.call)

    def stop(self):
        if self.active:
            self.active = False
            if sys.gettrace() == self.call:
                sys.settrace(None)

    def stop_if_late(self):
        if self.active and perf_counter_ns() - self.since > LONGEST_TRACE_NANOS:
            self.stop()

    def call(self, frame, event, argument):
        code = frame.f_code
        if code.co_name != "<module>" or frame.f_globals.get("__name__") != "__main__":
            return None
        try:
            for target in self.pending():
                if target.path[0] not in code.co_names and "*" not in code.co_names:
                    self.steps.complain(target, "does not exist: the script has no %s" % target.path[0])
            if not self.pending():
                self.stop()
                return None
        except Exception as error:
            self.steps.agent.trouble(error)
            return None
        return self.line

    def line(self, frame, event, argument):
        if not self.active:
            return None
        try:
            for target in self.pending():
                if target.path[0] in frame.f_globals:
                    self.steps.resolve(target, frame.f_globals)
            if not self.pending():
                self.stop()
                return None
        except Exception as error:
            self.steps.agent.trouble(error)
            return None
        return self.line


# ---- frameworks ----

class Mesa:
    """One cycle per call of a model's step; the gauge population is the number of agents."""

    title = "Mesa"
    module = "mesa.model"

    def __init__(self, steps):
        self.steps = steps
        self.wrapped = False
        self.calls = Target("mesa.model:Model.step", "step")

    def wrap(self, module):
        model = module.Model
        # Mesa 3 lets each instance call the step of its class through this method.
        name = "_wrapped_step" if "_wrapped_step" in vars(model) else "step"
        wrap_in_class(model, name, self.make)
        self.wrapped = True

    def make(self, function):
        steps = self.steps
        target = self.calls

        def step(model, *arguments, **named):
            if not steps.enter(target):
                return function(model, *arguments, **named)
            complete = False
            try:
                result = function(model, *arguments, **named)
                complete = True
                return result
            finally:
                end = perf_counter_ns()
                if steps.depth == 1 and complete:
                    count = agent_count(model)
                    if count is not None:
                        steps.gauges["population"] = count
                steps.leave(complete, end)
        return named_like(step, function)


def agent_count(model):
    """The number of a model's agents where it can be had without making a copy of them."""
    try:
        attributes = vars(model)
        agents = attributes.get("_all_agents", attributes.get("_agents"))
        if agents is None:
            agents = getattr(attributes.get("schedule"), "_agents", None)
        return None if agents is None else len(agents)
    except Exception:
        return None


class Gymnasium:
    """One cycle per episode, from the outermost reset to the step that ends it; the gauge episode_steps counts steps."""

    def __init__(self, steps, module):
        self.steps = steps
        self.module = module
        self.title = "Gymnasium" if module.startswith("gymnasium") else "Gym"
        self.wrapped = False
        self.source = "%s:Env.step, by episode" % module
        self.depth = 0
        self.environment = None
        self.count = 0

    def wrap(self, module):
        wrap_in_class(module.Env, "reset", self.make_reset)
        wrap_in_class(module.Env, "step", self.make_step)
        self.wrapped = True

    def is_ours(self, environment):
        """Whether an environment makes the cycles: the first one, or the next after that is gone or between episodes."""
        current = None if self.environment is None else self.environment()
        return current is environment or current is None or not self.steps.open

    def make_reset(self, function):
        steps = self.steps

        def reset(environment, *arguments, **named):
            try:
                if self.depth == 0 and steps.claim(self.source) and self.is_ours(environment):
                    if steps.open:
                        self.end(perf_counter_ns())
                    self.environment = weakref.ref(environment)
                    self.count = 0
                    steps.begin()
            except Exception as error:
                steps.agent.trouble(error)
            self.depth += 1
            try:
                return function(environment, *arguments, **named)
            finally:
                self.depth -= 1
        return named_like(reset, function)

    def make_step(self, function):
        steps = self.steps

        def step(environment, *arguments, **named):
            if self.depth > 0:
                return function(environment, *arguments, **named)
            self.depth += 1
            try:
                result = function(environment, *arguments, **named)
            finally:
                self.depth -= 1
            end = perf_counter_ns()
            try:
                if steps.open and steps.source == self.source and self.environment() is environment:
                    self.count += 1
                    if has_ended(result):
                        self.end(end)
            except Exception as error:
                steps.agent.trouble(error)
            return result
        return named_like(step, function)

    def end(self, end):
        self.steps.gauges["episode_steps"] = self.count
        self.steps.end(end)


def has_ended(result):
    """Whether a step's result says that the episode is over: five values since Gym 0.26, four before."""
    try:
        if len(result) == 5:
            return bool(result[2]) or bool(result[3])
        return len(result) == 4 and bool(result[2])
    except (TypeError, ValueError):
        return False


class SimPy:
    """One cycle per whole unit of simulated time that has events; the gauge events counts them."""

    title = "SimPy"
    module = "simpy.core"
    source = "simpy.core:Environment.step, by unit of simulated time"

    def __init__(self, steps):
        self.steps = steps
        self.wrapped = False
        self.depth = 0
        self.running = 0
        self.environment = None
        self.boundary = None
        self.events = 0

    def wrap(self, module):
        wrap_in_class(module.Environment, "step", self.make_step)
        wrap_in_class(module.Environment, "run", self.make_run)
        self.wrapped = True

    def make_step(self, function):
        steps = self.steps

        def step(environment):
            if environment is self.environment:
                queue = environment._queue
                if queue and queue[0][0] >= self.boundary:
                    self.next_unit(environment, queue[0][0])
                self.events += 1
            elif not steps.open:
                self.first(environment)
            return function(environment)
        return named_like(step, function)

    def first(self, environment):
        try:
            if self.steps.claim(self.source):
                self.environment = environment
                self.boundary = float("-inf")
                queue = environment._queue
                if queue:
                    self.next_unit(environment, queue[0][0])
                    self.events += 1
        except Exception as error:
            self.steps.agent.trouble(error)

    def next_unit(self, environment, time):
        steps = self.steps
        try:
            if not steps.agent.on:
                self.boundary = float("inf")
                return
            self.end(perf_counter_ns())
            self.unit = int(time // 1)
            self.boundary = self.unit + 1
            self.events = 0
            steps.begin()
        except (TypeError, ValueError, OverflowError) as error:
            self.boundary = float("inf")
            steps.agent.note("refused", self.source, "simulated time is %r: %s" % (time, error))
        except Exception as error:
            steps.agent.trouble(error)

    def end(self, end):
        if self.steps.open:
            self.steps.gauges["events"] = self.events
            self.steps.end(end)

    def make_run(self, function):
        steps = self.steps

        def run(environment, *arguments, **named):
            self.running += 1
            try:
                return function(environment, *arguments, **named)
            finally:
                end = perf_counter_ns()
                self.running -= 1
                if self.running == 0 and environment is self.environment:
                    try:
                        if self.events > 1:
                            self.end(end)
                        else:
                            # The event that stops the run is the only one of its unit.
                            steps.abandon()
                        # Whatever comes next begins a cycle, be it of another environment.
                        self.environment = None
                    except Exception as error:
                        steps.agent.trouble(error)
        return named_like(run, function)
