#!/bin/sh
# check.sh - the parts of `make check`.
#
#     check.sh BUILD PART... [--pairs PART...]
#
# A part is a target of the Makefile. The first run one after the other; those
# after --pairs, which keep one core busy each, two at a time. What a part
# prints is kept in BUILD/check/PART, its exit status and seconds beside it;
# from them check-report.sh tells what was found. Every part runs, whatever the
# others ended with.
set -u
build=$1 make=${MAKE:-make}
shift
[ $# -gt 0 ] || { echo "check: no parts named"; exit 1; }
kept=$build/check

# One of a pair: this script once more. It prints when it is done.
if [ "$1" = --one ]; then
    begun=$(date +%s)
    $make "$2" > "$kept/$2" 2>&1
    echo $? > "$kept/$2.status"
    echo $(($(date +%s) - begun)) > "$kept/$2.seconds"
    { echo "== make $2"; cat "$kept/$2"; }
    exit 0
fi

# Under `make -n` it is run all the same, since its recipe names MAKE: that
# gives the parts the jobs of the whole.
flags=${MAKEFLAGS-}
case ${flags%% *} in
-*) ;;
*n*) echo "$make $*"; exit 0 ;;
esac

rm -rf "$kept"
mkdir -p "$kept" || exit 1
start=$(date +%s)

parts='' pairs=''
for part in "$@"; do
    if [ "$part" = --pairs ]; then
        pairs=' '
    elif [ -n "$pairs" ]; then
        pairs="$pairs $part"
    else
        parts="$parts $part"
    fi
done

for part in $parts; do
    echo "== make $part"
    begun=$(date +%s)
    # A pipe has the status of its end, hence the file.
    { $make "$part" 2>&1; echo $? > "$kept/$part.status"; } |
        tee "$kept/$part"
    echo $(($(date +%s) - begun)) > "$kept/$part.seconds"
done
# shellcheck disable=SC2086 # words
printf '%s\n' $pairs | xargs -r -P 2 -n 1 "$0" "$build" --one
echo $(($(date +%s) - start)) > "$kept/seconds"
echo
# shellcheck disable=SC2086
exec tests/harness/check-report.sh "$build" $parts $pairs
