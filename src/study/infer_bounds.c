/* infer_bounds.c - from the rows of a table to linear conditions on what is
 * free.
 *
 * Rounded each by itself, an amount says between which two numbers its exact
 * amount lies. By largest remainder there is a cut c, from 0 to 1 unit, with
 * a - 1 + c <= x <= a + c for every row (infer_whole.c says why), and the
 * exact amounts add up to the printed sum to within half a unit. With a
 * denominator of params everything is multiplied by it, the cut as well.
 */
#include "study/infer_free_int.h"
#include "base/tr.h"

/* ---- Lines ---- */

InferLine infer_line_zero(const InferBounds *b)
{
    InferLine out = {.add = rat_int(b->pool, 0)};
    for (size_t i = 0; i <= INFER_PARAMS_MAX; i++)
        out.coef[i] = out.add;
    return out;
}

/* x + k * y. */
InferLine infer_line_add(const InferBounds *b, const InferLine *x,
                          const Rat *k, const InferLine *y)
{
    InferLine out;
    out.add = rat_add(b->pool, x->add, rat_mul(b->pool, k, y->add));
    for (size_t i = 0; i <= INFER_PARAMS_MAX; i++)
        out.coef[i] = rat_add(b->pool, x->coef[i],
                              rat_mul(b->pool, k, y->coef[i]));
    return out;
}

InferLine infer_line_less(const InferBounds *b, const InferLine *x,
                           const InferLine *y)
{
    return infer_line_add(b, x, rat_int(b->pool, -1), y);
}

const Rat *infer_line_at(InferBounds *b, const InferLine *line,
                         const Rat *const *x)
{
    const Rat *sum = line->add;
    for (size_t i = 0; i < b->d; i++)
        if (rat_sign(line->coef[i]) != 0)
            sum = rat_add(b->pool, sum, rat_mul(b->pool, line->coef[i], x[i]));
    return sum;
}

static bool line_varies(const InferBounds *b, const InferLine *x)
{
    for (size_t i = 0; i < b->d; i++)
        if (rat_sign(x->coef[i]) != 0)
            return true;
    return false;
}

/* line >= 0. */
void infer_demand(const InferBounds *b, InferLp *lp, const InferLine *line,
                   size_t row)
{
    infer_lp_add(lp, line->coef, rat_neg(b->pool, line->add), row);
}

/* Of a form without (or of) its unknown. */
static InferLine line_of(const InferBounds *b, const InferAffine *a,
                         size_t row, bool unknown)
{
    InferLine out = infer_line_zero(b);
    out.add = infer_coef(b->forms, a, INFER_MONOMIAL(0, unknown), row);
    for (size_t i = 0; i < b->forms->n_params; i++)
        out.coef[i] = infer_coef(b->forms, a, INFER_MONOMIAL(i + 1, unknown),
                                 row);
    return out;
}

/* ---- Rows ---- */

static bool refuse(InferBounds *b, const Expr *where, const char *why)
{
    b->out->why = why;
    b->out->where = where;
    return false;
}

static bool is_zero(const InferBounds *b, const InferLine *x)
{
    return rat_sign(x->add) == 0 && !line_varies(b, x);
}

/* k with x = k y, or NULL. */
static const Rat *ratio(const InferBounds *b, const InferLine *x,
                        const InferLine *y)
{
    const Rat *k = NULL;
    if (rat_sign(y->add) != 0)
        k = rat_div(b->pool, x->add, y->add);
    for (size_t i = 0; k == NULL && i < b->d; i++)
        if (rat_sign(y->coef[i]) != 0)
            k = rat_div(b->pool, x->coef[i], y->coef[i]);
    InferLine rest = infer_line_add(b, x, rat_neg(b->pool, k), y);
    return is_zero(b, &rest) ? k : NULL;
}

/* What the unknown of each row counts: times[i] * scale. */
static bool set_scale(InferBounds *b, const InferAffine *a)
{
    const Expr *e = b->forms->formula->exact;
    b->scale = infer_line_zero(b);
    b->times = ARENA_ARRAY(b->arena, const Rat *, b->table->n + 1);
    for (size_t i = 0; i < b->table->n; i++) {
        InferLine own = line_of(b, a, i, true);
        if (is_zero(b, &b->scale))
            b->scale = own;
        b->times[i] = is_zero(b, &own) ? rat_int(b->pool, 0)
                                       : ratio(b, &own, &b->scale);
        if (b->times[i] == NULL || rat_sign(b->times[i]) < 0)
            return refuse(b, e, tr("a sum in which free data count "
                                   "differently from row to row"));
        if (b->unknown == UNKNOWN_SHARE
            && !rat_equal(b->times[i], b->times[0]))
            return refuse(b, e, tr("a sum in which shares of free data count "
                                   "differently from row to row"));
    }
    if (!line_varies(b, &b->scale) && rat_sign(b->scale.add) < 0)
        return refuse(b, e, tr("a sum that free data are taken away from"));
    return true;
}

