"""A study of a workspace, read from its directory: Parquet and JSON, without Java.

What counts is decided as the analysis does it (docs/python-package.md, "Which runs count"): of the attempts at a run
of the plan, those that are whole; of these one that is OK before others, then the earliest.
"""
import hashlib
import json
import os
import re
import warnings
from functools import cached_property

try:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq
    import pandas  # noqa: F401, which pyarrow needs for its frames
except ImportError as error:
    raise ImportError(f'runvar.load needs pandas and pyarrow ({error}); install them with: pip install "runvar[load]"') from None

# Run and attempt of the first record, and how many there are where there is more than one, each on its line.
RECORDS = re.compile(r"(([0-9A-Za-z]+)-[0-9A-Za-z]+)(?:-([1-9][0-9]*))?\.json")
RUN = re.compile(rb'\{"schema":\d+,"runId":"(\w+)"')
CHECKSUM = re.compile(rb',(?:\n  )?"checksum":"([0-9a-f]{64})"(?:\}|\n\}\n)\Z')
TABLES = ("runs", "cycles", "growth", "functions", "paths", "answers")
FUNCTION = ("name", "file", "line", "userCode", "earlyNanos", "lateNanos", "growthNanos", "low", "high", "share", "adjustedP",
            "selfEarlyNanos", "selfLateNanos")
IDENTITY = ("run_id", "experiment", "seed", "replication")


