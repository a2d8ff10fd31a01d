/* infer_columns.c - the columns of other files, joined to a table by code. */
#include <string.h>

#include "base/tr.h"
#include "study/infer_int.h"
#include "table/cell.h"

typedef struct Join {
    Arena *arena;
    RatPool *pool;
    const InferTable *table;
    const Csv *csv;
    size_t key;
    size_t *line;
    Diags *diags;
} Join;

static bool find_key(Join *j, const char *path, const char *key, bool *use)
{
    const char *own = j->table->csv->head[j->table->key].text;
    int col = csv_find(j->csv, key != NULL ? key : own);
    j->key = col < 0 ? 0 : (size_t)col;
    if (col >= 0 || key == NULL)
        return true;
    Place head = {j->csv->source, j->csv->head[0].span};
    diag_add(j->diags, DIAG_FAULT, head,
             "name the column of codes that all files have",
             "%s has no column \"%s\"", path, key);
    *use = true;
    return false;
}

/* Lines of other codes are those of other recipients. */
static bool find_lines(Join *j, const char *path)
{
    const InferTable *t = j->table;
    size_t found = 0;
    j->line = ARENA_ARRAY(j->arena, size_t, t->n + 1);
    for (size_t i = 0; i < j->csv->n_rows; i++) {
        size_t row;
        const char *code = csv_cell(j->csv, i, j->key)->text;
        if (!code_index_find(t->index, code, &row))
            continue;
        if (j->line[row] > 0) {
            Place first = csv_place(j->csv, j->line[row] - 1, j->key);
            diag_add(j->diags, DIAG_FAULT, csv_place(j->csv, i, j->key),
                     "keep one of the lines",
                     "the code %s stands already in line %zu", code,
                     source_line_col(first.source, first.span.from).line);
            return false;
        }
        j->line[row] = i + 1;
        found++;
    }
    if (found > 0)
        return true;
    diag_add(j->diags, DIAG_FAULT, csv_place(j->csv, 0, j->key),
             arena_format(j->arena, tr("name the column of codes with --key; "
                                       "the codes of %s are such as %s"),
                          t->path, t->code[0]),
             "no line of %s has a code of %s", path, t->path);
    return false;
}

static NumberStyle style_of(const Join *j, size_t col)
{
    size_t row;
    return cell_style(j->csv, col, NULL, &row);
}

/* The values of the rows that have any; NULL if one of these is no number. */
static const Rat **read_values(const Join *j, size_t col, size_t *missing)
{
    const Rat **value = ARENA_ARRAY(j->arena, const Rat *, j->table->n + 1);
    NumberStyle style = style_of(j, col);
    *missing = 0;
    for (size_t i = 0; i < j->table->n; i++) {
        bool percent;
        CellStatus status = CELL_BLANK;
        if (j->line[i] > 0)
            status = cell_number(j->pool,
                                 csv_cell(j->csv, j->line[i] - 1, col),
                                 cell_style_at(j->csv, j->line[i] - 1, col,
                                               style), &value[i], &percent);
        if (status != CELL_OK && status != CELL_BLANK)
            return NULL;
        if (status == CELL_BLANK) {
            value[i] = NULL;
            *missing += 1;
        }
    }
    return *missing < j->table->n ? value : NULL;
}

static const char *sheet_of(const Csv *csv)
{
    return csv->source->sheet == NULL ? "" : csv->source->sheet;
}

/* The sheet of a source is known even where the path does not name it. */
bool infer_one_table(Arena *arena, const Csv *csv, const Csv *other)
{
    return csv == other
           || (strcmp(sheet_of(csv), sheet_of(other)) == 0
               && strcmp(path_real(arena, csv->source->path),
                         path_real(arena, other->source->path)) == 0);
}

/* False after faults. */
static bool read_file(Join *j, const char *path, SourceList *sources,
                      bool *same)
{
    const Csv *own = j->table->csv;
    j->csv = strcmp(path, j->table->path) == 0
                 ? own : csv_read(j->arena, path, NULL, (Place){0}, j->diags);
    if (j->csv == NULL)
        return false;
    *same = infer_one_table(j->arena, j->csv, own);
    if (*same)
        j->csv = own;
    else if (sources != NULL)
        *VEC_ADD(j->arena, sources) = j->csv->source;
    return true;
}

bool infer_columns(Arena *arena, RatPool *pool, const InferTable *table,
                   const char *path, const char *key, SourceList *sources,
                   InferColumns *out, bool *use, Diags *diags)
{
    Join j = {.arena = arena, .pool = pool, .table = table, .diags = diags};
    bool same;
    if (!read_file(&j, path, sources, &same)
        || !find_key(&j, path, key, use) || !find_lines(&j, path))
        return false;
    for (size_t col = 0; col < j.csv->n_cols; col++) {
        if (col == j.key || (same && col == table->column))
            continue;
        InferColumn *c = VEC_ADD(arena, out);
        *c = (InferColumn){.file = path, .name = j.csv->head[col].text,
                           .csv = j.csv, .col = col, .line = j.line};
        c->value = read_values(&j, col, &c->missing);
    }
    return true;
}

bool infer_is_base(const InferColumn *column, size_t n)
{
    bool some = false;
    if (column->value == NULL || column->missing > 0)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (rat_sign(column->value[i]) < 0)
            return false;
        some = some || rat_sign(column->value[i]) > 0;
    }
    return some;
}
