/* course_allocate.c - `allocate` as functions: group by group, tier by tier.
 */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "study/course_int.h"

typedef struct Sharing {
    Along *al;
    const Expr *e;
    const Alloc *alloc;
    bool *in;               /* takes part */
    MovingColumn *out;
    unsigned char *state;
} Sharing;

enum { N_CLAUSES = 7 };

static void clauses(const Alloc *a, const Expr **part)
{
    const Expr *all[N_CLAUSES] = {a->total,      a->by,      a->where,
                                  a->at_least,   a->or_nothing,
                                  a->at_most,    a->order};
    memcpy(part, all, sizeof all);
}

static const Stop *not_known(Sharing *s, const Moving *v)
{
    if (v->stop != NULL)
        return v->stop;
    return stop_new(s->al, s->e, tr("what it divides, or how, is known within "
                                    "bounds only"));
}

/* A value that is not exactly followed and is needed; NULL: there is none. */
static const Stop *unsure(Sharing *s, const Expr *e, const bool *part)
{
    const MovingColumn *c = e == NULL ? NULL : along_expr(s->al, e);
    for (size_t i = 0; c != NULL && i < c->n; i++) {
        const Moving *v = &c->at[i];
        bool asked = part == NULL || e->table < 0 || part[i];
        if (asked && (v->stop != NULL || v->wide || v->flag == TRUTH_OPEN))
            return not_known(s, v);
    }
    return NULL;
}

/* ---- Faults ---- */

static const Stop *row_fault(Sharing *s, const Slip *slip)
{
    Along *al = s->al;
    const char *why = NULL;
    if (along_sign(al, slip->key) < 0)
        why = tr("a key is below 0");
    else if (along_sign(al, slip->floor) < 0)
        why = tr("a floor is below 0");
    else if (slip->capped && along_sign(al, slip->ceiling) < 0)
        why = tr("a ceiling is below 0");
    else if (slip->capped && along_cmp(al, slip->floor, slip->ceiling) > 0)
        why = tr("a floor is above its ceiling");
    return why == NULL ? NULL : stop_new(al, s->e, why);
}

/* ---- Tiers ---- */

static Frac clause_at(Sharing *s, const Expr *e, size_t row, int64_t missing)
{
    return e == NULL ? along_int(s->al, missing)
                     : along_at(s->al, e, row)->low;
}

static Slip slip_of(Sharing *s, size_t row)
{
    const Alloc *a = s->alloc;
    Slip slip = {.key = clause_at(s, a->by, row, 1),
                 .floor = clause_at(s, a->at_least, row, 0),
                 .ceiling = clause_at(s, a->at_most, row, 0),
                 .useful = clause_at(s, a->or_nothing, row, 0),
                 .capped = a->at_most != NULL,
                 .amount = along_int(s->al, 0)};
    slip.code = s->al->data->table[a->rows]->code[row];
    slip.has_useful = a->or_nothing != NULL
                      && along_sign(s->al, slip.useful) > 0;
    return slip;
}

typedef struct Turn {
    size_t row;
    const Rat *at;
    Frac order;
} Turn;

