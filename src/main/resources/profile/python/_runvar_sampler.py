"""A sampling profiler inside the program: a wall-clock timer, a signal handler, weighted samples, one text file.

A POSIX timer sends a real-time signal to the main thread. The handler walks the stack that the signal interrupted and
records it with the time since the previous sample as its weight, so that weights add up to elapsed time, also when a
long call in C delays the handler. The timer is re-armed each time with a random delay, since a fixed period could keep
step with the program's own period.

The stream is described in docs/profiles.md. Whatever goes wrong here switches the agent off and leaves one line in its
file; it never changes output, exit code or signals of the program. CPython 3.8 or newer, standard library only.
"""
import ctypes
import os
import signal
import sys
from time import perf_counter_ns, process_time_ns, thread_time_ns, time_ns

import _thread
from _thread import get_ident, get_native_id

try:
    from time import clock_gettime_ns, pthread_getcpuclockid
except ImportError:
    # Not Linux, where no samples are taken.
    pass

FORMAT_VERSION = 1
DEFAULT_RATE_HERTZ = 100
SAMPLES_PER_PERIOD = 200_000
LONGEST_PERIOD_NANOS = 1_000_000_000
MOST_COST_SHARE = 0.05
FLUSH_NANOS = 1_000_000_000
FIRST_FLUSH_NANOS = 200_000_000
WORKER_WRITE_NANOS = 50_000_000
TOTALS_NANOS = 10_000_000_000
MOST_CODES = 50_000
WHOLE_STACK_FRAMES = 500_000
STACK_END_FRAMES = 16
MOST_WAITING_LINES = 1_000_000
NO_DESCRIPTOR = 24
# A handler this long after the timer waited for an operation to end: hardly any other is so late.
LATE_NANOS = 50_000
SHORTEST_TIMER_NANOS = 50_000
# Among threads that work, each handler takes the interpreter's lock from another, which has it for 5 ms by default.
THREADS_PERIOD_NANOS = 5_000_000
# A thread that used less of a processor than this share of the time only sleeps or waits for something outside.
LEAST_WORK_SHARE = 0.02
# The functions in which a thread waits for other threads or processes, by file; of some files all.
ALL = "*"
WAITING_IN_STANDARD_LIBRARY = {
    "threading.py": ALL, "queue.py": ALL, "selectors.py": ALL, "subprocess.py": ALL,
    "concurrent/futures/thread.py": ("_worker",),
    "multiprocessing/connection.py": ("_poll", "_recv", "_send", "accept", "wait"),
    "multiprocessing/pool.py": ("_handle_results", "_handle_tasks", "_handle_workers", "worker"),
    "multiprocessing/popen_fork.py": ("poll", "wait"),
    "multiprocessing/resource_tracker.py": ("main",),
    "multiprocessing/synchronize.py": ALL}
WAITING_IN_PACKAGES = {
    "joblib/parallel.py": ("_retrieve", "retrieve"),
    "loky/backend/resource_tracker.py": ("main",),
    "loky/backend/synchronize.py": ALL}
# Before Python 3.9, a caught overflow of the stack leaves a mark, and the next one ends the program.
RECURSION_LIMIT = ctypes.c_int.in_dll(ctypes.pythonapi, "_Py_CheckRecursionLimit") if sys.version_info < (3, 9) else None
HANDLER_DEPTH = 200

_agent = None


# ---- the timer ----

class Timespec(ctypes.Structure):
    _fields_ = [("seconds", ctypes.c_long), ("nanos", ctypes.c_long)]


class Itimerspec(ctypes.Structure):
    _fields_ = [("interval", Timespec), ("value", Timespec)]


class Sigevent(ctypes.Structure):
    """struct sigevent of Linux: 64 bytes, the thread id where the union begins."""
    _fields_ = [("value", ctypes.c_void_p), ("signal", ctypes.c_int), ("notify", ctypes.c_int),
                ("thread", ctypes.c_int), ("padding", ctypes.c_char * 44)]


