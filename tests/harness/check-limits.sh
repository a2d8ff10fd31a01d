#!/bin/sh
# check-limits.sh - limits that take too long for a case, or too much memory.
#
#     check-limits.sh BUILD
#
# At each of them the program does what it is asked, past it it refuses: 10^6
# recipients, 10^18 kr, files of 2^30 bytes, certificates of as many, rows that
# a claims rule divides among anew, exchanges of rows along a param, its cells
# and tipping points, workbooks written and read. Needs 5 GB of memory and 2 GB
# of room.
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

# ---- A claims rule divides anew for each row that gets nothing ----

cat > claims.formula <<'END'
formula claims
table place
data claim : kr per place
data least : kr per place
result r = allocate 10 kr equally at most claim at least least or nothing
  using talmud
END
sed 's/talmud/random arrival/' claims.formula > sets.formula
cat > claims.scenario <<'END'
scenario claims
formula "claims.formula"
table place from "claims.csv" key code
data claim column claim
data least column least
END
sed 's/claims\.formula/sets.formula/' claims.scenario > sets.scenario
claims() { # ROWS: each below its least amount but the first 16
    awk -v n="$1" 'BEGIN { print "code,claim,least"
        for (i = 1; i <= n; i++)
            printf("P%05d,%d,%d\n", i, i > 16 ? 0 : 9, i > 16 ? 5 : 0) }' \
        > claims.csv
}
# What each division takes on the way is given back.
claims 2500
# shellcheck disable=SC2016
holds sh -c 'ulimit -v 300000; exec "$@"' sh "$fordela" run claims.scenario
claims 8500
refused 3 'divides anew among all rows' "$fordela" run claims.scenario
claims 1100
refused 3 'these are too many' "$fordela" run sets.scenario
rm claims.*

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

# ---- Cells along a param: min(2 a, 2 - 2 a) upon itself bends at k / 2^n ----

# tents N TEXT: N of them upon p, the last one with TEXT added.
tents() {
    echo 'param p : number
let a0 = p'
    awk -v n="$1" -v more="$2" 'BEGIN { for (i = 1; i <= n; i++) {
        m = i == n ? more : ""
        printf "let a%d = min(2 * a%d%s, 2 - 2 * a%d%s)\n", i, i - 1, m, i - 1, m } }'
}
{ echo 'formula c'; tents 17 ''; echo 'result x = a17'; } > c.formula
printf 'scenario c\nformula "c.formula"\nset p = 0\n' > c.scenario
holds "$fordela" tipping c.scenario --vary p --from 0 --to 100000/131072 \
    --format csv -o c.csv
equal 100000 "$(wc -l < c.csv)" 'the lines of bends between 10^5 cells'
refused 3 'there are more than 100000 bends' \
    "$fordela" tipping c.scenario --vary p --from 0 --to 100001/131072

# ---- Tipping points: at every other bend one of each of 999 rows ----

{ echo 'formula t'; echo 'data k : number per place'; tents 11 ' + k'
  echo 'result x = sum(a11)'; } > t.formula
printf 'scenario t\nformula "t.formula"\ntable place from "t.csv" key code
data k column k\nset p = 0\n' > t.scenario
{ echo code,k; seq 999 | sed 's/.*/P&,&/'; } > t.csv
holds "$fordela" tipping t.scenario --vary p --from 0 --to 4001/4096 \
    --format csv -o t.out
equal 1000001 "$(wc -l < t.out)" 'the lines of 10^6 tipping points'
refused 3 'there are more than 1000000 changes' \
    "$fordela" tipping t.scenario --vary p --from 0 --to 4003/4096

# ---- A workbook written: its rows, its columns, rows that are compared ----

{ echo code,pop; seq 1 1048576 | sed 's/$/,1/'; } > r.csv
refused 3 'a sheet holds 1048576 rows' "$fordela" report grant.scenario -o g.xlsx
[ ! -e g.xlsx ] || complain 'there is a workbook'

# Two columns for each result, after that of the codes and two of the data.
printf 'scenario w\nformula "w.formula"\ntable place from "w.csv" key code
data v column v\n' > w.scenario
printf 'code,v\nA,1\nB,2\n' > w.csv
results_of() {
    awk -v n="$1" 'BEGIN { print "formula w\ndata v : kr per place"
        for (i = 1; i <= n; i++) printf "result x%d = v + %d kr\n", i, i }' > w.formula
}
results_of 8190
holds "$fordela" report w.scenario -o w.xlsx
unzip -p w.xlsx xl/worksheets/sheet3.xml | grep -q '<dimension ref="A1:XFB8"/>' ||
    complain 'other columns than planned'
