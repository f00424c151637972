#!/usr/bin/env python3
"""Compares two analyses of the same telemetry, number by number.

usage: compare_analyses.py OLD/analysis.json NEW/analysis.json [--tolerance 1e-9]

Where OLD has form 1 of analysis.json, keys that were renamed in form 2 are mapped; what form 2 adds is not
compared. Prints every difference and exits with 1 if there is any.
"""
import argparse
import json
import math
import sys

# Keys of form 1 that form 2 does not have, or has elsewhere, and why.
LEFT_OUT = {
    "schema": "the form itself",
    "generated": "the time of the analysis",
}
# Words that changed: exposures are named as causes name them.
WORDS = {
    "database size": "size of the database",
    "pattern count": "number of patterns",
}


def of_form_1(analysis):
    """Returns the answers of an analysis of form 1 or 2 under the keys of form 1."""
    if analysis.get("schema") == 1:
        return analysis
    result = {key: value for key, value in analysis.items() if key not in ("causes", "comparison", "headline")}
    for experiment in result.get("experiments", []):
        experiment.pop("outputs", None)
        if experiment.get("growth"):
            experiment["growth"].pop("seeds", None)
    result.get("rules", {}).pop("causes", None)
    causes = analysis.get("causes")
    if "phase1a" not in result and causes:
        # A study without criteria: the claims that both forms make.
        names = {"contention": "H1", "memory fragmentation": "H2", "heat": "H4"}
        result["claims"] = {names[c["name"]]: c["verdict"] for c in causes["causes"] if c["name"] in names}
    return result


def claims_of_form_1(analysis):
    """Returns the verdicts of form 1 that form 2 makes without criteria, not adjusted for the others."""
    if not analysis.get("phase1a"):
        return {}
    return {h["id"]: h["verdict"] for h in analysis["phase1a"]["hypotheses"] if h["id"] in ("H1", "H2", "H4")}


def differences(old, new, tolerance, path=""):
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old:
            if not path and key in LEFT_OUT:
                continue
            if key not in new:
                if old[key] not in (None, [], {}):
                    yield f"{path}/{key}: gone, was {short(old[key])}"
            else:
                yield from differences(old[key], new[key], tolerance, f"{path}/{key}")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{path}: {len(old)} items, now {len(new)}"
        for i, (a, b) in enumerate(zip(old, new)):
            yield from differences(a, b, tolerance, f"{path}[{i}]")
    elif is_number(old) and is_number(new):
        if not math.isclose(old, new, rel_tol=tolerance, abs_tol=1e-12):
            yield f"{path}: {old!r}, now {new!r}"
    elif isinstance(old, str) and isinstance(new, str):
        if WORDS.get(old, old) != new:
            yield f"{path}: {short(old)}, now {short(new)}"
    elif old != new:
        yield f"{path}: {short(old)}, now {short(new)}"


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 100 else text[:97] + "..."


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--tolerance", type=float, default=1e-9)
    arguments = parser.parse_args()
    with open(arguments.old, encoding="utf-8") as file:
        old = json.load(file)
    with open(arguments.new, encoding="utf-8") as file:
        new = json.load(file)
    if old.get("schema") == 1:
        new = of_form_1(new)
    if "claims" in new:
        found = list(differences(claims_of_form_1(old), new.pop("claims"), arguments.tolerance, "claims"))
        # Holm adjusts over another family: only what no adjustment touches has to be the same.
        found = [line for line in found if "pAdjusted" not in line]
        for key in ("phase1a", "phase1b"):
            old.pop(key, None)
    else:
        found = []
    found += differences(old, new, arguments.tolerance)
    for line in found:
        print(line)
    print(f"{len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
