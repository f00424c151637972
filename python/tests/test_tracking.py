"""What a program that uses runvar.track reports: each program of a test runs in a process of its own."""
import ast
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parent / "src"
REPOSITORY = HERE.parents[1]


def run(program, telemetry=True, before=""):
    """Exit code, standard output and error, and the lines of telemetry, None without a file."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "telemetry.jsonl")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RUNVAR_")}
        if (SOURCES / "runvar").is_dir() and "RUNVAR_TEST_INSTALLED" not in os.environ:
            environment["PYTHONPATH"] = str(SOURCES)
        if telemetry:
            path.write_text(before)
            environment["RUNVAR_TELEMETRY"] = str(path)
        code = "import runvar\n" + textwrap.dedent(program)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=directory)
        names = sorted(os.listdir(directory))
        lines = [json.loads(line) for line in path.read_text().splitlines()] if telemetry else names
    return done.returncode, done.stdout, done.stderr, lines


def cycles(lines):
    return [line["cycle"] for line in lines if "cycle" in line]


class TrackTest(unittest.TestCase):

    def test_a_loop_is_cycles_with_phases_gauges_and_outputs(self):
        code, _, error, lines = run("""
            import time
            for step in runvar.track(range(3)):
                with runvar.phase("move"):
                    time.sleep(0.01)
                runvar.gauge("agents", 10 + step)
            runvar.output("agents", 12)
            runvar.trajectory("a path")
            """)
        self.assertEqual((0, ""), (code, error))
        self.assertEqual(1, lines[0]["runvar"])
        self.assertEqual([0, 1, 2], cycles(lines))
        self.assertEqual([{"agents": 10}, {"agents": 11}, {"agents": 12}], [line["gauges"] for line in lines[1:4]])
        for line in lines[1:4]:
            self.assertGreater(line["phases"]["move"], 9_000_000)
            self.assertGreaterEqual(line["wall_ns"], line["phases"]["move"])
        self.assertEqual((True, "a path", {"agents": 12}), tuple(lines[4][name] for name in ("end", "trajectory", "outputs")))

    def test_without_runvar_it_iterates_and_writes_nothing(self):
        code, out, error, files = run("""
            import sys
            for step in runvar.track(range(2)):
                with runvar.phase("a"), runvar.phase("b"):
                    runvar.gauge("n", step)
                print(step)
            runvar.output("n", 1)
            runvar.trajectory("t")
            print("runvar_telemetry" in sys.modules)
            """, telemetry=False)
        self.assertEqual((0, "0\n1\nFalse\n", "", []), (code, out, error, files))

    def test_the_time_of_a_cycle_includes_the_next_item_of_a_generator(self):
        _, _, _, lines = run("""
            import time
            def work():
                for number in range(2):
                    time.sleep(0.01)
                    yield number
            print(list(runvar.track(work())))
            """)
        self.assertEqual([0, 1], cycles(lines))
        self.assertTrue(all(line["wall_ns"] > 9_000_000 for line in lines if "cycle" in line), lines)

    def test_it_has_a_length_as_what_it_iterates_or_as_it_is_told(self):
        _, out, _, _ = run("""
            print(len(runvar.track([1, 2])), len(runvar.track(iter([]), total=7)))
            try:
                len(runvar.track(iter([])))
            except TypeError:
                print("no length")
            """)
        self.assertEqual("2 7\nno length\n", out)

    def test_a_turn_left_by_break_is_not_recorded_and_the_run_is_complete(self):
        code, _, _, lines = run("""
            for step in runvar.track(range(9)):
                if step == 2:
                    break
            """)
        self.assertEqual((0, [0, 1], True), (code, cycles(lines), "end" in lines[-1]))

    def test_continue_ends_a_cycle(self):
        _, _, _, lines = run("""
            for step in runvar.track(range(3)):
                continue
            """)
        self.assertEqual([0, 1, 2], cycles(lines))

    def test_an_exception_goes_on_and_leaves_the_run_without_an_end(self):
        code, _, error, lines = run("""
            for step in runvar.track(range(9)):
                with runvar.phase("a"):
                    if step == 2:
                        raise KeyError("mine")
            """)
        self.assertEqual((1, [0, 1], False), (code, cycles(lines), "end" in lines[-1]))
        self.assertIn("KeyError: 'mine'", error)

    def test_an_exception_that_is_caught_does_not_matter(self):
        code, _, _, lines = run("""
            try:
                for step in runvar.track(range(9)):
                    raise ValueError()
            except ValueError:
                pass
            for step in runvar.track(range(2)):
                pass
            """)
        self.assertEqual((0, 2, True), (code, len(cycles(lines)), "end" in lines[-1]))

    def test_a_loop_within_a_tracked_one_only_iterates_and_says_so_once(self):
        code, out, error, lines = run("""
            for outer in runvar.track(range(2), desc="outer"):
                for inner in runvar.track(range(3), desc="inner"):
                    print(inner, end="")
            """)
        self.assertEqual((0, "012012", [0, 1]), (code, out, cycles(lines)))
        self.assertEqual("outer", lines[0]["workload"])
        self.assertEqual(1, error.count("the cycles of 'inner': not recorded"), error)

    def test_loops_one_after_the_other_are_one_run(self):
        _, _, _, lines = run("""
            for epoch in range(3):
                for batch in runvar.track(range(2)):
                    pass
            """)
        self.assertEqual([0, 1, 2, 3, 4, 5], cycles(lines))
        self.assertEqual(1, sum("end" in line for line in lines))

    def test_other_threads_make_no_cycles(self):
        code, _, error, lines = run("""
            import threading
            def other():
                for _ in runvar.track(range(5)):
                    runvar.gauge("lost", 1)
            for step in runvar.track(range(2)):
                thread = threading.Thread(target=other)
                thread.start()
                thread.join()
            """)
        self.assertEqual((0, [0, 1]), (code, cycles(lines)))
        self.assertNotIn("lost", str(lines))
        self.assertIn("not recorded", error)

    def test_a_child_process_leaves_the_file_to_its_parent(self):
        code, out, error, lines = run("""
            import os, subprocess, sys
            for step in runvar.track(range(2)):
                subprocess.run([sys.executable, "-c", "import runvar; print(sum(runvar.track(range(5))))"], check=True)
                if os.fork() == 0:
                    for _ in runvar.track(range(3)):
                        pass
                    os._exit(0)
                os.wait()
            """)
        self.assertEqual((0, "10\n10\n", ""), (code, out, error))
        self.assertEqual([0, 1], cycles(lines))

    def test_where_the_profiler_marks_the_cycles_it_only_iterates(self):
        header = '{"runvar":1,"workload":"mesa.model:Model.step"}\n'
        code, _, error, lines = run("print(list(runvar.track(range(3))))", before=header)
        self.assertEqual((0, "", [json.loads(header)]), (code, error, lines))

    def test_a_phase_within_a_phase_is_part_of_that(self):
        _, _, _, lines = run("""
            for step in runvar.track(range(1)):
                with runvar.phase("outer"):
                    with runvar.phase("inner"):
                        pass
            """)
        self.assertEqual(["outer"], list(lines[1]["phases"]))

    def test_a_gauge_outside_of_a_cycle_is_said_to_be_lost(self):
        code, _, error, _ = run("""
            for step in runvar.track(range(1)):
                pass
            runvar.gauge("late", 1)
            """)
        self.assertEqual(0, code)
        self.assertIn("the gauge 'late': not recorded, because it is given outside of a cycle", error)

    def test_what_cannot_be_iterated_is_refused_as_by_python(self):
        code, _, error, lines = run("list(runvar.track(5))")
        self.assertEqual((1, []), (code, lines))
        self.assertIn("TypeError: 'int' object is not iterable", error)


class PackageTest(unittest.TestCase):

    def test_run_is_the_one_of_the_helper(self):
        _, out, _, _ = run("import runvar_telemetry; print(runvar.Run is runvar_telemetry.Run)")
        self.assertEqual("True\n", out)

    def test_load_without_pandas_says_what_to_install_in_one_line(self):
        code, _, error, _ = run("""
            import sys
            sys.modules["pandas"] = sys.modules["pyarrow"] = None
            runvar.load("workspace/quick")
            """)
        self.assertEqual(1, code)
        self.assertIn('install them with: pip install "runvar[load]"', error.splitlines()[-1])

    @unittest.skipUnless((REPOSITORY / "examples/python").is_dir(), "not in the repository")
    def test_the_helper_is_the_single_file_and_versions_agree(self):
        self.assertEqual((REPOSITORY / "examples/python/runvar_telemetry.py").read_bytes(), (SOURCES / "runvar_telemetry.py").read_bytes())
        version = [line.split('"')[1] for line in (SOURCES / "runvar/__init__.py").read_text().splitlines() if "__version__ =" in line]
        self.assertIn(f'version = "{version[0]}"', (HERE.parent / "pyproject.toml").read_text())
        self.assertIn(f"<version>{version[0]}</version>", (REPOSITORY / "pom.xml").read_text())

    @unittest.skipUnless((SOURCES / "runvar").is_dir(), "no sources")
    def test_its_syntax_is_that_of_python_3_9(self):
        for file in SOURCES.rglob("*.py"):
            ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 9))


if __name__ == "__main__":
    unittest.main()
