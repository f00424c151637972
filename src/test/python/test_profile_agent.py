"""Runs real programs with the profiler's agent, in the interpreter that runs this, and reads what it wrote.

    python3 src/test/python/test_profile_agent.py
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
AGENT = ROOT / "src/main/resources/profile/python"
SPIN = """
import time
def spin(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass
"""


class Profile:
    """The files of a run, by process."""

    def __init__(self, directory):
        self.processes = [self.read(file) for file in sorted(Path(directory).glob("*.rvp"))]
        telemetry = Path(directory) / "telemetry.jsonl"
        lines = telemetry.read_text().splitlines() if telemetry.exists() else []
        self.telemetry = [json.loads(line) for line in lines]
        self.cycles = [line for line in self.telemetry if "cycle" in line]

    @staticmethod
    def read(file):
        process = {"frames": {}, "stacks": {}, "samples": [], "notes": [], "census": [], "end": None, "headers": 0,
                   "threads": 1, "phases": {}}
        for line in file.read_text().splitlines():
            fields = line.split("\t")
            kind = fields[0]
            if kind.isdigit() and len(fields) < 3:
                # A process that was killed while it wrote.
                break
            if kind.isdigit():
                process["samples"].append((int(kind), int(fields[1]), process["stacks"][fields[2]]))
                phase = fields[3] if len(fields) > 3 else None
                process["phases"][phase] = process["phases"].get(phase, 0) + int(fields[1]) / 1e6
            elif kind == "H":
                process["headers"] += 1
                process["began"] = int(fields[4])
            elif kind == "F":
                process["frames"][fields[1]] = (fields[2], fields[3], int(fields[4]), int(fields[5]))
            elif kind == "S":
                process["stacks"][fields[1]] = [process["frames"][number] for number in fields[2].split(" ")]
            elif kind == "M":
                process["notes"].append(tuple(fields[2:5]))
            elif kind == "T":
                process["threads"] = int(fields[2])
            elif kind == "C":
                process["census"].append((json.loads(fields[5]), json.loads(fields[6])))
            elif kind == "E":
                process["end"] = fields
        return process

    def main(self):
        return max(self.processes, key=lambda process: len(process["samples"]))

    def seconds(self, function):
        return sum(weight for _, weight, stack in self.main()["samples"]
                   if any(frame[1].split(".")[-1] == function for frame in stack)) / 1e6

    def notes(self, status):
        return [note for process in self.processes for note in process["notes"] if note[0] == status]


class AgentTest(unittest.TestCase):

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.directory = Path(temporary.name)
        self.out = self.directory / "out"
        self.out.mkdir()

    def environment(self, **settings):
        settings = {"directory": str(self.out), "rate": 200, **settings}
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RUNVAR")}
        environment.update(PYTHONPATH=str(AGENT), RUNVAR_AGENT=json.dumps(settings), PYTHONDONTWRITEBYTECODE="1")
        return environment

    def write(self, text, name="model.py"):
        file = self.directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text))
        return file

    def start(self, text, *arguments, name="model.py", **settings):
        command = [sys.executable, str(self.write(text, name)), *arguments]
        return subprocess.Popen(command, env=self.environment(**settings), cwd=self.directory,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run_program(self, text, *arguments, code=0, **settings):
        process = self.start(text, *arguments, **settings)
        self.output, self.errors = process.communicate(timeout=60)
        self.assertEqual(code, process.returncode, self.errors)
        return Profile(self.out)


class PhasesTest(AgentTest):

    def test_samples_of_a_phase_are_as_long_as_the_phase(self):
        profile = self.run_program(SPIN + """
def choose():
    spin(0.004)
def step():
    choose()
    spin(0.006)
for _ in range(60):
    step()
""", step="model:step", phases={"choose": "model:choose"}, rate=1000)
        timed = sum(cycle["phases"]["choose"] for cycle in profile.cycles) / 1e9
        self.assertAlmostEqual(1, profile.main()["phases"]["choose"] / timed, delta=0.15)

    def test_samples_of_a_phase_that_the_program_reports_itself(self):
        environment = str(ROOT / "examples/python")
        profile = self.run_program(SPIN + """
import sys
sys.path.insert(0, %r)
import runvar_telemetry
with runvar_telemetry.Run("model.py", environment={"RUNVAR_TELEMETRY": "/dev/null"}) as run:
    for _ in range(60):
        with run.cycle() as cycle:
            with cycle.phase("choose"):
                spin(0.004)
            spin(0.006)
""" % environment, rate=1000)
        phases = profile.main()["phases"]
        self.assertAlmostEqual(0.4, phases["choose"] / (phases["choose"] + phases[None]), delta=0.1)


class SamplesTest(AgentTest):

    def test_weights_add_up_to_elapsed_time_and_name_the_function(self):
        profile = self.run_program(SPIN + """
def outer():
    spin(0.4)
outer()
spin(0.2)
""")
        self.assertAlmostEqual(0.6, profile.seconds("spin"), delta=0.12)
        self.assertAlmostEqual(0.4, profile.seconds("outer"), delta=0.1)
        frame = next(frame for _, _, stack in profile.main()["samples"] for frame in stack if frame[1] == "spin")
        self.assertEqual((str(self.directory / "model.py"), "spin", 3), frame[:3])
        self.assertIn(frame[3], (4, 5, 6))

    def test_a_long_call_in_c_has_its_time(self):
        profile = self.run_program("""
def total():
    return sum(range(12_000_000))
total()
""")
        samples = profile.main()["samples"]
        self.assertGreater(profile.seconds("total"), 0.8 * sum(weight for _, weight, _ in samples) / 1e6)

    def test_an_operator_has_its_time_although_a_handler_waits_for_the_next_function(self):
        profile = self.run_program("""
def count(hit):
    return hit
def visit(seen):
    for page in range(300):
        hit = -page in seen
        count(hit)
visit([0.5] * 100_000)
""")
        tops = [stack[0] for _, _, stack in profile.main()["samples"]]
        visits = [frame for frame in tops if frame[1] == "visit"]
        self.assertGreater(len(visits), 0.9 * len(tops))
        if sys.version_info >= (3, 11):
            lines = [frame[3] - frame[2] for frame in visits]
            self.assertGreater(lines.count(2), 0.9 * len(lines), lines)

    def test_the_end_of_a_loop_without_a_line_is_no_other_line(self):
        profile = self.run_program("""
import sys
seen = [0.5] * 100_000
for page in range(300):
    if -page in seen:
        seen.append(page)
""")
        lines = [stack[0][3] for _, _, stack in profile.main()["samples"] if stack[0][1] == "<module>"]
        self.assertGreater(len(lines), 50)
        self.assertNotIn(2, lines)

    def test_sleep_counts_and_keeps_its_length(self):
        profile = self.run_program("""
import time
def wait():
    time.sleep(0.4)
begin = time.perf_counter()
wait()
print(time.perf_counter() - begin)
""")
        self.assertGreater(profile.seconds("wait"), 0.3)
        self.assertGreaterEqual(float(self.output), 0.4)

    def test_methods_have_the_name_of_their_class(self):
        profile = self.run_program(SPIN + """
class Model:
    def step(self):
        spin(0.2)
Model().step()
""")
        self.assertIn("Model.step", {frame[1] for frame in profile.main()["frames"].values()})

    def test_output_errors_and_exit_code_are_the_program_s(self):
        profile = self.run_program("""
import sys
print("out")
print("err", file=sys.stderr)
sys.exit(7)
""", code=7)
        self.assertEqual(("out\n", "err\n"), (self.output, self.errors))
        self.assertEqual("ended", profile.main()["end"][-1])

    def test_an_exception_ends_the_program_as_without_the_agent(self):
        self.run_program("raise ValueError('no')", code=1)
        self.assertIn("ValueError: no", self.errors)
        self.assertNotIn("_runvar", self.errors)

    def test_deep_recursion_raises_nothing_new(self):
        profile = self.run_program(SPIN + """
import sys
sys.setrecursionlimit(3000)
def down(n):
    return spin(0.2) if n == 0 else down(n - 1)
for _ in range(3):
    down(2900)
def forever():
    forever()
for _ in range(50):
    try:
        forever()
    except RecursionError:
        pass
""")
        self.assertEqual([], profile.notes("error"))
        self.assertGreater(profile.seconds("down"), 0.3)

    def test_a_killed_program_leaves_all_but_its_last_second(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            with self.subTest(number):
                process = self.start(SPIN + "spin(30)")
                time.sleep(2)
                process.send_signal(number)
                process.communicate(timeout=10)
                self.assertEqual(-number, process.returncode)
                self.assertGreater(Profile(self.out).seconds("spin"), 0.4)
                for file in self.out.iterdir():
                    file.unlink()

    def test_signals_of_the_program_still_work(self):
        self.run_program(SPIN + """
import signal
class Late(Exception): pass
def late(number, frame): raise Late
signal.signal(signal.SIGALRM, late)
caught = 0
for _ in range(40):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.005)
        spin(5)
    except Late:
        caught += 1
