#!/usr/bin/env bash
# coverage.sh - runs the tests in a build that counts, and prints what they ran.
#
#     coverage.sh BUILD LEAST_UNIT LEAST_CASES SCENARIOS COURSES ROOM TARGET...
#
# A line per room: how many of its branches, and how many of its lines, were
# ever taken. Fails when a test failed, when fewer tests ran than the stated
# least numbers, and when one of the rooms below keeps LEAST % or less of its
# branches. With a ROOM, the lines of it that hold branches never taken, too.
#
# Apart are the branches of assert(...), which no test can take. Those of
# memory running out need no rule: it ends the process inside `base`. What makes
# the man pages (src/pack) runs while building and is not counted.
set -uo pipefail

JUDGED="money check exact fast"
LEAST=95
# Cases with a limit on written files: gcov cannot write its counts then, and
# says so on their standard error.
EXCUSED="new-faults|sweep-files|write-errors"

build=$1 least_unit=$2 least_cases=$3 scenarios=$4 courses=$5 room=$6
shift 6

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

complain() {
    tail -n 60 "$work/log"
    echo "coverage: $*"
    exit 1
}

run() {
    "$@" > "$work/log" 2>&1 || complain "failed: $*"
}

# count_tests PROGRAM LEAST: all passed but the EXCUSED, and enough of them.
count_tests() {
    "$1" > "$work/log" 2>&1
    local ran failed excused

    read -r ran failed < <(sed -n 's/.*Synthesis: Tested: *\([0-9]*\).*Fail'\
'ing: *\([0-9]*\).*Crashing: *\([0-9]*\).*/\1 \2+\3/p' "$work/log")
    excused=$(grep -acE "FAILED tests/cli/($EXCUSED)\.case" "$work/log")
    [ "${ran:-0}" -ge "$2" ] || complain "$1 ran ${ran:-0} tests, not $2"
    [ $((failed)) = "$excused" ] || complain "$1 failed"
}

export FORDELA_BUILD=$build FORDELA_TIMEOUT=200 LC_ALL=C.UTF-8
find "$build/obj" -name '*.gcda' -delete
count_tests "$build/tests/unit" "$least_unit"
count_tests "$build/tests/cases" "$least_cases"
run "$build/tests/oracle" --scenarios "$scenarios" --seed 1
run "$build/tests/oracle" --courses "$courses" --seed 1
run tests/harness/check-fuzz-seeds.sh "$build" "$@"

# The lines of each assert, by its brackets: FILE LINE.
awk '
FNR == 1 { depth = 0 }
{
    text = $0
    if (depth == 0) {
        if (!match(text, /(^|[^a-z_])assert\(/))
            next
        text = substr(text, RSTART)
    }
    print FILENAME, FNR
    gsub(/"[^"]*"/, "", text)
    depth += gsub(/\(/, "(", text) - gsub(/\)/, ")", text)
}' src/*/*.c src/*/*.h src/*/*.inc > "$work/asserts"

# What gcov knows of each object, run or not: file, line, how often it ran, and
# the same of each branch on it.
find "$build/obj/src" -name '*.gcno' | sort |
    xargs gcov --json-format --branch-probabilities --stdout 2> "$work/gcov" |
    jq -r '.files[] | select(.file | test("^src/(?!pack/)")) | .file as $file
        | .lines[] | [$file, .line_number, .count, .branches[].count]
        | @tsv' > "$work/counts" || {
    cat "$work/gcov"
    echo 'coverage: gcov failed'
    exit 1
}

# Files that several others include are there once for each. Their lines are
# taken when one of them was; so are branches, the first of one copy being the
# first of another. Where the compiler made more branches of a line in one copy
# than in another (#if), it is another line, and counts by itself.
awk -F '\t' -v judged="$JUDGED" -v least="$LEAST" -v room="$room" '
FILENAME == ARGV[1] { split($0, at, " "); apart[at[1], at[2]] = 1; next }
{
    lines[$1, $2] += $3
    if (($1, $2) in apart)
        next
    for (i = 4; i <= NF; i++)
        taken[$1, $2, NF - 3, i] += $i
}
function room_of(key,    part) { split(key, part, "/"); return part[2] }
function percent(some, all) { return all ? 100 * some / all : 0 }
END {
    for (key in lines) {
        all_lines[room_of(key)]++
        run_lines[room_of(key)] += lines[key] > 0
    }
    for (key in taken) {
        split(key, at, SUBSEP)
        all[room_of(key)]++
        some[room_of(key)] += taken[key] > 0
        if (room_of(key) == room && taken[key] == 0)
            never[at[1] ":" at[2]]++
    }
    for (name in all)
        printf "coverage: %-8s %5.1f %% of %5d branches, " \
            "%5.1f %% of %5d lines\n", name, percent(some[name], all[name]),
            all[name], percent(run_lines[name], all_lines[name]),
            all_lines[name] | "sort"
    close("sort")
    by_line = "sort -t: -k1,1 -k2,2n"
    for (place in never)
        printf "%s: %d never taken\n", place, never[place] | by_line
    close(by_line)
    n = split(judged, names, " ")
    for (i = 1; i <= n; i++)
        if (percent(some[names[i]], all[names[i]]) <= least) {
            printf "coverage: %s is at %d %% or less\n", names[i], least
            status = 1
        }
    exit status
}' "$work/asserts" "$work/counts"
