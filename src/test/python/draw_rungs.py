#!/usr/bin/env python3
"""Draws the pictures of docs/verdicts.md: one study of known truth for each rung of evidence.

    python3 src/test/python/draw_rungs.py [--pictures DIR] [--telemetry DIR]

Pictures go to docs/images. --telemetry writes the runs as well, in a directory per rung, so that
`runvar import` and `runvar analyze` show which rung they reach. Times are in milliseconds.
"""

import argparse
import io
import json
from pathlib import Path

import environment

environment.enter("requirements-pictures.txt", "pictures-venv")

import matplotlib  # noqa: E402  (the environment must be there first)

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

CYCLES = 600
SEEDS = 8
SHOWN = 3  # runs with a panel of their own
JITTER = 0.03
NANOS = 1e6
COLOURS = 48  # of a picture
BLUE, RED, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#999999"
SHADES = {"evolve": "#999999", "persist": "#E69F00", "recall": BLUE, "other": "#cccccc"}

plt.rcParams.update({
    "figure.dpi": 110, "font.size": 9, "axes.spines.top": False, "axes.spines.right": False,
    "legend.frameon": False, "axes.titlesize": 9, "axes.titlelocation": "left"})


def generator(rung, seed):
    return np.random.default_rng([len(rung), sum(map(ord, rung)), seed])


def run(rng, phases, gauges, params=None):
    """A run of the times of its phases without noise."""
    noisy = {name: np.broadcast_to(nanos, CYCLES) * (1 + JITTER * rng.standard_normal(CYCLES))
             for name, nanos in phases.items()}
    return {"wall": sum(noisy.values()), "phases": noisy, "gauges": gauges, "params": params or {}}


def part_grew(seed):
    """Phase recall takes 9 us per agent, and there are more and more agents; patterns are free."""
    rng = generator("part grew", seed)
    agents = np.round(100 + 300 * np.arange(CYCLES) / CYCLES)
    patterns = 50.0 + np.cumsum(rng.poisson(3, CYCLES))
    phases = {"evolve": 5.0, "persist": 0.8, "recall": 0.009 * agents, "other": 0.3}
    return run(rng, phases, {"population": agents, "patterns": patterns})


def candidate(seed):
    """A finer stage begins at cycle 300 of all runs, and fills the list; phases are not timed."""
    rng = generator("candidate", seed)
    finer = np.arange(CYCLES) >= CYCLES // 2
    patterns = 200 + 0.2 * np.arange(CYCLES) + 900 * (1 + 0.1 * rng.standard_normal()) * finer
    made = run(rng, {"all": 6 * (1 + 0.4 * finer)}, {"patterns": patterns.round()})
    return {**made, "phases": {}}


def supported(seed):
    """Phase persist follows the store, which is emptied at random cycles of each run."""
    rng = generator("supported", seed)
    size, store = 0.0, np.zeros(CYCLES)
    for cycle in range(CYCLES):
        size = 0 if rng.random() < 3 / CYCLES else size + rng.poisson(20) * 256
        store[cycle] = size
    phases = {"evolve": 5.0, "persist": 0.8 + 1e-6 * store, "recall": 0.5, "other": 0.3}
    agents = 100 + rng.integers(-4, 5, CYCLES)
    return run(rng, phases, {"database_bytes": store, "population": agents})


def intervention(seed, fragmented):
    """Memory that was fragmented before the run makes its cycles 30 % longer by its end."""
    rng = generator("intervention " + fragmented, seed)
    share = np.arange(CYCLES) / CYCLES
    growth = 0.05 + (0.3 + 0.03 * rng.standard_normal()) * (fragmented == "on")
    made = run(rng, {"all": 6 * (1 + growth * share)}, {}, {"prefragment": fragmented})
    return {**made, "phases": {}}


def studies():
    """Returns the runs of each rung, each with its seed."""
    seeds = range(1, SEEDS + 1)
    return {
        "part-grew": [(seed, part_grew(seed)) for seed in seeds],
        "candidate": [(seed, candidate(seed)) for seed in seeds],
        "supported": [(seed, supported(seed)) for seed in seeds],
        "intervention": [(s, intervention(s, how)) for s in seeds for how in ("on", "off")],
    }


def late_and_early(values):
    fifth = CYCLES // 5
    return values[-fifth:].mean(), values[:fifth].mean()


def draw_part_grew(runs):
    figure, ax = plt.subplots(figsize=(6.2, 1.9), layout="constrained")
    left = np.zeros(2)
    for phase, shade in SHADES.items():
        means = np.mean([late_and_early(made["phases"][phase]) for _, made in runs], axis=0)
        ax.barh(["late", "early"], means, left=left, color=shade, label=phase, height=0.6)
        for row, (mean, begin) in enumerate(zip(means, left)):
            if mean > 0.6:
                ax.text(begin + mean / 2, row, f"{mean:.1f}", ha="center", va="center",
                        color="white" if phase == "recall" else "black")
        left += means
    ax.set_xlabel("mean time of a cycle (ms)")
    ax.set_title("The growth is in one part: recall", pad=18)
    ax.legend(ncols=4, loc="lower left", bbox_to_anchor=(-0.01, 0.97), borderpad=0, handlelength=1)
    return figure


