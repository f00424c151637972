. "$(dirname "$0")/cycles.sh"
cycles 0 499
echo "cycle 500: index out of range" >&2
exit 1
