#!/bin/sh
# run.sh - each fuzz target for a while under libFuzzer.
#
#     run.sh PROGRAMS BUILD SECONDS TARGET...
#
# PROGRAMS/fuzz/TARGET is the program. What it learns goes to
# BUILD/fuzz-corpus/TARGET, which is where the next run goes on from; inputs
# that crash, hang or leak to BUILD/fuzz-found/TARGET. One line per target;
# fails if any target found something.
set -u
programs=$1 build=$2 seconds=$3
shift 3

# An input that takes 20 seconds counts as a hang, 2 GB as too much memory.
limits="-timeout=20 -rss_limit_mb=2048 -max_len=16384"
temporary=$(mktemp -d) || exit 1
trap 'rm -rf "$temporary"' EXIT
TMPDIR=$temporary
export TMPDIR

telling='ERROR: |SUMMARY: |runtime error: |broken promise: |Test unit written'
status=0
for target in "$@"; do
    corpus=$build/fuzz-corpus/$target found=$build/fuzz-found/$target
    mkdir -p "$corpus" "$found"
    # The words in the seeds, whole, to be put elsewhere.
    LC_ALL=C grep -ahoE '[A-Za-z]{2,20}' "tests/fuzz/seeds/$target"/* |
        sort -u | sed 's/.*/"&"/' > "$temporary/words"
    # shellcheck disable=SC2086
    "$programs/fuzz/$target" $limits -max_total_time="$seconds" \
        -print_final_stats=1 -artifact_prefix="$found/" \
        -dict="$temporary/words" "$corpus" "tests/fuzz/seeds/$target" \
        > "$found/log" 2>&1
    ended=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$found/log")
    if [ $ended = 0 ]; then
        echo "fuzz: $target: ${runs:-0} executions, nothing found"
    else
        status=1
        echo "fuzz: $target: ${runs:-0} executions, found:"
        grep -a -E "$telling" "$found/log" | sed 's/^/    /'
        echo "    the whole report is in $found/log"
    fi
done
exit $status
