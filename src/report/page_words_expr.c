/* page_words_expr.c - expressions in words: titles in place of names, values
 * beside what is one value.
 */
#include "report/page_int.h"

/* Deeper parts stand as they were written. */
#define DEPTH_MAX 5

static const char *words(const Page *page, const Expr *e, int depth);

const Expr *page_meant(const Expr *e)
{
    while (e->kind == EXPR_SPREAD
           || (e->kind == EXPR_DEF && e->def->kind == DEF_LET
               && e->def->expr != NULL
               && (e->def->expr->kind == EXPR_SPREAD
                   || e->def->expr->kind == EXPR_DEF)))
        e = e->kind == EXPR_SPREAD ? e->arg[0] : e->def->expr;
    return e;
}

/* The one value of e, or NULL: a column, or not evaluated. */
static const Value *one_value(const Page *page, const Expr *e)
{
    const Column *column = &page->result->column[e->id];
    if (e->kind == EXPR_DEF)
        column = result_column(page->result, e->def);
    if (column == NULL || column->at == NULL || column->n != 1
        || e->table >= 0 || column->at->undefined != NULL)
        return NULL;
    return column->at;
}

const char *page_expr_value(const Page *page, const Expr *e)
{
    const Value *value = one_value(page, e);
    const char *text = page_expr(page, e);
    if (value == NULL || e->kind == EXPR_NUMBER)
        return text;
    Buf number = {0};
    html_number(&number, page_value(page, &e->type, value));
    return arena_format(page->arena, "%s (%s%s)", text,
                        html_keep(page->arena, &number),
                        page_marks(page, (unsigned)value->marks
                                         | value->pooled));
}

static const char *written(const Page *page, const Expr *e)
{
    return html_code(page->arena, report_place_text(page->arena, e->place));
}

/* A part with its value, where it has one that its words do not say. */
static const char *part(const Page *page, const Expr *e, int depth)
{
    if (depth > DEPTH_MAX)
        return written(page, e);
    return e->kind == EXPR_DEF || e->kind == EXPR_AGG
               ? page_expr_value(page, e)
               : words(page, e, depth + 1);
}

static const char *two(const Page *page, const Expr *e, int depth,
                       const char *sentence)
{
    return html_say(page->arena, sentence, part(page, e->arg[0], depth),
                    part(page, e->arg[1], depth));
}

static const char *aggregate(const Page *page, const Expr *e, int depth)
{
    const Agg *agg = e->agg;
    const char *of = agg->arg == NULL ? "" : words(page, agg->arg, depth + 1);
    if (agg->where != NULL || agg->by_table >= 0 || agg->by != NULL)
        return written(page, e);
    switch (agg->kind) {
    case AGG_SUM:
        return html_say(page->arena, tr("the sum of %s"), of);
    case AGG_MEAN:
        return html_say(page->arena, tr("the mean of %s"), of);
    case AGG_SMALLEST:
        return html_say(page->arena, tr("the smallest %s"), of);
    case AGG_LARGEST:
        return html_say(page->arena, tr("the largest %s"), of);
    case AGG_SHARE:
        return html_say(page->arena, tr("the share of all %s"), of);
    case AGG_COUNT:
        return html_say(page->arena, tr("the number of %s"),
                        html_plain(page->arena,
                                   page_rows_word(page, agg->rows)));
    case AGG_RANK:
        break;
    }
    return written(page, e);
}

static const char *if_else(const Page *page, const Expr *e, int depth)
{
    return html_say(page->arena, tr("%s if %s, otherwise %s"),
                    part(page, e->arg[1], depth),
                    part(page, e->arg[0], depth),
                    part(page, e->arg[2], depth));
}

static const char *words(const Page *page, const Expr *e, int depth)
{
    if (depth > DEPTH_MAX)
        return written(page, e);
    if (e->kind == EXPR_SPREAD)
        return words(page, e->arg[0], depth);
    if (e->kind == EXPR_DEF)
        return html_quoted(page->arena, page_def_title(page, e->def));
    if (e->kind == EXPR_NUMBER && e->num != NULL) {
        Buf number = {0};
        html_number(&number, page_amount(page, &e->type, e->num));
        return html_keep(page->arena, &number);
    }
    if (e->kind == EXPR_AGG)
        return aggregate(page, e, depth);
    if (e->kind == EXPR_IF && e->n_args == 3)
        return if_else(page, e, depth);
    if (e->n_args != 2)
        return written(page, e);
    if (e->kind == EXPR_ADD)
        return two(page, e, depth, tr("%s plus %s"));
    if (e->kind == EXPR_SUB)
        return two(page, e, depth, tr("%s less %s"));
    if (e->kind == EXPR_MUL)
        return two(page, e, depth, tr("%s times %s"));
    if (e->kind == EXPR_DIV)
        return two(page, e, depth, tr("%s divided by %s"));
    if (e->kind == EXPR_MIN)
        return two(page, e, depth, tr("the smaller of %s and %s"));
    if (e->kind == EXPR_MAX)
        return two(page, e, depth, tr("the larger of %s and %s"));
    return written(page, e);
}

const char *page_expr(const Page *page, const Expr *e)
{
    return words(page, e, 0);
}

const Rat *page_expr_sum(const Page *page, const Expr *e, int table)
{
    const Expr *meant = e->kind == EXPR_SPREAD ? e->arg[0] : e;
    const Column *column = meant->kind == EXPR_DEF
                               ? result_column(page->result, meant->def)
                               : &page->result->column[meant->id];
    size_t rows = page->result->data->table[table]->n;
    if (column == NULL || column->at == NULL)
        return NULL;
    for (size_t i = 0; i < column->n; i++)
        if (column->at[i].num == NULL || column->at[i].undefined != NULL)
            return NULL;
    if (meant->table == table)
        return result_sum(page->pool, column);
    if (meant->table < 0 && column->n == 1)
        return rat_mul(page->pool, column->at->num,
                       rat_int(page->pool, (int64_t)rows));
    return NULL;
}
