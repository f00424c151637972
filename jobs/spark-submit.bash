#!/usr/bin/env bash
# spark-submit of a Spark that is only its jars: Spark's launcher makes the command that this becomes.
set -euo pipefail
SPARK_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export SPARK_HOME SPARK_SCALA_VERSION=2.13
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command=()
while IFS= read -r -d '' word; do
  command+=("$word")
done < <("$java" -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
# Before the command, the launcher writes an empty word and ends the line.
if [ ${#command[@]} -lt 2 ]; then exit 2; fi
exec "${command[1]#$'\n'}" "${command[@]:2}"
