/* explain_expr.c - one expression explained: its text, the numbers put in, its
 * value, and what it rests on. */

#include "study/study_int.h"

#include <string.h>

size_t path_row(const Explain *x, int table, const Path *path, size_t row)
{
    if (row == ALL_ROWS)
        return row;
    for (size_t i = 0; i < path->n; i++) {
        const Table *t = x->result->data->table[table];
        const TableLink *link = &t->link[path->link[i]];
        row = link->row[row];
        table = (int)link->parent;
    }
    return row;
}

size_t expr_row(const Expr *expr, size_t row)
{
    return expr->table < 0 ? 0 : row;
}

/* The row of a spread expression's argument. */
static size_t spread_row(const Explain *x, const Expr *expr, size_t row)
{
    const Expr *arg = expr->arg[0];
    if (arg->table < 0)
        return 0;
    return path_row(x, expr->table, &expr->path, row);
}

const Value *expr_value(const Explain *x, const Expr *expr, size_t row)
{
    while (expr->kind == EXPR_SPREAD) {
        row = spread_row(x, expr, row);
        expr = expr->arg[0];
    }
    row = expr_row(expr, row);
    const Column *column = &x->result->column[expr->id];
    if (!column->at && expr->kind == EXPR_DEF)
        column = result_column(x->result, expr->def);
    return column && column->at && row < column->n ? &column->at[row] : NULL;
}

const char *expr_show(Explain *x, const Expr *expr, const Value *value,
                      bool exact)
{
    const Expr *from = expr;
    while (from && (from->kind == EXPR_SPREAD || from->kind == EXPR_DEF))
        from = from->kind == EXPR_DEF ? from->def->expr : from->arg[0];
    if (from && from->kind == EXPR_ROUND && !value->undefined && value->num)
        return show_rounded(&x->show, &expr->type, value->num,
                            from->round->unit);
    return show_value(&x->show, &expr->type, value, exact);
}

const char *expr_text(Explain *x, const Expr *expr)
{
    Place place = expr->place;
    if (!place.source)
        return "";
    Buf buf = {0};
    bool blank = false, quoted = false, comment = false;
    for (uint32_t i = place.span.from; i < place.span.to; i++) {
        char c = place.source->text[i];
        if (c == '\n')
            comment = false;
        else if (c == '#' && !quoted)
            comment = true;
        if (comment)
            continue;
        if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            blank = buf.n > 0;
            continue;
        }
        if (c == '"')
            quoted = !quoted;
        if (blank)
            buf_add_char(&buf, ' ');
        blank = false;
        buf_add_char(&buf, c);
    }
    const char *text = arena_copy(x->arena, buf.at ? buf.at : "", buf.n);
    buf_free(&buf);
    return text;
}

/* How tightly an expression binds, as in the grammar. */
static int strength(const Expr *expr)
{
    switch ((int)expr->kind) {
    case EXPR_IF: return 0;
    case EXPR_OR: return 1;
    case EXPR_AND: return 2;
    case EXPR_NOT: return 3;
    case EXPR_EQ: case EXPR_NE: case EXPR_LT: case EXPR_LE: case EXPR_GT:
    case EXPR_GE: case EXPR_IN: return 4;
    case EXPR_ADD: case EXPR_SUB: return 5;
    case EXPR_MUL: case EXPR_DIV: return 6;
    case EXPR_NEG: return 7;
    default: return 8;
    }
}

static const char *kind_text(ExprKind kind)
{
    static const char *const text[] = {
#define X(name, words) [EXPR_##name] = words,
        EXPRS(X)
#undef X
    };
    return text[kind];
}

static void add_numbers(Explain *x, Buf *buf, const Expr *expr, size_t row,
                        int outer);

/* The value in place of a name or of a whole aggregate. */
static void add_value(Explain *x, Buf *buf, const Expr *expr, size_t row,
                      int outer)
{
    const Value *value = expr_value(x, expr, row);
    if (!value) {
        buf_add(buf, expr_text(x, expr));
        return;
    }
    const char *text = expr_show(x, expr, value, false);
    bool wrap = text[0] == '-' && outer > 4;
    buf_addf(buf, wrap ? "(%s)" : "%s", text);
}

static void add_args(Explain *x, Buf *buf, const Expr *expr, size_t row,
                     size_t from, const char *between, int outer)
{
    for (size_t i = from; i < expr->n_args; i++) {
        if (i > from)
            buf_add(buf, between);
        add_numbers(x, buf, expr->arg[i], row, i > 0 ? outer + 1 : outer);
    }
}

static void add_if(Explain *x, Buf *buf, const Expr *expr, size_t row)
{
    const Value *test = expr_value(x, expr->arg[0], row);
    bool yes = test && !test->undefined && test->flag;
    buf_add(buf, "if ");
    add_numbers(x, buf, expr->arg[0], row, 0);
    buf_add(buf, " then ");
    if (yes)
        add_numbers(x, buf, expr->arg[1], row, 0);
    else
        buf_add(buf, ELLIPSIS);
    buf_add(buf, " else ");
    if (yes)
        buf_add(buf, ELLIPSIS);
    else
        add_numbers(x, buf, expr->arg[2], row, 0);
}

