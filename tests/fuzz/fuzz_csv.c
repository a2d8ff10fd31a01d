/* fuzz_csv.c - any bytes as a CSV file: a grid of cells, or a fault.
 *
 * The first byte chooses the encoding that is asked for.
 */
#include <string.h>

#include "fuzz.h"
#include "table/cell.h"

/* Every cell lies in the text, after the one before it, and can be read as
 * whatever it may be. */
static void read_cells(const Csv *csv, RatPool *pool)
{
    uint32_t before = 0;
    size_t row;
    for (size_t i = 0; i < csv->n_cols; i++)
        cell_style(csv, i, NULL, &row);
    for (size_t i = 0; i < csv->n_rows * csv->n_cols; i++) {
        const Cell *cell = &csv->cell[i];
        const Rat *number;
        bool flag;
        Date date;
        fuzz_demand(before <= cell->span.from
                        && cell->span.from <= cell->span.to
                        && cell->span.to <= csv->source->len,
                    "cells lie in the text one after the other");
        before = cell->span.to;
        cell_number(pool, cell, (NumberStyle)(i % 3), &number, &flag);
        cell_flag(cell, &flag);
        cell_date(cell, &date);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const encodings[] = {NULL, "utf-8", "windows-1252",
                                            "iso-8859-1"};
    if (size == 0)
        return 0;
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Diags *diags = diags_new(arena);
    Source *source = source_make(arena, "fuzz.csv", (const char *)data + 1,
                                 size - 1);
    Csv *csv = csv_from_source(arena, source, encodings[data[0] % 4], diags);
    fuzz_demand((csv == NULL) == diags_failed(diags),
                "a grid or a fault, never both");
    if (csv != NULL)
        read_cells(csv, pool);
    Buf shown = {0};
    diags_render(diags, &shown);
    buf_free(&shown);
    rat_pool_free(pool);
    arena_free(arena);
    return 0;
}
