#!/bin/sh
# check-harness.sh - the test harness itself can fail, and says why.
#
#     check-harness.sh BUILD
#
# Runs the program BUILD/tests/cases on small case files of its own, with a
# shell script in the place of fordela; and the other scripts of this folder on
# small things that are wrong.
set -eu

cases=$(realpath "$1")/tests/cases
here=$(realpath "$(dirname "$0")")
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
faults=0

mkdir -p "$top/bin" "$top/tests/cli"
cat > "$top/bin/fordela" <<'END'
#!/bin/sh
case $1 in
say)  shift; echo "$*" ;;
warn) shift; echo "$*" >&2 ;;
end)  exit "$2" ;;
raw)  printf '%s' "$2" ;;
wait) sleep 30 & wait ;;
leak) echo "ERROR: LeakSanitizer" > "${ASAN_OPTIONS#log_path=}.1" ;;
esac
END
chmod +x "$top/bin/fordela"

run_cases() {
    rm -f "$top"/tests/cli/*.case
    cat > "$top/tests/cli/one.case"
    status=0
    FORDELA_BUILD=$top/bin FORDELA_TOP=$top FORDELA_TIMEOUT=1 \
        "$cases" --ascii > "$top/output" 2>&1 || status=$?
}

fault() {
    echo "check-harness: $1"
    cat "$top/output"
    faults=$((faults + 1))
}

passes() { # NAME, the case file on standard input
    run_cases
    [ "$status" = 0 ] || fault "$1: should have passed"
}

fails() { # NAME TEXT, the case file on standard input
    run_cases
    [ "$status" != 0 ] || fault "$1: should have failed"
    grep -qF -e "$2" "$top/output" || fault "$1: should have said \"$2\""
}

passes 'everything right' <<'END'
A comment.
-- a/b.txt --
in a file
-- base64 odd.bin --
5GI=
-- empty/ --
-- cut.txt --
no end
\ no newline
-- command --
cat a/b.txt; od -An -tx1 odd.bin; ls empty; wc -l < cut.txt
fordela say "å $LC_ALL"
-- stdout --
in a file
 e4 62
0
å C.UTF-8
-- command --
fordela warn two; fordela end 3
-- stderr --
two
-- status --
3
-- command --
fordela raw half
-- stdout --
half
\ no newline
-- command --
fordela say not compared
END
fails 'stdout' '+two' <<'END'
-- command --
fordela say two
-- stdout --
one
END
fails 'missing newline' 'No newline at end of file' <<'END'
-- command --
fordela raw one
-- stdout --
one
END
fails 'unexpected stderr' 'one.case:1: stderr of the command differs' <<'END'
-- command --
fordela warn oh
END
fails 'status' 'exit status 4, expected 0' <<'END'
-- command --
fordela end 4
END
fails 'second command' 'one.case:5: exit status 1' <<'END'
-- command --
fordela say one
-- stdout --
one
-- command --
false
END
fails 'time' 'killed after 1 seconds' <<'END'
-- command --
fordela wait
END
fails 'sanitizer' 'LeakSanitizer' <<'END'
-- command --
fordela leak
END
fails 'no command' 'no section' <<'END'
-- a.txt --
END
fails 'lost expectation' 'before the first command' <<'END'
-- stdout --
-- command --
true
END
fails 'name' 'cannot write the file "../a"' <<'END'
-- ../a --
-- command --
true
END

status=0
FORDELA_TOP=$top/bin FORDELA_BUILD=$top/bin "$cases" \
    > "$top/output" 2>&1 || status=$?
[ "$status" != 0 ] || fault 'no case at all: should have failed'

# Recording writes what is printed, and what it wrote then passes.
run_cases <<'END'
Kept.
-- a.txt --
a
-- command --
fordela warn out; fordela raw in; fordela end 3
-- command --
fordela say new
-- stdout --
old
-- stderr --
old
END
FORDELA_RECORD=1 FORDELA_BUILD=$top/bin FORDELA_TOP=$top \
    "$cases" > "$top/output" 2>&1 || fault 'recording: should have passed'
cat > "$top/expected" <<'END'
Kept.
-- a.txt --
a
-- command --
fordela warn out; fordela raw in; fordela end 3
-- stdout --
in
\ no newline
-- stderr --
out
-- status --
3
-- command --
fordela say new
-- stdout --
new
END
cmp -s "$top/expected" "$top/tests/cli/one.case" || {
    diff -u "$top/expected" "$top/tests/cli/one.case" > "$top/output" || true
    fault 'recording: wrote something else'
}

# run-tests.sh on programs that only pretend to be Criterion's.
mkdir -p "$top/b/tests"
runs() { # NAME STATUS LASTLINE UNIT-PROGRAM
    printf '#!/bin/sh\n%s\n' "$4" > "$top/b/tests/unit"
    printf '#!/bin/sh\necho "[====] Synthesis: Tested: 5 | Passing: 5 %s"' \
        '| Failing: 0 | Crashing: 0 ' > "$top/b/tests/cases"
    chmod +x "$top/b/tests/unit" "$top/b/tests/cases"
    status=0
    "$here/run-tests.sh" 2 5 "$top/b" > "$top/output" 2>&1 || status=1
    [ "$status" = "$2" ] || fault "$1: run-tests.sh should end with $2"
    [ "$(tail -n 1 "$top/output")" = "$3" ] ||
        fault "$1: the last line should be \"$3\""
}
synthesis='echo "[====] Synthesis: Tested:'
runs 'all pass' 0 '7 passed, 0 failed' \
    "$synthesis 2 | Passing: 2 | Failing: 0 | Crashing: 0 \" >&2"
runs 'one fails' 1 '6 passed, 2 failed' \
    "$synthesis 3 | Passing: 1 | Failing: 1 | Crashing: 1 \" >&2; exit 1"
runs 'too few' 1 '6 passed, 0 failed' \
    "$synthesis 1 | Passing: 1 | Failing: 0 | Crashing: 0 \" >&2"
runs 'no synthesis' 1 '5 passed, 0 failed' 'exit 0'
# leaks NAME STATUS FRAME...: one leak each, allocated by what FRAME says.
leaks() {
    name=$1 status_wanted=$2
    shift 2
    {
        echo '==1==ERROR: LeakSanitizer: detected memory leaks'
        for frame in "$@"; do
            echo 'Direct leak of 48 byte(s) in 1 object(s) allocated from:'
            echo '    #0 0x7f in __interceptor_calloc ../asan/malloc.cpp:77'
            echo "    #1 0x7f $frame"
            echo '    #2 0x7f in criterion_main (/lib/libcriterion.so.3+0x2)'
        done
        echo 'SUMMARY: AddressSanitizer: 48 byte(s) leaked'
    } > "$top/report"
    runs "$name" "$status_wanted" '7 passed, 0 failed' \
        "o=\${ASAN_OPTIONS#log_path=}; cp '$top/report' \"\${o%%:*}.1\"
$synthesis 2 | Passing: 2 | Failing: 0 | Crashing: 0 \" >&2; exit 23"
}
library='(/lib/libcriterion.so.3+0x1a332)'
leaks 'our leak' 1 'in f src/base/mem.c:11'
leaks "Criterion's own leak" 0 "$library"
leaks 'both leaks' 1 "$library" 'in f src/base/mem.c:11'
runs 'another report' 1 '7 passed, 0 failed' \
    "o=\${ASAN_OPTIONS#log_path=}; echo 'runtime error: x' > \"\${o%%:*}.1\"
$synthesis 2 | Passing: 2 | Failing: 0 | Crashing: 0 \" >&2"

# check-builds.sh, too.
built() { # NAME STATUS UNIT-PROGRAM ORACLE
    printf '#!/bin/sh\n%s\n' "$3" > "$top/b/tests/unit"
    printf '#!/bin/sh\n%s\n' "$4" > "$top/b/tests/oracle"
    chmod +x "$top/b/tests/unit" "$top/b/tests/oracle"
    status=0
    "$here/check-builds.sh" 2 1 "$top/b" > "$top/output" 2>&1 ||
        status=1
    [ "$status" = "$2" ] || fault "$1: check-builds.sh should end with $2"
}
built 'a good build' 0 "$synthesis 2 |\" >&2" 'exit 0'
built 'too few unit tests' 1 "$synthesis 1 |\" >&2" 'exit 0'
built 'a unit test that fails' 1 "$synthesis 2 |\" >&2; exit 1" 'exit 0'
built 'a difference' 1 "$synthesis 2 |\" >&2" 'exit 1'

# run-tests.sh on programs of the real Criterion, linked as the unit tests are.
real() { # NAME STATUS LASTLINE TEXT FLAGS, the source on standard input
    { echo '#include <criterion/criterion.h>'; cat; } > "$top/real.c"
    # shellcheck disable=SC2086
    ${CC:-gcc} $5 -Wl,--wrap=exit -o "$top/b/tests/real" "$top/real.c" \
        "$here/../unit/ended.c" -lcriterion
    runs "$1" "$2" "$3" 'exec "${0%unit}real" --ascii'
    grep -qF -e "$4" "$top/output" || fault "$1: should have said \"$4\""
}
real 'real tests' 0 '7 passed, 0 failed' 'Tested: 2' -O0 <<'END'
Test(s, one) { cr_assert(1); }
Test(s, four, .exit_code = 4) { exit(4); }
END
real 'exit(0) in a test' 1 '6 passed, 1 failed' 'in the middle' -O0 <<'END'
Test(s, one) { cr_assert(1); }
Test(s, ended) { exit(0); cr_assert(0); }
END
real 'no real test' 1 '5 passed, 0 failed' 'ran 0 tests' -O0 <<'END'
Test(s, one, .disabled = true) { cr_assert(1); }
END
real 'a leak in a test' 1 '7 passed, 0 failed' 'detected memory leaks' \
    '-g -fsanitize=address' <<'END'
static void *volatile lost;
Test(s, one) { cr_assert(1); }
Test(s, leaks) { lost = malloc(48); lost = NULL; }
END

# check.sh runs every part, whatever becomes of the others, and its report
# takes nothing for granted.
cat > "$top/make" <<'END'
#!/bin/sh
case $1 in
good | better | best)
        echo 'check-good: 3 faults injected, all ended as they should' ;;
bad)    echo 'check-bad: 2 things looked at'; exit 1 ;;
silent) echo 'nothing to be done' ;;
esac
END
chmod +x "$top/make"
parts() { # NAME STATUS LASTLINE PART...
    name=$1 status_wanted=$2 line=$3
    shift 3
    status=0
    (cd "$here/../.." && MAKE=$top/make tests/harness/check.sh "$top/b" "$@") \
        > "$top/output" 2>&1 || status=1
    [ "$status" = "$status_wanted" ] ||
        fault "$name: check.sh should end with $status_wanted"
    sed 's/ in [0-9]* min [0-9]* s$//' "$top/output" | tail -n 1 |
        grep -qx "check-report: $line" ||
        fault "$name: the last line should be \"$line\""
}
parts 'parts that pass' 0 'everything passed' good good
parts 'a part that fails' 1 'NOT everything passed' bad good
grep -q '^good: passed' "$top/output" || fault 'the part after it should run'
parts 'a part without a figure' 1 'NOT everything passed' good silent
parts 'pairs that pass' 0 'everything passed' good --pairs better best
grep -q '^best: passed' "$top/output" || fault 'the last of pairs should run'
parts 'one of pairs that fails' 1 'NOT everything passed' --pairs good bad best
grep -q '^best: passed' "$top/output" || fault 'pairs after it should run'
status=0
"$here/check-report.sh" "$top/b" good other > "$top/output" 2>&1 || status=1
if [ "$status" = 0 ] || ! grep -q '^other: not run' "$top/output"; then
    fault 'a part that never ran: should be told'
fi

# check-rooms.sh finds one fault in each of these files and none elsewhere.
rooms=$top/rooms
source_file() { # PATH, the text on standard input
    mkdir -p "$rooms/$(dirname "$1")"
    cat > "$rooms/$1"
}
mkdir -p "$rooms/src/base" "$rooms/include"
source_file src/money/fine.c <<'END'
#include "base/buf.h"
#include "money/fine.h"
#include <gmp.h>
/* printf( and exit( in a comment
   stdout */
static const char *text = "printf(stdout) \" exit(1)"; // puts("x")
int f(struct x *p) { p->exit(1); return snprintf(0, 0, "%d", p.abort); }
END
source_file src/cli/main.c <<'END'
#include "fordela.h"
#include "cli/cli.h"
int main(void) { printf("%s", ""); exit(1); }
END
"$here/check-rooms.sh" "$rooms" > "$top/output" 2>&1 ||
    fault 'rooms: should have passed'
number=0
for line in '#include "money/rat.h"' '#include "buf.h"' '#include <gmp.h>' \
    '#include "base/../money/rat.h"' '#include <gsl/gsl_rng.h>' \
    '#include "nowhere/x.h"' '#include "fordela.h"' '#include <setjmp.h>' \
    'int f(void) { printf("x"); }' 'void *p = stderr;' \
    'int g(void) { /* */ exit(1); }' '#include <csv.h>' '#include NAME' \
    'int h(void) { return system("x"); }' 'int i(void) { dprintf(1, "x"); }'
do
    number=$((number + 1))
    echo "$line" | source_file "src/base/wrong$number.c"
done
echo '#include "api/x.h"' | source_file src/cli/wrong.c
echo '#include "base/x.h"' | source_file src/checker/wrong.c
echo '#include "money/rat.h"' | source_file src/base/wrong.inc
echo 'int x;' | source_file src/cellar/wrong.c
echo '#include "base/x.h"' | source_file include/fordela.h
"$here/check-rooms.sh" "$rooms" > "$top/output" 2>&1 &&
    fault 'rooms: should have failed'
grep -qx "check-rooms: $((number + 5)) faults" "$top/output" ||
    fault "rooms: $((number + 5)) faults should have been found"

# check-globals.sh finds what can be written, wherever it is declared.
cat > "$top/state.c" <<'END'
#include <stddef.h>
static const char *const names[] = { "one", "two", NULL };
const char *const *f(void) { return names; }
END
${CC:-gcc} -fPIC -c -o "$top/state.o" "$top/state.c"
"$here/check-globals.sh" "$top/state.o" > "$top/output" 2>&1 ||
    fault 'globals: should have passed'
cat >> "$top/state.c" <<'END'
int g(void) { static int calls; return ++calls; }
static const char *last = "";
const char *h(const char *now) { const char *was = last; last = now; return was; }
_Thread_local int error;
END
${CC:-gcc} -fPIC -c -o "$top/state.o" "$top/state.c"
"$here/check-globals.sh" "$top/state.o" > "$top/output" 2>&1 &&
    fault 'globals: should have failed'
grep -qx 'check-globals: 3 faults' "$top/output" ||
    fault 'globals: 3 faults should have been found'

[ "$faults" = 0 ] || exit 1
echo 'check-harness: what should fail fails'
