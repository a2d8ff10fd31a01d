#!/bin/sh
# check-rooms.sh - the rooms of src keep to the rules of who may use whom.
#
#     check-rooms.sh [TOP]
#
# 1. A room includes itself and the rooms before it, written "room/file.h".
# 2. cli and web know the engine by fordela.h alone (and base/tr.h, the words
#    they share), checker knows nothing of it, and nobody before api includes
#    fordela.h.
# 3. Each outside library has the one room that uses it.
# 4. Only cli prints to standard output or error, ends the process or could
#    start another (base/mem.c does the first two when memory runs out; checker
#    and pack are programs of their own). pack may look at the tables of every
#    room.
# 5. Nobody uses longjmp.
set -eu
cd "${1:-.}"

files=$(find src include -name '*.[ch]' -o -name '*.inc' | LC_ALL=C sort)
[ -n "$files" ] || { echo "check-rooms: no sources found"; exit 1; }

# shellcheck disable=SC2016,SC2086
awk '
BEGIN {
    count = split("base money table lang check exact plan fast study " \
                  "report api web cli", order, " ")
    for (i = 1; i <= count; i++)
        place[order[i]] = i
    owner["gmp.h"] = "money checker"
    owner["mpfr.h"] = "money"
    owner["csv.h"] = owner["zip.h"] = owner["expat.h"] = "table"
    owner["nettle/"] = "base checker"
    owner["yajl/"] = "report"
    owner["gsl/"] = owner["pthread.h"] = "study"
    owner["netcdf.h"] = owner["xlsxwriter.h"] = "report"
    owner["sys/socket.h"] = owner["netinet/"] = owner["arpa/"] = "web"
    owner["netdb.h"] = "web"
    owner["setjmp.h"] = owner["criterion/"] = "nobody"
    list = "printf vprintf puts putchar putchar_unlocked perror psignal " \
           "stdout stderr STDOUT_FILENO STDERR_FILENO warn warnx err errx " \
           "exit _exit _Exit quick_exit abort " \
           "dprintf vdprintf raise system popen fork"
    count = split(list, names, " ")
    for (i = 1; i <= count; i++)
        loud[names[i]] = 1
    # What is also an everyday name counts only as a call.
    callonly = " err errx warn warnx exit puts abort printf perror raise " \
               "system fork "
}

function complain(text) {
    printf "%s:%d: %s\n", FILENAME, FNR, text
    faults++
}

FNR == 1 {
    total++
    in_comment = 0
    room = FILENAME
    if (sub(/^src\//, "", room))
        sub(/\/.*/, "", room)
    else
        room = "include"
    if (room != "include" && room != "checker" && room != "pack" \
        && !(room in place))
        complain("no room is called \"" room "\"")
}

# The line without comments and without the insides of literals.
function code_of(line,    out, c, two, i, n, quote) {
    out = ""
    n = length(line)
    for (i = 1; i <= n; i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (in_comment) {
            if (two == "*/") { in_comment = 0; i++ }
        } else if (two == "/*") {
            in_comment = 1; i++
        } else if (two == "//") {
            break
        } else if (c == "\"" || c == "\047") {
            quote = c
            for (i++; i <= n; i++) {
                c = substr(line, i, 1)
                if (c == "\\") i++
                else if (c == quote) break
            }
            out = out quote quote
        } else {
            out = out c
        }
    }
    return out
}

function check_own(name,    target) {
    if (name == "fordela.h") {
        if (place[room] < place["api"])
            complain(room " comes before api and cannot include fordela.h")
        return
    }
    target = name
    if (!sub(/\/[^\/]*$/, "", target) || name ~ /\.\./) {
        complain("write #include \"room/file.h\", not \"" name "\"")
        return
    }
    if (target == room || room == "pack")
        return
    if (room == "include")
        complain("fordela.h stands alone, it cannot include " name)
    else if (room == "checker")
        complain("checker shares nothing with the engine: " name)
    else if ((room == "cli" || room == "web") && name == "base/tr.h")
        return
    else if (room == "cli" || room == "web")
        complain(room " uses the engine by fordela.h alone, not " name)
    else if (!(target in place))
        complain("no room is called \"" target "\"")
    else if (place[target] > place[room])
        complain(room " comes before " target " and cannot include " name)
}

function check_foreign(name,    key) {
    for (key in owner) {
        if (name != key && !(key ~ /\/$/ && index(name, key) == 1))
            continue
        if (index(" " owner[key] " ", " " room " ") == 0)
            complain("<" name "> belongs to " owner[key] ", not to " room)
    }
}

/^[ \t]*#[ \t]*include/ && !in_comment {
    name = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
    mark = substr(name, 1, 1)
    name = substr(name, 2)
    sub(/[">].*/, "", name)
    if (mark == "\"")
        check_own(name)
    else if (mark == "<")
        check_foreign(name)
    else
        complain("an include must name its file")
    next
}

{
    code = code_of($0)
    if (room == "cli" || room == "checker" || room == "pack" \
        || FILENAME == "src/base/mem.c")
        next
    while (match(code, /[A-Za-z_][A-Za-z_0-9]*/)) {
        word = substr(code, RSTART, RLENGTH)
        before = substr(code, 1, RSTART - 1)
        code = substr(code, RSTART + RLENGTH)
        if (!(word in loud) || before ~ /(\.|->)$/)
            continue
        if (index(callonly, " " word " ") && code !~ /^[ \t]*\(/)
            continue
        complain("only cli prints, exits or starts programs: " word)
    }
}

END {
    if (faults) {
        printf "check-rooms: %d faults\n", faults
        exit 1
    }
    printf "check-rooms: %d files keep to the rules\n", total
}
' $files
