/* claims_tier.c - one tier divided by a claims rule.
 *
 * The claims are the rows' ceilings. Floors have a meaning under two rules:
 * max(floor, min(c, L)) for equal awards and max(floor, c - L) for equal
 * losses; the checker refuses them elsewhere.
 */
#include "money/claims_tier.h"

#include <string.h>

typedef struct ClaimsTier {
    RatPool *pool;
    Arena *arena;
    const AllocIn *in;
    const size_t *row;      /* of the tier; those that stay come first */
    size_t *stay;           /* indexes into row */
    size_t n;               /* that stay */
    const Rat *budget;
    const Rat *level;
} ClaimsTier;

static const Rat *floor_of(const ClaimsTier *t, size_t row)
{
    const Rat *floor = t->in->floor ? t->in->floor[row] : NULL;
    return floor ? floor : rat_int(t->pool, 0);
}

/* Each row's claim less its floor, or what the rule divides otherwise. */
static const Rat **claims_of(const ClaimsTier *t, bool above_floor)
{
    const Rat **claim = ARENA_ARRAY(t->arena, const Rat *, t->n + 1);
    for (size_t k = 0; k < t->n; k++) {
        size_t row = t->row[t->stay[k]];
        claim[k] = t->in->ceiling[row];
        if (above_floor) {
            claim[k] = rat_sub(t->pool, claim[k], floor_of(t, row));
        }
    }
    return claim;
}

/* max(floor, min(c, L)) as the solution of an equal division. */
static void equal_awards(ClaimsTier *t, const Rat **award)
{
    const Rat **floor = ARENA_ARRAY(t->arena, const Rat *, t->n + 1);
    AllocOut out;
    AllocIn in = {.n = t->n, .total = t->budget, .floor = floor,
                  .ceiling = claims_of(t, false)};
    for (size_t k = 0; k < t->n; k++) {
        floor[k] = floor_of(t, t->row[t->stay[k]]);
    }
    allocate_solve(t->pool, t->arena, &in, &out);
    for (size_t k = 0; k < t->n; k++) {
        award[k] = out.amount[k];
        t->level = out.level[k] ? out.level[k] : t->level;
    }
}

/* max(floor, c - L): the losses are equal awards of c - floor. */
static void equal_losses(ClaimsTier *t, const Rat **award)
{
    const Rat **claim = claims_of(t, false);
    const Rat **most = claims_of(t, true);
    const Rat *sum = rat_sum(t->pool, claim, t->n);
    if (rat_cmp(t->budget, sum) >= 0) {
        for (size_t k = 0; k < t->n; k++) {
            award[k] = claim[k];
        }
        return;
    }
    claims_solve(t->pool, t->arena, RULE_EQUAL_AWARDS,
                 rat_sub(t->pool, sum, t->budget), most, t->n, award);
    for (size_t k = 0; k < t->n; k++) {
        t->level = t->level ? rat_max(t->level, award[k]) : award[k];
        award[k] = rat_sub(t->pool, claim[k], award[k]);
    }
}

static void solve(ClaimsTier *t, const Rat **award)
{
    t->level = NULL;
    if (t->in->rule == RULE_EQUAL_AWARDS) {
        equal_awards(t, award);
    } else if (t->in->rule == RULE_EQUAL_LOSSES) {
        equal_losses(t, award);
    } else {
        const Rat **claim = claims_of(t, false);
        claims_solve(t->pool, t->arena, t->in->rule, t->budget, claim, t->n,
                     award);
    }
}

static const Rat *useful_of(const ClaimsTier *t, size_t k)
{
    const Rat *useful =
        t->in->useful ? t->in->useful[t->row[t->stay[k]]] : NULL;
    return useful && rat_sign(useful) > 0 ? useful : NULL;
}

/* The row furthest below its useful amount, or n if there is none. */
static size_t worst(const ClaimsTier *t, const Rat *const *award)
{
    size_t found = t->n;
    const Rat *least = NULL;
    for (size_t k = 0; k < t->n; k++) {
        const Rat *useful = useful_of(t, k);
        if (!useful || rat_cmp(award[k], useful) >= 0) {
            continue;
        }
        const Rat *ratio = rat_div(t->pool, award[k], useful);
        int order = least ? rat_cmp(ratio, least) : -1;
        bool lower = order == 0 &&
                     strcmp(t->in->code[t->row[t->stay[k]]],
                            t->in->code[t->row[t->stay[found]]]) < 0;
        if (order < 0 || lower) {
            found = k;
            least = ratio;
        }
    }
    return found;
}

