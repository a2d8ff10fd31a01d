/* report_facts.c - what a run has to say beside its amounts: sums, budgets,
 * what was not placed, and ties.
 */
#include "report/report.h"

#include <string.h>

#include "base/tr.h"

bool report_has_sum(const Def *def)
{
    bool some = false;
    if (def->type.kind != TYPE_NUMBER || def->table < 0)
        return false;
    for (size_t i = 0; i < DIMS_MAX; i++) {
        if (def->type.dim[i] < 0)
            return false;
        some = some || def->type.dim[i] > 0;
    }
    if (some)
        return true;
    return !def->type.percent && def->expr != NULL
           && def->expr->kind == EXPR_ROUND;
}

/* The total that `keeping` names, over all groups; NULL without keeping. */
static const Rat *kept_total(RatPool *pool, const Result *result,
                             const Expr *expr)
{
    const Rounding *round = expr->round;
    const RoundTrace *trace = result->round[expr->id];
    if (round->n_keeping == 0 || trace == NULL)
        return NULL;
    const Column *kept = &result->column[round->keeping[0]->id];
    if (kept->at == NULL)
        return NULL;
    const Rat *total = result_sum(pool, kept);
    if (kept->n == 1 && trace->n_groups > 1)
        total = rat_mul(pool, total, rat_int(pool,
                                             (int64_t)trace->n_groups));
    return total;
}

Totals report_totals(RatPool *pool, const Result *result, const Def *def)
{
    Totals out;
    const Expr *expr = def->expr;
    out.sum = result_sum(pool, result_column(result, def));
    out.budget = NULL;
    if (expr != NULL && expr->kind == EXPR_ROUND) {
        out.budget = kept_total(pool, result, expr);
        const Column *before = &result->column[expr->arg[0]->id];
        if (out.budget == NULL && before->at != NULL)
            out.budget = result_sum(pool, before);
    }
    if (out.budget == NULL)
        out.budget = out.sum;
    out.difference = rat_sub(pool, out.sum, out.budget);
    if (rat_overflowed(pool)) {
        rat_clear_overflow(pool);
        return (Totals){NULL, NULL, NULL};
    }
    return out;
}

const char *report_where(Arena *arena, const Def *def, const Expr *expr)
{
    return def != NULL ? def->name : report_place_text(arena, expr->place);
}

void report_leftovers(Arena *arena, const Result *result, LeftoverList *out)
{
    for (size_t id = 0; id < result->program->n_exprs; id++) {
        const AllocTrace *trace = result->alloc[id];
        if (trace == NULL)
            continue;
        int per = trace->expr->alloc->per;
        for (size_t g = 0; g < trace->n_groups; g++) {
            const Rat *rest = trace->group[g].unallocated;
            if (rest == NULL || rat_sign(rest) <= 0)
                continue;
            Leftover *left = VEC_ADD(arena, out);
            left->trace = trace;
            left->amount = rest;
            if (per >= 0) {
                left->code = result->data->table[per]->code[g];
                left->label = result->data->table[per]->label[g];
            }
        }
    }
}

/* Which of two rows tied at the cut goes first, and by which criterion. */
typedef struct Order {
    const RoundGroup *group;
    const Column *ties;         /* or NULL */
    const char *const *code;
    const char *ties_text;
} Order;

static const char *tie_text(Arena *arena, const Rounding *round)
{
    if (round->ties == NULL)
        return NULL;
    return arena_format(arena, tr("ties to %s"),
                        report_place_text(arena, round->ties->place));
}

/* <0: a goes first. *rule says why. */
static int tie_compare(const Order *order, size_t a, size_t b,
                       const char **rule)
{
    size_t row_a = order->group->row[a], row_b = order->group->row[b];
    int cmp = 0;
    if (order->ties != NULL && order->ties->at != NULL) {
        size_t one = order->ties->n == 1;
        cmp = rat_cmp(order->ties->at[one ? 0 : row_b].num,
                      order->ties->at[one ? 0 : row_a].num);
        *rule = order->ties_text;
    }
    if (cmp == 0) {
        cmp = rat_cmp(order->group->out.rows[b].quotient,
                      order->group->out.rows[a].quotient);
        *rule = tr("the larger exact amount");
    }
    if (cmp == 0) {
        cmp = strcmp(order->code[row_a], order->code[row_b]);
        *rule = tr("the lower code");
    }
    return cmp;
}

/* The criterion between the last row that won and the first that lost. */
static const char *tie_rule(const Order *order)
{
    const RoundOut *out = &order->group->out;
    const char *rule = tr("the lower code");
    size_t none = order->group->n, won = none, lost = none;
    for (size_t i = 0; i < order->group->n; i++) {
        if (!out->rows[i].tied)
            continue;
        if (out->rows[i].extra) {
            if (won == none || tie_compare(order, won, i, &rule) < 0)
                won = i;
        } else if (lost == none || tie_compare(order, i, lost, &rule) < 0) {
            lost = i;
        }
    }
    rule = tr("the lower code");
    if (won != none && lost != none)
        tie_compare(order, won, lost, &rule);
    return rule;
}

void report_ties(Arena *arena, const Result *result, TieList *out)
{
    for (size_t id = 0; id < result->program->n_exprs; id++) {
        const RoundTrace *trace = result->round[id];
        if (trace == NULL || trace->expr->table < 0)
            continue;
        const Rounding *round = trace->expr->round;
        const Table *rows = result->data->table[trace->expr->table];
        Order order = {NULL, NULL, rows->code, tie_text(arena, round)};
        if (round->ties != NULL)
            order.ties = &result->column[round->ties->id];
        for (size_t g = 0; g < trace->n_groups; g++) {
            order.group = &trace->group[g];
            if (order.group->out.n_tied == 0)
                continue;
            TieFact *fact = VEC_ADD(arena, out);
            fact->trace = trace;
            fact->group = order.group;
            fact->rule = round->n_keeping == 2
                             ? tr("the larger exact amount, then the lower "
                                  "code")
                             : tie_rule(&order);
            if (round->per >= 0) {
                const Table *per = result->data->table[round->per];
                fact->code = per->code[g];
                fact->label = per->label[g];
            }
        }
    }
}
