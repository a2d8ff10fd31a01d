/* infer_ranges.c - what each free param, or a combination of them, must lie
 * between; or which rows cannot be had together.
 */
#include "study/infer_free_int.h"

/* Rows that may set a bound and are looked at. */
#define TIGHT_MAX 8

/* ---- One range ---- */

static bool is_tight(InferBounds *b, const InferHalf *h, const Rat *const *x)
{
    const Rat *sum = rat_int(b->pool, 0);
    for (size_t k = 0; k < b->d; k++)
        if (rat_sign(h->a[k]) != 0)
            sum = rat_add(b->pool, sum, rat_mul(b->pool, h->a[k], x[k]));
    return rat_equal(sum, h->b);
}

/* Is the bound another without the row? */
static bool row_sets(InferBounds *b, const InferLp *lp, size_t row,
                     const Rat *const *c, const Rat *least)
{
    InferLp less = {.arena = b->arena, .pool = b->pool, .d = b->d};
    const Rat **x = ARENA_ARRAY(b->arena, const Rat *, b->d + 1);
    bool far;
    for (size_t i = 0; i < lp->n; i++)
        if (lp->half[i].row != row)
            infer_lp_add(&less, lp->half[i].a, lp->half[i].b,
                         lp->half[i].row);
    const Rat *end = infer_lp_least(&less, c, x, &far);
    return far || end == NULL || !rat_equal(end, least);
}

/* A row that sets the least of c . x, reached at x; SIZE_MAX: all together. */
static size_t setting_row(InferBounds *b, const InferLp *lp,
                          const Rat *const *c, const Rat *const *x,
                          const Rat *least)
{
    size_t tried = 0;
    for (size_t i = 0; i < lp->n && tried < TIGHT_MAX; i++) {
        const InferHalf *h = &lp->half[i];
        if (h->row == SIZE_MAX || !is_tight(b, h, x))
            continue;
        if (row_sets(b, lp, h->row, c, least))
            return h->row;
        tried++;
    }
    return SIZE_MAX;
}

/* False: nothing meets all conditions. c: of the params alone. */
static bool find_range(InferBounds *b, InferLp *lp, const Rat *const *c,
                       InferRange *out)
{
    const Rat **x = ARENA_ARRAY(b->arena, const Rat *, b->d + 1);
    const Rat **goal = ARENA_ARRAY(b->arena, const Rat *, b->d + 1);
    bool far;
    *out = (InferRange){.from_row = SIZE_MAX, .to_row = SIZE_MAX};
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < b->d; i++) {
            goal[i] = i < b->forms->n_params ? c[i] : rat_int(b->pool, 0);
            goal[i] = side == 0 ? goal[i] : rat_neg(b->pool, goal[i]);
        }
        const Rat *end = infer_bounds_least(b, lp, goal, x, &far);
        if (end == NULL)
            return false;
        if (!far && side == 0) {
            out->from = end;
            out->from_row = setting_row(b, lp, goal, x, end);
        } else if (!far) {
            out->to = rat_neg(b->pool, end);
            out->to_row = setting_row(b, lp, goal, x, end);
        }
    }
    return true;
}

static const Rat **unit_of(InferBounds *b, size_t param)
{
    const Rat **c = ARENA_ARRAY(b->arena, const Rat *, INFER_PARAMS_MAX + 1);
    for (size_t i = 0; i <= INFER_PARAMS_MAX; i++)
        c[i] = rat_int(b->pool, i == param);
    return c;
}

/* ---- Combinations of several params ---- */

/* Row echelon form of what the rows know of the params; the rank. */
static size_t reduce(InferBounds *b, const Rat *m[][INFER_PARAMS_MAX],
                     size_t n)
{
    size_t rank = 0, k = b->forms->n_params;
    for (size_t col = 0; col < k && rank < n; col++) {
        size_t at = rank;
        while (at < n && rat_sign(m[at][col]) == 0)
            at++;
        if (at == n)
            continue;
        for (size_t i = 0; i < k; i++) {
            const Rat *t = m[at][i];
            m[at][i] = m[rank][i];
            m[rank][i] = t;
        }
        const Rat *lead = m[rank][col];
        for (size_t i = 0; i < k; i++)
            m[rank][i] = rat_div(b->pool, m[rank][i], lead);
        for (size_t r = 0; r < n; r++) {
            const Rat *by = m[r][col];
            if (r == rank || rat_sign(by) == 0)
                continue;
            for (size_t i = 0; i < k; i++)
                m[r][i] = rat_sub(b->pool, m[r][i],
                                  rat_mul(b->pool, by, m[rank][i]));
        }
        rank++;
    }
    return rank;
}

