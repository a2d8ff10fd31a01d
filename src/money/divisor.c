/* divisor.c - the divisor methods of apportionment, with limits.
 *
 * A method is its signposts s(0) < s(1) < ...: a row with the quotient q
 * takes its unit number k + 1 at the cost s(k) / q, and each unit goes to the
 * row with the smallest cost (Balinski and Young 1982, ch. 4; Pukelsheim
 * 2017, ch. 4 and 12). The units below a row's least amount come first
 * and cost nothing, those above its most amount are never given. The amounts
 * are clamp(round(q / d), least, most) with 1/d the cost of the last unit.
 *
 *     Webster   k + 1/2, the first as given     Jefferson  k + 1
 *     Adams     k                               Dean       2k(k+1) / (2k+1)
 *     Huntington-Hill  sqrt(k(k+1)); compared as k(k+1) / q^2
 */
#include <assert.h>

#include "base/mem.h"
#include "money/allocate.h"
#include "money/divisor.h"

/* Does the method give every row with a positive amount a unit? */
static bool method_gives_one(RoundMethod method)
{
    static const bool one[] = {
#define X(name, text, keeps, first) [ROUND_##name] = first,
        ROUND_METHODS(X)
#undef X
    };

    return one[method];
}

/* s(k), for Huntington-Hill its square. */
static void signpost(mpq_t s, const RoundIn *in, const mpz_t k)
{
    mpz_ptr num = mpq_numref(s), den = mpq_denref(s);

    mpq_set_z(s, k);
    switch (in->method) {
    case ROUND_WEBSTER:
        if (mpz_sgn(k) == 0 && in->first) {
            mpq_set(s, in->first->q);
            break;
        }
        mpz_mul_2exp(num, k, 1);
        mpz_add_ui(num, num, 1);
        mpz_set_ui(den, 2);
        break;
    case ROUND_JEFFERSON:
        mpz_add_ui(num, k, 1);
        break;
    case ROUND_HUNTINGTON_HILL:
        mpz_addmul(num, k, k);
        break;
    case ROUND_DEAN:
        mpz_addmul(num, k, k);
        mpz_mul_2exp(num, num, 1);
        mpz_mul_2exp(den, k, 1);
        mpz_add_ui(den, den, 1);
        break;
    case ROUND_ADAMS:
        break;
    case ROUND_NEAREST:
    case ROUND_HALF_EVEN:
    case ROUND_DOWN:
    case ROUND_UP:
    case ROUND_LARGEST_REMAINDER:
        assert(!"a divisor method");
    }
    mpq_canonicalize(s);
}

void divisor_cost(Divisor *d, mpq_t cost, size_t row, const mpz_t k)
{
    const RoundIn *in = d->r->in;
    const Rat *q = d->r->out->rows[row].quotient;

    signpost(cost, in, k);
    mpq_div(cost, cost, q->q);
    if (in->method == ROUND_HUNTINGTON_HILL) {
        mpq_div(cost, cost, q->q);
    }
}

int divisor_cmp(const Divisor *d, const mpq_t a, size_t row_a, const mpq_t b,
                size_t row_b)
{
    int order = mpq_cmp(a, b);

    return order != 0 ? order : round_tie_cmp(d->r->in, row_a, row_b);
}

/* Base units and who may take more; false on a negative amount. */
static bool divisor_bases(Divisor *d)
{
    Rounding *r = d->r;
    const Rat *zero = rat_int(r->pool, 0);
    const Rat *one = rat_int(r->pool, 1);

    for (size_t i = 0; i < d->n; i++) {
        int sign = rat_sign(r->out->rows[i].quotient);
        bool first = sign > 0 && method_gives_one(r->in->method);
        Claim *c = &d->claim[i];

        if (sign < 0) {
            round_fault(r, ROUND_NEGATIVE, i, NULL);
            return false;
        }
        c->base = round_clamp(r, i, first ? one : zero);
        c->open = sign > 0
               && !(r->most[i] && rat_equal(c->base, r->most[i]));
        mpz_set(c->have, mpq_numref(c->base->q));
    }
    return true;
}

/* The units still to give after the bases; NULL if there is no way to the
 * total, with the fault set. */
