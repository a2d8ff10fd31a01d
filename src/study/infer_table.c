/* infer_table.c - the published column of a file, as whole counts of a unit.
 */
#include <string.h>

#include "base/tr.h"
#include "study/infer_int.h"
#include "table/cell.h"

/* Decimals an amount may have. */
#define PLACES_MAX 6

typedef struct Reader {
    Arena *arena;
    RatPool *pool;
    InferTable *t;
    Diags *diags;
} Reader;

static Place head_place(const Csv *csv)
{
    Place place = {csv->source, csv->head[0].span};
    place.span.to = csv->head[csv->n_cols - 1].span.to;
    return place;
}

static const char *column_list(Arena *arena, const Csv *csv)
{
    const char *list = tr("its columns are ");
    for (size_t i = 0; i < csv->n_cols && i < 8; i++)
        list = arena_format(arena, "%s%s%s", list, i > 0 ? ", " : "",
                            csv->head[i].text);
    return csv->n_cols > 8 ? arena_format(arena, "%s, ...", list) : list;
}

/* Index of the column, or -1 and a fault that names the nearest. */
static int find_column(Reader *r, const char *name, bool *use)
{
    const Csv *csv = r->t->csv;
    int col = csv_find(csv, name);
    if (col >= 0)
        return col;
    const char **names = ARENA_ARRAY(r->arena, const char *, csv->n_cols);
    for (size_t i = 0; i < csv->n_cols; i++)
        names[i] = csv->head[i].text;
    const char *near = name_nearest(name, names, csv->n_cols);
    diag_add(r->diags, DIAG_FAULT, head_place(csv),
             near != NULL
                 ? arena_format(r->arena, tr("did you mean \"%s\"?"), near)
                 : column_list(r->arena, csv),
             "%s has no column \"%s\"", r->t->path, name);
    *use = true;
    return -1;
}

/* ---- Codes and names ---- */

static void read_codes(Reader *r)
{
    InferTable *t = r->t;
    t->code = ARENA_ARRAY(r->arena, const char *, t->n + 1);
    t->index = code_index_new(r->arena, t->n);
    for (size_t i = 0; i < t->n; i++) {
        size_t earlier;
        Place place = csv_place(t->csv, i, t->key);
        t->code[i] = csv_cell(t->csv, i, t->key)->text;
        if (t->code[i][0] == '\0') {
            diag_add(r->diags, DIAG_FAULT, place,
                     "give the row a code, or take the line away",
                     "a row without a code");
        } else if (!code_index_add(t->index, t->code[i], i, &earlier)) {
            Place first = csv_place(t->csv, earlier, t->key);
            diag_add(r->diags, DIAG_FAULT, place,
                     "each code stands once: take one line away, or name "
                     "another column with --key",
                     "the code %s stands already in line %zu", t->code[i],
                     source_line_col(first.source, first.span.from).line);
        }
    }
}

static bool is_words(Reader *r, size_t col)
{
    const Rat *number;
    bool percent;
    for (size_t i = 0; i < r->t->n; i++) {
        const Cell *cell = csv_cell(r->t->csv, i, col);
        if (!cell_is_blank(cell)
            && cell_number(r->pool, cell, STYLE_POINT, &number, &percent)
                   != CELL_OK)
            return true;
    }
    return false;
}

/* The first column of words beside the codes. */
static void read_names(Reader *r)
{
    InferTable *t = r->t;
    t->label = -1;
    for (size_t col = 0; t->label < 0 && col < t->csv->n_cols; col++)
        if (col != t->key && col != t->column && is_words(r, col))
            t->label = (int)col;
    t->name = ARENA_ARRAY(r->arena, const char *, t->n + 1);
    for (size_t i = 0; i < t->n; i++)
        t->name[i] = t->label < 0
                         ? t->code[i]
                         : csv_cell(t->csv, i, (size_t)t->label)->text;
}

/* ---- Amounts ---- */

static const Rat *bad_amount(Reader *r, size_t row, const char *way_out,
                             const char *what)
{
    const Cell *cell = csv_cell(r->t->csv, row, r->t->column);
    diag_add(r->diags, DIAG_FAULT, csv_place(r->t->csv, row, r->t->column),
             way_out, "\"%s\" is %s", cell->text, what);
    return NULL;
}

