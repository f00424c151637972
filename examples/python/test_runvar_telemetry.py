import contextlib
import fractions
import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest
from unittest import mock

DIRECTORY = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, DIRECTORY)
import runvar_telemetry  # noqa: E402

FIGURES = {"allocator_allocated_bytes", "allocator_reserved_bytes", "allocator_pinned_bytes",
           "allocator_free_pool_bytes"}

# What CPython 3.9.18 printed, without most of its size classes and free lists.
PRINTED_BY_3_9 = b"""\
Small block threshold = 512, in 32 size classes.

class   size   num pools   blocks in use  avail blocks
-----   ----   ---------   -------------  ------------
    0     16           1              24           229
   31    512           3              18             3

# arenas allocated total           =                    6
# arenas reclaimed                 =                    0
# arenas highwater mark            =                    6
# arenas allocated current         =                    6
6 arenas * 262144 bytes/arena      =            1,572,864

# bytes in allocated blocks        =            1,290,912
# bytes in available blocks        =               74,448
43 unused pools * 4096 bytes       =              176,128
# bytes lost to pool headers       =               16,368
# bytes lost to quantization       =               15,008
# bytes lost to arena alignment    =                    0
Total                              =            1,572,864

           11 free PyDictObjects * 48 bytes each =                  528
   9 free 1-sized PyTupleObjects * 32 bytes each =                  288
"""


class Child:
    """A program that has imported the helper: how it ended, and its telemetry."""

    def __init__(self, program, arguments=(), **environment):
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("RUNVAR_")}
        source = "import os, sys, time\nimport runvar_telemetry\n" + textwrap.dedent(program)
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "telemetry.jsonl")
            result = subprocess.run(
                [sys.executable, "-c", source, *arguments], cwd=DIRECTORY, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, universal_newlines=True, timeout=60,
                env={**inherited, "PYTHONPATH": DIRECTORY, "RUNVAR_TELEMETRY": path, **environment})
            self.code, self.output, self.error = result.returncode, result.stdout, result.stderr
            with open(path) as file:
                self.lines = [json.loads(line) for line in file]
        self.cycles = [line for line in self.lines if "cycle" in line]

    def gauges(self, name):
        return [line["gauges"][name] for line in self.cycles]


class Clock:
    """Moves on by one at each reading, and when told to."""

    def __init__(self):
        self.now = 0

    def __call__(self):
        self.now += 1
        return self.now


class ClockedTest(unittest.TestCase):
    def clocked_run(self, **options):
        """A run whose time is that of a clock of ours, the clock, and a function that reads what is in its file."""
        clock = Clock()
        directory = tempfile.TemporaryDirectory()
        patch = mock.patch.object(runvar_telemetry, "perf_counter_ns", clock)
        patch.start()
        self.addCleanup(directory.cleanup)
        self.addCleanup(patch.stop)
        path = os.path.join(directory.name, "telemetry.jsonl")

        def written():
            with open(path) as file:
                return [json.loads(line) for line in file]

        return runvar_telemetry.Run("test", environment={"RUNVAR_TELEMETRY": path}, **options), clock, written


