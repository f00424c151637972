"""Holds runvar.load against what the Java side says of the same study, whole and with damage.

    python check_load.py RUNVAR WORKSPACE STUDY TOGETHER       the launcher, and studies that it has analysed; the runs
                                                               of the second were committed together
"""
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy
import pyarrow as pa
import pyarrow.parquet as pq

import runvar


def close(a, b):
    assert numpy.allclose(numpy.asarray(a, float), numpy.asarray(b, float), rtol=1e-9, equal_nan=True), (a, b)


def own_growth(cycles):
    """Mean, first and last fifth of the timed cycles of each run, from the cycles alone."""
    found = {}
    for run, rows in cycles[cycles.wall_nanos.notna()].groupby("run_id"):
        count = len(rows)
        early, late = rows.position < count // 5, rows.position >= count - -(-count // 5)
        found[run] = [count, rows.wall_nanos.mean(), rows.wall_nanos[early].mean(), rows.wall_nanos[late].mean()]
    return found


def agree(path):
    """Rows, growth per run and per experiment, functions and answers against analysis.json and its tables."""
    study = runvar.load(path)
    analysis = study.analysis
    assert len(study.runs) == analysis["runs"]["committed"], (len(study.runs), analysis["runs"])
    assert sum(study.runs.outcome == "OK") == analysis["runs"]["ok"]
    assert len(study.cycles) == study.runs.cycles[study.runs.outcome == "OK"].sum()
    own = own_growth(study.cycles)
    assert set(own) == set(study.growth.run_id)
    for row in study.growth.itertuples():
        close(own[row.run_id][:2], [row.cycles, row.mean_nanos])
        if row.period == 1:
            close(own[row.run_id][2:], [row.early_nanos, row.late_nanos])
    for experiment in analysis["experiments"]:
        rows = study.growth[study.growth.experiment == experiment["id"]]
        assert (len(rows), rows.cycles.sum()) == (experiment["runs"], experiment["cycles"])
        if len(rows):
            close(rows.groupby("seed").growth.mean().mean(), experiment["acceleration"])
        assert sum(study.functions.experiment == experiment["id"]) == len(experiment["functions"])
    assert len(study.answers) > 0 and study.answers.text[0] == analysis["headline"]["text"]
    narrow = study.to_arrow("cycles", ["wall_nanos"])
    assert narrow["wall_nanos"].to_pylist() == study.to_arrow("cycles")["wall_nanos"].to_pylist()
    return study


def seal(record):
    text = json.dumps({name: value for name, value in record.items() if name != "checksum"}, separators=(",", ":"))[:-1]
    return f'{text},"checksum":"{hashlib.sha256(text.encode()).hexdigest()}"}}'


def damage(study):
    """Other attempts at the first run, of which an earlier one counts; damage to three more. Returns its attempt."""
    records = sorted(study.glob("runs/*/*.json"))
    first = json.loads(records[0].read_text())
    part = first["telemetry"][0]
    telemetry = study / "telemetry" / ("experiment=" + first["experiment"])
    table = pq.read_table(telemetry / part["file"])
    slower = table.set_column(table.column_names.index("wall_nanos"), "wall_nanos",
                              pa.chunked_array([pa.array([2 * nanos for nanos in table["wall_nanos"].to_pylist()])]))

    def attempt(name, outcome, rows):
        record = {**first, "attempt": name, "outcome": outcome, "telemetry": []}
        if rows is not None:
            file = telemetry / f"{first['runId']}-{name}.parquet"
            pq.write_table(rows, file)
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            record["telemetry"] = [{"file": file.name, "rows": len(rows), "bytes": file.stat().st_size, "sha256": digest}]
        if outcome != "OK":
            record["failure"] = {"kind": "EXIT_CODE", "message": "made up", "detail": None}
        (records[0].parent / f"{first['runId']}-{name}.json").write_text(seal(record))

    attempt("000000000000aaaaaaaaaaaa", "FAILED", None)
    attempt("000000000001aaaaaaaaaaaa", "OK", slower)
    attempt("ffffffffffffaaaaaaaaaaaa", "OK", table)
    (records[0].parent / "0000000000000000-000000000001aaaaaaaaaaaa.json").write_text(
        seal({**first, "runId": "0000000000000000", "attempt": "000000000001aaaaaaaaaaaa"}))
    (records[0].parent / f"_{first['runId']}-000000000001bbbbbbbbbbbb.json").write_text("{")
    second, third, fourth = (json.loads(record.read_text()) for record in records[1:4])
    files = [study / "telemetry" / ("experiment=" + one["experiment"]) / one["telemetry"][0]["file"] for one in (second, third)]
    files[0].write_bytes(files[0].read_bytes()[:-1])
    files[1].unlink()
    records[3].write_text(records[3].read_text().replace('"seed":', '"seed": '))
    return first["runId"], {one["runId"] for one in (second, third, fourth)}


def damage_one_of_many(study):
    """Changes the last record of a file that has many; returns its run."""
    file = next(study.glob("runs/*/*-*-*.json"))
    lines = file.read_text().split("\n")
    lines[-1] = lines[-1].replace('"seed":', '"seed": ')
    file.write_text("\n".join(lines))
    return json.loads(lines[-1])["runId"]


def main(launcher, workspace, name, together):
    whole = agree(Path(workspace, together))
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory, together)
        shutil.copytree(Path(workspace, together), copy)
        run = damage_one_of_many(copy)
        subprocess.run([launcher, "analyze", together, "--workspace", directory], check=False, capture_output=True)
        study = agree(copy)
        assert set(study.damage) == {run} and len(study.runs) == len(whole.runs) - 1, study.damage
    print(f"load agrees with the analysis of {len(whole.runs)} runs that were committed together, and with one of them damaged")
    study = agree(Path(workspace, name))
    print(f"load agrees with the analysis: {len(study.runs)} runs, {len(study.cycles)} cycles")
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory, name)
        shutil.copytree(Path(workspace, name), copy)
        run, damaged = damage(copy)
        subprocess.run([launcher, "analyze", name, "--workspace", directory], check=False, capture_output=True)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            study = agree(copy)
        assert set(study.damage) == damaged and len(said) == 3, (study.damage, damaged, said)
        listed = {one["runId"]: one for one in study.analysis["problems"]}
        assert {run for run, one in listed.items() if one["outcome"] == "DAMAGED"} == damaged, listed
        row = study.runs[study.runs.run_id == run].iloc[0]
        assert row.attempt == "000000000001aaaaaaaaaaaa", row
        print(f"load agrees with the analysis on a damaged study: {len(study.runs)} runs, {len(damaged)} damaged, the earliest OK attempt counts")
        for path in copy.glob("_analysis-*"):
            shutil.rmtree(path)
        (copy / "analysis").rename(copy / "_analysis-interrupted")
        assert len(runvar.load(copy).growth) == len(study.growth)
        shutil.rmtree(copy / "_analysis-interrupted")
        try:
            _ = runvar.load(copy).growth
            raise AssertionError("growth without an analysis")
        except FileNotFoundError as error:
            assert f"has no analysis yet; make it with: runvar analyze {name}" in str(error), error


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