class Timer:
    """A timer that signals one thread. It does not survive exec, and a forked child does not inherit it."""

    CLOCK_MONOTONIC = 1
    SIGEV_THREAD_ID = 4

    def __init__(self, number):
        library = ctypes.CDLL(None)
        if not hasattr(library, "timer_create"):
            library = ctypes.CDLL("librt.so.1")
        self.settime = library.timer_settime
        self.settime.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
        self.delete = library.timer_delete
        self.delete.argtypes = [ctypes.c_void_p]
        event = Sigevent(signal=number, notify=self.SIGEV_THREAD_ID, thread=get_native_id())
        self.identity = ctypes.c_void_p()
        if library.timer_create(self.CLOCK_MONOTONIC, ctypes.byref(event), ctypes.byref(self.identity)) != 0:
            raise OSError("timer_create failed")
        self.when = Itimerspec()
        self.address = ctypes.addressof(self.when)

    def arm(self, nanos, interval_nanos=0):
        """Signal once, and then at each interval, if there is one, until it is armed anew."""
        value, interval = self.when.value, self.when.interval
        value.seconds, value.nanos = divmod(nanos, 1_000_000_000)
        interval.seconds, interval.nanos = divmod(interval_nanos, 1_000_000_000)
        self.settime(self.identity, 0, self.address, None)

    def close(self):
        self.delete(self.identity)


def free_signal():
    """A real-time signal that nobody handles."""
    for number in range(int(signal.SIGRTMAX) - 3, int(signal.SIGRTMIN), -1):
        if signal.getsignal(number) == signal.SIG_DFL:
            return number
    raise OSError("every real-time signal has a handler")


# ---- the stream ----

