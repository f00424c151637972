. "$(dirname "$0")/cycles.sh"
cycles 0 1
# The grandchild has another session, no parent of ours, and ignores what asks it to end.
(setsid sh -c 'trap "" TERM HUP; sleep 604; sleep 605' &)
sleep 0.2
