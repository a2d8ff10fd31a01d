/* root.c - roots of polynomials, kept apart by fractions. */
#include "money/root.h"

#include "money/money_int.h"

Root root_of(const Rat *value)
{
    return (Root){value, value, NULL};
}

Root root_copy(Polys *polys, const Root *root)
{
    const Rat *low = rat_from_mpq(polys->pool, root->low->q);
    if (root->poly == NULL)
        return root_of(low);
    const Rat **at = ARENA_ARRAY(polys->arena, const Rat *, root->poly->n);
    for (size_t i = 0; i < root->poly->n; i++)
        at[i] = rat_from_mpq(polys->pool, root->poly->at[i]->q);
    return (Root){low, rat_from_mpq(polys->pool, root->high->q),
                  poly_of(polys, at, root->poly->n)};
}

/* ---- How many roots there are ---- */

/* p(t + by), by Horner's scheme. */
static const Poly *shifted(Polys *polys, const Poly *p, const Rat *by)
{
    RatPool *pool = polys->pool;
    const Rat **at = ARENA_ARRAY(polys->arena, const Rat *, p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        at[i] = p->at[i];
    for (size_t k = 0; k + 1 < p->n; k++)
        for (size_t i = p->n - 1; i-- > k;)
            at[i] = rat_add(pool, at[i], rat_mul(pool, at[i + 1], by));
    return poly_of(polys, at, p->n);
}

/* The roots between low and high become those above 0: of
 * (1 + t)^n p((low + high t) / (1 + t)). */
static const Poly *stretched(Polys *polys, const Poly *p, const Rat *low,
                             const Rat *high)
{
    RatPool *pool = polys->pool;
    const Poly *q = shifted(polys, p, low);
    const Rat *width = rat_sub(pool, high, low), *by = rat_int(pool, 1);
    const Rat **at = ARENA_ARRAY(polys->arena, const Rat *, q->n + 1);
    for (size_t i = 0; i < q->n; i++) {
        at[q->n - 1 - i] = rat_mul(pool, q->at[i], by);
        by = rat_mul(pool, by, width);
    }
    return shifted(polys, poly_of(polys, at, q->n), rat_int(pool, 1));
}

static size_t changes(const Poly *p)
{
    size_t n = 0;
    int last = 0;
    for (size_t i = 0; i < p->n; i++) {
        int sign = rat_sign(p->at[i]);
        n += sign != 0 && sign == -last;
        last = sign != 0 ? sign : last;
    }
    return n;
}

size_t roots_most(Polys *polys, const Poly *p, const Rat *low,
                  const Rat *high)
{
    if (p->n <= 1)
        return 0;
    if (p->n == 2)
        return rat_sign(poly_at(polys->pool, p, low))
                   * rat_sign(poly_at(polys->pool, p, high)) < 0;
    return changes(stretched(polys, p, low, high));
}

/* ---- Roots one by one ---- */

static const Rat *middle(RatPool *pool, const Rat *a, const Rat *b)
{
    return rat_div(pool, rat_add(pool, a, b), rat_int(pool, 2));
}

/* Before it is settled the root may be the fraction in the middle. */
static void halve(Polys *polys, Root *root)
{
    RatPool *pool = polys->pool;
    const Rat *mid = middle(pool, root->low, root->high);
    int sign = rat_sign(poly_at(pool, root->poly, mid));
    if (sign == 0)
        *root = root_of(mid);
    else if (sign == rat_sign(poly_at(pool, root->poly, root->low)))
        root->low = mid;
    else
        root->high = mid;
}

void root_narrow(Polys *polys, Root *root, const Rat *width)
{
    while (root->poly != NULL && !polys_failed(polys)
           && rat_cmp(rat_sub(polys->pool, root->high, root->low), width) > 0)
        halve(polys, root);
}

/* The smallest whole number by which all coefficients become whole, times the
 * leading one: a fraction that is a root, times this, is whole. */
static const Rat *whole_lead(Polys *polys, const Poly *p)
{
    Common all;
    common_init(&all);
    for (size_t i = 0; i < p->n; i++)
        common_cover(&all, p->at[i], rat_pool_bits(polys->pool));
    const Rat *by = rat_from_mpz(polys->pool, all.den);
    common_clear(&all);
    return rat_abs(polys->pool, rat_mul(polys->pool, by, p->at[p->n - 1]));
}

/* If the root that is known to lie in between is a fraction, makes it one:
 * then root * lead is the only whole number left in between. */
static void settle(Polys *polys, Root *root)
{
    RatPool *pool = polys->pool;
    const Rat *lead = whole_lead(polys, root->poly);
    if (polys_failed(polys))
        return;
    root_narrow(polys, root, rat_div(pool, rat_int(pool, 1), lead));
    if (root->poly == NULL)
        return;
    const Rat *below = rat_floor(pool, rat_mul(pool, root->low, lead));
    const Rat *whole = rat_add(pool, below, rat_int(pool, 1));
    const Rat *value = rat_div(pool, whole, lead);
    if (!polys_failed(polys) && rat_cmp(value, root->high) < 0
        && rat_sign(poly_at(pool, root->poly, value)) == 0)
        *root = root_of(value);
}

typedef struct Stretch {
    const Rat *low, *high;
    const Poly *poly;       /* neither end is its root; NULL: low is a root */
} Stretch;

/* Takes the factor t - root out as often as it is there. */
static const Poly *without(Polys *polys, const Poly *p, const Rat *root)
{
    const Poly *line = poly_line(polys, rat_neg(polys->pool, root),
                                 rat_int(polys->pool, 1));
    while (p->n > 1 && !polys_failed(polys)
           && rat_sign(poly_at(polys->pool, p, root)) == 0)
        p = poly_div(polys, p, line);
    return p;
}

static void add_one(Polys *polys, const Stretch *s, RootList *out)
{
    Root root = {s->low, s->high, s->poly};
    if (s->poly->n == 2)
        root = root_of(rat_div(polys->pool,
                               rat_neg(polys->pool, s->poly->at[0]),
                               s->poly->at[1]));
    else
        settle(polys, &root);
    *VEC_ADD(polys->arena, out) = root;
}

static const Poly *simple_roots(Polys *polys, const Poly *p)
{
    if (p->n <= 2)
        return p;
    const Poly *common = poly_gcd(polys, p, poly_derivative(polys, p));
    return common->n > 1 ? poly_div(polys, p, common) : p;
}

void roots_between(Polys *polys, const Poly *p, const Rat *low,
                   const Rat *high, RootList *out)
{
    VEC(Stretch) todo = {0};
    if (roots_most(polys, p, low, high) == 0)
        return;
    p = without(polys, simple_roots(polys, p), low);
    p = without(polys, p, high);
    *VEC_ADD(polys->arena, &todo) = (Stretch){low, high, p};
    while (todo.n > 0 && !polys_failed(polys)) {
        Stretch s = todo.at[--todo.n];
        if (s.poly == NULL) {
            *VEC_ADD(polys->arena, out) = root_of(s.low);
            continue;
        }
        size_t most = roots_most(polys, s.poly, s.low, s.high);
        if (most == 1)
            add_one(polys, &s, out);
        if (most <= 1)
            continue;
        const Rat *mid = middle(polys->pool, s.low, s.high);
        p = without(polys, s.poly, mid);
        *VEC_ADD(polys->arena, &todo) = (Stretch){mid, s.high, p};
        if (p->n < s.poly->n)
            *VEC_ADD(polys->arena, &todo) = (Stretch){mid, mid, NULL};
        *VEC_ADD(polys->arena, &todo) = (Stretch){s.low, mid, p};
    }
}

/* ---- Comparing ---- */

/* Is it one and the same root of both polynomials? Their largest common
 * divisor has it then, and no other root of them in between. */
static bool same_root(Polys *polys, const Root *a, const Root *b)
{
    const Poly *common = poly_gcd(polys, a->poly, b->poly);
    const Rat *low = rat_max(a->low, b->low), *high = rat_min(a->high,
                                                              b->high);
    return common->n > 1 && rat_cmp(low, high) < 0
           && rat_sign(poly_at(polys->pool, common, low))
                      * rat_sign(poly_at(polys->pool, common, high)) < 0;
}

static int by_ends(const Root *a, const Root *b)
{
    if (rat_cmp(a->high, b->low) <= 0)
        return -1;
    return rat_cmp(a->low, b->high) >= 0;
}

int root_cmp(Polys *polys, Root *a, Root *b)
{
    if (a->poly == NULL && b->poly == NULL)
        return rat_cmp(a->low, b->low);
    bool asked = false;
    while (!polys_failed(polys)) {
        int order = by_ends(a, b);
        if (order != 0)
            return order;
        if (!asked && a->poly != NULL && b->poly != NULL
            && same_root(polys, a, b))
            return 0;
        asked = true;
        if (a->poly != NULL)
            halve(polys, a);
        if (b->poly != NULL)
            halve(polys, b);
    }
    return 0;
}

const Rat *root_between(Polys *polys, Root *a, Root *b)
{
    RatPool *pool = polys->pool;
    while (rat_cmp(a->high, b->low) >= 0 && !polys_failed(polys)) {
        if (a->poly != NULL)
            halve(polys, a);
        if (b->poly != NULL)
            halve(polys, b);
    }
    const Rat *part = rat_div(pool, rat_sub(pool, b->low, a->high),
                              rat_int(pool, 8));
    const Rat *mid = middle(pool, a->high, b->low);
    return rat_simplest(pool, rat_sub(pool, mid, part),
                        rat_add(pool, mid, part));
}

/* ---- Signs ---- */

static bool has_root(Polys *polys, const Poly *p, const Root *root)
{
    const Poly *common = poly_gcd(polys, p, root->poly);
    return common->n > 1
           && rat_sign(poly_at(polys->pool, common, root->low))
                      * rat_sign(poly_at(polys->pool, common, root->high))
                  < 0;
}

int poly_sign_at(Polys *polys, const Poly *p, Root *root)
{
    if (p->n <= 1)
        return p->n == 0 ? 0 : rat_sign(p->at[0]);
    if (root->poly == NULL)
        return rat_sign(poly_at(polys->pool, p, root->low));
    if (roots_most(polys, p, root->low, root->high) > 0
        && has_root(polys, p, root))
        return 0;
    while (roots_most(polys, p, root->low, root->high) > 0
           && !polys_failed(polys))
        halve(polys, root);
    return rat_sign(poly_at(polys->pool, p,
                            middle(polys->pool, root->low, root->high)));
}

/* The first derivative that is not 0 there decides; an odd one changes its
 * sign across the root. */
int poly_sign_beside(Polys *polys, const Poly *p, Root *root, int side)
{
    int turn = 1;
    while (p->n > 0 && !polys_failed(polys)) {
        int sign = poly_sign_at(polys, p, root);
        if (sign != 0)
            return sign * turn;
        p = poly_derivative(polys, p);
        turn *= side;
    }
    return 0;
}

/* ---- The simplest fraction ---- */

/* Of two numbers above 0: the continued fraction they have in common, ended as
 * soon as it may (Stern 1858, Brocot 1861). */
static const Rat *simplest(RatPool *pool, const Rat *low, const Rat *high)
{
    Arena *arena = arena_new();
    VEC(const Rat *) part = {0};
    const Rat *one = rat_int(pool, 1);
    for (;;) {
        const Rat *whole = rat_ceil(pool, low);
        if (rat_cmp(whole, high) <= 0 || rat_overflowed(pool)) {
            *VEC_ADD(arena, &part) = whole;
            break;
        }
        whole = rat_sub(pool, whole, one);
        *VEC_ADD(arena, &part) = whole;
        const Rat *top = rat_div(pool, one, rat_sub(pool, low, whole));
        low = rat_div(pool, one, rat_sub(pool, high, whole));
        high = top;
    }
    const Rat *out = part.at[part.n - 1];
    for (size_t i = part.n - 1; i-- > 0;)
        out = rat_add(pool, part.at[i], rat_div(pool, one, out));
    arena_free(arena);
    return out;
}

const Rat *rat_simplest(RatPool *pool, const Rat *low, const Rat *high)
{
    if (rat_sign(low) <= 0 && rat_sign(high) >= 0)
        return rat_int(pool, 0);
    if (rat_sign(low) > 0)
        return simplest(pool, low, high);
    return rat_neg(pool, simplest(pool, rat_neg(pool, high),
                                  rat_neg(pool, low)));
}
