/* test_money_claims.c - the claims rules: examples of the literature, brute
 * force, and the axioms that each rule has and has not.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "money/allocate.h"
#include "money/claims.h"

enum { MOST = 6, DRAWN = 2000 };

static const char *const code[MOST] = {"a", "b", "c", "d", "e", "f"};

typedef struct Problem {
    RatPool *pool;
    Arena *arena;
    size_t n;
    const Rat *endowment;
    const Rat *claim[MOST];
    const Rat *award[MOST];
} Problem;

static unsigned long long state = 0x9E3779B97F4A7C15ULL;

static unsigned pick(unsigned below)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (unsigned)((state * 2685821657736338717ULL) >> 33) % below;
}

static void solve(Problem *p, AllocRule rule)
{
    claims_solve(p->pool, p->arena, rule, p->endowment, p->claim, p->n,
                 p->award);
}

static Problem problem(long endowment, const long *claim, size_t n)
{
    Problem p = {.pool = rat_pool_new(RAT_BITS_MAX), .arena = arena_new(),
                 .n = n};
    p.endowment = rat_int(p.pool, endowment);
    for (size_t i = 0; i < n; i++) {
        p.claim[i] = rat_int(p.pool, claim[i]);
    }
    return p;
}

static void done(Problem *p)
{
    rat_pool_free(p->pool);
    arena_free(p->arena);
}

/* Claims 0 to 12 and an endowment up to their sum: small numbers meet the
 * corners of every definition. */
static Problem drawn(size_t n)
{
    long claim[MOST], sum = 0;
    for (size_t i = 0; i < n; i++) {
        claim[i] = (long)pick(13);
        sum += claim[i];
    }
    return problem((long)pick((unsigned)sum + 1), claim, n);
}

/* --- the literature --- */

static const struct {
    const char *source;
    AllocRule rule;
    long endowment;
    size_t n;
    long claim[MOST];
    const char *award[MOST];
} examples[] = {
    {"Mishna, Ketubot 93a, first estate (Aumann and Maschler 1985)",
     RULE_TALMUD, 100, 3, {100, 200, 300}, {"100/3", "100/3", "100/3"}},
    {"Mishna, second estate", RULE_TALMUD, 200, 3, {100, 200, 300},
     {"50", "75", "75"}},
    {"Mishna, third estate", RULE_TALMUD, 300, 3, {100, 200, 300},
     {"50", "100", "150"}},
    {"the contested garment, Baba Metzia 2a", RULE_TALMUD, 100, 2,
     {50, 100}, {"25", "75"}},
    {"the contested garment by adjusted proportional",
     RULE_ADJUSTED_PROPORTIONAL, 100, 2, {50, 100}, {"25", "75"}},
    {"the contested garment by random arrival", RULE_RANDOM_ARRIVAL, 100, 2,
     {50, 100}, {"25", "75"}},
    {"the contested garment by minimal overlap", RULE_MINIMAL_OVERLAP, 100,
     2, {50, 100}, {"25", "75"}},
    {"the contested garment by average of awards", RULE_AVERAGE_OF_AWARDS,
     100, 2, {50, 100}, {"25", "75"}},
    {"Ibn Ezra's four sons, O'Neill 1982", RULE_MINIMAL_OVERLAP, 120, 4,
     {30, 40, 60, 120}, {"15/2", "65/6", "125/6", "485/6"}},
    {"equal awards, Thomson 2003, E = 200", RULE_EQUAL_AWARDS, 200, 3,
     {100, 200, 300}, {"200/3", "200/3", "200/3"}},
    {"equal losses, E = 200", RULE_EQUAL_LOSSES, 200, 3, {100, 200, 300},
     {"0", "50", "150"}},
    {"equal losses, E = 400", RULE_EQUAL_LOSSES, 400, 3, {100, 200, 300},
     {"100/3", "400/3", "700/3"}},
    {"piniles, E = 400: 50, 100, 150 and equal awards of 100",
     RULE_PINILES, 400, 3, {100, 200, 300}, {"250/3", "400/3", "550/3"}},
    {"constrained egalitarian, E = 400", RULE_CONSTRAINED_EGALITARIAN, 400,
     3, {100, 200, 300}, {"100", "150", "150"}},
    {"reverse talmud, E = 200: equal losses of 50, 100, 150",
     RULE_REVERSE_TALMUD, 200, 3, {100, 200, 300},
     {"50/3", "200/3", "350/3"}},
    {"proportional", RULE_PROPORTIONAL, 200, 3, {100, 200, 300},
     {"100/3", "200/3", "100"}},
    {"nothing to divide", RULE_AVERAGE_OF_AWARDS, 0, 2, {3, 4}, {"0", "0"}},
    {"more than the claims: the rest is unallocated", RULE_TALMUD, 20, 2,
     {3, 4}, {"3", "4"}},
};

