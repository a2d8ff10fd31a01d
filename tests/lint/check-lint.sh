#!/bin/sh
# check-lint.sh - what cppcheck, clang-tidy and shellcheck say of the sources.
#
#     check-lint.sh BUILD [FILE...]
#
# cppcheck looks at the C files of src, tests and bench, clang-tidy at those of
# src, shellcheck at the shell scripts; or each at the FILEs of its kind. It
# fails when they say anything that excused.txt does not excuse, and, without
# FILEs, when something is excused that none of them says any more.
set -eu

here=$(dirname "$0")
work=$1/lint
shift
jobs=$(nproc 2> /dev/null || echo 1)
mkdir -p "$work"
: > "$work/said"

for tool in cppcheck clang-tidy-14 shellcheck; do
    command -v $tool > /dev/null || { echo "check-lint: no $tool"; exit 1; }
done

whole=
[ $# -gt 0 ] || {
    whole=yes
    set -- src/*/*.c tests/*/*.c bench/*.c .ci/* src/*/*.sh tests/*/*.sh
}
of_c=$(printf '%s\n' "$@" | grep '\.c$' || true)
of_src=$(printf '%s\n' "$of_c" | grep '^src/' || true)
scripts=$(printf '%s\n' "$@" | grep -v '\.c$' || true)

[ -z "$of_c" ] || cppcheck --quiet -j"$jobs" --std=c11 \
    --enable=warning,performance,portability,style --inline-suppr \
    -Isrc -Iinclude --include="$here/cppcheck.h" \
    --template='{file}:{line}: {severity}: {message} [{id}]' \
    --template-location='' $of_c 2>> "$work/said"

# Faults of memory and logic that it follows along paths (20 000 steps of each
# function; its own limit takes ten times as long and finds no more here), and
# habits that have led to faults. Left out, since they are ways of writing that
# this project chose: arguments of one type beside each other, the classic
# functions that C11's Annex K wants replaced, arrays of pointers measured by
# sizeof, lists in macros without parentheses, text written without a look at
# what printf returns (streams are asked once, at their end). Conversions are
# gcc's -Wconversion to judge. And the check of va_list is wrong from the
# second file of a run on.
checks='-*,clang-analyzer-*,bugprone-*,cert-*,performance-*
-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling
-clang-analyzer-security.insecureAPI.strcpy
-clang-analyzer-valist.Uninitialized
-bugprone-easily-swappable-parameters
-bugprone-sizeof-expression
-bugprone-macro-parentheses
-bugprone-narrowing-conversions
-cert-err33-c'
[ -z "$of_src" ] || printf '%s\n' $of_src | xargs -P "$jobs" -n 8 sh -c '
    checks=$1
    shift
    said=$(clang-tidy-14 --quiet --checks="$checks" "$@" -- -std=c17 \
        -D_GNU_SOURCE -Isrc -Iinclude -Xclang -analyzer-config \
        -Xclang max-nodes=20000 2> /dev/null) ||
        said="$said
$1:1:1: error: clang-tidy fails at this or a file after it [clang-tidy]"
    printf "%s\n" "$said"' clang-tidy "$(echo "$checks" | tr '\n' ',')" \
    >> "$work/said"

[ -z "$scripts" ] ||
    shellcheck -x -P SCRIPTDIR -f gcc $scripts >> "$work/said" || true

awk -v whole="$whole" -v here="$PWD/" -v n="$#" '
FNR == NR {
    if ($0 != "" && !/^#/)
        excuse[++excuses] = $0
    next
}
index($0, here) == 1 { $0 = substr($0, length(here) + 1) }
/^[^ ]*:[0-9]+:([0-9]+:)? (warning|error|style|performance|portability): / ||
/: note: .* \[SC[0-9]+\]$/ {
    shown = 1
    for (i = 1; i <= excuses; i++)
        if ($0 ~ excuse[i]) {
            used[i] = 1
            shown = 0
        }
    left += shown
}
shown
END {
    for (i = 1; whole && i <= excuses; i++)
        if (!used[i]) {
            print "check-lint: nothing to excuse any more: " excuse[i]
            left++
        }
    if (left) {
        printf "check-lint: %d files, %d warnings\n", n, left
        exit 1
    }
    printf "check-lint: %d files, no warnings\n", n
}' "$here/excused.txt" "$work/said"
