/* rat_text.c - rational numbers from and to text. */
#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "money/money_int.h"

/* How many of the first len bytes are digits. */
static size_t digits_span(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && text[n] >= '0' && text[n] <= '9') {
        n++;
    }
    return n;
}

/* The whole number of two runs of digits written after each other. */
static void digits_set(mpz_t z, const char *a, size_t na, const char *b,
                       size_t nb)
{
    char *digits = mem_alloc(na + nb + 1, 1);

    memcpy(digits, a, na);
    if (nb > 0) {
        memcpy(digits + na, b, nb);
    }
    int bad = mpz_set_str(z, digits, 10);

    assert(bad == 0);
    (void)bad;
    mem_free(digits);
}

const Rat *rat_read(RatPool *pool, const char *text, size_t len)
{
    bool negative = len > 0 && text[0] == '-';
    const char *at = text + negative;
    size_t left = len - negative;
    size_t n_whole = digits_span(at, left);
    char mark = n_whole < left ? at[n_whole] : '\0';
    size_t n_more = 0;

    if (n_whole == 0) {
        return NULL;
    }
    const char *more = at + n_whole;

    if (n_whole < left) {
        more++;
        n_more = digits_span(more, left - n_whole - 1);
        if ((mark != '.' && mark != '/') || n_more == 0
            || n_whole + 1 + n_more != left) {
            return NULL;
        }
    }
    if (len > rat_pool_bits(pool)) {
        return rat_overflow(pool);   /* a digit is more than three bits */
    }
    Rat *r = rat_new(pool);

    if (mark == '/') {
        digits_set(mpq_numref(r->q), at, n_whole, NULL, 0);
        digits_set(mpq_denref(r->q), more, n_more, NULL, 0);
        if (mpz_sgn(mpq_denref(r->q)) == 0) {
            mpq_set_ui(r->q, 0, 1);
            return NULL;
        }
    } else {
        digits_set(mpq_numref(r->q), at, n_whole, more, n_more);
        mpz_ui_pow_ui(mpq_denref(r->q), 10, n_more);
    }
    mpq_canonicalize(r->q);
    if (negative) {
        mpq_neg(r->q, r->q);
    }
    return rat_keep(pool, r);
}

char *rat_text(Arena *arena, const Rat *a)
{
    size_t size = mpz_sizeinbase(mpq_numref(a->q), 10)
                + mpz_sizeinbase(mpq_denref(a->q), 10) + 3;
    char *text = arena_alloc(arena, size, 1);

    return mpq_get_str(text, 10, a->q);
}

char *rat_decimal(Arena *arena, const Rat *a, int places)
{
    assert(places >= 0);
    size_t n_places = (size_t)places;
    mpz_t z;

    mpz_init(z);
    mpz_ui_pow_ui(z, 10, n_places);
    mpz_mul(z, z, mpq_numref(a->q));
    mpz_nearest(z, z, mpq_denref(a->q));
    bool negative = mpz_sgn(z) < 0;

    mpz_abs(z, z);
    char *digits = mem_alloc(mpz_sizeinbase(z, 10) + 2, 1);

    mpz_get_str(digits, 10, z);
    size_t n = strlen(digits);
    size_t zeros = n <= n_places ? n_places + 1 - n : 0;
    char *text = arena_alloc(arena, n + zeros + 3, 1);
    char *to = text;

    /* The digits with leading zeros, the point before the last n_places. */
    if (negative) {
        *to++ = '-';
    }
    for (size_t i = 0; i < zeros + n; i++) {
        if (n_places > 0 && i == zeros + n - n_places) {
            *to++ = '.';
        }
        *to++ = i < zeros ? '0' : digits[i - zeros];
    }
    mem_free(digits);
    mpz_clear(z);
    return text;
}

int rat_places(const Rat *a, int most)
{
    assert(most >= 0);
    mpz_t den, five;

    mpz_init_set(den, mpq_denref(a->q));
    mpz_init_set_ui(five, 5);
    mp_bitcnt_t twos = mpz_scan1(den, 0);

    mpz_tdiv_q_2exp(den, den, twos);
    mp_bitcnt_t fives = mpz_remove(den, den, five);
    mp_bitcnt_t places = twos > fives ? twos : fives;
    bool finite = mpz_cmp_ui(den, 1) == 0;

    mpz_clear(den);
    mpz_clear(five);
    if (!finite || places > (mp_bitcnt_t)most) {
        return -1;
    }
    return (int)places;
}
