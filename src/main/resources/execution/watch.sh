#!/bin/sh
# Waits until the executor closes its end of standard input, or is gone, and then ends all that is
# left of a run: its session's group, and every process that has the attempt in its environment.
# Standard output and error are the run's own: they end, for the executor, when this is done.
# Java closes its end of standard input when the command ends: the executor may still read what that
# wrote, and empties the file .held when it has.
group=$1 attempt=$2 scratch=$3 executor=$4
read -r _

marked() {
  grep -slzxF "RUNVAR_ATTEMPT=$attempt" /proc/[0-9]*/environ | cut -d / -f 3
}

# About two seconds to end in order, then by force; what the kernel cannot end is given up.
round=0
while [ "$round" -lt 100 ]; do
  case $round in
    0) signal=TERM ;;
    [1-9] | 1?) signal=0 ;;
    *) signal=KILL ;;
  esac
  left=$(marked)
  alive=
  # A process group is there as long as one of its processes is.
  if kill -s "$signal" -- "-$group" 2>/dev/null; then alive=yes; fi
  # shellcheck disable=SC2086
  if [ -n "$left" ]; then alive=yes && kill -s "$signal" $left 2>/dev/null; fi
  # What is left of a group that was killed half a second ago are the dead that nobody waits for.
  if [ -z "$alive" ] || { [ -z "$left" ] && [ "$round" -gt 25 ]; }; then break; fi
  round=$((round + 1))
  sleep 0.1
done
# An executor that lives reads for seconds at most.
round=0
while [ "$round" -lt 3000 ] && [ -s "$scratch/.held" ] && kill -0 "$executor" 2>/dev/null; do
  round=$((round + 1))
  sleep 0.02
done
rm -rf -- "$scratch" 2>/dev/null || { chmod -R u+rwx "$scratch" && rm -rf -- "$scratch"; }
# The profile of a run is read when all of it has ended, and then removed, by the executor. One that
# is ended itself, as with the driver of a cluster, leaves it.
exec >/dev/null 2>&1
while [ -e "$scratch.profile" ] && kill -0 "$executor"; do
  sleep 0.5
done
rm -rf -- "$scratch.profile"
