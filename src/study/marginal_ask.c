/* marginal_ask.c - more of what, in whom, and how much. */
#include "study/marginal_int.h"

#include <string.h>

#include "base/tr.h"
#include "study/asked.h"

/* ---- The data ---- */

/* Numbers of the rows whose amounts are asked for. */
static const Def *find_data(Arena *arena, const MarginalAsk *ask,
                            const Def *result, Diags *question)
{
    const Program *program = ask->result->program;
    const Def *def = program_find(program, ask->data);
    if (def != NULL && study_is_data(def, result->table))
        return def;
    const char *way = study_data_way(arena, program, result->table,
                                     ask->data);
    if (def == NULL || def->kind != DEF_DATA)
        diag_add(question, DIAG_FAULT, (Place){0}, way,
                 "--data: \"%s\" is no data of the formula", ask->data);
    else if (def->type.kind != TYPE_NUMBER)
        diag_add(question, DIAG_FAULT, (Place){0}, way,
                 "--data: \"%s\" is no number, so there is no more of it",
                 ask->data);
    else
        diag_add(question, DIAG_FAULT, (Place){0},
                 "name data of these rows, or with --result a result of those",
                 "--data: \"%s\" is data per %s, and \"%s\" is of the rows of "
                 "%s", ask->data, program->table[def->table].name,
                 result->name, program->table[result->table].name);
    return NULL;
}

/* ---- The step ---- */

static bool same_dims(const Type *a, const Type *b)
{
    return memcmp(a->dim, b->dim, sizeof a->dim) == 0;
}

/* What a number with this word is in base units of the data; NULL: it is of
 * another kind. A number alone counts base units. */
static const Rat *scale_of(RatPool *pool, const Program *program,
                           const Type *type, const char *word)
{
    Type plain = {.kind = TYPE_NUMBER};
    if (word == NULL)
        return rat_int(pool, 1);
    if (strcmp(word, "%") == 0)
        return same_dims(&plain, type) ? rat_ratio(pool, 1, 100) : NULL;
    for (size_t i = 0; i < program->n_units; i++)
        if (strcmp(program->unit[i].name, word) == 0)
            return same_dims(&program->unit[i].type, type)
                       ? program->unit[i].scale : NULL;
    return NULL;
}

static const Rat *read_step(RatPool *pool, const Program *program,
                            const Def *data, const Node *by, Diags *question)
{
    bool minus = by != NULL && by->kind == NODE_NEG;
    const Node *n = minus ? by->args.at[0] : by;
    if (by == NULL)
        return rat_ratio(pool, 1, data->type.percent ? 100 : 1);
    const Rat *scale = n->kind != NODE_NUMBER
                           ? NULL
                           : scale_of(pool, program, &data->type,
                                      n->word.text);
    if (scale == NULL) {
        diag_add(question, DIAG_FAULT, by->place,
                 "write a number, with a unit of the data or without: 10, -1",
                 "\"%s\" is %s", data->name,
                 *data->unit_text != '\0' ? data->unit_text
                                          : tr("a plain number"));
        return NULL;
    }
    const Rat *step = rat_mul(pool, rat_read(pool, n->text, strlen(n->text)),
                              scale);
    if (rat_sign(step) != 0)
        return minus ? rat_neg(pool, step) : step;
    diag_add(question, DIAG_FAULT, by->place, "write a number that is not 0",
             "nothing more changes nothing");
    return NULL;
}

/* ---- The whole ---- */

static bool has_negative(const DataColumn *column)
{
    for (size_t i = 0; i < column->n; i++)
        if (rat_sign(column->at[i].num) < 0)
            return true;
    return false;
}

static bool find_rows(Arena *arena, const MarginalAsk *ask, Marginal *m,
                      Diags *question)
{
    m->end = m->n;
    if (ask->code != NULL) {
        if (!study_find_row(arena, m->table, ask->code, &m->first, question))
            return false;
        m->end = m->first + 1;
        return true;
    }
    if (m->n <= MARGINAL_ROWS_MAX)
        return true;
    diag_add(question, DIAG_FAULT, (Place){0},
             "name the code of one of them",
             "%zu rows make a matrix of more than %d by %d", m->n,
             MARGINAL_ROWS_MAX, MARGINAL_ROWS_MAX);
    return false;
}

Marginal *study_marginal(Arena *arena, RatPool *pool, const MarginalAsk *ask,
                         Diags *question)
{
    Marginal *m = ARENA_NEW(arena, Marginal);
    m->result = ask->result;
    m->def = study_find_amounts(arena, ask->result->program, ask->name,
                                question);
    if (m->def == NULL)
        return NULL;
    m->data = find_data(arena, ask, m->def, question);
    if (m->data == NULL)
        return NULL;
    m->table = ask->result->data->table[m->def->table];
    m->n = m->table->n;
    m->negative = has_negative(ask->result->data->column[m->data->id]);
    m->step = read_step(pool, ask->result->program, m->data, ask->by,
                        question);
    if (m->step == NULL || !find_rows(arena, ask, m, question))
        return NULL;
    m->rounded = m->def->expr->kind == EXPR_ROUND;
    m->before = marginal_amounts(arena, pool, m->result, m->def);
    return m;
}