static void add_operation(Explain *x, Buf *buf, const Expr *expr, size_t row)
{
    int own = strength(expr);
    switch ((int)expr->kind) {
    case EXPR_IF:
        add_if(x, buf, expr, row);
        break;
    case EXPR_NEG:
        buf_add_char(buf, '-');
        add_numbers(x, buf, expr->arg[0], row, own + 1);
        break;
    case EXPR_NOT:
        buf_add(buf, "not ");
        add_numbers(x, buf, expr->arg[0], row, own);
        break;
    case EXPR_IN:
        add_numbers(x, buf, expr->arg[0], row, own + 1);
        buf_add(buf, expr->flag ? " not in (" : " in (");
        add_args(x, buf, expr, row, 1, ", ", -1);
        buf_add_char(buf, ')');
        break;
    default:
        if (own < 8) {
            add_args(x, buf, expr, row, 0,
                     arena_format(x->arena, " %s ", kind_text(expr->kind)),
                     own);
            break;
        }
        buf_addf(buf, "%s(", kind_text(expr->kind));
        add_args(x, buf, expr, row, 0, ", ", -1);
        buf_add_char(buf, ')');
    }
}

static void add_numbers(Explain *x, Buf *buf, const Expr *expr, size_t row,
                        int outer)
{
    if (x->nesting >= EXPLAIN_NESTING_MAX) {
        buf_add(buf, ELLIPSIS);
        return;
    }
    x->nesting++;
    while (expr->kind == EXPR_SPREAD) {
        row = spread_row(x, expr, row);
        expr = expr->arg[0];
    }
    switch ((int)expr->kind) {
    case EXPR_NUMBER: case EXPR_FLAG: case EXPR_TEXT: case EXPR_DATE:
    case EXPR_DEF: case EXPR_CODE: case EXPR_LABEL: case EXPR_AGG:
    case EXPR_ALLOCATE: case EXPR_ROUND:
        add_value(x, buf, expr, row, outer);
        break;
    default: {
        bool wrap = strength(expr) < outer;
        if (wrap)
            buf_add_char(buf, '(');
        add_operation(x, buf, expr, row);
        if (wrap)
            buf_add_char(buf, ')');
    }
    }
    x->nesting--;
}

const char *expr_numbers(Explain *x, const Expr *expr, size_t row)
{
    while (expr->kind == EXPR_SPREAD) {
        row = spread_row(x, expr, row);
        expr = expr->arg[0];
    }
    if (row == ALL_ROWS && expr->table >= 0)
        return NULL;
    if (strength(expr) == 8 && expr->n_args == 0)
        return NULL;
    if (expr->kind == EXPR_ROUND)
        return NULL;
    Buf buf = {0};
    add_numbers(x, &buf, expr, row, 0);
    const char *text = arena_copy(x->arena, buf.at ? buf.at : "", buf.n);
    buf_free(&buf);
    return text;
}

/* ---- the walk ---- */

void explain_value(Explain *x, const Expr *expr, size_t row, Step *step)
{
    if (row == ALL_ROWS && expr->table >= 0) {
        const Table *t = x->result->data->table[expr->table];
        step_line(x, step, "a value for each of %zu rows of %s", t->n,
                  t->name);
        return;
    }
    const Value *value = expr_value(x, expr, row);
    if (value)
        step_line(x, step, "= %s%s",
                  expr_show(x, expr, value, true),
                  show_marks(&x->show, value));
}

void explain_uses(Explain *x, const Expr *expr, size_t row, Step *step)
{
    if (x->nesting >= EXPLAIN_NESTING_MAX)
        return;
    x->nesting++;
    while (expr->kind == EXPR_SPREAD) {
        row = spread_row(x, expr, row);
        expr = expr->arg[0];
    }
    row = expr_row(expr, row);
    if (expr->kind == EXPR_DEF) {
        explain_def(x, expr->def, row, &step->steps);
    } else if (expr->kind == EXPR_AGG || expr->kind == EXPR_ALLOCATE
               || expr->kind == EXPR_ROUND) {
        Step *inner = step_new(x, expr_text(x, expr));
        *VEC_ADD(x->arena, &step->steps) = inner;
        explain_expr(x, expr, row, inner);
    } else if (expr->kind == EXPR_IF && row != ALL_ROWS) {
        const Value *test = expr_value(x, expr->arg[0], row);
        bool yes = test && !test->undefined && test->flag;
        explain_uses(x, expr->arg[0], row, step);
        explain_uses(x, expr->arg[yes ? 1 : 2], row, step);
    } else {
        for (size_t i = 0; i < expr->n_args; i++)
            explain_uses(x, expr->arg[i], row, step);
    }
    x->nesting--;
}

void explain_expr(Explain *x, const Expr *expr, size_t row, Step *step)
{
    while (expr->kind == EXPR_SPREAD) {
        row = spread_row(x, expr, row);
        expr = expr->arg[0];
    }
    row = expr_row(expr, row);
    if (expr->kind == EXPR_AGG) {
        explain_aggregate(x, expr, row, step);
    } else if (expr->kind == EXPR_ALLOCATE) {
        explain_allocate(x, expr, row, step);
    } else if (expr->kind == EXPR_ROUND) {
        explain_round(x, expr, row, step);
    } else {
        const char *numbers = expr_numbers(x, expr, row);
        if (numbers && strcmp(numbers, expr_text(x, expr)) != 0)
            step_line(x, step, "= %s", numbers);
        explain_value(x, expr, row, step);
        explain_uses(x, expr, row, step);
    }
}
