#!/usr/bin/env bash
# Runs a runvar command by spark-submit: jobs/submit.sh COMMAND [SPARK-SUBMIT OPTIONS --] ARGUMENTS
#
# SPARK_HOME names the Spark installation, else spark-submit is looked for on the path, else the build's
# own Spark submits. Spark itself is not shipped: the application jar goes with the few libraries that a
# Spark installation does not have.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command=$1
shift

options=()
case " $* " in
  *" -- "*)
    while [ "$1" != "--" ]; do
      options+=("$1")
      shift
    done
    shift
    ;;
esac

if [ ! -f "$home/target/runvar.jar" ]; then
  echo "jobs/submit.sh: runvar is not built; run mvn -DskipTests package first" >&2
  exit 2
fi
spark=$("$home/jobs/spark-home.sh")
jars=$(printf '%s,' "$home"/target/lib/*.jar)
mkdir -p "$home/target/spark-events"

exec "$spark/bin/spark-submit" \
  --properties-file "$home/conf/spark-defaults.conf" --load-spark-defaults \
  --conf "spark.eventLog.dir=$home/target/spark-events" \
  ${options[@]+"${options[@]}"} \
  --class dev.runvar.cli.Main \
  --jars "${jars%,}" \
  --driver-java-options "-Dlog4j2.configurationFile=\"$home/conf/log4j2.properties\"" \
  "$home/target/runvar.jar" "$command" "$@"