def draw_candidate(runs):
    figure, (above, below) = plt.subplots(2, 1, figsize=(6.2, 2.9), sharex=True,
                                           layout="constrained")
    for _, made in runs:
        above.plot(made["gauges"]["patterns"], color=BLUE, linewidth=0.8, alpha=0.7)
        below.plot(made["wall"], color=RED, linewidth=0.4, alpha=0.5)
    above.set_ylabel("patterns")
    below.set_ylabel("cycle (ms)")
    below.set_xlabel("cycle")
    above.set_title(f"Both step at the same cycle in all {len(runs)} runs")
    below.annotate("what else began here?", (CYCLES / 2, 3), (CYCLES / 2 + 25, 3), va="center")
    for ax in (above, below):
        ax.axvline(CYCLES / 2, color=GREY, linestyle="--", linewidth=0.8, zorder=0)
    for ax in (above, below):
        ax.set_ylim(bottom=0)
    return figure


def draw_supported(runs):
    figure, axes = plt.subplots(2, SHOWN, figsize=(6.2, 2.9), sharex=True, sharey="row",
                                layout="constrained")
    for (seed, made), (above, below) in zip(runs, axes.T):
        above.plot(made["gauges"]["database_bytes"] / 1e6, color=BLUE, linewidth=1)
        below.plot(made["phases"]["persist"], color=RED, linewidth=0.6)
        above.set_title(f"run {seed}")
        below.set_xlabel("cycle")
    axes[0, 0].set_ylabel("store (MB)")
    axes[1, 0].set_ylabel("persist (ms)")
    for ax in axes.flat:
        ax.set_ylim(bottom=0)
    figure.suptitle("Each store is emptied at cycles of its own, and the phase follows", fontsize=9)
    return figure


def draw_intervention(runs):
    figure, (course, pairs) = plt.subplots(1, 2, figsize=(6.2, 2.5), width_ratios=[2, 1],
                                           layout="constrained")
    growth = {}
    for how, colour, words in (("on", RED, "fragmented first"), ("off", BLUE, "not fragmented")):
        some = [made["wall"] for _, made in runs if made["params"]["prefragment"] == how]
        mean = np.mean(some, axis=0)
        course.plot(mean, color=colour, linewidth=0.8)
        course.text(CYCLES, mean[-60:].max() + 0.12, words, color=colour, ha="right")
        growth[how] = [100 * (late / early - 1) for late, early in map(late_and_early, some)]
    for ends in zip(growth["off"], growth["on"]):
        pairs.plot([0, 1], ends, color=GREY, linewidth=0.8)
    pairs.plot([0] * SEEDS, growth["off"], "o", color=BLUE, markersize=4)
    pairs.plot([1] * SEEDS, growth["on"], "o", color=RED, markersize=4)
    pairs.set_xticks([0, 1], ["without", "with"])
    pairs.set_xlim(-0.4, 1.4)
    pairs.set_ylim(bottom=0)
    pairs.set_title("growth of each seed (%)")
    course.set_xlabel("cycle")
    course.set_title("mean time of a cycle (ms)")
    course.set_ylim(5.5, 9)
    return figure


DRAWN = {"part-grew": draw_part_grew, "candidate": draw_candidate, "supported": draw_supported,
         "intervention": draw_intervention}


def save(figure, picture):
    """Saves a figure in few colours, which makes a small file."""
    buffer = io.BytesIO()
    figure.savefig(buffer)
    Image.open(buffer).convert("RGB").quantize(COLOURS).save(picture, optimize=True)


def line(made, cycle):
    phases = {name: int(NANOS * of[cycle]) for name, of in made["phases"].items() if name != "other"}
    gauges = {name: float(of[cycle]) for name, of in made["gauges"].items()}
    wall = int(NANOS * made["wall"][cycle])
    return json.dumps({"cycle": cycle, "wall_ns": wall, "phases": phases, "gauges": gauges})


def write(runs, directory):
    directory.mkdir(parents=True, exist_ok=True)
    for seed, made in runs:
        header = {"runvar": 1, "experiment": "observed", "variant": "unoptimized", "seed": seed,
                  "params": made["params"]}
        lines = [json.dumps(header)] + [line(made, cycle) for cycle in range(CYCLES)]
        name = "-".join(["run", str(seed), *made["params"].values()])
        (directory / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pictures", type=Path, default=environment.ROOT / "docs/images",
                        metavar="DIR", help="default: docs/images")
    parser.add_argument("--telemetry", type=Path, metavar="DIR", help="default: none is written")
    arguments = parser.parse_args()
    for rung, runs in studies().items():
        picture = arguments.pictures / f"rung-{rung}.png"
        save(DRAWN[rung](runs), picture)
        print(f"{picture}: {picture.stat().st_size / 1000:.0f} kB")
        if arguments.telemetry:
            write(runs, arguments.telemetry / rung)


if __name__ == "__main__":
    main()
