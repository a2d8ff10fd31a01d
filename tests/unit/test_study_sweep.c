/* Axes of vary lines, rows by number, and units put out in order. */
#include <pthread.h>

#include "study/sweep_units.h"
#include "test_check_help.h"

static const char formula[] =
    "formula t\n"
    "param a : kr = 10 kr\n"
    "param w : share = 50 %\n"
    "data pop : persons per r\n"
    "result x = allocate a by pop\n";

static const char scenario[] =
    "scenario t\n"
    "formula \"f\"\n"
    "table r from \"r.csv\" key k\n"
    "data pop column pop\n";

/* The scenario with more lines, checked and bound. */
static void start(Trial *t, const char *lines)
{
    char text[600];
    snprintf(text, sizeof text, "%s%s", scenario, lines);
    trial_put("f", formula);
    trial_put("r.csv", "k,pop\nA,1000\nB,3000\nC,500\n");
    trial_put("s", text);
    trial_run(t, "s");
    cr_assert(t->ok, "%s", t->said.at);
}

static Sweep *sweep_of(Trial *t, const SweepAsk *ask)
{
    return study_sweep(t->arena, t->work.pool, t->run.program, t->run.data,
                       ask, t->work.diags);
}

Test(sweep, axis_values)
{
    static const struct {
        const char *lines;
        int64_t den;
        uint64_t n;
        int64_t first, last;
    } row[] = {
        {"vary a from 0 kr to 50 kr step 5 kr\n", 1, 11, 0, 50},
        {"vary a from 0 kr to 50 kr step 6 kr\n", 1, 9, 0, 48},
        {"vary a from 5 kr to -5 kr step -2.5 kr\n", 2, 5, 10, -10},
        {"vary a from 1 kr to 1 kr step 3 kr\n", 1, 1, 1, 1},
        {"vary a from 1 kr / 3 to 1 kr step 1 kr / 4\n", 12, 3, 4, 10},
        {"vary a in 1 tkr, 0.25 kr, 1 kr / 3\n", 12, 3, 12000, 4},
        {"vary w from 37 % to 40 % step 0.5 %\n", 200, 7, 74, 80},
        {"vary a from a to 2 * a step a / 2\n", 1, 3, 10, 20},
    };
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Trial t;
        Axes axes;
        trial_enter();
        start(&t, row[i].lines);
        cr_assert(study_axes(t.arena, t.work.pool, t.run.program, t.run.data,
                             &axes, t.work.diags));
        const Axis *axis = &axes.at[0];
        cr_expect_eq(axes.variants, row[i].n, "%s", row[i].lines);
        cr_expect_eq(axis->den, row[i].den, "%s", row[i].lines);
        cr_expect_eq(axis_value(axis, 0), row[i].first, "%s", row[i].lines);
        cr_expect_eq(axis_value(axis, axis->n - 1), row[i].last, "%s",
                     row[i].lines);
        trial_end(&t);
        trial_leave();
    }
}

/* Of 3 x 2 variants with 5 draws, row by row from digits counted here; and the
 * same rows whatever the part asked for. */
Test(sweep, inputs_by_row)
{
    enum { DRAWS = 5, ROWS = 30, POPS = 3 };
    Trial t;
    Stream stream;
    double a[ROWS], w[ROWS], pop[ROWS * POPS], a1 = 0, w1 = 0,
           pop1[POPS];
    double *all[] = {a, w, pop}, *one[] = {&a1, &w1, pop1};
    uint64_t digit[2], cut = 0;
    trial_enter();
    start(&t, "vary a in 7 kr, 5 kr, 6 kr\nvary w in 10 %, 20 %\n"
              "draw pop ~ uniform(pop, 50 %)\n");
    SweepAsk ask = {.draws = DRAWS, .seed = 9};
    const Sweep *sweep = sweep_of(&t, &ask);
    cr_assert_not_null(sweep);
    cr_assert_eq(sweep->n, ROWS);
    stream_init(&stream, 9, NULL);
    sweep_inputs(sweep, &stream, 0, ROWS, all, digit, &cut);
    for (size_t row = 0; row < ROWS; row++) {
        static const double money[] = {7, 5, 6};
        cr_expect_eq(a[row], money[row / 10]);
        cr_expect_eq(w[row], 1 + row / 5 % 2);
        sweep_inputs(sweep, &stream, row, 1, one, digit, &cut);
        cr_expect_eq(a1, a[row]);
        cr_expect_eq(w1, w[row]);
        for (size_t i = 0; i < POPS; i++) {
            cr_expect_eq(pop1[i], pop[row * POPS + i]);
            cr_expect_eq(pop1[i], pop[row % DRAWS * POPS + i],
                         "draws are the same for every variant");
        }
        cr_expect(pop1[0] >= 500 && pop1[0] <= 1500);
    }
    cr_expect_neq(pop[0], pop[POPS], "two draws differ");
    trial_end(&t);
    trial_leave();
}

