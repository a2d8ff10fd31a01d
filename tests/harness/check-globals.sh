#!/bin/sh
# check-globals.sh - the library keeps no state outside what its callers hold,
# and the programs none outside what main holds.
#
#     check-globals.sh LIBRARY.a|OBJECT.o...
#
# Lists every variable that could be written, file-level or static in a
# function. Constant tables are fine: they stand in read-only sections.
set -eu

objdump -t "$@" | awk '
/file format/ { file = $1; sub(/:$/, "", file); objects++ }
NF >= 4 && $(NF - 2) ~ /^\.(data|bss|tdata|tbss)/ && $NF !~ /^\./ \
        && $(NF - 2) !~ /^\.data\.rel\.ro/ {
    printf "%s: %s can be written\n", file, $NF
    faults++
}
END {
    if (faults) {
        printf "check-globals: %d faults\n", faults
        exit 1
    }
    printf "check-globals: nothing kept by itself in %d objects\n", objects
}'
