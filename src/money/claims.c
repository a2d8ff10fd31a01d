/* claims.c - rules that need no more than sorting the claims. */
#include "money/claims.h"

#include <stdlib.h>

#include "money/claims_int.h"

const char *alloc_rule_words(AllocRule rule)
{
    static const char *const words[] = {
#define X(name, text) [RULE_##name] = text,
        ALLOC_RULES(X)
#undef X
    };
    return words[rule];
}

size_t alloc_rule_most(AllocRule rule)
{
    return rule == RULE_RANDOM_ARRIVAL || rule == RULE_AVERAGE_OF_AWARDS
               ? CLAIMANTS_MAX
               : SIZE_MAX;
}

/* How many times as long numbers of so many bits take as short ones. */
static double longer(double bits)
{
    double units = bits > 1024 ? bits / 1024 : 1;
    return units * units;
}

/* One row. Equal awards are a water level, which the checker seeks by halving;
 * so does constrained egalitarian, with two marks for each. Awards of minimal
 * overlap have denominators of as many digits as half the rows. */
static double row_steps(AllocRule rule, size_t n)
{
    return rule == RULE_PROPORTIONAL || rule == RULE_EQUAL_AWARDS ? 96
           : rule == RULE_CONSTRAINED_EGALITARIAN                 ? 128
           : rule == RULE_MINIMAL_OVERLAP ? 32 + (double)n / 100
                                          : 32;
}

double claims_steps(AllocRule rule, size_t n, size_t m, size_t bits,
                    bool short_of)
{
    double steps = (double)n * row_steps(rule, n) * longer((double)bits);
    if (alloc_rule_most(rule) == SIZE_MAX || !short_of) {
        return steps;
    }
    /* Of all sets; the average takes powers of what they leave. */
    double sets = (double)m * (double)(1UL << m);
    return steps
           + (rule == RULE_RANDOM_ARRIVAL
                  ? 4 * sets * longer((double)bits)
                  : 20 * sets * longer((double)bits * (double)m));
}

typedef struct Sorted {
    const Rat *claim;
    size_t row;
} Sorted;

