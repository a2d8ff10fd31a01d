/* doctor_round.c - the formula with its amounts rounded otherwise. */

#include "study/doctor_int.h"

#include <string.h>

#include "base/tr.h"

#define WEIGHT_METHOD 5
/* Of a unit other than the one written, or where nothing is rounded. */
#define WEIGHT_UNIT 6
/* Powers of ten that a table may be rounded to. */
#define ZEROS_MOST 6

/* In the order of how often they are used. */
static const RoundMethod methods[] = {
    ROUND_NEAREST, ROUND_LARGEST_REMAINDER, ROUND_DOWN, ROUND_UP,
    ROUND_HALF_EVEN, ROUND_WEBSTER, ROUND_JEFFERSON, ROUND_ADAMS,
    ROUND_HUNTINGTON_HILL, ROUND_DEAN};

/* One place where the formula rounds, or might. */
typedef struct Spot {
    const Doctor *d;
    ChangeList *out;
    size_t stmt;
    const char *what;               /* "grant" */
    const AstRounding *written;     /* or NULL: it is not rounded */
    /* Either a round statement, or a node inside a statement. */
    const Stmt *statement;
    Node *node;
} Spot;

/* The statement with another rounding at the spot. */
static const Stmt *statement_with(const Spot *spot, AstRounding *rounding)
{
    Arena *arena = spot->d->arena;
    Stmt *out = ARENA_NEW(arena, Stmt);
    *out = *spot->statement;
    if (!spot->node) {
        out->rounding = rounding;
        return out;
    }
    Node *node = ARENA_NEW(arena, Node);
    *node = *spot->node;
    node->rounding = rounding;
    out->value = tree_replace(arena, out->value, spot->node, node);
    return out;
}

static AstRounding *rounding_of(const Spot *spot, RoundMethod method,
                                Node *unit)
{
    AstRounding *out = ARENA_NEW(spot->d->arena, AstRounding);
    if (spot->written)
        *out = *spot->written;
    if (!round_method_keeps(method)) {
        out->keeping = (NodeList){0};
        out->ties = NULL;
    }
    if (method != ROUND_WEBSTER)
        out->first = NULL;
    out->method = method;
    out->unit = unit;
    out->place = spot->statement->place;
    return out;
}

static const char *say(const Spot *spot, RoundMethod method, const Node *unit,
                       bool same_unit)
{
    Arena *arena = spot->d->arena;
    const AstRounding *was = spot->written;
    const char *words = round_method_said(method);
    if (was && same_unit)
        return arena_format(arena, tr("%s rounded by %s, not by %s"),
                            spot->what,
                            words, round_method_said(was->method));
    if (!was)
        return arena_format(arena, tr("%s rounded to %s by %s, not left as it "
                                      "is"),
                            spot->what, tree_text(arena, unit), words);
    return arena_format(arena, tr("%s rounded to %s by %s, not to %s by %s"),
                        spot->what, tree_text(arena, unit), words,
                        tree_text(arena, was->unit),
                        round_method_said(was->method));
}

static void add_methods(const Spot *spot, Node *unit, bool same_unit)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (same_unit && spot->written->method == methods[i])
            continue;
        *VEC_ADD(spot->d->arena, spot->out) = (Change){
            .kind = CHANGE_ROUNDING, .stmt = spot->stmt,
            .weight = same_unit ? WEIGHT_METHOD : WEIGHT_UNIT,
            .with = statement_with(spot, rounding_of(spot, methods[i], unit)),
            .text = say(spot, methods[i], unit, same_unit)};
    }
}

/* ---- the unit that the printed figures seem to have ---- */

/* The largest power of ten, in the unit that is printed (kr, %), that every
 * printed figure of a column is a whole number of; NULL: there is none. */
