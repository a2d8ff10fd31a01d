/* Where something changes along a param: small grants whose points were worked
 * out by hand. */
#include "report/report_tipping.h"
#include "test_check_help.h"

typedef struct Asked {
    Trial trial;
    RatPool *show;
    Tipping *tipping;
} Asked;

static void start(Asked *a, const char *formula, const char *rows,
                  const char *sets)
{
    char text[900];
    snprintf(text, sizeof text,
             "scenario t\nformula \"f\"\n"
             "table r from \"r.csv\" key k\n%s", sets);
    trial_put("f", formula);
    trial_put("r.csv", rows);
    trial_put("s", text);
    trial_start(&a->trial);
    a->trial.ok = pipeline(&a->trial.work, "s", (Place){0}, STAGE_CHECK,
                           &a->trial.run);
    a->show = rat_pool_new(RAT_BITS_MAX);
    trial_say(&a->trial);
    cr_assert(a->trial.ok, "%s", a->trial.said.at);
}

static void ask(Asked *a, const char *name, const char *from, const char *to,
                bool unrounded)
{
    Trial *t = &a->trial;
    RatPool *pool = t->work.pool;
    TipAsk question = {.varied = program_find(t->run.program, name),
                       .from = rat_read(pool, from, strlen(from)),
                       .to = rat_read(pool, to, strlen(to)),
                       .unrounded = unrounded};
    cr_assert_not_null(question.varied);
    a->tipping = study_tipping(t->arena, pool, t->run.program, t->run.data,
                               &question, t->work.diags);
    buf_free(&t->said);
    t->said = (Buf){0};
    trial_say(t);
}

static void finish(Asked *a)
{
    rat_pool_free(a->show);
    trial_end(&a->trial);
}

/* "30 B x floor>share; 40 ..." : the value, the row, what, from and to. */
static const char *shown(Asked *a)
{
    const Tipping *t = a->tipping;
    Buf csv = {0}, out = {0};
    TipReport report = {.arena = a->trial.arena, .pool = a->show,
                        .tipping = t};
    report_tipping_csv(&report, &csv);
    for (const char *at = strchr(csv.at, '\n') + 1; *at != '\0';
         at = strchr(at, '\n') + 1) {
        char cell[12][120] = {{0}};
        size_t n = 0, k = 0;
        bool quoted = false;
        for (const char *c = at; *c != '\n'; c++) {
            quoted ^= *c == '"';
            if (*c == '"')
                continue;
            if (*c == ',' && !quoted) {
                n++;
                k = 0;
            } else if (k < 119 && n < 12) {
                cell[n][k++] = *c;
            }
        }
        buf_addf(&out, "%s%s %s", out.n > 0 ? "; " : "",
                 cell[1][0] ? cell[1] : "~", cell[2]);
        for (size_t i = 3; i < 12; i++)
            if (i != 4 && i != 10 && cell[i][0] != '\0')
                buf_addf(&out, " %s", cell[i]);
    }
    const char *text = arena_string(a->trial.arena, out.at ? out.at : "");
    buf_free(&csv);
    buf_free(&out);
    return text;
}

#define R "param t : kr\ndata pop : number per r\n"
#define ABC "k,pop\nA,1\nB,2\nC,4\n"

