/* explain_claims.c - how one row came out of a rule for claims. */

#include "study/study_int.h"
#include "base/tr.h"

/* One division: the total and the claims of the rows that take part. */
typedef struct Problem {
    Explain *x;
    const Expr *expr;
    const AllocGroup *g;
    const Rat *claims;      /* their sum */
} Problem;

static const Rat *claim_at(const Problem *p, size_t at)
{
    const Rat *claim = number_at(p->x, p->expr->alloc->at_most, p->g->row[at]);
    return claim && p->g->out.state[at] != ALLOC_OUT
        ? claim : rat_int(p->x->pool, 0);
}

static Problem problem_of(Explain *x, const Expr *expr, const AllocGroup *g)
{
    Problem p = {x, expr, g, rat_int(x->pool, 0)};
    for (size_t i = 0; i < g->n; i++)
        p.claims = rat_add(x->pool, p.claims, claim_at(&p, i));
    return p;
}

static const Rat *half(const Problem *p, const Rat *num)
{
    return rat_div(p->x->pool, num, rat_int(p->x->pool, 2));
}

static const char *money(const Problem *p, const Rat *num)
{
    return amount(p->x, &p->expr->alloc->total->type, num);
}

/* ---- half the claims first ---- */

/* The level of equal awards or losses of half the claims, read off a row that
 * it alone decides; base: half the claim is had already. Or NULL. */
static const Rat *half_level(const Problem *p, bool base, bool losses)
{
    for (size_t i = 0; i < p->g->n; i++) {
        const Rat *most = half(p, claim_at(p, i));
        const Rat *part = p->g->out.amount[i];
        if (base)
            part = rat_sub(p->x->pool, part, most);
        if (rat_sign(most) == 0 || (losses ? rat_sign(part) <= 0
                                           : rat_cmp(part, most) >= 0))
            continue;
        return losses ? rat_sub(p->x->pool, most, part) : part;
    }
    return NULL;
}

static void explain_halves(const Problem *p, size_t at, bool losses_below,
                           bool losses_above, Step *step)
{
    const Rat *all = half(p, p->claims), *own = half(p, claim_at(p, at));
    bool base = rat_cmp(p->g->total, all) > 0;
    bool losses = base ? losses_above : losses_below;
    const Rat *level = half_level(p, base, losses);
    step_line(p->x, step,
              losses ? N_("the total is %s half of all claims, %s: equal "
                          "losses of half the claims%s")
                     : N_("the total is %s half of all claims, %s: equal "
                          "awards of half the claims%s"),
              base ? tr("more than") : tr("at most"), money(p, all),
              base ? tr(", beside the other half") : "");
    if (!level)
        return;
    step_line(p->x, step,
              losses ? N_("half the claim of this row %s, the same loss for "
                          "each at most %s")
                     : N_("half the claim of this row %s, the same award for "
                          "each at most %s"), money(p, own), money(p, level));
    const Rat *zero = rat_int(p->x->pool, 0);
    const char *part = losses && rat_cmp(own, level) <= 0
        ? money(p, zero)
        : losses ? arena_format(p->x->arena, base ? "(%s - %s)" : "%s - %s",
                                money(p, own), money(p, level))
                 : money(p, rat_min(own, level));
    if (base)
        step_line(p->x, step, "= %s + %s", money(p, own), part);
    else
        step_line(p->x, step, "= %s", part);
}

/* ---- constrained egalitarian ---- */

static void explain_egalitarian(const Problem *p, Step *step)
{
    const Rat *all = half(p, p->claims);
    bool above = rat_cmp(p->g->total, all) > 0;
    step_line(p->x, step, "the total is %s half of all claims, %s: as equal "
                          "as can be with %s half the claim",
              above ? tr("more than") : tr("at most"), money(p, all),
              above ? tr("at least") : tr("at most"));
    for (size_t i = 0; i < p->g->n; i++) {
        const Rat *claim = claim_at(p, i), *award = p->g->out.amount[i];
        const Rat *low = above ? half(p, claim) : rat_int(p->x->pool, 0);
        const Rat *high = above ? claim : half(p, claim);
        if (rat_cmp(award, low) <= 0 || rat_cmp(award, high) >= 0)
            continue;
        step_line(p->x, step, "the same award for each within that: %s",
                  money(p, award));
        return;
    }
}

