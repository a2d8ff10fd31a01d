/* infer_lp.c - linear programs in a few variables, exactly.
 *
 * Seidel's way (Small-dimensional linear programming and convex hulls made
 * easy, Discrete Comput. Geom. 6 (1991) 423-434): half spaces are added one by
 * one; while the best point so far meets the next one, it stays the best; else
 * the best point lies on its border, which leaves a program of one variable
 * less. In a shuffled order d variables and m half spaces take some d! m
 * steps. Everything is a fraction; nothing is decided by floating point.
 */
#include <string.h>

#include "study/infer_free_int.h"

/* The box that everything is in, so that there is always a best point; and
 * what no bound of any grant comes to: whatever does has none. */
#define BOX "1000000000000000000000000000000000000000"
#define NONE "1000000000000000000000000000000"

/* Half spaces among which a clash is looked for: each takes a program. */
#define CLASH_MAX 4000

typedef struct Work {
    Arena *arena;
    RatPool *pool;
    const Rat *box;
} Work;

typedef struct Half {
    const Rat **a;
    const Rat *b;
} Half;

void infer_lp_add(InferLp *lp, const Rat *const *a, const Rat *b, size_t row)
{
    lp->half = arena_grow(lp->arena, lp->half, lp->n, &lp->cap,
                          sizeof *lp->half);
    InferHalf *h = &lp->half[lp->n++];
    h->a = ARENA_ARRAY(lp->arena, const Rat *, lp->d);
    for (size_t i = 0; i < lp->d; i++)
        h->a[i] = a[i];
    h->b = b;
    h->row = row;
}

static const Rat *dot(Work *w, const Rat *const *a, const Rat *const *x,
                      size_t d)
{
    const Rat *sum = rat_int(w->pool, 0);
    for (size_t i = 0; i < d; i++)
        if (rat_sign(a[i]) != 0)
            sum = rat_add(w->pool, sum, rat_mul(w->pool, a[i], x[i]));
    return sum;
}

/* ---- One variable ---- */

static bool solve_line(Work *w, const Half *half, size_t n,
                       const Rat *const *c, const Rat **x)
{
    const Rat *lo = rat_neg(w->pool, w->box), *hi = w->box;
    for (size_t i = 0; i < n; i++) {
        int sign = rat_sign(half[i].a[0]);
        if (sign == 0) {
            if (rat_sign(half[i].b) > 0)
                return false;
            continue;
        }
        const Rat *at = rat_div(w->pool, half[i].b, half[i].a[0]);
        if (sign > 0)
            lo = rat_max(lo, at);
        else
            hi = rat_min(hi, at);
    }
    if (rat_cmp(lo, hi) > 0)
        return false;
    x[0] = rat_sign(c[0]) < 0 ? hi : lo;
    return true;
}

/* ---- Several ---- */

static bool solve(Work *w, const Half *half, size_t n, const Rat *const *c,
                  size_t d, const Rat **x);

/* half on the border of `on`, where variable j is what the others leave. */
static Half reduced(Work *w, const Half *half, const Half *on, size_t j,
                    size_t d)
{
    const Rat *by = rat_div(w->pool, half->a[j], on->a[j]);
    Half out = {ARENA_ARRAY(w->arena, const Rat *, d),
                rat_sub(w->pool, half->b, rat_mul(w->pool, by, on->b))};
    for (size_t i = 0, k = 0; i < d; i++)
        if (i != j)
            out.a[k++] = rat_sub(w->pool, half->a[i],
                                 rat_mul(w->pool, by, on->a[i]));
    return out;
}

/* The two sides of the box for variable j. */
static Half side(Work *w, size_t j, size_t d, int64_t sign)
{
    Half out = {ARENA_ARRAY(w->arena, const Rat *, d),
                rat_neg(w->pool, w->box)};
    for (size_t i = 0; i < d; i++)
        out.a[i] = rat_int(w->pool, i == j ? sign : 0);
    return out;
}

