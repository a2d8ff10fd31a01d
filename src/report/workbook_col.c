/* workbook_col.c - the columns of a workbook, their formulas and places. */
#include "report/workbook_int.h"

#include <string.h>

#include "money/decimal.h"

/* Excel takes 8192 signs and 64 levels; a reference may become this long. */
#define FORMULA_MAX 8000
#define DEPTH_MAX 60
#define REFERENCE_LONG 50
/* Inside a formula: a column follows, with its number and ";" (the cell) or
 * ":" (all its rows); the number of the row. */
#define SIGN_COL '\x01'
#define SIGN_ROW '\x02'
/* Columns of the engine's values on the sheets of parameters and totals. */
#define PARAM_ENGINE 7
#define TOTAL_ENGINE 4
/* Columns that one pattern may name. */
#define PATTERN_ARGS 10

WbCol *wb_col(Wb *wb, WbPlace place, int table)
{
    WbCol *col = ARENA_NEW(wb->arena, WbCol);
    *VEC_ADD(wb->arena, &wb->cols) = col;
    col->place = place;
    col->table = table;
    col->n = table < 0 ? 1 : wb->result->data->table[table]->n;
    col->places = -1;
    return col;
}

/* ---- Formulas being written ---- */

static size_t pattern_args(const char *pattern)
{
    size_t n = 0;
    for (const char *at = pattern; *at != '\0'; at++)
        if (*at == '{' && at[1] != '#' && (size_t)(at[1] - '0') + 1 > n)
            n = (size_t)(at[1] - '0') + 1;
    return n;
}

static void add_reference(WbText *t, const WbCol *col, bool range)
{
    size_t i = 0;
    while (i < t->arg.n && t->arg.at[i] != col)
        i++;
    if (i == t->arg.n)
        *VEC_ADD(t->wb->arena, &t->arg) = col;
    buf_addf(&t->text, "%c%zu%c", SIGN_COL, i, range ? ':' : ';');
}

void wb_add_list(WbText *t, const char *pattern, const WbCol *const *arg)
{
    for (const char *at = pattern; *at != '\0'; at++) {
        if (*at != '{') {
            buf_add_char(&t->text, *at);
            continue;
        }
        if (at[1] == '#')
            buf_add_char(&t->text, SIGN_ROW);
        else
            add_reference(t, arg[at[1] - '0'], at[2] == ':');
        at = strchr(at, '}');
    }
}

static void add_v(WbText *t, const char *pattern, va_list args)
{
    const WbCol *arg[PATTERN_ARGS] = {NULL};
    size_t n = pattern_args(pattern);
    for (size_t i = 0; i < n && i < PATTERN_ARGS; i++)
        arg[i] = va_arg(args, const WbCol *);
    wb_add_list(t, pattern, arg);
}

void wb_add(WbText *t, const char *pattern, ...)
{
    va_list args;
    va_start(args, pattern);
    add_v(t, pattern, args);
    va_end(args);
}

static size_t depth_of(const char *text)
{
    size_t depth = 0, most = 0;
    for (; *text != '\0'; text++) {
        depth += *text == '(';
        depth -= *text == ')' && depth > 0;
        most = depth > most ? depth : most;
    }
    return most;
}

bool wb_end(WbText *t, WbCol *col)
{
    size_t references = 0;
    buf_add(&t->text, "");
    for (size_t i = 0; i < t->text.n; i++)
        references += t->text.at[i] == SIGN_COL;
    bool fits = t->text.n + references * REFERENCE_LONG <= FORMULA_MAX
                && depth_of(t->text.at) <= DEPTH_MAX;
    if (fits) {
        col->text = arena_copy(t->wb->arena, t->text.at, t->text.n);
        col->arg = t->arg.at;
        col->n_args = t->arg.n;
    }
    buf_free(&t->text);
    return fits;
}

WbCol *wb_step(Wb *wb, int table, const char *title, const char *pattern,
               ...)
{
    va_list args;
    WbText text = {.wb = wb};
    va_start(args, pattern);
    add_v(&text, pattern, args);
    va_end(args);
    WbCol *col = wb_col(wb, WB_STEP, table);
    col->title = title;
    wb_end(&text, col);
    return col;
}

/* A fraction where the decimals do not end: formulas compute it. */
void wb_number(Wb *wb, const Rat *num, Buf *out)
{
    int places = rat_places(num, DECIMAL_PLACES);
    if (rat_sign(num) < 0)
        buf_add_char(out, '(');
    if (places < 0)
        buf_addf(out, "(%s)", rat_text(wb->arena, num));
    else
        buf_add(out, rat_decimal(wb->arena, num, places));
    if (rat_sign(num) < 0)
        buf_add_char(out, ')');
}

/* ---- Formulas as they stand in cells ---- */