static const Rat *read_amount(Reader *r, size_t row, NumberStyle style)
{
    const Rat *out = NULL;
    bool percent = false;
    const Cell *cell = csv_cell(r->t->csv, row, r->t->column);
    style = cell_style_at(r->t->csv, row, r->t->column, style);
    switch (cell_number(r->pool, cell, style, &out, &percent)) {
    case CELL_OK:
        break;
    case CELL_BLANK:
        diag_add(r->diags, DIAG_FAULT,
                 csv_place(r->t->csv, row, r->t->column),
                 "write 0 where nothing was given, or take the line away",
                 "\"%s\" has no amount", r->t->name[row]);
        return NULL;
    case CELL_BAD:
        return bad_amount(r, row, tr("write digits, with \",\" or \".\" for "
                                     "decimals"), tr("not a number"));
    case CELL_TOO_LONG:
        return bad_amount(r, row, tr("amounts here are at most 10^15 units"),
                          tr("a number of too many digits"));
    }
    if (percent)
        return bad_amount(r, row, tr("name a column of amounts"),
                          tr("a percentage"));
    out = rat_mul(r->pool, out, rat_int(r->pool, r->t->kronor));
    if (rat_places(out, PLACES_MAX) < 0)
        return bad_amount(r, row, tr("round the amounts first"),
                          tr("an amount of more than 6 decimals"));
    return out;
}

static const Rat **read_amounts(Reader *r)
{
    InferTable *t = r->t;
    size_t row = 0;
    NumberStyle style = cell_style(t->csv, t->column, NULL, &row);
    if (style == STYLE_UNKNOWN) {
        bad_amount(r, row, tr("write a decimal in some cell, or no marks at "
                              "all"),
                   tr("a number whose mark could be for decimals or for "
                      "thousands, and no other cell decides"));
        return NULL;
    }
    bool good = true;
    const Rat **out = ARENA_ARRAY(r->arena, const Rat *, t->n + 1);
    for (size_t i = 0; i < t->n; i++) {
        out[i] = read_amount(r, i, style);
        good = good && out[i] != NULL;
    }
    return good ? out : NULL;
}

/* ---- The unit ---- */

/* The largest power of ten from 10^-6 on that goes into all amounts; 1 where
 * they are all 0, or fewer than three: three round numbers in a row are no
 * accident. */
static const Rat *common_unit(Reader *r, const Rat *const *amount)
{
    const Rat *ten = rat_int(r->pool, 10), *one = rat_int(r->pool, 1);
    const Rat *unit = rat_ratio(r->pool, 1, 1000000);
    size_t n = 0;
    for (size_t i = 0; i < r->t->n; i++)
        n += rat_sign(amount[i]) != 0;
    for (;;) {
        const Rat *next = rat_mul(r->pool, unit, ten);
        bool all = n > 0 && (rat_cmp(unit, one) < 0 || n > 2);
        for (size_t i = 0; all && i < r->t->n; i++)
            all = rat_is_whole(rat_div(r->pool, amount[i], next));
        if (!all)
            return n == 0 ? one : unit;
        unit = next;
    }
}

static bool given_unit(Reader *r, const char *text, const Rat *const *amount,
                       bool *use)
{
    r->t->unit = rat_read(r->pool, text, strlen(text));
    r->t->unit_given = true;
    if (r->t->unit == NULL || rat_overflowed(r->pool)
        || rat_sign(r->t->unit) <= 0) {
        diag_add(r->diags, DIAG_FAULT, (Place){0},
                 "--unit takes a number above 0, such as 100",
                 "--unit cannot be \"%s\"", text);
        *use = true;
        return false;
    }
    for (size_t i = 0; i < r->t->n; i++)
        if (!rat_is_whole(rat_div(r->pool, amount[i], r->t->unit))) {
            bad_amount(r, i, tr("give the unit that the amounts were rounded "
                                "to"),
                       arena_format(r->arena, tr("not a multiple of %s"),
                                    text));
            return false;
        }
    return true;
}

