/* chk_claims.c - the rules for claims, from their definitions (the sources
 * stand in README.md): E is divided, c are the claims, C their sum >= E.
 */
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

typedef struct Problem {
    Check *c;
    size_t n;
    mpq_t *claim;
    mpq_t *award;
    mpq_t endowment, sum;
} Problem;

static void problem_start(Problem *p, Check *c, size_t n)
{
    *p = (Problem){.c = c, .n = n};
    p->claim = chk_take(n + 1, sizeof *p->claim);
    p->award = chk_take(n + 1, sizeof *p->award);
    mpq_inits(p->endowment, p->sum, (mpq_ptr)NULL);
    for (size_t i = 0; i < n; i++)
        mpq_inits(p->claim[i], p->award[i], (mpq_ptr)NULL);
}

static void problem_end(Problem *p)
{
    for (size_t i = 0; i < p->n; i++)
        mpq_clears(p->claim[i], p->award[i], (mpq_ptr)NULL);
    mpq_clears(p->endowment, p->sum, (mpq_ptr)NULL);
    free(p->claim);
    free(p->award);
}

static void sum_up(Problem *p)
{
    mpq_set_ui(p->sum, 0, 1);
    for (size_t i = 0; i < p->n; i++)
        chk_add(p->c, p->sum, p->claim[i]);
}

static int by_value(const void *x, const void *y)
{
    const mpq_t *const *a = x, *const *b = y;
    return mpq_cmp(**a, **b);
}

/* The claims from the smallest on; freed by the caller. */
static mpq_t **sorted(Problem *p)
{
    mpq_t **s = chk_take(p->n + 1, sizeof *s);
    for (size_t i = 0; i < p->n; i++)
        s[i] = &p->claim[i];
    qsort(s, p->n, sizeof *s, by_value);
    return s;
}

/* min(c_i, L): with the k smallest claims paid in full, L = (E - their sum) /
 * (n - k), for the first k at which L is no more than the next claim. */
static void equal_awards(Problem *p)
{
    mpq_t **s = sorted(p);
    mpq_t left, level, count;
    mpq_inits(left, level, count, (mpq_ptr)NULL);
    mpq_set(left, p->endowment);
    for (size_t k = 0; k < p->n; k++) {
        mpq_set_ui(count, p->n - k, 1);
        mpq_div(level, left, count);
        if (mpq_cmp(level, *s[k]) <= 0)
            break;
        if (!chk_sub(p->c, left, *s[k]))
            break;
    }
    for (size_t i = 0; i < p->n; i++)
        mpq_set(p->award[i], mpq_cmp(p->claim[i], level) < 0 ? p->claim[i]
                                                              : level);
    mpq_clears(left, level, count, (mpq_ptr)NULL);
    free(s);
}

/* max(0, c_i - L): what is missing is divided by equal awards. */
static void equal_losses(Problem *p)
{
    mpq_sub(p->endowment, p->sum, p->endowment);
    equal_awards(p);
    for (size_t i = 0; i < p->n; i++)
        mpq_sub(p->award[i], p->claim[i], p->award[i]);
}

/* Half the claims: `below` divides up to C / 2, `above` what is beyond. */
static void halves(Problem *p, void below(Problem *), void above(Problem *))
{
    for (size_t i = 0; i < p->n; i++)
        mpq_div_2exp(p->claim[i], p->claim[i], 1);
    mpq_div_2exp(p->sum, p->sum, 1);
    if (mpq_cmp(p->endowment, p->sum) <= 0) {
        below(p);
        return;
    }
    mpq_sub(p->endowment, p->endowment, p->sum);
    above(p);
    for (size_t i = 0; i < p->n; i++)
        mpq_add(p->award[i], p->award[i], p->claim[i]);
}