static void set_windows(InferBounds *b)
{
    const Rat *half = rat_mul(b->pool, b->out->unit,
                              rat_ratio(b->pool, 1, 2));
    InferLine zero = infer_line_zero(b), cut = infer_line_zero(b);
    b->printed = zero;
    if (b->cut)
        cut.coef[b->d - 1] = rat_int(b->pool, 1);
    for (size_t i = 0; i < b->table->n; i++) {
        int64_t a = b->table->amount[i];
        InferWindow w = infer_window(b->out->method, a);
        const Rat *amount = rat_mul(b->pool, rat_int(b->pool, a),
                                    b->table->unit);
        const Rat *from = rat_mul(b->pool, half, rat_int(b->pool, w.from));
        const Rat *to = b->cut ? rat_int(b->pool, 0)
                               : rat_mul(b->pool, half,
                                         rat_int(b->pool, w.to));
        b->low[i] = infer_line_add(b, &cut, rat_add(b->pool, amount, from),
                             &b->den);
        b->high[i] = infer_line_add(b, &cut, rat_add(b->pool, amount, to),
                                    &b->den);
        b->printed = infer_line_add(b, &b->printed, amount, &b->den);
    }
}

static void demand_row(InferBounds *b, size_t i)
{
    InferLine above = infer_line_less(b, &b->high[i], &b->base[i]);
    InferLine below = infer_line_less(b, &b->base[i], &b->low[i]);
    bool unknown = b->times != NULL && rat_sign(b->times[i]) > 0;
    infer_demand(b, &b->lp, &above, i);
    if (!unknown)
        infer_demand(b, &b->lp, &below, i);
}

/* The denominator and the data's factor are not below 0; the cut is from 0 to
 * 1 unit, times the denominator as all else. */
static void demand_rest(InferBounds *b)
{
    InferLine zero = infer_line_zero(b), cut = zero;
    if (line_varies(b, &b->den))
        infer_demand(b, &b->lp, &b->den, SIZE_MAX);
    if (b->times != NULL)
        infer_demand(b, &b->lp, &b->scale, SIZE_MAX);
    if (!b->cut)
        return;
    cut.coef[b->d - 1] = rat_int(b->pool, 1);
    infer_demand(b, &b->lp, &cut, SIZE_MAX);
    cut = infer_line_less(b, &zero, &cut);
    cut = infer_line_add(b, &cut, b->out->unit, &b->den);
    infer_demand(b, &b->lp, &cut, SIZE_MAX);
}

/* line lies within half a unit of the printed sum. */
static void demand_near(InferBounds *b, const InferLine *line)
{
    const Rat *half = rat_mul(b->pool, b->out->unit,
                              rat_ratio(b->pool, 1, 2));
    InferLine more = infer_line_less(b, line, &b->printed);
    InferLine low = infer_line_add(b, &more, half, &b->den);
    InferLine zero = infer_line_zero(b);
    InferLine high = infer_line_less(b, &zero, &more);
    high = infer_line_add(b, &high, half, &b->den);
    infer_demand(b, &b->lp, &low, SIZE_MAX);
    infer_demand(b, &b->lp, &high, SIZE_MAX);
}

/* ---- The sum ---- */

/* Of the exact amounts, times the denominator; of free data only where their
 * shares matter, since these add up to 1. */
static void set_total(InferBounds *b)
{
    b->total = infer_line_zero(b);
    for (size_t i = 0; i < b->table->n; i++)
        b->total = infer_line_add(b, &b->total, rat_int(b->pool, 1),
                                  &b->base[i]);
    if (b->unknown == UNKNOWN_SHARE)
        b->total = infer_line_add(b, &b->total, b->times[0], &b->scale);
}

bool infer_adds_up(InferBounds *b)
{
    InferLine rest = infer_line_less(b, &b->total, &b->printed);
    return b->unknown != UNKNOWN_DATA && is_zero(b, &rest);
}

/* `keeping` a total of its own. */
static bool demand_kept(InferBounds *b, const Expr *kept)
{
    const InferAffine *a = infer_affine(b->forms, kept);
    if (a == NULL)
        return refuse(b, b->forms->note[kept->id].where,
                      b->forms->note[kept->id].why);
    if (a->unknown != UNKNOWN_NONE || a->over != NULL
        || line_varies(b, &b->den))
        return refuse(b, kept, tr("a total to keep that is divided by what is "
                                  "free, or depends on free data"));
    InferLine line = line_of(b, a, 0, false);
    demand_near(b, &line);
    return true;
}