static const Rat *divisor_spare(Divisor *d)
{
    Rounding *r = d->r;
    RatPool *pool = r->pool;
    const Rat **base = mem_alloc(d->n, sizeof *base);
    const Rat **room = mem_alloc(d->n, sizeof *room);
    int64_t n_positive = 0;
    size_t n_room = 0;
    bool bounded = true;

    for (size_t i = 0; i < d->n; i++) {
        const Claim *c = &d->claim[i];

        n_positive += rat_sign(r->out->rows[i].quotient) > 0;
        base[i] = c->base;
        if (c->open && r->most[i]) {
            room[n_room++] = rat_sub(pool, r->most[i], c->base);
        } else if (c->open) {
            bounded = false;
        }
    }
    const Rat *spare = rat_sub(pool, r->target, rat_sum(pool, base, d->n));
    const Rat *over = rat_sub(pool, spare, rat_sum(pool, room, n_room));

    mem_free(base);
    mem_free(room);
    if (rat_overflowed(pool)) {
        return NULL;
    }
    if (rat_sign(r->target) < 0 && !r->in->at_least && !r->in->at_most) {
        round_fault(r, ROUND_TOTAL_TOO_FAR, 0, r->target);
    } else if (rat_sign(spare) < 0) {
        bool few = method_gives_one(r->in->method)
                && rat_cmp(r->target, rat_int(pool, n_positive)) < 0;

        round_fault(r, few ? ROUND_TOO_FEW_UNITS : ROUND_LIMITS_TOTAL, 0,
                    spare);
    } else if (bounded && rat_sign(over) > 0) {
        round_fault(r, n_positive == 0 ? ROUND_ALL_ZERO : ROUND_LIMITS_TOTAL,
                    0, over);
    } else {
        return spare;
    }
    return NULL;
}

/* The number of signposts <= x = level * quotient. As k <= s(k) <= k + 1,
 * it is floor(x), or one more if s(floor(x)) <= x. */
static void count_signposts(Divisor *d, mpz_t count, size_t row,
                            const Rat *level)
{
    mpq_t x;

    mpq_init(x);
    mpq_mul(x, level->q, d->r->out->rows[row].quotient->q);
    mpz_fdiv_q(count, mpq_numref(x), mpq_denref(x));
    signpost(d->t, d->r->in, count);
    if (d->r->in->method == ROUND_HUNTINGTON_HILL) {
        mpq_mul(x, x, x);
    }
    if (mpq_cmp(d->t, x) <= 0) {
        mpz_add_ui(count, count, 1);
    }
    mpq_clear(x);
}

/* The level L at which clamp(L * quotient, base, most) of the open rows sum
 * to their bases and units more; NULL if all are at their most amounts then,
 * or on overflow. */
static const Rat *divisor_level(Divisor *d, const Rat *units)
{
    Rounding *r = d->r;
    Arena *arena = arena_new();
    const Rat **key = ARENA_ARRAY(arena, const Rat *, d->n);
    const Rat **base = ARENA_ARRAY(arena, const Rat *, d->n);
    const Rat **most = ARENA_ARRAY(arena, const Rat *, d->n);
    size_t *row = ARENA_ARRAY(arena, size_t, d->n);
    size_t n = 0;
    const Rat *level = NULL;

    for (size_t i = 0; i < d->n; i++) {
        if (d->claim[i].open) {
            key[n] = r->out->rows[i].quotient;
            base[n] = d->claim[i].base;
            most[n] = r->most[i];
            row[n++] = i;
        }
    }
    const Rat *total = rat_add(r->pool, units, rat_sum(r->pool, base, n));
    AllocIn in = { .n = n, .total = total, .key = key, .floor = base,
                   .ceiling = most };
    AllocOut out;

    allocate_solve(r->pool, arena, &in, &out);
    if (!rat_overflowed(r->pool)) {
        level = out.level[0];
    }
    arena_free(arena);
    return level;
}

/* With the open rows' sum of level * quotient at the total, rounding misses
 * it by chance only, up or down, but for Jefferson and Adams, who round all
 * rows the same way: half a unit per row makes up for that. */
static const Rat *divisor_aim(const Divisor *d, const Rat *spare)
{
    RatPool *pool = d->r->pool;
    int64_t n_open = 0;

    for (size_t i = 0; i < d->n; i++) {
        n_open += d->claim[i].open;
    }
    const Rat *shift = rat_ratio(pool, n_open, 2);

    if (d->r->in->method == ROUND_JEFFERSON) {
        return rat_add(pool, spare, shift);
    }
    if (d->r->in->method == ROUND_ADAMS) {
        return rat_sub(pool, spare, shift);
    }
    return spare;
}