void wb_cell_name(uint32_t row, uint32_t col, bool fixed, Buf *out)
{
    char letters[8];
    size_t n = 0;
    for (uint32_t c = col + 1; c > 0; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    if (fixed)
        buf_add_char(out, '$');
    while (n > 0)
        buf_add_char(out, letters[--n]);
    buf_addf(out, "%s%u", fixed ? "$" : "", row + 1);
}

static void add_sheet(const WbSheet *from, const WbSheet *sheet, Buf *out)
{
    const char *at = sheet->name;
    if (sheet == from)
        return;
    while ((*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z'))
        at++;
    if (*at == '\0') {
        buf_addf(out, "%s!", sheet->name);
        return;
    }
    buf_add_char(out, '\'');
    for (at = sheet->name; *at != '\0'; at++)
        buf_addf(out, "%s%c", *at == '\'' ? "'" : "", *at);
    buf_add(out, "'!");
}

void wb_range(const WbSheet *from, const WbCol *col, Buf *out)
{
    if (col->defined != NULL) {
        buf_add(out, col->defined);
        return;
    }
    add_sheet(from, col->sheet, out);
    wb_cell_name(col->row, col->col, true, out);
    if (col->table < 0)
        return;
    buf_add_char(out, ':');
    wb_cell_name(col->row + (uint32_t)(col->n > 0 ? col->n - 1 : 0),
                 col->col, true, out);
}

static void add_cell(const WbSheet *from, const WbCol *col, size_t row,
                     Buf *out)
{
    if (col->table < 0) {
        wb_range(from, col, out);
        return;
    }
    add_sheet(from, col->sheet, out);
    wb_cell_name(col->row + (uint32_t)row, col->col, false, out);
}

void wb_formula(const WbCol *col, size_t row, Buf *out)
{
    for (const char *at = col->text; *at != '\0'; at++) {
        if (*at == SIGN_ROW) {
            buf_addf(out, "%zu", row + 1);
        } else if (*at == SIGN_COL) {
            size_t i = 0;
            for (at++; *at != ';' && *at != ':'; at++)
                i = i * 10 + (size_t)(*at - '0');
            if (*at == ':')
                wb_range(col->sheet, col->arg[i], out);
            else
                add_cell(col->sheet, col->arg[i], row, out);
        } else {
            buf_add_char(out, *at);
        }
    }
}

/* ---- Places ---- */

static void place(WbCol *col, const WbSheet *sheet, uint32_t row,
                  uint32_t at)
{
    col->sheet = sheet;
    col->row = row;
    col->col = at;
}

/* Codes and names first, the data with a column for their marks, then what
 * the workbook needs besides. */
static void place_inputs(Wb *wb, int table)
{
    uint32_t at = 2;
    const WbSheet *sheet = &wb->inputs[table];
    place(wb->code[table], sheet, WB_FIRST, 0);
    place(wb->label[table], sheet, WB_FIRST, 1);
    for (int helpers = 0; helpers < 2; helpers++)
        for (size_t i = 0; i < wb->cols.n; i++) {
            WbCol *col = wb->cols.at[i];
            if (col->place != WB_INPUT || col->table != table
                || (col->def == NULL) == (helpers == 0)
                || col->sheet != NULL)
                continue;
            place(col, sheet, WB_FIRST, at++);
            at += col->def != NULL && wb_marked(col->known);
        }
}

static void place_steps(Wb *wb, int table)
{
    uint32_t at = 2;
    for (size_t i = 0; i < wb->cols.n; i++) {
        WbCol *col = wb->cols.at[i];
        if (col->place == WB_STEP && col->table == table)
            place(col, &wb->steps[table], WB_FIRST, at++);
    }
}

static int rank_of(const WbCol *col)
{
    if (col->figure)
        return 1;
    return col->def != NULL && col->def->kind == DEF_RESULT ? 0 : 2;
}

/* What the engine has stands on the same line. */
static void place_single(WbCol *col, const WbSheet *sheet, uint32_t row,
                         uint32_t engine)
{
    place(col, sheet, row, 1);
    if (col->engine != NULL)
        place(col->engine, sheet, row, engine);
}

/* Results, figures, then the steps on the way. */
static void place_singles(Wb *wb)
{
    uint32_t total = WB_FIRST, param = WB_FIRST;
    for (int rank = 0; rank < 3; rank++)
        for (size_t i = 0; i < wb->cols.n; i++) {
            WbCol *col = wb->cols.at[i];
            if (col->table >= 0 || col->sheet != NULL)
                continue;
            if (col->place == WB_PARAM)
                place_single(col, &wb->params, param++, PARAM_ENGINE);
            else if (!col->is_engine && rank_of(col) == rank)
                place_single(col, &wb->totals, total++, TOTAL_ENGINE);
        }
}

void wb_layout(Wb *wb)
{
    for (size_t t = 0; t < wb->program->n_tables; t++) {
        place_inputs(wb, (int)t);
        place_steps(wb, (int)t);
    }
    place_singles(wb);
}
