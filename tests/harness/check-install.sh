#!/bin/sh
# check-install.sh - what `make install` writes can be used, and is all that
# `make uninstall` has to remove.
#
#     check-install.sh BUILD
#
# A program of two lines is built against the installed header, library and
# pkg-config file, and the installed command runs an installed scenario.
set -eu

build=$1
make=${MAKE:-make}
cc=${CC:-gcc}
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT

$make install "BUILD=$build" "PREFIX=$top/usr" > "$top/log" 2>&1 || {
    cat "$top/log"
    exit 1
}

complain() {
    echo "check-install: $1"
    exit 1
}

cat > "$top/use.c" <<'END'
#include <fordela.h>
#include <string.h>
int main(void) { return strcmp(fordela_version(), FORDELA_VERSION) != 0; }
END
# The file's own words, since pkg-config itself may be missing.
pc() {
    sed -n "s/^$1: //p" "$top/usr/lib/pkgconfig/fordela.pc" |
        sed "s|\${includedir}|$top/usr/include|; s|\${libdir}|$top/usr/lib|"
}
# shellcheck disable=SC2046
$cc $(pc Cflags) -o "$top/shared" "$top/use.c" $(pc Libs) ||
    complain 'no program can be built against the shared library'
LD_LIBRARY_PATH=$top/usr/lib "$top/shared" ||
    complain 'a program with the shared library fails'
# shellcheck disable=SC2046
$cc $(pc Cflags) -o "$top/static" "$top/use.c" \
    "$top/usr/lib/libfordela.a" $(pc Libs.private) ||
    complain 'no program can be built against the static library'
"$top/static" || complain 'a program with the static library fails'

(cd / && "$top/usr/bin/fordela" verify \
    "$top/usr/share/fordela/scenarios/vardens-medarbetare-2019" \
    > "$top/log" 2>&1) || {
    cat "$top/log"
    complain 'the installed command does not verify an installed scenario'
}

LC_ALL=C.UTF-8 LANGUAGE=sv "$top/usr/bin/fordela" > "$top/log" 2>&1 || true
grep -q 'inget underkommando' "$top/log" ||
    complain 'the installed command does not find its Swedish catalogue'

# Without /proc, too, where we may take it away from a process.
cat > "$top/bare.sh" <<END
mount -t tmpfs none /proc && PATH=$top/usr/bin:\$PATH
fordela
fordela-check
END
if unshare -m sh -c 'mount -t tmpfs none /proc' 2> /dev/null; then
    LC_ALL=C.UTF-8 LANGUAGE=sv unshare -m sh "$top/bare.sh" > "$top/log" 2>&1 ||
        true
    grep -q 'inget underkommando' "$top/log" ||
        complain 'without /proc the Swedish catalogue is not found'
fi

$make uninstall "BUILD=$build" "PREFIX=$top/usr" > "$top/log" 2>&1
left=$(find "$top/usr" ! -type d)
[ -z "$left" ] || complain "make uninstall left $left"
echo 'check-install: what is installed can be used, and goes again'
