#!/usr/bin/env python3
"""Runs small studies for an hour with random faults, and checks that no committed run is lost or wrong.

    python3 src/test/python/soak.py --minutes 60 --seed 1

Three kinds of studies take turns: an own Python program with a profiler, the same on a cluster of
this machine, and the built-in model in thread isolation. Each study is run without a fault first:
its results are the reference. Then commands are given as a user would, and at random moments a
fault strikes: what runs is killed, interrupted or frozen; a disk is full or read-only; readings of
the host, profiles or scratch directories disappear. The same command is given again until the study
is complete. After each command and each study this is checked:

- the exit code is one that the documentation names, and standard error has no stack trace;
- no run that was committed as OK is missing;
- a complete study has the results of the reference, `verify` and `analyze` agree, no process and no
  scratch directory is left, and `gc` leaves only markers that are younger than a day.

It needs Linux, root or user name spaces, and a build. It has a name space of its own, in which /tmp
and the workspace are disks in memory. It prints a line per command, and a table at the end. The exit
code is 1 when a check failed: the workspace and the output are then in target/soak.
"""

import argparse
import collections
import contextlib
import glob
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KEPT = ROOT / "target" / "soak"
WORKSPACE = Path("/tmp/soak/workspace")
CLUSTER = KEPT / "cluster"
LIMIT_SECONDS = 300  # no command takes as long
ALLOWED = {0, 1, 2, 130, 137, 143}
OWN_PROGRAMS = r"^\S*python\S* walk\.py|^\S*/count "
TRACE = re.compile(r"^\s+at [\w.$/]+\(|^Exception in thread|^Caused by: |A fatal error has been detected", re.M)

PROGRAM = '''
import hashlib, json, os, random, time
rng = random.Random(int(os.environ["RUNVAR_SEED"]))
seen, digest = [], hashlib.sha256()
with open(os.environ["RUNVAR_TELEMETRY"], "w", buffering=1) as telemetry:
    for cycle in range(int(os.environ["RUNVAR_CYCLES"])):
        start = time.perf_counter_ns()
        seen.append(rng.random())
        total = sum(sum(x * x for x in seen) for _ in range(10 + cycle // 8))
        digest.update(repr(total).encode())
        wall = time.perf_counter_ns() - start
        line = {"cycle": cycle, "wall_ns": wall, "t_ns": time.time_ns(), "gauges": {"seen": len(seen)}}
        telemetry.write(json.dumps(line) + "\\n")
        time.sleep(0.004)
    end = {"end": True, "trajectory": digest.hexdigest()[:16], "outputs": {"total": total}}
    telemetry.write(json.dumps(end) + "\\n")
'''
# Linked statically: its profiler is perf, a process of its own.
NATIVE = r'''
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}
int main(void) {
  FILE *telemetry = fopen(getenv("RUNVAR_TELEMETRY"), "w");
  unsigned long long state = strtoull(getenv("RUNVAR_SEED"), 0, 10);
  for (int cycle = 0; cycle < atoi(getenv("RUNVAR_CYCLES")); cycle++) {
    long long begin = now();
    for (long i = 0; i < 5000000 + 25000L * cycle; i++) state = state * 6364136223846793005ULL + 1;
    fprintf(telemetry, "{\"cycle\":%d,\"wall_ns\":%lld}\n", cycle, now() - begin);
    fflush(telemetry);
  }
  fprintf(telemetry, "{\"end\":true,\"trajectory\":\"%016llx\"}\n", state);
  return fclose(telemetry);
}
'''
OWN = """
cycles: 300
replications: 5
seed: {seed}
timeout: 1m
profiler: auto
workload: {{command: [python3, walk.py], files: [walk.py]}}
experiments: {{walk: {{factors: {{turn: [1, 2]}}}}}}
"""
STUDIES = {
    "program": "slots: 1" + OWN,
    "cluster": OWN.lstrip(),
    "native": """slots: 1
cycles: 300
replications: 4
seed: {seed}
timeout: 1m
profiler: auto
workload: {{command: [./count], files: [count]}}
experiments: {{count: {{}}}}
""",
    "threads": """slots: 2
cycles: 300
replications: 60
seed: {seed}
isolation: thread
fixed: {{max_agents: 8, warmup: 0s}}
experiments: {{fast: {{factors: {{founders: [low, high]}}}}}}
""",
}


