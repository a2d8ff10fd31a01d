/* apportion.c - rounding amounts to whole units: what all methods share, and
 * the methods that round each row by itself.
 */
#include <assert.h>
#include <string.h>

#include "money/money_int.h"

const char *round_method_words(RoundMethod method)
{
    static const char *const words[] = {
#define X(name, text, keeps, one) [ROUND_##name] = text,
        ROUND_METHODS(X)
#undef X
    };

    return words[method];
}

const char *round_method_said(RoundMethod method)
{
    return tr_as("rounding", round_method_words(method));
}

bool round_method_keeps(RoundMethod method)
{
    static const bool keep[] = {
#define X(name, text, keeps, one) [ROUND_##name] = keeps,
        ROUND_METHODS(X)
#undef X
    };

    return keep[method];
}

int round_tie_cmp(const RoundIn *in, size_t a, size_t b)
{
    const Rat *const *by = in->tie ? in->tie : in->exact;
    int order = rat_cmp(by[b], by[a]);

    if (order == 0) {
        order = strcmp(in->code[a], in->code[b]);
    }
    return order != 0 ? order : (a > b) - (a < b);
}

const Rat *round_clamp(const Rounding *r, size_t row, const Rat *units)
{
    if (r->least[row]) {
        units = rat_max(units, r->least[row]);
    }
    if (r->most[row]) {
        units = rat_min(units, r->most[row]);
    }
    return units;
}

void round_fault(Rounding *r, RoundFault fault, size_t row, const Rat *gap)
{
    r->out->fault = fault;
    r->out->row = row;
    r->out->gap = gap ? rat_mul(r->pool, gap, r->in->unit) : NULL;
}

/* q to a whole number; the mirror at zero is taken by the caller. */
static const Rat *round_positive(RatPool *pool, RoundMethod method,
                                 const Rat *q)
{
    const Rat *down = rat_floor(pool, q);

    if (rat_is_whole(q) || method == ROUND_DOWN) {
        return down;
    }
    if (method == ROUND_UP) {
        return rat_ceil(pool, q);
    }
    int half = rat_cmp(rat_sub(pool, q, down), rat_ratio(pool, 1, 2));
    bool up = half > 0
           || (half == 0 && (method == ROUND_NEAREST || !rat_is_even(down)));

    return up ? rat_ceil(pool, q) : down;
}

static void round_rows(Rounding *r)
{
    for (size_t i = 0; i < r->in->n; i++) {
        RoundRow *row = &r->out->rows[i];
        const Rat *whole = round_positive(r->pool, r->in->method,
                                          rat_abs(r->pool, row->quotient));

        if (rat_sign(row->quotient) < 0) {
            whole = rat_neg(r->pool, whole);
        }
        r->units[i] = round_clamp(r, i, whole);
        row->at_least = rat_cmp(r->units[i], whole) > 0;
        row->at_most = rat_cmp(r->units[i], whole) < 0;
        row->extra = rat_cmp(r->units[i], row->quotient) > 0;
    }
}

/* Quotients, limits in whole units and the target; false on a fault. */
static bool round_prepare(Rounding *r)
{
    const RoundIn *in = r->in;
    RatPool *pool = r->pool;

    for (size_t i = 0; i < in->n; i++) {
        RoundRow *row = &r->out->rows[i];

        row->quotient = rat_div(pool, in->exact[i], in->unit);
        row->remainder = rat_sub(pool, row->quotient,
                                 rat_floor(pool, row->quotient));
        if (in->at_least && in->at_least[i]) {
            r->least[i] = rat_ceil(pool,
                                   rat_div(pool, in->at_least[i], in->unit));
        }
        if (in->at_most && in->at_most[i]) {
            r->most[i] = rat_floor(pool,
                                   rat_div(pool, in->at_most[i], in->unit));
        }
    }
    bool fits = !rat_overflowed(pool);

    r->out->exact_sum = rat_sum(pool, in->exact, in->n);
    if (fits && rat_overflowed(pool) && !round_method_keeps(in->method)) {
        rat_clear_overflow(pool);   /* nothing rests on it here */
        r->out->exact_sum = NULL;
    }
    if (round_method_keeps(in->method)) {
        const Rat *keep = in->keeping ? in->keeping : r->out->exact_sum;

        r->target = rat_nearest(pool, rat_div(pool, keep, in->unit));
        r->out->target = rat_mul(pool, r->target, in->unit);
    }
    for (size_t i = 0; i < in->n; i++) {
        if (r->least[i] && r->most[i]
            && rat_cmp(r->least[i], r->most[i]) > 0) {
            round_fault(r, ROUND_LIMITS_CROSS, i, NULL);
            return false;
        }
    }
    return true;
}

/* Amounts in kronor from counts of units; all 0 after a fault or overflow. */
static void round_finish(Rounding *r)
{
    RoundOut *out = r->out;
    size_t n = r->in->n;
    bool good = out->fault == ROUND_OK && !rat_overflowed(r->pool);
    const Rat *zero = rat_int(r->pool, 0);

    for (size_t i = 0; i < n; i++) {
        out->amount[i] = good ? rat_mul(r->pool, r->units[i], r->in->unit)
                              : zero;
    }
    out->sum = rat_sum(r->pool, out->amount, n);
}

static void round_dispatch(Rounding *r)
{
    switch (r->in->method) {
    case ROUND_NEAREST:
    case ROUND_HALF_EVEN:
    case ROUND_DOWN:
    case ROUND_UP:
        round_rows(r);
        break;
    case ROUND_LARGEST_REMAINDER:
        round_by_remainder(r);
        break;
    case ROUND_WEBSTER:
    case ROUND_JEFFERSON:
    case ROUND_ADAMS:
    case ROUND_HUNTINGTON_HILL:
    case ROUND_DEAN:
        round_by_divisor(r);
        break;
    }
}

void round_amounts(RatPool *pool, Arena *arena, const RoundIn *in,
                   RoundOut *out)
{
    Rounding r = { .pool = pool, .arena = arena, .in = in, .out = out };

    assert(rat_overflowed(pool) || rat_sign(in->unit) > 0);
    memset(out, 0, sizeof *out);
    out->rows = ARENA_ARRAY(arena, RoundRow, in->n);
    out->amount = ARENA_ARRAY(arena, const Rat *, in->n);
    r.units = ARENA_ARRAY(arena, const Rat *, in->n);
    r.least = ARENA_ARRAY(arena, const Rat *, in->n);
    r.most = ARENA_ARRAY(arena, const Rat *, in->n);
    if (round_prepare(&r) && !rat_overflowed(pool)) {
        round_dispatch(&r);
    }
    round_finish(&r);
}
