. "$(dirname "$0")/cycles.sh"
trap '' TERM
cycles 0 1
while true; do sleep 1; done
