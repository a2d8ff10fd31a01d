#!/bin/sh
# check-said.sh - whatever reaches a person can be translated.
#
#     check-said.sh BUILD TEMPLATE.pot [CASE...]
#
# A language is made in which every text stands in braces, and the commands of
# case files (if none is named, those of faults and some of every subcommand)
# are run in it. Words of our texts that are left outside of braces have
# not gone through tr. What programs read (CSV, JSON, dumps) is left out, and
# so are words that the case's own files hold, and those of the language.
set -eu

build=$(cd "$1" && pwd) pot=$2
shift 2
top=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# -eq 0 ]; then
    set -- tests/cases/bad/*.case tests/cli/*-faults.case tests/cli/usage.case \
        tests/cli/help.case tests/cli/swedish-[fqr]*.case \
        tests/cli/verify-*.case tests/cli/explain-*.case tests/cli/run-*.case
fi

# Ends of lines at either end stay outside: msgfmt wants them there.
cat > "$work/brace" << 'END'
exec awk 'BEGIN { RS = "^$" } {
    match($0, /^\n*/); first = substr($0, 1, RLENGTH)
    rest = substr($0, RLENGTH + 1)
    last = ""
    while (rest ~ /\n$/) { sub(/\n$/, "", rest); last = last "\n" }
    printf "%s{%s}%s", first, rest, last
}'
END
mkdir -p "$work/bin/locale/sv/LC_MESSAGES"
msgen "$pot" | sed 's/charset=CHARSET/charset=UTF-8/
    s/nplurals=INTEGER; plural=EXPRESSION/nplurals=2; plural=(n != 1)/' |
    msgfilter --keep-header sh "$work/brace" > "$work/braces.po" 2> /dev/null
msgfmt -o "$work/bin/locale/sv/LC_MESSAGES/fordela.mo" "$work/braces.po"
ln "$build/fordela" "$build/fordela-check" "$work/bin" 2> /dev/null ||
    cp "$build/fordela" "$build/fordela-check" "$work/bin"
sed -n 's/^msgid\(_plural\)* //p; /^"/p' "$pot" | tr -c 'a-z' '\n' |
    awk 'length > 3 && !seen[$0]++' > "$work/words"
cat > "$work/language" << 'END'
allocate and by else equally false if in not or per round then true where
at least most order of nothing ties to formula scenario table param data let
result require source unit like date set expect vary draw draws report from
column key name step seed keeping using summed within because dated first
decimal encoding estimated calibrated number share flag text persons
nearest half even down up largest remainder webster jefferson adams huntington
hill dean proportional adjusted equal awards losses reverse talmud piniles
constrained egalitarian minimal overlap random arrival average fordela
min max clamp abs floor ceil sum mean count smallest rank code sqrt power
normal uniform triangular lognormal poisson binomial resample avx512 plain
END
cat formulas/*.formula scenarios/*/*.scenario |
    tr -c 'A-Za-z' '\n' >> "$work/language"

# Writes the files of a case below $1, its commands as $1/run-1, run-2, ...
unpack() {
    awk -v at="$1" '
    /^-- .* --$/ {
        name = substr($0, 4, length($0) - 6)
        out = name == "command" ? at "/run-" ++n : at "/" name
        if (name ~ /^(stdout|stderr|status)$|^base64 /)
            out = ""
        if (out ~ /\/$/) {
            system("mkdir -p \"" out "\"")
            out = ""
        } else if (out ~ /\/.*\//) {
            folder = out
            sub(/\/[^\/]*$/, "", folder)
            system("mkdir -p \"" folder "\"")
        }
        next
    }
    out != "" { print > out }' "$2"
}

run() {
    for command in $(ls run-* 2> /dev/null | sort -t- -k2n); do
        out=out
        case $(cat "$command") in
        *csv* | *json* | *netcdf* | *--dump* | *certify* | *.nc* | *sweep*)
            out=/dev/null ;;
        esac
        timeout 30 sh "$command" > "$out" 2> err < /dev/null || true
        [ "$out" = /dev/null ] || cat out
        cat err
    done
}

export LC_ALL=C.UTF-8 LANGUAGE=sv TOP="$top" PATH="$work/bin:$PATH"
faults=0
for case do
    mkdir "$work/case"
    unpack "$work/case" "$case"
    (cd "$work/case" && run) > "$work/said"
    awk -v name="$case" '
    FILENAME == ARGV[1] { ours[$1] = 1; next }
    FILENAME == ARGV[2] { for (i = 1; i <= NF; i++) known[$i] = 1; next }
    FILENAME == ARGV[3] {
        if ($0 ~ /^-- .* --$/)
            quiet = $2 == "stdout" || $2 == "stderr"
        if (!quiet)
            while (match($0, /[A-Za-z]+/)) {
                known[substr($0, RSTART, RLENGTH)] = 1
                $0 = substr($0, RSTART + RLENGTH)
            }
        next
    }
    { text = text $0 "\n" }
    END {
        while (gsub(/\{[^{}]*\}/, " ", text))
            ;
        gsub(/\{[^\n]*/, "", text)      # of a text that a pipe cut off
        n = split(text, line, "\n")
        for (i = 1; i <= n; i++) {
            rest = line[i] ~ /^  fordela / ? "" : line[i]   # an example
            while (match(rest, /[A-Za-z]+/)) {
                word = substr(rest, RSTART, RLENGTH)
                rest = substr(rest, RSTART + RLENGTH)
                if (tolower(word) in ours && !(word in known)) {
                    printf "%s: \"%s\" is not translated: %s\n", name, word,
                           line[i]
                    faults++
                    break
                }
            }
        }
        exit faults > 0
    }' "$work/words" "$work/language" "$case" "$work/said" ||
        faults=$((faults + 1))
    rm -rf "$work/case"
done
[ "$faults" -eq 0 ] || exit 1
echo "check-said: $# case files speak through tr"
