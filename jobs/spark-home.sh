#!/bin/sh
# Prints the directory of a Spark to use: SPARK_HOME, else that of a spark-submit on the path if it is
# an installation (what pip puts there is a script without one), else one of the jars that the build
# brings, which is made in target/spark-home.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
made=$home/target/spark-home

if [ -n "${SPARK_HOME:-}" ]; then
  echo "$SPARK_HOME"
elif found=$(command -v spark-submit) && found=$(dirname "$(dirname "$(readlink -f "$found")")") && [ -d "$found/jars" ]; then
  echo "$found"
else
  if [ ! -d "$home/target/spark" ]; then
    echo "jobs/spark-home.sh: there is no Spark; set SPARK_HOME, put spark-submit on the path, or run mvn -DskipTests package first" >&2
    exit 2
  fi
  mkdir -p "$made/jars" "$made/bin"
  ln -sf "$home"/target/spark/*.jar "$home"/target/lib/slf4j-api-*.jar "$made/jars"
  # By this file Spark knows an installation from a source tree.
  touch "$made/RELEASE"
  cp "$home/jobs/spark-submit.bash" "$made/bin/spark-submit"
  echo "$made"
fi
