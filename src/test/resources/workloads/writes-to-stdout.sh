. "$(dirname "$0")/cycles.sh"
# RUNVAR_PARAM_BYTES of output, no end of line among them, and as much of lines.
cycles 0 0
head -c "$RUNVAR_PARAM_BYTES" /dev/zero
yes "a line that nobody reads" | head -c "$RUNVAR_PARAM_BYTES"
echo last
cycles 1 1