static bool demand_total(InferBounds *b)
{
    const Rounding *round = b->forms->formula->round;
    if (!b->cut)
        return true;
    if (round->n_keeping == 1)
        return demand_kept(b, round->keeping[0]);
    if (b->unknown != UNKNOWN_DATA && !infer_adds_up(b))
        demand_near(b, &b->total);
    return true;
}

/* ---- Requires ---- */

/* False: not to be regarded. */
static bool demand_order(InferBounds *b, const Expr *less, const Expr *more)
{
    const InferAffine *x = infer_affine(b->forms, less);
    const InferAffine *y = infer_affine(b->forms, more);
    if (x == NULL || y == NULL || x->over != NULL || y->over != NULL
        || x->rows || y->rows || x->unknown != UNKNOWN_NONE
        || y->unknown != UNKNOWN_NONE)
        return false;
    InferLine from = line_of(b, x, 0, false), to = line_of(b, y, 0, false);
    InferLine gap = infer_line_less(b, &to, &from);
    infer_demand(b, &b->lp, &gap, SIZE_MAX);
    return true;
}

static bool demand_flag(InferBounds *b, const Expr *e)
{
    switch ((int)e->kind) {
    case EXPR_LE: case EXPR_LT:
        return demand_order(b, e->arg[0], e->arg[1]);
    case EXPR_GE: case EXPR_GT:
        return demand_order(b, e->arg[1], e->arg[0]);
    case EXPR_EQ:
        return demand_order(b, e->arg[0], e->arg[1])
               && demand_order(b, e->arg[1], e->arg[0]);
    default:
        return false;
    }
}

/* What does not depend on anything free holds, or the trial says so. */
static void demand_requires(InferBounds *b)
{
    const Program *program = b->forms->formula->program;
    for (size_t i = 0; i < program->n_requires; i++) {
        const Expr *e = program->require[i].expr;
        if (infer_depends(b->forms, e) && !demand_flag(b, e))
            b->out->n_ignored++;
    }
}

/* ---- All ---- */

static bool can_round(InferBounds *b)
{
    const Rounding *r = b->forms->formula->round;
    if (r == NULL)
        return true;
    if (r->method > ROUND_LARGEST_REMAINDER)
        return refuse(b, b->forms->formula->result->expr,
                      tr("a divisor method, which rounds no row by itself"));
    if (r->per >= 0 || r->n_keeping > 1 || r->at_least != NULL
        || r->at_most != NULL || r->ties != NULL)
        return refuse(b, b->forms->formula->result->expr,
                      tr("a rounding in groups, with limits or ties of its "
                         "own"));
    return true;
}

static bool set_rows(InferBounds *b, const InferAffine *a)
{
    size_t n = b->table->n + 1;
    b->base = ARENA_ARRAY(b->arena, InferLine, n);
    b->low = ARENA_ARRAY(b->arena, InferLine, n);
    b->high = ARENA_ARRAY(b->arena, InferLine, n);
    b->den = infer_line_zero(b);
    b->den.add = rat_int(b->pool, 1);
    if (a->over != NULL)
        b->den = line_of(b, a->over, 0, false);
    for (size_t i = 0; i < b->table->n; i++)
        b->base[i] = line_of(b, a, i, false);
    b->unknown = a->unknown;
    if (a->unknown != UNKNOWN_NONE && !set_scale(b, a))
        return false;
    set_windows(b);
    set_total(b);
    return true;
}

/* Names first, in the order of use: so recursion ends at each of them. */
static const InferAffine *form_of(InferBounds *b)
{
    const Program *program = b->forms->formula->program;
    for (size_t i = 0; i < program->n_order; i++) {
        const Expr *e = program->order[i]->expr;
        if (e != NULL && infer_depends(b->forms, e))
            infer_affine(b->forms, e);
    }
    return infer_affine(b->forms, b->forms->formula->exact);
}

bool infer_bounds(InferBounds *b)
{
    const Expr *e = b->forms->formula->exact;
    if (b->forms->formula->n_free > b->forms->n_params + b->forms->n_data)
        return refuse(b, NULL, tr("it depends on more than 4 free params"));
    if (!can_round(b))
        return false;
    const InferAffine *a = form_of(b);
    if (a == NULL)
        return refuse(b, b->forms->note[e->id].where,
                      b->forms->note[e->id].why);
    b->cut = b->out->method == ROUND_LARGEST_REMAINDER;
    b->d = b->forms->n_params + b->cut;
    b->d = b->d == 0 ? 1 : b->d;    /* one that nothing depends on */
    b->lp = (InferLp){.arena = b->arena, .pool = b->pool, .d = b->d};
    if (!set_rows(b, a))
        return false;
    for (size_t i = 0; i < b->table->n; i++)
        demand_row(b, i);
    demand_rest(b);
    demand_requires(b);
    return demand_total(b);
}
