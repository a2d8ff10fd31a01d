# shellcheck shell=sh
# browser.sh - Chromium driven through chromedriver's HTTP interface (W3C
# WebDriver); sourced by page.sh. Needs curl, jq, chromium, chromium-driver.

# browser_open FOLDER: starts both; browser_close ends them.
browser_open() {
    chromedriver --port=0 > "$1/driver" 2>&1 &
    driver=$!
    tries=0
    until port=$(sed -n 's/.*successfully on port \([0-9]*\).*/\1/p' \
                     "$1/driver") && [ -n "$port" ]; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || { cat "$1/driver" >&2; return 1; }
        sleep 0.1
    done
    address=http://127.0.0.1:$port/session
    session=$(browser_send "" '{"capabilities": {"alwaysMatch": {
        "browserName": "chrome",
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        "goog:chromeOptions": {"args": ["--headless=new", "--no-sandbox",
            "--disable-gpu", "--window-size=1280,900", "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update"]}}}}' | jq -r .sessionId)
    [ -n "$session" ] && [ "$session" != null ]
}

browser_close() {
    [ -z "${session:-}" ] ||
        curl -s -X DELETE "$address/$session" > /dev/null || true
    [ -z "${driver:-}" ] || kill "$driver" 2> /dev/null || true
}

# browser_send PATH JSON: the value of the answer; fails on an error, which is
# said.
browser_send() {
    printf '%s' "$2" |
        curl -s --noproxy '*' -X POST "$address$1" \
            -H 'Content-Type: application/json' --data-binary @- |
        jq -ce 'if (.value | type) == "object" and .value.error
                then (.value | "\(.error): \(.message)" |
                      debug | halt_error(1))
                else .value end' 2>&1 | grep -v '^null$' || true
}

browser_go() {
    browser_send "/$session/url" "$(jq -nc --arg url "$1" '{url: $url}')"
}

# browser_run SCRIPT: what it returns, text plain and all else as JSON.
browser_run() {
    browser_send "/$session/execute/sync" \
        "$(jq -nc --arg script "$1" '{script: $script, args: []}')" |
        jq -r .
}

# An element by its CSS selector, for the two below.
browser_find() {
    browser_send "/$session/element" \
        "$(jq -nc --arg value "$1" '{using: "css selector", value: $value}')" |
        jq -r '.[]'
}

# browser_click SELECTOR, browser_type SELECTOR TEXT: as a person does it: what
# is not there, hidden or covered cannot be clicked.
browser_click() {
    browser_send "/$session/element/$(browser_find "$1")/click" '{}'
}

browser_type() {
    browser_send "/$session/element/$(browser_find "$1")/value" \
        "$(jq -nc --arg text "$2" '{text: $text}')"
}

# What the console said since the last look, a line each.
browser_console() {
    browser_send "/$session/se/log" '{"type": "browser"}' |
        jq -r '.[] | "\(.level) \(.message)"'
}

# Addresses asked for since the last look that are no files of this machine.
browser_requests() {
    browser_send "/$session/se/log" '{"type": "performance"}' |
        jq -r '.[].message | fromjson | .message
               | select(.method == "Network.requestWillBeSent")
               | .params.request.url
               | select((startswith("file:") or startswith("data:")) | not)'
}
