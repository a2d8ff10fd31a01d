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
#include "money/money_int.h"

typedef struct Claim {
    mpz_t have;       /* units so far */
    mpq_t cost;       /* of the next one */
    const Rat *base;  /* units before any choice */
    bool open;        /* may ever take a unit beyond base */
} Claim;

typedef struct Divisor {
    Rounding *r;
    Claim *claim;     /* n */
    size_t n;
    mpq_t t;
} Divisor;

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

/* The cost of unit number k + 1 of a row with a positive quotient. */
static void unit_cost(Divisor *d, mpq_t cost, size_t row, const mpz_t k)
{
    const RoundIn *in = d->r->in;
    const Rat *q = d->r->out->rows[row].quotient;

    signpost(cost, in, k);
    mpq_div(cost, cost, q->q);
    if (in->method == ROUND_HUNTINGTON_HILL) {
        mpq_div(cost, cost, q->q);
    }
}

/* The order in which units are given: a total order. */
static int cost_cmp(const Divisor *d, const mpq_t a, size_t row_a,
                    const mpq_t b, size_t row_b)
{
    int order = mpq_cmp(a, b);

    return order != 0 ? order : round_tie_cmp(d->r->in, row_a, row_b);
}

static bool claim_before(const void *context, size_t a, size_t b)
{
    const Divisor *d = context;

    return cost_cmp(d, d->claim[a].cost, a, d->claim[b].cost, b) < 0;
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
 * to their bases and units more; NULL on overflow. */
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

/* Brings the claims near the total from below, and never past it: with n
 * open rows and the level for n units fewer, rounding adds at most n. What
 * is given is right as it stands, because it is what one divisor gives.
 * Returns the units still to give, at most 2 n. */
static size_t divisor_start(Divisor *d, const Rat *spare)
{
    RatPool *pool = d->r->pool;
    int64_t n_open = 0, left = 0;

    for (size_t i = 0; i < d->n; i++) {
        n_open += d->claim[i].open;
    }
    const Rat *near = rat_sub(pool, spare, rat_int(pool, n_open));

    if (rat_sign(near) > 0) {
        const Rat *level = divisor_level(d, near);
        const Rat **more = mem_alloc(d->n, sizeof *more);

        if (!level) {
            mem_free(more);
            return 0;
        }
        for (size_t i = 0; i < d->n; i++) {
            Claim *c = &d->claim[i];

            if (c->open) {
                count_signposts(d, c->have, i, level);
                const Rat *units = rat_max(rat_from_mpz(pool, c->have),
                                           c->base);

                units = round_clamp(d->r, i, units);
                mpz_set(c->have, mpq_numref(units->q));
                more[i] = rat_sub(pool, units, c->base);
            } else {
                more[i] = rat_int(pool, 0);
            }
        }
        spare = rat_sub(pool, spare, rat_sum(pool, more, d->n));
        mem_free(more);
    }
    bool fits = rat_to_int(spare, &left) && left >= 0;

    assert(fits && left <= 2 * n_open);
    return fits ? (size_t)left : 0;
}

static bool claim_full(const Divisor *d, size_t row)
{
    const Rat *most = d->r->most[row];

    return most && mpz_cmp(d->claim[row].have, mpq_numref(most->q)) >= 0;
}

/* Gives the units that are left, each to the smallest cost. */
static void divisor_give(Divisor *d, size_t left)
{
    RowHeap heap = { .before = claim_before, .context = d };

    heap.at = mem_alloc(d->n, sizeof *heap.at);
    for (size_t i = 0; i < d->n; i++) {
        if (d->claim[i].open && !claim_full(d, i)) {
            unit_cost(d, d->claim[i].cost, i, d->claim[i].have);
            heap_push(&heap, i);
        }
    }
    for (; left > 0; left--) {
        size_t i = heap_pop(&heap);

        mpz_add_ui(d->claim[i].have, d->claim[i].have, 1);
        if (!claim_full(d, i)) {
            unit_cost(d, d->claim[i].cost, i, d->claim[i].have);
            heap_push(&heap, i);
        }
    }
    mem_free(heap.at);
}

/* The last unit that was given by choice: its cost and row; n if none. */
static size_t divisor_last(Divisor *d, mpq_t cost)
{
    size_t last = d->n;
    mpz_t k;

    mpz_init(k);
    for (size_t i = 0; i < d->n; i++) {
        const Claim *c = &d->claim[i];

        if (c->open && mpz_cmp(c->have, mpq_numref(c->base->q)) > 0) {
            mpz_sub_ui(k, c->have, 1);
            unit_cost(d, d->t, i, k);
            if (last == d->n || cost_cmp(d, d->t, i, cost, last) > 0) {
                mpq_set(cost, d->t);
                last = i;
            }
        }
    }
    mpz_clear(k);
    return last;
}

/* Rows whose last unit cost what the cut costs won, rows whose next unit
 * does lost; with both, a tie rule decided. */
static void divisor_ties(Divisor *d, const mpq_t cut)
{
    RoundOut *out = d->r->out;
    size_t n_won = 0, n_lost = 0;
    bool *equal = mem_alloc(d->n, sizeof *equal);
    mpz_t k;

    mpz_init(k);
    for (size_t i = 0; i < d->n; i++) {
        const Claim *c = &d->claim[i];

        if (!c->open) {
            continue;
        }
        if (mpz_cmp(c->have, mpq_numref(c->base->q)) > 0) {
            mpz_sub_ui(k, c->have, 1);
            unit_cost(d, d->t, i, k);
            equal[i] = mpq_equal(d->t, cut);
            n_won += equal[i];
        }
        if (!equal[i] && !claim_full(d, i)) {
            unit_cost(d, d->t, i, c->have);
            equal[i] = mpq_equal(d->t, cut);
            n_lost += equal[i];
            /* Every unit given comes before every unit not given: this is
             * what makes the amounts those of one divisor. */
            assert(mpq_cmp(d->t, cut) >= 0);
        }
    }
    if (n_lost > 0) {
        out->n_tied = n_won + n_lost;
        out->n_tied_won = n_won;
        for (size_t i = 0; i < d->n; i++) {
            out->rows[i].tied = equal[i];
        }
    }
    mpz_clear(k);
    mem_free(equal);
}

/* Is the row's unit number k + 1 one that choice would have given? */
static bool divisor_gives(Divisor *d, size_t row, const mpz_t k,
                          const mpq_t cut, size_t last)
{
    if (mpz_sgn(k) < 0) {
        return true;
    }
    if (rat_sign(d->r->out->rows[row].quotient) == 0) {
        return false;
    }
    unit_cost(d, d->t, row, k);
    if (mpq_sgn(d->t) == 0) {
        return true;   /* the first unit of Adams and his like */
    }
    return last < d->n && cost_cmp(d, d->t, row, cut, last) <= 0;
}

static void divisor_report(Divisor *d)
{
    Rounding *r = d->r;
    mpq_t cut;
    mpz_t k;

    mpq_init(cut);
    mpz_init(k);
    size_t last = divisor_last(d, cut);

    if (last < d->n) {
        divisor_ties(d, cut);
    }
    for (size_t i = 0; i < d->n; i++) {
        RoundRow *row = &r->out->rows[i];

        r->units[i] = rat_from_mpz(r->pool, d->claim[i].have);
        row->extra = rat_cmp(r->units[i], row->quotient) > 0;
        if (r->least[i] && rat_equal(r->units[i], r->least[i])) {
            mpz_sub_ui(k, d->claim[i].have, 1);
            row->at_least = !divisor_gives(d, i, k, cut, last);
        }
        if (r->most[i] && rat_equal(r->units[i], r->most[i])) {
            row->at_most = divisor_gives(d, i, d->claim[i].have, cut, last);
        }
    }
    mpq_clear(cut);
    mpz_clear(k);
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
            size_t left = divisor_start(&d, spare);

            if (!rat_overflowed(r->pool)) {
                divisor_give(&d, left);
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
