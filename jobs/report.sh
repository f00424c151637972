#!/bin/sh
# jobs/report.sh [SPARK-SUBMIT OPTIONS --] STUDY [OPTIONS]
exec "$(dirname -- "$0")/submit.sh" report "$@"
