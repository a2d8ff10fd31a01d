#!/usr/bin/env bash
# run-tests.sh - runs the Criterion programs of each build folder and adds up.
#
#     run-tests.sh LEAST_UNIT LEAST_CASES BUILD...
#
# The last line is the sum over all runs. Fails when a test failed, when fewer
# tests ran than the stated least number, and when a sanitizer reported
# something (a test that leaks passes otherwise).
set -uo pipefail

least_unit=$1 least_cases=$2
shift 2

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0 failed=0 status=0
reported=23     # the exit status of a program with a sanitizer's report

complain() {
    echo "run-tests: $*"
    status=1
}

# Whether a sanitizer's report is of nothing but memory that Criterion itself
# allocated and lost, which its runner does now and then. Suppressing leaks
# with libcriterion on the stack would hide ours: it calls every test.
is_criterions_own() {
    awk '
    /ERROR: / && !/LeakSanitizer: detected memory leaks/ { ours = 1 }
    /runtime error:/ { ours = 1 }
    /leak of/ { leaks++ }
    $1 == "#1" && /libcriterion\.so/ { from_criterion++ }
    $1 ~ /^#[1-9]/ && !/libcriterion\.so|libc\.so|libc_start|_start/ {
        ours = 1
    }
    END { exit ours || leaks == 0 || from_criterion != leaks }' "$1"
}

# run_program PROGRAM LEAST
run_program() {
    local program=$1 least=$2 start=$SECONDS ended line ran pass
    local san="$logs/san" report accepted=0

    rm -f "$san".*
    echo "== $program"
    LC_ALL=C.UTF-8 ASAN_OPTIONS="log_path=$san:exitcode=$reported" \
    UBSAN_OPTIONS="print_stacktrace=1:log_path=$san" \
        "$program" 2>&1 | tee "$logs/output"
    ended=${PIPESTATUS[0]}
    line=$(grep -a 'Synthesis: Tested:' "$logs/output" | tail -n 1)
    ran=$(sed 's/.*Tested: *\([0-9]*\).*/\1/' <<<"${line:-Tested: 0}")
    pass=$(sed 's/.*Passing: *\([0-9]*\).*/\1/' <<<"${line:-Passing: 0}")
    passed=$((passed + pass)) failed=$((failed + ran - pass))
    echo "   $((SECONDS - start)) s"

    for report in "$san".*; do
        [ -e "$report" ] || continue
        if is_criterions_own "$report"; then
            accepted=$reported
        else
            cat "$report"
            complain "$program: a sanitizer reported the above"
        fi
    done
    [ "$ended" = 0 ] || [ "$ended" = "$accepted" ] ||
        complain "$program ended with status $ended"
    [ "$ran" -ge "$least" ] ||
        complain "$program ran $ran tests, at least $least are expected"
}

for build in "$@"; do
    run_program "$build/tests/unit" "$least_unit"
    FORDELA_BUILD=$build run_program "$build/tests/cases" "$least_cases"
done
[ "$failed" = 0 ] || status=1
echo "$passed passed, $failed failed"
exit $status
