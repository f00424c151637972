#!/bin/sh
# jobs/analyze.sh [SPARK-SUBMIT OPTIONS --] STUDY [OPTIONS]
exec "$(dirname -- "$0")/submit.sh" analyze "$@"
