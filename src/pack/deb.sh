#!/bin/sh
# deb.sh - makes Debian packages of what `make install` writes.
#
#     deb.sh BUILD
#
# Into BUILD/deb. The same sources give the same bytes: every date is that of
# the changelog's last entry. Depends is what dpkg-shlibdeps finds.
set -eu
umask 022
LC_ALL=C.UTF-8
export LC_ALL

build=$(cd "$1" && pwd)
make=${MAKE:-make}
source=src/pack/debian
deb=$build/deb
stage=$deb/stage

version=$(dpkg-parsechangelog -l "$source/changelog" -S Version)
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l "$source/changelog" -S Timestamp)
export SOURCE_DATE_EPOCH
grep -q "define FORDELA_VERSION \"$version\"" include/fordela.h || {
    echo "deb: the version of $source/changelog, $version, is not that of" \
         'include/fordela.h' >&2
    exit 1
}
soname=${version%%.*}
architecture=$(dpkg --print-architecture)
libdir=usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)
# shellcheck source=src/pack/debian/control.sh
. "$source/control.sh"

rm -rf "$deb"
mkdir -p "$deb/debian"
$make install "BUILD=$1" "DESTDIR=$stage" PREFIX=/usr "LIBDIR=/$libdir" \
    ZSHDIR=/usr/share/zsh/vendor-completions > "$deb/log" 2>&1 || {
    cat "$deb/log" >&2
    exit 1
}

# Each file to its package.
(cd "$stage" && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort) \
    > "$deb/files"
while IFS= read -r file; do
    folder=$deb/$(package_of "$file")
    mkdir -p "$folder/$(dirname "$file")"
    mv "$stage/$file" "$folder/$file"
done < "$deb/files"
rm -rf "$stage"

add_documents() {
    documents=$deb/$1/usr/share/doc/$1
    mkdir -p "$documents"
    cp "$source/copyright" "$documents"
    gzip -9nc "$source/changelog" > "$documents/changelog.gz"
    if [ "$1" = fordela ]; then
        gzip -9nc README.md > "$documents/README.md.gz"
        gzip -9n "$deb/$1"/usr/share/man/man?/* \
            "$deb/$1"/usr/share/man/sv/man?/*
    fi
}

# Debugging information stays in the build folder.
strip_all() {
    find "$deb/$1" -name '*.so.*' -type f -o -path '*/bin/*' -type f |
        while read -r file; do
            strip --strip-unneeded -R .comment -R .note "$file"
        done
    find "$deb/$1" -name '*.a' -exec strip --strip-debug -R .comment -D {} +
}

# What the programs and libraries of a package need, as versions of packages.
depends_of() {
    printf 'Source: fordela\n\nPackage: %s\nArchitecture: any\n' "$1" \
        > "$deb/debian/control"
    # shellcheck disable=SC2046
    (cd "$deb" && dpkg-shlibdeps -O $(find "$1" -type f -path '*/bin/*' \
        -printf '-e%p ' -o -type f -name '*.so.*' -printf '-e%p ')) |
        sed -n 's/^shlibs:Depends=//p'
}

# In units of 1024 bytes, each file by itself, as Debian counts.
size_of() {
    find "$deb/$1" -mindepth 1 -printf '%y %s\n' |
        awk '{ n += $1 == "f" ? int(($2 + 1023) / 1024) : 1 } END { print n }'
}

add_control() {
    control=$deb/$1/DEBIAN
    size=$(size_of "$1")
    mkdir -p "$control"
    depends=
    case $1 in *-dev) ;; *) depends=$(depends_of "$1") ;; esac
    {
        printf 'Package: %s\nSource: fordela\nVersion: %s\n' "$1" "$version"
        printf 'Architecture: %s\n' "$architecture"
        printf 'Maintainer: %s\n' "$maintainer"
        printf 'Installed-Size: %s\nPriority: optional\n' "$size"
        [ "$1" = fordela ] || echo 'Multi-Arch: same'
        fields_of "$1"
    } > "$deb/control.new"
    (cd "$deb/$1" && find usr -type f | LC_ALL=C sort | xargs md5sum) \
        > "$control/md5sums"
    mv "$deb/control.new" "$control/control"
    if [ "$1" = "libfordela$soname" ]; then
        echo 'activate-noawait ldconfig' > "$control/triggers"
        echo "libfordela $soname $1 (>= $version)" > "$control/shlibs"
    fi
}

for package in $packages; do
    add_documents "$package"
    strip_all "$package"
    add_control "$package"
    find "$deb/$package" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    file=$deb/${package}_${version}_$architecture.deb
    dpkg-deb --build --root-owner-group -Zxz --threads-max=1 \
        "$deb/$package" "$file" > "$deb/log" || {
        cat "$deb/log" >&2
        exit 1
    }
    echo "$file" | sed "s|^$(pwd)/||"
done