class ContractTest(ClockedTest):
    def test_lines_follow_the_contract(self):
        before = time.time_ns()
        child = Child("""
            with runvar_telemetry.Run("child.py") as run:
                for _ in range(run.cycles):
                    with run.cycle() as cycle:
                        with cycle.phase("evolve"):
                            sum(range(1000))
                        with cycle.phase("persist"):
                            pass
                        cycle.gauge("population", 3)
                        cycle.gauge("energy", 0.5)
                run.output("mean_population", 3.0)
                run.trajectory("9f86d081")
            """, RUNVAR_CYCLES="300")
        self.assertEqual((0, "", ""), (child.code, child.output, child.error))
        self.assertEqual({"runvar": 1, "workload": "child.py"}, child.lines[0])
        self.assertEqual(list(range(300)), [line["cycle"] for line in child.cycles])
        self.assertEqual(302, len(child.lines))
        for line in child.cycles:
            self.assertEqual(["cycle", "wall_ns", "cpu_ns", "t_ns", "phases", "gauges"], list(line))
            self.assertEqual(["evolve", "persist"], list(line["phases"]))
            self.assertLessEqual(sum(line["phases"].values()), line["wall_ns"])
            self.assertGreater(line["cpu_ns"], 0)
            self.assertEqual({"population": 3, "energy": 0.5}, line["gauges"])
        times = [line["t_ns"] for line in child.cycles]
        self.assertEqual(sorted(set(times)), times)
        self.assertTrue(before < times[0] and times[-1] < time.time_ns())
        end = child.lines[-1]
        instrument = end.pop("instrument_ns")
        self.assertEqual({"end": True, "trajectory": "9f86d081", "outputs": {"mean_population": 3.0}}, end)
        self.assertGreater(instrument, 0)
        self.assertLess(instrument + sum(line["wall_ns"] for line in child.cycles), time.time_ns() - before)

    def test_what_to_compute_comes_from_the_environment(self):
        with tempfile.TemporaryDirectory() as scratch:
            child = Child("""
                with runvar_telemetry.Run("child.py") as run:
                    print([run.cycles, run.seed, run.scratch, run.parameter("agents", 7),
                           run.parameter("spawn-rate", 0.5), run.parameter("mode", "slow"),
                           run.parameter("pooling", False), run.parameter("absent", 9)])
                """, RUNVAR_CYCLES="12", RUNVAR_SEED="34", RUNVAR_SCRATCH=scratch, RUNVAR_PARAM_AGENTS="56",
                          RUNVAR_PARAM_SPAWN_RATE="1e-3", RUNVAR_PARAM_MODE="fast", RUNVAR_PARAM_POOLING="on")
            self.assertEqual(f"{[12, 34, scratch, 56, 0.001, 'fast', True, 9]}\n", child.output)

    def test_unreadable_parameter_is_named_with_what_is_allowed(self):
        for default, allowed in ((1, "a whole number"), (1.5, "a number"), (True, "on, true, off, false")):
            run = runvar_telemetry.Run("test", environment={"RUNVAR_PARAM_AGENTS": "many"})
            with self.assertRaisesRegex(ValueError, f"^RUNVAR_PARAM_AGENTS is 'many'; allowed: {allowed}$"):
                run.parameter("agents", default)

    def test_without_runvar_it_writes_to_standard_output_and_cleans_up(self):
        program = """if True:
            import os, runvar_telemetry
            with runvar_telemetry.Run("alone.py", cycles=2, seed=5) as run:
                assert run.seed == 5
                open(os.path.join(run.scratch, "file"), "w").close()
                for _ in range(run.cycles):
                    with run.cycle():
                        pass
            assert not os.path.exists(run.scratch)
            """
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RUNVAR_")}
        output = subprocess.check_output([sys.executable, "-c", program], cwd=DIRECTORY, env=environment, timeout=60)
        self.assertEqual([["runvar", "workload"], "cycle", "cycle", "end"],
                         [list(line) if "runvar" in line else next(iter(line))
                          for line in map(json.loads, output.splitlines())])

    def test_names_are_escaped(self):
        name = 'say "hi"\n\\ \u00fc \U0001f600'
        run, _, written = self.clocked_run()
        with run:
            with run.cycle() as cycle:
                with cycle.phase(name):
                    cycle.gauge(name, 1)
            run.output(name, 2)
        self.assertEqual(([name], [name], [name]), (list(written()[1]["phases"]), list(written()[1]["gauges"]),
                                                    list(written()[2]["outputs"])))

    def test_gauges_that_are_not_measurable_are_left_out(self):
        run, _, written = self.clocked_run()
        with run, run.cycle() as cycle:
            for name, value in {"a": None, "b": float("nan"), "c": float("inf"), "d": True,
                                "e": fractions.Fraction(1, 4), "f": 2**60 + 1, "g": 1e-300}.items():
                cycle.gauge(name, value)
        self.assertEqual({"d": 1.0, "e": 0.25, "f": 2**60 + 1, "g": 1e-300}, written()[1]["gauges"])

    def test_gauge_or_output_that_is_no_number_is_named(self):
        run, _, _ = self.clocked_run()
        with run:
            with self.assertRaisesRegex(TypeError, "^population is '3'; allowed: a number$"):
                with run.cycle() as cycle:
                    cycle.gauge("population", "3")
            with self.assertRaisesRegex(ValueError, "^output 'mean' is nan; allowed: a finite number$"):
                run.output("mean", float("nan"))


