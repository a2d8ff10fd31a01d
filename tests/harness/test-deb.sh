#!/bin/sh
# test-deb.sh - the packages install, work and go again in a Debian 12 that has
# nothing else.
#
#     test-deb.sh BUILD
#
# Needs root, debootstrap and a mirror (MIRROR=ADDRESS for another than
# debootstrap's own), and fails without them; SKIP=1 asks to leave it out.
set -eu

if [ -n "${SKIP:-}" ]; then
    echo 'test-deb: skipped, as SKIP asks'
    exit 0
fi

build=$(cd "$1" && pwd)
root=$build/debian

complain() {
    echo "test-deb: $1"
    exit 1
}

[ "$(id -u)" = 0 ] ||
    complain 'debootstrap needs root; SKIP=1 leaves this test out'
command -v debootstrap > /dev/null ||
    complain 'debootstrap is not installed; SKIP=1 leaves this test out'

# Only what is on this file system: nothing that is mounted there.
remove() {
    umount "$root/proc" 2> /dev/null || :
    rm -rf --one-file-system "$root"
}
trap remove EXIT
trap 'exit 1' INT TERM HUP
remove

debootstrap --variant=minbase bookworm "$root" ${MIRROR:+"$MIRROR"} \
    > "$build/deb/log" 2>&1 || {
    tail -5 "$build/deb/log"
    complain "no Debian could be made; $build/deb/log says why"
}

# As on any system that runs; the program looks there for where it stands.
mount -t proc proc "$root/proc" || complain 'no /proc can be mounted'

as_root() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        DEBIAN_FRONTEND=noninteractive \
        ${http_proxy:+"http_proxy=$http_proxy"} "$@"
}

# A user who may write nowhere but in /tmp.
as_user() {
    chroot --userspec=nobody "$root" env -i PATH=/usr/bin:/bin HOME=/tmp \
        LC_ALL=C.UTF-8 sh -c "cd /tmp && $1"
}

quietly() {
    "$@" > "$build/deb/log" 2>&1 || {
        tail -20 "$build/deb/log"
        complain "this fails: $*"
    }
}

expect() {
    as_user "$1" > "$build/deb/log" 2>&1 || {
        tail -20 "$build/deb/log"
        complain "the installed program fails: $1"
    }
}

cp "$build"/deb/*.deb "$root/tmp"
quietly as_root apt-get update -q
quietly as_root sh -c 'apt-get install -y -q --no-install-recommends \
    /tmp/fordela_*.deb'
as_root ldd /usr/bin/fordela | grep 'not found' &&
    complain 'a library is missing that the package does not depend on'

# What it was installed for; to the same numbers as here.
share=/usr/share/fordela
expect "fordela verify $share/scenarios"
tail -2 "$build/deb/log"
tail -2 "$build/deb/log" > "$build/deb/there"
"$build/fordela" verify scenarios | tail -2 | cmp - "$build/deb/there" ||
    complain 'verify counts otherwise there than here'
one=vardens-medarbetare-2019/vardens-medarbetare-2019.scenario
expect "fordela run $share/scenarios/$one --format csv"
"$build/fordela" run "scenarios/$one" --format csv |
    cmp - "$build/deb/log" || complain 'the amounts are not those from here'
expect "fordela certify $share/scenarios/$one -o c.json && fordela-check c.json"
expect 'fordela new mine && fordela check mine.formula mine.scenario &&
    fordela verify mine.scenario && fordela fmt --check mine.formula'
expect "bash -c '. /usr/share/bash-completion/completions/fordela
    COMP_WORDS=(fordela ver) COMP_CWORD=1; _fordela
    [[ \${COMPREPLY[*]} == verify ]]'"
if [ -f "$root/usr/share/locale/sv/LC_MESSAGES/fordela.mo" ]; then
    expect 'LC_ALL=sv_SE.UTF-8 fordela help > sv; fordela help > en; ! cmp -s sv en'
fi
pages=$(find "$root/usr/share/man" -name 'fordela*.gz' | wc -l)
[ "$pages" -ge 37 ] || complain "only $pages man pages are installed"

# The library, for a program that is built there.
quietly as_root sh -c 'apt-get install -y -q --no-install-recommends \
    /tmp/libfordela*.deb gcc libc6-dev pkgconf'
cat > "$root/tmp/use.c" <<'END'
#include <fordela.h>
#include <stdio.h>
int main(int argc, char **argv)
{
    fordela *f = fordela_open(argv[argc - 1]);
    int status = fordela_run(f);
    printf("%s\n", fordela_sum(f, 0));
    fordela_close(f);
    return status;
}
END
expect "gcc -o use use.c \$(pkgconf --cflags --libs fordela) &&
    ./use $share/scenarios/$one"
echo 20000002 | cmp - "$build/deb/log" ||
    complain 'a program with the library does not give the sum'

quietly as_root dpkg --verify fordela libfordela0 libfordela-dev
[ ! -s "$build/deb/log" ] || complain "$(cat "$build/deb/log")"
quietly as_root apt-get purge -y -q fordela libfordela0 libfordela-dev
left=$(cd "$root" && find . -xdev -name '*fordela*' -not -path './tmp/*' \
    -not -path './var/*')
[ -z "$left" ] || complain "after purge there is still $left"
echo "test-deb: installed, verified, used and purged in a Debian of its own"
