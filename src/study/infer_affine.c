/* infer_affine.c - sums of multiples of what is free: adding, multiplying,
 * dividing them, and adding up their rows.
 */
#include "study/infer_free_int.h"

/* ---- Making forms ---- */

InferAffine *infer_affine_new(InferForms *f)
{
    return ARENA_NEW(f->arena, InferAffine);
}

static size_t size_of(const InferForms *f, const InferAffine *a)
{
    return a->rows ? f->n : 1;
}

const Rat *infer_coef(const InferForms *f, const InferAffine *a, size_t m,
                      size_t row)
{
    if (a->coef[m] == NULL)
        return rat_int(f->pool, 0);
    return a->coef[m][a->rows ? row : 0];
}

static const Rat **new_coefs(InferForms *f, const InferAffine *a)
{
    return ARENA_ARRAY(f->arena, const Rat *, size_of(f, a) + 1);
}

const InferAffine *infer_affine_single(InferForms *f, size_t m,
                                       const Rat *value)
{
    InferAffine *a = infer_affine_new(f);
    a->coef[m] = new_coefs(f, a);
    a->coef[m][0] = value;
    return a;
}

static bool all_zero(const Rat *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rat_sign(v[i]) != 0)
            return false;
    return true;
}

/* Takes away what cancelled. */
const InferAffine *infer_affine_tidy(InferForms *f, InferAffine *a)
{
    bool unknown = false;
    for (size_t m = 0; m < INFER_MONOMIALS; m++) {
        if (a->coef[m] != NULL && all_zero(a->coef[m], size_of(f, a)))
            a->coef[m] = NULL;
        unknown = unknown
                  || (m > INFER_PARAMS_MAX && a->coef[m] != NULL);
    }
    if (!unknown)
        a->unknown = UNKNOWN_NONE;
    return a;
}

static bool has_param(const InferAffine *a)
{
    for (size_t m = 1; m <= INFER_PARAMS_MAX; m++)
        if (a->coef[m] != NULL
            || a->coef[INFER_MONOMIAL(m, true)] != NULL)
            return true;
    return false;
}

static bool is_constant(const InferAffine *a)
{
    return !has_param(a) && a->unknown == UNKNOWN_NONE && a->over == NULL;
}

const Rat *infer_affine_const(const InferForms *f, const InferAffine *a)
{
    return !a->rows && is_constant(a) ? infer_coef(f, a, 0, 0) : NULL;
}

/* ---- Arithmetic ---- */

static InferUnknown joint(const InferAffine *a, const InferAffine *b)
{
    return a->unknown != UNKNOWN_NONE ? a->unknown : b->unknown;
}

static bool mixed(const InferAffine *a, const InferAffine *b)
{
    return a->unknown != UNKNOWN_NONE && b->unknown != UNKNOWN_NONE
           && a->unknown != b->unknown;
}

/* a * k, row by row. k: of one value or of rows. */
const InferAffine *infer_affine_times(InferForms *f, const InferAffine *a,
                                      const InferAffine *k)
{
    InferAffine *out = infer_affine_new(f);
    out->rows = a->rows || k->rows;
    out->unknown = a->unknown;
    out->over = a->over;
    for (size_t m = 0; m < INFER_MONOMIALS; m++) {
        if (a->coef[m] == NULL || k->coef[0] == NULL)
            continue;
        out->coef[m] = new_coefs(f, out);
        for (size_t i = 0; i < size_of(f, out); i++)
            out->coef[m][i] = rat_mul(f->pool, infer_coef(f, a, m, i),
                                      infer_coef(f, k, 0, i));
    }
    return infer_affine_tidy(f, out);
}

const InferAffine *infer_affine_neg(InferForms *f, const InferAffine *a)
{
    const Rat *minus = rat_int(f->pool, -1);
    return infer_affine_times(f, a, infer_affine_single(f, 0, minus));
}

/* a + b over one denominator; NULL where that takes a higher power. */
const InferAffine *infer_affine_add(InferForms *f, const InferAffine *a,
                              const InferAffine *b)
{
    if (mixed(a, b))
        return NULL;
    if (a->over != b->over) {
        if (a->over != NULL && b->over != NULL)
            return NULL;
        const InferAffine *whole = a->over == NULL ? a : b;
        const InferAffine *part = a->over == NULL ? b : a;
        const InferAffine *wide = infer_affine_mul(f, whole, part->over);
        if (wide == NULL)
            return NULL;
        InferAffine *same = infer_affine_new(f);
        *same = *wide;
        same->over = part->over;
        a = same;
        b = part;
    }
    InferAffine *out = infer_affine_new(f);
    out->rows = a->rows || b->rows;
    out->unknown = joint(a, b);
    out->over = a->over;
    for (size_t m = 0; m < INFER_MONOMIALS; m++) {
        if (a->coef[m] == NULL && b->coef[m] == NULL)
            continue;
        out->coef[m] = new_coefs(f, out);
        for (size_t i = 0; i < size_of(f, out); i++)
            out->coef[m][i] = rat_add(f->pool, infer_coef(f, a, m, i),
                                      infer_coef(f, b, m, i));
    }
    return infer_affine_tidy(f, out);
}

/* The monomial of a product, or INFER_MONOMIALS. */
static size_t product(size_t a, size_t b)
{
    size_t wide = INFER_PARAMS_MAX + 1;
    if ((a % wide > 0 && b % wide > 0) || (a >= wide && b >= wide))
        return INFER_MONOMIALS;
    return a % wide + b % wide + (a >= wide || b >= wide ? wide : 0);
}

