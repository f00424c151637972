. "$(dirname "$0")/cycles.sh"
cycles 0 1
sleep 601 &
(sleep 602 & sleep 603) &