static const Rat *printed_unit(const Doctor *d, const Def *def)
{
    RatPool *pool = d->pool;
    const Rat *unit = rat_ratio(pool, 1, def->type.percent ? 100 : 1);
    for (int i = 0; i < ZEROS_MOST; i++)
        unit = rat_mul(pool, unit, rat_int(pool, 10));
    for (int i = 0; i < 2 * ZEROS_MOST; i++) {
        bool whole = true, any = false;
        for (size_t k = 0; k < d->n; k++) {
            const DataColumn *c = d->printed[k];
            if (d->program->expect[k].result != def)
                continue;
            for (size_t row = 0; row < c->n && whole; row++)
                if (c->at[row].present) {
                    any = any || rat_sign(c->at[row].num) != 0;
                    whole = rat_is_whole(rat_div(pool, c->at[row].num, unit));
                }
        }
        if (whole)
            return any ? unit : NULL;
        unit = rat_div(pool, unit, rat_int(pool, 10));
    }
    return NULL;
}

static void add_other_unit(const Spot *spot, const Def *def)
{
    const Rat *unit = printed_unit(spot->d, def);
    const Expr *e = def->expr;
    bool rounded = e && e->kind == EXPR_ROUND;
    if (!unit || (rounded && rat_equal(e->round->unit, unit)))
        return;
    Node *node = tree_amount(spot->d, &def->type, unit,
                             spot->statement->place);
    if (node)
        add_methods(spot, node, false);
}

/* ---- where it is rounded ---- */

static const Def *compared(const Doctor *d, const char *name)
{
    for (size_t i = 0; i < d->n; i++) {
        const Def *def = d->program->expect[i].result;
        if (def && def->type.kind == TYPE_NUMBER
            && strcmp(def->name, name) == 0)
            return def;
    }
    return NULL;
}

static void add_statement(Spot *spot)
{
    const Def *def = compared(spot->d, spot->statement->name.text);
    spot->what = spot->statement->name.text;
    spot->written = spot->statement->rounding;
    add_methods(spot, spot->written->unit, true);
    if (def)
        add_other_unit(spot, def);
}

static void add_nodes(Spot *spot)
{
    Arena *arena = spot->d->arena;
    NodeFound found = {0};
    tree_find(arena, spot->statement->value, NODE_ROUND, &found);
    for (size_t i = 0; i < found.n; i++) {
        spot->node = found.at[i];
        spot->written = found.at[i]->rounding;
        spot->what = arena_format(
            arena, tr("%s in %s"), tree_text(arena, found.at[i]->args.at[0]),
            spot->statement->name.text);
        add_methods(spot, spot->written->unit, true);
    }
}

static bool is_rounded(const Ast *formula, const char *name)
{
    for (size_t i = 0; i < formula->n; i++)
        if (formula->stmt[i]->kind == STMT_ROUNDS
            && strcmp(formula->stmt[i]->name.text, name) == 0)
            return true;
    return false;
}

/* A result that is not rounded, though what is printed of it is. */
static void add_unrounded(Spot *spot, const Ast *formula, const Stmt *result)
{
    const Def *def = compared(spot->d, result->name.text);
    if (!def || is_rounded(formula, def->name))
        return;
    Stmt *stmt = ARENA_NEW(spot->d->arena, Stmt);
    *stmt = (Stmt){.kind = STMT_ROUNDS, .place = result->place,
                   .name = result->name};
    Spot new = {.d = spot->d, .out = spot->out, .stmt = formula->n,
                .what = def->name, .statement = stmt};
    add_other_unit(&new, def);
}

void doctor_roundings(const Doctor *d, const Variant *variant,
                      ChangeList *out)
{
    const Ast *formula = variant->formula;
    for (size_t i = 0; i < formula->n; i++) {
        const Stmt *stmt = formula->stmt[i];
        Spot spot = {.d = d, .out = out, .stmt = i, .statement = stmt};
        if (stmt->kind == STMT_ROUNDS)
            add_statement(&spot);
        if (stmt->kind == STMT_LET || stmt->kind == STMT_RESULT)
            add_nodes(&spot);
        if (stmt->kind == STMT_RESULT)
            add_unrounded(&spot, formula, stmt);
    }
}
