#!/bin/sh
# check-threads.sh - no two threads at one place, as ThreadSanitizer sees it.
#
#     check-threads.sh BUILD-WITH-IT BUILD SEED
#
# Runs both programs, even if the first one fails; the figures go to
# BUILD/report/threads, too.
set -eu

mkdir -p "$2/report"
status=0
"$1/tests/threads" "$1" > "$1/said" || status=1
if "$1/tests/oracle" --threads --scenarios 1500 --seed "$3" > "$1/oracle-said"
then
    sed 's/^/check-threads: the oracle: /; q' "$1/oracle-said" >> "$1/said"
else
    cat "$1/oracle-said"
    echo 'check-threads: the oracle: FAILED' >> "$1/said"
    status=1
fi
tee "$2/report/threads" < "$1/said"
exit $status
