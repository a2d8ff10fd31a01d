#!/bin/sh
# page.sh - pages in Chromium: no errors, no requests, and what they can do.
#
#     page.sh BUILD
#
# Writes the page of every scenario of the documents, of a comparison, a
# simulation, a sweep, in Swedish, with a map file and of data with hostile
# names; opens each, and demands that its script ran, that the console is silent
# and that nothing was asked of the network. One page is driven: searched,
# sorted, and every amount clicked, whose derivation must be what `fordela
# explain` says.
set -eu

build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
. "$here/browser.sh"
trap 'browser_close; rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

fordela=$build/fordela
grant=scenarios/kompetensutveckling-2020/kompetensutveckling-2020.scenario
passed=0
failed=0
cd "$top"

pass() {
    passed=$((passed + 1))
}

# fail WHAT WHY
fail() {
    failed=$((failed + 1))
    printf 'FAIL %s: %s\n' "$1" "$2"
}

# same WHAT EXPECTED GOT
same() {
    if [ "$2" = "$3" ]; then
        pass
    else
        fail "$1" "expected \"$2\", got \"$3\""
    fi
}

# ---- Every kind of page opens in silence ----

# opens NAME FILE
opens() {
    browser_go "file://$2"
    console=$(browser_console)
    requests=$(browser_requests)
    live=$(browser_run 'return document.documentElement.className +
        (document.querySelector("h1").textContent ? "" : " no heading")')
    if [ -n "$console" ]; then
        fail "$1" "the console says: $console"
    elif [ -n "$requests" ]; then
        fail "$1" "it asks for $requests"
    else
        same "$1" live "$live"
    fi
}

# The looking itself: a page with both faults must not pass.
looks_closely() {
    cat > "$work/faulty.html" <<'PAGE'
<!DOCTYPE html><html class="live"><h1>x</h1>
<img src="http://127.0.0.1:9/x.png" alt=""><script>nobody()</script>
PAGE
    browser_go "file://$work/faulty.html"
    case $(browser_console) in
    *nobody*) pass ;;
    *) fail "a faulty page" "its console seems silent" ;;
    esac
    same "a faulty page's requests" http://127.0.0.1:9/x.png \
        "$(browser_requests)"
}

documents() {
    find scenarios -name '*.scenario' | LC_ALL=C sort > "$work/list"
    while read -r scenario; do
        "$fordela" report "$scenario" -o "$work/page.html" ||
            { fail "$scenario" "no page"; continue; }
        opens "$scenario" "$work/page.html"
    done < "$work/list"
}

many() {
    cat > "$work/reform.scenario" <<SCENARIO
scenario reform "Fifty thousand each"
like "$top/$grant"
set minimum = 50 000 kr
SCENARIO
    "$fordela" compare "$grant" "$work/reform.scenario" -o "$work/c.html"
    opens "a comparison" "$work/c.html"
    "$fordela" simulate "${grant%/*}/osakra-nycklar.scenario" --draws 2000 \
        -o "$work/d.html"
    opens "a simulation" "$work/d.html"
    "$fordela" sweep "$grant" -o "$work/s.html"
    opens "a sweep" "$work/s.html"
    "$fordela" report "$grant" --lang sv -o "$work/sv.html"
    opens "a page in Swedish" "$work/sv.html"
    same "its script speaks Swedish" "Sök i tabellen " "$(browser_run \
        'return document.querySelector(".tools label").firstChild.data')"
}

# A map file of two triangles; a shape leads to its line in the table.
mapped() {
    cat > "$work/map.geojson" <<'MAP'
{"type": "FeatureCollection", "features": [
 {"type": "Feature", "properties": {"kod": "0114"}, "geometry":
  {"type": "Polygon", "coordinates": [[[17, 59], [18, 59], [18, 60], [17, 59]]]}},
 {"type": "Feature", "properties": {"kod": "0115"}, "geometry":
  {"type": "Polygon", "coordinates": [[[18, 59], [19, 59], [19, 60], [18, 59]]]}}]}
MAP
    "$fordela" report "$grant" --map "$work/map.geojson" \
        -o "$work/m.html" 2> /dev/null
    opens "a page with a map file" "$work/m.html"
    same "a shape leads to its line" Vallentuna "$(browser_run 'return document
        .querySelector(document.querySelector("figure.map a[href=\"#r0115\"]")
            .getAttribute("href")).cells[1].textContent')"
}