results_of 8191
refused 3 'a sheet holds 1048576 rows and 16384 columns' \
    "$fordela" report w.scenario -o w2.xlsx
[ ! -e w2.xlsx ] || complain 'there is a workbook'

# compared ROWS NOTED: is it noted that its rows are not compared (0 or 1)?
compared() {
    { echo code,pop; seq 1 "$1" | sed 's/.*/P&,&/'; } > r.csv
    holds "$fordela" report grant.scenario --set 'budget=1000003 kr' -o "$1.xlsx"
    equal "$2" "$(unzip -p "$1.xlsx" xl/sharedStrings.xml |
        grep -c 'more than 2000 rows would have to be compared')" \
        "what $1 rows are told of"
}
compared 2000 0
compared 2001 1

# ---- A workbook read: texts, cells, bytes of a part ----

# The sheet and texts in x are packed; the columns are code and pop.
mkdir -p x/_rels x/xl/_rels
relation() { echo "<Relationship Id=\"$1\" Type=\"t/$2\" Target=\"$3\"/>"; }
relations() { echo '<Relationships xmlns="p">'; cat; echo '</Relationships>'; }
relation a officeDocument xl/workbook.xml | relations > x/_rels/.rels
{ relation a worksheet sheet.xml; relation b sharedStrings texts.xml; } |
    relations > x/xl/_rels/workbook.xml.rels
echo '<workbook xmlns:r="o"><sheets><sheet name="S" sheetId="1" r:id="a"/>
</sheets></workbook>' > x/xl/workbook.xml
echo '<sst></sst>' > x/xl/texts.xml
book() { rm -f r.xlsx x.csv; (cd x && zip -q -1 -r ../r.xlsx .); }
# reads LINES: it is read and runs to so many; cannot WORDS: it is refused.
reads() {
    book
    holds "$fordela" run x.scenario --format csv -o x.csv
    equal "$1" "$(wc -l < x.csv)" 'the lines of a workbook'
}
cannot() { book; refused 3 "$1" "$fordela" run x.scenario; }
text='<c t="str"><v>%s</v></c>'
# shellcheck disable=SC2059 # the formats of cells
sheet() {
    printf '<worksheet><sheetData><row>'
    printf "$text" code pop
    printf '</row>'
    cat
    printf '</sheetData></worksheet>'
}
# shellcheck disable=SC2059
{ row=$(printf "<row>$text<c><v>7</v></c></row>" A); }
sed 's/r\.csv/r.xlsx/' grant.scenario > x.scenario

texts() {
    awk -v n="$1" 'BEGIN { printf "<sst>"
        for (i = 0; i < n; i++) printf "<si/>"; print "</sst>" }' > x/xl/texts.xml
}
echo "$row" | sheet > x/xl/sheet.xml
texts 10000000
reads 2
texts 10000001
cannot 'has more than 10000000 texts'
texts 0

# 2^30 bytes, most of them spaces.
padded() {
    bytes=$(echo "$row" | sheet | wc -c)
    { echo "$row"; head -c $(($1 - bytes)) /dev/zero | tr '\0' ' '; } | sheet \
        > x/xl/sheet.xml
    equal "$1" "$(wc -c < x/xl/sheet.xml)" 'the size of a sheet'
}
padded 1073741824
reads 2
padded 1073741825
cannot 'is larger than 1 GiB when unpacked'

# grid ROWS COLUMNS FULL MORE: a sheet of so many rows, that of the names among
# them, with something in the first FULL columns; and MORE rows of one cell.
grid() {
    awk -v rows="$1" -v columns="$2" -v full="$3" -v more="$4" 'BEGIN {
        printf "<worksheet><sheetData><row>"
        for (i = 0; i < columns; i++)
            printf "<c t=\"str\"><v>%s</v></c>", i == 0 ? "code" : i == 1 ? "pop" : i
        print "</row>"
        for (i = 1; i < full; i++) ones = ones "<c><v>1</v></c>"
        for (k = 1; k < rows; k++) printf "<row><c><v>%d</v></c>%s</row>\n", k, ones
        for (k = 0; k < more; k++) printf "<row><c><v>x%d</v></c></row>\n", k
        print "</sheetData></worksheet>" }' > x/xl/sheet.xml
}
grid 10000 4000 4000 0
reads 10000
grid 10000 4000 4000 1
cannot 'has more than 40000000 cells'
grid 1000000 40 2 0
reads 1000000
grid 1000001 40 2 0
cannot 'has 1000001 rows of 40 columns'

echo "check-limits: $tried runs at and past limits, all ended as they should"