print(caught)
""", rate=2000)
        self.assertEqual("40\n", self.output)

    def test_what_a_handler_of_the_program_raises_inside_of_the_agent_reaches_the_program(self):
        profile = self.run_program(SPIN + """
import signal
class Late(Exception): pass
def late(number, frame):
    raise Late(frame.f_code.co_filename)
signal.signal(signal.SIGALRM, late)
import _runvar_sampler
stacks = _runvar_sampler._agent.stacks
original = stacks.stack
def slow(*place):
    end = time.perf_counter() + 0.05
    while time.perf_counter() < end:
        pass
    return original(*place)
stacks.stack = slow
caught = 0
for _ in range(5):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        spin(3)
    except Late:
        caught += 1
print(caught)
""")
        self.assertEqual("5\n", self.output)
        self.assertEqual([], profile.notes("error"))

    def test_an_error_inside_of_the_agent_switches_it_off_and_nothing_else(self):
        profile = self.run_program(SPIN + """
import _runvar_sampler
_runvar_sampler._agent.stacks.codes = None
spin(0.2)
print("done")
""")
        self.assertEqual(("done\n", ""), (self.output, self.errors))
        self.assertIn("switched off: AttributeError", profile.notes("error")[0][2])

    def test_a_directory_that_cannot_be_written_hurts_nobody(self):
        process = subprocess.run([sys.executable, "-c", "print('fine')"], capture_output=True, text=True,
                                 env=self.environment(directory="/nonexistent/place"), timeout=30)
        self.assertEqual((0, "fine\n", ""), (process.returncode, process.stdout, process.stderr))

    def test_settings_that_are_no_json_hurt_nobody(self):
        environment = self.environment()
        environment["RUNVAR_AGENT"] = "{"
        process = subprocess.run([sys.executable, "-c", "print('fine')"], capture_output=True, text=True,
                                 env=environment, timeout=30)
        self.assertEqual((0, "fine\n", ""), (process.returncode, process.stdout, process.stderr))

    def test_the_sitecustomize_that_is_shadowed_runs(self):
        self.write("print('mine')", "site/sitecustomize.py")
        environment = self.environment()
        environment["PYTHONPATH"] += os.pathsep + str(self.directory / "site")
        process = subprocess.run(
            [sys.executable, "-c", "import sitecustomize, sys; print(sitecustomize.__file__); print(sys.path)"],
            capture_output=True, text=True, env=environment, timeout=30)
        lines = process.stdout.splitlines()
        self.assertEqual("mine", lines[0], process.stderr)
        self.assertEqual(str(self.directory / "site/sitecustomize.py"), lines[1])
        self.assertNotIn(str(AGENT), lines[2])

    def test_the_program_s_random_numbers_stay_the_same(self):
        program = SPIN + "import random\nrandom.seed(1)\nspin(0.1)\nprint(random.random())"
        self.run_program(program)
        plain = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30)
        self.assertEqual(plain.stdout, self.output)

    def test_a_traced_program_keeps_its_local_variables(self):
        self.run_program("""
