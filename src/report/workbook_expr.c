/* workbook_expr.c - expressions as cell formulas.
 *
 * Cells hold doubles. Amounts that mean the same may differ in their last bit,
 * so amounts are compared at a millionth, and plain numbers at the twelfth
 * decimal, unless both sides stand in cells as they are.
 */
#include "report/workbook_int.h"

#include <stdio.h>
#include <string.h>

/* Excel's longest text inside a formula, and its days: 1 is 1900-01-01. */
#define TEXT_MAX 255
#define DAYS_TO_1970 25569

static bool add_expr(WbText *t, const Expr *e);

/* What stands before, between and after the arguments. */
typedef struct Call {
    const char *open, *between, *close;
} Call;

static const Call calls[EXPR_KINDS] = {
    [EXPR_NEG] = {"(-", "", ")"},
    [EXPR_NOT] = {"NOT(", "", ")"},
    [EXPR_ABS] = {"ABS(", "", ")"},
    [EXPR_FLOOR] = {"INT(ROUND(", "", ",6))"},
    [EXPR_CEIL] = {"(-INT(-ROUND(", "", ",6)))"},
    [EXPR_LN] = {"LN(", "", ")"},
    [EXPR_LOG10] = {"LOG10(", "", ")"},
    [EXPR_EXP] = {"EXP(", "", ")"},
    [EXPR_SQRT] = {"SQRT(", "", ")"},
    [EXPR_POWER] = {"POWER(", ",", ")"},
    [EXPR_ADD] = {"(", "+", ")"},
    [EXPR_SUB] = {"(", "-", ")"},
    [EXPR_MUL] = {"(", "*", ")"},
    [EXPR_DIV] = {"(", "/", ")"},
    [EXPR_MIN] = {"MIN(", ",", ")"},
    [EXPR_MAX] = {"MAX(", ",", ")"},
    [EXPR_IF] = {"IF(", ",", ")"},
    /* What the first does not decide: the other one may be undefined. */
    [EXPR_AND] = {"IF(", ",", ",FALSE)"},
    [EXPR_OR] = {"IF(", ",TRUE,", ")"},
    [EXPR_EQ] = {"", "=", ""},
    [EXPR_NE] = {"", "<>", ""},
    [EXPR_LT] = {"", "<", ""},
    [EXPR_LE] = {"", "<=", ""},
    [EXPR_GT] = {"", ">", ""},
    [EXPR_GE] = {"", ">=", ""},
};

static bool add_call(WbText *t, Expr *const *arg, size_t n, const Call *call)
{
    buf_add(&t->text, call->open);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add(&t->text, call->between);
        if (!add_expr(t, arg[i]))
            return false;
    }
    buf_add(&t->text, call->close);
    return true;
}

/* ---- Single nodes ---- */

static bool add_text(WbText *t, const char *text)
{
    text = report_clean(t->wb->arena, text);
    if (strlen(text) > TEXT_MAX)
        return false;
    buf_add_char(&t->text, '"');
    for (; *text != '\0'; text++)
        buf_addf(&t->text, "%s%c", *text == '"' ? "\"" : "", *text);
    buf_add_char(&t->text, '"');
    return true;
}

/* The value of an ancestor's row. */
static bool add_spread(WbText *t, const Expr *e)
{
    if (e->arg[0]->table < 0 || e->path.n == 0)
        return add_expr(t, e->arg[0]);
    const WbCol *from = wb_of(t->wb, e->arg[0]);
    wb_add(t, "INDEX({0:},{1})", from, wb_up(t->wb, e->table, &e->path));
    return true;
}

/* Is the cell's double the nearest one, so that equal is equal? */
static bool is_clean(const Expr *e)
{
    if (e->kind == EXPR_SPREAD)
        return is_clean(e->arg[0]);
    if (e->kind == EXPR_DEF)
        return e->def->kind == DEF_DATA || e->def->kind == DEF_PARAM
               || (e->def->expr != NULL && is_clean(e->def->expr));
    return e->kind == EXPR_NUMBER || e->kind == EXPR_ROUND;
}