class Study:
    """What a study has left: tables as pandas frames, each read when it is first asked for.

    `runs`: one row per committed run. `cycles`: one per cycle of the runs that are OK. `growth`: one per run, mean time
    of a cycle in its first and last fifth. `functions`: time by function of each profiled experiment. `paths`: the same by
    call path. `answers`: what the analysis decides. Times are in nanoseconds. Levels, parameters, outputs, phases and
    gauges are columns such as `levels.agents`. `analysis` is the content of analysis.json, `damage` the runs of which
    every attempt is damaged, with the reason.
    """

    def __init__(self, path):
        self.path = os.fspath(path)
        if not os.path.isfile(os.path.join(self.path, "plan.jsonl")):
            raise FileNotFoundError(f"{self.path} is no study: it has no plan.jsonl; allowed: the directory of a study, such as workspace/quick")
        self.damage = {}
        self._sizes = {}
        self._records = self._read_records()
        for run, problem in self.damage.items():
            warnings.warn(f"runvar: run {run} is left out: {problem}", stacklevel=3)

    # -- tables --

    def to_arrow(self, table, columns=None):
        """Returns a table as a pyarrow.Table; of `cycles`, `columns` reads those alone: phases are all phases."""
        if table not in TABLES:
            raise ValueError(f"table is {table!r}; allowed: {', '.join(TABLES)}")
        return self._cycles(columns) if table == "cycles" else getattr(self, "_" + table)()

    @cached_property
    def runs(self):
        return self._frame("runs")

    @cached_property
    def cycles(self):
        return self._frame("cycles")

    @cached_property
    def growth(self):
        return self._frame("growth")

    @cached_property
    def functions(self):
        return self._frame("functions")

    @cached_property
    def paths(self):
        return self._frame("paths")

    @cached_property
    def answers(self):
        return self._frame("answers")

    @cached_property
    def analysis(self):
        return json.loads(self._of_analysis("analysis.json"))

    def _frame(self, table):
        return self.to_arrow(table).to_pandas()

    def _runs(self):
        return rows([{**identity(one), **{
            "attempt": one["attempt"], "outcome": one["outcome"], "message": (one.get("failure") or {}).get("message"),
            "cycles": one["cycles"], "timed_cycles": one.get("timedCycles"), "cycle_nanos": one["cycleNanos"],
            "started_unix_millis": one["startedUnixMillis"], "ended_unix_millis": one["endedUnixMillis"],
            "host": one.get("host"), "peak_rss_bytes": one.get("peakRssBytes"), "trajectory": one.get("trajectory"),
        }, **named("parameters", one), **named("outputs", one)} for one in self._records])

    def _cycles(self, columns=None):
        tables = []
        self._read = None, None
        for record in self._records:
            if record["outcome"] == "OK":
                for part in record["telemetry"]:
                    tables.append(self._part(record, part, columns))
        self._read = None, None
        return pa.concat_tables(tables, promote_options="default") if tables else rows([], [*IDENTITY, "wall_nanos"])

    def _part(self, record, part, columns):
        file = os.path.join(self.path, "telemetry", "experiment=" + record["experiment"], part["file"])
        if self._read[0] != file:  # runs that were committed together have one file
            wanted = None if columns is None else ["run_id", *{name.split(".")[0] for name in columns} - {"levels"}]
            parquet = pq.ParquetFile(file)
            known = set(parquet.schema_arrow.names)
            self._read = file, parquet.read([name for name in wanted if name in known] if wanted else None)
        table = self._read[1].slice(part.get("firstRow", 0), part["rows"])
        found = {name: constant(value, len(table)) for name, value in identity(record).items()}
        for name, column in zip(table.column_names, table.columns):
            if pa.types.is_map(column.type):
                keys = pc.unique(pa.chunked_array([chunk.keys for chunk in column.chunks], column.type.key_type))
                for key in sorted(keys.to_pylist()):
                    found[f"{name}.{key}"] = pc.map_lookup(column, pa.scalar(key, column.type.key_type), "first")
            elif name != "run_id":
                found[name] = column
        keep = found if columns is None else [
            name for name in found if name in IDENTITY or name in columns or name.split(".")[0] in columns]
        return pa.table({name: found[name] for name in keep})

    def _growth(self):
        directory = self._analysis_directory()
        if not os.path.isdir(os.path.join(directory, "run_summary")):
            return rows([], [*IDENTITY, "growth"])
        if not os.path.isdir(os.path.join(directory, "run_growth")):
            raise FileNotFoundError(f"{self.path} was analysed by an older version; make it again with: runvar analyze {self._name()}")
        summary, growths = (pq.read_table(os.path.join(directory, name)).to_pylist() for name in ("run_summary", "run_growth"))
        of_run = {record["runId"]: record for record in self._records}
        growth_of = {row["run_id"]: row for row in growths}
        found = []
        for row in summary:
            run = row["run_id"]
            record = of_run.get(run, {"runId": run, "experiment": row["experiment"], "seed": row["seed"]})
            grown = growth_of.get(run, {})
            early, late = grown.get("early_nanos"), grown.get("late_nanos")
            found.append({**identity(record), "cycles": row["cycles"], "mean_nanos": row["mean_nanos"], "period": grown.get("period"),
                          "early_nanos": early, "late_nanos": late, "growth_nanos": None if early is None else late - early,
                          "growth": late / early - 1 if early else None})
        return rows(found)

    def _functions(self):
        found = [{"experiment": experiment["id"], **{snake(name): function.get(name) for name in FUNCTION}}
                 for experiment in self.analysis["experiments"] for function in experiment["functions"]]
        return rows(found, ["experiment", *map(snake, FUNCTION)])

    def _paths(self):
        found = []
        for experiment in self.analysis["experiments"]:
            for file in (f"growth-{experiment['id']}.folded.txt", "growth.folded.txt"):
                # The only profiled experiment has a file without a name.
                if experiment.get("functions") and os.path.isfile(os.path.join(self._analysis_directory(), file)):
                    for line in self._of_analysis(file).splitlines():
                        path, early, late = line.rsplit(" ", 2)
                        found.append({"experiment": experiment["id"], "path": path, "early_nanos": int(early), "late_nanos": int(late),
                                      "growth_nanos": int(late) - int(early)})
                    break
        return rows(found, ["experiment", "path", "early_nanos", "late_nanos", "growth_nanos"])

    def _answers(self):
        analysis = self.analysis
        found = []
        headline = analysis.get("headline") or {}
        growth = headline.get("growth") or {}
        if headline:
            found.append(answer("growth", None, headline["grows"], None, growth.get("share"), growth.get("low"), growth.get("high"), headline["text"]))
        if headline.get("function"):
            one = headline["function"]
            found.append(answer("function", one["name"], None, None, one["share"], one["low"], one["high"], f"{one['file']}:{one['line']}"))
        if headline.get("version"):
            one = headline["version"]
            found.append(answer("version", one["name"], None, None, one["speedup"], one["low"], one["high"], f"against {one['against']}"))
        causes = analysis.get("causes") or {}
        for one in causes.get("causes", []):
            found.append(verdict("cause", one["name"], one["verdict"]))
        for part in causes.get("accumulation", []):
            found.append(verdict("part", part["part"], part["verdict"]))
            found += [verdict("gauge", f"{one['name']} in {part['part']}", one["verdict"]) for one in part["gauges"]]
        comparison = analysis.get("comparison") or {}
        speedup = comparison.get("speedup")
        if speedup:
            ratio = speedup.get("ratio") or {}
            found.append(answer("speedup", "optimized", (speedup.get("comparison") or {}).get("change"), None,
                                ratio.get("value"), ratio.get("low"), ratio.get("high"), speedup["reason"]))
        if comparison.get("equivalence"):
            one = comparison["equivalence"]
            found.append(answer("same results", "optimized", one["decision"], None, None, None, None, one["reason"]))
        return rows(found, list(answer(*[None] * 8)))

    # -- files --

    def _read_records(self):
        with open(os.path.join(self.path, "plan.jsonl"), encoding="utf-8") as file:
            planned = {json.loads(line)["runId"] for line in file if line.strip()}
        chosen = {}
        for experiment in subdirectories(os.path.join(self.path, "runs")):
            for file in sorted(os.listdir(experiment)):
                match = RECORDS.fullmatch(file)
                if match:
                    self._consider(os.path.join(experiment, file), match, planned, chosen)
        for run in chosen:
            self.damage.pop(run, None)
        return [chosen[run] for run in sorted(chosen, key=lambda run: (chosen[run]["order"], run))]

    def _consider(self, file, name, planned, chosen):
        first, first_run, count = name[1], name[2], int(name[3] or 1)
        try:
            with open(file, "rb") as opened:
                text = opened.read()
        except FileNotFoundError:
            return
        except OSError as error:
            self._damaged(first_run, planned, f"cannot read the run record {file}: {error}")
            return
        lines = text.split(b"\n") if count > 1 else [text]
        for number, line in enumerate(lines):
            of_line = RUN.match(line) if number else None
            run = of_line[1].decode() if of_line else first_run
            try:
                record = read_record(line, first if number == 0 else None)
                run = record["runId"]
                problem = self._telemetry_problem(record) if run in planned else None
            except (ValueError, KeyError, TypeError) as error:
                problem = f"cannot read the run record {file}: {error}"
            if problem:
                self._damaged(run, planned, problem)
            elif run in planned and (run not in chosen or preference(record) < preference(chosen[run])):
                chosen[run] = record
        if len(lines) != count:
            self._damaged(first_run, planned, f"cannot read the run record {file}: it has {len(lines)} records instead of {count}")

    def _damaged(self, run, planned, problem):
        if run in planned:
            self.damage.setdefault(run, problem)

    def _telemetry_problem(self, record):
        for part in record["telemetry"]:
            if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._-]*", part["file"]):
                return f"not the name of a telemetry file: {part['file']}"
            file = os.path.join(self.path, "telemetry", "experiment=" + record["experiment"], part["file"])
            if file not in self._sizes:
                self._sizes[file] = os.path.getsize(file) if os.path.isfile(file) else None
            size = self._sizes[file]
            if size is None:
                return f"the telemetry file {file} is missing"
            if size != part["bytes"]:
                return f"the telemetry file {file} is damaged: {size:,} bytes instead of {part['bytes']:,}"
        return None

    def _analysis_directory(self):
        """The analysis; where a command died while it put a new one in its place, the newest that is complete."""
        there = os.path.join(self.path, "analysis")
        if os.path.isdir(there):
            return there
        others = [path for path in subdirectories(self.path) if os.path.basename(path).startswith("_analysis-")]
        complete = [path for path in others if os.path.isfile(os.path.join(path, "contents.json"))]
        if not complete:
            raise FileNotFoundError(f"{self.path} has no analysis yet; make it with: runvar analyze {self._name()}")
        return max(complete, key=lambda path: (not path.endswith(".previous"), os.path.getmtime(path)))

    def _name(self):
        return os.path.basename(os.path.abspath(self.path))

    def _of_analysis(self, name):
        with open(os.path.join(self._analysis_directory(), name), encoding="utf-8") as file:
            return file.read()


