#!/bin/sh
# run.sh - each fuzz target for a while, under libFuzzer or AFL++.
#
#     run.sh libfuzzer|afl PROGRAMS BUILD SECONDS TARGET...
#
# PROGRAMS/fuzz/TARGET is the program. What libFuzzer learns goes to
# BUILD/fuzz-corpus/TARGET, which is where the next run goes on from; AFL++
# keeps BUILD/fuzz-afl/TARGET for that, and adds to libFuzzer's. Inputs that
# crash, hang or leak go to BUILD/fuzz-found/TARGET. One line per target; fails
# if any target found something. BUILD/fuzz-runs gets a line for each run,
# BUILD/report/fuzz-TARGET the sum of all of the target.
set -u
fuzzer=$1 programs=$2 build=$3 seconds=$4
shift 4

temporary=$(mktemp -d) || exit 1
trap 'rm -rf "$temporary"' EXIT
TMPDIR=$temporary
export TMPDIR

telling='ERROR: |SUMMARY: |runtime error: |broken promise: |Test unit written'
telling="$telling|PROGRAM ABORT|SYSTEM ERROR|Abort"

# An input that takes 20 seconds counts as a hang, 2 GB as too much memory. A
# program is worked out some fifty times.
run_libfuzzer() {
    patience=20
    [ "$target" != program ] || patience=300
    "$programs/fuzz/$target" -timeout=$patience -rss_limit_mb=2048 -max_len=16384 \
        -max_total_time="$seconds" -print_final_stats=1 \
        -artifact_prefix="$found/" -dict="$temporary/words" \
        "$corpus" "$seeds" > "$found/log" 2>&1
    ended=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$found/log")
}

# Over all runs on the same folder.
afl_executions() {
    sed -n 's/^execs_done *: *//p' "$afl/default/fuzzer_stats" 2> /dev/null |
        grep . || echo 0
}

# What it wants to know of the machine (core patterns, frequencies, a core of
# its own) may be asked for or changed by root only, and matters for speed and
# for crashes without a trace; ASan leaves one. It cannot see leaks.
run_afl() {
    afl=$build/fuzz-afl/$target
    mkdir -p "$afl"
    before=$(afl_executions)
    AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 \
        AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_AUTORESUME=1 AFL_FAST_CAL=1 \
        AFL_DISABLE_TRIM=1 afl-fuzz -V "$seconds" -t 20000 -m none -G 16384 \
        -x "$temporary/words" -i "$seeds" -o "$afl" \
        -- "$programs/fuzz/$target" > "$found/log" 2>&1
    ended=$?
    runs=$(($(afl_executions) - before))
    for input in "$afl"/default/crashes/id* "$afl"/default/hangs/id*; do
        [ -f "$input" ] || continue
        ended=1
        kind=$(basename "$(dirname "$input")")
        cp "$input" "$found/$kind-$(sha1sum < "$input" | cut -c1-40)"
        "$programs/fuzz/$target" "$input" >> "$found/log" 2>&1
        rm "$input"
    done
    for input in "$afl"/default/queue/id*; do
        [ -f "$input" ] || continue
        cp "$input" "$corpus/$(sha1sum < "$input" | cut -c1-40)"
    done
}

# Case files are bundles of files, as the targets of scenarios and pages take
# them; that of formulas takes the formulas in them.
gather_seeds() {
    seeds=$temporary/$target
    mkdir "$seeds"
    cp tests/fuzz/seeds/"$target"/* "$seeds"
    case $target in
    page | scenario)
        for case in tests/cases/*/*.case; do
            cp "$case" "$seeds/$(basename "$(dirname "$case")")-${case##*/}"
        done ;;
    formula)
        LC_ALL=C awk -v folder="$seeds" '
            /^-- .* --$/ {
                if (to != "") close(to)
                to = $2 ~ /\.formula$/ ? folder "/case-" ++n : ""
                next
            }
            to != "" { print > to }' tests/cases/*/*.case ;;
    esac
}

# The sum of the target's runs, by each fuzzer.
report() {
    mkdir -p "$build/report"
    echo "$target $fuzzer ${runs:-0} $(($(date +%s) - begun)) $ended" \
        >> "$build/fuzz-runs"
    awk -v target="$target" '
        $1 == target {
            if (!($2 in runs)) order[++n] = $2
            runs[$2] += $3; time[$2] += $4; bad += $5 != 0
        }
        END {
            printf "fuzz-%s:", target
            for (i = 1; i <= n; i++)
                printf " %s %.0f executions in %d s,", order[i],
                       runs[order[i]], time[order[i]]
            print (bad ? " " bad " runs found something" : " nothing found")
        }' "$build/fuzz-runs" > "$build/report/fuzz-$target"
}

status=0
for target in "$@"; do
    corpus=$build/fuzz-corpus/$target found=$build/fuzz-found/$target
    mkdir -p "$corpus" "$found"
    gather_seeds
    # The words in the seeds, whole, to be put elsewhere.
    LC_ALL=C grep -ahoE '[A-Za-z]{2,20}' "$seeds"/* | sort -u |
        sed 's/.*/"&"/' > "$temporary/words"
    begun=$(date +%s)
    case $fuzzer in
    afl) run_afl ;;
    *) run_libfuzzer ;;
    esac
    report
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