static const struct {
    const char *label, *formula, *rows, *from, *to, *points;
} row[] = {
    /* The floors are 10 each, the ceilings 100; water levels per head at which
     * C, B and A leave their floors are 2.5, 5 and 10, and reach their
     * ceilings 25, 50 and 100. */
    {"floors and ceilings",
     "formula f\n" R "result x = allocate t by pop at least 10 kr at most "
     "100 kr\n", ABC, "0", "400",
     "30 run the floors together are above the total: allocate t by pop at "
     "least 10 kr at most 100 kr; "
     "30 state C x floor share; 30 apart C x same more A 1; "
     "40 state B x floor share; 40 apart A x same less B 0; "
     "70 state A x floor share; "
     "175 state C x share ceiling; "
     "250 state B x share ceiling; 250 together B x less same C 0; "
     "300 state A x share ceiling; 300 together A x less same B 1"},
    /* A is asked for first, B and C share what is left. */
    {"nothing, part, full",
     "formula f\nparam t : kr\ndata want : kr per r\ndata turn : number per r\n"
     "result x = allocate t by want at most want in order of turn\n"
     "result word = if x = 0 kr then \"none\" else if x < want then \"part\" "
     "else \"full\"\n",
     "k,want,turn\nA,10,1\nB,20,2\nC,30,2\n", "0", "80",
     "0 state A x nothing part; 0 text A word none part; "
     "0 apart A x same more B 1; "
     "10 state A x part full; 10 state B x nothing part; "
     "10 state C x nothing part; 10 text A word part full; "
     "10 text B word none part; 10 text C word none part; "
     "10 apart B x same less C 0; "
     "80/3 rank C x A 0; 35 rank B x A 0; "
     "60 state B x part full; 60 state C x part full; "
     "60 text B word part full; 60 text C word part full"},
    /* Whoever would get less than 10 leaves, the lowest code first. */
    {"or nothing",
     "formula f\n" R
     "result x = allocate t equally at least 10 kr or nothing\n"
     "result y = pop\n", ABC, "1", "60",
     "10 state C x too small share; 10 apart C x same more A 1; "
     "20 state B x too small share; 20 apart A x same less B 0; "
     "20 together B x less same C 0; "
     "30 state A x too small share; 30 together A x less same B 1"},
    /* Both are below 80; whoever is further below leaves, at 1 the lower code,
     * and the other one has all. */
    {"who leaves first",
     "formula f\nparam t : number\ndata pop : number per r\n"
     "result x = allocate 100 kr by (if code(r) = \"A\" then t * pop else pop) "
     "at least 80 kr or nothing\n", "k,pop\nA,1\nB,1\n", "1/2", "2",
     "1 state A x too small share; 1 state B x share too small; 1 rank A x B 0"},
    {"branches and choices",
     "formula f\n" R "let y = min(t, 5 kr)\n"
     "let z = if t < 3 kr then 1 kr else 2 kr\n"
     "result word = if t = 4 kr then \"just\" else \"not\"\n"
     "result x = y * pop + z + clamp(t, 6 kr, 7 kr)\n", ABC, "0", "10",
     "0 apart B x same less C 0; 0 apart A x same less C 0; "
     "3 if t < 3 kr yes no; 4 text word not just not; "
     "5 choice min(t, 5 kr) t 5 kr; "
     "6 choice clamp(t, 6 kr, 7 kr) 6 kr t; "
     "7 choice clamp(t, 6 kr, 7 kr) t 7 kr"},
    /* t t = 2 has no fraction; (t - 1)(t - 1) touches 0. */
    {"curves",
     "formula f\nparam t : number\ndata pop : number per r\n"
     "result x = if code(r) = \"A\" then t * t else if code(r) = \"B\" then 2 "
     "else 2 + (t - 3 / 2) * (t - 3 / 2)\n", ABC, "1", "3/2",
     "~ rank A x B 0; 17/12 rank A x C 0; 3/2 together B x less same C 0"},
    {"touching",
     "formula f\nparam t : number\ndata pop : number per r\n"
     "result x = if code(r) = \"A\" then (t - 1) * (t - 1) else if code(r) = "
     "\"B\" then 0 else -1\n", ABC, "0", "2", "1 touch A x B 0"},
    /* Just at 5 it cannot be computed; above 8 not at all. */
    {"gaps",
     "formula f\nparam t : number\ndata pop : number per r\n"
     "require t <= 8 \"too much\"\nresult x = pop / (t - 5)\n", ABC, "0", "9",
     "5 run division by zero: pop / (t - 5); 5 rank B x A 0; 5 rank C x A 0; "
     "5 rank C x B 0; 8 run too much"},
    {"nothing at all",
     "formula f\n" R "result x = t * pop + 1 kr\n", ABC, "1", "9", ""},
};