def read_record(text, attempt):
    """The record of an attempt; ValueError where it is not as it was written, or not of the attempt that is given."""
    record = json.loads(text)
    checksum = CHECKSUM.search(text)
    if not checksum or hashlib.sha256(text[:checksum.start()]).hexdigest().encode() != checksum[1]:
        raise ValueError("it was changed since it was written")
    if record["schema"] != 1:
        raise ValueError(f"a run record of another version, {record['schema']}")
    if attempt and attempt != f"{record['runId']}-{record['attempt']}":
        raise ValueError("it is the record of another run")
    return record


def preference(record):
    """Readers take the attempt with the least of these."""
    return record["outcome"] != "OK", record["attempt"]


def subdirectories(path):
    if not os.path.isdir(path):
        return []
    return sorted(entry.path for entry in os.scandir(path) if entry.is_dir())


def identity(record):
    return {"run_id": record["runId"], "experiment": record["experiment"], "seed": record["seed"],
            "replication": record.get("replication"), **named("levels", record)}


def named(kind, record):
    return {f"{kind}.{name}": value for name, value in sorted((record.get(kind) or {}).items())}


def constant(value, rows_of_table):
    return pa.array([value] * rows_of_table) if value is None else pa.repeat(value, rows_of_table)


def rows(dictionaries, columns=IDENTITY):
    """A table of rows that need not have the same columns; these columns are there without any row."""
    names = dict.fromkeys(name for one in dictionaries for name in one) or columns
    return pa.table({name: [one.get(name) for one in dictionaries] for name in names})


def snake(name):
    return re.sub("([A-Z])", lambda match: "_" + match[1].lower(), name)


def verdict(question, subject, found):
    low, high = found.get("interval") or (None, None)
    return answer(question, subject, found["decision"], found["evidence"], found["estimate"], low, high, found["reason"],
                  found.get("pAdjusted"))


def answer(question, subject, decision, evidence, estimate, low, high, text, p_adjusted=None):
    return {"question": question, "subject": subject, "decision": decision, "evidence": evidence, "estimate": estimate,
            "low": low, "high": high, "p_adjusted": p_adjusted, "text": text}