def escaped(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


class Stream:
    """Lines that are appended to a file, which is open only while it is written.

    A descriptor that stayed open could be closed by a program that becomes a daemon, and be given to a file of its own.
    """

    def __init__(self, path):
        self.path = path
        self.lines = []

    def add(self, *fields):
        self.lines.append("\t".join(fields) + "\n")

    def write(self):
        count = len(self.lines)
        if count == 0:
            return
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            data = "".join(self.lines[:count]).encode("utf-8", "replace")
            # The same list goes on, because an append may be under way in what the signal interrupted.
            del self.lines[:count]
            while data:
                data = data[os.write(descriptor, data):]
        finally:
            os.close(descriptor)


# ---- frames ----

class Instructions:
    """What Python does between two moments at which it runs handlers, from Python 3.11 on.

    It runs them when a function begins, after a call, and when a loop jumps back, but not after an operator such as
    `in`, however long that takes.
    """

    OPERATORS = ("BINARY_", "COMPARE_OP", "LIST_EXTEND", "SET_UPDATE", "DICT_", "STORE_SUBSCR", "STORE_SLICE",
                 "DELETE_SUBSCR", "BUILD_STRING", "UNARY_", "FOR_ITER")

    def __init__(self):
        import opcode

        self.names = opcode.opname
        self.resume = opcode.opmap.get("RESUME")
        self.codes = {}

    def of(self, code):
        """The instructions of a function, one in two bytes."""
        entry = self.codes.get(id(code))
        if entry is None or entry[0] is not code:
            if len(self.codes) >= MOST_CODES:
                self.codes.clear()
            entry = self.codes[id(code)] = (code, code.co_code, {})
        return entry

    def begins(self, frame):
        """Whether a frame stands at the beginning of its function, or where a generator goes on."""
        if self.resume is None:
            return frame.f_lasti < 0
        return self.of(frame.f_code)[1][frame.f_lasti] == self.resume

    def jumps_back(self, frame):
        return self.resume is not None and "JUMP_BACKWARD" in self.names[self.of(frame.f_code)[1][frame.f_lasti]]

    def operator_before(self, code, instruction):
        """The operator that a handler at this instruction most likely waited for, None where there is none."""
        if self.resume is None:
            return None
        known = self.of(code)[2]
        if instruction not in known:
            known[instruction] = self.find_operator(self.of(code)[1], instruction)
        return known[instruction]

    def find_operator(self, instructions, instruction):
        """The nearest `in`, else the nearest other operator, that leads there without a moment for handlers."""
        # A call under way may stand at the place that follows its instruction and holds its cache.
        while instruction > 0 and self.names[instructions[instruction]] == "CACHE":
            instruction -= 2
        leads = {instruction}
        found = None
        for at in range(instruction - 2, -1, -2):
            name = self.names[instructions[at]]
            if name.startswith(("CALL", "RESUME", "RETURN")) and name != "CALL_INTRINSIC_1" or "BACKWARD" in name:
                continue
            target = at + 2 + 2 * instructions[at + 1]
            jumps = "JUMP" in name and (target in leads or target + 2 in leads)
            if not jumps and (at + 2 not in leads or name == "JUMP_FORWARD"):
                continue
            leads.add(at)
            if name == "CONTAINS_OP":
                return at
            if found is None and name.startswith(self.OPERATORS):
                found = at
        return found


def qualified_name(frame, code):
    """The function's name with its class. Before Python 3.11 the class is looked up among those of the module."""
    try:
        return code.co_qualname
    except AttributeError:
        pass
    name = code.co_name
    try:
        for value in list(frame.f_globals.values()):
            if isinstance(value, type):
                found = vars(value).get(name)
                found = getattr(found, "__func__", found)
                found = getattr(found, "__wrapped__", found)
                if getattr(found, "__code__", None) is code:
                    return value.__qualname__ + "." + name
    except Exception:
        pass
    return name


class Stacks:
    """Numbers for frames and stacks; each is described in the stream once, before its first use."""

    def __init__(self, stream, own_directory):
        self.stream = stream
        self.own = own_directory + os.sep
        self.base = os.getcwd()
        self.codes = {}
        self.frames = {}
        self.instructions = Instructions()
        self.lines = {}
        self.stacks = {}
        self.library = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
        self.waiting = {}
        self.shown_nanos = {}
        self.turn = 0
        self.next_frame = 1
        self.next_stack = 1
        self.frames_written = 0

    def frame(self, frame, code, line):
        """The number of a frame that was not seen before; 0 for a frame of the agent."""
        entry = self.codes.get(id(code))
        if entry is None or entry[0] is not code:
            if len(self.codes) >= MOST_CODES:
                self.codes.clear()
            entry = (code, {})
            self.codes[id(code)] = entry
        number = 0
        if not code.co_filename.startswith(self.own):
            # A worker that is sent its functions has a new code object for each call.
            key = (code.co_filename, qualified_name(frame, code), code.co_firstlineno, line)
            number = self.frames.get(key)
            if number is None:
                if len(self.frames) >= MOST_CODES:
                    self.frames.clear()
                number = self.frames[key] = self.next_frame
                self.next_frame += 1
                self.describe(frame, number, *key)
        entry[1][line] = number
        return number

    def describe(self, frame, number, file, name, first_line, line):
        if not file.startswith(("/", "<")):
            file = os.path.normpath(os.path.join(self.base, file))
        self.stream.add("F", str(number), escaped(file), escaped(name), str(first_line), str(line),
                        *("w" if self.waits(frame) else ""))

    def waits(self, frame):
        """Whether a thread at this frame waits for other threads or processes."""
        file = frame.f_code.co_filename
        functions = self.waiting.get(file)
        if functions is None:
            if len(self.waiting) >= MOST_CODES:
                self.waiting.clear()
            functions = self.waiting[file] = self.waiting_functions(file)
        return functions is ALL or frame.f_code.co_name in functions

    def waiting_functions(self, file):
        if file.startswith(self.library) and file[len(self.library):] in WAITING_IN_STANDARD_LIBRARY:
            return WAITING_IN_STANDARD_LIBRARY[file[len(self.library):]]
        for package, functions in WAITING_IN_PACKAGES.items():
            if file.endswith("/" + package):
                return functions
        return ()

    def working_thread(self, elapsed_nanos):
        """The frame of another thread that works; of several, the one with most processor time not yet shown.

        A thread that waits, or has hardly used a processor since, does not work.
        """
        own = get_ident()
        frames = {thread: frame for thread, frame in sys._current_frames().items() if thread != own}
        if not frames:
            return None
        now = {thread: clock_gettime_ns(pthread_getcpuclockid(thread)) for thread in frames}
        self.shown_nanos = {thread: min(nanos, self.shown_nanos.get(thread, 0)) for thread, nanos in now.items()}
        self.turn += 1
        first = self.turn % len(frames)
        threads = list(frames)
        working = [thread for thread in threads[first:] + threads[:first] if not self.waits(frames[thread])]
        chosen = max(working, key=lambda thread: now[thread] - self.shown_nanos[thread], default=None)
        if chosen is None or (now[chosen] - self.shown_nanos[chosen]) < LEAST_WORK_SHARE * elapsed_nanos:
            return None
        self.shown_nanos[chosen] = now[chosen]
        return frames[chosen]

    def interrupted(self, frame):
        """The frame that a late handler was waiting for, and its line.

        Where Python stands at the beginning of a function, the time before was the caller's.
        """
        caller = frame.f_back
        if caller is not None and self.instructions.begins(frame):
            frame = caller
        elif not self.instructions.jumps_back(frame):
            return frame, frame.f_lineno
        operator = self.instructions.operator_before(frame.f_code, frame.f_lasti)
        return frame, frame.f_lineno if operator is None else self.line_before(frame.f_code, operator)

    def line_before(self, code, instruction):
        """The line of an instruction, or of the last one before that has a line: the end of a loop may have none."""
        key = (id(code), instruction)
        entry = self.lines.get(key)
        if entry is None or entry[0] is not code:
            if len(self.lines) >= MOST_CODES:
                self.lines.clear()
            line = code.co_firstlineno
            for start, end, own in code.co_lines():
                if start > instruction:
                    break
                line = own or line
            entry = self.lines[key] = (code, line)
        return entry[1]

    def ending_in(self, frame, late_nanos):
        """The number of the stack that a handler interrupted, so long after the timer."""
        line = frame.f_lineno
        if late_nanos > LATE_NANOS:
            frame, line = self.interrupted(frame)
        return self.stack(frame, line)

    def stack(self, frame, line, caller=None):
        """The number of the stack that ends in a line of a frame; 0 if it has only frames of the agent.

        The caller is the frame of another thread, which waits for this one.
        """
        codes = self.codes
        numbers = []
        last = 0
        while frame is not None:
            code = frame.f_code
            if line is None:
                line = self.line_before(code, frame.f_lasti)
            entry = codes.get(id(code))
            number = entry[1].get(line) if entry is not None and entry[0] is code else None
            if number is None:
                number = self.frame(frame, code, line)
            # A function that calls itself from one line counts once, so that depth alone makes no new stacks.
            if number and number != last:
                numbers.append(number)
                last = number
            frame = frame.f_back
            if frame is None:
                frame, caller = caller, None
            line = None if frame is None else frame.f_lineno
        if not numbers:
            return 0
        if self.frames_written > WHOLE_STACK_FRAMES and len(numbers) > 2 * STACK_END_FRAMES:
            numbers = numbers[:STACK_END_FRAMES] + numbers[-STACK_END_FRAMES:]
        key = tuple(numbers)
        number = self.stacks.get(key)
        if number is None:
            number = self.next_stack
            self.next_stack += 1
            self.frames_written += len(key)
            self.stream.add("S", str(number), " ".join(map(str, key)))
            self.stacks[key] = number
        return number


# ---- the agent ----

class Agent:
    """The profiler of one process. All of its work is done in the main thread, by the handler of its signal."""

    def __init__(self, settings, own_directory):
        self.own_directory = own_directory
        self.standard_library = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
        self.directory = os.path.abspath(settings["directory"])
        self.rate_hertz = float(settings.get("rate", DEFAULT_RATE_HERTZ))
        self.on = False
        self.paused = False
        self.number = None
        self.timer = None
        self.expected = 0
        self.random = time_ns() & 0x7FFFFFFF
        self.waits_watched = False
        self.steps = None
        self.census = None
        self.begin(perf_counter_ns(), is_worker=any("multiprocessing" in part or "loky" in part for part in command_line()))

    def begin(self, now, is_worker):
        """Start a file for this process. That of a worker is written often, because a pool kills its workers."""
        self.pid = os.getpid()
        self.unix_offset = time_ns() - perf_counter_ns()
        self.stream = Stream(os.path.join(self.directory, "%d.rvp" % self.pid))
        self.stacks = Stacks(self.stream, self.own_directory)
        self.period_nanos = int(1e9 / self.rate_hertz) if self.rate_hertz > 0 else 0
        self.last = now
        self.started = now
        # The first second is written early, because a short program may be killed.
        self.flush_due = now + FIRST_FLUSH_NANOS
        self.write_nanos = WORKER_WRITE_NANOS if is_worker else FLUSH_NANOS
        self.write_due = now + self.write_nanos
        self.flushed = now
        self.totals_due = now + TOTALS_NANOS
        self.samples = 0
        self.samples_due = SAMPLES_PER_PERIOD
        self.lost = 0
        self.cost_nanos = 0
        self.cost_at_flush = 0
        self.census_nanos = 0
        self.most_threads = 0
        self.handling = False
        self.interrupts = False
        self.paused = False
        self.others_nanos = 0
        self.last_working = 0
        self.stream.add("H", str(FORMAT_VERSION), str(self.pid), str(os.getppid()), str(self.unix_micros(now)),
                        "%g" % self.rate_hertz, "%d.%d.%d" % sys.version_info[:3], json_text(command_line()))

    def unix_micros(self, nanos):
        return (nanos + self.unix_offset) // 1000

    def note(self, status, subject, text):
        """Leave a remark for the reader of the file."""
        self.stream.add("M", str(self.unix_micros(perf_counter_ns())), status, escaped(subject), escaped(text))

    # -- start and end --

    def start(self):
        self.on = True
        if self.period_nanos > 0:
            self.number = free_signal()
            self.timer = Timer(self.number)
            signal.signal(self.number, self.handle)
            # A system call of a library in C goes on instead of failing with EINTR.
            signal.siginterrupt(self.number, False)
            self.guard_wakeups()
            self.guard_pauses()
            self.watch_threads()
            write_wholly()
        import atexit

        atexit.register(self.finish)
        os.register_at_fork(after_in_child=self.after_fork)
        self.last = perf_counter_ns()
        self.arm()

    def watch_threads(self):
        """Know of the first thread before the main thread can wait for it."""
        for name in ("start_new_thread", "start_joinable_thread"):
            if hasattr(_thread, name):
                self.watch_start(name, getattr(_thread, name))

    def watch_start(self, name, start):
        def started(*arguments, **named):
            self.watch_waits()
            return start(*arguments, **named)

        watched = Replacement(started, start)
        setattr(_thread, name, watched)
        threading = sys.modules.get("threading")
        if getattr(threading, "_" + name, None) is start:
            setattr(threading, "_" + name, watched)

    def watch_waits(self):
        """Let signals interrupt the waits of the main thread for others, and nothing else.

        Python runs the handler in a wait for a lock only if the system call is interrupted.
        """
        threading = sys.modules.get("threading")
        if not self.waits_watched and threading is not None:
            self.waits_watched = True
            for owner, name in (threading.Condition, "wait"), (threading.Thread, "join"):
                setattr(owner, name, self.interruptible(getattr(owner, name)))

    def interruptible(self, wait):
        def interruptible_wait(*arguments, **named):
            if self.interrupts or not self.on or self.timer is None or get_native_id() != self.pid:
                return wait(*arguments, **named)
            self.interrupt_waiting(True)
            try:
                return wait(*arguments, **named)
            finally:
                self.interrupt_waiting(False)

        return named_like(interruptible_wait, wait)

    def interrupt_waiting(self, wanted):
        """Let the agent's signals interrupt a wait from now on, or no longer."""
        self.interrupts = wanted
        if self.on and self.timer is not None:
            signal.siginterrupt(self.number, wanted)
            if wanted and not self.paused:
                # A signal just before the wait runs no handler: the next one does.
                self.timer.arm(max(self.expected - perf_counter_ns(), SHORTEST_TIMER_NANOS), THREADS_PERIOD_NANOS)

    def stack_of(self, frame, now):
        """The number of the main thread's stack. A thread that works while it waits is taken for a call of it."""
        # The timer may go off at the end of the handler, while another thread has the lock of the interpreter.
        while frame.f_back is not None and frame.f_code.co_filename.startswith(self.stacks.own):
            frame = frame.f_back
        if self.stacks.waits(frame):
            called = self.called(frame, now)
            if called:
                return called
        else:
            self.last_working = 0
        return self.stacks.ending_in(frame, now - self.expected)

    def called(self, frame, now):
        """The number of the stack of the thread that a frame waits for, 0 if it is not known or there is none."""
        others = process_time_ns() - thread_time_ns()
        used, self.others_nanos = others - self.others_nanos, others
        working = self.stacks.working_thread(now - self.last) if _thread._count() else None
        if working is not None:
            self.last_working = self.stacks.stack(working, working.f_lineno, frame)
            return self.last_working
        # A wait that has just ended may have been for a thread that waits itself by now.
        return self.last_working if 2 * used > now - self.last else 0

    def guard_wakeups(self):
        """Keep Python from complaining that a signal of ours could not be announced to an event loop.

        Python writes the number of each signal to a descriptor that a loop sets. It would print an error when the loop
        has not read for a while, and when asyncio has closed the descriptor before it takes it back.
        """
        set_descriptor = signal.set_wakeup_fd

        def set_wakeup_fd(descriptor, **named):
            if self.on:
                named["warn_on_full_buffer"] = False
                self.guard_asyncio()
            return set_descriptor(descriptor, **named)

        signal.set_wakeup_fd = Replacement(set_wakeup_fd, set_descriptor)

    def guard_asyncio(self):
        loop = getattr(sys.modules.get("asyncio.unix_events"), "_UnixSelectorEventLoop", None)
        if loop is not None and not hasattr(loop.close, "_runvar_guard"):
            loop.close = self.without_signals(loop.close)

    def guard_pauses(self):
        """Let a program that pauses until a signal not go on because of ours."""
        signal.pause = Replacement(self.without_signals(signal.pause), signal.pause)

    def without_signals(self, function):
        """The same function, during which the timer is off."""
        def quiet(*arguments, **named):
            if get_native_id() != self.pid:
                # Another thread: the signals are those of the main one.
                return function(*arguments, **named)
            self.paused = True
            if self.timer is not None:
                self.timer.arm(0)
            try:
                return function(*arguments, **named)
            finally:
                self.paused = False
                self.arm()

        quiet._runvar_guard = True
        return named_like(quiet, function)

    def arm(self):
        if self.on and self.timer is not None and not self.paused:
            # A generator of our own: the program's random numbers stay as they are.
            self.random = (self.random * 1103515245 + 12345) & 0x7FFFFFFF
            period = max(self.period_nanos, THREADS_PERIOD_NANOS) if self.interrupts else self.period_nanos
            nanos = period // 2 + period * (self.random >> 7) // (1 << 24)
            self.expected = perf_counter_ns() + nanos
            self.timer.arm(nanos, period if self.interrupts else 0)

    def after_fork(self):
        """A forked child goes on with a timer and a file of its own."""
        if not self.on:
            return
        try:
            self.begin(perf_counter_ns(), is_worker=True)
            if self.steps is not None:
                self.steps.after_fork()
            if self.census is not None:
                self.census.restart()
            if self.timer is not None:
                self.timer = Timer(self.number)
                signal.siginterrupt(self.number, False)
            self.finish_with_multiprocessing()
            self.arm()
        except Exception as error:
            self.trouble(error)

    def finish_with_multiprocessing(self):
        """Its children leave by os._exit, which runs no exit handlers but its own."""
        util = sys.modules.get("multiprocessing.util")
        if util is not None:
            util.register_after_fork(self, lambda agent: util.Finalize(None, agent.finish, exitpriority=-100))

    def disarm(self):
        self.on = False
        timer, self.timer = self.timer, None
        if timer is not None:
            # Ignored until the timer is gone: a pending signal must not find the default action, which ends the process.
            try:
                signal.signal(self.number, signal.SIG_IGN)
                timer.close()
                signal.signal(self.number, signal.SIG_DFL)
            except ValueError:
                # Not the main thread: the handler stays, and does nothing from now on.
                timer.close()

    def finish(self):
        """End of the program: stop the timer and write what is left."""
        if not self.on or os.getpid() != self.pid:
            return
        try:
            self.disarm()
            now = perf_counter_ns()
            if self.steps is not None:
                self.steps.finish()
            self.totals(now, "ended")
            self.stream.write()
        except Exception as error:
            self.trouble(error)

    def trouble(self, error):
        """Switch the agent off for an error of its own. What the program's own signal handlers raise is raised again."""
        if self.is_foreign(error):
            self.arm()
            raise error
        if isinstance(error, (RecursionError, MemoryError)):
            self.lost += 1
            self.arm()
            return
        try:
            self.disarm()
            self.stream.lines = ["M\t%d\terror\tagent\t%s\n" % (
                self.unix_micros(perf_counter_ns()),
                escaped("switched off: %s: %s" % (type(error).__name__, error)))]
            self.stream.write()
        except Exception:
            pass

    def is_foreign(self, error):
        """Whether an error comes from a signal handler of the program that ran inside of the agent."""
        if not isinstance(error, Exception):
            return True
        trace = error.__traceback__
        if trace is None:
            return False
        codes = []
        while trace is not None:
            codes.append(trace.tb_frame.f_code)
            trace = trace.tb_next
        file = codes[-1].co_filename
        if not file.startswith((self.own_directory, self.standard_library, "<frozen")) or "-packages" in file:
            return True
        handlers = [signal.getsignal(number) for number in signal.Signals]
        theirs = [getattr(getattr(handler, "__func__", handler), "__code__", None) for handler in handlers
                  if callable(handler) and getattr(handler, "__self__", None) is not self]
        return any(code in theirs for code in codes)

    # -- samples --

    def handle(self, number, frame):
        if not self.on or self.handling:
            return
        try:
            self.handling = True
            if RECURSION_LIMIT is not None:
                RECURSION_LIMIT.value += HANDLER_DEPTH
            began = thread_time_ns()
            now = perf_counter_ns()
            # At the end of the interpreter there may be no frame.
            stack = 0 if frame is None else self.stack_of(frame, now)
            if stack:
                micros = (now - self.last) // 1000
                self.last += micros * 1000
                self.stream.lines.append("%d\t%d\t%d%s\n" % (self.unix_micros(self.last), micros, stack, self.phase()))
                self.samples += 1
            if _thread._count() > self.most_threads:
                self.most_threads = _thread._count()
                self.stream.add("T", str(self.unix_micros(now)), str(self.most_threads + 1))
            if self.census is not None and now >= self.census.due:
                self.take_census(frame)
            if now >= self.flush_due:
                self.periodic(now)
            if now >= self.write_due:
                self.write(now)
            self.cost_nanos += thread_time_ns() - began
            # In here, because a signal handler of the program may raise at any of these lines.
            self.handling = False
            self.arm()
        except BaseException as error:
            self.handling = False
            self.trouble(error)
        finally:
            if RECURSION_LIMIT is not None:
                RECURSION_LIMIT.value = sys.getrecursionlimit()

    def phase(self):
        """The field with the phase that the cycle is in, empty outside of phases.

        Phases are those of the steps from outside, or of the program's own telemetry.
        """
        steps = self.steps
        if steps is not None and steps.within and steps.open and steps.thread == get_ident():
            return "\t" + escaped(steps.within[-1][0])
        active = getattr(sys.modules.get("runvar_telemetry"), "active", None)
        name = getattr(getattr(active, "within", None), "name", None)
        return "" if name is None else "\t" + escaped(name)

    def periodic(self, now):
        """What is done once a second."""
        if self.steps is not None:
            self.steps.poll()
        self.stream.add("B", str(self.unix_micros(now)), str(sys.getallocatedblocks()), str(resident_bytes()))
        if now >= self.totals_due:
            self.totals(now, "running")
            self.totals_due = now + TOTALS_NANOS
        self.adapt(now)
        self.write(now)
        self.flushed = now
        self.flush_due = now + FLUSH_NANOS

    def write(self, now):
        """Write what is waiting, now or, if there is no descriptor for the file, later."""
        try:
            self.stream.write()
        except OSError as error:
            # The program may give a file descriptor back.
            if error.errno != NO_DESCRIPTOR or len(self.stream.lines) > MOST_WAITING_LINES:
                raise
        self.write_due = now + self.write_nanos

    def adapt(self, now):
        """Sample less often in a long run, and where a sample costs too much."""
        cost = self.cost_nanos - self.census_nanos
        share = (cost - self.cost_at_flush) / max(1, now - self.flushed)
        self.cost_at_flush = cost
        reason = None
        if self.samples >= self.samples_due:
            self.samples_due += SAMPLES_PER_PERIOD
            reason = "samples"
        elif share > MOST_COST_SHARE:
            reason = "cost"
        if reason is not None and self.period_nanos < LONGEST_PERIOD_NANOS:
            self.period_nanos = min(2 * self.period_nanos, LONGEST_PERIOD_NANOS)
            self.stream.add("P", str(self.unix_micros(now)), str(self.period_nanos // 1000), reason)

    def take_census(self, frame):
        before = perf_counter_ns()
        cpu_before = process_time_ns()
        thread_before = thread_time_ns()
        text = self.census.take(frame)
        after = perf_counter_ns()
        # The census is no work of the program: it is in no sample's weight and in no cycle's time.
        self.last += after - before
        self.census_nanos += thread_time_ns() - thread_before
        if self.steps is not None:
            self.steps.cut(before, after - before, process_time_ns() - cpu_before)
        self.census.took(before, after)
        self.stream.add("C", str(self.unix_micros(before)), str((after - before) // 1000), *text)

    def totals(self, now, state):
        self.stream.add("E", str(self.unix_micros(now)), str(self.samples),
                        str((self.cost_nanos - self.census_nanos) // 1000), str(self.census_nanos // 1000),
                        str(self.most_threads + 1), str(self.lost), state)


# ---- the process ----

def named_like(function, other):
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(function, name, getattr(other, name, None))
    return function


class Replacement:
    """A function in place of one that is written in C: like that, it is no method in a class that it is put into."""

    def __init__(self, function, replaced):
        self.function = function
        named_like(self, replaced)

    def __call__(self, *arguments, **named):
        return self.function(*arguments, **named)


def write_wholly():
    """Let unbuffered standard streams write all that they are given.

    With `python -u` they are files without a buffer, and Python forgets the rest of a write to a pipe that a signal
    interrupts (issue 85393 of CPython).
    """
    import io

    class WholeFile(io.FileIO):
        def write(self, data):
            written = super().write(data)
            if written is not None:
                with memoryview(data) as view:
                    size = view.nbytes
                if written < size:
                    left = memoryview(bytes(data))[written:]
                    while left:
                        count = super().write(left)
                        if count is None:
                            break
                        left = left[count:]
                    written = size - len(left)
            return written

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name, None)
        if type(stream) is not io.TextIOWrapper or type(stream.buffer) is not io.FileIO:
            continue
        file = WholeFile(stream.fileno(), "wb", closefd=False)
        file.name = stream.name
        whole = io.TextIOWrapper(file, stream.encoding, stream.errors, "\n", line_buffering=stream.line_buffering,
                                 write_through=True)
        whole.mode = stream.mode
        for holder in (name, "__%s__" % name):
            if getattr(sys, holder, None) is stream:
                setattr(sys, holder, whole)


def command_line():
    """The command; sys.argv does not exist yet when this is asked."""
    try:
        with open("/proc/self/cmdline", "rb") as file:
            return [os.fsdecode(part) for part in file.read().split(b"\0")[:-1]]
    except OSError:
        return list(getattr(sys, "orig_argv", getattr(sys, "argv", [])))


PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def resident_bytes():
    """Resident memory, 0 where it cannot be read."""
    try:
        descriptor = os.open("/proc/self/statm", os.O_RDONLY)
        try:
            return int(os.read(descriptor, 200).split()[1]) * PAGE_BYTES
        finally:
            os.close(descriptor)
    except OSError:
        return 0


def json_text(value):
    import json

    return json.dumps(value)


def start(settings_text, own_directory):
    """Start the agent of this process. Errors end up in the file of the process, if it can be written at all."""
    global _agent
    import json

    settings = json.loads(settings_text)
    agent = _agent = Agent(settings, own_directory)
    try:
        if settings.get("step"):
            import _runvar_steps

            agent.steps = _runvar_steps.Steps(agent, settings)
        if settings.get("census"):
            import _runvar_census

            agent.census = _runvar_census.Census(settings["census"])
        if sys.implementation.name != "cpython" or not sys.platform.startswith("linux"):
            agent.note("refused", "samples", "needs CPython on Linux; this is %s on %s"
                       % (sys.implementation.name, sys.platform))
            agent.period_nanos = 0
        agent.start()
        if agent.steps is not None:
            agent.steps.install()
        if agent.period_nanos == 0:
            agent.stream.write()
    except Exception as error:
        agent.trouble(error)
