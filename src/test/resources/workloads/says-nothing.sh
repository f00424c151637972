. "$(dirname "$0")/cycles.sh"
sleep 1
