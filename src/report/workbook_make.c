/* workbook_make.c - the columns that a program's expressions stand in. */
#include "report/workbook_int.h"

#include <stdlib.h>
#include <string.h>

/* Longest text of an expression that heads a column. */
#define TITLE_MAX 60

bool wb_pairs(const Wb *wb, int table)
{
    return table < 0
           || wb->result->data->table[table]->n <= WORKBOOK_PAIRS_MAX;
}

const char *wb_many(const Wb *wb)
{
    return arena_format(wb->arena,
                        tr("more than %d rows would have to be compared with "
                           "each other"), WORKBOOK_PAIRS_MAX);
}

/* ---- Columns of the workbook's own ---- */

static WbCol *whole_numbers(Wb *wb, int table, const char *title,
                            const size_t *number)
{
    WbCol *col = wb_col(wb, WB_INPUT, table);
    Column *known = ARENA_NEW(wb->arena, Column);
    known->n = col->n;
    known->at = ARENA_ARRAY(wb->arena, Value, col->n + 1);
    for (size_t i = 0; i < col->n; i++)
        known->at[i].num = rat_int(wb->pool, (int64_t)number[i]);
    col->known = known;
    col->title = title;
    col->places = 0;
    return col;
}

static bool same_path(const Path *a, const Path *b)
{
    return a->n == b->n
           && memcmp(a->link, b->link, a->n * sizeof *a->link) == 0;
}

WbCol *wb_up(Wb *wb, int table, const Path *path)
{
    for (size_t i = 0; i < wb->ups.n; i++)
        if (wb->ups.at[i].table == table
            && same_path(wb->ups.at[i].path, path))
            return wb->ups.at[i].col;
    Table *const *tables = wb->result->data->table;
    size_t n = tables[table]->n;
    size_t *row = ARENA_ARRAY(wb->arena, size_t, n + 1);
    size_t end = (size_t)table;
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        end = (size_t)table;
        for (size_t k = 0; k < path->n; k++) {
            const TableLink *link = &tables[end]->link[path->link[k]];
            at = link->row[at];
            end = link->parent;
        }
        row[i] = at + 1;
    }
    WbUp *up = VEC_ADD(wb->arena, &wb->ups);
    const char *title = arena_format(wb->arena, tr("row in %s"),
                                     wb->program->table[end].name);
    *up = (WbUp){table, path, whole_numbers(wb, table, title, row)};
    return wb->ups.at[wb->ups.n - 1].col;
}

static int by_code(const void *a, const void *b, void *context)
{
    const char *const *code = context;
    return strcmp(code[*(const size_t *)a], code[*(const size_t *)b]);
}

WbCol *wb_order(Wb *wb, int table)
{
    if (wb->order[table] != NULL)
        return wb->order[table];
    const Table *rows = wb->result->data->table[table];
    size_t *sorted = ARENA_ARRAY(wb->arena, size_t, rows->n + 1);
    size_t *rank = ARENA_ARRAY(wb->arena, size_t, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++)
        sorted[i] = i;
    qsort_r(sorted, rows->n, sizeof *sorted, by_code, rows->code);
    for (size_t i = 0; i < rows->n; i++)
        rank[sorted[i]] = i + 1;
    wb->order[table] = whole_numbers(wb, table, tr("order of the codes"),
                                     rank);
    return wb->order[table];
}

/* ---- Columns of expressions ---- */

static const char *title_of(Wb *wb, const Expr *e)
{
    char *text = report_place_text(wb->arena, e->place);
    size_t n = strlen(text);
    if (n <= TITLE_MAX)
        return text;
    for (n = TITLE_MAX; ((unsigned char)text[n] & 0xc0) == 0x80; n--)
        ;
    text[n] = '\0';
    return arena_format(wb->arena, "%s…", text);
}

WbCol *wb_fixed(Wb *wb, const Expr *e, const char *why)
{
    WbCol *col = wb_col(wb, WB_STEP, e->table);
    col->fixed = why;
    return col;
}

/* NA() where the engine had no need of the value. */
static void stand_fixed(Wb *wb, WbCol *col)
{
    WbText none = {.wb = wb};
    if (col->known != NULL)
        return;
    buf_add(&none.text, "NA()");
    wb_end(&none, col);
}

static WbCol *make_plain(Wb *wb, const Expr *e)
{
    WbText text = {.wb = wb};
    bool good = wb_expr(&text, e);
    WbCol *col = wb_col(wb, WB_STEP, e->table);
    if (!wb_end(&text, col) || !good) {
        col->text = NULL;
        col->fixed = tr("too long for a cell");
    }
    return col;
}

static WbCol *make_round(Wb *wb, const Expr *e)
{
    const Rounding *r = e->round;
    const WbCol *budget = wb_of(wb, r->n_keeping > 0 ? r->keeping[0]
                                                     : e->arg[0]);
    WbCol *col = wb_round(wb, e);
    col->budget = budget;
    return col;
}