Test(money_claims, literature)
{
    for (size_t k = 0; k < sizeof examples / sizeof *examples; k++) {
        Problem p = problem(examples[k].endowment, examples[k].claim,
                            examples[k].n);
        solve(&p, examples[k].rule);
        for (size_t i = 0; i < p.n; i++) {
            cr_expect_str_eq(rat_text(p.arena, p.award[i]),
                             examples[k].award[i], "%s, claimant %zu: %s",
                             examples[k].source, i,
                             rat_text(p.arena, p.award[i]));
        }
        done(&p);
    }
}

/* --- brute force --- */

/* Adds first come, first served over every order of the claimants. */
static void arrivals(const Problem *p, size_t *order, size_t at,
                     const Rat **sum, long *orders)
{
    if (at == p->n) {
        const Rat *left = p->endowment;
        for (size_t k = 0; k < p->n; k++) {
            const Rat *part = rat_min(p->claim[order[k]], left);
            sum[order[k]] = rat_add(p->pool, sum[order[k]], part);
            left = rat_sub(p->pool, left, part);
        }
        ++*orders;
        return;
    }
    for (size_t k = at; k < p->n; k++) {
        size_t t = order[at];
        order[at] = order[k];
        order[k] = t;
        arrivals(p, order, at + 1, sum, orders);
        order[k] = order[at];
        order[at] = t;
    }
}

Test(money_claims, random_arrival_is_the_mean_over_orders)
{
    for (int c = 0; c < 300; c++) {
        Problem p = drawn(1 + pick(5));
        const Rat *sum[MOST];
        size_t order[MOST];
        long orders = 0;
        for (size_t i = 0; i < p.n; i++) {
            sum[i] = rat_int(p.pool, 0);
            order[i] = i;
        }
        arrivals(&p, order, 0, sum, &orders);
        solve(&p, RULE_RANDOM_ARRIVAL);
        for (size_t i = 0; i < p.n; i++) {
            const Rat *mean =
                rat_div(p.pool, sum[i], rat_int(p.pool, orders));
            cr_assert(rat_equal(p.award[i], mean));
        }
        done(&p);
    }
}

typedef struct Point {
    double x, y;
} Point;

/* Cuts a polygon by a x + b y <= c (Sutherland and Hodgman 1974). */
static size_t cut(Point *at, size_t n, double a, double b, double c)
{
    Point out[32];
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        Point p = at[i], q = at[(i + 1) % n];
        double u = a * p.x + b * p.y - c, v = a * q.x + b * q.y - c;
        if (u <= 0) {
            out[m++] = p;
        }
        if ((u < 0 && v > 0) || (u > 0 && v < 0)) {
            double t = u / (u - v);
            out[m++] = (Point){p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)};
        }
    }
    memcpy(at, out, m * sizeof *at);
    return m;
}

/* With three claimants the possible divisions are a polygon; its centroid by
 * the shoelace formula, in floating point. */
Test(money_claims, average_of_awards_is_the_centroid)
{
    int compared = 0;
    for (int c = 0; c < 500; c++) {
        Problem p = drawn(3);
        double k[3], e = rat_to_double(p.endowment);
        for (size_t i = 0; i < 3; i++) {
            k[i] = rat_to_double(p.claim[i]);
        }
        Point at[32] = {{0, 0}, {k[0], 0}, {k[0], k[1]}, {0, k[1]}};
        size_t n = cut(at, 4, 1, 1, e);
        n = cut(at, n, -1, -1, k[2] - e);
        double area = 0, x = 0, y = 0;
        for (size_t i = 0; i < n; i++) {
            Point a = at[i], b = at[(i + 1) % n];
            double w = a.x * b.y - b.x * a.y;
            area += w;
            x += w * (a.x + b.x);
            y += w * (a.y + b.y);
        }
        solve(&p, RULE_AVERAGE_OF_AWARDS);
        if (area > 1e-9) {
            cr_assert_float_eq(rat_to_double(p.award[0]), x / (3 * area),
                               1e-9);
            cr_assert_float_eq(rat_to_double(p.award[1]), y / (3 * area),
                               1e-9);
            compared++;
        }
        done(&p);
    }
    cr_assert_gt(compared, 200);
}

