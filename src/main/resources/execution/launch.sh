#!/bin/sh
# Turns this shell into the run's command, with a watch beside it that outlives both the command and
# the executor. Arguments: how to start a session, the watch's script, attempt, scratch directory,
# and the command. Standard input is a pipe that only the executor holds open.
session=$1 watch=$2 attempt=$3 scratch=$4
shift 4
exec 3<&0
# Not a child of the command, which may wait for all children that it has.
# shellcheck disable=SC2086
($session sh -c "$watch" runvar-watch $$ "$attempt" "$scratch" <&3 3<&- &)
export RUNVAR_ATTEMPT="$attempt"
command -v "$1" >/dev/null || {
  echo "\"$1\" is not found or may not be executed; allowed: a program on the path, or the path of one" >&2
  exit 127
}
exec "$@" </dev/null 3<&-
