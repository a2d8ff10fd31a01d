/* course_rules.c - the rules of the literature as functions: those that are made
 * of water levels; and rows that leave a tier, "or nothing".
 */
#include <string.h>

#include "study/course_int.h"

/* ---- Rules made of levels ---- */

typedef void Rule(Along *al, Slip *slip, size_t n, Frac budget);

static Frac claims_of(Along *al, const Slip *slip, size_t n)
{
    Frac *claim = ARENA_ARRAY(al->arena, Frac, n + 1);
    for (size_t i = 0; i < n; i++)
        claim[i] = slip[i].ceiling;
    return frac_sum(al->polys, claim, n);
}

/* max(floor, min(claim, L)) */
static void equal_awards(Along *al, Slip *slip, size_t n, Frac budget)
{
    along_pour(al, slip, n, budget);
}

/* claim - min(claim - floor, L): what is missing, shared equally. */
static void equal_losses(Along *al, Slip *slip, size_t n, Frac budget)
{
    Slip *loss = ARENA_ARRAY(al->arena, Slip, n + 1);
    for (size_t i = 0; i < n; i++) {
        loss[i] = slip[i];
        loss[i].floor = along_int(al, 0);
        loss[i].ceiling = frac_sub(al->polys, slip[i].ceiling,
                                   slip[i].floor);
    }
    along_pour(al, loss, n, frac_sub(al->polys, claims_of(al, slip, n), budget));
    for (size_t i = 0; i < n && !al->bend; i++)
        slip[i].amount = frac_sub(al->polys, slip[i].ceiling,
                                  loss[i].amount);
}

static Frac half(Along *al, Frac f)
{
    return frac_div(al->polys, f, along_int(al, 2));
}

/* Two rules over half the claims: one up to half of all, one beyond. */
static void halves(Along *al, Slip *slip, size_t n, Frac budget, Rule *below,
                   Rule *above)
{
    Frac middle = half(al, claims_of(al, slip, n));
    Slip *part = ARENA_ARRAY(al->arena, Slip, n + 1);
    for (size_t i = 0; i < n; i++) {
        part[i] = slip[i];
        part[i].ceiling = half(al, slip[i].ceiling);
    }
    bool upper = along_cmp(al, budget, middle) > 0;
    if (upper)
        above(al, part, n, frac_sub(al->polys, budget, middle));
    else
        below(al, part, n, budget);
    for (size_t i = 0; i < n && !al->bend; i++)
        slip[i].amount = upper ? frac_add(al->polys, part[i].ceiling,
                                          part[i].amount)
                               : part[i].amount;
}

/* Up to half of all as talmud; beyond max(claim / 2, min(claim, L)). */
static void egalitarian(Along *al, Slip *slip, size_t n, Frac budget)
{
    Frac middle = half(al, claims_of(al, slip, n));
    Slip *part = ARENA_ARRAY(al->arena, Slip, n + 1);
    bool upper = along_cmp(al, budget, middle) > 0;
    for (size_t i = 0; i < n; i++) {
        part[i] = slip[i];
        *(upper ? &part[i].floor : &part[i].ceiling) =
            half(al, slip[i].ceiling);
    }
    along_pour(al, part, n, budget);
    for (size_t i = 0; i < n && !al->bend; i++)
        slip[i].amount = part[i].amount;
}

/* First max(0, budget - the others' claims), then the rest in proportion to
 * min(what is left of the claim, the rest). */
static void adjusted(Along *al, Slip *slip, size_t n, Frac budget)
{
    Polys *polys = al->polys;
    Frac missing = frac_sub(polys, claims_of(al, slip, n), budget);
    Frac *right = ARENA_ARRAY(al->arena, Frac, n + 1);
    Frac *key = ARENA_ARRAY(al->arena, Frac, n + 1);
    for (size_t i = 0; i < n; i++) {
        right[i] = frac_sub(polys, slip[i].ceiling, missing);
        if (along_sign(al, right[i]) < 0)
            right[i] = along_int(al, 0);
    }
    Frac left = frac_sub(polys, budget, frac_sum(al->polys, right, n));
    for (size_t i = 0; i < n; i++) {
        key[i] = frac_sub(polys, slip[i].ceiling, right[i]);
        if (along_cmp(al, key[i], left) > 0)
            key[i] = left;
    }
    Frac keys = frac_sum(al->polys, key, n);
    bool none = along_sign(al, keys) == 0;
    for (size_t i = 0; i < n && !al->bend; i++)
        slip[i].amount = none ? right[i]
                              : frac_add(polys, right[i],
                                         frac_div(polys,
                                                  frac_mul(polys, key[i],
                                                           left), keys));
}

static void talmud(Along *al, Slip *slip, size_t n, Frac budget)
{
    halves(al, slip, n, budget, equal_awards, equal_losses);
}

