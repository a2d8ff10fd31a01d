/* course_aggregate.c - sum, mean, count, smallest, largest and share over the
 * rows of a table, as functions. */
#include "study/course_gather.h"
#include "base/tr.h"

const char *const unsure_rows =
    N_("which rows it goes over, or their values, are known within bounds "
       "only");

const Moving *gather_at(const Gather *g, size_t row)
{
    return along_at(g->al, g->agg->arg, row);
}

/* Why the group's values cannot be worked with: one cannot be followed, or a
 * row that may be there has none. */
const Stop *gather_stop(const Gather *g)
{
    for (size_t i = 0; i < g->n && g->agg->arg != NULL; i++) {
        const Moving *v = gather_at(g, g->row[i]);
        if (v->stop != NULL)
            return v->stop;
        if (v->undefined != NULL)
            return stop_new(g->al, g->e, tr(unsure_rows));
    }
    return NULL;
}

static void take_group(Gather *g, const size_t *row, size_t n)
{
    g->n = 0;
    g->all_sure = true;
    for (size_t i = 0; i < n; i++) {
        if (g->in[row[i]] == TRUTH_NO)
            continue;
        const Moving *v = g->agg->arg == NULL ? NULL : gather_at(g, row[i]);
        g->all_sure &= g->in[row[i]] == TRUTH_YES && (v == NULL || !v->wide);
        g->row[g->n++] = row[i];
    }
}

/* ---- Sums and counts ---- */

/* A row that may be there adds what it has, or 0. */
static Moving may_add(const Gather *g, size_t row)
{
    Along *al = g->al;
    Moving v = *gather_at(g, row);
    if (g->in[row] == TRUTH_YES)
        return v;
    Frac zero = along_int(al, 0);
    return moving_between(along_sign(al, v.low) > 0 ? zero : v.low,
                          along_sign(al, v.high) < 0 ? zero : v.high);
}

static Moving group_sum(const Gather *g)
{
    Along *al = g->al;
    Frac *low = ARENA_ARRAY(al->arena, Frac, g->n + 1);
    Frac *high = ARENA_ARRAY(al->arena, Frac, g->n + 1);
    for (size_t i = 0; i < g->n; i++) {
        Moving v = may_add(g, g->row[i]);
        low[i] = v.low;
        high[i] = v.high;
    }
    Frac sum = frac_sum(al->polys, low, g->n);
    return g->all_sure ? moving_exact(sum)
                       : moving_between(sum, frac_sum(al->polys, high, g->n));
}

static Moving group_count(const Gather *g)
{
    int64_t sure = 0;
    for (size_t i = 0; i < g->n; i++)
        sure += g->in[g->row[i]] == TRUTH_YES;
    Frac least = along_int(g->al, sure);
    return sure == (int64_t)g->n
               ? moving_exact(least)
               : moving_between(least, along_int(g->al, (int64_t)g->n));
}

static Moving group_mean(const Gather *g)
{
    if (g->n == 0)
        return moving_undefined(tr("the mean of no rows"));
    if (!g->all_sure)
        return moving_stopped(stop_new(g->al, g->e, tr(unsure_rows)));
    return moving_exact(frac_div(g->al->polys, group_sum(g).low,
                                 along_int(g->al, (int64_t)g->n)));
}

/* ---- Smallest and largest ---- */

/* The smallest (or largest) function among ends of the group's values, proven
 * against all others; sure: only of rows that are there. */
static Frac end_of(const Gather *g, bool least, bool high, bool sure)
{
    Along *al = g->al;
    Frac best = {0};
    const Rat *best_at = NULL;
    for (size_t i = 0; i < g->n; i++) {
        const Moving *v = gather_at(g, g->row[i]);
        Frac f = high ? v->high : v->low;
        const Rat *at = along_value(al, f);
        int order = best_at == NULL ? 0 : rat_cmp(at, best_at);
        if (sure && g->in[g->row[i]] != TRUTH_YES)
            continue;
        if (best_at == NULL || (least ? order < 0 : order > 0)) {
            best = f;
            best_at = at;
        }
    }
    for (size_t i = 0; i < g->n && best_at != NULL; i++) {
        const Moving *v = gather_at(g, g->row[i]);
        if (!sure || g->in[g->row[i]] == TRUTH_YES)
            along_cmp(al, high ? v->high : v->low, best);
    }
    return best;
}

static size_t n_sure(const Gather *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        n += g->in[g->row[i]] == TRUTH_YES;
    return n;
}

static Moving extreme_date(const Gather *g, bool least)
{
    Moving best = *gather_at(g, g->row[0]);
    for (size_t i = 1; i < g->n; i++) {
        const Moving *v = gather_at(g, g->row[i]);
        if (least ? v->date < best.date : v->date > best.date)
            best = *v;
    }
    return best;
}

