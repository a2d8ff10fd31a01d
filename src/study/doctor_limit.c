/* doctor_limit.c - the formula with a floor or a ceiling more, or less. */

#include "study/doctor_int.h"

#include <string.h>

#include "base/tr.h"

#define WEIGHT_LIMIT 6
#define WEIGHT_NONE 5

/* A limit that the printed tables suggest: the least and the largest amount of
 * a column that deviates. */
typedef struct Limit {
    const Def *def;
    const Rat *num;
    bool floor;
} Limit;

typedef VEC(Limit) Limits;

static void add_limits(const Doctor *d, const Verdict *v, Limits *out)
{
    const Rat *least = NULL, *most = NULL;
    for (size_t i = 0; i < v->n_compared; i++) {
        const Rat *num = v->printed->at[v->row[i].row].num;
        least = least ? rat_min(least, num) : num;
        most = most ? rat_max(most, num) : num;
    }
    if (v->n_compared < 2)
        return;
    *VEC_ADD(d->arena, out) = (Limit){v->expect->result, least, true};
    *VEC_ADD(d->arena, out) = (Limit){v->expect->result, most, false};
}

static Limits limits_of(const Doctor *d, const Look *look)
{
    Limits out = {0};
    for (size_t i = 0; i < d->n; i++) {
        const Verdict *v = &look->verdict[i];
        if (v->printed && v->n_equal < v->n_compared
            && v->expect->result->type.kind == TYPE_NUMBER)
            add_limits(d, v, &out);
    }
    return out;
}

/* taken: the printed figure that the limit is, or NULL. */
static void add_change(const Doctor *d, const Rat *taken, size_t i,
                       const Stmt *stmt, Node *value, const char *text,
                       ChangeList *out)
{
    Stmt *with = ARENA_NEW(d->arena, Stmt);
    *with = *stmt;
    with->value = value;
    *VEC_ADD(d->arena, out) = (Change){
        .kind = CHANGE_LIMIT, .weight = taken ? WEIGHT_LIMIT : WEIGHT_NONE,
        .stmt = i, .with = with, .taken = taken,
        .text = text};
}

/* The allocate with this floor or ceiling (or, NULL, without). */
static Node *allocate_with(Arena *arena, const Node *node, bool floor,
                           Node *limit)
{
    Node *out = ARENA_NEW(arena, Node);
    *out = *node;
    out->allocate = ARENA_NEW(arena, AstAllocate);
    *out->allocate = *node->allocate;
    if (floor) {
        out->allocate->at_least = limit;
        out->allocate->at_least_summed = (Word){0};
        out->allocate->also_at_least = NULL;
        out->allocate->also_summed = (Word){0};
    } else {
        out->allocate->at_most = limit;
        out->allocate->at_most_summed = (Word){0};
    }
    return out;
}

/* In `minimum + allocate ...` the limit is on both together: what stands
 * before the + is taken off it. NULL: nothing does. */
static const Node *beside(Arena *arena, const Stmt *stmt, const Node *node)
{
    NodeFound sums = {0};
    tree_find(arena, stmt->value, NODE_ADD, &sums);
    for (size_t i = 0; i < sums.n; i++)
        if (sums.at[i]->args.at[1] == node)
            return sums.at[i];
    return NULL;
}

static Node *less(Arena *arena, Node *amount, const Node *sum)
{
    if (!amount || !sum)
        return amount;
    Node *out = tree_node(arena, NODE_SUB, sum->place, 2);
    out->args.at[0] = amount;
    out->args.at[1] = sum->args.at[0];
    return out;
}

/* "no floor in ...", "a floor of 40 000 kr in ...". */
static void change_allocate(const Doctor *d, size_t i, const Stmt *stmt,
                            Node *node, const Limit *limit, ChangeList *out)
{
    Arena *arena = d->arena;
    Node *amount = limit->num ? tree_amount(d, &limit->def->type, limit->num,
                                            node->place)
                              : NULL;
    if (limit->num && !amount)
        return;
    const Node *sum = amount ? beside(arena, stmt, node) : NULL;
    Node *with = allocate_with(arena, node, limit->floor,
                               less(arena, amount, sum));
    const char *where = tree_text(arena, sum ? sum : node);
    add_change(d, limit->num, i, stmt,
               tree_replace(arena, stmt->value, node, with),
               amount ? arena_format(arena, limit->floor
                                         ? tr("a floor of %s in \"%s\"")
                                         : tr("a ceiling of %s in \"%s\""),
                                     show_amount(&d->show, &limit->def->type,
                                                 limit->num), where)
                      : arena_format(arena, limit->floor
                                         ? tr("no floor in \"%s\"")
                                         : tr("no ceiling in \"%s\""), where),
               out);
}

/* The result no less, or no more, than the limit, before it is rounded. */
static void change_result(const Doctor *d, size_t i, const Stmt *stmt,
                          const Limit *limit, ChangeList *out)
{
    Arena *arena = d->arena;
    Node *amount = tree_amount(d, &limit->def->type, limit->num, stmt->place);
    if (!amount)
        return;
    Node *call = tree_node(arena, NODE_CALL, stmt->place, 2);
    call->text = limit->floor ? "max" : "min";
    call->args.at[0] = stmt->value;
    call->args.at[1] = amount;
    add_change(d, limit->num, i, stmt, call,
               arena_format(arena, limit->floor
                                ? tr("%s, when it is worked out, at least %s")
                                : tr("%s, when it is worked out, at most %s"),
                            limit->def->name,
                            show_amount(&d->show, &limit->def->type,
                                        limit->num)),
               out);
}

static void change_statement(const Doctor *d, size_t i, const Stmt *stmt,
                             const Limits *limits, ChangeList *out)
{
    NodeFound found = {0};
    tree_find(d->arena, stmt->value, NODE_ALLOCATE, &found);
    for (size_t k = 0; k < found.n; k++) {
        const AstAllocate *a = found.at[k]->allocate;
        const Limit none[] = {{NULL, NULL, true}, {NULL, NULL, false}};
        for (size_t m = 0; m < limits->n; m++)
            change_allocate(d, i, stmt, found.at[k], &limits->at[m], out);
        if (a->at_least)
            change_allocate(d, i, stmt, found.at[k], &none[0], out);
        if (a->at_most && !a->order)
            change_allocate(d, i, stmt, found.at[k], &none[1], out);
    }
    for (size_t m = 0; m < limits->n && stmt->kind == STMT_RESULT; m++)
        if (strcmp(limits->at[m].def->name, stmt->name.text) == 0)
            change_result(d, i, stmt, &limits->at[m], out);
}

void doctor_limits(const Doctor *d, const Variant *variant, const Look *look,
                   ChangeList *out)
{
    const Ast *formula = variant->formula;
    Limits limits = limits_of(d, look);
    for (size_t i = 0; i < formula->n; i++)
        if (formula->stmt[i]->kind == STMT_LET
            || formula->stmt[i]->kind == STMT_RESULT)
            change_statement(d, i, formula->stmt[i], &limits, out);
}
