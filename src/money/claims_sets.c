/* claims_sets.c - the rules that look at every set of claimants.
 *
 * Claims of 0 are set aside: they get 0 and change nobody's award.
 */
#include "money/claims_int.h"

#include "money/money_int.h"

typedef struct Sets {
    size_t m;                       /* claimants with a claim */
    size_t row[CLAIMANTS_MAX];
    const Rat **sum;                /* of the claims of each set, 2^m */
} Sets;

static Sets sets_new(const Claims *c, const Rat **award)
{
    Sets s = {0};
    for (size_t i = 0; i < c->n; i++) {
        award[i] = rat_int(c->pool, 0);
        if (rat_sign(c->claim[i]) > 0) {
            s.row[s.m++] = i;
        }
    }
    size_t all = (size_t)1 << s.m;
    s.sum = ARENA_ARRAY(c->arena, const Rat *, all);
    s.sum[0] = rat_int(c->pool, 0);
    for (size_t set = 1; set < all; set++) {
        size_t low = 0;
        while (!(set >> low & 1)) {
            low++;
        }
        s.sum[set] = rat_add(c->pool, s.sum[set & (set - 1)],
                             c->claim[s.row[low]]);
    }
    return s;
}

static size_t set_size(size_t set)
{
    size_t n = 0;
    for (; set != 0; set &= set - 1) {
        n++;
    }
    return n;
}

/* O'Neill 1982: i comes right after the set S in |S|! (m - |S| - 1)! of the
 * m! orders and then gets min(c_i, max(0, E - c(S))). Summed by size first,
 * so that the factorials are used m times only. */
static void random_arrival(const Claims *c, const Rat **award)
{
    Sets s = sets_new(c, award);
    RatPool *pool = c->pool;
    const Rat *fact[CLAIMANTS_MAX + 1];
    fact[0] = rat_int(pool, 1);
    for (size_t k = 1; k <= s.m; k++) {
        fact[k] = rat_mul(pool, fact[k - 1], rat_int(pool, (int64_t)k));
    }
    for (size_t i = 0; i < s.m; i++) {
        const Rat *claim = c->claim[s.row[i]];
        const Rat *by_size[CLAIMANTS_MAX];
        for (size_t k = 0; k < s.m; k++) {
            by_size[k] = rat_int(pool, 0);
        }
        for (size_t set = 0; set < (size_t)1 << s.m; set++) {
            if (set >> i & 1 || rat_cmp(s.sum[set], c->endowment) >= 0) {
                continue;
            }
            const Rat *left = rat_sub(pool, c->endowment, s.sum[set]);
            size_t k = set_size(set);
            by_size[k] = rat_add(pool, by_size[k], rat_min(claim, left));
        }
        const Rat *total = rat_int(pool, 0);
        for (size_t k = 0; k < s.m; k++) {
            const Rat *orders = rat_mul(pool, fact[k], fact[s.m - k - 1]);
            total = rat_add(pool, total, rat_mul(pool, orders, by_size[k]));
        }
        award[s.row[i]] = rat_div(pool, total, fact[s.m]);
    }
}

static const Rat *power(RatPool *pool, const Rat *x, size_t k)
{
    const Rat *out = rat_int(pool, 1);
    for (size_t i = 0; i < k; i++) {
        out = rat_mul(pool, out, x);
    }
    return out;
}

/* The divisions possible are the points x with 0 <= x_i <= c_i and sum E: a
 * simplex with corners cut off. By inclusion and exclusion over the sets S
 * of claimants pushed beyond their claim, with r = E - c(S) > 0, its volume
 * is the sum of (-1)^|S| r^(m-1) and the integral of x_i the sum of
 * (-1)^|S| r^(m-1) (r / m + c_i [i in S]), both over (m-1)!, which cancels.
 * The centroid is their quotient. */
static void average_of_awards(const Claims *c, const Rat **award)
{
    Sets s = sets_new(c, award);
    RatPool *pool = c->pool;
    if (rat_sign(c->endowment) == 0) {
        return;
    }
    if (s.m == 1) {
        award[s.row[0]] = c->endowment;
        return;
    }
    const Rat *m = rat_int(pool, (int64_t)s.m);
    const Rat *volume = rat_int(pool, 0), *common = volume;
    const Rat *own[CLAIMANTS_MAX];
    for (size_t i = 0; i < s.m; i++) {
        own[i] = volume;
    }
    for (size_t set = 0; set < (size_t)1 << s.m; set++) {
        if (rat_cmp(s.sum[set], c->endowment) >= 0) {
            continue;
        }
        const Rat *r = rat_sub(pool, c->endowment, s.sum[set]);
        const Rat *part = power(pool, r, s.m - 1);
        part = set_size(set) % 2 ? rat_neg(pool, part) : part;
        volume = rat_add(pool, volume, part);
        common = rat_add(pool, common,
                         rat_mul(pool, part, rat_div(pool, r, m)));
        for (size_t i = 0; i < s.m; i++) {
            if (set >> i & 1) {
                own[i] = rat_add(pool, own[i], part);
            }
        }
    }
    for (size_t i = 0; i < s.m; i++) {
        const Rat *claim = c->claim[s.row[i]];
        const Rat *moment =
            rat_add(pool, common, rat_mul(pool, own[i], claim));
        award[s.row[i]] = rat_div(pool, moment, volume);
    }
}

/* A million numbers on the way (22 MB) that nobody needs afterwards. */
static void apart(const Claims *c, Rule *rule, const Rat **award)
{
    Claims own = *c;
    own.pool = rat_pool_new(rat_pool_bits(c->pool));
    own.arena = arena_new();
    rule(&own, award);
    for (size_t i = 0; i < c->n; i++) {
        award[i] = rat_from_mpq(c->pool, award[i]->q);
    }
    if (rat_overflowed(own.pool)) {
        rat_overflow(c->pool);
    }
    arena_free(own.arena);
    rat_pool_free(own.pool);
}

void claims_random_arrival(const Claims *c, const Rat **award)
{
    apart(c, random_arrival, award);
}

void claims_average_of_awards(const Claims *c, const Rat **award)
{
    apart(c, average_of_awards, award);
}
