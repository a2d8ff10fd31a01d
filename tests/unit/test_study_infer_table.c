/* Published columns as counts of a unit, and what cannot be read as such. */
#include "test_infer_help.h"

typedef struct Read {
    Arena *arena;
    RatPool *pool;
    Diags *diags;
    InferTable *table;
    bool use;
    Buf said;
} Read;

static void read_text(Read *r, const char *text, const char *unit)
{
    memset(r, 0, sizeof *r);
    r->arena = arena_new();
    r->pool = rat_pool_new(RAT_BITS_MAX);
    r->diags = diags_new(r->arena);
    InferRead ask = {.path = "t.csv", .amount = "kr", .unit = unit};
    trial_put("t.csv", text);
    r->table = infer_table(r->arena, r->pool, &ask, NULL, &r->use, r->diags);
    buf_add(&r->said, "");
    diags_render(r->diags, &r->said);
}

static void read_end(Read *r)
{
    buf_free(&r->said);
    rat_pool_free(r->pool);
    arena_free(r->arena);
}

Test(infer_table, units)
{
    static const struct {
        const char *text, *given, *unit;
        int64_t first, sum;
    } row[] = {
        {"k,kr\nA,5\nB,7\n", NULL, "1", 5, 12},
        {"k,kr\nA,100\nB,200\nC,400\n", NULL, "100", 1, 7},
        {"k,kr\nA,100\nB,250\nC,400\n", NULL, "10", 10, 75},
        /* Two round numbers are no rule; a zero is a multiple of anything. */
        {"k,kr\nA,100\nB,200\n", NULL, "1", 100, 300},
        {"k,kr\nA,0\nB,0\nC,3\n", NULL, "1", 0, 3},
        {"k,kr\nA,0\nB,0\n", NULL, "1", 0, 0},
        {"k,kr\nA,1.25\nB,2.5\n", NULL, "1/100", 125, 375},
        {"k;kr\nA;1 234,5\nB;-0,1\n", NULL, "1/10", 12345, 12344},
        {"k,kr\nA,500\nB,1500\nC,2500\n", "500", "500", 1, 9},
        {"k,kr\nA,500\nB,1500\nC,2500\n", "0.5", "1/2", 1000, 9000},
    };
    trial_enter();
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Read r;
        read_text(&r, row[i].text, row[i].given);
        cr_assert_not_null(r.table, "row %zu: %s", i, r.said.at);
        cr_expect_str_eq(rat_text(r.arena, r.table->unit), row[i].unit,
                         "row %zu", i);
        cr_expect_eq(r.table->amount[0], row[i].first, "row %zu", i);
        cr_expect_eq(r.table->sum, row[i].sum, "row %zu", i);
        read_end(&r);
    }
    trial_leave();
}

Test(infer_table, faults)
{
    static const struct {
        const char *text, *unit, *said;
        bool use;
    } row[] = {
        {"k,krr\nA,5\n", NULL, "t.csv:1:1: error: t.csv has no column \"kr\"",
         true},
        {"code,krr\nA,5\n", NULL, "did you mean \"krr\"?", true},
        {"k,kr\nA,5\nA,6\n", NULL, "t.csv:3:1: error: the code A stands "
                                   "already in line 2", false},
        {"k,kr\n,5\n", NULL, "a row without a code", false},
        {"k,kr\nA,\n", NULL, "\"A\" has no amount", false},
        {"k,kr\nA,5\nB,x7\n", NULL, "t.csv:3:3: error: \"x7\" is not a number",
         false},
        {"k,kr\nA,5 %\n", NULL, "is a percentage", false},
        {"k,kr\nA,0.1234567\n", NULL, "more than 6 decimals", false},
        {"k,kr\nA,1000000000000000\nB,1\n", NULL, "at most 10^15 units",
         false},
        {"k,kr\nA,5\n", "2", "\"5\" is not a multiple of 2", false},
        {"k,kr\nA,5\n", "-2", "--unit cannot be \"-2\"", true},
        {"k,kr\n", NULL, "the table is empty", false},
    };
    trial_enter();
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Read r;
        read_text(&r, row[i].text, row[i].unit);
        cr_expect_null(r.table, "row %zu", i);
        cr_expect_not_null(strstr(r.said.at, row[i].said), "row %zu: %s", i,
                           r.said.at);
        cr_expect_eq(r.use, row[i].use, "row %zu", i);
        read_end(&r);
    }
    trial_leave();
}

/* The sum among the rows is told, but does not stop anything. */
Test(infer_table, sum_among_the_rows)
{
    Read r;
    trial_enter();
    read_text(&r, "k,n,kr\nA,a,5\nB,b,7\nC,c,9\nS,all,21\n", NULL);
    cr_assert_not_null(r.table);
    cr_expect_str_eq(r.table->name[3], "all");
    cr_expect_not_null(strstr(r.said.at, "t.csv:5:7: note: this amount is the "
                                         "sum of all the others"));
    read_end(&r);
    trial_leave();
}
