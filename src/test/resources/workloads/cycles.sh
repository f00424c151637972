# To be sourced: reports cycles $1 to $2 by the telemetry contract.
cycles() {
  i=$1
  while [ "$i" -le "$2" ]; do
    echo "{\"cycle\":$i,\"wall_ns\":1000}"
    i=$((i + 1))
  done >>"$RUNVAR_TELEMETRY"
}