import sys
def tracer(frame, event, argument):
    for _ in range(2000):
        pass
def leaf(a):
    return a + 1
def main():
    rows = []
    for i in range(100_000):
        rows.append(leaf(i))
        if i % 2000 == 0:
            sys.setprofile(tracer if i % 4000 == 0 else None)
    print(len(rows))
main()
""", census="containers")
        self.assertEqual("100000\n", self.output)

    def test_threads_are_counted(self):
        profile = self.run_program(SPIN + """
import threading
threads = [threading.Thread(target=spin, args=(1.5,)) for _ in range(3)]
for thread in threads: thread.start()
spin(1.2)
for thread in threads: thread.join()
""")
        self.assertEqual(4, profile.main()["threads"])

    def test_a_main_thread_that_waits_has_the_time_of_what_the_others_do(self):
        profile = self.run_program(SPIN + """
import threading
from concurrent.futures import ThreadPoolExecutor
def idle(): threading.Event().wait(9)
def beat():
    while True: time.sleep(0.02)
def one(): spin(0.8)
def two(): spin(0.8)
def wait():
    for other in idle, beat: threading.Thread(target=other, daemon=True).start()
    with ThreadPoolExecutor(3) as pool:
        futures = [pool.submit(one), pool.submit(two)]
        for future in futures: future.result()
