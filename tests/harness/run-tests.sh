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

complain() {
    echo "run-tests: $*"
    status=1
}

# run_program PROGRAM LEAST
run_program() {
    local program=$1 least=$2 start=$SECONDS ended line ran pass
    local san="$logs/san"

    rm -f "$san".*
    echo "== $program"
    LC_ALL=C.UTF-8 ASAN_OPTIONS="log_path=$san" \
    UBSAN_OPTIONS="print_stacktrace=1:log_path=$san" \
        "$program" 2>&1 | tee "$logs/output"
    ended=${PIPESTATUS[0]}
    line=$(grep -a 'Synthesis: Tested:' "$logs/output" | tail -n 1)
    ran=$(sed 's/.*Tested: *\([0-9]*\).*/\1/' <<<"${line:-Tested: 0}")
    pass=$(sed 's/.*Passing: *\([0-9]*\).*/\1/' <<<"${line:-Passing: 0}")
    passed=$((passed + pass)) failed=$((failed + ran - pass))
    echo "   $((SECONDS - start)) s"

    [ "$ended" = 0 ] || complain "$program ended with status $ended"
    [ "$ran" -ge "$least" ] ||
        complain "$program ran $ran tests, at least $least are expected"
    if compgen -G "$san.*" >/dev/null; then
        cat "$san".*
        complain "$program: a sanitizer reported the above"
    fi
}

for build in "$@"; do
    run_program "$build/tests/unit" "$least_unit"
    FORDELA_BUILD=$build run_program "$build/tests/cases" "$least_cases"
done
[ "$failed" = 0 ] || status=1
echo "$passed passed, $failed failed"
exit $status
