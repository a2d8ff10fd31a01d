#!/bin/sh
# check-threads.sh - no two threads at one place, as ThreadSanitizer sees it.
#
#     check-threads.sh BUILD-WITH-IT SEED
#
# Runs both programs, even if the first one fails.
set -eu

status=0
"$1/tests/threads" "$1" || status=1
if "$1/tests/oracle" --threads --scenarios 1500 --seed "$2" > "$1/oracle-said"
then
    sed 's/^/check-threads: the oracle: /; q' "$1/oracle-said"
else
    cat "$1/oracle-said"
    echo 'check-threads: the oracle: FAILED'
    status=1
fi
exit $status
