# rows.awk - does a sheet have the engine's rows?
#
#     awk -f cells.awk -f rows.awk ENGINE.csv SHEET.csv
#
# ENGINE.csv is what `fordela run --format csv` wrote; SHEET.csv a sheet of the
# workbook after its recomputation, with lines above its rows, and columns
# between. Whole numbers must be the same, others to a thousand-millionth.

{ sub(/\r$/, "") }

FNR == NR {
    width[FNR] = cells($0, row)
    for (i = 1; i <= width[FNR]; i++)
        engine[FNR, i] = row[i]
    lines = FNR
    next
}

!found {
    n = cells($0, row)
    if (row[1] != "code" || row[2] != "name")
        next
    split("", column)
    for (i = 1; i <= width[1]; i++)
        for (k = 1; k <= n; k++)
            if (row[k] == engine[1, i] && !(i in column))
                column[i] = k
    found = FNR
    for (i = 1; i <= width[1]; i++)
        if (!(i in column))
            found = 0
    at = 1
    next
}

# Titles that are the names again, then names, then units.
FNR == found + 1 {
    cells($0, row)
    if (row[1] == "code" && row[2] == "name")
        found = FNR
    next
}

at < lines {
    cells($0, row)
    at++
    for (i = 1; i <= width[1]; i++) {
        if (same(engine[at, i], row[column[i]])) {
            equal++
            continue
        }
        if (wrong++ < 5)
            printf "    row %s, %s: engine %s, workbook %s\n", engine[at, 1],
                   engine[1, i], engine[at, i], row[column[i]]
    }
}

END {
    if (!found)
        print "    no such columns"
    else if (at < lines)
        print "    " lines - at " rows are not there"
    if (wrong)
        print "    " wrong " cells differ"
    exit !(found && at == lines && !wrong)
}
