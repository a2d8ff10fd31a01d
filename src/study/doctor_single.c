/* doctor_single.c - one printed figure that does not follow: is it a sum of
 * other rows, rounded otherwise, or a slip of the pen? */

#include "study/doctor_int.h"

#include <stdlib.h>
#include <string.h>

/* A printed figure ends in at least so many zeros to be looked at as rounded:
 * thousands. */
#define ZEROS_LEAST 3
#define ZEROS_MOST 15
/* A row that a sum lacks, or has twice, is of at least so many digits. */
#define ROW_DIGITS 4

/* One figure under examination. */
typedef struct Single {
    const Doctor *d;
    Arena *arena;
    RatPool *pool;
    const Look *look;
    const Rat *printed, *follows;
    const Def *rows;        /* it is the sum of this column; or NULL */
    const Rat *of_printed;  /* the sum of its printed rows; NULL: not all are
                               printed */
    Finding *finding;
} Single;

static bool found(Single *s, FindingKind kind, const Rat *value, size_t row)
{
    *s->finding = (Finding){.kind = kind, .value = value, .other = row};
    return true;
}

/* ---- a sum ---- */

/* The column that an expression is the plain sum of, or NULL. */
static const Def *summed(const Expr *e)
{
    for (int depth = 0; depth < NESTING_MAX && e->kind == EXPR_DEF; depth++)
        if (!(e = e->def->expr))
            return NULL;
    if (e->kind != EXPR_AGG || e->agg->kind != AGG_SUM || e->agg->where
        || e->agg->by || e->agg->by_table >= 0 || !e->agg->arg)
        return NULL;
    return e->agg->arg->kind == EXPR_DEF ? e->agg->arg->def : NULL;
}

/* The sum of a column's rows as the expect lines print them; NULL where that
 * is less than half of them. */
static const Rat *sum_printed(const Single *s, const Def *def)
{
    const Doctor *d = s->d;
    size_t n = d->data->table[def->table]->n, covered = 0;
    bool *seen = ARENA_ARRAY(s->arena, bool, n + 1);
    const Rat *sum = rat_int(s->pool, 0);
    for (size_t i = 0; i < d->n; i++) {
        if (s->look->program->expect[i].result != def)
            continue;
        for (size_t row = 0; row < n; row++) {
            const Datum *at = &d->printed[i]->at[row];
            if (!at->present || seen[row])
                continue;
            seen[row] = true;
            covered++;
            sum = rat_add(s->pool, sum, at->num);
        }
    }
    return 2 * covered > n ? sum : NULL;
}

/* The sum before its rows were rounded. */
static bool is_unrounded(const Single *s)
{
    const Expr *exact = s->rows->exact;
    if (!exact || s->rows->kind != DEF_RESULT)
        return false;
    const Column *column = &s->look->result->column[exact->id];
    if (!column->at)
        return false;
    return rat_equal(result_sum(s->pool, column), s->printed);
}

/* The one row that makes the difference; NO_ROW: none, or several. */
static size_t row_of(const Single *s, const Rat *amount)
{
    const Column *column = result_column(s->look->result, s->rows);
    size_t row = NO_ROW;
    int64_t whole;
    if (!rat_to_int(amount, &whole)
        || doctor_count_digits(whole) < ROW_DIGITS)
        return NO_ROW;
    for (size_t i = 0; i < column->n; i++) {
        if (!rat_equal(column->at[i].num, amount))
            continue;
        if (row != NO_ROW)
            return NO_ROW;
        row = i;
    }
    return row;
}

/* The one row whose amount, a digit lost or too many or two exchanged, makes
 * the difference. */
static bool find_slip(Single *s)
{
    const Column *column = result_column(s->look->result, s->rows);
    const Rat *less = rat_sub(s->pool, s->follows, s->printed);
    const Rat *meant = NULL;
    size_t row = NO_ROW;
    for (size_t i = 0; i < column->n; i++) {
        int64_t is, should;
        const Rat *right = rat_sub(s->pool, column->at[i].num, less);
        if (!rat_to_int(column->at[i].num, &is) || !rat_to_int(right, &should)
            || should <= 0)
            continue;
        FindingKind kind = doctor_digits(is, should);
        if (kind == FINDING_NOTHING || kind == FINDING_CHANGED)
            continue;
        if (row != NO_ROW)
            return false;
        row = i;
        meant = right;
    }
    return row != NO_ROW && found(s, FINDING_SLIP, meant, row);
}

