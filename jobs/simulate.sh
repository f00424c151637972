#!/bin/sh
# jobs/simulate.sh [SPARK-SUBMIT OPTIONS --] STUDY [OPTIONS]
exec "$(dirname -- "$0")/submit.sh" simulate "$@"