/* Minimal overlap as O'Neill builds it: the awards below are those of claims
 * nested on [0, t] and side by side above t, with t found by trying every
 * point where the number of claims above it changes. */
Test(money_claims, minimal_overlap_uses_the_endowment_once)
{
    for (int c = 0; c < DRAWN; c++) {
        Problem p = drawn(1 + pick(6));
        solve(&p, RULE_MINIMAL_OVERLAP);
        /* truncating claims at the endowment changes nothing */
        Problem q = p;
        for (size_t i = 0; i < q.n; i++) {
            q.claim[i] = rat_min(p.claim[i], p.endowment);
        }
        solve(&q, RULE_MINIMAL_OVERLAP);
        for (size_t i = 0; i < p.n; i++) {
            cr_assert(rat_equal(p.award[i], q.award[i]));
        }
        done(&p);
    }
}

/* --- axioms --- */

typedef bool Axiom(Problem *p, AllocRule rule);

static bool efficient(Problem *p, AllocRule rule)
{
    solve(p, rule);
    bool ok = rat_equal(rat_sum(p->pool, p->award, p->n), p->endowment);
    for (size_t i = 0; ok && i < p->n; i++) {
        ok = rat_sign(p->award[i]) >= 0 &&
             rat_cmp(p->award[i], p->claim[i]) <= 0;
    }
    return ok;
}

/* Larger claims get no less and lose no less; equal claims get the same
 * (Aumann and Maschler's order preservation). */
static bool order_preserving(Problem *p, AllocRule rule)
{
    solve(p, rule);
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < p->n; k++) {
            if (rat_cmp(p->claim[i], p->claim[k]) > 0) {
                continue;
            }
            const Rat *more = rat_sub(p->pool, p->claim[k], p->claim[i]);
            const Rat *got = rat_sub(p->pool, p->award[k], p->award[i]);
            if (rat_sign(got) < 0 || rat_cmp(got, more) > 0) {
                return false;
            }
        }
    }
    return true;
}

/* One unit more to divide takes from nobody. */
static bool resource_monotonic(Problem *p, AllocRule rule)
{
    const Rat *sum = rat_sum(p->pool, p->claim, p->n);
    Problem q = *p;
    solve(p, rule);
    q.endowment = rat_min(
        sum, rat_add(p->pool, p->endowment, rat_int(p->pool, 1)));
    solve(&q, rule);
    for (size_t i = 0; i < p->n; i++) {
        if (rat_cmp(q.award[i], p->award[i]) < 0) {
            return false;
        }
    }
    return true;
}

/* Dividing what there is and what is missing comes to the same (Aumann and
 * Maschler 1985). `of` is the rule the other is compared with. */
static bool dual(Problem *p, AllocRule rule, AllocRule of)
{
    Problem q = *p;
    const Rat *sum = rat_sum(p->pool, p->claim, p->n);
    solve(p, rule);
    q.endowment = rat_sub(p->pool, sum, p->endowment);
    solve(&q, of);
    for (size_t i = 0; i < p->n; i++) {
        const Rat *loss = rat_sub(p->pool, p->claim[i], q.award[i]);
        if (!rat_equal(p->award[i], loss)) {
            return false;
        }
    }
    return true;
}

static bool self_dual(Problem *p, AllocRule rule)
{
    return dual(p, rule, rule);
}

/* When the last claimant leaves with the award, the others' do not change
 * (Thomson 2003). */
static bool consistent(Problem *p, AllocRule rule)
{
    solve(p, rule);
    if (p->n < 2) {
        return true;
    }
    Problem q = *p;
    q.n--;
    q.endowment = rat_sub(p->pool, p->endowment, p->award[q.n]);
    solve(&q, rule);
    for (size_t i = 0; i < q.n; i++) {
        if (!rat_equal(p->award[i], q.award[i])) {
            return false;
        }
    }
    return true;
}

