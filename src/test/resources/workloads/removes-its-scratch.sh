. "$(dirname "$0")/cycles.sh"
cycles 0 1
rm -rf "$RUNVAR_SCRATCH"