def processes():
    """Returns the command line of each process that runs, by its id: all are of this soak."""
    found = {}
    for directory in glob.glob("/proc/[0-9]*"):
        with contextlib.suppress(OSError):
            line = Path(directory, "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if line:
                found[int(directory[6:])] = line
    return found


def mount(*arguments):
    return subprocess.run(["mount", *map(str, arguments)], stderr=subprocess.DEVNULL).returncode == 0


class Command:
    """A command of runvar while it runs; faults are its methods, and return whether they struck."""

    def __init__(self, rng, arguments):
        self.rng = rng
        self.output, self.errors = KEPT / "output", KEPT / "errors"
        with open(self.output, "w") as output, open(self.errors, "w") as errors:
            self.process = subprocess.Popen(
                [str(ROOT / "runvar"), *arguments, "--workspace", str(WORKSPACE)], cwd="/tmp/soak",
                stdin=subprocess.DEVNULL, stdout=output, stderr=errors)

    def kill(self, pattern):
        """Kills a process whose command line matches, as soon as there is one."""
        while self.process.poll() is None:
            victims = [pid for pid, line in processes().items() if re.search(pattern, line)]
            if victims:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.rng.choice(victims), signal.SIGKILL)
                    return True
            time.sleep(0.05)
        return False

    def remove(self, pattern):
        """Removes what the pattern names in the temporary directory, as soon as it is there."""
        while self.process.poll() is None:
            found = glob.glob(f"/tmp/{pattern}")
            for path in found:
                shutil.rmtree(path, ignore_errors=True) if os.path.isdir(path) else Path(path).unlink(missing_ok=True)
            if found:
                return True
            time.sleep(0.05)
        return False

    def send(self, number):
        self.process.send_signal(number)
        return True

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(self.rng.uniform(2, 8))
        self.process.send_signal(signal.SIGCONT)
        return True

    def fill(self, directory):
        filler = directory / "filler"
        with contextlib.suppress(OSError), open(filler, "wb", buffering=0) as file:
            while True:
                file.write(bytes(1 << 16))
        time.sleep(self.rng.uniform(3, 8))
        filler.unlink()
        return True

    def forbid_writing(self):
        """What is open stays open; whatever is opened meanwhile is on a read-only disk."""
        struck = mount("--bind", WORKSPACE, WORKSPACE) and any(
            mount("-o", "remount,ro,bind", WORKSPACE) for _ in range(50))
        time.sleep(self.rng.uniform(2, 6))
        subprocess.run(["umount", "-l", str(WORKSPACE)], check=True)
        return struck

    def blind_probes(self):
        """Readings of the host find an empty file."""
        files = ["/proc/stat", "/proc/meminfo"]
        struck = all([mount("--bind", "/dev/null", file) for file in files])
        time.sleep(self.rng.uniform(2, 6))
        for file in files:
            subprocess.run(["umount", "-l", file], check=True)
        return struck


FAULTS = {
    "driver killed (kill -9)": lambda command: command.send(signal.SIGKILL),
    "driver asked to end (SIGTERM)": lambda command: command.send(signal.SIGTERM),
    "driver interrupted (SIGINT)": lambda command: command.send(signal.SIGINT),
    "driver frozen for 2 to 8 s": Command.freeze,
    "program of a run killed (kill -9)": lambda command: command.kill(OWN_PROGRAMS),
    "profiler perf killed (kill -9)": lambda command: command.kill(r"^\S*perf record"),
    "executor killed (kill -9)": lambda command: command.kill("CoarseGrainedExecutorBackend"),
    "profile of a run removed": lambda command: command.remove("runvar-*.profile/*.rvp"),
    "agent of the profiler removed": lambda command: command.remove("runvar-*.profile"),
    "scratch directories removed": lambda command: command.remove("runvar-*"),
    "readings of the host fail for 2 to 6 s": Command.blind_probes,
    "disk of the workspace full for 3 to 8 s": lambda command: command.fill(WORKSPACE),
    "disk of temporary files full for 3 to 8 s": lambda command: command.fill(Path("/tmp")),
    "workspace read-only for 2 to 6 s": Command.forbid_writing,
}
ONLY_IN = {  # a study of other kinds has no such thing
    "program of a run killed (kill -9)": ("program", "cluster", "native"),
    "profiler perf killed (kill -9)": ("native",),
    "executor killed (kill -9)": ("cluster",),
    "profile of a run removed": ("program", "cluster"),
    "agent of the profiler removed": ("program", "cluster"),
}
ENDS = {130: "driver interrupted (SIGINT)", 137: "driver killed (kill -9)", 143: "driver asked to end (SIGTERM)"}


