#!/bin/sh
# same.sh - the same inputs give the same bytes by every build, anywhere.
#
#     same.sh WORK BUILD...
#
# Every command of commands.txt runs with each build (a folder that holds
# fordela, fordela-check and locale), with the first of them in another
# language's locale and another time zone, too, and some under valgrind. What
# they print, write and return is compared with the first build's.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$1
shift
rm -rf "$work"
mkdir -p "$work"
work=$(cd "$work" && pwd)

# A folder of its own, so that paths in the output are the same everywhere.
mkdir "$work/tree"
cp -R "$here/../../scenarios" "$here/../../formulas" "$work/tree"

# answers NAME BUILD MARK [WRAPPER]: runs the commands, those with MARK only,
# into WORK/NAME, a file each, called after their line.
answers() {
    name=$1 build=$2 mark=$3 wrapper=${4:-}
    mkdir "$work/$name" "$work/$name.bin"
    for program in fordela fordela-check; do
        printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$wrapper" \
            "$build/$program" > "$work/$name.bin/$program"
        chmod +x "$work/$name.bin/$program"
    done
    n=0
    while IFS= read -r line; do
        n=$((n + 1))
        case $line in
        '#'* | '') continue ;;
        esac
        plain=${line#+ }
        [ -z "$mark" ] || [ "$plain" != "$line" ] || continue
        answer=$work/$name/$n
        status=0
        (cd "$work/tree" && PATH=$work/$name.bin:$PATH sh -c "$plain") \
            > "$answer" 2>&1 < /dev/null || status=$?
        echo "status $status" >> "$answer"
        for file in "$work"/tree/out.*; do
            [ ! -e "$file" ] || { cat "$file" >> "$answer" && rm "$file"; }
        done
    done < "$here/commands.txt"
    echo "check-same: $name"
}

# compare NAME: with the first.
compare() {
    for answer in "$work/$1"/*; do
        n=${answer##*/}
        compared=$((compared + 1))
        cmp -s "$answer" "$work/$first/$n" && continue
        failed=$((failed + 1))
        echo "check-same: $1 differs from $first in"
        sed -n "${n}p" "$here/commands.txt"
        cmp "$answer" "$work/$first/$n" || true
    done
}

compared=0
failed=0
first=
LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
for build; do
    build=$(cd "$build" && pwd)
    if [ -z "$first" ]; then
        first=${build##*/}
        of_first=$build
        answers "$first" "$build" ''
    else
        answers "${build##*/}" "$build" ''
        compare "${build##*/}"
    fi
done

# Decimal commas and another order of letters, which a program that sets more
# of the locale than its language would take over; LANGUAGE keeps English.
mkdir "$work/locale"
localedef -i sv_SE -f UTF-8 "$work/locale/sv_SE.UTF-8" > /dev/null 2>&1 ||
    echo 'check-same: no localedef, or no sv_SE to make: a name alone is tried'
LOCPATH=$work/locale LC_ALL=sv_SE.UTF-8 LANGUAGE=en TZ=ELSE-13:45ELSD
export LOCPATH LC_ALL LANGUAGE TZ
answers elsewhere "$of_first" ''
unset LOCPATH LANGUAGE
LC_ALL=C.UTF-8 TZ=UTC
compare elsewhere

if command -v valgrind > /dev/null; then
    answers valgrind "$of_first" + \
        'valgrind -q --leak-check=full --error-exitcode=99'
    compare valgrind
else
    echo 'check-same: valgrind is not installed: not tried under it'
    failed=$((failed + 1))
fi

# A list that is not read, or commands that all fail, would be the same, too.
good=$(grep -l '^status 0$' "$work/$first"/* | wc -l)
[ "$good" -ge 50 ] || {
    echo "check-same: only $good commands succeed"
    failed=$((failed + 1))
}
echo "check-same: $compared answers compared, $failed differ;" \
    "$good of $(ls "$work/$first" | wc -l) commands succeed"
[ "$failed" -eq 0 ]
