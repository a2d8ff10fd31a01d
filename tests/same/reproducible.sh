#!/bin/sh
# reproducible.sh - the same source gives the same programs in any folder.
#
#     reproducible.sh WORK
#
# The tree is copied into two folders of different length and built in each:
# one job at a time or two, the second as if tomorrow, entered by a symbolic
# link, into a build folder of another name, in another locale, time zone and
# umask. Then what was made is compared, byte by byte; packages, too, where
# dpkg-dev is installed.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
work=$1
make=${MAKE:-make}
cc=${CC:-gcc}
rm -rf "$work"
mkdir -p "$work/a" "$work/a-much-longer-name/with/folders/in/between"
work=$(cd "$work" && pwd)
a=$work/a
b=$work/a-much-longer-name/with/folders/in/between

for copy in "$a" "$b"; do
    (cd "$top" && cp -R Makefile README.md .ci src include formulas scenarios \
        "$copy")
done
ln -s "$b" "$work/link"

targets=reproducible-build
if command -v dpkg-shlibdeps dpkg-parsechangelog strip > /dev/null; then
    targets="$targets deb"
else
    echo 'check-reproducible: without dpkg-dev: packages are not compared'
fi

# build FOLDER JOBS BUILD: what make says is shown if it fails.
build() {
    for target in $targets; do
        (cd "$1" && MAKELEVEL=0 MAKEFLAGS='' $make -j"$2" CC="$cc" \
            CFLAGS="${CFLAGS--O2 -g}" LDFLAGS="${LDFLAGS-}" BUILD="$3" \
            "$target") > "$work/$3.log" 2>&1 || {
            cat "$work/$3.log"
            exit 1
        }
    done
}
(LC_ALL=C.UTF-8 TZ=UTC && export LC_ALL TZ && build "$a" 1 build) &
first=$!
find "$b" -type f -exec touch -d tomorrow {} +
status=0
(umask 077 && LC_ALL=C TZ=ELSE-13:45 && export LC_ALL TZ &&
    build "$work/link" 2 build-elsewhere) || status=$?
wait $first
[ $status -eq 0 ] || exit 1

failed=0
compared=0
packages=$(cd "$a/build" && ls deb/*.deb 2> /dev/null || true)
for file in fordela fordela-check libfordela.so libfordela.a \
    locale/sv/LC_MESSAGES/fordela.mo $packages; do
    compared=$((compared + 1))
    cmp "$a/build/$file" "$b/build-elsewhere/$file" || failed=$((failed + 1))
    # Neither folder may stand in it, or it would differ in a third.
    if grep -aqF "$work" "$a/build/$file"; then
        echo "check-reproducible: $file names the folder it was built in"
        failed=$((failed + 1))
    fi
    (cd "$a/build" && sha256sum "$file")
done
echo "check-reproducible: $compared files compared, $failed faults"
[ "$failed" -eq 0 ]
