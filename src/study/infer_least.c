/* infer_least.c - the least of something by all conditions, those on the sum
 * of free data among them.
 *
 * The rows of free data are not searched for: they are taken away. Row i's x
 * is A + t z, t > 0, with z >= 0 for what the data contribute, and the sum of
 * all z given where only shares matter. There are such z if and only if no
 * upper end lies below A and the sum of all x lies between the sums of the
 * ends, the lower of which is the larger of A and the lower end: a convex
 * condition of as many lines as one likes, so it is met by adding the line
 * that is broken most until none is.
 */
#include "study/infer_free_int.h"

/* Lines added for one bound; never so many in practice. After them the bound
 * is that of the lines so far: wider than it need be, and true. */
#define CUTS_MAX 1000

/* The sum of the larger of base and low, as a line that is right at x and
 * nowhere above it. */
static InferLine least_sum(InferBounds *b, const Rat *const *x)
{
    InferLine sum = infer_line_zero(b);
    const Rat *one = rat_int(b->pool, 1);
    for (size_t i = 0; i < b->table->n; i++) {
        bool base = rat_sign(b->times[i]) == 0
                    || rat_cmp(infer_line_at(b, &b->base[i], x),
                               infer_line_at(b, &b->low[i], x)) > 0;
        sum = infer_line_add(b, &sum, one, base ? &b->base[i] : &b->low[i]);
    }
    return sum;
}

static InferLine most_sum(InferBounds *b)
{
    InferLine sum = infer_line_zero(b);
    const Rat *one = rat_int(b->pool, 1);
    for (size_t i = 0; i < b->table->n; i++)
        sum = infer_line_add(b, &sum, one, rat_sign(b->times[i]) == 0
                                         ? &b->base[i] : &b->high[i]);
    return sum;
}

/* What the sum of the exact amounts must reach, and not pass. */
static void sum_ends(InferBounds *b, InferLine *reach, InferLine *most)
{
    const Rat *half = rat_mul(b->pool, b->out->unit,
                              rat_ratio(b->pool, 1, 2));
    *reach = *most = b->total;
    if (b->unknown == UNKNOWN_DATA) {
        *reach = infer_line_add(b, &b->printed, rat_neg(b->pool, half),
                                &b->den);
        *most = infer_line_add(b, &b->printed, half, &b->den);
    }
}

/* Adds the line that x breaks; false: it breaks none. */
static bool add_broken(InferBounds *b, InferLp *lp, const Rat *const *x)
{
    InferLine reach, most, sum, gap;
    sum_ends(b, &reach, &most);
    sum = least_sum(b, x);
    gap = infer_line_less(b, &most, &sum);
    if (rat_sign(infer_line_at(b, &gap, x)) < 0) {
        infer_demand(b, lp, &gap, SIZE_MAX);
        return true;
    }
    sum = most_sum(b);
    gap = infer_line_less(b, &sum, &reach);
    if (rat_sign(infer_line_at(b, &gap, x)) < 0) {
        infer_demand(b, lp, &gap, SIZE_MAX);
        return true;
    }
    return false;
}

const Rat *infer_bounds_least(InferBounds *b, InferLp *lp,
                              const Rat *const *c, const Rat **x, bool *far)
{
    bool sums = b->times != NULL
                && (b->cut || b->unknown == UNKNOWN_SHARE);
    const Rat *least = infer_lp_least(lp, c, x, far);
    for (size_t i = 0; least != NULL && sums && i < CUTS_MAX
                       && add_broken(b, lp, x); i++)
        least = infer_lp_least(lp, c, x, far);
    return least;
}
