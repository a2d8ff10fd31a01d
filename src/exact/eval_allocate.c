/* eval_allocate.c - `allocate`: the rows' numbers handed to the solver, group
 * by group, and its faults told in the formula's words. */
#include <stdlib.h>
#include <string.h>

#include "exact/exact_int.h"

typedef struct Division {
    Eval *ev;
    const Expr *e;
    const Alloc *al;
    size_t n;
    bool *in;
    Groups groups;
    Groups summed;          /* `summed by`: its table's rows, by division */
    size_t *summed_at;      /* row of that table -> index in its division */
} Division;

static bool eval_parts(Division *p) {
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    const Expr *part[] = {al->total,   al->by,      al->where, al->at_least,
                          al->or_nothing, al->at_most, al->order};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i] && !eval_expr(ev, part[i])) {
            return false;
        }
    }
    const Expr *limit[] = {al->group_least, al->group_most};
    for (size_t i = 0; i < 2; i++) {
        if (limit[i] &&
            (!eval_expr(ev, limit[i]) ||
             !all_defined(ev, limit[i], eval_rows(ev, al->summed), NULL))) {
            return false;
        }
    }
    if (!all_defined(ev, al->where, p->n, NULL) ||
        !all_defined(ev, al->total, eval_rows(ev, al->per), NULL)) {
        return false;
    }
    p->in = ARENA_ARRAY(ev->arena, bool, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        p->in[i] = !al->where || eval_at(ev, al->where, i)->flag;
    }
    for (size_t i = 3; i < sizeof part / sizeof *part; i++) {
        if (!all_defined(ev, part[i], p->n, p->in)) {
            return false;
        }
    }
    return all_defined(ev, al->by, p->n, p->in);
}

/* The group's numbers of one clause, NULL if it is not written. Rows that take
 * no part may be undefined: 0 stands in, and is not looked at. */
static const Rat **gather(Division *p, const Expr *e, const size_t *row,
                          size_t n) {
    if (!e) {
        return NULL;
    }
    const Rat **out = ARENA_ARRAY(p->ev->arena, const Rat *, n + 1);
    const Rat *zero = rat_int(p->ev->pool, 0);
    for (size_t i = 0; i < n; i++) {
        out[i] = p->in[row[i]] ? eval_at(p->ev, e, row[i])->num : zero;
    }
    return out;
}

/* Which groups of `summed by` belong to which division: also those that no
 * row lies in, whose floors cannot be met. */
static void summed_prepare(Division *p)
{
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    if (al->summed < 0) {
        return;
    }
    p->summed = groups_by_path(ev, al->summed, al->per, &al->summed_up);
    p->summed_at = ARENA_ARRAY(ev->arena, size_t,
                               eval_rows(ev, al->summed) + 1);
    for (size_t g = 0; g < p->summed.n; g++) {
        for (size_t k = p->summed.start[g]; k < p->summed.start[g + 1]; k++) {
            p->summed_at[p->summed.row[k]] = k - p->summed.start[g];
        }
    }
}

/* The groups of `summed by` of one division, with their limits. */
static void summed_groups(Division *p, size_t division, AllocGroup *g,
                          AllocIn *in)
{
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    size_t *of = ARENA_ARRAY(ev->arena, size_t, g->n + 1);
    g->summed = p->summed.row + p->summed.start[division];
    g->n_summed = p->summed.start[division + 1] - p->summed.start[division];
    for (size_t i = 0; i < g->n; i++) {
        of[i] = p->summed_at[eval_up(ev, al->rows, &al->summed_path,
                                     g->row[i])];
    }
    const Rat **least = ARENA_ARRAY(ev->arena, const Rat *, g->n_summed + 1);
    const Rat **most = ARENA_ARRAY(ev->arena, const Rat *, g->n_summed + 1);
    for (size_t k = 0; k < g->n_summed; k++) {
        if (al->group_least) {
            least[k] = eval_at(ev, al->group_least, g->summed[k])->num;
        }
        if (al->group_most) {
            most[k] = eval_at(ev, al->group_most, g->summed[k])->num;
        }
    }
    in->group = of;
    in->n_groups = g->n_summed;
    in->group_floor = al->group_least ? least : NULL;
    in->group_ceiling = al->group_most ? most : NULL;
    g->summed_of = of;
}