/* Minimal rights, then the rest in proportion to the claims cut to it. */
static void adjusted(Problem *p)
{
    mpq_t left, sum, x;
    mpq_inits(left, sum, x, (mpq_ptr)NULL);
    mpq_set(left, p->endowment);
    for (size_t i = 0; i < p->n; i++) {
        mpq_sub(x, p->sum, p->claim[i]);
        mpq_sub(x, p->endowment, x);
        if (mpq_sgn(x) < 0)
            mpq_set_ui(x, 0, 1);
        mpq_set(p->award[i], x);
        mpq_sub(p->claim[i], p->claim[i], x);
        chk_sub(p->c, left, x);
    }
    for (size_t i = 0; i < p->n; i++) {
        if (mpq_cmp(p->claim[i], left) > 0)
            mpq_set(p->claim[i], left);
        chk_add(p->c, sum, p->claim[i]);
    }
    for (size_t i = 0; mpq_sgn(sum) > 0 && i < p->n; i++) {
        mpq_mul(x, left, p->claim[i]);
        mpq_div(x, x, sum);
        mpq_add(p->award[i], p->award[i], x);
    }
    mpq_clears(left, sum, x, (mpq_ptr)NULL);
}

/* min(c_i / 2, L) up to C / 2, beyond it max(c_i / 2, min(c_i, L)). */
static void egalitarian(Problem *p)
{
    mpq_t half;
    mpq_init(half);
    mpq_div_2exp(half, p->sum, 1);
    if (mpq_cmp(p->endowment, half) <= 0) {
        for (size_t i = 0; i < p->n; i++)
            mpq_div_2exp(p->claim[i], p->claim[i], 1);
        equal_awards(p);
        mpq_clear(half);
        return;
    }
    Claimant *r = chk_take(p->n + 1, sizeof *r);
    Claimant **row = chk_take(p->n + 1, sizeof *row);
    for (size_t i = 0; i < p->n; i++) {
        row[i] = &r[i];
        r[i].capped = true;
        mpq_inits(r[i].key, r[i].floor, r[i].ceiling, r[i].award,
                  (mpq_ptr)NULL);
        mpq_set_ui(r[i].key, 1, 1);
        mpq_div_2exp(r[i].floor, p->claim[i], 1);
        mpq_set(r[i].ceiling, p->claim[i]);
    }
    chk_pour(p->c, row, p->n, p->endowment);
    for (size_t i = 0; i < p->n; i++) {
        mpq_set(p->award[i], r[i].award);
        mpq_clears(r[i].key, r[i].floor, r[i].ceiling, r[i].award,
                   (mpq_ptr)NULL);
    }
    free(r);
    free(row);
    mpq_clear(half);
}

/* The root t of sum of max(c_i - t, 0) = E - t for E above all claims: with
 * the m largest above t, t = (their sum - E) / (m - 1). */
static void overlap_root(Problem *p, mpq_t **s, mpq_t t)
{
    mpq_t sum, count;
    mpq_inits(sum, count, (mpq_ptr)NULL);
    mpq_set_ui(t, 0, 1);
    for (size_t m = 1; m <= p->n; m++) {
        if (!chk_add(p->c, sum, *s[p->n - m]))
            break;
        if (m == 1)
            continue;
        mpq_set_ui(count, m - 1, 1);
        mpq_sub(t, sum, p->endowment);
        mpq_div(t, t, count);
        if (mpq_sgn(t) >= 0
            && (m == p->n || mpq_cmp(t, *s[p->n - m - 1]) >= 0))
            break;
    }
    mpq_clears(sum, count, (mpq_ptr)NULL);
}

/* Claims up to t (E where one claim reaches it) lie nested from 0 on, each
 * part shared by those who claim it; what is above t is claimed alone. */
static void minimal_overlap(Problem *p)
{
    mpq_t **s = sorted(p);
    mpq_t t, before, upto, nested, count;
    mpq_inits(t, before, upto, nested, count, (mpq_ptr)NULL);
    bool reached = p->n > 0 && mpq_cmp(*s[p->n - 1], p->endowment) >= 0;
    if (reached)
        mpq_set(t, p->endowment);
    else
        overlap_root(p, s, t);
    for (size_t k = 0; k < p->n; k++) {
        mpq_t *award = &p->award[s[k] - p->claim];
        mpq_set(upto, mpq_cmp(*s[k], t) < 0 ? *s[k] : t);
        mpq_sub(before, upto, before);
        mpq_set_ui(count, p->n - k, 1);
        mpq_div(before, before, count);
        if (!chk_add(p->c, nested, before))
            break;
        mpq_set(before, upto);
        mpq_set(*award, nested);
        if (!reached) {
            mpq_sub(upto, *s[k], upto);
            mpq_add(*award, *award, upto);
        }
    }
    mpq_clears(t, before, upto, nested, count, (mpq_ptr)NULL);
    free(s);
}

