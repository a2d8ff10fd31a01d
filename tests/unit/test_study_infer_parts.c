/* Instalments: a column made of some is explained by them, and by no single
 * rounding.
 */
#include <math.h>

#include "test_infer_help.h"

#define ROWS 12

static InferParts *ask(Inferred *t, const int64_t *base, int64_t total,
                       size_t most)
{
    InferPartsAsk asked = {.base = base, .base_name = "base", .total = total,
                           .most = most};
    InferParts *p = infer_parts(t->arena, t->pool, &t->table, &asked,
                                diags_new(t->arena));
    cr_assert_not_null(p);
    return p;
}

static void add_part(Inferred *t, RoundMethod method, int64_t part,
                     const int64_t *base, int64_t *amount)
{
    int64_t out[ROWS];
    inferred_divide(t, method, part, base, out);
    for (size_t i = 0; i < t->table.n; i++)
        amount[i] += out[i];
}

/* What the best split gives, summed up by the money room. */
static size_t rows_of(Inferred *t, const InferSplit *s, const int64_t *base)
{
    int64_t amount[ROWS] = {0};
    size_t equal = 0;
    for (size_t k = 0; k < s->parts; k++)
        add_part(t, s->method, s->part[k], base, amount);
    for (size_t i = 0; i < t->table.n; i++)
        equal += amount[i] == t->table.amount[i];
    return equal;
}

Test(infer_parts, finds_the_instalments)
{
    static const struct {
        RoundMethod method;
        int64_t part[3];
    } row[] = {
        {ROUND_NEAREST, {30000, 70000, 0}},
        {ROUND_LARGEST_REMAINDER, {20000, 80000, 0}},
        {ROUND_DOWN, {40000, 60000, 0}},
        {ROUND_UP, {10000, 30000, 60000}},
        {ROUND_NEAREST, {10000, 20000, 70000}},
    };
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Inferred t;
        int64_t base[ROWS], amount[ROWS] = {0};
        inferred_start(&t, ROWS);
        t.seed = 40 + i;
        size_t parts = row[i].part[2] > 0 ? 3 : 2;
        for (size_t k = 0; k < ROWS; k++)
            base[k] = 100 + inferred_draw(&t, 9000);
        for (size_t k = 0; k < parts; k++)
            add_part(&t, row[i].method, row[i].part[k], base, amount);
        inferred_amounts(&t, amount);
        InferParts *p = ask(&t, base, 100000, 3);
        bool found = false;
        for (size_t k = 0; k < p->n_splits; k++) {
            const InferSplit *s = &p->split[k];
            if (s->step > 0)
                cr_expect_eq(s->best, rows_of(&t, s, base));
            cr_expect_eq(s->all > 0, s->best == ROWS);
            found = found || (s->parts == parts && s->all > 0);
        }
        cr_expect(found, "row %zu", i);
        cr_expect_lt(p->single->combo[0].equal, ROWS, "row %zu", i);
        inferred_end(&t);
    }
}

/* Three rows at a third each of 100: 33.33..; two equal parts of 50 give 17 +
 * 17 = 34 each. Splits of 100 into two: 1 + 99 to 50 + 50. The chance of 34 is
 * 1 - 2/3 a row by the triangle of two errors. */
Test(infer_parts, counts_and_chance)
{
    static const int64_t base[] = {1, 1, 1}, amount[] = {34, 34, 34};
    Inferred t;
    inferred_start(&t, 3);
    inferred_amounts(&t, amount);
    InferParts *p = ask(&t, base, 100, 2);
    cr_expect_eq(p->split[0].step, 0);
    cr_expect_eq(p->split[0].all, 1);
    cr_assert_eq(p->n_splits, 2);
    cr_expect_eq(p->split[1].step, 1);
    cr_expect_eq(p->split[1].splits, 50);
    cr_expect_float_eq(pow(10, p->split[1].chance), 50.0 / 27, 1e-9);
    cr_expect_eq(p->persons, 3);
    inferred_end(&t);
}

/* 3 in parts of 1 and 2 over two equal rows: 0.5 and 1, of which the half goes
 * up by nearest alone. */
Test(infer_parts, halves)
{
    static const int64_t base[] = {1, 1}, amount[] = {2, 2};
    Inferred t;
    inferred_start(&t, 2);
    inferred_amounts(&t, amount);
    InferParts *p = ask(&t, base, 3, 2);
    cr_assert_eq(p->n_splits, 2);
    cr_expect_eq(p->split[1].method, ROUND_NEAREST);
    cr_expect_eq(p->split[1].best, 2);
    cr_expect_eq(p->split[1].all, 1);
    inferred_end(&t);
}

/* Of any total, A and B get the same: no cut can part them; nor A and C, of
 * which C has twice as much and yet less than twice less 1. */
Test(infer_parts, no_single_cut)
{
    static const int64_t base[] = {5, 5, 10};
    static const struct {
        int64_t amount[3];
        bool can;
    } row[] = {
        {{5, 5, 10}, true},
        {{5, 6, 11}, true},     /* at a tie */
        {{5, 7, 12}, false},
        {{5, 5, 11}, true},
        {{5, 5, 7}, false},
        {{5, 5, 12}, true},     /* 5.99 each, and 11.99: all cut at .99 */
        {{5, 5, 13}, false},
    };
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Inferred t;
        inferred_start(&t, 3);
        inferred_amounts(&t, row[i].amount);
        InferParts *p = ask(&t, base, t.table.sum, 2);
        cr_expect_eq(p->one_cut, row[i].can, "row %zu", i);
        cr_expect_eq(p->n_clash > 0, !row[i].can, "row %zu", i);
        inferred_end(&t);
    }
}