class TimeTest(ClockedTest):
    def test_phase_entered_twice_adds_up(self):
        run, clock, written = self.clocked_run()
        with run, run.cycle() as cycle:
            for nanos in (100, 200):
                with cycle.phase("evolve"):
                    clock.now += nanos
                with cycle.phase("persist"):
                    clock.now += 10
        self.assertEqual({"evolve": 302, "persist": 22}, written()[1]["phases"])

    def test_between_the_readings_of_a_cycle_there_is_only_the_work(self):
        run, clock, written = self.clocked_run(allocator_interval=0)
        with run:
            def slow_reading():
                clock.now += 1_000_000
                return {}

            run.allocator_reader.read = slow_reading
            for _ in range(3):
                with run.cycle():
                    clock.now += 1000
        *_, end = lines = written()
        self.assertEqual([1001] * 3, [line["wall_ns"] for line in lines[1:-1]])
        self.assertGreater(end["instrument_ns"], 3_000_000)
        self.assertLess(end["instrument_ns"], 3_000_100)

    def test_finished_cycles_can_be_read_a_second_later(self):
        run, clock, written = self.clocked_run()
        with run:
            with run.cycle():
                pass
            self.assertEqual([], written())
            with run.cycle():
                clock.now += 1_000_000_000
            self.assertEqual([0, 1], [line["cycle"] for line in written()[1:]])

    def test_held_lines_are_limited(self):
        run, _, written = self.clocked_run()
        with run:
            for number in range(1000):
                with run.cycle():
                    pass
                self.assertLess(number + 2 - len(written()), runvar_telemetry.FLUSH_LINES)

    def test_cycles_leave_nothing_behind(self):
        child = Child("""
            def cycles(number):
                for _ in range(number):
                    with run.cycle() as cycle:
                        with cycle.phase("evolve"):
                            pass
                        cycle.gauge("population", 3.5)
                return sys.getallocatedblocks()

            with runvar_telemetry.Run("child.py") as run:
                first = cycles(2000)
                print(cycles(20000) - first)
            """)
        self.assertLess(abs(int(child.output)), 1000)


class MistakeTest(ClockedTest):
    def test_exception_ends_the_run_after_the_finished_cycles(self):
        child = Child("""
            with runvar_telemetry.Run("child.py") as run:
                for number in range(run.cycles):
                    with run.cycle() as cycle:
                        with cycle.phase("evolve"):
                            if number == 3:
                                raise ArithmeticError("of the simulation")
            """)
        self.assertEqual(1, child.code)
        self.assertEqual("ArithmeticError: of the simulation", child.error.splitlines()[-1])
        self.assertEqual([0, 1, 2], [line["cycle"] for line in child.cycles])
        self.assertEqual(4, len(child.lines))

    def test_cycle_that_failed_leaves_a_gap_and_nothing_else(self):
        run, _, written = self.clocked_run()
        with run:
            for number in range(3):
                with contextlib.suppress(ArithmeticError), run.cycle() as cycle:
                    with cycle.phase(f"phase {number}"):
                        cycle.gauge("number", number)
                        if number == 1:
                            raise ArithmeticError
        self.assertEqual([(0, ["phase 0"], 0), (2, ["phase 2"], 2)],
                         [(line["cycle"], list(line["phases"]), line["gauges"]["number"]) for line in written()[1:-1]])

    def test_what_would_be_counted_twice_or_lost_is_refused(self):
        run, _, _ = self.clocked_run()
        with run:
            with run.cycle() as cycle, cycle.phase("outer"):
                with self.assertRaisesRegex(RuntimeError, "^phase 'inner' begins in phase 'outer'; begin it in a cycle"):
                    with cycle.phase("inner"):
                        pass
                with self.assertRaisesRegex(RuntimeError, "^cycle 1 begins in cycle 0; end one"):
                    with run.cycle():
                        pass
            with self.assertRaisesRegex(RuntimeError, "^phase 'late' begins outside of a cycle; begin it"):
                with cycle.phase("late"):
                    pass
            with self.assertRaisesRegex(RuntimeError, "^gauge 'late' is given outside of a cycle; give it"):
                cycle.gauge("late", 1)

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_forked_child_does_not_write_the_lines_of_its_parent(self):
        child = Child("""
            with runvar_telemetry.Run("child.py") as run:
                with run.cycle():
                    pass
                child = os.fork()
                if child == 0:
                    sys.exit()
                os.waitpid(child, 0)
            """)
        self.assertEqual((0, ""), (child.code, child.error))
        self.assertEqual(["runvar", "cycle", "end"], [next(iter(line)) for line in child.lines])