class Soak:

    def __init__(self, seed, minutes):
        self.seed, self.rng = seed, random.Random(seed)
        self.begin, self.end = time.monotonic(), time.monotonic() + 60 * minutes
        self.count = collections.Counter()  # commands, studies, runs, lost, wrong, kept, mistakes
        self.struck, self.again, self.codes = (collections.Counter() for _ in range(3))
        self.seconds = {"run": 25, "analyze": 8}  # for about how long a fault may strike
        self.planned = 1
        self.reference = {}
        self.master = None

    def wrong(self, kind, text):
        self.count[kind] += 1
        number = sum(self.count[kind] for kind in ("lost", "wrong", "mistakes"))
        print(f"WRONG {number}: {text}", flush=True)
        for file in (KEPT / "output", KEPT / "errors"):
            shutil.copy(file, KEPT / f"wrong-{number}-{file.name}")
        shutil.copytree(WORKSPACE, KEPT / f"wrong-{number}", dirs_exist_ok=True)

    def records(self, study):
        """Returns the records of a study: what is read here does not depend on runvar."""
        files = glob.glob(str(WORKSPACE / study / "runs" / "*" / "[0-9a-f]*.json"))
        return [json.loads(line) for file in sorted(files) for line in Path(file).read_text().splitlines()]

    def attempts(self, study):
        """Returns the attempts that came to nothing: without a record, or with one that is not OK."""
        markers = glob.glob(str(WORKSPACE / study / "runs" / "*" / "_*.running"))
        lost = {Path(marker).stem.split("-")[1] for marker in markers}
        ok = {record["attempt"] for record in self.records(study) if record["outcome"] == "OK"}
        return (lost | {record["attempt"] for record in self.records(study)}) - ok

    def execute(self, study, arguments, fault=None):
        """Gives a command, lets a fault strike meanwhile, checks what must hold, and returns the exit code."""
        before = {record["runId"] for record in self.records(study) if record["outcome"] == "OK"}
        fruitless = self.attempts(study)
        begin, struck = time.monotonic(), False
        command = Command(self.rng, arguments)
        try:
            if fault:
                usual = self.seconds.get(arguments[0], 4) if len(before) < self.planned else 4
                command.process.wait(self.rng.uniform(0.2, usual))
        except subprocess.TimeoutExpired:
            struck = FAULTS[fault](command)
        try:
            code = command.process.wait(LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            with open(KEPT / "output", "a") as output:
                subprocess.run(["jstack", str(command.process.pid)], stdout=output)
            command.process.kill()
            code = command.process.wait()
            self.wrong("mistakes", f"{' '.join(arguments)}: no end within {LIMIT_SECONDS} s; see the stacks")
        code = 128 - code if code < 0 else code
        seconds = time.monotonic() - begin
        again = len(self.attempts(study) - fruitless)
        self.count["commands"] += 1
        self.codes[code] += 1
        if struck:
            self.struck[fault] += 1
            self.again[fault] += again
        if code not in ALLOWED or ENDS.get(code, fault) != fault:
            self.wrong("mistakes", f"{' '.join(arguments)}: exit code {code}")
        errors = command.errors.read_text(errors="replace")
        if TRACE.search(errors):
            self.wrong("mistakes", f"{' '.join(arguments)}: a stack trace: {TRACE.search(errors).group()}")
        after = {record["runId"] for record in self.records(study) if record["outcome"] == "OK"}
        if before - after:
            self.count["lost"] += len(before - after) - 1
            self.wrong("lost", f"{study}: committed runs are missing: {sorted(before - after)}")
        self.check_leftovers(arguments, fault if struck else None)
        said = [line for line in errors.splitlines() if line.startswith("runvar: ")]
        print(f"{(time.monotonic() - self.begin) / 60:6.1f} min  {' '.join(arguments)}: {code} after {seconds:.0f} s,"
              f" {len(after)} OK{f', {again} in vain' if again else ''}; {fault if struck else 'no fault'}"
              f"{f'; {said[-1][:150]}' if said else ''}", flush=True)
        return code

    def check_leftovers(self, arguments, fault):
        """Whatever a command started, and its scratch, is gone with it. A killed one may leave some scratch."""
        for _ in range(100):
            running = [line for line in processes().values()
                       if re.search(OWN_PROGRAMS + "|runvar.jar|CoarseGrainedExecutorBackend|^\\S*perf |runvar-launch", line)]
            scratch = [path for path in glob.glob("/tmp/runvar-*") if os.path.isdir(path) and (os.listdir(path) or "profile" in path)]
            if not running and not scratch:
                break
            time.sleep(0.1)
        for line in running:
            self.wrong("mistakes", f"{' '.join(arguments)}, {fault}: left running: {line[:150]}")
        if scratch and fault and fault.endswith("killed (kill -9)"):
            self.count["kept"] += len(scratch)
        elif scratch:
            self.wrong("mistakes", f"{' '.join(arguments)}, {fault}: left behind: {scratch}")
        for path in glob.glob("/tmp/*"):  # Spark's directories of killed drivers and executors, too
            if path != "/tmp/soak":
                shutil.rmtree(path, ignore_errors=True) if os.path.isdir(path) else os.unlink(path)

    def study(self, kind, name, faults):
        """Takes a study to its end with so many faults, checks it and removes it."""
        file = f"{name}.yaml"
        Path("/tmp/soak", file).write_text(f"study: {name}\n" + STUDIES[kind].format(seed=self.seed))
        run = ["run", file] + (["--master", self.master] if kind == "cluster" and faults else [])
        known = [fault for fault in FAULTS if kind in ONLY_IN.get(fault, STUDIES)]
        particular = [fault for fault in known if fault in ONLY_IN]
        self.planned = len(self.reference.get(kind.replace("cluster", "program"), [1]))
        quiet = 0  # commands without a fault that were not enough
        while quiet < 4:
            fault = self.rng.choice(particular if particular and self.rng.random() < 0.3 else known) if faults > 0 else None
            faults -= 1
            failed = any(record["outcome"] != "OK" for record in self.records(name))
            code = self.execute(name, run + (["--retry", "failed"] if failed else []), fault)
            if code == 0 and fault is None:
                break
            if code == 0:  # nothing is left to do: at most one more command has a fault
                faults = min(faults, 1)
            quiet += fault is None
            if faults > 0 and self.rng.random() < 0.5:
                other = self.rng.choice([["status", file], ["verify", file], ["gc", file], ["analyze", file], ["report", file]])
                self.execute(name, other, self.rng.choice(known) if self.rng.random() < 0.6 else None)
        self.check(kind, name)
        shutil.rmtree(WORKSPACE / name)
        for directory in glob.glob(str(CLUSTER / "work-*" / "app-*")):
            shutil.rmtree(directory, ignore_errors=True)

    def results(self, name):
        return {(json.dumps(record["levels"]), record["seed"], record["trajectory"], json.dumps(record["outputs"]),
                 record["cycles"]) for record in self.records(name) if record["outcome"] == "OK"}

    def check(self, kind, name):
        """Checks a complete study: its results, what verify and the analysis say, and what gc leaves."""
        results = self.results(name)
        reference = self.reference.setdefault(kind.replace("cluster", "program"), results)
        if results != reference:
            self.count["wrong"] += len(results ^ reference) - 1
            self.wrong("wrong", f"{name}: not the results of the reference: {sorted(results ^ reference)[:4]}")
        self.count["studies"] += 1
        self.count["runs"] += len(results)
        analysis = json.loads((WORKSPACE / name / "analysis" / "analysis.json").read_text())
        if analysis["runs"]["ok"] != len(reference):
            self.wrong("mistakes", f"{name}: the analysis has these runs: {analysis['runs']}")
        for path in (WORKSPACE / name).rglob("*"):
            os.utime(path, (time.time() - 2 * 86400,) * 2)
        for arguments in (["gc", f"{name}.yaml"], ["verify", f"{name}.yaml"]):
            code = self.execute(name, arguments)
            if code or (arguments[0] == "verify" and "Nothing is missing, damaged or changed." not in (KEPT / "output").read_text()):
                self.wrong("mistakes", f"{name}: {arguments[0]} after completion: exit code {code}")
        young = {path.stem for path in (WORKSPACE / name).rglob("_*.running")}
        named = {part["file"] for record in self.records(name) for part in record["telemetry"]}
        for path in (WORKSPACE / name).rglob("*"):
            unfinished = path.name.startswith("_") and path.name != "_lock"
            unnamed = path.parts[len(WORKSPACE.parts) + 1] == "telemetry" and path.is_file() and path.name not in named
            if (unfinished or unnamed) and not any(stem[1:] in path.name for stem in young):
                self.wrong("mistakes", f"{name}: gc left {path}")

    def table(self):
        """Prints the figures as a table of Markdown."""
        count = self.count
        print("\n| | |\n|---|---|")
        for name, figure in (
                ("minutes", f"{(time.monotonic() - self.begin) / 60:.0f}"), ("commands", count["commands"]),
                ("exit codes", ", ".join(f"{code}: {n}" for code, n in sorted(self.codes.items()))),
                ("faults", sum(self.struck.values())), ("studies completed", count["studies"]),
                ("runs committed", count["runs"]), ("committed runs lost", count["lost"]),
                ("runs done again", sum(self.again.values())), ("wrong results", count["wrong"]),
                ("other checks failed", count["mistakes"]), ("scratch directories left by kill -9", count["kept"])):
            print(f"| {name} | {figure} |")
        print("\n| fault | times | runs done again |\n|---|---|---|")
        for fault in FAULTS:
            print(f"| {fault} | {self.struck[fault]} | {self.again[fault]} |")

    def run(self):
        script = [str(ROOT / "jobs" / "test-cluster.sh")]
        subprocess.run(script + ["start", str(CLUSTER)], check=True)
        try:
            self.master = (CLUSTER / "master.url").read_text().strip()
            for kind in ("program", "threads", "native"):
                self.study(kind, f"reference-{kind}", 0)
            number = 0
            while time.monotonic() < self.end:
                kind = ("program", "threads", "cluster", "native")[number % 4]
                self.study(kind, f"{kind}-{number}", self.rng.randint(2, 5))
                number += 1
        finally:
            subprocess.run(script + ["stop", str(CLUSTER)])
            self.table()
        return 1 if self.count["lost"] or self.count["wrong"] or self.count["mistakes"] else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if os.environ.get("SOAK_INSIDE") != "1":
        if Path("/tmp") in ROOT.parents:
            sys.exit(f"soak.py: {ROOT} is below /tmp, which it makes a disk of its own; move the checkout elsewhere")
        own = [] if os.geteuid() == 0 else ["--map-root-user"]
        script = 'mount -t tmpfs -o size=300m none /tmp && "$@"; exit $?'
        os.environ["SOAK_INSIDE"] = "1"
        os.execvp("unshare", ["unshare", *own, "--mount", "--pid", "--fork", "--mount-proc", "--kill-child",
                              "sh", "-c", script, "sh", sys.executable, str(Path(__file__).resolve()), *sys.argv[1:]])
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it, and so would its commands
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", RUNVAR_HEAP="1g")
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)
    WORKSPACE.mkdir(parents=True)
    mount("-t", "tmpfs", "-o", "size=100m", "none", WORKSPACE)
    Path("/tmp/soak/walk.py").write_text(PROGRAM)
    subprocess.run(["gcc", "-O1", "-static", "-x", "c", "-", "-o", "/tmp/soak/count"], input=NATIVE, text=True, check=True)
    return Soak(options.seed, options.minutes).run()


if __name__ == "__main__":
    sys.exit(main())