static WbCol *make(Wb *wb, const Expr *e)
{
    if (e->kind == EXPR_AGG)
        return wb_aggregate(wb, e);
    if (e->kind == EXPR_ALLOCATE)
        return wb_allocate(wb, e);
    if (e->kind == EXPR_ROUND)
        return make_round(wb, e);
    return make_plain(wb, e);
}

/* What the engine found, for whoever does not recompute, and for the check. */
static void complete(Wb *wb, WbCol *col, const Expr *e)
{
    const Column *known = &wb->result->column[e->id];
    if (known->at != NULL)
        col->known = known;
    if (col->title == NULL)
        col->title = title_of(wb, e);
    col->type = &e->type;
    if (col->fixed != NULL)
        stand_fixed(wb, col);
}

WbCol *wb_of(Wb *wb, const Expr *e)
{
    if (e->kind == EXPR_DEF && wb->by_def[e->def->id] != NULL)
        return wb->by_def[e->def->id];
    if (e->kind == EXPR_DEF)
        return wb_of(wb, e->def->expr);
    if (e->kind == EXPR_CODE)
        return wb->code[e->table];
    if (e->kind == EXPR_LABEL)
        return wb->label[e->table];
    if (wb->by_expr[e->id] == NULL) {
        WbCol *col = make(wb, e);
        complete(wb, col, e);
        wb->by_expr[e->id] = col;
    }
    return wb->by_expr[e->id];
}

WbCol *wb_where(Wb *wb, const Expr *e, const Expr *where,
                const char *otherwise)
{
    WbCol *value = wb_of(wb, e);
    if (where == NULL)
        return value;
    WbCol *flag = wb_of(wb, where);
    WbText text = {.wb = wb};
    wb_add(&text, "IF({0},{1},", flag, value);
    buf_addf(&text.text, "%s)", otherwise);
    WbCol *col = wb_col(wb, WB_STEP, where->table);
    col->title = arena_format(wb->arena, tr("%s, where %s"), title_of(wb, e),
                              title_of(wb, where));
    wb_end(&text, col);
    return col;
}

/* ---- Definitions ---- */

static const Column *data_known(Wb *wb, const Def *def)
{
    const Column *known = result_column(wb->result, def);
    const DataColumn *data = wb->result->data->column[def->id];
    if (known != NULL && known->at != NULL)
        return known;
    Column *out = ARENA_NEW(wb->arena, Column);
    out->n = data->n;
    out->at = ARENA_ARRAY(wb->arena, Value, data->n + 1);
    for (size_t i = 0; i < data->n; i++) {
        const Datum *d = &data->at[i];
        out->at[i] = (Value){.num = d->num, .text = d->text, .date = d->date,
                             .flag = d->flag, .marks = d->marks,
                             .pooled = d->pooled};
    }
    return out;
}

static void head(WbCol *col, const Def *def)
{
    col->def = def;
    col->name = def->name;
    col->title = def->title;
    col->type = &def->type;
}

/* A param is a cell to change, unless the scenario works it out from others. */
static WbCol *make_param(Wb *wb, const Def *def)
{
    WbCol *col;
    if (def->expr == NULL)
        return NULL;
    if (def->expr->kind == EXPR_NUMBER || def->expr->kind == EXPR_TEXT
        || def->expr->kind == EXPR_DATE || def->expr->kind == EXPR_FLAG)
        col = wb_col(wb, WB_PARAM, -1);
    else
        col = make_plain(wb, def->expr);
    col->place = WB_PARAM;
    col->known = result_column(wb->result, def);
    if (col->known != NULL && col->known->at == NULL)
        col->known = NULL;
    head(col, def);
    return col;
}

/* A name for what is one other column already: "=Inputs!C7". */
static WbCol *make_def(Wb *wb, const Def *def)
{
    WbCol *col = wb_of(wb, def->expr);
    if (col->def != NULL || col->place != WB_STEP) {
        WbCol *same = wb_step(wb, def->table, NULL, "{0}", col);
        same->known = col->known;
        col = same;
    }
    head(col, def);
    if (def->expr->kind == EXPR_ROUND && rat_is_whole(
            def->expr->round->unit) && !def->type.percent)
        col->places = 0;
    return col;
}

WbCol *wb_define(Wb *wb, const Def *def)
{
    WbCol *col = NULL;
    if (def->kind == DEF_PARAM) {
        col = make_param(wb, def);
    } else if (def->kind == DEF_DATA
               && wb->result->data->column[def->id] != NULL) {
        col = wb_col(wb, WB_INPUT, def->table);
        col->known = data_known(wb, def);
        head(col, def);
    } else if (def->expr != NULL) {
        col = make_def(wb, def);
    }
    wb->by_def[def->id] = col;
    return col;
}
