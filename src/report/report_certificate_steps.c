/* report_certificate_steps.c - the divisions and roundings of a certificate.
 */
#include <stdlib.h>

#include "report/certificate_int.h"

static const char *const state_word[] = {
    [ALLOC_OUT] = "out", [ALLOC_SHARE] = "share", [ALLOC_FLOOR] = "floor",
    [ALLOC_CEILING] = "ceiling", [ALLOC_DROPPED] = "dropped"};

/* A number that each row has, if its clause is written. */
typedef struct Clause {
    const char *name;
    const Expr *expr;
} Clause;

/* ---- allocate ---- */

typedef struct Division {
    const CertWriter *w;
    const AllocTrace *trace;
    const Alloc *al;
    const AllocGroup *group;
    Clause clause[5];       /* key, floor, ceiling, useful, order */
} Division;

enum { ORDER = 4 };

static Division division_of(const CertWriter *w, const AllocTrace *trace)
{
    const Alloc *al = trace->expr->alloc;
    bool keys = al->rule == RULE_PROPORTIONAL;
    return (Division){
        .w = w, .trace = trace, .al = al,
        .clause = {{"key", keys ? al->by : NULL}, {"floor", al->at_least},
                   {"ceiling", al->at_most}, {"useful", al->or_nothing},
                   [ORDER] = {"order", al->order}}};
}

static const Rat *division_value(const Division *d, size_t clause, size_t i)
{
    return cert_value(d->w, d->clause[clause].expr, d->group->row[i]);
}

static void write_text(const CertWriter *w, const char *name,
                       const Rat *num)
{
    if (num == NULL)
        json_text(w->json, name, NULL);
    else
        json_fraction(w->json, name, num);
}

/* The limits of all groups of `summed by` together. */
static void limit_sum(const Division *d, const char *name, const Expr *limit)
{
    RatPool *pool = d->w->in->pool;
    const Rat *sum = rat_int(pool, 0);
    if (limit == NULL)
        return;
    for (size_t k = 0; k < d->group->n_summed; k++)
        sum = rat_add(pool, sum,
                      cert_value(d->w, limit, d->group->summed[k]));
    json_fraction(d->w->json, name, sum);
}

/* So that no single number of a row can be changed alone. */
static void division_sums(const Division *d)
{
    RatPool *pool = d->w->in->pool;
    json_open(d->w->json, "sums", '{');
    for (size_t c = 0; c < 5; c++) {
        if (d->clause[c].expr == NULL)
            continue;
        const Rat *sum = rat_int(pool, 0);
        for (size_t i = 0; i < d->group->n; i++)
            if (d->group->out.state[i] != ALLOC_OUT)
                sum = rat_add(pool, sum, division_value(d, c, i));
        json_fraction(d->w->json, d->clause[c].name, sum);
    }
    limit_sum(d, "limit_floor", d->al->group_least);
    limit_sum(d, "limit_ceiling", d->al->group_most);
    json_close(d->w->json, '}');
}

static int by_order(const void *x, const void *y, void *context)
{
    const Division *d = context;
    size_t a = *(const size_t *)x, b = *(const size_t *)y;
    int order = d->clause[ORDER].expr == NULL
                    ? 0
                    : rat_cmp(division_value(d, ORDER, a),
                              division_value(d, ORDER, b));
    return order != 0 ? order : (a > b) - (a < b);
}

/* One tier: row[from .. to) in the order of the tiers. */
static void write_tier(const Division *d, const size_t *row, size_t n)
{
    const Rat *level = NULL;
    for (size_t k = 0; k < n && level == NULL; k++)
        level = d->group->out.level[row[k]];
    json_open(d->w->json, NULL, '{');
    if (d->clause[ORDER].expr != NULL)
        json_fraction(d->w->json, "order", division_value(d, ORDER, row[0]));
    json_size(d->w->json, "rows", n);
    write_text(d->w, "level", level);
    json_close(d->w->json, '}');
}

static void division_tiers(const Division *d)
{
    const AllocGroup *g = d->group;
    size_t *row = ARENA_ARRAY(d->w->in->arena, size_t, g->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        if (g->out.state[i] != ALLOC_OUT)
            row[n++] = i;
    qsort_r(row, n, sizeof *row, by_order, (void *)d);
    json_open(d->w->json, "tiers", '[');
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1;
             to < n && (d->clause[ORDER].expr == NULL
                        || rat_equal(division_value(d, ORDER, row[from]),
                                     division_value(d, ORDER, row[to])));)
            to++;
        write_tier(d, row + from, to - from);
    }
    json_close(d->w->json, ']');
}

/* The level of the rows of one `summed by` group that take part; of all
 * groups in state SHARE for limit == n_summed. */
