#!/usr/bin/env bash
# How much faster a study is with two workers than with one: jobs/scaling.sh [STUDY]
#
# On a cluster of its own (test-cluster.sh) it runs the study with one core, with two, and embedded in
# one process, prints the seconds of each stage, and compares the trajectories of all three.
set -euo pipefail
export LC_ALL=C
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
file=${1:-$home/conf/quick.yaml}
study=$(sed -n 's/^study: *\([^ #]*\).*/\1/p' "$file")
directory=$(mktemp -d)
trap '"$home/jobs/test-cluster.sh" stop "$directory/cluster"; rm -rf "$directory"' EXIT
master=$("$home/jobs/test-cluster.sh" start "$directory/cluster")
export SPARK_LOCAL_IP=127.0.0.1

# Runs a command, whose output goes to a log, and prints the seconds that it took.
seconds() {
  local start=$EPOCHREALTIME
  if ! "$@" >"$directory/log" 2>&1; then
    cat "$directory/log" >&2
    exit 3
  fi
  awk -v start="$start" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.1f", end - start }'
}

# Prints a row: the stages of the study, in a workspace of its own.
stages() {
  local name=$1 cores=$2
  local options=(--master "$master" --total-executor-cores "$cores" --)
  simulate=$(seconds "$home/jobs/simulate.sh" "${options[@]}" "$file" --workspace "$directory/$name")
  analyze=$(seconds "$home/jobs/analyze.sh" "${options[@]}" "$study" --workspace "$directory/$name")
  report=$(seconds "$home/jobs/report.sh" "$study" --workspace "$directory/$name")
  echo "| $name | $simulate | $analyze | $report |"
}

echo "| workers | simulate s | analyze s | report s |"
echo "|---|---|---|---|"
stages one 1
one=$simulate
stages two 2
awk -v one="$one" -v two="$simulate" 'BEGIN { printf "| ratio of simulate | %.2f | | |\n", one / two }'
seconds "$home/runvar" simulate "$file" --workspace "$directory/local" >/dev/null
for name in one two; do
  "$home/runvar" verify "$study" "$directory/$name/$study" --workspace "$directory/local"
done
