"""Checks that committed notebooks have no outputs, and that their executed copies have what they promise."""
import json
import sys
from pathlib import Path

COMMITTED = Path(__file__).parent
PLOTS = {"01_explore_telemetry": 4, "02_why_does_it_slow_down": 3, "03_compare_and_ablate": 4, "04_your_own_simulation": 3,
         "05_which_function": 3}
# Copies on another study, by their names, of these notebooks.
COPIES = {"02_why_does_it_slow_down-made": "02_why_does_it_slow_down"}
SAID = {
    "02_why_does_it_slow_down": ["intervals agree with analysis.json", "by growth: ", "agree with analysis.json within 1e-06"],
    "02_why_does_it_slow_down-made": ["intervals agree with analysis.json", "H3 by dose: supported", "agree with analysis.json within 1e-06"],
    "05_which_function": ["`Ward.next_patient` (examples/slow/ward.py:12)", "µs of growth: they agree with analysis.json", "Ward.next_patient\n"],
    "03_compare_and_ablate": ["seeds: agrees with analysis.json"],
}


def cells(path):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def check(name, executed):
    for cell in cells(COMMITTED / f"{name}.ipynb"):
        assert not cell["outputs"] and cell["execution_count"] is None, f"{name}: cell {cell['id']} has an output"
    for copy in [name] + [copy for copy, of in COPIES.items() if of == name]:
        outputs = [output for cell in cells(executed / f"{copy}.ipynb") for output in cell["outputs"]]
        plots = sum("image/png" in output.get("data", {}) for output in outputs)
        assert plots == PLOTS[name], f"{copy}: {plots} plots; expected {PLOTS[name]}"
        text = "".join("".join(output.get("text", [])) for output in outputs)
        for sentence in SAID.get(copy, []):
            assert sentence in text, f"{copy} does not say: {sentence}"


names = sorted(path.stem for path in COMMITTED.glob("*.ipynb"))
assert names == sorted(PLOTS), names
for each in names:
    check(each, Path(sys.argv[1]))
print(f"{len(names)} notebooks are as they should be: {sys.argv[1]}")
