/* compare_trials.c - the base with some of a reform's parts in it.
 *
 * A set of parts makes a scenario of its own: the base's statements, with
 * those of the parts in their place, in the order of the parts. It is checked
 * and evaluated like any other. Its data is bound once for each set of the
 * parts that change what is read: the columns are the same whatever is set,
 * since no data statement depends on a param, and one formula numbers its
 * definitions in one way.
 */
#include "study/compare_int.h"

#include <string.h>

/* ---- The tree ---- */

/* The scenario, and how its statements are known. */
typedef struct Hybrid {
    Ast ast;
    const char **key;
} Hybrid;

static void put(Hybrid *h, const PartChange *change)
{
    Ast *ast = &h->ast;
    size_t i = 0;
    while (i < ast->n && strcmp(h->key[i], change->key) != 0)
        i++;
    if (change->now != NULL) {
        ast->stmt[i] = change->now;
        h->key[i] = change->key;
        ast->n += i == ast->n;
    } else if (i < ast->n) {
        ast->stmt[i] = ast->stmt[--ast->n];
        h->key[i] = h->key[ast->n];
    }
}

static Hybrid hybrid_of(Arena *arena, const Trials *t, unsigned set)
{
    const DecomposeAsk *ask = t->ask;
    const Ast *base = ask->side[0].scenario;
    size_t most = base->n;
    for (size_t i = 0; i < ask->parts.n; i++)
        most += ask->parts.at[i].n;
    Hybrid h = {.ast = {.source = base->source, .scenario = true},
                .key = ARENA_ARRAY(arena, const char *, most + 1)};
    h.ast.stmt = ARENA_ARRAY(arena, Stmt *, most + 1);
    for (size_t i = 0; i < base->n; i++) {
        if (base->stmt[i]->kind != STMT_SCENARIO
            && !part_counts(base->stmt[i]))
            continue;
        h.ast.stmt[h.ast.n] = base->stmt[i];
        h.key[h.ast.n++] = t->key[i];
    }
    for (size_t i = 0; i < ask->parts.n; i++)
        for (size_t k = 0; (set >> i & 1) != 0 && k < ask->parts.at[i].n; k++)
            put(&h, &ask->parts.at[i].change[k]);
    return h;
}

/* Whose formula, and so whose result, the tree names. */
static const CompareSide *formula_side(const Trials *t, const Ast *ast)
{
    const DecomposeAsk *ask = t->ask;
    for (size_t i = 0; i < ast->n; i++)
        for (size_t k = 0; ast->stmt[i]->kind == STMT_USES
                           && k < ask->n_sides; k++)
            for (size_t j = 0; j < ask->side[k].scenario->n; j++)
                if (ask->side[k].scenario->stmt[j] == ast->stmt[i])
                    return &ask->side[k];
    return NULL;
}

/* ---- Computing it ---- */

const Program *trial_program(Trials *t, unsigned set, Arena *arena,
                             RatPool *pool, const Def **result, Diags *diags)
{
    Hybrid *h = ARENA_NEW(arena, Hybrid);
    *h = hybrid_of(arena, t, set);
    const CompareSide *side = formula_side(t, &h->ast);
    if (side == NULL) {
        diag_add(diags, DIAG_FAULT, (Place){0}, NULL, "it has no formula");
        return NULL;
    }
    const Program *program = check(arena, pool, side->formula, &h->ast,
                                   t->ask->setting, t->ask->n_settings,
                                   diags);
    if (program != NULL)
        *result = program_find(program, side->def->name);
    return program;
}

const Dataset *trial_data(Trials *t, unsigned set, const Program *program,
                          Diags *diags)
{
    unsigned binding = set & t->binding;
    if (t->data[binding] == NULL)
        t->data[binding] = bind_scenario(t->arena, t->pool, program,
                                         &t->ask->other, NULL, diags);
    return t->data[binding];
}

bool trial_rows(const Trials *t, const Table *table, size_t *row)
{
    const Compare *c = t->compare;
    bool same = table->n == c->n_rows;
    for (size_t i = 0; same && i < c->n_rows; i++)
        same = code_index_find(table->index, c->table->code[i], &row[i]);
    return same;
}