static void talmud(Problem *p)
{
    halves(p, equal_awards, equal_losses);
}

static void reverse_talmud(Problem *p)
{
    halves(p, equal_losses, equal_awards);
}

static void piniles(Problem *p)
{
    halves(p, equal_awards, equal_awards);
}

/* Only the claims above 0 count; the others are moved behind them. */
static void over_sets(Problem *p, void solve(Check *, mpq_t *, size_t,
                                             const mpq_t, mpq_t *))
{
    Problem part;
    size_t n = 0;
    problem_start(&part, p->c, CLAIMANTS_MAX);
    for (size_t i = 0; i < p->n; i++)
        if (mpq_sgn(p->claim[i]) > 0 && n++ < CLAIMANTS_MAX)
            mpq_set(part.claim[n - 1], p->claim[i]);
    if (n > CLAIMANTS_MAX)
        chk_wrong(p->c, NULL, "there are %zu claimants, the rule is verified "
                  "up to %d", n, CLAIMANTS_MAX);
    else
        solve(p->c, part.claim, n, p->endowment, part.award);
    n = 0;
    for (size_t i = 0; p->c->verdict == CHK_HOLDS && i < p->n; i++)
        if (mpq_sgn(p->claim[i]) > 0)
            mpq_set(p->award[i], part.award[n++]);
    problem_end(&part);
}

static void random_arrival(Problem *p)
{
    over_sets(p, chk_random_arrival);
}

static void average(Problem *p)
{
    over_sets(p, chk_average);
}

static const struct {
    const char *name;
    void (*solve)(Problem *);
} rules[] = {
    {"adjusted proportional", adjusted},
    {"equal awards", NULL},
    {"equal losses", equal_losses},
    {"talmud", talmud},
    {"reverse talmud", reverse_talmud},
    {"piniles", piniles},
    {"constrained egalitarian", egalitarian},
    {"minimal overlap", minimal_overlap},
    {"random arrival", random_arrival},
    {"average of awards", average},
};

/* The claims, for equal losses less the floors: max(floor, c - L) is c less
 * min(c - floor, L). */
static void solve(Problem *p, Claimant **row, const mpq_t budget,
                  void rule(Problem *))
{
    bool losses = rule == equal_losses;
    mpq_set(p->endowment, budget);
    for (size_t i = 0; i < p->n; i++) {
        mpq_set(p->claim[i], row[i]->ceiling);
        if (losses) {
            mpq_sub(p->claim[i], p->claim[i], row[i]->floor);
            mpq_sub(p->endowment, p->endowment, row[i]->floor);
        }
    }
    sum_up(p);
    if (mpq_cmp(p->endowment, p->sum) >= 0)
        for (size_t i = 0; i < p->n; i++)
            mpq_set(p->award[i], p->claim[i]);
    else if (mpq_sgn(p->endowment) != 0)
        rule(p);
    for (size_t i = 0; i < p->n; i++) {
        mpq_set(row[i]->award, p->award[i]);
        if (losses)
            mpq_add(row[i]->award, row[i]->award, row[i]->floor);
    }
}

bool chk_claims(Check *c, const char *rule, Claimant **row, size_t n,
                const mpq_t budget)
{
    size_t k = 0, known = sizeof rules / sizeof *rules;
    while (k < known && strcmp(rules[k].name, rule) != 0)
        k++;
    if (k == known)
        return chk_fail(c, CHK_FORM, "not a certificate: %s: there is no "
                        "rule \"%s\"", c->where, rule);
    for (size_t i = 0; i < n; i++)
        if (!row[i]->capped)
            return chk_fail(c, CHK_FORM, "not a certificate: %s, row %s: a "
                            "claim is missing", c->where, row[i]->code);
    if (!rules[k].solve) {
        /* max(floor, min(c, L)) */
        chk_pour(c, row, n, budget);
        return c->verdict == CHK_HOLDS;
    }
    Problem p;
    problem_start(&p, c, n);
    if (c->verdict == CHK_HOLDS)
        solve(&p, row, budget, rules[k].solve);
    problem_end(&p);
    return c->verdict == CHK_HOLDS;
}
