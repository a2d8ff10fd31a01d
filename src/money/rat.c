/* rat.c - exact rational numbers over GMP, in pools. */
#include <assert.h>
#include <mpfr.h>

#include "base/mem.h"
#include "money/money_int.h"

_Static_assert(sizeof(long) == sizeof(int64_t), "GMP's long holds int64_t");

enum { BLOCK_RATS = 256 };

typedef struct RatBlock {
    struct RatBlock *next;
    size_t n;
    size_t made;            /* at[0 .. made - 1] are initialised */
    Rat at[BLOCK_RATS];
} RatBlock;

struct RatPool {
    RatBlock *blocks;
    RatBlock *spare;        /* blocks without a Rat in use */
    size_t bits_max;
    bool overflowed;
    Rat zero;
};

static void *gmp_alloc(size_t bytes)
{
    return mem_resize(NULL, bytes, 1);
}

static void *gmp_resize(void *old, size_t old_bytes, size_t bytes)
{
    (void)old_bytes;
    return mem_resize(old, bytes, 1);
}

static void gmp_free(void *p, size_t bytes)
{
    (void)bytes;
    mem_free(p);
}

/* GMP's own functions abort when memory runs out. These hand out the same
 * kind of memory, so it does not matter what was allocated before; set when
 * the library is loaded, as threads cannot be running yet. */
__attribute__((constructor)) static void use_memory_of_base(void)
{
    mp_set_memory_functions(gmp_alloc, gmp_resize, gmp_free);
}

RatPool *rat_pool_new(size_t bits_max)
{
    RatPool *pool = mem_alloc(1, sizeof *pool);

    pool->bits_max = bits_max;
    mpq_init(pool->zero.q);
    return pool;
}

void rat_pool_free(RatPool *pool)
{
    if (!pool) {
        return;
    }
    rat_pool_reset(pool);
    while (pool->spare) {
        RatBlock *block = pool->spare;

        pool->spare = block->next;
        for (size_t i = 0; i < block->made; i++) {
            mpq_clear(block->at[i].q);
        }
        mem_free(block);
    }
    mpq_clear(pool->zero.q);
    mem_free(pool);
    /* MPFR keeps constants per thread; a thread that ends would leak them. */
    mpfr_free_cache();
}

void rat_pool_reset(RatPool *pool)
{
    while (pool->blocks) {
        RatBlock *block = pool->blocks;

        pool->blocks = block->next;
        block->n = 0;
        block->next = pool->spare;
        pool->spare = block;
    }
    pool->overflowed = false;
}

size_t rat_bits(const Rat *a)
{
    size_t num = mpz_sizeinbase(mpq_numref(a->q), 2);
    size_t den = mpz_sizeinbase(mpq_denref(a->q), 2);
    return num > den ? num : den;
}

size_t rat_pool_bits(const RatPool *pool)
{
    return pool->bits_max;
}

bool rat_overflowed(const RatPool *pool)
{
    return pool->overflowed;
}

void rat_clear_overflow(RatPool *pool)
{
    pool->overflowed = false;
}

const Rat *rat_overflow(RatPool *pool)
{
    pool->overflowed = true;
    return &pool->zero;
}

Rat *rat_new(RatPool *pool)
{
    RatBlock *block = pool->blocks;

    if (!block || block->n == BLOCK_RATS) {
        block = pool->spare;
        if (block) {
            pool->spare = block->next;
        } else {
            block = mem_alloc(1, sizeof *block);
        }
        block->next = pool->blocks;
        pool->blocks = block;
    }
    Rat *r = &block->at[block->n++];

    if (block->n > block->made) {
        mpq_init(r->q);
        block->made++;
    } else {
        mpq_set_ui(r->q, 0, 1);
    }
    return r;
}

const Rat *rat_keep(RatPool *pool, Rat *r)
{
    if (!pool->overflowed
        && mpz_sizeinbase(mpq_numref(r->q), 2) <= pool->bits_max
        && mpz_sizeinbase(mpq_denref(r->q), 2) <= pool->bits_max) {
        return r;
    }
    mpq_clear(r->q);
    mpq_init(r->q);
    return rat_overflow(pool);
}

const Rat *rat_from_mpz(RatPool *pool, const mpz_t z)
{
    Rat *r = rat_new(pool);

    mpq_set_z(r->q, z);
    return rat_keep(pool, r);
}

const Rat *rat_from_mpq(RatPool *pool, const mpq_t q)
{
    Rat *r = rat_new(pool);

    mpq_set(r->q, q);
    return rat_keep(pool, r);
}

const Rat *rat_int(RatPool *pool, int64_t n)
{
    return rat_ratio(pool, n, 1);
}

const Rat *rat_ratio(RatPool *pool, int64_t n, int64_t d)
{
    assert(d > 0);
    Rat *r = rat_new(pool);

    mpq_set_si(r->q, n, (unsigned long)d);
    mpq_canonicalize(r->q);
    return rat_keep(pool, r);
}