/* The part of a claim above the endowment does not count (Dagan 1996). */
static bool truncation_invariant(Problem *p, AllocRule rule)
{
    Problem q = *p;
    solve(p, rule);
    for (size_t i = 0; i < q.n; i++) {
        q.claim[i] = rat_min(p->claim[i], p->endowment);
    }
    solve(&q, rule);
    for (size_t i = 0; i < p->n; i++) {
        if (!rat_equal(p->award[i], q.award[i])) {
            return false;
        }
    }
    return true;
}

/* Nobody gets less with a larger claim. */
static bool claim_monotonic(Problem *p, AllocRule rule)
{
    Problem q = *p;
    solve(p, rule);
    q.claim[0] = rat_add(p->pool, p->claim[0], rat_int(p->pool, 1));
    solve(&q, rule);
    return rat_cmp(q.award[0], p->award[0]) >= 0;
}

/* Thomson 2003 and 2015, tables of rules and properties; average of awards
 * after Miras Calvo et al. 2022. Columns: efficiency with bounds, order
 * preservation, resource monotonicity, self-duality, consistency, truncation
 * invariance, claim monotonicity. */
static const struct {
    AllocRule rule;
    bool has[7];
} table[] = {
    {RULE_PROPORTIONAL,            {1, 1, 1, 1, 1, 0, 1}},
    {RULE_ADJUSTED_PROPORTIONAL,   {1, 1, 1, 1, 0, 1, 1}},
    {RULE_EQUAL_AWARDS,            {1, 1, 1, 0, 1, 1, 1}},
    {RULE_EQUAL_LOSSES,            {1, 1, 1, 0, 1, 0, 1}},
    {RULE_TALMUD,                  {1, 1, 1, 1, 1, 1, 1}},
    {RULE_REVERSE_TALMUD,          {1, 1, 1, 1, 1, 0, 1}},
    {RULE_PINILES,                 {1, 1, 1, 0, 1, 0, 1}},
    {RULE_CONSTRAINED_EGALITARIAN, {1, 1, 1, 0, 1, 0, 1}},
    {RULE_MINIMAL_OVERLAP,         {1, 1, 1, 0, 0, 1, 1}},
    {RULE_RANDOM_ARRIVAL,          {1, 1, 1, 1, 0, 1, 1}},
    {RULE_AVERAGE_OF_AWARDS,       {1, 1, 1, 1, 0, 1, 1}},
};

static Axiom *const axiom[] = {efficient,  order_preserving,
                               resource_monotonic, self_dual, consistent,
                               truncation_invariant, claim_monotonic};
static const char *const axiom_name[] = {
    "efficiency", "order preservation", "resource monotonicity",
    "self-duality", "consistency", "truncation invariance",
    "claim monotonicity"};

/* Each property holds in every drawn problem or fails in some. */
Test(money_claims, axioms, .timeout = 120)
{
    for (size_t r = 0; r < sizeof table / sizeof *table; r++) {
        size_t broken[7] = {0};
        for (int c = 0; c < DRAWN; c++) {
            Problem p = drawn(2 + pick(4));
            for (size_t a = 0; a < 7; a++) {
                broken[a] += !axiom[a](&p, table[r].rule);
            }
            done(&p);
        }
        for (size_t a = 0; a < 7; a++) {
            cr_expect_eq(broken[a] == 0, table[r].has[a],
                         "%s, %s: fails in %zu of %d",
                         alloc_rule_words(table[r].rule), axiom_name[a],
                         broken[a], DRAWN);
        }
    }
}

Test(money_claims, equal_awards_and_losses_are_dual)
{
    for (int c = 0; c < DRAWN; c++) {
        Problem p = drawn(1 + pick(6));
        cr_assert(dual(&p, RULE_EQUAL_AWARDS, RULE_EQUAL_LOSSES));
        cr_assert(dual(&p, RULE_EQUAL_LOSSES, RULE_EQUAL_AWARDS));
        done(&p);
    }
}

/* --- rules inside allocate_solve: floors, tiers, smallest amounts --- */

/* max(floor, min(c, L)) and max(floor, c - L): the level that allocate_solve
 * states gives the amounts, which add up. */