static Moving group_extreme(const Gather *g)
{
    bool least = g->agg->kind == AGG_SMALLEST;
    size_t sure = n_sure(g);
    if (g->n == 0)
        return moving_undefined(least ? tr("the smallest of no rows")
                                      : tr("the largest of no rows"));
    if (sure == 0 || (sure < g->n && g->e->type.kind != TYPE_NUMBER))
        return moving_stopped(stop_new(g->al, g->e, tr(unsure_rows)));
    if (g->e->type.kind != TYPE_NUMBER)
        return extreme_date(g, least);
    if (g->all_sure)
        return moving_exact(end_of(g, least, false, false));
    return moving_between(end_of(g, least, false, !least),
                          end_of(g, least, true, least));
}

/* ---- Share: a value for each row ---- */

static void shares(const Gather *g, const size_t *row, size_t n,
                   MovingColumn *out)
{
    Along *al = g->al;
    const Stop *stop = gather_stop(g);
    if (stop == NULL && !g->all_sure)
        stop = stop_new(al, g->e, tr(unsure_rows));
    Frac sum = stop == NULL ? group_sum(g).low : along_int(al, 1);
    bool zero = along_sign(al, sum) == 0;
    for (size_t i = 0; i < n; i++) {
        if (g->in[row[i]] == TRUTH_NO)
            out->at[row[i]] = moving_exact(along_int(al, 0));
        else if (stop != NULL)
            out->at[row[i]] = moving_stopped(stop);
        else if (zero)
            out->at[row[i]] = moving_undefined(tr("a share of a sum that is "
                                                  "0"));
        else
            out->at[row[i]] = moving_exact(
                frac_div(al->polys, gather_at(g, row[i])->low, sum));
    }
}

/* ---- The pass ---- */

static const Stop *select_rows(Gather *g, size_t n)
{
    Along *al = g->al;
    const Agg *a = g->agg;
    const Expr *part[] = {a->where, a->arg, a->by, a->ties};
    bool *in = ARENA_ARRAY(al->arena, bool, n + 1);
    const Stop *fault = along_faults(al, part, 4);
    g->in = ARENA_ARRAY(al->arena, Truth, n + 1);
    g->row = ARENA_ARRAY(al->arena, size_t, n + 1);
    fault = fault != NULL ? fault : along_undefined(al, a->where, NULL);
    for (size_t i = 0; fault == NULL && i < n; i++) {
        g->in[i] = a->where == NULL ? TRUTH_YES
                                    : along_at(al, a->where, i)->flag;
        in[i] = g->in[i] == TRUTH_YES;
    }
    fault = fault != NULL ? fault : along_undefined(al, a->arg, in);
    fault = fault != NULL ? fault : along_undefined(al, a->by, NULL);
    return fault != NULL ? fault : along_undefined(al, a->ties, in);
}

static Moving group_value(const Gather *g)
{
    Frac sum;
    const Rat *within;
    const Stop *stop = gather_stop(g);
    if (g->agg->kind == AGG_SUM && g->agg->where == NULL
        && g->agg->by == NULL && g->agg->by_table < 0
        && along_kept(g->al, g->agg->arg, &sum, &within)) {
        Frac w = frac_const(g->al->polys, within);
        return moving_between(frac_sub(g->al->polys, sum, w),
                              frac_add(g->al->polys, sum, w));
    }
    if (stop != NULL)
        return moving_stopped(stop);
    switch ((int)g->agg->kind) {
    case AGG_SUM: return group_sum(g);
    case AGG_COUNT: return group_count(g);
    case AGG_MEAN: return group_mean(g);
    default: return group_extreme(g);
    }
}

const MovingColumn *along_aggregate(Along *al, const Expr *e)
{
    const Agg *agg = e->agg;
    size_t n = along_rows(al, agg->rows);
    Gather g = {.al = al, .e = e, .agg = agg};
    const Stop *fault = select_rows(&g, n);
    if (fault != NULL)
        return along_fault(al, e, fault);
    AlongGroups groups = agg->by != NULL
                             ? gather_groups(&g, n)
                             : along_groups(al, agg->rows, agg->by_table,
                                            &agg->path);
    MovingColumn *out = along_new(al, e);
    for (size_t k = 0; k < groups.n; k++) {
        const size_t *row = groups.row + groups.start[k];
        size_t size = groups.start[k + 1] - groups.start[k];
        take_group(&g, row, size);
        if (agg->kind == AGG_SHARE)
            shares(&g, row, size, out);
        else if (agg->kind == AGG_RANK)
            gather_ranks(&g, row, size, out);
        else if (agg->by == NULL)
            out->at[k] = group_value(&g);
        else
            for (size_t i = 0; i < size; i++)
                out->at[row[i]] = i == 0 ? group_value(&g)
                                         : out->at[row[0]];
    }
    return out;
}