static int by_claim(const void *x, const void *y)
{
    const Sorted *a = x, *b = y;
    int order = rat_cmp(a->claim, b->claim);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* Rows from the smallest claim to the largest. */
static Sorted *sort_claims(const Claims *c)
{
    Sorted *s = ARENA_ARRAY(c->arena, Sorted, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        s[i] = (Sorted){c->claim[i], i};
    }
    qsort(s, c->n, sizeof *s, by_claim);
    return s;
}

static const Rat **list_new(const Claims *c)
{
    return ARENA_ARRAY(c->arena, const Rat *, c->n + 1);
}

static Claims claims_of(const Claims *c, const Rat *endowment,
                        const Rat *const *claim)
{
    Claims part = *c;
    part.endowment = endowment;
    part.claim = claim;
    return part;
}

/* min(c_i, L): from the smallest claim up, as long as an equal part of what
 * is left covers it. */
static void equal_awards(const Claims *c, const Rat **award)
{
    Sorted *s = sort_claims(c);
    const Rat *left = c->endowment;
    for (size_t k = 0; k < c->n; k++) {
        const Rat *part =
            rat_div(c->pool, left, rat_int(c->pool, (int64_t)(c->n - k)));
        award[s[k].row] = rat_min(s[k].claim, part);
        left = rat_sub(c->pool, left, award[s[k].row]);
    }
}

/* The dual of equal awards: what is missing is shared as equally as can be
 * (Herrero and Villar 2001). */
static void equal_losses(const Claims *c, const Rat **award)
{
    const Rat *missing = rat_sub(c->pool, c->sum, c->endowment);
    Claims loss = claims_of(c, missing, c->claim);
    equal_awards(&loss, award);
    for (size_t i = 0; i < c->n; i++) {
        award[i] = rat_sub(c->pool, c->claim[i], award[i]);
    }
}

static void proportional(const Claims *c, const Rat **award)
{
    const Rat *part = rat_sign(c->sum) == 0
                          ? c->sum
                          : rat_div(c->pool, c->endowment, c->sum);
    for (size_t i = 0; i < c->n; i++) {
        award[i] = rat_mul(c->pool, c->claim[i], part);
    }
}

static void adjusted_proportional(const Claims *c, const Rat **award)
{
    const Rat *zero = rat_int(c->pool, 0);
    const Rat **right = list_new(c), **rest = list_new(c);
    const Rat *missing = rat_sub(c->pool, c->sum, c->endowment);
    for (size_t i = 0; i < c->n; i++) {
        right[i] = rat_max(zero, rat_sub(c->pool, c->claim[i], missing));
    }
    const Rat *left = rat_sub(c->pool, c->endowment,
                              rat_sum(c->pool, right, c->n));
    for (size_t i = 0; i < c->n; i++) {
        rest[i] = rat_min(rat_sub(c->pool, c->claim[i], right[i]), left);
    }
    Claims part = claims_of(c, left, rest);
    part.sum = rat_sum(c->pool, rest, c->n);
    proportional(&part, award);
    for (size_t i = 0; i < c->n; i++) {
        award[i] = rat_add(c->pool, award[i], right[i]);
    }
}

/* Rules made of two rules over half the claims: `below` divides up to C / 2,
 * `above` what is beyond it. */
static void halves(const Claims *c, Rule *below, Rule *above,
                   const Rat **award)
{
    const Rat *two = rat_int(c->pool, 2);
    const Rat **half = list_new(c);
    for (size_t i = 0; i < c->n; i++) {
        half[i] = rat_div(c->pool, c->claim[i], two);
    }
    Claims part = claims_of(c, c->endowment, half);
    part.sum = rat_div(c->pool, c->sum, two);
    if (rat_cmp(c->endowment, part.sum) <= 0) {
        below(&part, award);
        return;
    }
    part.endowment = rat_sub(c->pool, c->endowment, part.sum);
    above(&part, award);
    for (size_t i = 0; i < c->n; i++) {
        award[i] = rat_add(c->pool, award[i], half[i]);
    }
}

static void talmud(const Claims *c, const Rat **award)
{
    halves(c, equal_awards, equal_losses, award);
}

static void reverse_talmud(const Claims *c, const Rat **award)
{
    halves(c, equal_losses, equal_awards, award);
}

static void piniles(const Claims *c, const Rat **award)
{
    halves(c, equal_awards, equal_awards, award);
}

/* --- constrained egalitarian --- */

static int by_value(const void *x, const void *y)
{
    const Rat *const *a = x, *const *b = y;
    return rat_cmp(*a, *b);
}

/* sum of max(c_i / 2, min(c_i, L)) */
static const Rat *egalitarian_sum(const Claims *c, const Rat *const *half,
                                  const Rat *level, const Rat **award)
{
    for (size_t i = 0; i < c->n; i++) {
        award[i] = rat_max(half[i], rat_min(c->claim[i], level));
    }
    return rat_sum(c->pool, award, c->n);
}

/* Beyond C / 2: the sum grows with L, straight between two neighbours among
 * all c_i and c_i / 2; the right pair is found by halving. */
static void egalitarian_above(const Claims *c, const Rat *const *half,
                              const Rat **award)
{
    size_t n = 2 * c->n;
    const Rat **mark = ARENA_ARRAY(c->arena, const Rat *, n + 1);
    for (size_t i = 0; i < c->n; i++) {
        mark[2 * i] = half[i];
        mark[2 * i + 1] = c->claim[i];
    }
    qsort(mark, n, sizeof *mark, by_value);
    size_t low = 0, high = n - 1;   /* sum(low) <= E <= sum(high) */
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        bool below = rat_cmp(egalitarian_sum(c, half, mark[mid], award),
                             c->endowment) <= 0;
        *(below ? &low : &high) = mid;
    }
    const Rat *from = egalitarian_sum(c, half, mark[low], award);
    const Rat *to = egalitarian_sum(c, half, mark[high], award);
    const Rat *level = mark[low];
    if (rat_cmp(from, to) < 0) {
        const Rat *part = rat_div(c->pool,
                                  rat_sub(c->pool, c->endowment, from),
                                  rat_sub(c->pool, to, from));
        const Rat *step = rat_sub(c->pool, mark[high], mark[low]);
        level = rat_add(c->pool, level, rat_mul(c->pool, part, step));
    }
    egalitarian_sum(c, half, level, award);
}

