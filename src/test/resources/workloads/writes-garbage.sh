. "$(dirname "$0")/cycles.sh"
cycles 0 1
head -c 300 /dev/urandom >>"$RUNVAR_TELEMETRY"
echo >>"$RUNVAR_TELEMETRY"
cycles 2 3