static bool count_units(Reader *r, const Rat *const *amount)
{
    InferTable *t = r->t;
    t->amount = ARENA_ARRAY(r->arena, int64_t, t->n + 1);
    t->sum = 0;
    t->negative = false;
    for (size_t i = 0; i < t->n; i++) {
        int64_t *a = &t->amount[i];
        if (!rat_to_int(rat_div(r->pool, amount[i], t->unit), a)
            || rat_overflowed(r->pool)
            || *a > INFER_SUM_MAX - t->sum || *a < -INFER_SUM_MAX
            || t->sum + *a < -INFER_SUM_MAX) {
            bad_amount(r, i, tr("amounts here add up to at most 10^15 units"),
                       tr("too much"));
            return false;
        }
        t->negative = t->negative || *a < 0;
        t->sum += *a;
    }
    return true;
}

/* A line with the sum makes nonsense of all that follows. */
static void note_sum(Reader *r)
{
    const InferTable *t = r->t;
    for (size_t i = 0; t->n > 3 && t->sum > 0 && i < t->n; i++)
        if (2 * t->amount[i] == t->sum)
            diag_add(r->diags, DIAG_NOTE, csv_place(t->csv, i, t->column),
                     "take the line away if it is their sum",
                     "this amount is the sum of all the others");
}

static bool read_column(Reader *r, const char *unit, bool *use)
{
    const Rat **amount = read_amounts(r);
    if (amount == NULL)
        return false;
    if (unit == NULL)
        r->t->unit = common_unit(r, amount);
    else if (!given_unit(r, unit, amount, use))
        return false;
    if (!count_units(r, amount))
        return false;
    note_sum(r);
    return true;
}

/* ---- Reading ---- */

static bool read_kronor(Reader *r, const char *in, bool *use)
{
    r->t->kronor = in == NULL ? 1 : unit_kronor(in);
    if (r->t->kronor > 0)
        return true;
    diag_add(r->diags, DIAG_FAULT, (Place){0},
             "--in takes kr, tkr, mnkr or mdkr", "--in cannot be \"%s\"", in);
    *use = true;
    return false;
}

InferTable *infer_table(Arena *arena, RatPool *pool, const InferRead *read,
                        SourceList *sources, bool *use, Diags *diags)
{
    InferTable *t = ARENA_NEW(arena, InferTable);
    Reader r = {arena, pool, t, diags};
    t->path = read->path;
    if (!read_kronor(&r, read->in, use))
        return NULL;
    t->csv = csv_read(arena, read->path, NULL, (Place){0}, diags);
    if (t->csv == NULL)
        return NULL;
    if (sources != NULL)
        *VEC_ADD(arena, sources) = t->csv->source;
    t->n = t->csv->n_rows;
    int column = find_column(&r, read->amount, use);
    int key = read->key == NULL ? 0 : find_column(&r, read->key, use);
    if (column < 0 || key < 0)
        return NULL;
    t->column = (size_t)column;
    t->key = (size_t)key;
    size_t faults = diags_count(diags);
    read_codes(&r);
    read_names(&r);
    return read_column(&r, read->unit, use) && diags_count(diags) == faults
               ? t : NULL;
}

InferTable *infer_column(Arena *arena, RatPool *pool, const InferTable *table,
                         const char *column, bool *use, Diags *diags)
{
    InferTable *t = ARENA_NEW(arena, InferTable);
    Reader r = {arena, pool, t, diags};
    *t = *table;
    t->unit_given = false;
    int found = find_column(&r, column, use);
    if (found < 0)
        return NULL;
    t->column = (size_t)found;
    return read_column(&r, NULL, use) ? t : NULL;
}

/* ---- Totals ---- */

/* The multiple of the largest power of ten between from and to. */
static int64_t roundest(int64_t from, int64_t to)
{
    int64_t best = to;
    for (int64_t ten = 10; ten <= to; ten *= 10) {
        int64_t multiple = to / ten * ten;
        if (multiple < from || multiple <= 0)
            break;
        best = multiple;
    }
    return best;
}

/* A row rounded by itself is less than one unit away. */
size_t infer_totals(const InferTable *table, int64_t given,
                    int64_t out[INFER_TOTALS])
{
    int64_t n = (int64_t)table->n, sum = table->sum;
    out[0] = given != 0 ? given : roundest(sum - n + 1, sum + n - 1);
    if (given != 0 || out[0] == sum || out[0] % 10 != 0) {
        out[0] = given != 0 ? given : sum;
        return 1;
    }
    out[1] = sum;
    return 2;
}
