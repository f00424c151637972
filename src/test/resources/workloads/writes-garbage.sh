. "$(dirname "$0")/cycles.sh"
cycles 0 1
printf '\001\377\200 garbage \000 of no encoding' >>"$RUNVAR_TELEMETRY"
echo >>"$RUNVAR_TELEMETRY"
cycles 2 3
