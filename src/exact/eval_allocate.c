/* eval_allocate.c - `allocate`: the rows' numbers handed to the solver, group
 * by group, and its faults told in the formula's words. */
#include "exact/exact_int.h"

typedef struct Parts {
    Eval *ev;
    const Expr *e;
    const Alloc *al;
    size_t n;
    bool *in;
    Groups groups;
} Parts;

static bool eval_parts(Parts *p) {
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    const Expr *part[] = {al->total,   al->by,      al->where, al->at_least,
                          al->or_nothing, al->at_most, al->order};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i] && !eval_expr(ev, part[i])) {
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
static const Rat **gather(Parts *p, const Expr *e, const size_t *row,
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

static void group_solve(Parts *p, size_t g, AllocGroup *out) {
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
                     .code = code};
    allocate_solve(ev->pool, ev->arena, &given, &out->out);
    out->unallocated = out->out.unallocated;
}

static void fault_row(Parts *p, const AllocGroup *g, const Expr *clause,
                      const char *what, const char *way) {
    Eval *ev = p->ev;
    size_t row = g->row[g->out.row];
    diag_add(ev->diags, DIAG_FAULT, clause->place, way, "%s%s: %s", what,
             row_text(ev, p->al->rows, row),
             number_text(ev, eval_at(ev, clause, row)->num, &clause->type));
}

static void fault_limits(Parts *p, const AllocGroup *g) {
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    size_t row = g->row[g->out.row];
    diag_add(ev->diags, DIAG_FAULT, al->at_least->place,
             "say which gives way, for instance: at least min(FLOOR, CEILING)",
             "the floor is above the ceiling%s: %s against %s",
             row_text(ev, al->rows, row),
             number_text(ev, eval_at(ev, al->at_least, row)->num,
                         &al->total->type),
             number_text(ev, eval_at(ev, al->at_most, row)->num,
                         &al->total->type));
}

static bool group_fault(Parts *p, size_t group, const AllocGroup *g) {
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    const char *where = row_text(ev, al->per, group);
    switch (g->out.fault) {
    case ALLOC_OK: return false;
    case ALLOC_NEGATIVE_TOTAL:
        diag_add(ev->diags, DIAG_FAULT, al->total->place,
                 "guard it: require TOTAL >= 0 kr, or max(0 kr, ...)",
                 "the amount to divide is below 0%s: %s", where,
                 number_text(ev, g->total, &al->total->type));
        break;
    case ALLOC_NEGATIVE_KEY:
        fault_row(p, g, al->by, "a key is below 0",
                  "keys are 0 or more: correct the data, or use "
                  "max(0, ...)");
        break;
    case ALLOC_NEGATIVE_FLOOR:
        fault_row(p, g, al->at_least, "a floor is below 0",
                  "use max(0 kr, ...)");
        break;
    case ALLOC_NEGATIVE_CEILING:
        fault_row(p, g, al->at_most, "a ceiling is below 0",
                  "use max(0 kr, ...)");
        break;
    case ALLOC_FLOOR_ABOVE_CEILING: fault_limits(p, g); break;
    case ALLOC_FLOORS_ABOVE_TOTAL:
        diag_add(ev->diags, DIAG_FAULT, al->at_least->place,
                 "raise the total, lower the floors, or let them shrink "
                 "together: at least F * min(1, T / sum(F))",
                 "the floors together are %s more than the %s to divide%s",
                 number_text(ev, g->out.shortfall, &al->total->type),
                 number_text(ev, g->total, &al->total->type), where);
        break;
    }
    return true;
}

/* Everything that decides a row is its own mark; what all rows bring into the
 * division came through the total. */
static void set_marks(Parts *p, const AllocGroup *g, size_t group,
                      Column *out) {
    Eval *ev = p->ev;
    const Alloc *al = p->al;
    const Expr *part[] = {al->by,         al->where,   al->at_least,
                          al->or_nothing, al->at_most, al->order};
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
    }
    for (size_t i = 0; i < g->n; i++) {
        out->at[g->row[i]].pooled |= all;
    }
}

bool eval_allocate(Eval *ev, const Expr *e) {
    const Alloc *al = e->alloc;
    Parts p = {.ev = ev, .e = e, .al = al, .n = eval_rows(ev, al->rows)};
    if (!eval_parts(&p)) {
        return false;
    }
    p.groups = groups_by_path(ev, al->rows, al->per, &al->path);
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