Test(tipping, points)
{
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Asked a;
        char sets[200];
        bool want = strstr(row[i].formula, "data want") != NULL;
        trial_enter();
        snprintf(sets, sizeof sets, "%sset t = 1%s\n",
                 want ? "data want column want\ndata turn column turn\n"
                      : "data pop column pop\n",
                 strstr(row[i].formula, "t : kr") ? " kr" : "");
        start(&a, row[i].formula, row[i].rows, sets);
        ask(&a, "t", row[i].from, row[i].to, false);
        cr_assert_not_null(a.tipping, "%s: %s", row[i].label,
                           a.trial.said.at);
        cr_expect_str_eq(shown(&a), row[i].points, "%s\nwant %s\n got %s",
                         row[i].label, row[i].points, shown(&a));
        finish(&a);
        trial_leave();
    }
}

static const struct {
    const char *label, *formula;
    bool unrounded;
    const char *said;       /* a part of the message; NULL: none */
} refused[] = {
    {"no use", "formula f\n" R "result x = pop\n", false,
     "no result depends on \"t\""},
    {"logarithm", "formula f\n" R "result x = pop * ln(t / kr + 2)\n", false,
     "this cannot be followed along \"t\": its decimals have no exact course"},
    {"rounded before",
     "formula f\n" R "result a = allocate t by pop\nround a to 1 kr by largest "
     "remainder\nresult x = max(a, 2 kr)\nround x to 1 kr by nearest\n", false,
     "--unrounded"},
    {"left out",
     "formula f\n" R "result a = allocate t by pop\nround a to 1 kr by largest "
     "remainder\nresult x = max(a, 2 kr)\nround x to 1 kr by nearest\n", true,
     NULL},
    {"whole numbers",
     "formula f\n" R "result x = pop * floor(t / kr)\n", true,
     "it takes whole numbers of what moves"},
    {"a rule", "formula f\n" R "result x = allocate t equally at most pop * 1 kr "
     "using minimal overlap\n", false, "this rule is not followed"},
    {"a requirement",
     "formula f\n" R "require sqrt(t / kr) < 9\nresult x = t * pop\n", false,
     "its decimals have no exact course"},
};

/* What cannot be followed is refused by name, unless it does not matter. */
Test(tipping, refusals)
{
    for (size_t i = 0; i < TRIAL_ROWS(refused); i++) {
        Asked a;
        trial_enter();
        start(&a, refused[i].formula, ABC,
              "data pop column pop\nset t = 1 kr\n");
        ask(&a, "t", "0", "10", refused[i].unrounded);
        if (refused[i].said == NULL) {
            cr_expect_not_null(a.tipping, "%s: %s", refused[i].label,
                               a.trial.said.at);
        } else {
            cr_expect_null(a.tipping, "%s", refused[i].label);
            cr_expect_not_null(strstr(a.trial.said.at, refused[i].said),
                               "%s: %s", refused[i].label, a.trial.said.at);
        }
        finish(&a);
        trial_leave();
    }
}

/* 10 kr over keys 1, 2, 4 and t more: whole kronor in the exact amounts change
 * as often as their floors from t = 0 (10/7, 20/7, 40/7) to t = 60 (10, 20,
 * 40) are apart. */
Test(tipping, units_passed)
{
    Asked a;
    trial_enter();
    start(&a, "formula f\n" R "result x = allocate t + 10 kr by pop\n"
              "round x to 1 kr by largest remainder\n", ABC,
          "data pop column pop\nset t = 1 kr\n");
    ask(&a, "t", "0", "60", false);
    cr_assert_not_null(a.tipping);
    static const int64_t want[] = {9, 18, 35};
    for (size_t i = 0; i < 3; i++)
        cr_expect(rat_equal(a.tipping->passes[i],
                            rat_int(a.show, want[i])));
    cr_expect(rat_equal(a.tipping->all_passes, rat_int(a.show, 62)));
    finish(&a);
    trial_leave();
}

/* The first: t over keys 1, 2 and 4, worked out apart from this program, with
 * fractions, just before, at and just after every fraction with a denominator
 * up to 12. The others by hand: a jump at a bend, a tie of two that only the
 * code decides, halves to the even. */