/* A share of what is drawn, or an amount; and what is refused. */
Test(sweep, draw_arguments)
{
    static const struct {
        const char *line, *want;    /* NULL: it stands */
    } row[] = {
        {"draw pop ~ normal(pop, 3 %)\n", NULL},
        {"draw pop ~ normal(pop, 3 persons)\n", NULL},
        {"draw pop ~ binomial(100 persons, 0.5)\n", NULL},
        {"draw w ~ uniform(40 %, 60 %)\n", NULL},
        {"draw a ~ triangular(10 kr, 5 %, 10 %)\n", NULL},
        {"draw a ~ triangular(10 kr, 5 %, 11 kr)\n",
         "one of the two is a share, the other an amount"},
        {"draw a ~ normal(5, 1 kr)\n", "a plain number says nothing here"},
        {"draw a ~ uniform(9 kr, 5 kr)\n", "the limits are in the wrong order"},
        {"draw pop ~ normal(pop, -1 persons)\n", "the spread is negative"},
        {"draw pop ~ binomial(pop, 1.5)\n", "the chance is outside"},
        {"draw a ~ normal(a, 1 %)\nvary a in 1 kr\n",
         "\"a\" is drawn and varied, too"},
    };
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Trial t;
        SweepAsk ask = {.draws = 1};
        trial_enter();
        start(&t, row[i].line);
        const Sweep *sweep = sweep_of(&t, &ask);
        const char *said = diags_first(t.work.diags);
        cr_expect((sweep != NULL) == (row[i].want == NULL), "%s%s",
                  row[i].line, said == NULL ? "" : said);
        if (row[i].want != NULL && said != NULL)
            cr_expect_not_null(strstr(said, row[i].want), "%s%s", row[i].line,
                               said);
        trial_end(&t);
        trial_leave();
    }
}

/* ---- Units ---- */

/* Rows of 5002 values, of which 2^20 hold 209. */
Test(sweep, units_of_wide_rows)
{
    Trial t;
    Buf csv = {0};
    trial_enter();
    start(&t, "vary a from 0 kr to 50 kr step 1 kr\n"
              "report smallest(x)\n");
    const Def *x = program_find(t.run.program, "x");
    SweepAsk figures = {.reports = true};
    SweepAsk all = {.reports = true, .result = &x, .n_results = 1};
    cr_expect_eq(sweep_of(&t, &figures)->unit, 512);
    cr_expect_eq(sweep_of(&t, &all)->unit, 512);
    trial_end(&t);
    buf_add(&csv, "k,pop\n");
    for (int i = 0; i < 5000; i++)
        buf_addf(&csv, "%04d,%d\n", i, 1 + i % 7);
    trial_put("r.csv", csv.at);
    buf_free(&csv);
    trial_run(&t, "s");
    x = program_find(t.run.program, "x");
    Sweep *wide = sweep_of(&t, &all);
    cr_expect_eq(sweep_of(&t, &figures)->unit, 512);
    cr_expect_eq(wide->unit, 209);
    cr_expect_eq(wide->block, FAST_BLOCK);
    trial_end(&t);
    trial_leave();
}

enum { UNITS = 300 };

typedef struct Line {
    pthread_mutex_t lock;
    unsigned threads;
    pthread_t own[8];       /* by number, once it has worked */
    bool worked[8];
    int at_work;
    uint64_t put, fail_at, rests, turns;
    SweepTurn turn;         /* what turn 20 says */
    bool orderly;
} Line;

static void do_work(void *context, unsigned thread, uint64_t unit, Buf *out)
{
    Line *line = context;
    pthread_mutex_lock(&line->lock);
    line->at_work++;
    line->orderly = line->orderly && thread < line->threads
                    && (!line->worked[thread]
                        || pthread_equal(line->own[thread], pthread_self()));
    line->own[thread] = pthread_self();
    line->worked[thread] = true;
    pthread_mutex_unlock(&line->lock);
    usleep(unit % 7 == 0 ? 900 : 50);   /* some come late */
    buf_addf(out, "%d", (int)unit);
    pthread_mutex_lock(&line->lock);
    line->at_work--;
    pthread_mutex_unlock(&line->lock);
}

static bool put_in_line(void *context, uint64_t unit, const Buf *bytes)
{
    Line *line = context;
    line->orderly = line->orderly && unit == line->put
                    && (uint64_t)atoi(bytes->at) == unit;
    line->put++;
    return unit != line->fail_at;
}

static SweepTurn turn_of(void *context, uint64_t done)
{
    Line *line = context;
    line->orderly = line->orderly && done == line->put;
    return ++line->turns == 20 ? line->turn : SWEEP_GO_ON;
}

static bool rest_of(void *context, uint64_t done)
{
    Line *line = context;
    pthread_mutex_lock(&line->lock);
    line->orderly = line->orderly && line->at_work == 0 && done == line->put;
    line->rests++;
    pthread_mutex_unlock(&line->lock);
    return true;
}

Test(sweep, units_in_order)
{
    static const struct {
        unsigned threads;
        uint64_t fail_at;
        SweepTurn turn;
        bool good;
        uint64_t rests;
    } row[] = {
        {1, UINT64_MAX, SWEEP_GO_ON, true, 1},
        {1, UINT64_MAX, SWEEP_REST, true, 2},
        {1, UINT64_MAX, SWEEP_STOP, false, 1},
        {1, 40, SWEEP_GO_ON, false, 0},
        {8, UINT64_MAX, SWEEP_GO_ON, true, 1},
        {8, UINT64_MAX, SWEEP_REST, true, 2},
        {8, UINT64_MAX, SWEEP_STOP, false, 1},
        {8, 40, SWEEP_GO_ON, false, 0},
    };
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Line line = {.fail_at = row[i].fail_at, .turn = row[i].turn,
                     .orderly = true, .put = 3,
                     .threads = row[i].threads, .own[0] = pthread_self(),
                     .worked[0] = true};     /* number 0: who called */
        Units units = {.first = 3, .end = UNITS, .threads = row[i].threads,
                       .context = &line, .work = do_work, .put = put_in_line,
                       .turn = turn_of, .rest = rest_of};
        pthread_mutex_init(&line.lock, NULL);
        cr_expect_eq(units_run(&units), row[i].good, "row %zu", i);
        cr_expect(line.orderly, "row %zu", i);
        cr_expect_eq(line.rests, row[i].rests, "row %zu", i);
        cr_expect_eq(line.put == UNITS, row[i].good, "row %zu", i);
        pthread_mutex_destroy(&line.lock);
    }
}
