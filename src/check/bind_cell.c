/* bind_cell.c - the one cell of a file that a value came from. */
#include <string.h>

#include "base/tr.h"
#include "check/bind_int.h"

/* The alternative that served a row, joined again: origins stand in the order
 * of the alternatives. False if it reads no file. */
static bool join_again(Binder *b, const Def *def, size_t row, Join *out)
{
    static const Word own = {0};
    const DataColumn *column = b->data->column[def->id];
    size_t at = column->at[row].origin;
    const AstAlt *alt = &def->fill->alt[at];
    const Word *from = &own;
    for (size_t i = 0; i <= at; i++)
        if (def->fill->alt[i].from.text && !def->fill->alt[i].result.text)
            from = &def->fill->alt[i].from;
    return !alt->constant && !alt->result.text
           && join_column(b, def->table, &alt->column, from, &def->type,
                          def->scale, out)
           && out->csv_row[row] > 0;
}

static Binder binder(Arena *arena, RatPool *pool, const Program *program,
                     Dataset *data, Diags *diags)
{
    return (Binder){.arena = arena, .pool = pool, .program = program,
                    .diags = diags, .data = data, .rows = data->rows};
}

bool bind_cell(Arena *arena, RatPool *pool, const Program *program,
               const Dataset *data, const Def *def, size_t row, FileCell *out,
               Diags *diags)
{
    Dataset copy = *data;
    Binder b = binder(arena, pool, program, &copy, diags_new(arena));
    Join join;
    if (!join_again(&b, def, row, &join)) {
        diags_add_machine(diags, b.diags);
        return false;
    }
    const char *path = join.csv->source->path;
    *out = (FileCell){.real = path_real(arena, path), .shown = path,
                      .source = join.csv->source,
                      .row = join.csv_row[row] - 1, .col = join.col,
                      .column = join.csv->head[join.col].text};
    out->text = csv_cell(join.csv, out->row, out->col)->text;
    out->place = csv_place(join.csv, out->row, out->col);
    return true;
}

bool bind_cell_value(Arena *arena, RatPool *pool, const Program *program,
                     const Dataset *data, const Def *def, size_t row,
                     const char *text, Datum *out, Diags *diags)
{
    Dataset copy = *data;
    Diags *unsaid = diags_new(arena);
    Binder b = binder(arena, pool, program, &copy, unsaid);
    Join join;
    bool bad = false;
    if (!join_again(&b, def, row, &join)) {
        diags_add_machine(diags, unsaid);
        return false;
    }
    /* A copy of the file's cells, so that the data stay as they are. */
    Csv csv = *join.csv;
    size_t at = (join.csv_row[row] - 1) * csv.n_cols + join.col;
    const char *was = csv.cell[at].text;
    csv.cell = ARENA_ARRAY(arena, Cell, csv.n_rows * csv.n_cols);
    memcpy(csv.cell, join.csv->cell,
           csv.n_rows * csv.n_cols * sizeof *csv.cell);
    csv.cell[at].text = text;
    join.csv = &csv;
    *out = (Datum){0};
    if (join_value(&b, &join, row, &def->type, out, &bad))
        return true;
    diag_add(diags, DIAG_FAULT, (Place){0},
             arena_format(arena, tr("write it as the file has it, such as %s"),
                          was),
             "\"%s\" does not fit the column \"%s\" of %s", text,
             csv.head[join.col].text, csv.source->path);
    return false;
}
