#!/bin/sh
# Builds wheel and sdist, runs the tests in an environment that has nothing but the wheel, and holds what `load` reads
# against the analysis of a study that the package has reported. With the argument `frameworks` it also runs the
# callbacks with the real frameworks: a download of several gigabytes the first time.
set -eu
cd "$(dirname -- "$0")/.."
target=$PWD/target
environment=$target/python-env
empty=$target/python-empty
built=$target/python-package
workspace=$target/python-workspace
frameworks=$target/python-frameworks
mkdir -p "$target"

quietly() {
  "$@" >"$target/python-check.log" 2>&1 || {
    cat "$target/python-check.log" >&2
    return 1
  }
}

cmp -s python/requirements-check.txt "$environment/installed.txt" || {
  rm -rf "$environment"
  python3 -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --no-deps --no-compile -r python/requirements-check.txt
  cp python/requirements-check.txt "$environment/installed.txt"
}
rm -rf "$built" "$empty" "$workspace"
quietly "$environment/bin/python" -m build --no-isolation --outdir "$built" python
wheel=$(ls "$built"/*.whl)
echo "built: $(cd "$built" && echo *)"

python3 -m venv --without-pip "$empty"
"$environment/bin/python" -m pip --python "$empty/bin/python" install --quiet --no-index "$wheel"
RUNVAR_TEST_INSTALLED=1 "$empty/bin/python" -m unittest discover -s python/tests -p 'test_tracking.py'

"$environment/bin/python" -m pip install --quiet --no-index --no-deps --force-reinstall "$wheel"
quietly ./runvar run examples/python/tracked.yaml --workspace "$workspace"
quietly ./runvar run src/test/resources/scale/ten-thousand-runs.yaml --replications 20 --workspace "$workspace"
"$environment/bin/python" python/tests/check_load.py ./runvar "$workspace" tracked ten-thousand-runs-10x20
[ "${1:-}" = frameworks ] || exit 0

[ -x "$frameworks/bin/python" ] || python3 -m venv "$frameworks"
"$frameworks/bin/python" -m pip install --quiet "$wheel[mesa,gymnasium,sb3,keras,lightning]"
"$frameworks/bin/python" -m pip install --quiet --no-index --no-deps --force-reinstall "$wheel"
"$frameworks/bin/python" -W ignore python/tests/test_frameworks.py
# A profiled program whose steps the profiler would find by itself: each is marked once, by the package.
for program in watched_mesa watched_gym; do
  quietly ./runvar diagnose --runs 1 --workspace "$workspace" -- "$frameworks/bin/python" "python/tests/$program.py"
  "$environment/bin/python" -c "
import runvar, sys
study = runvar.load(sys.argv[1])
assert len(study.cycles) == 300, study.runs
print(sys.argv[1].rpartition('/')[2] + ': each cycle is marked once')" "$workspace/diagnose-$program"
done