static void constrained_egalitarian(const Claims *c, const Rat **award)
{
    const Rat *two = rat_int(c->pool, 2);
    const Rat **half = list_new(c);
    for (size_t i = 0; i < c->n; i++) {
        half[i] = rat_div(c->pool, c->claim[i], two);
    }
    const Rat *middle = rat_div(c->pool, c->sum, two);
    if (rat_cmp(c->endowment, middle) <= 0) {
        Claims part = claims_of(c, c->endowment, half);
        part.sum = middle;
        equal_awards(&part, award);
        return;
    }
    egalitarian_above(c, half, award);
}

/* --- minimal overlap --- */

/* The point t up to which claims are nested: the endowment where one claim
 * reaches it; else the root of sum of max(c_i - t, 0) = E - t. With the m
 * largest claims above t, t = (their sum - E) / (m - 1). */
static const Rat *overlap_point(const Claims *c, const Sorted *s)
{
    if (rat_cmp(s[c->n - 1].claim, c->endowment) >= 0) {
        return c->endowment;
    }
    const Rat *sum = s[c->n - 1].claim;
    for (size_t m = 2;; m++) {
        sum = rat_add(c->pool, sum, s[c->n - m].claim);
        const Rat *t = rat_div(c->pool,
                               rat_sub(c->pool, sum, c->endowment),
                               rat_int(c->pool, (int64_t)m - 1));
        const Rat *next = m == c->n ? rat_int(c->pool, 0)
                                    : s[c->n - m - 1].claim;
        /* With all of them, as E < C, t is above 0; or, after an overflow,
         * all are 0. */
        if (rat_cmp(t, next) >= 0) {
            return t;
        }
    }
}

static void minimal_overlap(const Claims *c, const Rat **award)
{
    const Rat *zero = rat_int(c->pool, 0);
    Sorted *s = sort_claims(c);
    const Rat *t = overlap_point(c, s);
    const Rat *before = zero, *nested = zero;
    for (size_t k = 0; k < c->n; k++) {
        const Rat *upto = rat_min(s[k].claim, t);
        const Rat *layer =
            rat_div(c->pool, rat_sub(c->pool, upto, before),
                    rat_int(c->pool, (int64_t)(c->n - k)));
        nested = rat_add(c->pool, nested, layer);
        before = upto;
        /* Alone on what lies above t; with t = E nobody is. */
        const Rat *alone = rat_equal(t, c->endowment)
                               ? zero
                               : rat_sub(c->pool, s[k].claim, upto);
        award[s[k].row] = rat_add(c->pool, nested, alone);
    }
}

void claims_solve(RatPool *pool, Arena *arena, AllocRule rule,
                  const Rat *endowment, const Rat *const *claim, size_t n,
                  const Rat **award)
{
    static Rule *const solve[] = {
        [RULE_PROPORTIONAL] = proportional,
        [RULE_ADJUSTED_PROPORTIONAL] = adjusted_proportional,
        [RULE_EQUAL_AWARDS] = equal_awards,
        [RULE_EQUAL_LOSSES] = equal_losses,
        [RULE_TALMUD] = talmud,
        [RULE_REVERSE_TALMUD] = reverse_talmud,
        [RULE_PINILES] = piniles,
        [RULE_CONSTRAINED_EGALITARIAN] = constrained_egalitarian,
        [RULE_MINIMAL_OVERLAP] = minimal_overlap,
        [RULE_RANDOM_ARRIVAL] = claims_random_arrival,
        [RULE_AVERAGE_OF_AWARDS] = claims_average_of_awards,
    };
    Claims c = {.pool = pool, .arena = arena, .endowment = endowment,
                .claim = claim, .n = n};
    c.sum = rat_sum(pool, claim, n);
    bool all = rat_cmp(endowment, c.sum) >= 0;
    if (all || rat_sign(endowment) == 0) {
        for (size_t i = 0; i < n; i++) {
            award[i] = all ? claim[i] : endowment;
        }
        return;
    }
    solve[rule](&c, award);
}