/* Only where the rows leave some direction open, and everything is a plain
 * sum. */
static void find_combos(InferBounds *b)
{
    size_t k = b->forms->n_params, rank = 0;
    const Rat *m[INFER_PARAMS_MAX + 1][INFER_PARAMS_MAX];
    bool plain = b->times == NULL;
    for (size_t i = 0; i < k; i++)
        plain = plain && rat_sign(b->den.coef[i]) == 0;
    if (k < 2 || !plain)
        return;
    for (size_t row = 0; row < b->table->n && rank < k; row++) {
        for (size_t i = 0; i < k; i++)
            m[rank][i] = b->base[row].coef[i];
        rank = reduce(b, m, rank + 1);
    }
    if (rank == k)
        return;
    b->out->n_combos = rank;
    for (size_t r = 0; r < rank; r++) {
        const Rat **c = unit_of(b, INFER_PARAMS_MAX);
        for (size_t i = 0; i < k; i++)
            b->out->combo[r][i] = c[i] = m[r][i];
        find_range(b, &b->lp, c, &b->out->combo_range[r]);
    }
}

/* ---- Each printed amount for the exact one ---- */

/* A total that params decide is then the printed sum. One that nothing free
 * decides may be another, as amounts were rounded one by one. */
static void demand_sum(InferBounds *b, InferLp *lp)
{
    InferLine more = infer_line_less(b, &b->total, &b->printed);
    InferLine zero = infer_line_zero(b);
    bool moves = false;
    for (size_t i = 0; i < b->forms->n_params; i++)
        moves = moves || rat_sign(more.coef[i]) != 0;
    if (b->unknown != UNKNOWN_SHARE || !moves)
        return;
    zero = infer_line_less(b, &zero, &more);
    infer_demand(b, lp, &more, SIZE_MAX);
    infer_demand(b, lp, &zero, SIZE_MAX);
}

/* Conditions that the free data are not below 0 at the printed amounts. */
static void find_printed(InferBounds *b)
{
    InferLp lp = {.arena = b->arena, .pool = b->pool, .d = b->d};
    demand_sum(b, &lp);
    for (size_t i = 0; i < b->lp.n; i++)
        if (b->lp.half[i].row == SIZE_MAX)
            infer_lp_add(&lp, b->lp.half[i].a, b->lp.half[i].b, SIZE_MAX);
    for (size_t i = 0; i < b->table->n; i++) {
        const Rat *amount = rat_mul(b->pool,
                                    rat_int(b->pool, b->table->amount[i]),
                                    b->table->unit);
        const Rat *a[INFER_PARAMS_MAX + 1];
        for (size_t k = 0; k < b->d; k++)
            a[k] = rat_sub(b->pool, rat_mul(b->pool, amount, b->den.coef[k]),
                           b->base[i].coef[k]);
        infer_lp_add(&lp, a,
                     rat_sub(b->pool, b->base[i].add,
                             rat_mul(b->pool, amount, b->den.add)), i);
    }
    for (size_t i = 0; i < b->forms->n_params; i++) {
        const Rat **x = ARENA_ARRAY(b->arena, const Rat *, b->d + 1);
        bool far;
        const Rat *end = infer_lp_least(&lp, unit_of(b, i), x, &far);
        b->out->printed[i] = far ? NULL : end;
        b->out->printed_row[i] =
            end == NULL || far ? SIZE_MAX
                               : setting_row(b, &lp, unit_of(b, i), x, end);
    }
}

/* ---- All ---- */

void infer_ranges(InferBounds *b)
{
    InferFree *out = b->out;
    size_t n = b->forms->n_params;
    for (size_t i = 0; i < n; i++)
        if (!find_range(b, &b->lp, unit_of(b, i), &out->range[i]))
            out->none = true;
    if (n == 0) {
        InferRange any;
        out->none = !find_range(b, &b->lp, unit_of(b, 0), &any);
    }
    if (out->none) {
        out->clash = ARENA_ARRAY(b->arena, size_t, b->table->n + 1);
        out->n_clash = infer_lp_clash(&b->lp, out->clash);
        return;
    }
    find_combos(b);
    if (b->times != NULL)
        find_printed(b);
}