static bool keep_amounts(Trials *t, const Column *column, const Table *table,
                         Arena *arena, Trial *trial, Diags *diags)
{
    size_t n = t->compare->n_rows;
    const Rat *zero = rat_int(t->pool, 0);
    size_t *row = ARENA_ARRAY(arena, size_t, n + 1);
    if (!trial_rows(t, table, row)) {
        diag_add(diags, DIAG_FAULT, (Place){0}, NULL,
                 "its recipients are others");
        return false;
    }
    const Rat **amount = ARENA_ARRAY(t->arena, const Rat *, n + 1);
    for (size_t i = 0; i < n; i++)
        amount[i] = rat_add(t->pool, column->at[row[i]].num, zero);
    trial->amount = amount;
    return true;
}

static bool compute(Trials *t, unsigned set, Arena *arena, RatPool *pool,
                    Trial *trial, Diags *diags)
{
    const Def *def = NULL;
    const Program *program = trial_program(t, set, arena, pool, &def, diags);
    const Dataset *data = program == NULL ? NULL
                                          : trial_data(t, set, program, diags);
    if (data == NULL)
        return false;
    Ask ask = {.result = &def, .n_results = 1};
    const Result *result = evaluate_instead(arena, pool, program, data, NULL,
                                            &ask, NULL, diags);
    t->runs++;
    return result != NULL
           && keep_amounts(t, result_column(result, def),
                           data->table[def->table], arena, trial, diags);
}

/* ---- Once each ---- */

static bool sets_params(const ComparePart *part)
{
    for (size_t i = 0; i < part->n; i++)
        if (part->change[i].now == NULL
            || part->change[i].now->kind != STMT_SET)
            return false;
    return true;
}

static void know_ends(Trials *t, const CompareReform *reform, size_t sets)
{
    size_t rows = t->compare->n_rows;
    const Rat **before = ARENA_ARRAY(t->arena, const Rat *, rows + 1);
    const Rat **after = ARENA_ARRAY(t->arena, const Rat *, rows + 1);
    for (size_t i = 0; i < rows; i++) {
        before[i] = reform->row[i].before;
        after[i] = reform->row[i].after;
    }
    t->trial[sets - 1].amount = after;
    t->trial[0].amount = before;
    t->data[0] = t->ask->side[0].result->data;
}

void trials_init(Trials *t, Arena *arena, RatPool *pool,
                 const Compare *compare, const CompareReform *reform,
                 const DecomposeAsk *ask, Diags *diags)
{
    const Ast *base = ask->side[0].scenario;
    size_t sets = (size_t)1 << ask->parts.n;
    *t = (Trials){.arena = arena, .pool = pool, .compare = compare,
                  .ask = ask, .diags = diags};
    t->trial = ARENA_ARRAY(arena, Trial, sets);
    t->data = ARENA_ARRAY(arena, const Dataset *, sets);
    t->key = ARENA_ARRAY(arena, const char *, base->n + 1);
    for (size_t i = 0; i < base->n; i++) {
        const char *key = stmt_key(arena, base->stmt[i]);
        t->key[i] = key != NULL ? key : "";
    }
    t->fast = ARENA_ARRAY(arena, bool, sets);
    for (size_t i = 0; i < ask->parts.n; i++) {
        t->binding |= (unsigned)ask->parts.at[i].binds << i;
        t->params |= (unsigned)sets_params(&ask->parts.at[i]) << i;
    }
    know_ends(t, reform, sets);
}

const Trial *trial_of(Trials *t, unsigned set)
{
    Trial *trial = &t->trial[set];
    unsigned fixed = set & ~t->params;
    if (trial->amount == NULL && trial->why == NULL && !t->fast[fixed]) {
        t->fast[fixed] = true;
        trials_fast(t, fixed);
    }
    if (trial->amount != NULL || trial->why != NULL)
        return trial;
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Diags *diags = diags_new(arena);
    if (!compute(t, set, arena, pool, trial, diags)) {
        const char *why = diags_first(diags);
        trial->why = arena_string(t->arena, why != NULL ? why : "");
        diags_add_machine(t->diags, diags);
    }
    rat_pool_free(pool);
    arena_free(arena);
    return trial;
}