static void group_solve(Division *p, size_t g, AllocGroup *out) {
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    const Table *t = ev->data->table[al->rows];
    out->row = p->groups.row + p->groups.start[g];
    out->n = p->groups.start[g + 1] - p->groups.start[g];
    out->total = eval_at(ev, al->total, g)->num;
    const char **code = ARENA_ARRAY(ev->arena, const char *, out->n + 1);
    bool *in = ARENA_ARRAY(ev->arena, bool, out->n + 1);
    for (size_t i = 0; i < out->n; i++) {
        code[i] = t->code[out->row[i]];
        in[i] = p->in[out->row[i]];
    }
    AllocIn given = {.n = out->n,
                     .total = out->total,
                     .key = gather(p, al->by, out->row, out->n),
                     .takes_part = in,
                     .floor = gather(p, al->at_least, out->row, out->n),
                     .ceiling = gather(p, al->at_most, out->row, out->n),
                     .order = gather(p, al->order, out->row, out->n),
                     .useful = gather(p, al->or_nothing, out->row, out->n),
                     .code = code,
                     .rule = al->rule,
                     .steps = ev->claims_steps};
    if (al->summed >= 0) {
        summed_groups(p, g, out, &given);
    }
    allocate_solve(ev->pool, ev->arena, &given, &out->out);
    out->unallocated = out->out.unallocated;
    ev->claims_steps += out->out.steps;
}

static void fault_row(Division *p, const AllocGroup *g, const Expr *clause,
                      const char *what, const char *way) {
    Eval *ev = p->ev;
    size_t row = g->row[g->out.row];
    diag_add(ev->diags, DIAG_FAULT, clause->place, way, "%s%s: %s", what,
             row_text(ev, p->al->rows, row),
             number_text(ev, eval_at(ev, clause, row)->num, &clause->type));
}

static void fault_limits(Division *p, const AllocGroup *g) {
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    size_t row = g->row[g->out.row];
    diag_add(ev->diags, DIAG_FAULT, al->at_least->place,
             "say which gives way, for instance: at least min(FLOOR, CEILING)",
             al->rule == RULE_PROPORTIONAL
                 ? N_("the floor is above the ceiling%s: %s against %s")
                 : N_("the floor is above the claim%s: %s against %s"),
             row_text(ev, al->rows, row),
             number_text(ev, eval_at(ev, al->at_least, row)->num,
                         &al->total->type),
             number_text(ev, eval_at(ev, al->at_most, row)->num,
                         &al->total->type));
}

/* One floor for the smallest set of floors that is above the total. */
typedef struct Floor {
    const Rat *num;
    size_t row;
} Floor;