@unittest.skipUnless(sys.implementation.name == "cpython" and sys.getallocatedblocks(), "needs pymalloc")
class AllocatorTest(ClockedTest):
    IDLE = """
        with runvar_telemetry.Run("child.py", cycles=5, allocator_interval=float(sys.argv[1])) as run:
            for _ in range(run.cycles):
                with run.cycle() as cycle:
                    cycle.gauge("population", 1)
        print(run.allocator)
        """

    def assert_not_read(self, child, reason):
        self.assertEqual((0, ""), (child.code, child.error))
        self.assertRegex(child.output, f"^not read: .*{reason}")
        self.assertEqual([{"population": 1}] * 5, [line["gauges"] for line in child.cycles])

    def test_figures_follow_what_is_allocated_and_freed(self):
        child = Child("""
            import random
            with runvar_telemetry.Run("child.py", allocator_interval=0) as run:
                with run.cycle():
                    doomed = random.Random(1).sample(range(200_000), 180_000)
                with run.cycle():
                    blocks = [bytes(number % 100 + 20) for number in range(200_000)]
                with run.cycle():
                    for index in doomed:
                        blocks[index] = None
                with run.cycle():
                    del blocks
            """)
        self.assertEqual((0, ""), (child.code, child.error))
        allocated, reserved, pinned, free = (child.gauges(f"allocator_{name}_bytes")
                                             for name in ("allocated", "reserved", "pinned", "free_pool"))
        for parts in zip(reserved, allocated, pinned, free):
            # Headers, remainders and alignment are the rest, at most a pool of each arena and a little more.
            self.assertTrue(0.85 * parts[0] < sum(parts[1:]) <= parts[0], parts)
        asked = 200_000 * (70 + 33)
        self.assertGreater(allocated[1] - allocated[0], asked)
        self.assertLess(allocated[1] - allocated[0], 1.2 * asked)
        self.assertGreater(reserved[1] - reserved[0], asked)
        self.assertLess(pinned[1], 0.1 * asked)
        self.assertLess(allocated[2], allocated[1] - 0.8 * asked)
        self.assertGreater(pinned[2], 0.8 * asked)
        self.assertEqual(reserved[1], reserved[2])
        self.assertLess(pinned[3], 0.1 * asked)
        self.assertLess(reserved[3], reserved[2] - 0.8 * asked)

    def test_pool_without_objects_is_free_and_not_pinned(self):
        child = Child("""
            with runvar_telemetry.Run("child.py", allocator_interval=0) as run:
                with run.cycle():
                    pass
                with run.cycle():
                    # A few blocks of most arenas keep the rest of them reserved.
                    kept = [bytes(400) for _ in range(100_000)][::1000]
            """)
        pinned, free = (child.gauges(f"allocator_{name}_bytes") for name in ("pinned", "free_pool"))
        self.assertGreater(free[1], free[0] + 10_000_000)
        self.assertLess(pinned[1], pinned[0] + 3_000_000)

    def test_figures_are_read_at_most_once_an_interval(self):
        child = Child(self.IDLE, ["3600"])
        self.assertEqual("pymalloc\n", child.output)
        self.assertEqual(FIGURES | {"population"}, set(child.cycles[0]["gauges"]))
        self.assertEqual([{"population": 1}] * 4, [line["gauges"] for line in child.cycles[1:]])
        run, clock, written = self.clocked_run(allocator_interval=2)
        with run:
            for _ in range(10):
                with run.cycle():
                    clock.now += 500_000_000
        self.assertEqual([0, 4, 8], [line["cycle"] for line in written()[1:-1] if line["gauges"]])

    def test_allocator_is_not_read_unless_asked_for(self):
        run, _, written = self.clocked_run()
        with run, run.cycle():
            pass
        self.assertEqual({}, written()[1]["gauges"])
        self.assertEqual("not read: allocator_interval is not given", run.allocator)

    def test_other_allocators_are_named(self):
        self.assert_not_read(Child(self.IDLE, ["0"], PYTHONMALLOC="malloc"), "PYTHONMALLOC=malloc")
        self.assert_not_read(Child("del os.pread\n" + textwrap.dedent(self.IDLE), ["0"]), "has no pread")
        self.assert_not_read(Child("del sys._debugmallocstats\n" + textwrap.dedent(self.IDLE), ["0"]),
                             "has no sys._debugmallocstats")
        refused = "def refuse(descriptor):\n    raise OSError(24, 'Too many open files')\nos.dup = refuse\n"
        self.assert_not_read(Child(refused + textwrap.dedent(self.IDLE), ["0"]), "redirected .Too many open files.")

    @unittest.skipIf(sys.version_info < (3, 13), "mimalloc came with 3.13")
    def test_mimalloc_is_not_read(self):
        self.assert_not_read(Child(self.IDLE, ["0"], PYTHONMALLOC="mimalloc"), "mimalloc")

    def test_figures_are_read_under_the_debug_hooks(self):
        child = Child(self.IDLE, ["0"], PYTHONMALLOC="debug")
        self.assertEqual(("pymalloc\n", ""), (child.output, child.error))
        self.assertEqual(5, len(child.gauges("allocator_pinned_bytes")))

    def test_what_others_write_meanwhile_is_passed_on_and_nothing_else(self):
        child = Child("""
            printed = sys._debugmallocstats

            def with_others():
                os.write(2, b"before, without an end ")
                printed()
                os.write(2, b"after\\n# total = 12\\n")

            sys._debugmallocstats = with_others
            with runvar_telemetry.Run("child.py", allocator_interval=0) as run:
                with run.cycle():
                    pass
                # As if a thread's write had been on its way when the file was read.
                os.write(run.allocator_reader.descriptor, b"late\\n")
            print("from the program", file=sys.stderr)
            """)
        passed_on = "before, without an end after\n# total = 12\n"
        self.assertEqual(2 * passed_on + "late\nfrom the program\n", child.error)
        self.assertGreater(child.gauges("allocator_allocated_bytes")[0], 0)

    def test_no_line_of_a_busy_thread_is_lost(self):
        # A line that was caught by the redirection is passed on after others, within a line of the interpreter in it.
        child = Child("""
            import itertools, threading
            over = threading.Event()

            def talk():
                for number in itertools.count():
                    os.write(2, b"line %d\\n" % number)
                    if over.is_set():
                        print(number)
                        return

            with runvar_telemetry.Run("child.py", cycles=150, allocator_interval=0) as run:
                thread = threading.Thread(target=talk)
                thread.start()
                for _ in range(run.cycles):
                    with run.cycle():
                        pass
                over.set()
                thread.join()
            """)
        lines = re.findall(r"line (\d+)\n", child.error)
        self.assertEqual(list(range(int(child.output) + 1)), sorted(map(int, lines)))
        read = [line for line in child.cycles if line["gauges"]]
        self.assertGreater(len(read), 100)

    def test_older_format_is_read(self):
        reader = runvar_telemetry.AllocatorReader()
        self.addCleanup(reader.close)
        with mock.patch.object(reader, "capture", lambda: PRINTED_BY_3_9):
            self.assertEqual({"allocator_reserved_bytes": 1_572_864, "allocator_allocated_bytes": 1_290_912,
                              "allocator_pinned_bytes": 74_448, "allocator_free_pool_bytes": 176_128}, reader.read())
        self.assertEqual(b"", reader.PRINTED.sub(b"", PRINTED_BY_3_9))


class CommandTest(unittest.TestCase):
    def command(self, *arguments):
        return subprocess.run([sys.executable, runvar_telemetry.__file__, *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, universal_newlines=True, timeout=60)

    def test_bench_prints_one_json_line(self):
        result = self.command("bench")
        self.assertEqual((0, ""), (result.returncode, result.stderr))
        line = json.loads(result.stdout)
        self.assertEqual(["us_per_cycle", "us_inside_cycle", "us_per_cycle_with_allocator"], list(line))
        self.assertTrue(0 < line["us_inside_cycle"] < line["us_per_cycle"] < line["us_per_cycle_with_allocator"], line)

    def test_anything_else_prints_the_usage(self):
        result = self.command("benchmark")
        self.assertEqual((2, ""), (result.returncode, result.stdout))
        self.assertTrue(result.stderr.startswith("usage: runvar_telemetry.py bench"))


if __name__ == "__main__":
    unittest.main()
