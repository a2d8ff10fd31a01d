/* test_api_marginal.c - one more in each row, against runs of files that have
 * one more in that row.
 */
#include "fordela.h"
#include "test_check_help.h"

enum { ROWS = 9 };

static const char formula[] =
    "formula t\n"
    "param budget : kr = 1 mnkr\n"
    "data pop : persons per r\n"
    "data need : kr per r\n"
    "result x = 1 tkr + allocate budget by pop at most 100 kr * (pop / persons)\n"
    "  + need\n"
    "round x to 1 kr by largest remainder\n"
    "result whole = sum(x) - x\n";

static void put_rows(const char *name, int of, int more)
{
    Buf rows = {0};
    buf_add(&rows, "k,pop,need\n");
    for (int i = 0; i < ROWS; i++)
        buf_addf(&rows, "R%d,%d,%d\n", i,
                 500 + 37 * i * i + (i == of ? more : 0), 40000 * (i % 3));
    trial_put(name, rows.at);
    buf_free(&rows);
}

static void put_scenario(const char *name, const char *rows)
{
    char text[300];
    snprintf(text, sizeof text,
             "scenario t\nformula \"f\"\ntable r from \"%s\" key k\n"
             "data pop column pop\ndata need column need\n", rows);
    trial_put(name, text);
}

/* "7/2" less "1/2" is "3". */
static const char *less(Arena *arena, RatPool *pool, const char *a,
                        const char *b)
{
    return rat_text(arena, rat_sub(pool, rat_read(pool, a, strlen(a)),
                                   rat_read(pool, b, strlen(b))));
}

/* What stands in the JSON's array so named of row `of`, at place i. */
static const char *cell(Arena *arena, const char *json, const char *array,
                        int of, size_t i)
{
    const char *at = strstr(json, arena_format(arena, "\"of\": \"R%d\"", of));
    cr_assert_not_null(at);
    at = strstr(at, arena_format(arena, "\"%s\": [", array));
    cr_assert_not_null(at);
    at = strchr(at, '[') + 1;
    for (; i > 0; i--)
        at = strchr(at, ',') + 1;
    at += strspn(at, " \n\"");
    return arena_copy(arena, at, strcspn(at, ",\"\n"));
}

static char *marginal(const char *result, const char *by)
{
    fordela_marginal_options options = {.data = "pop", .result = result,
                                        .by = by, .form = FORDELA_JSON};
    fordela *f = fordela_open("s");
    cr_assert_eq(fordela_run(f), FORDELA_OK, "%s", fordela_messages(f));
    char *json = fordela_marginal(f, &options, NULL);
    cr_assert_not_null(json, "%s", fordela_messages(f));
    fordela_close(f);
    return json;
}

static void expect_matrix(Arena *arena, RatPool *pool, size_t result,
                          const char *name, const char *by, int more)
{
    char *json = marginal(name, by);
    fordela *a = fordela_open("s");
    fordela_run(a);
    for (int of = 0; of < ROWS; of++) {
        put_rows("more.csv", of, more);
        fordela *b = fordela_open("more");
        cr_assert_eq(fordela_run(b), FORDELA_OK, "%s", fordela_messages(b));
        for (size_t i = 0; i < ROWS; i++) {
            cr_expect_str_eq(cell(arena, json, "change", of, i),
                             less(arena, pool, fordela_amount(b, result, i),
                                  fordela_amount(a, result, i)));
            cr_expect_str_eq(cell(arena, json, "exact_change", of, i),
                             less(arena, pool, fordela_exact(b, result, i),
                                  fordela_exact(a, result, i)));
        }
        fordela_close(b);
    }
    fordela_close(a);
    fordela_free(json);
}

Test(api_marginal, matrix_is_runs)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    trial_enter();
    trial_put("f", formula);
    put_rows("r.csv", -1, 0);
    put_scenario("s", "r.csv");
    put_scenario("more", "more.csv");
    expect_matrix(arena, pool, 0, NULL, NULL, 1);
    expect_matrix(arena, pool, 0, "x", "-500", -500);
    expect_matrix(arena, pool, 1, "whole", "3 persons", 3);
    trial_leave();
    rat_pool_free(pool);
    arena_free(arena);
}

/* One more of a share is a hundredth. */
Test(api_marginal, shares)
{
    fordela_marginal_options options = {.data = "part", .code = "A",
                                        .form = FORDELA_CSV};
    trial_enter();
    trial_put("f", "formula f\ndata part : share per r\n"
                   "result x = part * 300 kr\n");
    trial_put("r.csv", "k,part\nA,25 %\nB,10 %\n");
    trial_put("s", "scenario s\nformula \"f\"\ntable r from \"r.csv\" key k\n"
                   "data part column part\n");
    fordela *f = fordela_open("s");
    cr_assert_eq(fordela_run(f), FORDELA_OK, "%s", fordela_messages(f));
    char *csv = fordela_marginal(f, &options, NULL);
    cr_assert_not_null(csv, "%s", fordela_messages(f));
    cr_expect_str_eq(csv, "code,name,before,after,change,exact_before,"
                          "exact_after,exact_change\nA,A,75,78,3,75,78,3\n"
                          "B,B,30,30,0,30,30,0\n");
    fordela_free(csv);
    fordela_close(f);
    trial_leave();
}

Test(api_marginal, what_is_asked_wrongly)
{
    static const struct {
        fordela_marginal_options ask;
        const char *said;
        fordela_status status;
    } row[] = {
        {{.data = "pop", .code = "R77"},
         "no row of r has the code or name \"R77\"", FORDELA_USE},
        {{.data = "pip"}, "did you mean \"pop\"?", FORDELA_USE},
        {{.data = "budget"}, "\"budget\" is no data", FORDELA_USE},
        {{.data = "pop", .by = "2 kr"}, "\"pop\" is persons", FORDELA_USE},
        {{.data = "pop", .by = "0"}, "nothing more", FORDELA_USE},
        {{.data = "pop", .by = "2 +"}, "expected a value", FORDELA_USE},
        {{.data = "pop", .result = "y"}, "s has no result \"y\"",
         FORDELA_USE},
        {{.data = "pop", .code = "R0", .by = "-501"},
         "\"pop\" of R0 would be below 0", FORDELA_FAULT},
    };
    trial_enter();
    trial_put("f", formula);
    put_rows("r.csv", -1, 0);
    put_scenario("s", "r.csv");
    fordela *f = fordela_open("s");
    cr_expect_null(fordela_marginal(f, &row[0].ask, NULL));
    cr_expect_eq(fordela_last_status(f), FORDELA_USE);
    cr_assert_eq(fordela_run(f), FORDELA_OK);
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        cr_expect_null(fordela_marginal(f, &row[i].ask, NULL));
        cr_expect_not_null(strstr(fordela_messages(f), row[i].said),
                           "%s, not %s", fordela_messages(f), row[i].said);
        cr_expect_eq(fordela_last_status(f), row[i].status, "%s",
                     row[i].said);
    }
    fordela_close(f);
    trial_leave();
}