static int by_floor(const void *x, const void *y)
{
    const Floor *a = x, *b = y;
    int order = rat_cmp(b->num, a->num);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* The fewest rows whose floors alone are above the total: the largest ones. */
static const char *conflict_text(Division *p, const AllocGroup *g)
{
    Eval *ev = p->ev;
    if (!p->al->at_least) {
        return "";
    }
    Floor *floor = ARENA_ARRAY(ev->arena, Floor, g->n + 1);
    size_t n = 0, k = 0;
    for (size_t i = 0; i < g->n; i++) {
        if (p->in[g->row[i]]) {
            floor[n++] = (Floor){
                eval_at(ev, p->al->at_least, g->row[i])->num, g->row[i]};
        }
    }
    qsort(floor, n, sizeof *floor, by_floor);
    const Rat *sum = rat_int(ev->pool, 0);
    while (k < n && rat_cmp(sum, g->total) <= 0) {
        sum = rat_add(ev->pool, sum, floor[k++].num);
    }
    if (k == 0 || rat_cmp(sum, g->total) <= 0) {
        return "";
    }
    Buf buf = {0};
    buf_addf(&buf, trn("; the smallest set in conflict with it is %zu floor:",
                       "; the smallest set in conflict with it is %zu floors:",
                       k), k);
    for (size_t i = 0; i < k && i < 3; i++) {
        buf_addf(&buf, "%s %s", i ? "," : "",
                 row_name(ev, p->al->rows, floor[i].row));
    }
    if (k > 3) {
        buf_addf(&buf, tr(" and %zu more"), k - 3);
    }
    const char *text = arena_string(ev->arena, buf.at);
    buf_free(&buf);
    return text;
}

/* Of a total written as a difference, here or in a let: its two sides. */
static const char *sides_text(Division *p, size_t group)
{
    Eval *ev = p->ev;
    const Expr *e = p->al->total;
    while (e->kind == EXPR_DEF && e->def->kind == DEF_LET) {
        e = e->def->expr;
    }
    if (e->kind != EXPR_SUB) {
        return "";
    }
    const Expr *from = e->arg[0], *less = e->arg[1];
    return arena_format(
        ev->arena, tr(" (%s less %s)"),
        number_text(ev, eval_at(ev, from, group)->num, &from->type),
        number_text(ev, eval_at(ev, less, group)->num, &less->type));
}

static void fault_summed(Division *p, const AllocGroup *g)
{
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    size_t up = g->summed[g->out.row];
    const char *row = row_text(ev, al->summed, up);
    const Expr *least = al->group_least, *most = al->group_most;
    if (g->out.fault == ALLOC_GROUP_NEGATIVE_FLOOR ||
        g->out.fault == ALLOC_GROUP_NEGATIVE_CEILING) {
        bool floor = g->out.fault == ALLOC_GROUP_NEGATIVE_FLOOR;
        const Expr *e = floor ? least : most;
        diag_add(ev->diags, DIAG_FAULT, e->place, "use max(0, ...)",
                 floor ? N_("a floor is below 0%s: %s")
                       : N_("a ceiling is below 0%s: %s"), row,
                 number_text(ev, eval_at(ev, e, up)->num, &e->type));
        return;
    }
    const char *gap = number_text(ev, g->out.shortfall, &al->total->type);
    if (g->out.fault == ALLOC_GROUP_FLOOR_ABOVE_CEILING) {
        diag_add(ev->diags, DIAG_FAULT, most->place,
                 "raise the ceiling, or say which gives way with min(...)",
                 "the floors are %s above the ceiling%s", gap, row);
    } else {
        diag_add(ev->diags, DIAG_FAULT, least->place,
                 "lower the floor, or raise the rows' ceilings",
                 "the rows cannot take the floor, %s is left over%s", gap,
                 row);
    }
}

static void fault_sets(Division *p) {
    diag_add(p->ev->diags, DIAG_FAULT, p->e->place,
             "use a rule without this limit, such as talmud, or divide fewer "
             "groups at a time",
             "\"%s\" goes over every set of claimants, and these are too many "
             "in all groups together", alloc_rule_words(p->al->rule));
}

/* Steps taken group after group, tier after tier, and again for each row that
 * leaves. */
static void fault_steps(Division *p) {
    if (alloc_rule_most(p->al->rule) < SIZE_MAX) {
        fault_sets(p);
        return;
    }
    diag_add(p->ev->diags, DIAG_FAULT, p->e->place,
             "leave \"or nothing\" out, or divide in parts with \"per\"",
             "\"%s\" divides anew among all rows for each that gets nothing, "
             "and these are too many", alloc_rule_words(p->al->rule));
}

static bool group_fault(Division *p, size_t group, const AllocGroup *g) {
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    const char *where = row_text(ev, al->per, group);
    switch (g->out.fault) {
    case ALLOC_OK: return false;
    case ALLOC_NEGATIVE_TOTAL:
        diag_add(ev->diags, DIAG_FAULT, al->total->place,
                 "divide more, or take less off first; a formula may say so "
                 "itself: require TOTAL >= 0, or max(0, ...)",
                 "the amount to divide is below 0%s: %s%s", where,
                 number_text(ev, g->total, &al->total->type),
                 sides_text(p, group));
        break;
    case ALLOC_NEGATIVE_KEY:
        fault_row(p, g, al->by, tr("a key is below 0"),
                  tr("keys are 0 or more: correct the data, or use "
                     "max(0, ...)"));
        break;
    case ALLOC_NEGATIVE_FLOOR:
        fault_row(p, g, al->at_least, tr("a floor is below 0"),
                  tr("use max(0, ...)"));
        break;
    case ALLOC_NEGATIVE_CEILING:
        fault_row(p, g, al->at_most,
                  al->rule == RULE_PROPORTIONAL ? tr("a ceiling is below 0")
                                                : tr("a claim is below 0"),
                  tr("use max(0, ...)"));
        break;
    case ALLOC_FLOOR_ABOVE_CEILING: fault_limits(p, g); break;
    case ALLOC_FLOORS_ABOVE_TOTAL:
        if (!ev->refusal.floors && ev->diags != ev->unsaid) {
            ev->refusal.floors = p->e;
        }
        diag_add(ev->diags, DIAG_FAULT,
                 al->at_least ? al->at_least->place : al->group_least->place,
                 "raise the total, lower the floors, or let them shrink "
                 "together: at least F * min(1, T / sum(F))",
                 "the floors together are %s more than the %s to divide%s%s",
                 number_text(ev, g->out.shortfall, &al->total->type),
                 number_text(ev, g->total, &al->total->type), where,
                 conflict_text(p, g));
        break;
    case ALLOC_TOO_MANY_CLAIMANTS:
        diag_add(ev->diags, DIAG_FAULT, p->e->place,
                 "use a rule without this limit, such as talmud, or divide "
                 "in parts with \"per\"",
                 "\"%s\" goes over every set of claimants and takes at most "
                 "%zu, here are %zu%s", alloc_rule_words(al->rule),
                 alloc_rule_most(al->rule), g->out.row, where);
        break;
    case ALLOC_TOO_LONG: fault_steps(p); break;
    case ALLOC_GROUP_NEGATIVE_FLOOR:
    case ALLOC_GROUP_NEGATIVE_CEILING:
    case ALLOC_GROUP_FLOOR_ABOVE_CEILING:
    case ALLOC_GROUP_FLOOR_ABOVE_ROOM: fault_summed(p, g); break;
    }
    return true;
}

/* Everything that decides a row is its own mark; what all rows bring into the
 * division came through the total. */
static void set_marks(Division *p, const AllocGroup *g, size_t group,
                      Column *out) {
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    const Expr *part[] = {al->by,         al->where,   al->at_least,
                          al->or_nothing, al->at_most, al->order};
    const Expr *limit[] = {al->group_least, al->group_most};
    const Value *total = eval_at(ev, al->total, group);
    unsigned char all = total->pooled;
    for (size_t i = 0; i < g->n; i++) {
        Value *v = &out->at[g->row[i]];
        v->marks |= total->marks;
        for (size_t k = 0; k < sizeof part / sizeof *part; k++) {
            if (part[k]) {
                const Value *a = eval_at(ev, part[k], g->row[i]);
                v->marks |= a->marks;
                all |= a->marks | a->pooled;
            }
        }
        for (size_t k = 0; g->summed && k < 2; k++) {
            if (limit[k]) {
                const Value *a =
                    eval_at(ev, limit[k], g->summed[g->summed_of[i]]);
                v->marks |= a->marks;
                all |= a->marks | a->pooled;
            }
        }
    }
    for (size_t i = 0; i < g->n; i++) {
        out->at[g->row[i]].pooled |= all;
    }
}

/* Rules over all sets of claimants take 2^n steps for each of n. */
static bool refuse_sets(Division *p)
{
    double work = p->ev->claims_steps;
    if (alloc_rule_most(p->al->rule) == SIZE_MAX)
        return true;
    for (size_t g = 0; g < p->groups.n; g++) {
        size_t n = 0;
        for (size_t i = p->groups.start[g]; i < p->groups.start[g + 1]; i++)
            n += p->in[p->groups.row[i]];
        n = n > CLAIMANTS_MAX ? CLAIMANTS_MAX : n;
        work += claims_steps(p->al->rule, n, n, 1, true);
    }
    if (work > CLAIMS_STEPS_MAX)
        fault_sets(p);
    return work <= CLAIMS_STEPS_MAX;
}

bool eval_allocate(Eval *ev, const Expr *e) {
    const Alloc *al = e->alloc;
    Division p = {.ev = ev, .e = e, .al = al, .n = eval_rows(ev, al->rows)};
    if (!eval_parts(&p)) {
        return false;
    }
    p.groups = groups_by_path(ev, al->rows, al->per, &al->path);
    summed_prepare(&p);
    if (!refuse_sets(&p)) {
        return false;
    }
    AllocTrace *trace = ARENA_NEW(ev->arena, AllocTrace);
    trace->expr = e;
    trace->def = ev->def;
    trace->n_groups = p.groups.n;
    trace->group = ARENA_ARRAY(ev->arena, AllocGroup, p.groups.n + 1);
    trace->group_of = p.groups.of;
    trace->at_of = ARENA_ARRAY(ev->arena, size_t, p.n + 1);
    Column *out = eval_new(ev, e);
    bool ok = true;
    for (size_t g = 0; g < p.groups.n; g++) {
        AllocGroup *group = &trace->group[g];
        group_solve(&p, g, group);
        if (rat_overflowed(ev->pool)) {
            return not_overflowed(ev, e);
        }
        if (group_fault(&p, g, group)) {
            ok = false;
            if (group->out.fault == ALLOC_TOO_LONG) {
                break;
            }
            continue;
        }
        for (size_t i = 0; i < group->n; i++) {
            out->at[group->row[i]].num = group->out.amount[i];
            trace->at_of[group->row[i]] = i;
        }
        set_marks(&p, group, g, out);
    }
    ev->result->alloc[e->id] = trace;
    return ok;
}
