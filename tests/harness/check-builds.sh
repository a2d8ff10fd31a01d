#!/bin/sh
# check-builds.sh - the unit tests and the oracle by other compilers and flags.
#
#     check-builds.sh LEAST_UNIT SEED BUILT...
#
# BUILT are the folders to try.
set -eu

least=$1
seed=$2
shift 2
failed=0
figures=

for built; do
    name=${built##*/}
    status=0
    LC_ALL=C.UTF-8 "$built/tests/unit" > "$built/log" 2>&1 || status=$?
    ran=$(sed -n 's/.*Synthesis: Tested: *\([0-9]*\).*/\1/p' "$built/log")
    if [ "$status" != 0 ] || [ "${ran:-0}" -lt "$least" ]; then
        cat "$built/log"
        echo "check-builds: $name: status $status, ${ran:-0} unit tests ran"
        failed=$((failed + 1))
    fi
    "$built/tests/oracle" --scenarios 20000 --seed "$seed" \
        > "$built/log" 2>&1 || {
        cat "$built/log"
        echo "check-builds: $name: the oracle finds a difference"
        failed=$((failed + 1))
    }
    figures="$figures $name (${ran:-0} unit tests)"
done
echo "check-builds: no warnings, 20000 scenarios of the oracle each," \
    "by$figures: $failed faults"
[ "$failed" = 0 ]
