#!/bin/sh
# Turns this shell into the run's command, with a watch beside it that outlives both the command and
# the executor. Arguments: how to start a session, the watch's script, attempt, scratch directory, in
# which a script sets the environment and the command, and the executor's process. Standard input is a pipe that only the
# executor holds open.
# Names that no environment has: a program must not see them changed.
runvar_session=$1 runvar_watch=$2 runvar_attempt=$3 runvar_scratch=$4 runvar_executor=$5
exec 3<&0
# Not a child of the command, which may wait for all children that it has.
# shellcheck disable=SC2086
($runvar_session sh -c "$runvar_watch" runvar-watch $$ "$runvar_attempt" "$runvar_scratch" "$runvar_executor" <&3 3<&- &)
export RUNVAR_ATTEMPT="$runvar_attempt"
# shellcheck disable=SC1091
. "$runvar_scratch/.start"
rm -f "$runvar_scratch/.start"
# A profiler that looks from outside is attached to this shell, which then becomes the command.
runvar_turn=0
while [ -e "$runvar_scratch/.hold" ] && [ "$runvar_turn" -lt 300 ]; do
  sleep 0.01
  runvar_turn=$((runvar_turn + 1))
done
command -v "$1" >/dev/null || {
  echo "\"$1\" is not found or may not be executed; give a program on the path, or the path of one" >&2
  exit 127
}
exec "$@" </dev/null 3<&-