# Names that are markup, in every place that a name comes from.
hostile() {
    cat > "$work/h.formula" <<'FORMULA'
formula h "</title><script>document.hacked = 1</script>"
param budget : kr = 100 kr "<img src=x onerror='document.hacked = 2'>"
data key : number per recipient """><script>document.hacked = 3</script>"
result grant = allocate budget by key "<svg onload='document.hacked = 4'>"
round grant to 1 kr by largest remainder
FORMULA
    cat > "$work/h.scenario" <<'SCENARIO'
scenario h "</style><script>document.hacked = 5</script>"
source "<iframe src='javascript:parent.document.hacked = 6'></iframe>"
formula "h.formula"
table recipient from "h.csv" key code name name
data key column key source "--><script>document.hacked = 7</script>"
report sum(grant) "</script><script>document.hacked = 8</script>"
SCENARIO
    {
        echo 'code,name,key'
        echo "1,</script><script>document.hacked = 9</script>,1"
        echo "2,\"\"\" onclick=\"\"document.hacked = 10\"\" x=\"\"\",2"
    } > "$work/h.csv"
    "$fordela" report "$work/h.scenario" -o "$work/h.html"
    opens "hostile names" "$work/h.html"
    browser_click 'tbody .why'
    same "hostile names stay names" "null 0" "$(browser_run '
        return (document.hacked || null) + " " +
            document.querySelectorAll("img, iframe, [onclick]").length')"
}

# Every tile leads to its line of the table, and no page is so narrow that a map
# hangs out of it.
maps() {
    for scenario in "$grant" scenarios/aterhamtning-2023/regioner.scenario; do
        "$fordela" report "$scenario" -o "$work/page.html"
        browser_go "file://$work/page.html"
        same "tiles that lead nowhere" 0 "$(browser_run '
            return Array.prototype.filter.call(
                document.querySelectorAll("svg.map a"), function (a) {
                    return !document.querySelector(a.getAttribute("href"));
                }).length')"
        same "as many tiles as lines" "$(browser_run '
            return document.querySelectorAll("svg.map a").length')" \
            "$(browser_run 'return document.querySelectorAll("table.data")[0]
                .querySelectorAll("tbody tr").length')"
        same "a map on a narrow page" within "$(browser_run '
            document.body.style.width = "18rem";
            return document.querySelector("svg.map").getBoundingClientRect()
                .right <= document.querySelector("h1").getBoundingClientRect()
                .right + 1 ? "within" : "outside"')"
    done
}

# ---- One page, used ----

first_row='document.querySelector("table.data tbody tr:not([hidden])")'

searches() {
    browser_type 'input[type=search]' 'bjurh'
    same "a search leaves one row" 1 "$(browser_run 'return document
        .querySelectorAll("table.data")[0]
        .querySelectorAll("tbody tr:not([hidden])").length')"
    same "and says how many" "1 of 290" "$(browser_run \
        'return document.querySelector(".tools output").textContent')"
    same "the row" Bjurholm \
        "$(browser_run "return $first_row.cells[1].textContent")"
    backspace=$(printf '\356\200\203')      # U+E003, a key to WebDriver
    browser_type 'input[type=search]' \
        "$backspace$backspace$backspace$backspace$backspace"
    same "all are there again" 290 "$(browser_run 'return document
        .querySelectorAll("table.data")[0]
        .querySelectorAll("tbody tr:not([hidden])").length')"
}

# sorted WHAT COLUMN NAME DIRECTION
sorted() {
    same "$1" "$3 $4" "$(browser_run "return $first_row.cells[1].textContent +
        ' ' + document.querySelector('table.data thead').rows[0]
            .cells[$2].getAttribute('aria-sort')")"
}

# Largest and smallest amount as fordela run has them; å, ä and ö come last.
sorts() {
    "$fordela" run "$grant" --format csv | tail -n +2 > "$work/amounts"
    largest=$(sort -t, -k3n "$work/amounts" | tail -1 | cut -d, -f2)
    smallest=$(sort -t, -k3n "$work/amounts" | head -1 | cut -d, -f2)
    browser_click 'table.data th:nth-child(3) .sort'
    sorted "sorted by amount" 2 "$largest" descending
    browser_type 'table.data th:nth-child(3) .sort' \
        "$(printf '\356\200\207')"          # Enter, by keyboard
    sorted "and the other way" 2 "$smallest" ascending
    browser_click 'table.data th:nth-child(2) .sort'
    sorted "sorted by name" 1 Ale ascending
    browser_click 'table.data th:nth-child(2) .sort'
    sorted "names backwards" 1 Övertorneå descending
}

# What stands under the heading of an explanation, without the tree's lines
# and where text was folded.
bare() {
    tr -d '\n' | sed 's/[├└│─ ]//g; s/\xC2\xA0//g'
}

# Clicks every amount of the first table, in whatever order it stands now.
explains() {
    browser_run '
        var out = [];
        document.querySelectorAll("table.data")[0]
            .querySelectorAll("tbody tr").forEach(function (row) {
                row.querySelector(".why").click();
                var d = document.querySelector("dialog");
                out.push(row.cells[0].textContent + "\t" +
                         d.querySelector(".tree").textContent
                             .replace(/[\s\u00a0]/g, ""));
                d.close();
            });
        return out.join("\n")' > "$work/shown"
    same "amounts that were clicked" 290 "$(wc -l < "$work/shown")"
    wrong=
    while IFS='	' read -r code text; do
        "$fordela" explain "$grant" "$code" |
            sed '1,/^$/d; /^other results/d' | bare > "$work/told"
        [ "$text" = "$(cat "$work/told")" ] || wrong="$wrong $code"
    done < "$work/shown"
    same "derivations that differ from explain" "" "$wrong"
}

dialog_is_a_dialog() {
    browser_click 'table.data tbody tr:nth-child(5) .why'
    same "a click opens it" true \
        "$(browser_run 'return document.querySelector("dialog").open')"
    same "its heading names the row" true "$(browser_run "return document
        .querySelector('dialog h2').textContent.indexOf(document
            .querySelectorAll('table.data tbody tr')[4].cells[1]
            .textContent) === 0")"
    browser_type 'dialog .bar button' "$(printf '\356\200\214')"   # Escape
    same "Escape closes it" false \
        "$(browser_run 'return document.querySelector("dialog").open')"
    same "and the amount has the focus again" why "$(browser_run \
        'return document.activeElement.className')"
}

driven() {
    "$fordela" report "$grant" -o "$work/page.html"
    browser_go "file://$work/page.html"
    searches
    sorts
    dialog_is_a_dialog
    explains
    same "the console at the end" "" "$(browser_console)"
    same "requests at the end" "" "$(browser_requests)"
}

browser_open "$work" || { echo "Chromium does not start"; exit 1; }
looks_closely
documents
many
mapped
hostile
maps
driven
echo "test-handover-page: $passed passed, $failed failed"
[ $failed = 0 ]
