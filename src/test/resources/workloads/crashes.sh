. "$(dirname "$0")/cycles.sh"
cycles 0 1
kill -SEGV $$