wait()
""")
        self.assertGreater(profile.seconds("wait"), 0.7)
        self.assertGreater(profile.seconds("one") + profile.seconds("two"), 0.5)
        self.assertGreater(min(profile.seconds("one"), profile.seconds("two")), 0.1)
        self.assertEqual(0, profile.seconds("idle"))
        self.assertLess(profile.seconds("beat"), 0.2)

    def test_a_wait_for_a_thread_that_worked_before_is_not_the_time_of_its_last_work(self):
        profile = self.run_program(SPIN + """
from concurrent.futures import ThreadPoolExecutor
def alpha(): spin(0.4)
def beta(): spin(0.8)
with ThreadPoolExecutor(1) as pool:
    pool.submit(alpha).result()
    spin(0.5)
    pool.submit(beta).result()
""")
        self.assertLess(profile.seconds("alpha"), 0.5)
        self.assertGreater(profile.seconds("beta"), 0.6)

    def test_a_library_in_c_reads_on_while_threads_wait_or_work(self):
        self.run_program(SPIN + """
import ctypes, os, threading
read, write = os.pipe()
threading.Thread(target=spin, args=(0.6,), daemon=True).start()
threading.Thread(target=time.sleep, args=(9,), daemon=True).start()
threading.Timer(0.4, os.write, (write, b"abc")).start()
libc = ctypes.CDLL(None, use_errno=True)
print(libc.read(read, ctypes.create_string_buffer(8), 8), ctypes.get_errno())
""", rate=1000)
        self.assertEqual("3 0\n", self.output)

    def test_a_function_of_c_that_is_replaced_is_no_method_either(self):
        self.run_program("""
import _thread, signal, time
class Spawn:
    start = _thread.start_new_thread
    wake = signal.set_wakeup_fd
Spawn().start(print, ("started",))
time.sleep(0.2)
print(Spawn().wake(-1), signal.pause.__name__)
""")
        self.assertEqual("started\n-1 pause\n", self.output)

    def test_a_main_thread_that_waits_for_none_keeps_its_time(self):
        profile = self.run_program("""
import threading
def wait(): threading.Event().wait(0.5)
wait()
""")
        self.assertGreater(profile.seconds("wait"), 0.4)

    def test_an_event_loop_runs_as_without_the_agent(self):
        self.run_program(SPIN + """
import asyncio, signal, os
async def main():
    loop = asyncio.get_running_loop()
    got = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, got.set)
    loop.call_later(0.1, os.kill, os.getpid(), signal.SIGUSR1)
    await got.wait()
    spin(1.2)
    process = await asyncio.create_subprocess_exec("sh", "-c", "sleep 0.1; exit 6")
    print(await process.wait())
