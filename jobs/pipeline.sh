#!/bin/sh
# Every stage of a study: jobs/pipeline.sh [SPARK-SUBMIT OPTIONS --] STUDY [OPTIONS]
exec "$(dirname -- "$0")/submit.sh" run "$@"
