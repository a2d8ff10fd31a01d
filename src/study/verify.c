/* verify.c - what was computed beside what was published, exactly. */

#include "study/study.h"

#include <string.h>

typedef struct Verify {
    Arena *arena;
    RatPool *pool;
    const Result *result;
} Verify;

static unsigned char all_marks(const Value *value)
{
    return value->marks | value->pooled;
}

static const Value *single(const Verify *v, const Expr *expr)
{
    const Column *column = &v->result->column[expr->id];
    if (!column->at && expr->kind == EXPR_DEF)
        column = result_column(v->result, expr->def);
    return column && column->at ? &column->at[0] : NULL;
}

/* ---- the state ---- */

/* Is every difference within the verdict's `within`? Texts, dates and flags
 * have no distance. */
static bool all_within(const Verify *v, const Verdict *verdict)
{
    for (size_t i = 0; i < verdict->n_compared; i++) {
        const VerdictRow *row = &verdict->row[i];
        if (row->equal)
            continue;
        if (!row->difference)
            return verdict->expect->because != NULL;
        if (!verdict->within
            || rat_cmp(rat_abs(v->pool, row->difference), verdict->within) > 0)
            return false;
    }
    return true;
}

static void decide(const Verify *v, Verdict *verdict)
{
    bool equal = verdict->n_equal == verdict->n_compared;
    bool within = equal || all_within(v, verdict);
    bool stated = verdict->expect->because != NULL;
    if (verdict->n_compared == 0 || !within)
        verdict->state = VERDICT_DEVIATES;
    else if (!equal)
        verdict->state = VERDICT_STATED;
    else if (verdict->marks & MARK_CALIBRATED)
        verdict->state = VERDICT_CALIBRATED;
    else
        verdict->state = VERDICT_REPRODUCED;
    verdict->tolerated = !equal && within && !stated;
}

/* ---- a file ---- */

static bool is_equal(const Type *type, const Value *value,
                     const Datum *printed)
{
    if (value->undefined)
        return false;
    switch (type->kind) {
    case TYPE_NUMBER:
        return value->num && rat_equal(value->num, printed->num);
    case TYPE_TEXT:
        return value->text && strcmp(value->text, printed->text) == 0;
    case TYPE_DATE:
        return value->date == printed->date;
    case TYPE_FLAG:
        return value->flag == printed->flag;
    }
    return false;
}

static void compare_row(const Verify *v, const Type *type, size_t i,
                        Verdict *verdict)
{
    const Value *value = &verdict->computed->at[i];
    const Datum *printed = &verdict->printed->at[i];
    VerdictRow *row = &verdict->row[verdict->n_compared++];
    row->row = i;
    row->equal = is_equal(type, value, printed);
    if (type->kind == TYPE_NUMBER && value->num && !value->undefined) {
        row->difference = rat_sub(v->pool, value->num, printed->num);
        verdict->left.num = rat_add(v->pool, verdict->left.num, value->num);
        verdict->right.num = rat_add(v->pool, verdict->right.num,
                                     printed->num);
    }
    verdict->n_equal += row->equal;
    verdict->marks |= all_marks(value);
}

static void find_largest(const Verify *v, Verdict *verdict)
{
    const Rat *most = NULL;
    verdict->largest = verdict->n_compared;
    for (size_t i = 0; i < verdict->n_compared; i++) {
        const VerdictRow *row = &verdict->row[i];
        if (row->equal)
            continue;
        const Rat *size = row->difference
                              ? rat_abs(v->pool, row->difference) : NULL;
        if (verdict->largest < verdict->n_compared
            && (!size || (most && rat_cmp(size, most) <= 0)))
            continue;
        verdict->largest = i;
        verdict->difference = row->difference;
        most = size;
    }
}

