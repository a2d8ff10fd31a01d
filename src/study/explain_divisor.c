/* explain_divisor.c - a row rounded by a divisor method: which divisors keep
 * the total, and which signposts stand around its quotient. */

#include "study/study_int.h"

#include <math.h>

#include "base/tr.h"

/* Huntington-Hill's signposts are square roots: cut off after this many. */
#define ROOT_PARTS 1000000000000

/* The root of a >= 0, cut off; for showing only. */
static const Rat *root(RatPool *pool, const Rat *a)
{
    double start = sqrt(rat_to_double(a));
    if (rat_sign(a) == 0 || !(start < 1e12))
        return rat_sign(a) == 0 ? a : NULL;
    const Rat *scale = rat_int(pool, ROOT_PARTS);
    const Rat *x = rat_ratio(pool, (int64_t)(start * 1e6) + 1, 1000000);
    for (int i = 0; i < 6; i++) {
        x = rat_div(pool, rat_add(pool, x, rat_div(pool, a, x)),
                    rat_int(pool, 2));
        x = rat_div(pool, rat_ceil(pool, rat_mul(pool, x, scale)), scale);
    }
    const Rat *below = rat_sub(pool, x, rat_ratio(pool, 1, ROOT_PARTS));
    return rat_cmp(rat_mul(pool, x, x), a) > 0 ? below : x;
}

/* s(k) of divisor.c, k >= 0; for Huntington-Hill its square. */
static const Rat *signpost(RatPool *pool, const Rounding *round, const Rat *k)
{
    const Rat *one = rat_int(pool, 1), *two = rat_int(pool, 2);
    const Rat *next = rat_add(pool, k, one);
    switch (round->method) {
    case ROUND_WEBSTER:
        if (rat_sign(k) == 0 && round->first)
            return round->first;
        return rat_add(pool, k, rat_div(pool, one, two));
    case ROUND_JEFFERSON:
        return next;
    case ROUND_HUNTINGTON_HILL:
        return rat_mul(pool, k, next);
    case ROUND_DEAN:
        return rat_div(pool, rat_mul(pool, two, rat_mul(pool, k, next)),
                       rat_add(pool, k, next));
    case ROUND_ADAMS: case ROUND_NEAREST: case ROUND_HALF_EVEN:
    case ROUND_DOWN: case ROUND_UP: case ROUND_LARGEST_REMAINDER:
        break;
    }
    return k;
}

/* The divisors that give every row what it got; for Huntington-Hill their
 * squares. An end is NULL where there is none. */
typedef struct Range {
    const Rat *from, *to;
} Range;

static const Rat *units_of(Explain *x, const Rounding *round,
                           const RoundGroup *g, size_t at)
{
    return rat_div(x->pool, g->out.amount[at], round->unit);
}

static Range divisors(Explain *x, const Rounding *round, const RoundGroup *g)
{
    RatPool *pool = x->pool;
    Range range = {0};
    for (size_t i = 0; i < g->n; i++) {
        const RoundRow *row = &g->out.rows[i];
        const Rat *q = row->quotient, *units = units_of(x, round, g, i);
        if (!q || rat_sign(q) <= 0)
            continue;
        if (round->method == ROUND_HUNTINGTON_HILL)
            q = rat_mul(pool, q, q);
        const Rat *above = signpost(pool, round, units);
        if (!row->at_most && rat_sign(above) > 0) {
            const Rat *end = rat_div(pool, q, above);
            range.from = range.from ? rat_max(range.from, end) : end;
        }
        if (row->at_least || rat_sign(units) == 0)
            continue;
        const Rat *below = signpost(pool, round,
                                    rat_sub(pool, units, rat_int(pool, 1)));
        if (rat_sign(below) > 0) {
            const Rat *end = rat_div(pool, q, below);
            range.to = range.to ? rat_min(range.to, end) : end;
        }
    }
    return range;
}

/* A number of which the square is given where the method squares. */
static const char *plain(Explain *x, const Rounding *round, const Rat *num)
{
    const Type type = {.kind = TYPE_NUMBER};
    if (round->method == ROUND_HUNTINGTON_HILL)
        num = root(x->pool, num);
    return num ? show_plain(&x->show, &type, num) : "?";
}

static void row_quotient(Explain *x, const Rounding *round, const Range *range,
                         const Rat *q, Step *step)
{
    if (round->method == ROUND_HUNTINGTON_HILL)
        q = rat_mul(x->pool, q, q);
    const Rat *least = range->to ? rat_div(x->pool, q, range->to) : NULL;
    const Rat *most = range->from ? rat_div(x->pool, q, range->from) : NULL;
    if (least && most && rat_equal(least, most))
        step_line(x, step, "quotient over divisor: %s", plain(x, round, most));
    else if (least && most)
        step_line(x, step, "quotient over divisor: from %s to %s",
                  plain(x, round, least), plain(x, round, most));
    else if (most)
        step_line(x, step, "quotient over divisor: at most %s",
                  plain(x, round, most));
}

static void row_signposts(Explain *x, const Rounding *round, const Rat *units,
                          Step *step)
{
    RatPool *pool = x->pool;
    const Type type = {.kind = TYPE_NUMBER};
    const char *got = show_plain(&x->show, &type, units);
    const char *above = plain(x, round, signpost(pool, round, units));
    if (rat_sign(units) == 0) {
        step_line(x, step, "not past the first signpost, %s: 0 units", above);
        return;
    }
    const Rat *before = rat_sub(pool, units, rat_int(pool, 1));
    step_line(x, step, rat_equal(units, rat_int(pool, 1))
                           ? N_("between the signposts %s and %s: %s unit")
                           : N_("between the signposts %s and %s: %s units"),
              plain(x, round, signpost(pool, round, before)), above, got);
}

void explain_divisor(Explain *x, const Expr *expr, const RoundGroup *g,
                     size_t at, Step *step)
{
    const Rounding *round = expr->round;
    const RoundRow *own = &g->out.rows[at];
    Range range = divisors(x, round, g);
    if (rat_sign(own->quotient) == 0) {
        step_line(x, step, "nothing to round");
        return;
    }
    if (range.from && range.to && rat_equal(range.from, range.to))
        step_line(x, step, "the divisor that keeps the total: %s",
                  plain(x, round, range.from));
    else if (range.from && range.to)
        step_line(x, step, "divisors that keep the total: from %s to %s",
                  plain(x, round, range.from), plain(x, round, range.to));
    else if (range.from)
        step_line(x, step, "divisors that keep the total: from %s on",
                  plain(x, round, range.from));
    row_quotient(x, round, &range, own->quotient, step);
    if (!own->at_least && !own->at_most)
        row_signposts(x, round, units_of(x, round, g, at), step);
}
