#!/bin/sh
# Needs its own mode and the file beside it, wherever it is started.
exec python3 "$(dirname -- "$0")/model.py"