static void compare_file(const Verify *v, const DataColumn *printed,
                         Verdict *verdict)
{
    const Def *def = verdict->expect->result;
    bool sums = def->type.kind == TYPE_NUMBER && !def->type.percent;
    verdict->computed = result_column(v->result, def);
    verdict->printed = printed;
    verdict->row = ARENA_ARRAY(v->arena, VerdictRow, printed->n + 1);
    verdict->left.num = verdict->right.num = rat_int(v->pool, 0);
    verdict->difference = def->type.kind == TYPE_NUMBER ? rat_int(v->pool, 0)
                                                        : NULL;
    for (size_t i = 0; i < printed->n; i++) {
        if (printed->at[i].present)
            compare_row(v, &def->type, i, verdict);
        else
            verdict->n_left_out++;
    }
    if (!sums)
        verdict->left.num = verdict->right.num = NULL;
    find_largest(v, verdict);
}

/* ---- a comparison ---- */

static int order(const Type *type, const Value *left, const Value *right)
{
    switch (type->kind) {
    case TYPE_NUMBER:
        return rat_cmp(left->num, right->num);
    case TYPE_TEXT:
        return strcmp(left->text, right->text);
    case TYPE_DATE:
        return (left->date > right->date) - (left->date < right->date);
    case TYPE_FLAG:
        return (int)left->flag - (int)right->flag;
    }
    return 0;
}

static bool holds(ExprKind compare, int cmp)
{
    switch ((int)compare) {
    case EXPR_EQ: return cmp == 0;
    case EXPR_NE: return cmp != 0;
    case EXPR_LT: return cmp < 0;
    case EXPR_LE: return cmp <= 0;
    case EXPR_GT: return cmp > 0;
    case EXPR_GE: return cmp >= 0;
    default: return false;
    }
}

static void compare_sides(const Verify *v, Verdict *verdict)
{
    const Expect *expect = verdict->expect;
    const Type *type = &expect->left->type;
    const Value *left = single(v, expect->left);
    const Value *right = single(v, expect->right);
    verdict->row = ARENA_ARRAY(v->arena, VerdictRow, 1);
    verdict->n_compared = 1;
    verdict->largest = 1;
    if (!left || !right)
        return;
    verdict->left = *left;
    verdict->right = *right;
    verdict->marks = all_marks(left) | all_marks(right);
    if (left->undefined || right->undefined)
        return;
    if (type->kind == TYPE_NUMBER)
        verdict->difference = rat_sub(v->pool, left->num, right->num);
    verdict->row[0].difference = verdict->difference;
    verdict->row[0].equal = holds(expect->compare, order(type, left, right));
    verdict->n_equal = verdict->row[0].equal;
    verdict->largest = verdict->n_equal;
}

Verdict study_judge(Arena *arena, RatPool *pool, const Result *result,
                    const Expect *expect, const DataColumn *printed)
{
    const Verify v = {arena, pool, result};
    Verdict verdict = {.expect = expect};
    if (expect->within && single(&v, expect->within))
        verdict.within = single(&v, expect->within)->num;
    if (printed)
        compare_file(&v, printed, &verdict);
    else
        compare_sides(&v, &verdict);
    decide(&v, &verdict);
    return verdict;
}

Verdict *study_verify(Arena *arena, RatPool *pool, const Result *result,
                      SourceList *sources, size_t *n, Diags *diags)
{
    const Program *program = result->program;
    Verdict *verdicts = ARENA_ARRAY(arena, Verdict, program->n_expects + 1);
    bool failed = false;
    *n = program->n_expects;
    for (size_t i = 0; i < program->n_expects; i++) {
        const Expect *expect = &program->expect[i];
        const DataColumn *printed =
            expect->result ? bind_expected(arena, pool, program, result->data,
                                           expect, sources, diags)
                           : NULL;
        if (expect->result && !printed)
            failed = true;
        else
            verdicts[i] = study_judge(arena, pool, result, expect, printed);
    }
    return failed ? NULL : verdicts;
}

void verify_count(VerifyCount *count, const Verdict *verdict, size_t n)
{
    count->scenarios++;
    count->silent += n == 0;
    for (size_t i = 0; i < n; i++) {
        count->expectations[verdict[i].state]++;
        if (!verdict[i].expect->result)
            continue;
        count->rows[verdict[i].state] += verdict[i].n_compared;
        count->equal[verdict[i].state] += verdict[i].n_equal;
    }
}
