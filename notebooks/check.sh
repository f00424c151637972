#!/bin/sh
# Executes every notebook on small studies, with the environment that it makes first.
# Executed copies with their plots are in target/notebooks/; it fails at the first error.
set -eu
cd "$(dirname -- "$0")/.."
target=$PWD/target
environment=$target/notebooks-env
workspace=$target/notebooks-workspace
executed=$target/notebooks
export JUPYTER_CONFIG_DIR="$target/notebooks-jupyter" IPYTHONDIR="$target/notebooks-jupyter"
export SPARK_LOCAL_IP=127.0.0.1 RUNVAR_MASTER='local[2]' RUNVAR_WORKSPACE="$workspace"

install() {
  python3 -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --no-deps --no-compile -r notebooks/requirements.txt
  cp notebooks/requirements.txt "$environment/installed.txt"
}

# Executes a notebook on a study; the copy is named after both, unless it is the only one of that notebook.
execute() {
  echo "+ $1 on $2"
  copy=${3:-$1}
  RUNVAR_STUDY=$2 "$environment/bin/jupyter" nbconvert --log-level ERROR --to notebook --execute \
    "notebooks/$1.ipynb" --output-dir "$executed" --output "$copy" >"$executed/$copy.log" 2>&1 || {
    cat "$executed/$copy.log" >&2
    return 1
  }
}

cmp -s notebooks/requirements.txt "$environment/installed.txt" || {
  rm -rf "$environment"
  install
}
# The package of this checkout, as it is.
for packages in "$environment"/lib/python3*/site-packages; do echo "$PWD/python/src" >"$packages/runvar.pth"; done
rm -rf "$executed"
mkdir -p "$executed"
for study in notebooks/check.yaml examples/python/queue.yaml; do
  ./runvar run "$study" --workspace "$workspace" >"$executed/run.log" 2>&1 || {
    cat "$executed/run.log" >&2
    exit 1
  }
done
# A profiled program, once.
[ -d "$workspace/diagnose-ward" ] || ./runvar diagnose --step ward:Ward.step --workspace "$workspace" -- python3 examples/slow/ward.py \
  >"$executed/run.log" 2>&1 || {
  cat "$executed/run.log" >&2
  exit 1
}
# A study whose verdict is found by dose, which that of check.yaml is not.
{
  [ -d "$workspace/made" ] || {
    python3 src/test/python/make_studies.py --cause H3 --seed 1 "$target/notebooks-made" &&
      ./runvar import "$target"/notebooks-made/*.jsonl --study made --criteria paper8 --workspace "$workspace"
  }
} >"$executed/run.log" 2>&1 || {
  cat "$executed/run.log" >&2
  exit 1
}

{
  execute 01_explore_telemetry notebooks
  execute 03_compare_and_ablate notebooks
  execute 05_which_function diagnose-ward
} & first=$!
execute 02_why_does_it_slow_down notebooks
execute 02_why_does_it_slow_down made 02_why_does_it_slow_down-made
execute 04_your_own_simulation queue
wait "$first"
"$environment/bin/python" notebooks/check.py "$executed"