static bool solve_border(Work *w, const Half *half, size_t n,
                         const Rat *const *c, size_t d, const Rat **x)
{
    const Half *on = &half[n];
    size_t j = 0;
    while (j < d && rat_sign(on->a[j]) == 0)
        j++;
    if (j == d)
        return false;
    Half *less = ARENA_ARRAY(w->arena, Half, n + 2);
    for (size_t i = 0; i < n; i++)
        less[i] = reduced(w, &half[i], on, j, d);
    for (size_t i = 0; i < 2; i++) {
        Half box = side(w, j, d, i == 0 ? 1 : -1);
        less[n + i] = reduced(w, &box, on, j, d);
    }
    Half goal = {(const Rat **)ARENA_ARRAY(w->arena, const Rat *, d), on->b};
    for (size_t i = 0; i < d; i++)
        goal.a[i] = c[i];
    goal.b = rat_int(w->pool, 0);
    goal = reduced(w, &goal, on, j, d);
    const Rat **y = ARENA_ARRAY(w->arena, const Rat *, d);
    if (!solve(w, less, n + 2, goal.a, d - 1, y))
        return false;
    const Rat *rest = on->b;
    for (size_t i = 0, k = 0; i < d; i++) {
        if (i == j)
            continue;
        x[i] = y[k++];
        rest = rat_sub(w->pool, rest, rat_mul(w->pool, on->a[i], x[i]));
    }
    x[j] = rat_div(w->pool, rest, on->a[j]);
    return true;
}

/* Recursion is as deep as there are variables. */
static bool solve(Work *w, const Half *half, size_t n, const Rat *const *c,
                  size_t d, const Rat **x)
{
    if (d == 1)
        return solve_line(w, half, n, c, x);
    for (size_t i = 0; i < d; i++)
        x[i] = rat_sign(c[i]) < 0 ? w->box : rat_neg(w->pool, w->box);
    for (size_t i = 0; i < n; i++)
        if (rat_cmp(dot(w, half[i].a, x, d), half[i].b) < 0
            && !solve_border(w, half, i, c, d, x))
            return false;
    return true;
}

/* A fixed shuffle: the same answer every time. */
static Half *shuffled(Work *w, const InferLp *lp)
{
    Half *half = ARENA_ARRAY(w->arena, Half, lp->n + 1);
    uint64_t seed = 1;
    for (size_t i = 0; i < lp->n; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        size_t k = (size_t)((seed >> 33) % (i + 1));
        half[i] = half[k];
        half[k] = (Half){lp->half[i].a, lp->half[i].b};
    }
    return half;
}

const Rat *infer_lp_least(const InferLp *lp, const Rat *const *c,
                          const Rat **x, bool *far)
{
    Work w = {arena_new(), rat_pool_new(RAT_BITS_MAX), NULL};
    const Rat **at = ARENA_ARRAY(w.arena, const Rat *, lp->d);
    const Rat *zero = rat_int(lp->pool, 0), *least = NULL;
    w.box = rat_read(w.pool, BOX, sizeof BOX - 1);
    *far = false;
    if (solve(&w, shuffled(&w, lp), lp->n, c, lp->d, at)) {
        const Rat *none = rat_read(w.pool, NONE, sizeof NONE - 1);
        for (size_t i = 0; i < lp->d; i++)
            x[i] = rat_add(lp->pool, at[i], zero);
        least = dot(&(Work){lp->arena, lp->pool, NULL}, c, x, lp->d);
        *far = rat_cmp(rat_abs(w.pool, least), none) >= 0;
    }
    rat_pool_free(w.pool);
    arena_free(w.arena);
    return least;
}

/* ---- What cannot be met ---- */

static bool can_be(const InferLp *lp, InferHalf *half, size_t n)
{
    bool far;
    InferLp some = {.arena = lp->arena, .pool = lp->pool, .d = lp->d,
                    .half = half, .n = n, .cap = n};
    const Rat **x = ARENA_ARRAY(lp->arena, const Rat *, lp->d);
    const Rat **c = ARENA_ARRAY(lp->arena, const Rat *, lp->d);
    for (size_t i = 0; i < lp->d; i++)
        c[i] = rat_int(lp->pool, 0);
    return infer_lp_least(&some, c, x, &far) != NULL;
}

/* Half spaces are taken away as long as the others cannot be met: each of
 * those that stay is needed. */
size_t infer_lp_clash(const InferLp *lp, size_t *rows)
{
    InferHalf *left = ARENA_ARRAY(lp->arena, InferHalf, lp->n + 1);
    size_t n = lp->n, found = 0;
    for (size_t i = 0; i < n; i++)
        left[i] = lp->half[i];
    if (n > CLASH_MAX || can_be(lp, left, n))
        return 0;
    for (size_t i = n; i-- > 0;) {
        InferHalf gone = left[i];
        left[i] = left[n - 1];
        if (can_be(lp, left, n - 1))
            left[i] = gone;
        else
            n--;
    }
    for (size_t i = 0; i < n; i++) {
        size_t at = found, row = left[i].row;
        while (at > 0 && rows[at - 1] > row)
            at--;
        if (row == SIZE_MAX || (at > 0 && rows[at - 1] == row))
            continue;
        memmove(rows + at + 1, rows + at, (found++ - at) * sizeof *rows);
        rows[at] = row;
    }
    return found;
}
