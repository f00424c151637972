"""What accumulates: how many objects there are of each type, and which named containers hold many entries.

A census goes through the objects that the garbage collector tracks. It never collects, since that would hide cycles
that accumulate. The next one is not taken before a hundred times the cost of the last has passed, and the distance
between two grows with the run, so that a run of any length has some tens of them.
"""
import gc
import json
import os
import sys
from collections import Counter, deque
from time import perf_counter_ns

CONTAINERS = (list, dict, set, deque)
FEWEST_ENTRIES = 1000
MOST_CANDIDATES = 100
MOST_TYPES = 200
COST_SHARE = 0.01
FIRST_INTERVAL_NANOS = 250_000_000
CENSUSES_PER_INTERVAL = 40
OPTIMIZED = 1


class Census:
    """Counts of one process. `mode` is "types", or "containers" for names and lengths of containers as well."""

    def __init__(self, mode):
        self.with_containers = mode != "types"
        self.restart()

    def restart(self):
        self.interval_nanos = FIRST_INTERVAL_NANOS
        self.started = perf_counter_ns()
        self.due = self.started + FIRST_INTERVAL_NANOS
        self.cost_nanos = 0
        self.taken = 0
        self.names = {}

    def took(self, before, after):
        self.taken += 1
        if self.taken >= CENSUSES_PER_INTERVAL:
            # As if only every second one had been taken.
            self.taken //= 2
            self.interval_nanos *= 2
        cost = after - before
        self.cost_nanos += cost
        # The next one is expected to cost as much as this, and is paid for before it is taken.
        self.due = max(before + self.interval_nanos, self.started + int((self.cost_nanos + cost) / COST_SHARE))

    def take(self, frame):
        """The fields of a record: objects, allocated blocks, counts by type, containers as [id, kind, length, name]."""
        objects = gc.get_objects()
        types = Counter(map(type, objects))
        total = len(objects)
        containers = []
        if self.with_containers:
            candidates = [one for one in objects if type(one) in CONTAINERS and len(one) >= FEWEST_ENTRIES
                          and one is not objects]
            del objects
            candidates.sort(key=len, reverse=True)
            del candidates[MOST_CANDIDATES:]
            containers = self.described(candidates, frame)
            candidates.clear()
        counts = {type_name(kind): count for kind, count in types.most_common(MOST_TYPES)}
        return str(total), str(sys.getallocatedblocks()), json.dumps(counts), json.dumps(containers)

    def described(self, candidates, frame):
        known = {id(one): self.names.get(id(one)) for one in candidates}
        unnamed = [one for one in candidates if known[id(one)] is None or known[id(one)][0] is not type(one)]
        if unnamed:
            found = local_names(unnamed, frame)
            found.update(holder_names([one for one in unnamed if id(one) not in found], unnamed, candidates))
            for one in unnamed:
                known[id(one)] = (type(one), found.get(id(one), ""))
        # Names of containers that are gone must not be taken for those of others at the same address.
        self.names = known
        return [[id(one), type(one).__name__, len(one), known[id(one)][1]] for one in candidates]


def type_name(kind):
    module = getattr(kind, "__module__", "")
    name = getattr(kind, "__qualname__", str(kind))
    return name if module in ("builtins", "__main__") or not isinstance(module, str) else module + "." + name


def local_names(containers, frame):
    """Names as function:local of containers that a sampled function holds, by the container's id."""
    wanted = {id(one) for one in containers}
    found = {}
    may_clear = not is_traced(frame)
    while frame is not None and wanted:
        code = frame.f_code
        if code.co_flags & OPTIMIZED:
            held = frame.f_locals
            for name, value in list(held.items()):
                if id(value) in wanted:
                    found[id(value)] = code.co_name + ":" + name
                    wanted.discard(id(value))
            value = None
            # Before 3.13 this is a copy that the frame keeps, and that would keep alive what the function has let go.
            if may_clear and type(held) is dict and sys.getrefcount(held) <= 3:
                held.clear()
        frame = frame.f_back
    return found


def is_traced(frame):
    """Whether a trace function may be running, after which Python takes the locals of a frame from its copy of them.

    One that has just switched itself off is still running: that of the steps does so.
    """
    if sys.gettrace() is not None or sys.getprofile() is not None:
        return True
    trace = getattr(sys.modules.get("_runvar_steps"), "ScriptTrace", None)
    codes = [] if trace is None else [trace.call.__code__, trace.line.__code__, trace.stop.__code__]
    while frame is not None and codes:
        if frame.f_code in codes:
            return True
        frame = frame.f_back
    return False


def holder_names(containers, unnamed, candidates):
    """Names as module.name or Class.attribute of containers, by the container's id. One search for all of them."""
    if not containers:
        return {}
    wanted = {id(one) for one in containers}
    internal = {id(containers), id(unnamed), id(candidates)}
    found = {}
    dictionaries = []
    for holder in gc.get_referrers(*containers):
        if id(holder) in internal:
            continue
        if type(holder) is dict:
            name = holder.get("__name__")
            if isinstance(name, str) and ("__spec__" in holder or "__builtins__" in holder):
                name_values(found, wanted, holder, module_title(holder, name) + ".")
            else:
                dictionaries.append(holder)
        elif type(holder) not in CONTAINERS and type(holder) is not tuple:
            attribute_names(found, wanted, holder)
    missing = wanted - set(found)
    if missing and dictionaries:
        own = {id(one) for one in dictionaries}
        for holder in gc.get_referrers(*dictionaries):
            if type(holder) is not dict and type(holder) is not list:
                values = instance_dictionary(holder)
                if id(values) in own:
                    name_values(found, wanted, values, type(holder).__qualname__ + ".")
    return found


def module_title(namespace, name):
    if name != "__main__":
        return name
    file = namespace.get("__file__")
    return os.path.splitext(os.path.basename(file))[0] if isinstance(file, str) else name


def instance_dictionary(holder):
    try:
        return object.__getattribute__(holder, "__dict__")
    except (AttributeError, TypeError):
        return None


def name_values(found, wanted, values, prefix):
    for name, value in list(values.items()):
        if id(value) in wanted and id(value) not in found and isinstance(name, str):
            found[id(value)] = prefix + name


def attribute_names(found, wanted, holder):
    kind = type(holder)
    values = instance_dictionary(holder)
    if type(values) is dict:
        name_values(found, wanted, values, kind.__qualname__ + ".")
    elif isinstance(holder, type):
        name_values(found, wanted, dict(vars(holder)), holder.__qualname__ + ".")
    for base in kind.__mro__:
        slots = vars(base).get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else tuple(slots):
            try:
                value = object.__getattribute__(holder, name)
            except Exception:
                continue
            if id(value) in wanted and id(value) not in found:
                found[id(value)] = kind.__qualname__ + "." + name