asyncio.run(main())
""", rate=2000)
        self.assertEqual(("6\n", ""), (self.output, self.errors))

    def test_long_lines_reach_a_slow_reader_wholly_without_a_buffer(self):
        """Python forgets the rest of an unbuffered write that a signal interrupts: issue 85393 of CPython."""
        model = self.write("for n in range(40): print('a' * 199_999)")
        with subprocess.Popen([sys.executable, "-u", str(model)], env=self.environment(rate=2000),
                              stdout=subprocess.PIPE) as process:
            size = 0
            while data := os.read(process.stdout.fileno(), 1 << 16):
                size += len(data)
                time.sleep(0.002)
        self.assertEqual(40 * 200_000, size)

    def test_a_pause_ends_by_signals_of_the_program_only(self):
        self.run_program("""
import signal, time
began = time.monotonic()
signal.signal(signal.SIGALRM, lambda number, frame: print("alarm"))
signal.setitimer(signal.ITIMER_REAL, 0.3)
signal.pause()
print(time.monotonic() - began >= 0.3)
""")
        self.assertEqual("alarm\nTrue\n", self.output)

    def test_an_interrupt_ends_the_program_as_without_the_agent(self):
        process = self.start(SPIN + """
try:
    spin(20)
except KeyboardInterrupt:
    print("interrupted")
    raise SystemExit(9)
""", rate=2000)
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        self.assertEqual("interrupted\n", process.communicate(timeout=10)[0])
        self.assertEqual(9, process.returncode)

    def test_the_period_doubles_when_there_are_many_samples(self):
        profile = self.run_program(SPIN + """
import _runvar_sampler
_runvar_sampler.FLUSH_NANOS = 50_000_000
_runvar_sampler._agent.flush_nanos = 50_000_000
_runvar_sampler._agent.samples_due = 20
spin(1.2)
""")
        text = next(self.out.glob("*.rvp")).read_text()
        self.assertIn("\tsamples\n", text)
        self.assertAlmostEqual(1.2, profile.seconds("spin"), delta=0.25)


class ProcessesTest(AgentTest):

    def test_a_forked_child_has_a_file_of_its_own(self):
        profile = self.run_program(SPIN + """
import os
def child(): spin(0.5)
def parent(): spin(0.5)
pid = os.fork()
if pid == 0:
    child()
    os._exit(3)
parent()
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if hasattr(os, "waitstatus_to_exitcode") else 3)
""")
        self.assertEqual("3\n", self.output)
        self.assertEqual(2, len(profile.processes))
        names = [{frame[1] for frame in process["frames"].values()} for process in profile.processes]
        self.assertEqual([["child"], ["parent"]], sorted(sorted(one & {"child", "parent"}) for one in names))

    def test_workers_of_multiprocessing_are_sampled(self):
        for method in ("fork", "spawn"):
            with self.subTest(method):
                profile = self.run_program(SPIN + f"""
import multiprocessing
def work(n):
    spin(0.2)
    return n
if __name__ == "__main__":
    context = multiprocessing.get_context("{method}")
    with context.Pool(2) as pool:
        print(sum(pool.map(work, range(4))))
""")
                self.assertEqual("6\n", self.output)
                workers = [process for process in profile.processes
                           if any(frame[1] == "work" for frame in process["frames"].values())]
                self.assertGreaterEqual(len(workers), 1)
                for file in self.out.iterdir():
                    file.unlink()

    def test_exec_goes_on_in_the_same_file(self):
        profile = self.run_program(SPIN + """
import os, sys
if len(sys.argv) == 1:
    spin(0.5)
    os.execv(sys.executable, [sys.executable, __file__, "again"])
spin(0.3)
sys.exit(5)
""", code=5)
        self.assertEqual([2], [process["headers"] for process in profile.processes])

    def test_a_child_of_another_program_is_not_disturbed(self):
        self.run_program("""
import subprocess
for _ in range(30):
    subprocess.run(["sleep", "0.01"], check=True)
print(subprocess.run(["sh", "-c", "exit 4"]).returncode)
""", rate=2000)
        self.assertEqual("4\n", self.output)


class StepsTest(AgentTest):

    MODEL = SPIN + """
class Base:
    def step(self):
        self.collect()
    def collect(self):
        spin(0.004)
class Model(Base):
    def step(self):
        spin(0.006)
        super().step()
"""
    LOOP = """
model = Model()
for _ in range(20):
    model.step()
