#!/bin/sh
# workbook.sh - workbooks recomputed by LibreOffice have the engine's amounts.
#
#     workbook.sh BUILD [WORDS]
#
# Writes the workbook of every scenario in cases.txt (WORDS: only lines that
# hold it), once as it is and once with the parameters in its cells changed;
# has LibreOffice recompute all formulas; and compares every result, table by
# table, with what the engine computes, the change given by --set. The sheet of
# checks must say by itself whether anything was changed.
set -eu

build=$(cd "$1" && pwd)
words=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

fordela=$build/fordela
passed=0
failed=0

# ---- A workbook's cells, changed without LibreOffice ----

# The number that a cell holds for "12 345 kr" or "93 %".
cell_number() {
    printf '%s\n' "$1" | awk '{
        percent = sub(/%/, ""); gsub(/[^0-9.]/, "")
        printf "%.15g\n", percent ? $0 / 100 : $0 }'
}

# set_cell BOOK.xlsx NAME NUMBER: the sheet of parameters has the cell so named,
# or with _ after a name that Excel would take for something else.
set_cell() {
    folder=$work/unzipped
    rm -rf "$folder"
    mkdir "$folder"
    (cd "$folder" && unzip -q "$1")
    cell=$(sed 's/<definedName/\n&/g' "$folder/xl/workbook.xml" |
           sed -n "s/^<definedName name=\"$2_*\">[^!]*!\\$\([A-Z]*\)\\$\([0-9]*\)<.*/\1\2/p")
    number=$(sed 's/<sheet /\n&/g' "$folder/xl/workbook.xml" |
             grep '^<sheet ' | grep -n 'name="Parameters"' | cut -d: -f1)
    sheet=xl/worksheets/sheet$number.xml
    grep -q "<c r=\"$cell\"[^>]*><v>" "$folder/$sheet" || return 1
    sed -i "s|\(<c r=\"$cell\"[^>]*><v>\)[^<]*|\1$3|" "$folder/$sheet"
    (cd "$folder" && zip -q "$1" "$sheet")
}

# ---- Engine and LibreOffice ----

# tables SCENARIO: of its results, the main one as "-".
tables() {
    "$fordela" run "$1" --table no_such_table 2>&1 |
        sed -n 's/.*tables with results: //p' | tr -d ','
}

# engine NAME SCENARIO [--set ...]: the engine's tables and single values.
engine() {
    name=$1; scenario=$2
    shift 2
    for table in $(tables "$scenario"); do
        "$fordela" run "$scenario" "$@" --format csv --table "$table" \
            > "$work/engine/$name@$table.csv" 2> "$work/notes" ||
            { cat "$work/notes"; return 1; }
    done
    "$fordela" run "$scenario" "$@" --format json \
        > "$work/engine/$name.json" 2> "$work/notes"
}

# The workbook as the scenario stands.
book() {
    "$fordela" report "$2" -o "$work/books/$1.xlsx" 2> "$work/notes"
}

profile() {
    mkdir -p "$work/profile/user"
    cat > "$work/profile/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
}

# Every sheet of every workbook as a CSV file BOOK-SHEET.csv, numbers in full.
recompute() {
    profile
    (cd "$work/books" && HOME=$work soffice \
        "-env:UserInstallation=file://$work/profile" --headless \
        --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
        --outdir "$work/sheets" ./*.xlsx) > "$work/soffice.log" 2>&1 ||
        { cat "$work/soffice.log"; exit 1; }
}

# The state of every result on the sheet of checks, once each.
states() {
    awk -F, '/^results,/ { on = 1; next } on && NF < 2 || /^,/ { on = 0 }
             on { print $NF }' "$work/sheets/$1-Checks.csv" | sort -u
}

# compare NAME WORDS STATE
compare() {
    good=yes
    for engine in "$work/engine/$1"@*.csv; do
        [ -f "$engine" ] || continue
        table=${engine##*@}
        table=${table%.csv}
        sheet="$work/sheets/$1-Result.csv"
        [ -f "$work/sheets/$1-Result $table.csv" ] &&
            sheet="$work/sheets/$1-Result $table.csv"
        awk -f "$here/cells.awk" -f "$here/rows.awk" "$engine" "$sheet" ||
            good=no
    done
    totals=$work/sheets/$1-Totals.csv
    [ -f "$totals" ] || totals=/dev/null
    awk -f "$here/cells.awk" -f "$here/singles.awk" "$work/engine/$1.json" \
        "$totals" || good=no
    state=$(states "$1")
    if [ "$state" != "$3" ]; then
        echo "    the sheet of checks says \"$state\""
        good=no
    fi
    if [ $good = yes ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $2"
    fi
}

# ---- All cases ----

mkdir "$work/books" "$work/engine" "$work/sheets"
grep -v '^#' "$here/cases.txt" | grep . | grep -F -e "$words" > "$work/cases"
count=0
while IFS= read -r line; do
    count=$((count + 1))
    scenario=$top/${line%%;*}
    engine "plain$count" "$scenario"
    book "plain$count" "$scenario"
    case $line in *\;*) ;; *) continue ;; esac
    printf '%s\n' "${line#*;}" | tr ';' '\n' | sed 's/^ *//' > "$work/sets"
    set --
    while IFS= read -r change; do
        set -- "$@" --set "$change"
    done < "$work/sets"
    engine "changed$count" "$scenario" "$@"
    book "changed$count" "$scenario"
    while IFS= read -r change; do
        set_cell "$work/books/changed$count.xlsx" "${change%%=*}" \
            "$(cell_number "${change#*=}")"
    done < "$work/sets"
done < "$work/cases"

recompute
count=0
while IFS= read -r line; do
    count=$((count + 1))
    compare "plain$count" "${line%%;*}, as it is" "as Fördela computed it"
    case $line in *\;*) compare "changed$count" "$line" changed ;; esac
done < "$work/cases"
echo "workbooks recomputed: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
