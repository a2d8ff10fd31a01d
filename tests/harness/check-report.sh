#!/bin/sh
# check-report.sh - what the last `make check` found, part by part.
#
#     check-report.sh BUILD PART...
#
# Each part's result, its time, and those lines of it that begin with the name
# of a check and hold a figure. Fails when a part failed, did not run, or told
# no figure: a part that says nothing may have done nothing.
set -u
kept=$1/check
shift

figures='^(check|coverage|fuzz|oracle|test)[a-z-]*: .*[0-9]'
figures="$figures|^[0-9]+ passed, [0-9]+ failed\$"
status=0
for part in "$@"; do
    if [ ! -f "$kept/$part.status" ] || [ ! -f "$kept/$part.seconds" ]; then
        echo "$part: not run; \`make check\` runs every part"
        status=1
        continue
    fi
    seconds=$(cat "$kept/$part.seconds")
    result=passed
    [ "$(cat "$kept/$part.status")" = 0 ] || result=FAILED
    lines=$(grep -aE "$figures" "$kept/$part" | sed 's/^/    /')
    [ -n "$lines" ] || result="$result, WITHOUT A FIGURE"
    [ "$result" = passed ] || status=1
    printf '%s: %s (%d min %02d s)\n' "$part" "$result" \
        $((seconds / 60)) $((seconds % 60))
    [ -z "$lines" ] || printf '%s\n' "$lines"
done
result='everything passed'
[ $status = 0 ] || result='NOT everything passed'
all=$(cat "$kept/seconds" 2> /dev/null || echo 0)
printf 'check-report: %s in %d min %02d s\n' "$result" \
    $((all / 60)) $((all % 60))
exit $status
