#!/bin/sh
# check-fuzz-seeds.sh - every seed of the fuzz targets, replayed.
#
#     check-fuzz-seeds.sh BUILD TARGET...
#
# A target gets all its seeds in one process; when that fails, one by one, so
# that the seed has a name.
set -u
build=$1
shift
[ $# -gt 0 ] || { echo "check-fuzz-seeds: no targets found"; exit 1; }

output=$(mktemp -d) || exit 1
trap 'rm -rf "$output"' EXIT
TMPDIR=$output
export TMPDIR

status=0 count=0
for target in "$@"; do
    set -- tests/fuzz/seeds/"$target"/*
    if [ ! -f "$1" ]; then
        echo "check-fuzz-seeds: $target has no seeds"
        status=1
    elif "$build/fuzz/$target" "$@" > "$output/all" 2>&1 &&
        [ "$(tail -n 1 "$output/all")" = "$# inputs replayed" ]; then
        count=$((count + $#))
    else
        status=1
        for seed in "$@"; do
            "$build/fuzz/$target" "$seed" > "$output/one" 2>&1 && continue
            echo "check-fuzz-seeds: $build/fuzz/$target $seed"
            sed 's/^/    /' "$output/one"
        done
    fi
done
[ $status = 0 ] || { echo "check-fuzz-seeds: failed"; exit 1; }
echo "check-fuzz-seeds: $count seeds replayed"
