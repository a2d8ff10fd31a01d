#!/bin/sh
# check.sh - the parts of `make check`, one after the other.
#
#     check.sh BUILD PART...
#
# A part is a target of the Makefile. What it prints is kept in
# BUILD/check/PART, its exit status and seconds beside it; from them
# check-report.sh tells what was found. Every part runs, whatever the others
# ended with.
set -u
build=$1 make=${MAKE:-make}
shift
[ $# -gt 0 ] || { echo "check: no parts named"; exit 1; }

# Under `make -n` it is run all the same, since its recipe names MAKE: that
# gives the parts the jobs of the whole.
flags=${MAKEFLAGS-}
case ${flags%% *} in
-*) ;;
*n*) echo "$make $*"; exit 0 ;;
esac

kept=$build/check
rm -rf "$kept"
mkdir -p "$kept" || exit 1

for part in "$@"; do
    echo "== make $part"
    begun=$(date +%s)
    # A pipe has the status of its end, hence the file.
    { $make "$part" 2>&1; echo $? > "$kept/$part.status"; } |
        tee "$kept/$part"
    echo $(($(date +%s) - begun)) > "$kept/$part.seconds"
done
echo
exec tests/harness/check-report.sh "$build" "$@"