static const struct {
    const char *label, *formula, *from, *to, *moves;
} moved[] = {
    {"largest remainder",
     "formula f\n" R "result x = allocate t by pop\n"
     "round x to 1 kr by largest remainder\n", "0", "14",
     "7/2: 0 1 1; 21/2: 1 2 2"},
    {"a jump",
     "formula f\n" R "result x = pop * (if t < 5 kr then t else t + 10 kr)\n"
     "round x to 1 kr by nearest\n", "19/4", "21/4", "5: 5 15 15"},
    {"equal keys",
     "formula f\n" R "result x = allocate t equally\n"
     "round x to 1 kr by largest remainder\n", "0", "6",
     "1/2: 0 1 1; 7/2: 1 2 2"},
    {"halves to the even",
     "formula f\n" R "result x = pop * t\nround x to 1 kr by half even\n",
     "0", "3", "1/2: 0 0 1; 3/2: 1 2 2; 5/2: 2 2 3"},
    {"falling, away from zero",
     "formula f\n" R "result x = pop * (1 kr - t)\nround x to 1 kr by up\n",
     "0", "5/2", "1: 1 0 -1; 2: -1 -1 -2"},
};

Test(tipping, rounded_amount)
{
    for (size_t i = 0; i < TRIAL_ROWS(moved); i++) {
        Asked a;
        Buf out = {0};
        trial_enter();
        start(&a, moved[i].formula, ABC, "data pop column pop\nset t = 1 kr\n");
        Trial *t = &a.trial;
        RatPool *pool = t->work.pool;
        KronaAsk asked = {.varied = program_find(t->run.program, "t"),
                          .result = program_find(t->run.program, "x"),
                          .row = 0, .keep = 100, .most = 1000};
        asked.from = rat_read(pool, moved[i].from, strlen(moved[i].from));
        asked.to = rat_read(pool, moved[i].to, strlen(moved[i].to));
        const KronaMoves *m = study_krona(t->arena, pool, t->run.program,
                                          t->run.data, &asked,
                                          t->work.diags);
        cr_assert_not_null(m);
        for (size_t k = 0; k < m->move.n; k++)
            buf_addf(&out, "%s%s: %d %d %d", k > 0 ? "; " : "",
                     rat_text(t->arena, m->move.at[k].at),
                     (int)m->move.at[k].before, (int)m->move.at[k].here,
                     (int)m->move.at[k].after);
        cr_expect_str_eq(out.at, moved[i].moves, "%s: %s", moved[i].label,
                         out.at);
        cr_expect(m->whole && m->found == m->move.n, "%s", moved[i].label);
        buf_free(&out);
        finish(&a);
        trial_leave();
    }
}

/* Fewer cells where each has many values: x's rows, the param and one more. That
 * a walk ends at so many cells, `make check-limits` sees. */
Test(tipping, cells_of_many_rows)
{
    static const struct {
        size_t rows, cells;
    } most[] = {{1, 100000}, {198, 100000}, {199, 99502}, {1998, 10000},
                {1999, 9995}};
    for (size_t i = 0; i < sizeof most / sizeof *most; i++) {
        Asked a;
        Buf rows = {0};
        buf_add(&rows, "k,pop\n");
        for (size_t k = 0; k < most[i].rows; k++)
            buf_addf(&rows, "R%zu,1\n", k);
        trial_enter();
        start(&a, "formula f\n" R "result x = pop * t\n", rows.at,
              "data pop column pop\nset t = 1 kr\n");
        Trial *t = &a.trial;
        const Def *x = program_find(t->run.program, "x");
        CourseAsk asked = {.varied = program_find(t->run.program, "t"),
                           .result = &x, .n_results = 1};
        Course *course = course_new(t->arena, t->work.pool, t->run.program,
                                    t->run.data, &asked);
        cr_expect_eq(course_cells_most(course), most[i].cells, "%zu: %zu",
                     most[i].rows, course_cells_most(course));
        finish(&a);
        trial_leave();
        buf_free(&rows);
    }
}