static void reverse_talmud(Along *al, Slip *slip, size_t n, Frac budget)
{
    halves(al, slip, n, budget, equal_losses, equal_awards);
}

static void piniles(Along *al, Slip *slip, size_t n, Frac budget)
{
    halves(al, slip, n, budget, equal_awards, equal_awards);
}

static Rule *const rules[] = {
    [RULE_PROPORTIONAL] = NULL,
    [RULE_ADJUSTED_PROPORTIONAL] = adjusted,
    [RULE_EQUAL_AWARDS] = equal_awards,
    [RULE_EQUAL_LOSSES] = equal_losses,
    [RULE_TALMUD] = talmud,
    [RULE_REVERSE_TALMUD] = reverse_talmud,
    [RULE_PINILES] = piniles,
    [RULE_CONSTRAINED_EGALITARIAN] = egalitarian,
    [RULE_MINIMAL_OVERLAP] = NULL,
    [RULE_RANDOM_ARRIVAL] = NULL,
    [RULE_AVERAGE_OF_AWARDS] = NULL,
};

bool along_rule_known(AllocRule rule)
{
    return rule == RULE_PROPORTIONAL || rules[rule] != NULL;
}

/* The ceilings are the claims; where the budget covers them all get them. */
static void by_rule(Along *al, Rule *rule, Slip *slip, size_t n, Frac budget)
{
    for (size_t i = 0; i < n; i++)
        slip[i].key = along_int(al, 1);
    bool covered = along_cmp(al, budget, claims_of(al, slip, n)) >= 0;
    for (size_t i = 0; covered && i < n; i++)
        slip[i].amount = slip[i].ceiling;
    if (!covered)
        rule(al, slip, n, budget);
    for (size_t i = 0; i < n && !al->bend; i++) {
        Slip *s = &slip[i];
        s->state = ALLOC_SHARE;
        if (along_cmp(al, s->amount, s->ceiling) == 0)
            s->state = ALLOC_CEILING;
        else if (along_cmp(al, s->amount, s->floor) == 0
                 && along_sign(al, s->floor) > 0)
            s->state = ALLOC_FLOOR;
    }
}

static void solve(Along *al, AllocRule rule, Slip *slip, size_t n,
                  Frac budget)
{
    if (rule == RULE_PROPORTIONAL)
        along_pour(al, slip, n, budget);
    else
        by_rule(al, rules[rule], slip, n, budget);
}

/* ---- "or nothing" ---- */

/* amount / useful of both keep their order; multiplied out. */
static void by_use(Along *al, const Slip *a, const Slip *b)
{
    along_cmp(al, frac_mul(al->polys, a->amount, b->useful),
              frac_mul(al->polys, b->amount, a->useful));
}

/* The row furthest below its useful amount, proven against all others that are
 * below theirs; n if none is. */
static size_t worst_of(Along *al, Slip *slip, size_t n)
{
    size_t worst = n;
    const Rat *least = NULL;
    for (size_t i = 0; i < n; i++) {
        const Rat *part;
        slip[i].below = slip[i].has_useful && !slip[i].dropped && !al->bend
                        && along_cmp(al, slip[i].amount, slip[i].useful) < 0;
        if (!slip[i].below || al->bend)
            continue;
        part = rat_div(al->pool, along_value(al, slip[i].amount),
                       along_value(al, slip[i].useful));
        int order = least == NULL ? -1 : rat_cmp(part, least);
        if (order < 0
            || (order == 0 && strcmp(slip[i].code, slip[worst].code) < 0)) {
            worst = i;
            least = part;
        }
    }
    for (size_t i = 0; i < n && worst < n && !al->bend; i++)
        if (i != worst && slip[i].below)
            by_use(al, &slip[worst], &slip[i]);
    return worst;
}

/* Solves for those that stay. */
static void solve_rest(Along *al, AllocRule rule, Slip *slip, size_t n,
                       Frac budget)
{
    Slip *stay = ARENA_ARRAY(al->arena, Slip, n + 1);
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        if (!slip[i].dropped)
            stay[k++] = slip[i];
    solve(al, rule, stay, k, budget);
    k = 0;
    for (size_t i = 0; i < n; i++)
        if (!slip[i].dropped)
            slip[i] = stay[k++];
}

void along_tier(Along *al, AllocRule rule, Slip *slip, size_t n, Frac budget)
{
    solve(al, rule, slip, n, budget);
    for (size_t left = n; left > 0 && !al->bend && !polys_failed(al->polys);
         left--) {
        size_t worst = worst_of(al, slip, n);
        if (worst == n)
            break;
        slip[worst].dropped = true;
        slip[worst].state = ALLOC_DROPPED;
        slip[worst].amount = along_int(al, 0);
        solve_rest(al, rule, slip, n, budget);
    }
}