static const Rat *limit_level(const AllocGroup *g, size_t limit)
{
    for (size_t i = 0; i < g->n; i++) {
        size_t of = g->summed_of[i];
        bool asked = limit < g->n_summed
                         ? of == limit
                         : g->out.group_state[of] == ALLOC_SHARE;
        if (asked && g->out.state[i] != ALLOC_OUT
            && g->out.level[i] != NULL)
            return g->out.level[i];
    }
    return NULL;
}

static void division_limits(const Division *d)
{
    const CertWriter *w = d->w;
    const AllocGroup *g = d->group;
    write_text(w, "level", limit_level(g, g->n_summed));
    json_open(w->json, "limits", '[');
    for (size_t k = 0; k < g->n_summed; k++) {
        AllocState state = g->out.group_state[k];
        json_open(w->json, NULL, '{');
        json_text(w->json, "code", cert_code(w, d->al->summed, g->summed[k]));
        json_text(w->json, "state", state_word[state]);
        if (d->al->group_least != NULL)
            json_fraction(w->json, "floor",
                          cert_value(w, d->al->group_least, g->summed[k]));
        if (d->al->group_most != NULL)
            json_fraction(w->json, "ceiling",
                          cert_value(w, d->al->group_most, g->summed[k]));
        if (state != ALLOC_SHARE)
            write_text(w, "level", limit_level(g, k));
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static void division_row(const Division *d, size_t i)
{
    const CertWriter *w = d->w;
    const AllocGroup *g = d->group;
    json_open(w->json, NULL, '{');
    json_text(w->json, "code", cert_code(w, d->al->rows, g->row[i]));
    json_text(w->json, "state", state_word[g->out.state[i]]);
    if (g->out.state[i] != ALLOC_OUT) {
        for (size_t c = 0; c < 5; c++)
            if (d->clause[c].expr != NULL)
                json_fraction(w->json, d->clause[c].name,
                              division_value(d, c, i));
        if (d->al->summed >= 0)
            json_text(w->json, "limit",
                      cert_code(w, d->al->summed,
                                g->summed[g->summed_of[i]]));
        json_fraction(w->json, "amount", g->out.amount[i]);
    }
    json_close(w->json, '}');
}

static void write_division(Division *d, size_t group)
{
    const CertWriter *w = d->w;
    d->group = &d->trace->group[group];
    json_open(w->json, NULL, '{');
    json_text(w->json, "code", cert_code(w, d->al->per, group));
    json_fraction(w->json, "total", d->group->total);
    json_fraction(w->json, "unallocated", d->group->unallocated);
    division_sums(d);
    if (d->al->summed >= 0)
        division_limits(d);
    else
        division_tiers(d);
    json_open(w->json, "rows", '[');
    for (size_t i = 0; i < d->group->n; i++)
        division_row(d, i);
    json_close(w->json, ']');
    json_close(w->json, '}');
}

void cert_allocations(const CertWriter *w)
{
    json_open(w->json, "allocations", '[');
    for (size_t i = 0; i < w->cert->n_allocs && !cert_is_large(w); i++) {
        Division d = division_of(w, w->cert->alloc[i]);
        const Expr *e = d.trace->expr;
        json_open(w->json, NULL, '{');
        json_text(w->json, "in", report_where(w->in->arena, d.trace->def, e));
        json_text(w->json, "text",
                  report_place_text(w->in->arena, e->place));
        json_text(w->json, "unit", report_unit(w->in->arena,
                                               w->result->program, &e->type));
        json_text(w->json, "table", cert_table(w, d.al->rows));
        json_text(w->json, "per", cert_table(w, d.al->per));
        json_text(w->json, "rule", alloc_rule_words(d.al->rule));
        json_text(w->json, "summed_by", cert_table(w, d.al->summed));
        json_open(w->json, "groups", '[');
        for (size_t g = 0; g < d.trace->n_groups; g++)
            write_division(&d, g);
        json_close(w->json, ']');
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

/* ---- round ---- */

typedef struct Round {
    const CertWriter *w;
    const RoundTrace *trace;
    const Rounding *how;
    const CertSum *from;
    Clause clause[4];       /* exact, tie, at_least, at_most */
} Round;

static void round_sums(const Round *r, const RoundGroup *g)
{
    RatPool *pool = r->w->in->pool;
    json_open(r->w->json, "sums", '{');
    for (size_t c = 0; c < 4; c++) {
        if (r->clause[c].expr == NULL)
            continue;
        const Rat *sum = rat_int(pool, 0);
        for (size_t i = 0; i < g->n; i++)
            sum = rat_add(pool, sum, cert_value(r->w, r->clause[c].expr,
                                                g->row[i]));
        json_fraction(r->w->json, r->clause[c].name, sum);
    }
    json_fraction(r->w->json, "amount", g->out.sum);
    json_close(r->w->json, '}');
}

/* The row of a table above that a row belongs to. */
static size_t row_above(const CertWriter *w, int table, const Path *path,
                        size_t row)
{
    const Table *t = w->result->data->table[table];
    for (size_t i = 0; i < path->n; i++) {
        const TableLink *link = &t->link[path->link[i]];
        row = link->row[row];
        t = w->result->data->table[link->parent];
    }
    return row;
}

static void round_row_sides(const Round *r, size_t row)
{
    json_open(r->w->json, "sides", '[');
    for (size_t k = 0; k < 2; k++) {
        int table = r->how->keeping[k]->table;
        json_text(r->w->json, NULL,
                  cert_code(r->w, table,
                            row_above(r->w, r->trace->expr->table,
                                      &r->how->side[k], row)));
    }
    json_close(r->w->json, ']');
}

/* The totals that are kept, of the rows of two tables. */
static void round_sides(const Round *r)
{
    const CertWriter *w = r->w;
    json_open(w->json, "sides", '[');
    for (size_t k = 0; k < 2; k++) {
        const Expr *keeping = r->how->keeping[k];
        json_open(w->json, NULL, '{');
        json_text(w->json, "table", cert_table(w, keeping->table));
        json_open(w->json, "totals", '[');
        for (size_t i = 0; i < w->result->data->table[keeping->table]->n;
             i++) {
            json_open(w->json, NULL, '{');
            json_text(w->json, "code", cert_code(w, keeping->table, i));
            json_fraction(w->json, "keeping", cert_value(w, keeping, i));
            json_close(w->json, '}');
        }
        json_close(w->json, ']');
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static void round_row(const Round *r, const RoundGroup *g, size_t i)
{
    const CertWriter *w = r->w;
    const RoundRow *row = &g->out.rows[i];
    json_open(w->json, NULL, '{');
    if (r->trace->expr->table >= 0)
        json_text(w->json, "code",
                  cert_code(w, r->trace->expr->table, g->row[i]));
    if (r->from->rest != NULL)
        json_fraction(w->json, "rest", r->from->rest[g->row[i]]);
    for (size_t c = 0; c < 4; c++)
        if (r->clause[c].expr != NULL)
            json_fraction(w->json, r->clause[c].name,
                          cert_value(w, r->clause[c].expr, g->row[i]));
    json_fraction(w->json, "remainder", row->remainder);
    json_flag(w->json, "extra", row->extra);
    if (r->how->n_keeping == 2)
        round_row_sides(r, g->row[i]);
    else
        json_flag(w->json, "tied", row->tied);
    json_fraction(w->json, "amount", g->out.amount[i]);
    json_close(w->json, '}');
}

static void write_round_group(const Round *r, size_t group)
{
    const CertWriter *w = r->w;
    const RoundGroup *g = &r->trace->group[group];
    json_open(w->json, NULL, '{');
    json_text(w->json, "code", cert_code(w, r->how->per, group));
    if (r->how->n_keeping == 1)
        json_fraction(w->json, "keeping",
                      cert_value(w, r->how->keeping[0], group));
    if (r->how->n_keeping < 2)
        write_text(w, "total", g->out.target);
    round_sums(r, g);
    if (r->how->n_keeping == 2)
        round_sides(r);
    if (r->how->method == ROUND_LARGEST_REMAINDER) {
        json_size(w->json, "extras", g->out.n_extra);
        write_text(w, "cut", g->out.cut);
    }
    if (r->how->n_keeping < 2) {
        json_size(w->json, "tied", g->out.n_tied);
        json_size(w->json, "tied_up", g->out.n_tied_won);
    }
    json_open(w->json, "rows", '[');
    for (size_t i = 0; i < g->n; i++)
        round_row(r, g, i);
    json_close(w->json, ']');
    json_close(w->json, '}');
}

void cert_roundings(const CertWriter *w)
{
    json_open(w->json, "roundings", '[');
    for (size_t i = 0; i < w->cert->n_rounds && !cert_is_large(w); i++) {
        const RoundTrace *trace = w->cert->round[i];
        const Expr *e = trace->expr;
        const Rounding *how = e->round;
        Round r = {w, trace, how, &w->cert->round_from[i],
                   {{"exact", e->arg[0]}, {"tie", how->ties},
                    {"at_least", how->at_least}, {"at_most", how->at_most}}};
        json_open(w->json, NULL, '{');
        json_text(w->json, "in", report_where(w->in->arena, trace->def, e));
        json_text(w->json, "table", cert_table(w, e->table));
        json_text(w->json, "per", cert_table(w, how->per));
        json_text(w->json, "method", round_method_words(how->method));
        json_fraction(w->json, "unit", how->unit);
        if (how->first != NULL)
            json_fraction(w->json, "first", how->first);
        cert_from(w, r.from);
        json_open(w->json, "groups", '[');
        for (size_t g = 0; g < trace->n_groups; g++)
            write_round_group(&r, g);
        json_close(w->json, ']');
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}
