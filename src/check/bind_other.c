/* bind_other.c - what a data statement could have read instead. */
#include <string.h>

#include "check/bind_int.h"

/* Does the column hold the codes by which lines become rows? */
static bool is_key(const AstColumn *column, const Stmt *table,
                   const char *name)
{
    const Word *key = column->n_key ? column->key : table->words;
    size_t n = column->n_key ? column->n_key : table->n_words;
    for (size_t i = 0; i < n; i++)
        if (strcmp(key[i].text, name) == 0)
            return true;
    return false;
}

/* The statement with another column in its first alternative. */
static const Stmt *with_column(Arena *arena, const Stmt *stmt,
                               const char *name)
{
    Stmt *out = ARENA_NEW(arena, Stmt);
    *out = *stmt;
    out->alt = ARENA_ARRAY(arena, AstAlt, stmt->n_alts);
    memcpy(out->alt, stmt->alt, stmt->n_alts * sizeof *out->alt);
    out->alt[0].column.name.text = name;
    return out;
}

static Csv *file_of(Binder *b, const AstAlt *alt, int table)
{
    const char *path;
    const RowsRead *own = &b->rows[table];
    if (!alt->from.text && !alt->column.encoding.text)
        return own->csv;
    return bind_file(b, alt->from.text ? &alt->from : &own->stmt->path,
                     alt->column.encoding.text, &path);
}

size_t bind_other_columns(Arena *arena, RatPool *pool, const Program *program,
                          const Dataset *data, const Def *def,
                          OtherColumn **out, Diags *diags)
{
    Dataset copy = *data;
    Binder b = {.arena = arena, .pool = pool, .program = program,
                .diags = diags_new(arena), .data = &copy,
                .rows = data->rows};
    const AstAlt *alt = &def->fill->alt[0];
    size_t n = 0;
    *out = NULL;
    if (!alt->column.name.text)
        return 0;
    const Csv *csv = file_of(&b, alt, def->table);
    diags_add_machine(diags, b.diags);
    *out = ARENA_ARRAY(arena, OtherColumn, csv ? csv->n_cols : 0);
    for (size_t i = 0; csv && i < csv->n_cols; i++) {
        const char *name = csv->head[i].text;
        if (strcmp(name, alt->column.name.text) == 0
            || is_key(&alt->column, b.rows[def->table].stmt, name))
            continue;
        b.diags = diags_new(arena);     /* what does not fit is no fault */
        const DataColumn *column =
            bind_data(&b, def, with_column(arena, def->fill, name));
        diags_add_machine(diags, b.diags);
        if (column && !diags_failed(b.diags))
            (*out)[n++] = (OtherColumn){name, column};
    }
    return n;
}
