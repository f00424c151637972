. "$(dirname "$0")/cycles.sh"
exec 0<&- 1>&- 2>&-
cycles 0 1
sleep 0.5
cycles 2 3