/* Brings the claims to what one divisor gives, the total being near; returns
 * the units still to give, or, below 0, to take back: some n at most. */
static int64_t divisor_start(Divisor *d, const Rat *spare)
{
    RatPool *pool = d->r->pool;
    const Rat *aim = divisor_aim(d, spare);
    int64_t left = 0;

    if (rat_sign(aim) > 0) {
        const Rat *level = divisor_level(d, aim);
        const Rat **more = mem_alloc(d->n, sizeof *more);

        for (size_t i = 0; i < d->n; i++) {
            Claim *c = &d->claim[i];
            const Rat *units = c->base;

            if (c->open && level) {
                count_signposts(d, c->have, i, level);
                units = rat_max(rat_from_mpz(pool, c->have), c->base);
                units = round_clamp(d->r, i, units);
            } else if (c->open && d->r->most[i]) {
                units = d->r->most[i];   /* no level: all at their most */
            }
            mpz_set(c->have, mpq_numref(units->q));
            more[i] = rat_sub(pool, units, c->base);
        }
        spare = rat_sub(pool, spare, rat_sum(pool, more, d->n));
        mem_free(more);
    }
    bool fits = rat_to_int(spare, &left);

    assert(fits);
    (void)fits;
    return left;
}

bool divisor_full(const Divisor *d, size_t row)
{
    const Rat *most = d->r->most[row];

    return most && mpz_cmp(d->claim[row].have, mpq_numref(most->q)) >= 0;
}

static bool next_before(const void *context, size_t a, size_t b)
{
    const Divisor *d = context;

    return divisor_cmp(d, d->claim[a].cost, a, d->claim[b].cost, b) < 0;
}

static bool last_before(const void *context, size_t a, size_t b)
{
    return next_before(context, b, a);
}

/* Puts the row into the heap with the cost of its next unit, or, to take
 * back, of its last, if it has one. */
static void divisor_offer(Divisor *d, RowHeap *heap, size_t row, bool give)
{
    Claim *c = &d->claim[row];
    mpz_t k;

    if (!c->open || (give ? divisor_full(d, row)
                          : mpz_cmp(c->have, mpq_numref(c->base->q)) <= 0)) {
        return;
    }
    mpz_init_set(k, c->have);
    if (!give) {
        mpz_sub_ui(k, k, 1);
    }
    divisor_cost(d, c->cost, row, k);
    mpz_clear(k);
    heap_push(heap, row);
}

/* Gives the units that are left, each to the smallest cost, or takes those
 * back that are too many, each from the largest. */
static void divisor_settle(Divisor *d, int64_t left)
{
    bool give = left > 0;
    RowHeap heap = { .before = give ? next_before : last_before,
                     .context = d };

    heap.at = mem_alloc(d->n, sizeof *heap.at);
    for (size_t i = 0; i < d->n && left != 0; i++) {
        divisor_offer(d, &heap, i, give);
    }
    for (; left != 0; left -= give ? 1 : -1) {
        size_t i = heap_pop(&heap);
        mpz_ptr have = d->claim[i].have;

        if (give) {
            mpz_add_ui(have, have, 1);
        } else {
            mpz_sub_ui(have, have, 1);
        }
        divisor_offer(d, &heap, i, give);
    }
    mem_free(heap.at);
}

void round_by_divisor(Rounding *r)
{
    Divisor d = { .r = r, .n = r->in->n };

    d.claim = mem_alloc(d.n, sizeof *d.claim);
    mpq_init(d.t);
    for (size_t i = 0; i < d.n; i++) {
        mpz_init(d.claim[i].have);
        mpq_init(d.claim[i].cost);
    }
    if (divisor_bases(&d)) {
        const Rat *spare = divisor_spare(&d);

        if (spare) {
            int64_t left = divisor_start(&d, spare);

            if (!rat_overflowed(r->pool)) {
                divisor_settle(&d, left);
                divisor_report(&d);
            }
        }
    }
    for (size_t i = 0; i < d.n; i++) {
        mpz_clear(d.claim[i].have);
        mpq_clear(d.claim[i].cost);
    }
    mem_free(d.claim);
    mpq_clear(d.t);
}
