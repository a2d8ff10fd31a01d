#!/bin/sh
# check-killed.sh - sweep and simulate, killed at any moment, lose nothing.
#
#     check-killed.sh BUILD TIMES ROWS SEED
#
# Each of the two is killed (SIGKILL) TIMES times, at random points spread over
# the length of a run of ROWS variants, half of the times while it writes CSV
# and half NetCDF. After each it is gone on with (--resume), and may be killed
# again; some are interrupted (SIGINT) instead, and one is killed as soon as its
# first state is kept (runs are made long enough for that). What is under the
# name of the output is whole or not there at all, and in the end each file, and
# the summary of simulate, is byte for byte that of a run that nobody disturbed,
# and nothing else is left. Fails if fewer than TIMES hit a process that was
# still running.
set -eu

fordela=$(realpath "$1")/fordela
times=$2 rows=$3 seed=$4
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
cd "$top"

cat > grant.formula <<'END_OF_FILE'
formula grant
param budget  : kr
param minimum : kr
data population : persons per recipient
let rest = budget - sum(minimum per recipient)
require rest >= 0 kr "the minima exceed the budget"
result grant = minimum + allocate rest by population
round grant to 1 kr by largest remainder
END_OF_FILE
cat > grant.scenario <<'END_OF_FILE'
scenario killed
formula "grant.formula"
table recipient from "r.csv" key code name name
data population column pop
set budget  = 1 000 000 kr
set minimum = 100 kr
report smallest(grant) "least", mean(grant) "mean"
END_OF_FILE
{ cat grant.scenario; echo 'draw population ~ normal(population, 2 %)'; } \
    > drawn.scenario
{ echo code,name,pop
  i=0
  while [ $((i += 1)) -le 12 ]; do echo "$i,N$i,$((i * i * 97 + 13))"; done
} > r.csv

complain() {
    echo "check-killed: $kind: $1 (seed $seed, attempt $attempt)"
    cat err 2> /dev/null || true
    ls -l out
    exit 1
}

# So many random parts of 1000, one at a time, in $random.
awk -v seed="$seed" 'BEGIN { srand(seed)
    for (i = 0; i < 100000; i++) print int(1000 * rand()) }' > numbers
exec 3< numbers
draw() { read -r random <&3; }

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# FOLDER OPTION: the command, in the place of this shell. A shell's children in
# the background ignore SIGINT unless told.
command_into() {
    case $kind in
    sweep*) set -- "$1" "$2" sweep grant.scenario \
        --vary "minimum from 0 kr to 80000 kr step 0.01 kr" --limit "$rows" ;;
    *) set -- "$1" "$2" simulate drawn.scenario --draws "$rows" \
        --draws-out "$1/draws.csv" ;;
    esac
    into=$1 option=$2
    shift 2
    exec env --default-signal=INT "$fordela" "$@" --amounts --lanes exact \
        -o "$into/amounts.${kind#* }" $option > "$into.txt" 2> err
}

# What is under its own name is as it should be.
compare() { # FOLDER NAME...
    for name in amounts.csv amounts.nc draws.csv; do
        [ ! -e "out/$name" ] || cmp "whole/$name" "out/$name" ||
            complain "$name is not what an undisturbed run writes"
    done
}

finished() { # STATUS
    [ "$1" = 0 ] || [ -e "out/amounts.${kind#* }" ] ||
        complain "ends with status $1"
    compare
    [ "$1" != 0 ] || cmp whole.txt out.txt || complain 'another summary'
    [ "$(ls whole)" = "$(ls out)" ] || complain 'other files'
    runs=$((runs + 1))
    rm -rf out
    mkdir out
}

# A part of the time that a whole run takes.
wait_part() {
    draw
    sleep "$(awk -v part="$random" -v all="$length" \
        'BEGIN { printf "%.3f", part * all / 1000000 }')"
}

is_kept() { grep -qs '^done [1-9]' out/*.partial-state; }

# Until the first state is kept, or the run has ended.
wait_kept() {
    while kill -0 $! 2> /dev/null && ! is_kept; do sleep 0.02; done
}

# One more run, disturbed at some time.
disturb() { # SIGNAL wait_part|wait_kept
    rm -f err
    (command_into out --resume) &
    "$2"
    kill "-$1" $! 2> /dev/null || true
    status=0
    wait $! 2> /dev/null || status=$?     # "Killed", says the shell
    compare
    case $1-$status in
    KILL-137)
        killed=$((killed + 1))
        ! is_kept || kept=$((kept + 1)) ;;
    INT-4) grep -q 'stopped after' err || complain 'does not say it stopped'
           stopped=$((stopped + 1)) ;;
    INT-130) ;;     # before it had begun
    *-0) finished 0 ;;
    *-2) grep -q 'exists already' err || complain 'cannot be gone on with'
         finished 2 ;;
    *) complain "ends with status $status after SIG$1" ;;
    esac
}

one_kind() { # WANTED
    rm -rf out whole
    mkdir out whole
    attempt=0 length=0
    while [ "$length" -lt 1500 ]; do
        [ "$length" -eq 0 ] || rows=$((2 * rows))
        rm -f whole/*
        begun=$(milliseconds)
        (command_into whole '') || complain 'does not run'
        length=$(($(milliseconds) - begun))
    done
    killed=0 kept=0 stopped=0 runs=0
    disturb KILL wait_kept
    while [ "$killed" -lt "$1" ] && [ "$attempt" -lt $((4 * $1 + 8)) ]; do
        attempt=$((attempt + 1))
        draw
        [ "$random" -ge 250 ] && [ "$attempt" -gt 1 ] || disturb INT wait_part
        disturb KILL wait_part
    done
    status=0
    (command_into out --resume) || status=$?
    finished "$status"
    [ "$killed" -ge "$1" ] || complain "only $killed kills hit a running one"
    [ "$kept" -gt 0 ] ||
        complain 'each killed run began anew: none was long enough'
    echo "check-killed: $kind: $killed kills ($kept past the first kept state)" \
        "and $stopped interrupts survived, $runs runs alike"
    kills=$((kills + killed)) all_kept=$((all_kept + kept))
    interrupts=$((interrupts + stopped)) all_runs=$((all_runs + runs))
}

half=$(((times + 1) / 2))
kills=0 all_kept=0 interrupts=0 all_runs=0
for kind in 'sweep csv' 'sweep nc' 'simulate csv' 'simulate nc'; do
    one_kind "$half"
done
echo "check-killed: $kills kills, $all_kept of them past the first kept state," \
    "and $interrupts interrupts survived, $all_runs runs alike"
