/* table_fit.c - a start near the solution, by iterative proportional fitting.
 */
#include "money/biproportional_int.h"
#include "money/money_int.h"

/* Digits kept of every factor, and rounds of rows and columns: enough to come
 * within a unit of 10^15 where the fit converges as it usually does. */
enum { BITS = 64, ROUNDS = 400 };

/* The first BITS binary digits of a > 0, the rest cut off. */
static const Rat *cut(RatPool *pool, const Rat *a)
{
    mpq_t q;
    mpz_t t;
    long shift = (long)mpz_sizeinbase(mpq_denref(a->q), 2) -
                 (long)mpz_sizeinbase(mpq_numref(a->q), 2) + BITS;
    mpq_init(q);
    mpz_init(t);
    if (shift > 0) {
        mpz_mul_2exp(t, mpq_numref(a->q), (mp_bitcnt_t)shift);
        mpz_fdiv_q(mpq_numref(q), t, mpq_denref(a->q));
        mpz_setbit(mpq_denref(q), (mp_bitcnt_t)shift);
        mpz_clrbit(mpq_denref(q), 0);
    } else {
        mpz_fdiv_q(mpq_numref(q), mpq_numref(a->q), mpq_denref(a->q));
    }
    mpq_canonicalize(q);
    const Rat *out = rat_from_mpq(pool, q);
    mpz_clear(t);
    mpq_clear(q);
    return out;
}

typedef struct Fit {
    const Frame *f;
    RatPool *pool;
    const Rat **weight;     /* cell: cut quotient, 0 where closed */
} Fit;

/* factor[i] = units / sum of weight * other side's factor, for one side;
 * whether every sum was within half a unit of its total already. */
static bool side_fit(const Fit *t, const RoundSide *side, const int64_t *units,
                     const Rat **factor, const RoundSide *other,
                     const Rat *const *other_factor)
{
    const Rat **sum = ARENA_ARRAY(t->f->arena, const Rat *, side->n + 1);
    const Rat *half = rat_ratio(t->pool, 1, 2);
    bool near = true;
    for (size_t i = 0; i < side->n; i++) {
        sum[i] = rat_int(t->pool, 0);
    }
    for (size_t k = 0; k < t->f->n; k++) {
        if (t->f->open[k]) {
            size_t i = side->of[k];
            const Rat *part = rat_mul(t->pool, t->weight[k],
                                      other_factor[other->of[k]]);
            sum[i] = rat_add(t->pool, sum[i], part);
        }
    }
    for (size_t i = 0; i < side->n; i++) {
        if (rat_sign(sum[i]) == 0) {
            continue;
        }
        /* Above 0, for a total of 0 leaves no cell open. */
        const Rat *goal = rat_int(t->pool, units[i]);
        const Rat *now = rat_mul(t->pool, sum[i], factor[i]);
        const Rat *off = rat_abs(t->pool, rat_sub(t->pool, now, goal));
        near = near && rat_cmp(off, half) <= 0;
        factor[i] = cut(t->pool, rat_div(t->pool, goal, sum[i]));
    }
    return near;
}

/* The factors alone move to a fresh pool. */
static RatPool *renew(RatPool *old, const Rat **a, size_t n, const Rat **b,
                      size_t m, const Rat **c, size_t l)
{
    RatPool *fresh = rat_pool_new(rat_pool_bits(old));
    for (size_t i = 0; i < n; i++) {
        a[i] = rat_from_mpq(fresh, a[i]->q);
    }
    for (size_t i = 0; i < m; i++) {
        b[i] = rat_from_mpq(fresh, b[i]->q);
    }
    for (size_t i = 0; i < l; i++) {
        c[i] = rat_from_mpq(fresh, c[i]->q);
    }
    if (rat_overflowed(old)) {
        rat_overflow(fresh);
    }
    rat_pool_free(old);
    return fresh;
}

void frame_fit(const Frame *f, RatPool *pool, const Rat *const *quotient,
               const Rat **multiplier)
{
    Fit t = {.f = f, .pool = rat_pool_new(rat_pool_bits(pool))};
    const Rat **col = ARENA_ARRAY(f->arena, const Rat *, f->cols->n + 1);
    t.weight = ARENA_ARRAY(f->arena, const Rat *, f->n + 1);
    for (size_t k = 0; k < f->n; k++) {
        t.weight[k] = f->open[k] ? cut(t.pool, quotient[k])
                                 : rat_int(t.pool, 0);
    }
    for (size_t i = 0; i < f->rows->n; i++) {
        multiplier[i] = rat_int(t.pool, 1);
    }
    for (size_t j = 0; j < f->cols->n; j++) {
        col[j] = rat_int(t.pool, 1);
    }
    for (int round = 0; round < ROUNDS; round++) {
        bool near = side_fit(&t, f->cols, f->col_units, col, f->rows,
                             multiplier);
        near = side_fit(&t, f->rows, f->row_units, multiplier, f->cols,
                        col) && near;
        if (near) {
            break;
        }
        t.pool = renew(t.pool, multiplier, f->rows->n, col, f->cols->n,
                       t.weight, f->n);
    }
    for (size_t i = 0; i < f->rows->n; i++) {
        multiplier[i] = rat_from_mpq(pool, multiplier[i]->q);
    }
    if (rat_overflowed(t.pool)) {
        rat_overflow(pool);
    }
    rat_pool_free(t.pool);
}