static AllocState state_of(const ClaimsTier *t, size_t row,
                           const Rat *award)
{
    if (rat_equal(award, t->in->ceiling[row])) {
        return ALLOC_CEILING;
    }
    if (t->in->floor && t->in->floor[row] &&
        rat_sign(t->in->floor[row]) > 0 &&
        rat_equal(award, t->in->floor[row])) {
        return ALLOC_FLOOR;
    }
    return ALLOC_SHARE;
}

/* Are the claims above 0 divided less than they add up to? */
static bool is_short(const ClaimsTier *t)
{
    RatPool *pool = rat_pool_new(rat_pool_bits(t->pool));
    const Rat *sum = rat_int(pool, 0);
    for (size_t k = 0; k < t->n; k++) {
        sum = rat_add(pool, sum, t->in->ceiling[t->row[t->stay[k]]]);
    }
    bool less = rat_sign(t->budget) > 0 && rat_cmp(t->budget, sum) < 0;
    rat_pool_free(pool);
    return less;
}

/* Bits of the longest number that is divided, or divided by. */
static size_t longest(const ClaimsTier *t)
{
    size_t most = rat_bits(t->budget);
    for (size_t k = 0; k < t->n; k++) {
        size_t row = t->row[t->stay[k]];
        const Rat *useful = t->in->useful ? t->in->useful[row] : NULL;
        size_t claim = rat_bits(t->in->ceiling[row]);
        size_t least = useful ? rat_bits(useful) : 0;
        most = claim > most ? claim : most;
        most = least > most ? least : most;
        if (t->in->floor && t->in->floor[row]) {
            size_t floor = rat_bits(t->in->floor[row]);
            most = floor > most ? floor : most;
        }
    }
    return most;
}

/* Can the rows that stay be divided among once more? */
static bool may_solve(const ClaimsTier *t, AllocOut *out)
{
    size_t n = 0, most = alloc_rule_most(t->in->rule);
    for (size_t k = 0; k < t->n; k++) {
        n += rat_sign(t->in->ceiling[t->row[t->stay[k]]]) > 0;
    }
    if (n > most) {
        out->fault = ALLOC_TOO_MANY_CLAIMANTS;
        out->row = n;
        return false;
    }
    out->steps += claims_steps(t->in->rule, t->n, n, longest(t),
                               most < SIZE_MAX && is_short(t));
    if (t->in->steps + out->steps > CLAIMS_STEPS_MAX) {
        out->fault = ALLOC_TOO_LONG;
        return false;
    }
    return true;
}

/* Divides among the rows that stay; the index of the one to leave, or t->n.
 * What that takes on the way, row after row, is given back at once. */
static size_t solve_apart(ClaimsTier *t, const Rat **award)
{
    RatPool *pool = t->pool;
    Arena *arena = t->arena;
    t->pool = rat_pool_new(rat_pool_bits(pool));
    t->arena = arena_new();
    solve(t, award);
    size_t k = worst(t, award);
    if (rat_overflowed(t->pool)) {
        rat_overflow(pool);
        k = t->n;
    }
    for (size_t i = 0; k == t->n && i < t->n; i++) {
        award[i] = rat_from_mpq(pool, award[i]->q);
    }
    t->level = t->level ? rat_from_mpq(pool, t->level->q) : NULL;
    rat_pool_free(t->pool);
    arena_free(t->arena);
    t->pool = pool;
    t->arena = arena;
    return k;
}

bool claims_tier(RatPool *pool, Arena *arena, const AllocIn *in,
                 const size_t *rows, size_t n, const Rat *budget,
                 AllocOut *out, const Rat **rest)
{
    ClaimsTier t = {.pool = pool, .arena = arena, .in = in, .row = rows,
                    .n = n, .budget = budget};
    const Rat **award = ARENA_ARRAY(arena, const Rat *, n + 1);
    t.stay = ARENA_ARRAY(arena, size_t, n + 1);
    for (size_t k = 0; k < n; k++) {
        t.stay[k] = k;
    }
    for (;;) {
        if (!may_solve(&t, out)) {
            return false;
        }
        size_t k = solve_apart(&t, award);
        if (k == t.n) {
            break;
        }
        out->amount[rows[t.stay[k]]] = rat_int(pool, 0);
        out->state[rows[t.stay[k]]] = ALLOC_DROPPED;
        for (t.n--; k < t.n; k++) {
            t.stay[k] = t.stay[k + 1];
        }
    }
    for (size_t k = 0; k < t.n; k++) {
        size_t row = rows[t.stay[k]];
        out->amount[row] = award[k];
        out->state[row] = state_of(&t, row, award[k]);
        out->level[row] = t.level;
    }
    *rest = rat_sub(pool, budget, rat_sum(pool, award, t.n));
    return true;
}