"""

    def test_each_call_of_a_method_of_the_script_is_a_cycle(self):
        profile = self.run_program(self.MODEL + self.LOOP, step="model:Model.step", phases={"collect": "model:Base.collect"})
        self.assertEqual(list(range(20)), [cycle["cycle"] for cycle in profile.cycles])
        for cycle in profile.cycles:
            self.assertGreaterEqual(cycle["wall_ns"], 10_000_000)
            self.assertGreaterEqual(cycle["phases"]["collect"], 4_000_000)
        self.assertEqual({"runvar": 1, "workload": "model:Model.step"}, profile.telemetry[0])
        self.assertTrue(profile.telemetry[-1]["end"])

    def test_a_step_of_a_base_class_counts_in_subclasses_and_once(self):
        profile = self.run_program(self.MODEL + self.LOOP, step="__main__:Base.step")
        self.assertEqual(20, len(profile.cycles))
        self.assertGreaterEqual(profile.cycles[0]["wall_ns"], 10_000_000)

    def test_a_step_of_an_imported_module_is_found(self):
        self.write(self.MODEL, "package/inner.py")
        self.write("", "package/__init__.py")
        profile = self.run_program("from package.inner import Model" + self.LOOP, name="main.py",
                                   step="package.inner:Model.step")
        self.assertEqual(20, len(profile.cycles))

    def test_a_module_that_is_run_has_steps(self):
        self.write("", "package/__init__.py")
        self.write(self.MODEL + self.LOOP, "package/run.py")
        for name in ("package.run:Model.step", "__main__:Model.step"):
            process = subprocess.run([sys.executable, "-m", "package.run"], env=self.environment(step=name),
                                     cwd=self.directory, capture_output=True, text=True, timeout=30)
            self.assertEqual((0, ""), (process.returncode, process.stderr))
            self.assertEqual(20, len(Profile(self.out).cycles), name)
            for file in self.out.iterdir():
                file.unlink()

    def test_a_function_that_calls_itself_is_one_cycle(self):
        profile = self.run_program("""
def step(n):
    if n > 0:
        step(n - 1)
for _ in range(5):
    step(3)
""", step="model:step")
        self.assertEqual(5, len(profile.cycles))

    def test_static_and_class_methods_stay_what_they_are(self):
        profile = self.run_program("""
class Model:
    @staticmethod
    def step(n):
        return n
    @classmethod
    def other(cls):
        return cls
for n in range(4):
    assert Model.step(n) == n and Model().step(n) == n
    assert Model.other() is Model
""", step="model:Model.step", phases={"other": "model:Model.other"})
        self.assertEqual(8, len(profile.cycles))

    def test_phases_within_phases_add_up(self):
        profile = self.run_program(SPIN + """
def inner():
    spin(0.02)
def outer():
    spin(0.01)
    inner()
def step():
    outer()
step()
""", step="model:step", phases={"inner": "model:inner", "outer": "model:outer"})
        cycle = profile.cycles[0]
        self.assertLess(cycle["phases"]["outer"], 0.018e9)
        self.assertGreaterEqual(cycle["phases"]["inner"], 0.02e9)
        self.assertLessEqual(sum(cycle["phases"].values()), cycle["wall_ns"])

    def test_a_step_that_raises_is_no_cycle(self):
        profile = self.run_program("""
def step(n):
    if n == 2:
        raise KeyError
for n in range(4):
    try:
        step(n)
    except KeyError:
        pass
""", step="model:step")
        self.assertEqual([0, 1, 2], [cycle["cycle"] for cycle in profile.cycles])

    def test_what_does_not_exist_or_is_never_called_is_said(self):
        profile = self.run_program("""
def step(): pass
def unused(): pass
class Model: pass
step()
""", step="model:unused", phases={"a": "model:nothing", "b": "model:Model.nothing", "c": "elsewhere:f",
                                  "d": "json:dumps", "e": "wrong"})
        self.assertEqual({
            "a = model:nothing": "does not exist: the script has no nothing",
            "b = model:Model.nothing": "does not exist: Model has no nothing",
            "e = wrong": "is not module:qualified.name",
        }, {note[1]: note[2] for note in profile.notes("missing")})
        self.assertEqual({
            "model:unused": "was never called",
            "c = elsewhere:f": "was never called: module elsewhere was never imported",
            "d = json:dumps": "was never called",
        }, {note[1]: note[2] for note in profile.notes("never-called")})

    def test_a_step_of_a_thread_makes_cycles_of_that_thread(self):
        profile = self.run_program(SPIN + """
