. "$(dirname "$0")/cycles.sh"
cycles 0 2
echo 'Segmentation violation in' >>"$RUNVAR_TELEMETRY"
exit 7