static bool add_product(InferForms *f, InferAffine *out, const InferAffine *a,
                        const InferAffine *b, size_t ma, size_t mb)
{
    size_t m = product(ma, mb), n = size_of(f, out);
    if (m == INFER_MONOMIALS)
        return false;
    if (out->coef[m] == NULL) {
        out->coef[m] = new_coefs(f, out);
        for (size_t i = 0; i < n; i++)
            out->coef[m][i] = rat_int(f->pool, 0);
    }
    for (size_t i = 0; i < n; i++)
        out->coef[m][i] = rat_add(f->pool, out->coef[m][i],
                                  rat_mul(f->pool, infer_coef(f, a, ma, i),
                                          infer_coef(f, b, mb, i)));
    return true;
}

/* NULL: the product is of a higher power. */
const InferAffine *infer_affine_mul(InferForms *f, const InferAffine *a,
                                   const InferAffine *b)
{
    if (is_constant(a) || is_constant(b))
        return is_constant(b) ? infer_affine_times(f, a, b)
                              : infer_affine_times(f, b, a);
    if (mixed(a, b) || (a->over != NULL && b->over != NULL))
        return NULL;
    InferAffine *out = infer_affine_new(f);
    out->rows = a->rows || b->rows;
    out->unknown = joint(a, b);
    out->over = a->over != NULL ? a->over : b->over;
    for (size_t ma = 0; ma < INFER_MONOMIALS; ma++)
        for (size_t mb = 0; mb < INFER_MONOMIALS; mb++)
            if (a->coef[ma] != NULL && b->coef[mb] != NULL
                && !add_product(f, out, a, b, ma, mb))
                return NULL;
    return infer_affine_tidy(f, out);
}

/* 1 / k of a constant; NULL where some row is 0. */
static const InferAffine *inverse(InferForms *f, const InferAffine *k)
{
    InferAffine *out = infer_affine_new(f);
    out->rows = k->rows;
    out->coef[0] = new_coefs(f, out);
    for (size_t i = 0; i < size_of(f, k); i++) {
        const Rat *value = infer_coef(f, k, 0, i);
        if (rat_sign(value) == 0)
            return NULL;
        out->coef[0][i] = rat_div(f->pool, rat_int(f->pool, 1), value);
    }
    return out;
}

/* a / b, b one value of params alone. */
const InferAffine *infer_affine_div(InferForms *f, const InferAffine *a,
                                 const InferAffine *b)
{
    if (is_constant(b)) {
        const InferAffine *by = inverse(f, b);
        return by == NULL ? NULL : infer_affine_times(f, a, by);
    }
    if (b->rows || b->unknown != UNKNOWN_NONE || a->over != NULL)
        return NULL;
    if (b->over != NULL) {
        InferAffine *bottom = infer_affine_new(f);
        *bottom = *b;
        bottom->over = NULL;
        const InferAffine *top = infer_affine_mul(f, a, b->over);
        return top == NULL ? NULL : infer_affine_div(f, top, bottom);
    }
    InferAffine *out = infer_affine_new(f);
    *out = *a;
    out->over = b;
    return out;
}

/* ---- Rows together ---- */

/* The one coefficient that all rows have, or NULL. */
static const Rat *common(const InferForms *f, const InferAffine *a, size_t m)
{
    const Rat *first = infer_coef(f, a, m, 0);
    for (size_t i = 1; i < f->n; i++)
        if (!rat_equal(infer_coef(f, a, m, i), first))
            return NULL;
    return first;
}

const InferAffine *infer_affine_sum(InferForms *f, const InferAffine *a)
{
    InferAffine *out = infer_affine_new(f);
    out->over = a->over;
    const Rat **part = ARENA_ARRAY(f->arena, const Rat *, f->n + 1);
    for (size_t m = 0; m < INFER_MONOMIALS; m++) {
        if (a->coef[m] == NULL)
            continue;
        const Rat *sum = NULL;
        size_t into = m;
        if (m > INFER_PARAMS_MAX) {
            if (a->unknown != UNKNOWN_SHARE)
                return NULL;
            into = m - INFER_PARAMS_MAX - 1;
            sum = common(f, a, m);
            if (sum == NULL)
                return NULL;
        } else {
            for (size_t i = 0; i < f->n; i++)
                part[i] = infer_coef(f, a, m, i);
            sum = rat_sum(f->pool, part, f->n);
        }
        if (out->coef[into] != NULL)
            sum = rat_add(f->pool, sum, out->coef[into][0]);
        else
            out->coef[into] = new_coefs(f, out);
        out->coef[into][0] = sum;
    }
    return infer_affine_tidy(f, out);
}

/* Is a the free data themselves, all rows by one factor? Their shares are
 * then those of the data. */
static bool is_data(const InferForms *f, const InferAffine *a)
{
    size_t own = INFER_MONOMIAL(0, true);
    if (a->unknown != UNKNOWN_DATA || a->over != NULL)
        return false;
    for (size_t m = 0; m < INFER_MONOMIALS; m++)
        if (m != own && a->coef[m] != NULL)
            return false;
    return common(f, a, own) != NULL;
}

const InferAffine *infer_affine_share(InferForms *f, const InferAffine *a)
{
    if (is_data(f, a)) {
        InferAffine *out = infer_affine_new(f);
        *out = *infer_affine_single(f, INFER_MONOMIAL(0, true),
                                    rat_int(f->pool, 1));
        out->unknown = UNKNOWN_SHARE;
        return out;
    }
    const InferAffine *sum = infer_affine_sum(f, a);
    return sum == NULL ? NULL : infer_affine_div(f, a, sum);
}
