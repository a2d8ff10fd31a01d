# cells.awk - lines of CSV taken apart, and values of engine and sheet compared.

function cells(line, out,    n, at, c, field, quoted) {
    n = 0; field = ""; quoted = 0
    for (at = 1; at <= length(line); at++) {
        c = substr(line, at, 1)
        if (quoted && c == "\"" && substr(line, at + 1, 1) == "\"") {
            field = field c; at++
        } else if (c == "\"") {
            quoted = !quoted
        } else if (c == "," && !quoted) {
            out[++n] = field; field = ""
        } else {
            field = field c
        }
    }
    out[++n] = field
    return n
}

function number(text) {
    return text ~ /^-?[0-9.]+(E[-+]?[0-9]+)?%?$/
}

function value(text,    parts) {
    if (text ~ /%$/)
        return substr(text, 1, length(text) - 1) / 100
    if (split(text, parts, "/") == 2)
        return parts[1] / parts[2]
    return text + 0
}

function same(engine, sheet,    a, b, d) {
    if (engine == sheet || toupper(engine) == sheet)
        return 1
    if (!number(sheet))
        return 0
    a = value(engine); b = value(sheet)
    d = a > b ? a - b : b - a
    if (engine ~ /^-?[0-9]+$/)
        return d < 0.0000001
    return d <= 0.000000001 * (1 + (a < 0 ? -a : a))
}

