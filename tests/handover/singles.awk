# singles.awk - do single results stand in the sheet of totals?
#
#     awk -f cells.awk -f singles.awk ENGINE.json TOTALS.csv

FNR == NR {
    if (/"single_values": \[/)
        inside = 1
    else if (inside && /^  \]/)
        inside = 0
    if (!inside || !match($0, /"(name|amount)": /))
        next
    text = substr($0, RSTART + RLENGTH)
    gsub(/^"|"?,?$/, "", text)
    gsub(/\\"/, "\"", text)
    if (/"name": /) {
        name = text
    } else {
        engine[name] = text
        wanted++
    }
    next
}

{
    sub(/\r$/, "")
    cells($0, row)
    if (!(row[6] in engine))
        next
    if (same(engine[row[6]], row[2])) {
        equal++
        next
    }
    printf "    %s: engine %s, workbook %s\n", row[6], engine[row[6]], row[2]
}

END { exit equal != wanted }
