#!/bin/sh
# A Spark cluster on this machine, on the loopback interface only, to try things with: a master,
# two workers of one core each, and a history server, each a process of its own.
#
#   jobs/test-cluster.sh start [DIRECTORY]            prints the address of the master
#   jobs/test-cluster.sh stop [DIRECTORY]
#   jobs/test-cluster.sh worker DIRECTORY NAME        one more worker, in the foreground
#
# DIRECTORY (default target/cluster) gets logs, and for each process a file with its id; the Spark
# is that of jobs/spark-home.sh. Ports are whatever is free.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
command=${1:-}
directory=${2:-$home/target/cluster}
# Where jobs/submit.sh has them written.
events=$home/target/spark-events
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

case $command in
  start | stop | worker)
    mkdir -p "$directory" "$events"
    directory=$(CDPATH='' cd -- "$directory" && pwd)
    ;;
  *)
    echo "jobs/test-cluster.sh: command is \"$command\"; allowed: start, stop, worker" >&2
    exit 2
    ;;
esac

SPARK_HOME=$("$home/jobs/spark-home.sh")
export SPARK_HOME SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1

spark() {
  # shellcheck disable=SC2086
  exec "$java" -Xmx512m ${SPARK_DAEMON_JAVA_OPTS:-} @"$home/conf/java.options" -cp "$SPARK_HOME/jars/*" "$@"
}

worker() {
  spark org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --port 0 --webui-port 0 \
    --cores 1 --memory 1g --work-dir "$directory/work-$1" "$(cat "$directory/master.url")"
}

# Starts a function in the background: its log and its process id are in the directory.
background() {
  name=$1
  shift
  "$@" >"$directory/$name.log" 2>&1 </dev/null &
  echo $! >"$directory/$name.pid"
}

# Waits until a process has said something, and prints what it said.
await() {
  for _ in $(seq 600); do
    if grep -so "$2" "$directory/$1.log" | head -n 1 | grep .; then return; fi
    if ! kill -0 "$(cat "$directory/$1.pid")" 2>/dev/null; then break; fi
    sleep 0.1
  done
  cat "$directory/$1.log" >&2
  echo "jobs/test-cluster.sh: $1 did not start" >&2
  stop
  exit 3
}

# Prints the id of the process that a file names, if it is still the one that was started.
living() {
  if [ -f "$1" ] && ps -o command= -p "$(cat "$1")" | grep -q org.apache.spark.deploy; then cat "$1"; fi
}

start() {
  for file in "$directory"/*.pid; do
    if [ -n "$(living "$file")" ]; then
      echo "jobs/test-cluster.sh: $directory has a cluster; stop it first" >&2
      exit 2
    fi
  done
  background master spark org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
  await master 'spark://127.0.0.1:[0-9]*' >"$directory/master.url"
  background worker-1 worker 1
  background worker-2 worker 2
  background history spark -Dspark.history.fs.logDirectory="$events" \
    -Dspark.history.ui.port=0 org.apache.spark.deploy.history.HistoryServer
  await worker-1 'Successfully registered with master' >/dev/null
  await worker-2 'Successfully registered with master' >/dev/null
  await history 'http://[^ ]*' >"$directory/history.url"
  cat "$directory/master.url"
}

# Ends what was started: asked to, and after ten seconds by force.
stop() {
  for file in "$directory"/*.pid; do
    process=$(living "$file")
    if [ -n "$process" ]; then
      kill "$process" 2>/dev/null || true
      for _ in $(seq 100); do
        if [ -z "$(living "$file")" ]; then break; fi
        sleep 0.1
      done
      if [ -n "$(living "$file")" ]; then kill -KILL "$process" 2>/dev/null || true; fi
    fi
    rm -f "$file"
  done
}

case $command in
  start) start ;;
  stop) stop ;;
  worker) worker "${3:?NAME}" ;;
esac