const Rat *rat_add(RatPool *pool, const Rat *a, const Rat *b)
{
    Rat *r = rat_new(pool);

    mpq_add(r->q, a->q, b->q);
    return rat_keep(pool, r);
}

const Rat *rat_sub(RatPool *pool, const Rat *a, const Rat *b)
{
    Rat *r = rat_new(pool);

    mpq_sub(r->q, a->q, b->q);
    return rat_keep(pool, r);
}

const Rat *rat_mul(RatPool *pool, const Rat *a, const Rat *b)
{
    Rat *r = rat_new(pool);

    mpq_mul(r->q, a->q, b->q);
    return rat_keep(pool, r);
}

const Rat *rat_div(RatPool *pool, const Rat *a, const Rat *b)
{
    if (pool->overflowed) {
        return &pool->zero;   /* b may be the 0 of the overflow */
    }
    assert(mpq_sgn(b->q) != 0);
    Rat *r = rat_new(pool);

    mpq_div(r->q, a->q, b->q);
    return rat_keep(pool, r);
}

const Rat *rat_neg(RatPool *pool, const Rat *a)
{
    Rat *r = rat_new(pool);

    mpq_neg(r->q, a->q);
    return rat_keep(pool, r);
}

const Rat *rat_abs(RatPool *pool, const Rat *a)
{
    Rat *r = rat_new(pool);

    mpq_abs(r->q, a->q);
    return rat_keep(pool, r);
}

const Rat *rat_floor(RatPool *pool, const Rat *a)
{
    Rat *r = rat_new(pool);

    mpz_fdiv_q(mpq_numref(r->q), mpq_numref(a->q), mpq_denref(a->q));
    return rat_keep(pool, r);
}

const Rat *rat_ceil(RatPool *pool, const Rat *a)
{
    Rat *r = rat_new(pool);

    mpz_cdiv_q(mpq_numref(r->q), mpq_numref(a->q), mpq_denref(a->q));
    return rat_keep(pool, r);
}

void mpz_nearest(mpz_t out, const mpz_t n, const mpz_t d)
{
    mpz_t twice;

    mpz_init(twice);
    mpz_mul_2exp(twice, n, 1);
    if (mpz_sgn(n) < 0) {
        mpz_sub(twice, twice, d);
    } else {
        mpz_add(twice, twice, d);
    }
    mpz_tdiv_q(twice, twice, d);     /* (2n +- d) / d, towards zero */
    mpz_tdiv_q_2exp(out, twice, 1);  /* then halved, towards zero */
    mpz_clear(twice);
}

const Rat *rat_nearest(RatPool *pool, const Rat *a)
{
    Rat *r = rat_new(pool);

    mpz_nearest(mpq_numref(r->q), mpq_numref(a->q), mpq_denref(a->q));
    return rat_keep(pool, r);
}

int rat_cmp(const Rat *a, const Rat *b)
{
    if (mpz_cmp(mpq_denref(a->q), mpq_denref(b->q)) == 0) {
        return mpz_cmp(mpq_numref(a->q), mpq_numref(b->q));
    }
    return mpq_cmp(a->q, b->q);
}

bool rat_equal(const Rat *a, const Rat *b)
{
    return mpq_equal(a->q, b->q) != 0;
}

int rat_sign(const Rat *a)
{
    return mpq_sgn(a->q);
}

bool rat_is_whole(const Rat *a)
{
    return mpz_cmp_ui(mpq_denref(a->q), 1) == 0;
}

bool rat_is_even(const Rat *a)
{
    assert(rat_is_whole(a));
    return mpz_even_p(mpq_numref(a->q)) != 0;
}

const Rat *rat_min(const Rat *a, const Rat *b)
{
    return rat_cmp(b, a) < 0 ? b : a;
}

const Rat *rat_max(const Rat *a, const Rat *b)
{
    return rat_cmp(b, a) > 0 ? b : a;
}

bool rat_to_int(const Rat *a, int64_t *out)
{
    if (!rat_is_whole(a) || !mpz_fits_slong_p(mpq_numref(a->q))) {
        return false;
    }
    *out = mpz_get_si(mpq_numref(a->q));
    return true;
}

int64_t whole_gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

bool rat_parts(const Rat *a, int64_t *num, int64_t *den)
{
    if (!mpz_fits_slong_p(mpq_numref(a->q)) ||
        !mpz_fits_slong_p(mpq_denref(a->q))) {
        return false;
    }
    *num = mpz_get_si(mpq_numref(a->q));
    *den = mpz_get_si(mpq_denref(a->q));
    return true;
}

double rat_to_double(const Rat *a)
{
    mpfr_t f;

    mpfr_init2(f, 53);
    mpfr_set_q(f, a->q, MPFR_RNDN);   /* mpq_get_d would cut digits off */
    double d = mpfr_get_d(f, MPFR_RNDN);

    mpfr_clear(f);
    return d;
}
