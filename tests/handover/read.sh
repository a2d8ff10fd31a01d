#!/bin/sh
# read.sh - data from workbooks give the same amounts as from CSV.
#
#     read.sh BUILD
#
# LibreOffice turns every CSV file of the scenarios into a workbook: the first
# three columns as text (codes with their leading zeros, and numbers stored as
# text), the others as it sees fit, names such as 2018-12-31 as dates. Every
# scenario is then run with both.
set -eu

build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
passed=0
failed=0

cp -R "$top/formulas" "$top/scenarios" "$work"
cd "$work"
for folder in scenarios/*/; do
    ls "$folder"*.csv > /dev/null 2>&1 || continue
    HOME=$work soffice "-env:UserInstallation=file://$work/profile" \
        --headless --infilter='CSV:44,34,76,1,1/2/2/2/3/2,1033,false,true' \
        --convert-to xlsx --outdir "$folder" "$folder"*.csv \
        > soffice.log 2>&1 || { cat soffice.log; exit 1; }
done
rm scenarios/*/*.csv
sed -i 's/\.csv"/.xlsx"/g' scenarios/*/*.scenario

for scenario in scenarios/*/*.scenario; do
    "$build/fordela" run "$top/$scenario" --format csv > csv.out
    if "$build/fordela" run "$scenario" --format csv > xlsx.out &&
        cmp csv.out xlsx.out &&
        { ! grep -q '^expect ' "$scenario" ||
            "$build/fordela" verify "$scenario" > verify.out; }; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $scenario"
    fi
done
echo "scenarios read from workbooks: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
