#!/bin/sh
# What a container does: a daemon of Spark, a submitted command, or a runvar command on its own cores.
#
#   master | worker | history     RUNVAR_MASTER (default spark://master:7077), RUNVAR_EVENTS (default /events)
#   submit COMMAND ARGUMENTS      on the cluster, such as: submit run conf/quick.yaml
#   COMMAND ARGUMENTS             such as: run conf/quick.yaml
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
master=${RUNVAR_MASTER:-spark://master:7077}
events=${RUNVAR_EVENTS:-/events}
workspace=${RUNVAR_WORKSPACE:-/workspace}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
SPARK_HOME=$("$home/jobs/spark-home.sh")
export SPARK_HOME SPARK_SCALA_VERSION=2.13

spark() {
  exec "$java" -Xmx512m @"$home/conf/java.options" -cp "$SPARK_HOME/jars/*" "$@"
}

host() {
  echo "${RUNVAR_HOST:-$(hostname)}"
}

case ${1:-} in
  master)
    spark org.apache.spark.deploy.master.Master --host "$(host)" --port "${RUNVAR_PORT:-7077}" --webui-port "${RUNVAR_UI_PORT:-8080}"
    ;;
  worker)
    spark org.apache.spark.deploy.worker.Worker --host "$(host)" --webui-port "${RUNVAR_UI_PORT:-8081}" \
      --cores "${RUNVAR_CORES:-1}" --memory "${RUNVAR_MEMORY:-2g}" --work-dir "${RUNVAR_WORK:-/tmp/work}" "$master"
    ;;
  history)
    spark -Dspark.history.fs.logDirectory="$events" -Dspark.history.ui.port="${RUNVAR_UI_PORT:-18080}" \
      org.apache.spark.deploy.history.HistoryServer
    ;;
  submit)
    shift
    command=${1:?COMMAND}
    shift
    exec "$home/jobs/submit.sh" "$command" --master "$master" --conf "spark.eventLog.dir=$events" \
      --conf "spark.driver.host=$(host)" -- "$@" --workspace "$workspace"
    ;;
  *)
    exec "$java" -Xmx"${RUNVAR_HEAP:-2g}" -Dlog4j2.configurationFile="$home/conf/log4j2.properties" \
      @"$home/conf/java.options" -cp "$home/target/runvar.jar:$home/target/lib/*:$home/target/spark/*" \
      dev.runvar.cli.Main "$@"
    ;;
esac
