#!/bin/sh
# check-limits.sh - limits that take too long for a case, or too much memory.
#
#     check-limits.sh BUILD
#
# At each of them the program does what it is asked, past it it refuses: 10^6
# recipients, 10^18 kr, files of 2^30 bytes, certificates of as many, exchanges
# of rows along a param, rows of a workbook. Needs 4 GB of memory and 2 GB of
# room.
set -eu

fordela=$(realpath "$1")/fordela
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
cd "$top"
tried=0

complain() {
    echo "check-limits: $*"
    cat err
    exit 1
}

# COMMAND...: ends well, and says nothing on standard error.
holds() {
    "$@" > out 2> err || complain "status $?: $*"
    [ ! -s err ] || complain "$*"
    tried=$((tried + 1))
}

# STATUS WORDS COMMAND...: refused in these words, with a way out.
refused() {
    wanted=$1 words=$2
    shift 2
    status=0
    "$@" > out 2> err || status=$?
    [ "$status" = "$wanted" ] || complain "status $status: $*"
    grep -qF "$words" err || complain "other words: $*"
    grep -q '^  way out: ' err || complain "no way out: $*"
    tried=$((tried + 1))
}

equal() { # WANTED GOT WHAT
    [ "$1" = "$2" ] || complain "$3 is $2 in place of $1"
}

# ---- 10^6 recipients of up to 10^12 persons share 10^18 kr ----

cat > grant.formula <<'END'
formula grant
param budget : kr
data population : persons per recipient
result grant = allocate budget by population
round grant to 1 kr by largest remainder
END
cat > grant.scenario <<'END'
scenario grant
formula "grant.formula"
table recipient from "r.csv" key code
data population column pop
set budget = 1 000 000 000 000 000 000 kr
report sum(grant), largest(grant)
END
sed 's/^scenario.*/scenario drawn/; $a draw population ~ normal(population, 1 %)' \
    grant.scenario > drawn.scenario
awk 'BEGIN { print "code,pop"; x = 7
    for (i = 1; i <= 1000000; i++) { x = (x * 69069 + 1) % 4294967296
        printf "R%07d,%.0f\n", i, 1 + int(x * 232.83) } }' > r.csv

# Awk's numbers are exact to 2^53, so above and below 10^9 apart.
sum() {
    awk -F, 'NR > 1 { n++; h += substr($3, 1, length($3) - 9)
                      l += substr($3, length($3) - 8) }
        END { h += int(l / 1e9); printf "%d: %d%09d\n", n, h, l % 1e9 }' "$1"
}

holds "$fordela" run grant.scenario --format csv -o run.csv
equal '1000000: 1000000000000000000' "$(sum run.csv)" 'the sum'
holds "$fordela" certify grant.scenario -o grant.json
holds "$fordela-check" grant.json
rm grant.json
holds "$fordela" sweep grant.scenario -o sweep.csv \
    --vary 'budget in 1 mdkr, 1000000000000001 kr, 9007199254740992 kr'
equal '1000000000 1000000000000001 9007199254740992' \
    "$(awk -F, 'NR > 1 { printf "%s%s", s, $3; s = " " }' sweep.csv)" \
    'the sums of a sweep'
# Draws keep 8 KB of each row, so of fewer.
sed -i 100001q r.csv
holds "$fordela" simulate drawn.scenario --set 'budget=1000000000001 kr' \
    --draws 2 --format csv -o drawn.csv
grep -q ',1000000000001,' drawn.csv || complain 'the sums of draws differ'

# ---- Files of 2^30 bytes ----

sed 's/r.csv/z.csv/' grant.scenario > z.scenario
truncate -s 1073741824 z.csv
refused 3 'a NUL byte' "$fordela" run z.scenario
status=0
"$fordela-check" z.csv > out 2> err || status=$?
equal '3 z.csv: not a certificate: line 1: this is no JSON value' \
    "$status $(cat out)" 'what fordela-check says'
truncate -s 1073741825 z.csv
refused 3 'is larger than 1 GiB' "$fordela" run z.scenario
refused 4 'File too large' "$fordela-check" z.csv
rm z.csv

# ---- Certificates: a text of 10^6 letters in each of the rows ----

{ printf 'formula t\ndata v : number per place\nresult r = if v > 0 then "'
  head -c 1000000 /dev/zero | tr '\0' x
  printf '" else ""\n'; } > t.formula
printf 'scenario t\nformula "t.formula"\ntable place from "t.csv" key code
data v column v\n' > t.scenario
texts_of() { { echo code,v; seq 1 "$1" | sed 's/$/,1/'; } > t.csv; }
texts_of 1073
holds "$fordela" certify t.scenario -o t.json
holds "$fordela-check" t.json
rm t.json
texts_of 1074
refused 3 'the certificate would be larger than 1 GiB' \
    "$fordela" certify t.scenario -o t.json
[ ! -e t.json ] || complain 'there is a certificate'

# ---- Rows that pass each other along a param, each pair once ----

printf 'formula s\nparam p : number\ndata a : kr per place
data b : kr per place\nresult x = a + b * p\n' > s.formula
printf 'scenario s\nformula "s.formula"\ntable place from "s.csv" key code
data a column a\ndata b column b\nset p = 0\n' > s.scenario
pairs_of() {
    awk -v n="$1" 'BEGIN { print "code,a,b"
        for (i = 1; i <= n; i++) print "P" i "," i * i "," (-1000 * i) }' > s.csv
}
pairs_of 1414
holds "$fordela" tipping s.scenario --vary p --from 0 --to 1000000 -o s.txt
pairs_of 1415
refused 3 'there are more than 1000000 changes' \
    "$fordela" tipping s.scenario --vary p --from 0 --to 1000000

# ---- A workbook's rows ----

{ echo code,pop; seq 1 1048576 | sed 's/$/,1/'; } > r.csv
refused 3 'a sheet holds 1048576 rows' "$fordela" report grant.scenario -o g.xlsx
[ ! -e g.xlsx ] || complain 'there is a workbook'

echo "check-limits: $tried runs at and past limits, all ended as they should"