static int compare_places(const Type *type)
{
    for (size_t i = 0; i < DIMS_MAX; i++)
        if (type->dim[i] < 0)
            return 12;
    return type_is_plain(type) ? 12 : 6;
}

/* Excel's = takes "A" for "a". */
static bool add_compare(WbText *t, ExprKind kind, Expr *const *arg)
{
    const Type *type = &arg[arg[0]->type.any ? 1 : 0]->type;
    Call call = {"(", calls[kind].between, ")"};
    char close[16];
    if (type->kind == TYPE_TEXT) {
        call = kind == EXPR_NE ? (Call){"NOT(EXACT(", ",", "))"}
                               : (Call){"EXACT(", ",", ")"};
    } else if (type->kind == TYPE_NUMBER
               && !(is_clean(arg[0]) && is_clean(arg[1]))) {
        snprintf(close, sizeof close, ",%d)%s0)", compare_places(type),
                 calls[kind].between);
        call = (Call){"(ROUND(", "-", close};
    }
    return add_call(t, arg, 2, &call);
}

static bool add_in(WbText *t, const Expr *e)
{
    Expr *pair[2] = {e->arg[0], NULL};
    buf_add(&t->text, e->flag ? "NOT(OR(" : "(OR(");
    for (size_t i = 1; i < e->n_args; i++) {
        pair[1] = e->arg[i];
        if (i > 1)
            buf_add_char(&t->text, ',');
        if (!add_compare(t, EXPR_EQ, pair))
            return false;
    }
    buf_add(&t->text, "))");
    return true;
}

static bool add_clamp(WbText *t, const Expr *e)
{
    Expr *const inner[2] = {e->arg[0], e->arg[2]};
    return add_call(t, &e->arg[1], 1, &(Call){"MAX(", "", ","})
           && add_call(t, inner, 2, &(Call){"MIN(", ",", "))"});
}

static bool add_expr(WbText *t, const Expr *e)
{
    switch (e->kind) {
    case EXPR_NUMBER:
        wb_number(t->wb, e->num, &t->text);
        return true;
    case EXPR_FLAG:
        buf_add(&t->text, e->flag ? "TRUE" : "FALSE");
        return true;
    case EXPR_TEXT: return add_text(t, e->text);
    case EXPR_DATE:
        buf_addf(&t->text, "%d", (int)e->date + DAYS_TO_1970);
        return true;
    case EXPR_DEF: case EXPR_CODE: case EXPR_LABEL: case EXPR_AGG:
    case EXPR_ALLOCATE: case EXPR_ROUND:
        wb_add(t, "{0}", wb_of(t->wb, e));
        return true;
    case EXPR_SPREAD: return add_spread(t, e);
    case EXPR_CLAMP: return add_clamp(t, e);
    case EXPR_IN: return add_in(t, e);
    case EXPR_EQ: case EXPR_NE: case EXPR_LT: case EXPR_LE: case EXPR_GT:
    case EXPR_GE: return add_compare(t, e->kind, e->arg);
    case EXPR_NEG: case EXPR_NOT: case EXPR_ABS: case EXPR_FLOOR:
    case EXPR_CEIL: case EXPR_LN: case EXPR_LOG10: case EXPR_EXP:
    case EXPR_SQRT: case EXPR_POWER: case EXPR_ADD: case EXPR_SUB:
    case EXPR_MUL: case EXPR_DIV: case EXPR_MIN: case EXPR_MAX:
    case EXPR_AND: case EXPR_OR: case EXPR_IF:
        return add_call(t, e->arg, e->n_args, &calls[e->kind]);
    case EXPR_KINDS: break;
    }
    return false;
}

bool wb_expr(WbText *t, const Expr *e)
{
    return add_expr(t, e);
}
