/* Candidate columns and formulas: those that a table was made from come
 * first.
 */
#include "test_infer_help.h"

typedef struct Asked {
    Inferred t;
    Diags *diags;
    InferTable *table;
    InferColumns columns;
    Buf said;
    bool use;
} Asked;

static void asked_start(Asked *a, const char *table, const char *candidates)
{
    InferRead read = {.path = "t.csv", .amount = "kr"};
    memset(a, 0, sizeof *a);
    inferred_start(&a->t, 0);
    a->diags = diags_new(a->t.arena);
    trial_put("t.csv", table);
    trial_put("c.csv", candidates);
    a->table = infer_table(a->t.arena, a->t.pool, &read, NULL, &a->use,
                           a->diags);
    cr_assert_not_null(a->table);
    infer_columns(a->t.arena, a->t.pool, a->table, "c.csv", NULL, NULL,
                  &a->columns, &a->use, a->diags);
}

static InferRank *asked_rank(Asked *a, InferFormula *const *formula, size_t n,
                             const char *stated)
{
    int64_t total[INFER_TOTALS];
    InferRankAsk ask = {.columns = &a->columns, .formula = formula,
                        .n_formulas = n, .total = total, .stated = stated};
    ask.n_totals = infer_totals(a->table, 0, total);
    InferRank *rank = infer_rank(a->t.arena, a->t.pool, a->table, &ask,
                                 a->diags);
    buf_add(&a->said, "");
    diags_render(a->diags, &a->said);
    return rank;
}

static void asked_end(Asked *a)
{
    buf_free(&a->said);
    inferred_end(&a->t);
}

/* 1 000 by 10, 20, 41 of 71: 140.84.., 281.69.., 577.46..: 141, 282, 577 by
 * nearest; largest remainder the same, as 1.69 + .84 are the largest. */
static const char table[] = "code,kr\nA,141\nB,282\nC,577\n";
static const char candidates[] = "code,name,y18,y19,gap,minus\n"
                                 "Z,zet,1,1,1,1\n"
                                 "C,ce,41,40,3,3\n"
                                 "A,a,10,11,,-1\n"
                                 "B,be,20,20,2,2\n";

Test(infer_rank, the_column_it_was_made_from)
{
    Asked a;
    trial_enter();
    asked_start(&a, table, candidates);
    InferRank *rank = asked_rank(&a, NULL, 0, "y20");
    cr_assert_not_null(rank);
    cr_expect_eq(rank->n_columns, 2);
    cr_expect_eq(rank->n, 2 * 10);
    cr_expect_eq(rank->n_incomplete, 1);
    cr_expect_str_eq(rank->incomplete[0]->name, "gap");
    cr_expect_str_eq(rank->combo[0].column[0]->name, "y18");
    cr_expect_eq(rank->combo[0].method, ROUND_NEAREST);
    cr_expect_eq(rank->combo[0].equal, 3);
    cr_expect_str_eq(rat_text(a.t.arena, rank->combo[0].total), "1000");
    cr_expect_not(rank->stated_tried);
    for (size_t i = 1; i < rank->n; i++)
        cr_expect_leq(rank->combo[i].equal, rank->combo[i - 1].equal);
    asked_end(&a);
    trial_leave();
}

Test(infer_rank, the_stated_one_that_does_not_fit)
{
    Asked a;
    trial_enter();
    asked_start(&a, table, candidates);
    InferRank *rank = asked_rank(&a, NULL, 0, "y19");
    cr_assert(rank->stated_tried);
    cr_assert_not_null(rank->stated_best);
    cr_expect_str_eq(rank->stated_best->column[0]->name, "y19");
    cr_expect_lt(rank->stated_best->equal, 3);
    asked_end(&a);
    trial_leave();
}

/* 100 first, and what is left of 1 300 by y18: 100 + 141 and so on. The
 * formula as written comes before the same by another rounding; no total
 * works for the other. */
Test(infer_rank, formulas)
{
    static const char good[] = "formula good\n"
                               "param budget : kr\n"
                               "data size : number per place\n"
                               "result x = 100 kr + allocate budget - "
                               "sum(100 kr per place) by size\n"
                               "round x to 1 kr by largest remainder\n";
    static const char bad[] = "formula bad\n"
                              "param budget : kr\n"
                              "data size : number per place\n"
                              "require budget < 5 kr \"too much\"\n"
                              "result x = allocate budget by size\n";
    Asked a;
    InferFormula *formula[2];
    trial_enter();
    trial_put("good", good);
    trial_put("bad", bad);
    asked_start(&a, "code,kr\nA,241\nB,382\nC,677\n", candidates);
    const char *path[] = {"bad", "good"};
    for (size_t i = 0; i < 2; i++) {
        InferFormulaAsk ask = {.path = path[i], .open = true};
        formula[i] = infer_formula(a.t.arena, a.t.pool, a.table, &a.columns,
                                   &ask, NULL, &a.use, a.diags);
        cr_assert_not_null(formula[i]);
        cr_expect_str_eq(formula[i]->budget->name, "budget");
        cr_expect_eq(formula[i]->n_open, 1);
    }
    InferRank *rank = asked_rank(&a, formula, 2, NULL);
    cr_assert_not_null(rank, "%s", a.said.at);
    cr_expect_eq(rank->combo[0].formula, formula[1]);
    cr_expect_str_eq(rank->combo[0].column[0]->name, "y18");
    cr_expect(rank->combo[0].own);
    cr_expect_eq(rank->combo[0].equal, 3);
    cr_expect_eq(rank->n_refused, 2);
    cr_expect_not_null(strstr(rank->combo[rank->n - 1].refused, "too much"));
    asked_end(&a);
    trial_leave();
}

Test(infer_rank, faults)
{
    Asked a;
    trial_enter();
    asked_start(&a, table, "code,name\nA,x\n");
    cr_expect_null(asked_rank(&a, NULL, 0, NULL));
    cr_expect_not_null(strstr(a.said.at, "none of the candidates has a column "
                                         "of numbers for all 3 rows"));
    asked_end(&a);
    asked_start(&a, table, "code,y\nX,1\n");
    cr_expect(diags_failed(a.diags));
    asked_end(&a);
    asked_start(&a, table, "code,y\nA,1\nA,2\n");
    cr_expect(diags_failed(a.diags));
    asked_end(&a);
    trial_leave();
}