static bool find_sum(Single *s)
{
    const Rat *less = rat_sub(s->pool, s->follows, s->printed);
    size_t row = row_of(s, rat_abs(s->pool, less));
    if (s->of_printed && rat_equal(s->of_printed, s->printed))
        return found(s, FINDING_ROWS, s->of_printed, NO_ROW);
    if (is_unrounded(s))
        return found(s, FINDING_UNROUNDED, NULL, NO_ROW);
    if (row != NO_ROW)
        return found(s, rat_sign(less) > 0 ? FINDING_WITHOUT : FINDING_TWICE,
                     NULL, row);
    return false;
}

/* ---- rounded ---- */

/* Zeros at the end of a figure. */
static int zeros_of(const Rat *printed)
{
    int64_t whole;
    int zeros = 0;
    if (!rat_to_int(printed, &whole) || whole == 0)
        return 0;
    for (; whole % 10 == 0 && zeros < ZEROS_MOST; zeros++)
        whole /= 10;
    return zeros;
}

static bool is_rounded(Single *s, int zeros)
{
    int64_t ten = 1;
    for (int i = 0; i < zeros; i++)
        ten *= 10;
    const Rat *unit = rat_int(s->pool, ten);
    const Rat *units = rat_div(s->pool, s->follows, unit);
    const Rat *nearest = rat_mul(s->pool, rat_nearest(s->pool, units), unit);
    const Rat *down = rat_mul(s->pool, rat_floor(s->pool, units), unit);
    if (rat_equal(nearest, s->printed))
        return found(s, FINDING_ROUNDED, unit, NO_ROW);
    return rat_equal(down, s->printed) && found(s, FINDING_CUT, unit, NO_ROW);
}

/* To thousands, millions, thousand millions if it may be, else to as many
 * zeros as are printed. */
static bool find_rounded(Single *s)
{
    int zeros = zeros_of(s->printed);
    return zeros >= ZEROS_LEAST
           && (is_rounded(s, zeros - zeros % 3) || is_rounded(s, zeros));
}

/* ---- digits ---- */

static bool find_digits(Single *s)
{
    int64_t printed, follows;
    if (!rat_to_int(s->printed, &printed) || !rat_to_int(s->follows, &follows))
        return false;
    FindingKind kind = doctor_digits(printed, follows);
    return kind != FINDING_NOTHING && found(s, kind, s->of_printed, NO_ROW);
}

/* ---- all of it ---- */

/* Does an expression name nothing but numbers? */
static bool is_number(const Expr *e)
{
    if (e->kind == EXPR_DEF || e->kind == EXPR_AGG || e->kind == EXPR_CODE
        || e->kind == EXPR_LABEL)
        return false;
    for (size_t i = 0; i < e->n_args; i++)
        if (!is_number(e->arg[i]))
            return false;
    return true;
}

bool study_printed_left(const Expect *expect)
{
    return !expect->result && is_number(expect->left)
           && !is_number(expect->right);
}

void doctor_single(const Doctor *d, Arena *arena, RatPool *pool,
                   const Look *look, const Verdict *verdict,
                   Finding *finding)
{
    const Expect *e = verdict->expect;
    bool turned = study_printed_left(e);
    const Expr *computed = turned ? e->right : e->left;
    Single s = {.d = d, .arena = arena, .pool = pool, .look = look,
                .finding = finding,
                .printed = turned ? verdict->left.num : verdict->right.num,
                .follows = turned ? verdict->right.num : verdict->left.num};
    *finding = (Finding){.other = NO_ROW};
    if (e->compare != EXPR_EQ || !verdict->difference)
        return;
    s.rows = summed(computed);
    if (s.rows)
        s.of_printed = sum_printed(&s, s.rows);
    if ((s.rows && find_sum(&s)) || find_rounded(&s) || find_digits(&s)
        || (s.rows && find_slip(&s)))
        return;
    if (s.of_printed)
        found(&s, FINDING_TOTAL, s.of_printed, NO_ROW);
    else if (computed->type.percent)
        found(&s, FINDING_PERCENT, NULL, NO_ROW);
}