import threading
def step():
    spin(0.01)
def work():
    for _ in range(10):
        step()
threads = [threading.Thread(target=work) for _ in range(2)]
threads[0].start(); threads[0].join()
threads[1].start(); threads[1].join()
step()
""", step="model:step")
        self.assertIn(len(profile.cycles), (10, 20))

    def test_a_program_with_cycles_of_its_own_keeps_them(self):
        self.write("", "runvar_telemetry.py")
        profile = self.run_program("""
import runvar_telemetry
def step(): pass
step()
""", step="model:step")
        self.assertEqual([], profile.cycles)
        self.assertEqual(["the program reports its own cycles"], [note[2] for note in profile.notes("refused")])

    def test_only_one_process_reports_cycles(self):
        profile = self.run_program("""
import os
def step(): pass
step()
if os.fork() == 0:
    step()
    os._exit(0)
os.wait()
step()
""", step="model:step")
        self.assertEqual([0, 1], [cycle["cycle"] for cycle in profile.cycles])

    def test_the_telemetry_file_of_the_run_gets_the_cycles(self):
        environment = self.environment(step="model:step")
        environment["RUNVAR_TELEMETRY"] = str(self.directory / "cycles.jsonl")
        self.write("def step(): pass\nstep()")
        subprocess.run([sys.executable, "model.py"], env=environment, cwd=self.directory, check=True, timeout=30)
        self.assertEqual(3, len((self.directory / "cycles.jsonl").read_text().splitlines()))


class FrameworksTest(AgentTest):
    """Small stand-ins with the structure of the real packages."""

    def test_models_like_those_of_mesa_1_and_2(self):
        self.write("", "mesa/__init__.py")
        self.write("""
class Model:
    def __new__(cls, *arguments, **named):
        return object.__new__(cls)
    def step(self):
        pass
""", "mesa/model.py")
        profile = self.run_program(SPIN + """
from mesa.model import Model
class Schedule:
    def __init__(self): self._agents = {}
class Mine(Model):
    def __init__(self):
        self.schedule = Schedule()
    def step(self):
        self.schedule._agents[len(self.schedule._agents)] = self
        spin(0.002)
        super().step()
model = Mine()
for _ in range(5): model.step()
""", name="main.py", step="auto")
        self.assertEqual([1, 2, 3, 4, 5], [cycle["gauges"]["population"] for cycle in profile.cycles])
        self.assertEqual([("used", "mesa.model:Model.step", "marks the cycles")], profile.notes("used"))

    def test_models_like_those_of_mesa_3(self):
        self.write("", "mesa/__init__.py")
        self.write("""
class Model:
    def __init__(self):
        self.steps = 0
        self._user_step = self.step
        self.step = self._wrapped_step
    def _wrapped_step(self, *arguments, **named):
        self.steps += 1
        self._user_step(*arguments, **named)
    def step(self):
        pass
""", "mesa/model.py")
        profile = self.run_program("""
from mesa.model import Model
class Mine(Model):
    def step(self):
        pass
model = Mine()
for _ in range(5): model.step()
assert model.steps == 5
""", name="main.py", step="auto")
        self.assertEqual(5, len(profile.cycles))

    def test_episodes_like_those_of_gymnasium(self):
        self.write("", "gymnasium/__init__.py")
        self.write("""
class Env:
    def reset(self, seed=None): pass
    def step(self, action): pass
class Wrapper(Env):
    def __init__(self, env): self.env = env
    def reset(self, seed=None): return self.env.reset(seed=seed)
    def step(self, action): return self.env.step(action)
""", "gymnasium/core.py")
        profile = self.run_program("""
from gymnasium.core import Env, Wrapper
class Mine(Env):
    def reset(self, seed=None):
        super().reset(seed=seed)
        self.left = 4
        return 0, {}
    def step(self, action):
        self.left -= 1
        return 0, 0.0, self.left == 0, False, {}