/* ---- adjusted proportional ---- */

/* max(0, total - the others' claims) */
static const Rat *minimal_right(const Problem *p, const Rat *claim)
{
    RatPool *pool = p->x->pool;
    const Rat *others = rat_sub(pool, p->claims, claim);
    return rat_max(rat_sub(pool, p->g->total, others), rat_int(pool, 0));
}

static void explain_adjusted(const Problem *p, size_t at, Step *step)
{
    RatPool *pool = p->x->pool;
    const Rat *rest = p->g->total, *sum = rat_int(pool, 0);
    const Rat *right = minimal_right(p, claim_at(p, at)), *own = sum;
    for (size_t i = 0; i < p->g->n; i++)
        if (p->g->out.state[i] != ALLOC_OUT)
            rest = rat_sub(pool, rest, minimal_right(p, claim_at(p, i)));
    for (size_t i = 0; i < p->g->n; i++) {
        const Rat *claim = claim_at(p, i);
        if (p->g->out.state[i] == ALLOC_OUT)
            continue;
        const Rat *left = rat_sub(pool, claim, minimal_right(p, claim));
        left = rat_min(left, rest);
        sum = rat_add(pool, sum, left);
        if (i == at)
            own = left;
    }
    step_line(p->x, step, "minimal right, what the other claims leave of the "
                          "total: %s", money(p, right));
    step_line(p->x, step, "left of the total after all minimal rights: %s",
              money(p, rest));
    if (rat_sign(sum) == 0)
        return;
    step_line(p->x, step, "left of the claim, at most that: %s, of all "
                          "claims: %s", money(p, own), money(p, sum));
    step_line(p->x, step, "= %s + %s * %s / %s", money(p, right),
              money(p, rest), money(p, own), money(p, sum));
}

/* ---- all rules ---- */

static void explain_rule(const Problem *p, size_t at, Step *step)
{
    switch (p->expr->alloc->rule) {
    case RULE_TALMUD:
        explain_halves(p, at, false, true, step);
        break;
    case RULE_REVERSE_TALMUD:
        explain_halves(p, at, true, false, step);
        break;
    case RULE_PINILES:
        explain_halves(p, at, false, false, step);
        break;
    case RULE_CONSTRAINED_EGALITARIAN:
        explain_egalitarian(p, step);
        break;
    case RULE_ADJUSTED_PROPORTIONAL:
        explain_adjusted(p, at, step);
        break;
    case RULE_MINIMAL_OVERLAP:
        step_line(p->x, step, "claims laid on the total so that they overlap "
                              "as little as can be, each part shared equally "
                              "by those who claim it");
        break;
    case RULE_RANDOM_ARRIVAL:
        step_line(p->x, step, "first come, first served: the mean over all "
                              "orders of the claimants");
        break;
    case RULE_AVERAGE_OF_AWARDS:
        step_line(p->x, step, "the mean of all divisions that give nobody "
                              "more than the claim");
        break;
    case RULE_PROPORTIONAL:
    case RULE_EQUAL_AWARDS:
    case RULE_EQUAL_LOSSES:
        break;
    }
}

void explain_claim(Explain *x, const Expr *expr, size_t row,
                   const AllocGroup *g, size_t at, Step *step)
{
    const Alloc *alloc = expr->alloc;
    const Rat *level = g->out.level ? g->out.level[at] : NULL;
    const Rat *own = number_at(x, alloc->at_most, row);
    Problem p = problem_of(x, expr, g);
    step_line(x, step, "by the rule %s", alloc_rule_words(alloc->rule));
    if (own)
        step_line(x, step, "claim of this row %s", money(&p, own));
    step_line(x, step, "all claims %s", money(&p, p.claims));
    if (level && alloc->rule == RULE_EQUAL_AWARDS)
        step_line(x, step, "the same award for each, up to its claim: %s",
                  show_exact(&x->show, &alloc->total->type, level));
    else if (level && alloc->rule == RULE_EQUAL_LOSSES)
        step_line(x, step, "the same loss for each, down to nothing: %s",
                  show_exact(&x->show, &alloc->total->type, level));
    /* Tiers have totals of their own, which are not kept. */
    if (!alloc->order && rat_cmp(g->total, p.claims) >= 0)
        step_line(x, step, "the total covers all claims");
    else if (!alloc->order)
        explain_rule(&p, at, step);
}