Test(money_claims, floors_under_equal_awards_and_losses)
{
    for (int c = 0; c < DRAWN; c++) {
        Problem p = drawn(1 + pick(6));
        const Rat *floor[MOST], *zero = rat_int(p.pool, 0);
        const Rat *sum = zero;
        for (size_t i = 0; i < p.n; i++) {
            floor[i] = rat_div(p.pool, p.claim[i],
                               rat_int(p.pool, 1 + (long)pick(4)));
            sum = rat_add(p.pool, sum, floor[i]);
        }
        if (c % 3 == 0) {
            sum = rat_sub(p.pool, sum, floor[0]);
            floor[0] = NULL;
        }
        AllocIn in = {.n = p.n, .total = p.endowment, .floor = floor,
                      .ceiling = p.claim, .code = code,
                      .rule = c % 2 ? RULE_EQUAL_AWARDS : RULE_EQUAL_LOSSES};
        AllocOut out;
        allocate_solve(p.pool, p.arena, &in, &out);
        if (rat_cmp(sum, p.endowment) > 0) {
            cr_assert_eq(out.fault, ALLOC_FLOORS_ABOVE_TOTAL);
            done(&p);
            continue;
        }
        cr_assert_eq(out.fault, ALLOC_OK);
        cr_assert(rat_equal(rat_sum(p.pool, out.amount, p.n),
                            rat_sub(p.pool, p.endowment, out.unallocated)));
        for (size_t i = 0; i < p.n; i++) {
            if (!out.level[i]) {
                continue;
            }
            const Rat *x = c % 2
                               ? rat_min(p.claim[i], out.level[i])
                               : rat_sub(p.pool, p.claim[i], out.level[i]);
            const Rat *least = floor[i] ? floor[i] : zero;
            cr_assert(rat_equal(out.amount[i], rat_max(x, least)));
        }
        done(&p);
    }
}

/* The first tier is full before the second gets anything; the last one in
 * part is divided by the rule. */
Test(money_claims, tiers)
{
    long claim[] = {100, 200, 300, 60};
    Problem p = problem(350, claim, 4);
    const Rat *one = rat_int(p.pool, 1), *two = rat_int(p.pool, 2);
    const Rat *order[] = {two, two, two, one};
    AllocIn in = {.n = 4, .total = rat_int(p.pool, 260), .ceiling = p.claim,
                  .order = order, .code = code, .rule = RULE_TALMUD};
    AllocOut out;
    allocate_solve(p.pool, p.arena, &in, &out);
    static const char *const want[] = {"50", "75", "75", "60"};
    for (size_t i = 0; i < 4; i++) {
        cr_expect_str_eq(rat_text(p.arena, out.amount[i]), want[i]);
    }
    cr_expect_eq(out.state[3], ALLOC_CEILING);
    cr_expect_eq(out.state[0], ALLOC_SHARE);
    done(&p);
}

/* Equal awards of 30 over claims 5, 40, 40 would give 5, 12.5, 12.5; who
 * needs 20 and gets 12.5 leaves, of the two equal the lower code. */
Test(money_claims, or_nothing)
{
    long claim[] = {5, 40, 40};
    Problem p = problem(30, claim, 3);
    const Rat *need = rat_int(p.pool, 20), *none = rat_int(p.pool, 0);
    const Rat *useful[] = {none, need, need};
    AllocIn in = {.n = 3, .total = p.endowment, .ceiling = p.claim,
                  .useful = useful, .code = code, .rule = RULE_EQUAL_AWARDS};
    AllocOut out;
    allocate_solve(p.pool, p.arena, &in, &out);
    static const char *const want[] = {"5", "0", "25"};
    for (size_t i = 0; i < 3; i++) {
        cr_expect_str_eq(rat_text(p.arena, out.amount[i]), want[i]);
    }
    cr_expect_eq(out.state[1], ALLOC_DROPPED);
    done(&p);
}

/* What other groups took is counted, and what is divided anew. */
Test(money_claims, too_long)
{
    long claim[] = {10, 20, 30};
    Problem p = problem(9, claim, 3);
    const Rat *need = rat_int(p.pool, 5);
    const Rat *useful[] = {need, need, need};
    AllocIn in = {.n = 3, .total = p.endowment, .ceiling = p.claim,
                  .useful = useful, .code = code, .rule = RULE_TALMUD};
    AllocOut out;
    allocate_solve(p.pool, p.arena, &in, &out);
    cr_expect_eq(out.fault, ALLOC_OK);
    /* a leaves, then b */
    cr_expect_eq(out.steps, (3 + 2 + 1) * 32);
    cr_expect_str_eq(rat_text(p.arena, out.amount[2]), "9");
    in.steps = CLAIMS_STEPS_MAX - out.steps;
    allocate_solve(p.pool, p.arena, &in, &out);
    cr_expect_eq(out.fault, ALLOC_OK);
    in.steps++;
    allocate_solve(p.pool, p.arena, &in, &out);
    cr_expect_eq(out.fault, ALLOC_TOO_LONG);
    cr_expect_str_eq(rat_text(p.arena, out.amount[2]), "0");
    /* Sets count where there is something to choose among. */
    in.rule = RULE_RANDOM_ARRIVAL;
    in.useful = NULL;
    in.steps = 0;
    static const int total[] = {0, 9, 60};
    static const double steps[] = {3 * 32, 3 * 32 + 4 * 3 * 8, 3 * 32};
    for (size_t i = 0; i < 3; i++) {
        in.total = rat_int(p.pool, total[i]);
        allocate_solve(p.pool, p.arena, &in, &out);
        cr_expect_eq(out.steps, steps[i], "%d", total[i]);
    }
    done(&p);
}