static int by_turn(const void *x, const void *y)
{
    const Turn *a = x, *b = y;
    int order = a->at == NULL ? 0 : rat_cmp(a->at, b->at);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* The group's rows that take part, tier by tier. */
static size_t take_turns(Sharing *s, const size_t *row, size_t n, Turn *turn)
{
    Along *al = s->al;
    size_t taken = 0;
    for (size_t i = 0; i < n; i++) {
        if (!s->in[row[i]])
            continue;
        Turn *t = &turn[taken++];
        *t = (Turn){.row = row[i]};
        if (s->alloc->order != NULL) {
            t->order = along_at(al, s->alloc->order, row[i])->low;
            t->at = along_value(al, t->order);
        }
    }
    qsort(turn, taken, sizeof *turn, by_turn);
    return taken;
}

/* Where the next tier begins; neighbours keep their order, so all do. */
static size_t tier_end(Sharing *s, const Turn *turn, size_t from, size_t n)
{
    size_t to = from + 1;
    while (to < n
           && (turn[to].at == NULL
               || along_cmp(s->al, turn[to - 1].order, turn[to].order) == 0))
        to++;
    return to;
}

static void put_row(Sharing *s, size_t row, const Slip *slip)
{
    s->out->at[row] = moving_exact(slip->amount);
    s->state[row] = (unsigned char)slip->state;
    if ((slip->state == ALLOC_FLOOR || slip->state == ALLOC_SHARE)
        && frac_is_zero(slip->amount))
        s->state[row] = STATE_NOTHING;
}

static Frac floors_of(Along *al, const Slip *slip, size_t n)
{
    Frac *floor = ARENA_ARRAY(al->arena, Frac, n + 1);
    for (size_t i = 0; i < n; i++)
        floor[i] = slip[i].floor;
    return frac_sum(al->polys, floor, n);
}

static Frac amounts_of(Along *al, const Slip *slip, size_t n)
{
    Frac *amount = ARENA_ARRAY(al->arena, Frac, n + 1);
    for (size_t i = 0; i < n; i++)
        amount[i] = slip[i].amount;
    return frac_sum(al->polys, amount, n);
}

/* What is left after the floors of all goes from tier to tier. */
static const Stop *divide_group(Sharing *s, const size_t *row, size_t n,
                                Frac total)
{
    Along *al = s->al;
    Turn *turn = ARENA_ARRAY(al->arena, Turn, n + 1);
    Slip *slip = ARENA_ARRAY(al->arena, Slip, n + 1);
    n = take_turns(s, row, n, turn);
    for (size_t i = 0; i < n; i++) {
        slip[i] = slip_of(s, turn[i].row);
        const Stop *fault = row_fault(s, &slip[i]);
        if (fault != NULL)
            return fault;
    }
    Frac rest = frac_sub(al->polys, total, floors_of(al, slip, n));
    if (along_sign(al, rest) < 0)
        return stop_new(al, s->e, tr("the floors together are above the "
                                     "total"));
    for (size_t from = 0, to; from < n && !al->bend; from = to) {
        to = tier_end(s, turn, from, n);
        Frac budget = frac_add(al->polys, rest,
                               floors_of(al, slip + from, to - from));
        along_tier(al, s->alloc->rule, slip + from, to - from, budget);
        rest = frac_sub(al->polys, budget,
                        amounts_of(al, slip + from, to - from));
        for (size_t i = from; i < to; i++)
            put_row(s, turn[i].row, &slip[i]);
    }
    return NULL;
}

/* ---- All of it ---- */

static const Stop *take_part(Sharing *s, size_t n)
{
    Along *al = s->al;
    const Alloc *a = s->alloc;
    const Expr *part[N_CLAUSES];
    clauses(a, part);
    const Stop *fault = along_faults(al, part, N_CLAUSES);
    if (fault == NULL)
        fault = along_undefined(al, a->where, NULL);
    if (fault == NULL)
        fault = along_undefined(al, a->total, NULL);
    s->in = ARENA_ARRAY(al->arena, bool, n + 1);
    for (size_t i = 0; fault == NULL && i < n; i++)
        s->in[i] = a->where == NULL
                   || along_at(al, a->where, i)->flag == TRUTH_YES;
    for (size_t i = 0; fault == NULL && i < N_CLAUSES; i++)
        if (part[i] != a->where && part[i] != a->total)
            fault = along_undefined(al, part[i], s->in);
    return fault;
}

static const Stop *all_sure(Sharing *s)
{
    const Expr *part[N_CLAUSES];
    const Stop *stop = unsure(s, s->alloc->where, NULL);
    clauses(s->alloc, part);
    for (size_t i = 0; stop == NULL && i < N_CLAUSES; i++)
        if (part[i] != s->alloc->where)
            stop = unsure(s, part[i],
                          part[i] == s->alloc->total ? NULL : s->in);
    return stop;
}

const MovingColumn *along_allocate(Along *al, const Expr *e)
{
    const Alloc *a = e->alloc;
    size_t n = along_rows(al, a->rows);
    Sharing s = {.al = al, .e = e, .alloc = a};
    const Stop *fault = take_part(&s, n);
    if (fault != NULL)
        return along_fault(al, e, fault);
    const Stop *stop = all_sure(&s);
    s.out = along_new(al, e);
    s.state = along_choice(al, e, n)->at;
    for (size_t i = 0; i < n; i++)
        s.out->at[i] = stop != NULL ? moving_stopped(stop)
                                    : moving_exact(along_int(al, 0));
    if (stop != NULL)
        return s.out;
    AlongGroups groups = along_groups(al, a->rows, a->per, &a->path);
    for (size_t g = 0; g < groups.n && fault == NULL && !al->bend; g++) {
        Frac total = along_at(al, a->total, g)->low;
        if (along_sign(al, total) < 0)
            fault = stop_new(al, e, tr("the amount to divide is below 0"));
        else
            fault = divide_group(&s, groups.row + groups.start[g],
                                 groups.start[g + 1] - groups.start[g],
                                 total);
    }
    s.out->fault = fault;
    return s.out;
}