env = Wrapper(Mine())
for _ in range(3):
    env.reset()
    ended = False
    while not ended:
        _, _, ended, _, _ = env.step(1)
""", name="main.py", step="auto")
        self.assertEqual([4, 4, 4], [cycle["gauges"]["episode_steps"] for cycle in profile.cycles])

    def test_time_units_like_those_of_simpy(self):
        self.write("", "simpy/__init__.py")
        self.write("""
import heapq
class Environment:
    def __init__(self):
        self._queue = []
        self._now = 0
    def step(self):
        self._now, event = heapq.heappop(self._queue)
        event(self)
    def run(self, until):
        while self._queue and self._queue[0][0] < until:
            self.step()
""", "simpy/core.py")
        profile = self.run_program("""
import heapq
from simpy.core import Environment
def tick(env):
    heapq.heappush(env._queue, (env._now + 0.25, tick))
env = Environment()
heapq.heappush(env._queue, (0.0, tick))
env.run(until=6)
""", name="main.py", step="auto")
        self.assertEqual([4] * 6, [cycle["gauges"]["events"] for cycle in profile.cycles])

    def test_a_program_without_a_framework_is_told_so(self):
        profile = self.run_program("pass", step="auto")
        self.assertEqual([("never-called", "auto", "Mesa, Gymnasium and SimPy were not imported")],
                         profile.notes("never-called"))


class CensusTest(AgentTest):

    PROGRAM = SPIN + """
history = []
class Agent:
    def __init__(self):
        self.memory = list(range(1500))
class Model:
    def __init__(self):
        self.log = [0] * 2000
        self.agents = [Agent() for _ in range(5)]
def simulate(model):
    queue = list(range(3000))
    for n in range(40):
        history.extend(range(100))
        queue.append(n)
        if n == 30:
            _runvar_sampler._agent.census.due = 0
        step()
def step():
    spin(0.03)
import _runvar_sampler
simulate(Model())
"""

    def test_containers_have_the_names_by_which_they_are_held(self):
        profile = self.run_program(self.PROGRAM, census="containers")
        types, containers = profile.main()["census"][-1]
        self.assertEqual(5, types["Agent"])
        names = {name for _, _, _, name in containers}
        self.assertLessEqual({"simulate:queue", "Model.log", "Agent.memory", "model.history"}, names)
        self.assertEqual(5, sum(name == "Agent.memory" for _, _, _, name in containers))

    def test_a_census_is_cut_out_of_the_cycle_that_it_falls_into(self):
        profile = self.run_program(SPIN + """
objects = [[n] for n in range(400_000)]
def step():
    spin(0.3)
import _runvar_sampler
for _ in range(3):
    _runvar_sampler._agent.census.due = 0
    step()
""", step="model:step", census="types")
        self.assertGreater(len(profile.main()["census"]), 0)
        # Spinning goes on until a moment, so that what is cut out makes the cycle shorter than that.
        self.assertLess(min(cycle["wall_ns"] for cycle in profile.cycles), 0.3e9)


class ExamplesTest(AgentTest):

    def test_the_growing_part_of_an_example_takes_more_time_late(self):
        environment = self.environment(rate=500)
        environment["PYTHONPATH"] += os.pathsep + str(ROOT / "examples/python")
        environment["RUNVAR_TELEMETRY"] = str(self.out / "telemetry.jsonl")
        subprocess.run([sys.executable, str(ROOT / "examples/slow/epidemic.py")], env=environment, check=True,
                       cwd=self.directory, timeout=60)
        profile = Profile(self.out)
        ends = [cycle["t_ns"] for cycle in profile.cycles]
        fifth = len(ends) // 5
        count = {}
        for unix, weight, stack in profile.main()["samples"]:
            window = "early" if unix * 1000 < ends[fifth] else "late" if unix * 1000 > ends[-fifth] else None
            if window and any(frame[0].endswith("epidemic.py") and frame[3] == 21 for frame in stack):
                count[window] = count.get(window, 0) + weight
        self.assertGreater(count["late"], 2 * count["early"])


if __name__ == "__main__":
    unittest.main()