/* 100 rows, 10 of them with a claim, in numbers of 1024 bits and of 2048. */
Test(money_claims, steps_of_rules)
{
    static const struct {
        AllocRule rule;
        double once, longer;
    } rules[] = {
        {RULE_TALMUD, 3200, 4 * 3200},
        {RULE_EQUAL_AWARDS, 9600, 4 * 9600},
        {RULE_CONSTRAINED_EGALITARIAN, 12800, 4 * 12800},
        {RULE_MINIMAL_OVERLAP, 3300, 4 * 3300},
        {RULE_RANDOM_ARRIVAL, 3200 + 40960, 4 * (3200 + 40960)},
        /* powers of 10 240 bits and of 20 480 */
        {RULE_AVERAGE_OF_AWARDS, 3200 + 100 * 204800.0,
         4 * (3200 + 100 * 204800.0)},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        AllocRule rule = rules[i].rule;
        cr_expect_eq(claims_steps(rule, 100, 10, 1024, true), rules[i].once,
                     "%s", alloc_rule_words(rule));
        cr_expect_eq(claims_steps(rule, 100, 10, 2048, true),
                     rules[i].longer, "%s", alloc_rule_words(rule));
    }
    cr_expect_eq(claims_steps(RULE_RANDOM_ARRIVAL, 100, 10, 1, false), 3200);
    cr_expect_eq(claims_steps(RULE_PROPORTIONAL, 100, 0, 1, false), 9600);
}

/* The longest of claims, least amounts and the total counts. */
Test(money_claims, steps_of_long_numbers)
{
    long claim[] = {10, 20, 30};
    Problem p = problem(9, claim, 3);
    char digits[617] = "1/1";   /* 10^614 has 2040 bits */
    memset(digits + 3, '0', 613);
    const Rat *fine = rat_read(p.pool, digits, strlen(digits));
    AllocIn in = {.n = 3, .total = p.endowment, .ceiling = p.claim,
                  .code = code, .rule = RULE_TALMUD};
    AllocOut out;
    cr_assert_eq(rat_bits(fine), 2037);
    for (size_t i = 0; i < 2; i++) {
        in.total = rat_add(p.pool, p.endowment,
                           i == 0 ? rat_int(p.pool, 1) : fine);
        double units = i == 0 ? 1 : (double)rat_bits(in.total) / 1024;
        allocate_solve(p.pool, p.arena, &in, &out);
        cr_expect_eq(out.steps, 96 * units * units);
    }
    done(&p);
}

Test(money_claims, too_many_claimants)
{
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Arena *arena = arena_new();
    enum { N = CLAIMANTS_MAX + 1 };
    const Rat *claim[N];
    const char *names[N];
    for (size_t i = 0; i < N; i++) {
        claim[i] = rat_int(pool, 1);
        names[i] = "x";
    }
    AllocIn in = {.n = N, .total = rat_int(pool, 3), .ceiling = claim,
                  .code = names, .rule = RULE_RANDOM_ARRIVAL};
    AllocOut out;
    allocate_solve(pool, arena, &in, &out);
    cr_expect_eq(out.fault, ALLOC_TOO_MANY_CLAIMANTS);
    cr_expect_eq(out.row, N);
    in.n = CLAIMANTS_MAX;
    allocate_solve(pool, arena, &in, &out);
    cr_expect_eq(out.fault, ALLOC_OK);
    cr_expect_str_eq(rat_text(arena, out.amount[0]), "3/16");
    rat_pool_free(pool);
    arena_free(arena);
}
