/* test_fast_program.c - small programs whose numbers are chosen so that one
 * decision of the fast evaluator is at stake: worked out by every table of
 * lanes and by the exact evaluator, which is the judge.
 *
 * tests/oracle does the same with programs made by dice; what dice seldom or
 * never make stands here.
 */
#include <math.h>

#include "fast/fast.h"
#include "test_plan_help.h"

TestSuite(test_fast_program, .init = trial_enter, .fini = trial_leave);

/* How many variants go to the exact evaluator is said, too: a program that is
 * worked out exactly throughout shows nothing about the other. */
typedef struct Case {
    const char *body;
    const char *varies;     /* "budget/1: 0 10 20; pop/10: 0 3": all
                               combinations; of a column, how much each row is
                               above its number in r.csv: row k by (k + 1)
                               times that */
    int exactly;            /* of them, or SOME: not all */
} Case;

enum { SOME = -1, INPUTS = 8, VALUES = 24, VARIANTS = 640 };

typedef struct Inputs {
    size_t n, variants;
    size_t n_values[INPUTS];
    double value[INPUTS][VALUES];
    char names[400];        /* as plan_start() takes them */
} Inputs;

static void read_inputs(const char *varies, Inputs *in)
{
    memset(in, 0, sizeof *in);
    in->variants = 1;
    while (*varies) {
        int used = 0;
        size_t k = in->n++, length = strlen(in->names);
        double v;
        sscanf(varies, " %60[^:]:%n", in->names + length, &used);
        cr_assert(used > 0 && in->n <= INPUTS);
        strcat(in->names, " ");
        for (varies += used; sscanf(varies, " %lf%n", &v, &used) == 1;
             varies += used) {
            cr_assert(in->n_values[k] < VALUES);
            in->value[k][in->n_values[k]++] = v;
        }
        varies += strspn(varies, "; ");
        in->variants *= in->n_values[k];
    }
    cr_assert(in->variants > 0 && in->variants <= VARIANTS);
}

typedef struct Check {
    Planned p;
    Inputs in;
    size_t rows[INPUTS];
    double *value[INPUTS];
    int64_t **want, **got;
    const char **reason, **said;
} Check;

static int64_t **amounts(Check *c)
{
    const Plan *plan = c->p.plan;
    int64_t **out = ARENA_ARRAY(c->p.t.arena, int64_t *,
                                plan->n_outputs + 1);
    for (size_t k = 0; k < plan->n_outputs; k++) {
        out[k] = ARENA_ARRAY(c->p.t.arena, int64_t,
                             c->in.variants * plan->output[k].n + 1);
    }
    return out;
}

static int64_t number_in_file(const Check *c, const Input *input, size_t row)
{
    const DataColumn *d = c->p.t.run.data->column[input->def->id];
    int64_t num, den;
    cr_assert(rat_parts(d->at[row].num, &num, &den));
    cr_assert_eq(input->den % den, 0);
    return num * (input->den / den);
}

static void set_most(Input *input, const double *value, size_t n)
{
    input->most = 0;
    for (size_t i = 0; i < n; i++) {
        input->most = fmax(input->most, fabs(value[i]));
    }
}

static void make_inputs(Check *c)
{
    size_t before = 1;
    for (size_t k = 0; k < c->in.n; k++) {
        const Input *input = &c->p.plan->input[k];
        bool single = input->def->table < 0;
        size_t rows = single ? 1
                             : c->p.plan->data->table[input->def->table]->n;
        c->rows[k] = rows;
        c->value[k] = ARENA_ARRAY(c->p.t.arena, double,
                                  c->in.variants * rows);
        for (size_t v = 0; v < c->in.variants; v++) {
            double value = c->in.value[k][v / before % c->in.n_values[k]];
            for (size_t r = 0; r < rows; r++) {
                c->value[k][v * rows + r] =
                    single ? value
                           : (double)number_in_file(c, input, r) +
                                 (double)(r + 1) * value;
            }
        }
        before *= c->in.n_values[k];
        set_most(&c->p.input[k], c->value[k], c->in.variants * rows);
    }
}

/* Variants from .. from + n - 1; changed 0: fast_run(). */
static void run(Check *c, Fast *fast, size_t from, size_t n,
                int64_t **out, const char **reason, uint64_t changed)
{
    const double *input[INPUTS];
    int64_t *to[40];
    for (size_t k = 0; k < c->in.n; k++) {
        input[k] = c->value[k] + from * c->rows[k];
    }
    for (size_t k = 0; k < c->p.plan->n_outputs; k++) {
        to[k] = out[k] + from * c->p.plan->output[k].n;
    }
    Block block = {n, input, to, reason + from};
    if (changed) {
        fast_again(fast, &block, changed);
    } else {
        fast_run(fast, &block);
    }
    for (size_t v = from; v < from + n; v++) {
        if (reason[v]) {
            reason[v] = arena_string(c->p.t.arena, reason[v]);
        }
    }
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void compare(const Check *c, const Case *at, const char *lanes)
{
    const Plan *plan = c->p.plan;
    for (size_t v = 0; v < c->in.variants; v++) {
        cr_expect(same_text(c->reason[v], c->said[v]),
                  "%s\n%s, lanes %s, variant %zu\n  exact: %s\n  fast:  %s",
                  at->body, at->varies, lanes, v, c->reason[v], c->said[v]);
        for (size_t k = 0; k < plan->n_outputs; k++) {
            size_t n = plan->output[k].n;
            for (size_t i = v * n; i < (v + 1) * n; i++) {
                cr_expect(c->want[k][i] == c->got[k][i],
                          "%s\n%s, lanes %s, variant %zu, %s row %zu\n"
                          "  exact: %lld\n  fast:  %lld", at->body,
                          at->varies, lanes, v, plan->output[k].name,
                          i - v * n, (long long)c->want[k][i],
                          (long long)c->got[k][i]);
            }
        }
    }
}

static void by_blocks(Check *c, const Case *at, const Lanes *lanes)
{
    Fast *fast = fast_new(c->p.plan, lanes, false);
    for (size_t from = 0; from < c->in.variants; from += FAST_BLOCK) {
        size_t left = c->in.variants - from;
        run(c, fast, from, left < FAST_BLOCK ? left : FAST_BLOCK, c->got,
            c->said, 0);
    }
    compare(c, at, lanes->name);
    size_t exactly = fast_counts(fast).exactly;
    cr_expect(at->exactly == SOME ? exactly < c->in.variants
                                  : exactly == (size_t)at->exactly,
              "%s\n%s, lanes %s: %zu of %zu variants exactly", at->body,
              at->varies, lanes->name, exactly, c->in.variants);
    fast_free(fast);
}

/* One after the other, what changes said. */
static void one_by_one(Check *c, const Case *at, const Lanes *lanes)
{
    Fast *fast = fast_new(c->p.plan, lanes, false);
    for (size_t v = 0; v < c->in.variants; v++) {
        uint64_t changed = v == 0 ? UINT64_MAX : 0;
        for (size_t k = 0; k < c->in.n && v > 0; k++) {
            const double *now = c->value[k] + v * c->rows[k];
            if (memcmp(now, now - c->rows[k], c->rows[k] * sizeof *now)) {
                changed |= UINT64_C(1) << k;
            }
        }
        run(c, fast, v, 1, c->got, c->said, changed);
    }
    compare(c, at, lanes->name);
    fast_free(fast);
}

static void check_case(const Case *at, const char *rows)
{
    Check c;
    size_t n_lanes;
    const Lanes *const *lanes = lanes_all(&n_lanes);
    read_inputs(at->varies, &c.in);
    plan_start_rows(&c.p, at->body, c.in.names, rows);
    cr_expect_null(c.p.plan->exactly, "%s\nruns exactly: %s", at->body,
                   c.p.plan->exactly);
    make_inputs(&c);
    c.want = amounts(&c);
    c.got = amounts(&c);
    c.reason = ARENA_ARRAY(c.p.t.arena, const char *, c.in.variants);
    c.said = ARENA_ARRAY(c.p.t.arena, const char *, c.in.variants);
    Fast *exact = fast_new(c.p.plan, NULL, true);
    for (size_t v = 0; v < c.in.variants; v++) {
        run(&c, exact, v, 1, c.want, c.reason, 0);
    }
    fast_free(exact);
    for (size_t l = 0; l < n_lanes; l++) {
        by_blocks(&c, at, lanes[l]);
        one_by_one(&c, at, lanes[l]);
    }
    plan_end(&c.p);
}

static void check_all(const Case *at, size_t n, const char *rows)
{
    for (size_t i = 0; i < n; i++) {
        check_case(&at[i], rows);
    }
}

/* rows: r.csv. */
#define CHECK_ALL(cases, rows)                                               \
    check_all(cases, sizeof(cases) / sizeof *(cases), rows)

/* n 0 makes budget / n undefined; what is undefined is dropped by and, or, if
 * where the other side decides. */
Test(test_fast_program, single_undefined)
{
    static const Case cases[] = {
        {"result r = if n > 0 then min(budget / n, minimum) +\n"
         "  max(minimum, budget / n) + min(minimum, budget / n) else 0 kr\n",
         "budget/1: 0 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 and budget / n > minimum then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if budget / n > minimum and n > 0 then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n = 0 or minimum < budget / n then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        /* Not dropped: the fault is worded by the exact evaluator. */
        {"result r = if n = 0 and minimum < budget / n then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 4},
        {"result r = if budget / n > minimum or n > 0 then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 4},
        {"result r = if n > 0 then abs(budget / n - minimum) else 1 kr\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 and not (budget / n > minimum) then 1 else 2\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 then minimum / (budget / n + 1 kr) else 1\n",
         "budget/1: 10 1000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 then round(budget / n to 7 kr by up) else 1 kr"
         "\n", "budget/1: 10 1000; n/1: 0 1 3", 0},
        {"require budget / n > 5 kr \"too little\"\nresult r = budget\n",
         "budget/1: 10 1000; n/1: 0 1 3", 2},
        {"require n > 0 \"none\"\nrequire budget / n > 5 kr \"too little\"\n"
         "result r = budget\n", "budget/1: 10 1000; n/1: 0 1 3", 2},
        {"result r = allocate budget / n by pop\n",
         "budget/1: 10 1000; n/1: 0 1 3", 2},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

Test(test_fast_program, single_clamp)
{
    static const Case cases[] = {
        {"result r = clamp(budget, minimum, 500 kr)\n",
         "budget/1: 0 100 600; minimum/1: 5 200 500", 0},
        /* The lower above the upper: undefined, and dropped. */
        {"result r = if minimum > 500 kr then 1 kr\n"
         "  else clamp(budget, minimum, 500 kr)\n",
         "budget/1: 0 100 600; minimum/1: 5 200 500 501", 0},
        {"result r = clamp(budget, minimum, 500 kr)\n",
         "budget/1: 0 100 600; minimum/1: 5 501", 3},
        {"result r = if n > 0 then clamp(budget / n, minimum, 500 kr)\n"
         "  else 1 kr\n",
         "budget/1: 0 100 3000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 then clamp(budget, minimum / n, 500 kr)\n"
         "  else 1 kr\n",
         "budget/1: 0 100 3000; minimum/1: 5 200; n/1: 0 1 3", 0},
        {"result r = if n > 0 then clamp(budget, minimum, 1000 kr / n)\n"
         "  else 1 kr\n",
         "budget/1: 0 100 3000; minimum/1: 5 200; n/1: 0 1 3", 0},
        /* Equal limits of which no grid is known: doubles cannot tell. */
        {"result r = clamp(budget, minimum / n, 2 * minimum / (2 * n))\n",
         "budget/1: 0 100; minimum/1: 5 200; n/1: 3 7", 8},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

Test(test_fast_program, single_decisions)
{
    static const Case cases[] = {
        /* All above for certain, two at a time and one left over. */
        {"result r = if budget > minimum then 1 else 0\n"
         "result s = if budget >= minimum then 1 else 0\n",
         "budget/1: 10 20 30; minimum/1: 9", 0},
        {"result r = if budget > minimum then 1 else 0\n"
         "result s = if budget >= minimum then 1 else 0\n",
         "budget/1: 10 20; minimum/1: 9", 0},
        {"result r = if budget > minimum then 1 else 0\n"
         "result s = if budget >= minimum then 1 else 0\n"
         "result t = if budget < minimum then 1 else 0\n"
         "result u = if budget <= minimum then 1 else 0\n"
         "result v = if budget = minimum then 1 else 0\n"
         "result x = if budget <> minimum then 1 else 0\n",
         "budget/1: 10 20; minimum/10: 99 100 101 200", 0},
        /* Equal on a grid, and where there is none. */
        {"result r = if w * budget >= 0.37 * minimum then 1 else 0\n",
         "budget/1: 10 20; minimum/1: 10 20; w/100: 36 37 38", 0},
        {"result r = if budget / n >= minimum / n then 1 else 0\n",
         "budget/1: 10 20; minimum/1: 10 20; n/1: 3 7", 4},
        {"result r = if budget / (n - 3) > 1 kr then 1 else 0\n",
         "budget/1: 10; n/1: 2 4", 0},
        /* A divisor of 0: certain on a grid, not certain without one. */
        {"result r = if w > 0 then budget / (w * n) else 1 kr\n",
         "budget/1: 10; n/1: 1 3; w/100: 0 37", 0},
        {"result r = budget / (minimum / n - 5 kr)\n",
         "budget/1: 10; minimum/1: 15 16; n/1: 3 4", 1},
        {"result r = budget / (minimum / 3 / kr)\n",
         "budget/1: 10; minimum/1: 0 16", 1},
        /* Totals and keys that may be 0 or less. */
        {"result r = allocate w * budget by pop\n",
         "budget/1: 0 10; w/100: 0 37 -1", 1},
        {"result r = allocate budget / n - 1 kr by pop\n",
         "budget/1: 0 3 9; n/1: 3", 2},
        {"result r = allocate budget / n by pop\n",
         "budget/1: 0 10; n/1: 3 4", 2},
        {"result r = allocate budget by pop * w\n",
         "budget/1: 0 10; w/100: 0 37", 2},
        {"result r = allocate budget by pop * (w - 0.1)\n",
         "budget/1: 0 10; w/100: 9 10 37", 4},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* Every way of rounding, of values that are certain, on a grid, and neither;
 * either sign; ties. */
#define EACH_WAY(x)                                                          \
    "result a = round(" x " to 1 kr by nearest)\n"                           \
    "result b = round(" x " to 1 kr by half even)\n"                         \
    "result c = round(" x " to 1 kr by down)\n"                              \
    "result d = round(" x " to 1 kr by up)\n"                                \
    "result e = floor(" x ")\n"                                              \
    "result f = ceil(" x ")\n"

#define EACH_WAY_TO(x, unit)                                                 \
    "result a = round(" x " to " unit " by nearest)\n"                       \
    "result b = round(" x " to " unit " by half even)\n"                     \
    "result c = round(" x " to " unit " by down)\n"                          \
    "result d = round(" x " to " unit " by up)\n"

Test(test_fast_program, rounding)
{
    static const Case cases[] = {
        {EACH_WAY("budget"),
         "budget/100: -350 -301 -250 -150 -149 -100 -50 -1 0 1 49 50 51 99"
         " 100 150 249 250 251 350", 0},
        {EACH_WAY("(w * budget)"),
         "budget/1: -7 -5 -3 -1 0 1 2 3 5 7 250; w/100: 0 25 50 75 100 10",
         0},
        {EACH_WAY("(budget / n)"), "budget/1: -7 -5 -1 1 5 7; n/1: 3 7 9",
         2},
        {EACH_WAY("(budget / n)"), "budget/1: 3 5 -7; n/1: 2", 3},
        {EACH_WAY_TO("budget", "0.01 kr"),
         "budget/1000: -35 -25 -20 -15 -5 -1 0 1 5 6 10 15 25 35", 0},
        {EACH_WAY_TO("(w * budget)", "7 kr"),
         "budget/1: -700 -350 -7 0 3 7 350 1050; w/100: 1 2 3 25 50 99 100",
         0},
        {EACH_WAY_TO("(budget / n)", "100 kr"),
         "budget/1: -700 -310 310 350; n/1: 3 7", 2},
        {EACH_WAY("(budget / 10)"),
         "budget/1: 9007199254740991 9007199254740986"
         " -9007199254740986 4503599627370497 -4503599627370492", 3},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* --- columns --- */

/* pat is 0 in row C (the first) and varies, so that quotients by it may be
 * undefined. */
Test(test_fast_program, rows_undefined)
{
    static const Case cases[] = {
        {"let each = last / pat * 1 persons\n"
         "result r = if pat > 0 persons then min(each, asked) +\n"
         "  max(asked, each) else 0 kr\n", "pat/1: 0 1", 0},
        {"let each = last / pat * 1 persons\n"
         "result r = if pat > 0 persons and each > asked then 1 else 2\n"
         "result s = if each > asked and pat > 0 persons then 1 else 2\n"
         "result t = if pat = 0 persons or asked < each then 1 else 2\n"
         "result u = if each <> asked or pat = 0 persons then 1 else 2\n"
         "result v = if pat > 0 persons and not (each = asked) then 1 else 2"
         "\n", "pat/1: 0 1", 0},
        /* Not dropped in one row. */
        {"result r = if pat = 0 persons and last / pat * 1 persons > asked\n"
         "  then 1 else 2\n", "pat/1: 0 1", 1},
        {"result r = if last / pat * 1 persons > asked or pat > 0 persons\n"
         "  then 1 else 2\n", "pat/1: 0 1", 1},
        {"require last / pat * 1 persons > 1 kr \"too little\"\n"
         "result r = last\n", "pat/1: 0 1 3", 1},
        {"require minimum > 5 kr \"no minimum\"\n"
         "require last - pat * 1 kr / persons > asked \"too little\"\n"
         "require minimum > 7 kr \"little\"\n"
         "result r = last\n", "pat/1: 0 1 80; minimum/1: 5 7 8", 0},
        {"let x = last / pat * 1 persons\n"
         "result r = if pat > 0 persons then clamp(x, 20 kr, asked)\n"
         "  else 1 kr\n"
         "result s = if pat > 0 persons then clamp(asked, x, 1 tkr)\n"
         "  else 1 kr\n"
         "result t = if pat > 0 persons then clamp(asked, 0 kr, x)\n"
         "  else 1 kr\n", "pat/1: 0 1", 0},
        {"let x = last / pat * 1 persons\n"
         "result r = if pat > 0 persons then round(x to 7 kr by up) +\n"
         "  round(x to 0.01 kr by half even) + floor(x) + ceil(x) else 1 kr\n",
         "pat/1: 0 1", 2},
        /* A divisor of all rows that is 0, known and not known. */
        {"result r = if minimum > 0 kr then last / minimum else 5\n",
         "minimum/1: 0 3", 0},
        {"result r = if n > 0 then last / (minimum / n) else 5\n",
         "minimum/1: 0 3; n/1: 0 3", 1},
        {"result r = pop / (pat / 3 - 1 persons)\n", "pat/1: 3 1", 1},
        {"result r = pop / (pat / 3 + 1 persons)\n", "pat/1: 0 1", 0},
        {"result r = last / (w * asked - 37 kr)\n",
         "w/100: 37 40; asked/1: 50 5", 1},
        {"result r = if budget / n > 5 kr then last else asked\n",
         "n/1: 0 3; budget/1: 14 15 16", 4},
        {"result r = if n > 0 then last + budget / n * pop / pat else asked"
         "\n", "n/1: 0 3; budget/1: 14 15 16; pat/1: 1", 0},
        {"result r = sum(last / pat * 1 persons where pat > 0 persons)\n"
         "result s = sum(last / pat * 1 persons where pat > 0 persons\n"
         "  by area)\n"
         "result t = smallest(last / pat * 1 persons where pat > 0 persons)"
         "\n", "pat/1: 0 1", 0},
        {"result r = sum(last / pat * 1 persons)\n", "pat/1: 0 1", 1},
        {"result r = largest(asked where last / pat * 1 persons > 55 kr)\n",
         "pat/1: 0 1", 1},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

Test(test_fast_program, rows_arithmetic)
{
    static const Case cases[] = {
        {"result r = pop * (pat / persons) + w * pop\n",
         "pop/1: 0 1; pat/1: 0 2; w/100: 0 33", 0},
        {"result r = pop * (pat / persons)\n", "pop/10: 0 1; pat/1: 0 2", 0},
        {"result r = pop * (pat / persons)\n", "pop/1: 0 1; pat/10: 0 2", 0},
        {"result r = pop * (pat / 3 / persons)\n",
         "pop/1: 0 1; pat/1: 0 2", 0},
        {"result r = pop / 7 * (pat / persons)\n",
         "pop/1: 0 1; pat/1: 0 2", 0},
        /* Products beyond 2^53. */
        {"result r = round(pop * (pat / persons) to 1 persons by nearest)\n",
         "pop/1: 100000001; pat/1: 20000003 1", 2},
        {"result r = if last <> asked then 1 else 0\n"
         "result s = if last = asked then 1 else 0\n"
         "result t = if last <> 2 * asked - 1 kr then 1 else 0\n"
         "result u = if last < asked then 1 else 0\n"
         "result v = if last <= asked then 1 else 0\n"
         "result x = if last > asked then 1 else 0\n"
         "result y = if last >= asked then 1 else 0\n",
         "last/1: 0 -10 -7; asked/1: 0 10 3", 0},
        {"let a = w * last\nlet b = w * asked\n"
         "result r = if a <> b then 1 else 0\n"
         "result s = if a = b then 1 else 0\n"
         "result u = if a < b then 1 else 0\n"
         "result v = if a <= b then 1 else 0\n"
         "result x = if a > b then 1 else 0\n"
         "result y = if a >= b then 1 else 0\n",
         "last/1: 0 -10 -7; asked/1: 0 10 3; w/100: 0 1 37", 0},
        /* Equal without a grid. */
        {"result r = if last / (1 persons + pat) > asked / (1 persons + pat)"
         "\n  then 1 else 0\n", "asked/1: 230 5; pat/1: 0 1", 2},
        {"result r = clamp(last, w * asked, asked)\n"
         "result s = clamp(asked, last - 50 kr, last)\n",
         "w/100: 0 37 100; asked/1: 0 7", 0},
        {"result r = if w <= 1 then clamp(last, w * asked, asked) else 1 kr"
         "\n", "w/100: 100 101; asked/1: 0 7", 0},
        {"result r = clamp(last, asked / n, 3 * asked / (3 * n))\n",
         "n/1: 3 7; asked/1: 0 1", 4},
        {"result r = clamp(last / n, 3 kr, asked)\n"
         "result s = clamp(last, 3 kr / n, asked)\n"
         "result t = clamp(last, 3 kr, asked / n)\n",
         "n/1: 3 7; asked/1: 0 1", 0},
        {EACH_WAY("(last / 100)"), "last/1: -350 -151 -49 0 49 50 51", 0},
        {EACH_WAY("(w * last)"), "last/1: -151 -50 0 50; w/100: 1 50 75", 0},
        {EACH_WAY("(last / n)"), "last/1: 1 -150; n/1: 7", 2},
        {EACH_WAY_TO("(last / 1000)", "0.01 kr"),
         "last/1: -5 -4 0 1 5 15 25", 0},
        {EACH_WAY_TO("(last * 10)", "7 kr"), "last/1: -5 -4 0 1 5 15 35", 0},
        {EACH_WAY_TO("(last / n)", "100 kr"), "last/1: -340 1 340; n/1: 3",
         1},
        {"result r = round(last to 1 kr by nearest)\n",
         "last/1: 150119987579016", 0},
        {"result r = round(last to 1 kr by nearest)\n",
         "last/1: 1501199875790165", 1},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* Whole numbers that are undefined in a row are a fault in what is wanted. */
Test(test_fast_program, undefined_wanted)
{
    static const Case cases[] = {
        {"result r = clamp(last, 60 kr, asked)\n", "asked/1: 0 10", 1},
        {"result r = floor(last / pat * 1 persons)\n", "pat/1: 0 1000", 1},
        {"result r = smallest(last where asked > minimum by area)\n",
         "minimum/1: 0 65 80 90 100", 2},
        {"result r = smallest(last where asked > minimum)\n",
         "minimum/1: 0 65 80 90 100", 1},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* --- water levels --- */

/* What takes no part for a variant may be at fault; what does is left to the
 * exact evaluator, for the words. Limits that are no multiples of columns that
 * never vary, so that their bends may change order. */
Test(test_fast_program, level_faults)
{
    static const Case cases[] = {
        {"result r = allocate budget equally where last > minimum\n"
         "  at most asked\n",
         "budget/1: 0 100 400 500; minimum/1: 50 250 550 600", 0},
        {"result r = allocate budget by pop where last > minimum\n"
         "  at least 10 kr at most asked\n",
         "budget/1: 5 100 400 500; minimum/1: 50 250 550 600", 0},
        {"result r = allocate budget by pop / persons - n\n"
         "  where pop / persons > n at most asked + minimum\n",
         "budget/1: 5 100 400; n/1: 0 10 35 60; minimum/1: 0 1", 0},
        {"result r = allocate budget by pop / persons - n\n"
         "  at most asked + minimum\n",
         "budget/1: 5 100 400; n/1: 0 11; minimum/1: 0 1", 6},
        {"result r = allocate budget by pop\n"
         "  where last >= minimum at least last - minimum at most 1 tkr\n",
         "budget/1: 5 1000 4000; minimum/1: 0 200 350 600", 0},
        {"result r = allocate budget by pop at least last - minimum\n"
         "  at most 1 tkr\n",
         "budget/1: 5 1000 4000; minimum/1: 50 200", 3},
        {"result r = allocate budget by pop\n"
         "  where asked > minimum at most asked - minimum\n",
         "budget/1: 5 100 400; minimum/1: 0 60 75 100", 0},
        {"result r = allocate budget by pop at most asked - minimum\n",
         "budget/1: 5 100 400; minimum/1: 0 60", 3},
        {"result r = allocate budget by pop\n"
         "  where asked >= minimum at least minimum at most asked\n",
         "budget/1: 5 100 400; minimum/1: 0 50 60 75", 0},
        {"result r = allocate budget by pop at least minimum at most asked\n",
         "budget/1: 305 400; minimum/1: 0 50 60", 2},
        /* Limits that never vary, and are at fault in a row that does take
         * part, or in none. */
        {"result r = allocate budget by pop at least last - 150 kr\n"
         "  at most 1 tkr\n", "budget/1: 2000 4000", 2},
        {"result r = allocate budget by pop at most asked - 60 kr\n",
         "budget/1: 100 4000", 2},
        {"result r = allocate budget by pop / persons - 15 at most asked\n",
         "budget/1: 100 4000", 2},
        {"result r = allocate budget by pop / persons - 15\n"
         "  where pop > 15 persons at most asked\n",
         "budget/1: 100 4000", 0},
        {"result r = allocate cap per area by pop at most asked - 60 kr\n",
         "cap/1: 0 10", 2},
        {"result r = allocate budget by pop\n"
         "  at least w * (last - 150 kr) at most last\n",
         "budget/1: 100 1000; w/100: 0 37", 2},
        {"result r = allocate budget by pop at most w * (last - 150 kr)\n",
         "budget/1: 100 1000; w/100: 0 37", 2},
        /* Errors of keys and limits, zeros among them. */
        {"result r = allocate budget by pop / n at most asked / n\n",
         "budget/1: 5 100 400; n/1: 3 7", 0},
        {"result r = allocate budget by pop / n where last > minimum\n"
         "  at most asked / n\n",
         "budget/1: 5 100 400; n/1: 3 7; minimum/1: 150 250", 0},
        {"result r = allocate budget by pat / n at most asked / n\n",
         "budget/1: 5 100 400; n/1: 3 7", 6},
        {"result r = allocate budget by pop at least asked / n\n"
         "  at most last / n\n", "budget/1: 205 300; n/1: 3 7", 1},
        {"result r = allocate budget by pop at least w * asked\n"
         "  at most w * asked + minimum\n",
         "budget/1: 200 300 350; w/100: 33 40; minimum/1: 0 10", 0},
        {"result r = allocate budget by pop at least asked / n\n"
         "  at most asked / n + minimum\n",
         "budget/1: 205 300; n/1: 3 7; minimum/1: 0 10", 4},
        {"result r = allocate budget by pop where pat > 0 persons\n"
         "  at least asked / n at most asked / n + minimum\n",
         "budget/1: 205 300; n/1: 3 7; minimum/1: 1 10; pat/1: 0", 0},
        /* Totals without a grid, 0, and below. */
        {"result r = allocate budget / n by pop at most asked + minimum\n",
         "budget/1: 5 300 2000; n/1: 3 7; minimum/1: 0 10", 0},
        {"result r = allocate budget / n by pop at most asked + minimum\n",
         "budget/1: 0 -5; n/1: 3 7; minimum/1: 0 10", 8},
        {"result r = allocate w * budget by pop at most asked + minimum\n",
         "budget/1: 0 5 300; w/100: 0 33 -1; minimum/1: 0 10", 4},
        {"result r = if n > 0 then allocate budget / n by pop\n"
         "  at most asked + minimum else 0 kr\n",
         "budget/1: 300; n/1: 0 3; minimum/1: 0 10", 2},
        {"result r = allocate cap / n per area by pop\n"
         "  at most asked + minimum\n",
         "cap/1: 0 -500; n/1: 3 7; minimum/1: 0 10", 0},
        {"result r = allocate cap per area by pop at most asked + minimum\n",
         "cap/1: 0 -500 -1000 -1001; minimum/1: 0 10", 2},
        /* Undefined. */
        {"result r = allocate budget by last / pat where pat > 0 persons\n"
         "  at most asked\n", "budget/1: 5 100 400; pat/1: 1 2", 0},
        {"result r = allocate budget by last / pat where pat > 0 persons\n"
         "  at most asked\n", "budget/1: 5 100 400; pat/1: 0", 3},
        /* Floors above the total: told at once, or after requirements. */
        {"result r = allocate budget by pop at least last - minimum\n",
         "budget/1: 200 1500 2100; minimum/1: 0 50", 0},
        {"require sum(last) > budget \"enough for all\"\n"
         "result r = allocate budget by pop at least last - minimum\n",
         "budget/1: 200 1500 2100; minimum/1: 0 50", 0},
        {"let x = allocate budget by pop at least last - minimum\n"
         "require largest(x) < 700 kr \"too much\"\nresult r = x\n",
         "budget/1: 200 1500 2100; minimum/1: 0 50", 4},
        {"result s = budget / (minimum + 1 kr)\n"
         "result r = allocate budget by pop at least last - minimum\n",
         "budget/1: 200 1500 2100; minimum/1: 0 50", 4},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* Which limit gives way is written, one way or the other. */
Test(test_fast_program, level_gives_way)
{
    static const Case cases[] = {
        {"let most = asked + minimum\n"
         "result r = allocate budget by pop at least min(last, most)\n"
         "  at most most\n", "budget/1: 470 550; minimum/1: 0 30", 0},
        {"let most = asked + minimum\n"
         "result r = allocate budget by pop at least min(most, last)\n"
         "  at most most\n", "budget/1: 470 550; minimum/1: 0 30", 0},
        {"let least = last - minimum\n"
         "result r = allocate budget by pop at least least\n"
         "  at most max(asked, least)\n",
         "budget/1: 2100 3000; minimum/1: 0 30", 0},
        {"let least = last - minimum\n"
         "result r = allocate budget by pop at least least\n"
         "  at most max(least, asked)\n",
         "budget/1: 2100 3000; minimum/1: 0 30", 0},
        {"let least = last - minimum\n"
         "result r = allocate budget by pop at least least\n"
         "  at most max(asked, 600 kr per unit)\n"
         "result s = allocate budget by pop at least min(least, 90 kr)\n"
         "  at most max(asked, 100 kr + minimum)\n",
         "budget/1: 2100 3000; minimum/1: 0 30", 0},
        {"let most = asked + minimum\n"
         "result r = allocate budget by pop at least min(last, 20 kr) - w *"
         " 1 kr\n  at most most\n",
         "budget/1: 470 550; minimum/1: 0 30; w/100: 0 50", 0},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* All floors first, then tier after tier. */
Test(test_fast_program, level_tiers)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n",
         "budget/10: 1200 1205 3000 5555; minimum/10: 0 1 20", 0},
        {"result r = allocate budget by pop at least minimum / n\n"
         "  at most asked + minimum in order of prio\n",
         "budget/1: 120 300 555; minimum/1: 1 20; n/1: 3 7", 1},
        {"result r = allocate budget by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n",
         "budget/1: 9000000000000000 1000000000000 300;"
         " minimum/1: 1000000000000000 5", 3},
        {"result r = allocate cap per area by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n",
         "cap/10: 0 -2500 -4000; minimum/10: 0 1 20", 0},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* --- ties: amounts in whole numbers --- */

/* Equal keys and equal limits in both areas; rows of the areas alternate. */
static const char TIES_CSV[] = "kod,area,pop,pat,last,asked,ok,prio\n"
                               "A,N,10,0,100,40,1,1\n"
                               "B,N,10,1,100,40,1,1\n"
                               "C,N,20,1,200,70,0,1\n"
                               "D,S,20,2,200,90,1,2\n"
                               "E,S,10,2,100,40,1,2\n"
                               "F,S,30,3,300,100,1,2\n"
                               "G,S,30,3,300,100,1,1\n"
                               "H,N,10,0,100,45,1,3\n";

#define LARGEST "round r to 1 kr by largest remainder\n"
#define LARGEST_PER "round r to 1 kr by largest remainder per area\n"

Test(test_fast_program, ties_between_limits)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at most asked + minimum\n"
         LARGEST, "budget/1: 100 101 333 400 401 476 477 500 525 530 531;"
         " minimum/1: 0 1 5", 0},
        {"result r = allocate budget by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n" LARGEST,
         "budget/1: 100 101 333 400 401 476 477 525 530 531;"
         " minimum/1: 0 1 5", 0},
        {"result r = allocate cap per area by pop at most asked + minimum\n"
         LARGEST_PER,
         "cap/1: 0 -301 -867 -901 -950 -999 -1000; minimum/1: 0 1 5", SOME},
        {"result r = allocate cap per area by pop at least minimum\n"
         "  at most asked + minimum in order of prio\n" LARGEST_PER,
         "cap/1: 0 -301 -867 -901 -950 -960; minimum/1: 0 1 5", 0},
        {"result r = allocate cap per area by pop at most asked + minimum\n"
         LARGEST, "cap/1: 0 -301 -867 -901 -950 -999; minimum/1: 0 1 5", 0},
        {"result r = allocate budget by pop where last > minimum\n"
         "  at most asked + minimum\n" LARGEST,
         "budget/1: 100 101 333 401 476; minimum/1: 0 1 100 200", 0},
        /* Rows that stand at their limit exactly, at a level of thirds. */
        {"result r = allocate budget by pop at most w * (asked + minimum)\n"
         LARGEST, "budget/3: 140 280 141 420 700; w/30: 1 2 3;"
         " minimum/1: 0 60 30", SOME},
        {"result r = allocate budget by pop\n"
         "  at least w * (asked - minimum)\n"
         LARGEST, "budget/3: 560 700 1000 1400; w/30: 1 2 3;"
         " minimum/1: 0 10 30", 0},
        /* Keys that vary, with a grid and without. */
        {"result r = allocate budget by pop + w * pat at most asked + minimum"
         "\n" LARGEST, "budget/1: 100 101 333 401 476; minimum/1: 0 1 5;"
         " w/100: 0 50", 0},
        {"result r = allocate budget by pop / n at most asked + minimum\n"
         LARGEST, "budget/1: 100 101 333 401 476; minimum/1: 0 1; n/1: 3",
         SOME},
        /* Nothing but floors, nothing at all. */
        {"result r = allocate budget by pat where last > minimum * 1\n"
         "  at most asked\n" LARGEST,
         "budget/1: 0 1 100 500; minimum/1: 0 100 250 300", SOME},
        {"result r = allocate budget by pat + w * pop / 1000000000\n"
         "  where pat = 0 persons at most asked + minimum\n" LARGEST,
         "budget/1: 0 1 100 500; minimum/1: 0 1; w/100: 0 1", SOME},
        /* Without a grid. */
        {"result r = allocate budget / n by pop at most asked + minimum\n"
         LARGEST, "budget/1: 301 300 900; n/1: 3; minimum/1: 0 1", SOME},
        {"result r = allocate budget by pop at least minimum / n\n"
         "  at most asked\n" LARGEST,
         "budget/1: 301 300 400; n/1: 3; minimum/1: 0 1", 6},
        {"result r = allocate budget by pop at most asked + minimum / n\n"
         LARGEST, "budget/1: 301 300 400; n/1: 3; minimum/1: 0 1", 6},
        {"result r = allocate budget by pop at most asked + minimum\n"
         "  + w * 1 kr\n" LARGEST,
         "budget/1: 301 300 400; w/1000000000000000: 0 1; minimum/1: 0 1",
         12},
        {"result r = allocate budget * 1000000000000 by pop\n"
         "  at most (asked + minimum) * 1000000000000\n"
         "round r to 1 mnkr by largest remainder\n",
         "budget/1: 301 300 400; minimum/1: 0 1", 0},
        {"result r = allocate budget by pop * (n / 1000000007)\n"
         "  at most asked + minimum\n" LARGEST,
         "budget/1: 301 300 400; n/1: 1 1000000007; minimum/1: 0 1", 0},
    };
    CHECK_ALL(cases, TIES_CSV);
}

/* --- bends that keep their order --- */

Test(test_fast_program, bends)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at least w * last\n"
         "  at most n * last\n" LARGEST,
         "budget/1: 400 600 1000 1500 2500; w/100: 0 25 50; n/10: 5 10 15",
         0},
        {"result r = allocate budget by pop at most n * asked\n" LARGEST,
         "budget/1: 400 1; n/1: -1 0 1", 4},
        {"result r = allocate budget by pop at least n * asked\n" LARGEST,
         "budget/1: 900 1; n/1: -1 0 1", 2},
        {"result r = allocate budget by pop at least n * asked\n"
         "  at most w * last\n" LARGEST,
         "budget/1: 1000; n/10: 1 2 10; w/10: 1 2 4 10", SOME},
        /* Factors, keys and limits that do not do. */
        {"result r = allocate budget by pop\n"
         "  at most minimum / n * (asked / kr)\n" LARGEST,
         "budget/1: 400 1; minimum/1: 2 5; n/1: 3 7", SOME},
        {"result r = allocate budget by pop at most w * asked\n" LARGEST,
         "budget/1: 400 1; w/1000000000000000: 1 3000000000000000", SOME},
        {"result r = allocate budget by pop * 0.00000000000000000001\n"
         "  at most w * asked\n" LARGEST,
         "budget/1: 100 401 1; w/10: 1 10 20", SOME},
        {"result r = allocate budget by pop / pat where pat > 0 persons\n"
         "  at most w * asked\n" LARGEST, "budget/1: 100 401; w/10: 1 20", 4},
        {"result r = allocate budget by pop where pat > 0 persons\n"
         "  at most w * (last / pat * 1 persons)\n" LARGEST,
         "budget/1: 100 401; w/10: 1 20", 4},
        {"result r = allocate budget by pop at least w * asked\n"
         "  at most n * last\n" LARGEST,
         "budget/1000003: 200000600; w/1000000007: 500000003;"
         " n/1000000009: 2000000017", SOME},
        {"result r = allocate budget by pop at most n * last\n" LARGEST,
         "budget/1: 400; n/1: 1 2000000000000000", SOME},
        {"result r = allocate budget by pop * 100000000000000000\n"
         "  at most n * last\n" LARGEST, "budget/1: 400; n/1: 1", 0},
        /* Total and factors that are known only with the rows. */
        {"result r = allocate sum(asked where last > minimum) by pop\n"
         "  at most n * asked\n" LARGEST,
         "minimum/1: 0 150 450 700; n/10: 5 10 15", SOME},
        {"let many = count(unit where last > minimum)\n"
         "result r = allocate budget by pop at most many / 2 * asked\n"
         LARGEST, "budget/1: 400 1; minimum/1: 0 150 450 700", 0},
        {"let many = count(unit where last > minimum)\n"
         "result r = allocate budget by pop at least many * (asked / 10)\n"
         LARGEST, "budget/1: 400 1; minimum/1: 0 150 450 700", 0},
        /* Totals too large for their denominator, or not known on it. */
        {"result r = allocate budget by pop at most w * last\n" LARGEST,
         "budget/1: 400 1000000000000000; w/1000000000: 1000000000 10", SOME},
        {"result r = allocate budget by pop at most w * last\n" LARGEST,
         "budget/1: 400 1000000000000000; w/4000: 1000 10", SOME},
        {"result r = allocate budget by pop at most n * last\n" LARGEST,
         "budget/1: -5 0 400; n/10: 10 1", SOME},
        {"result r = allocate w * budget by pop at most n * last\n" LARGEST,
         "budget/1000000000: 400000000007; w/1000000000: 999999999;"
         " n/10: 10 1", SOME},
        /* More tiers than keys are kept for; the first takes it all. */
        {"result r = allocate budget by pop at most n * asked\n"
         "  in order of pop / persons\n" LARGEST,
         "budget/1: 1 50 51 110 300 333 450 451; n/10: 10 5 3", SOME},
        {"result r = allocate budget by pop at least w * asked\n"
         "  at most n * asked in order of prio\n" LARGEST,
         "budget/1: 46 180 181 220 221 310 450 451; n/10: 10 5;"
         " w/10: 0 1", SOME},
        {"result r = allocate cap per area by pop at most n * asked\n"
         "  in order of prio\n" LARGEST_PER,
         "cap/1: 0 -930 -990 -1000; n/10: 10 5 3", SOME},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}

/* All rows are held, each at a limit, and these make up the total. */
Test(test_fast_program, bends_all_held)
{
    static const Case cases[] = {
        {"result r = allocate budget by pop at least w * last\n"
         "  at most n * asked\n" LARGEST,
         "budget/1: 149 150 151; w/10: 10; n/10: 10", 0},
        {"result r = allocate budget by pop at least w * last\n" LARGEST,
         "budget/1: 99 100 101 50; w/10: 10 5", 0},
        {"result r = allocate budget by pop at least w * last\n"
         "  at most n * asked\n" LARGEST,
         "budget/1: 50 100 250 251; w/10: 10 5 0; n/10: 10 0", SOME},
    };
    CHECK_ALL(cases, "kod,area,pop,pat,last,asked,ok,prio\n"
                     "A,N,10,0,100,200,1,1\nB,S,10,1,0,50,1,1\n");
}

/* --- the argument of a rounding on its grid --- */

Test(test_fast_program, grids)
{
    static const Case cases[] = {
        {"let rest = budget - sum(minimum per unit)\n"
         "let key = w * share(pat) + (1 - w) * share(pop)\n"
         "result r = minimum + allocate rest by key\n" LARGEST,
         "budget/1: 100 101 1400; minimum/1: 0 10; w/100: 0 50 100", 0},
        {"result r = minimum - allocate budget by pop\n" LARGEST,
         "budget/1: 0 7 70 71; minimum/1: 0 1", 0},
        {"result r = budget * share(last - n * asked)\n" LARGEST,
         "budget/1: 0 7 70 71; n/1: 1 3 5", SOME},
        {"result r = budget * share(last / kr - n * pop / persons)\n"
         LARGEST, "budget/1: 0 70 71; n/7: 70 64 66", SOME},
        /* None known. */
        {"result r = allocate budget / n by pop\n" LARGEST,
         "budget/1: 100 140 7 70; n/1: 1 2 3", SOME},
        {"result r = minimum / n + allocate budget by pop\n" LARGEST,
         "budget/1: 100 140 7; minimum/1: 0 10; n/1: 2 3", SOME},
        {"result r = w * budget + minimum + allocate n * 1 kr by pop\n"
         LARGEST, "budget/1000003: 7 1000003; w/1000000007: 500000003;"
         " n/998244353: 998244353 499122176; minimum/1: 0", SOME},
        {"result r = allocate budget by w * pop + pat\n"
         "round r to 0.01 kr by largest remainder\n",
         "budget/1000000000000: 7000000000000 70000000000000;"
         " w/1000000007: 1000000007 500000003", SOME},
        {"result r = allocate budget by pop\n"
         "round r to 1000003 kr by largest remainder\n",
         "budget/10000000000000: 7000000000000 70000000000000", SOME},
        {"result r = allocate budget by pop\n"
         "round r to 0.00000000000000000001 kr by largest remainder\n",
         "budget/1: 0 7", 1},
        /* Too long, unless what numerators share is taken out. */
        {"result r = allocate budget by pop\n" LARGEST,
         "budget/1000000: 4000000 8000000 8000001; pop/1: 1000000000000",
         SOME},
        {"result r = allocate budget by pop\n" LARGEST,
         "budget/1000000: 4000000 -4000000 8000001; pop/1: 1000000000000",
         SOME},
        {"result r = minimum - allocate budget by pop\n" LARGEST,
         "budget/1000000: 4000000 36000000; minimum/1: 0 1;"
         " pop/1: 1000000000000", SOME},
        /* Columns that vary: on a grid, off it, too large, undefined. */
        {"result r = max(w * last, asked)\n" LARGEST,
         "w/10: 1 5; last/1: 0 10 15", 0},
        {"result r = max(last / n, asked)\n" LARGEST,
         "n/1: 2 3; last/1: 0 10 15", SOME},
        {"result r = max(w * last, asked)\n" LARGEST,
         "w/1000000000000000: 500000000000000 100000000000000; last/1: 0 10",
         SOME},
        {"result r = clamp(w * last, minimum, asked)\n" LARGEST,
         "w/10: 1 5; last/1: 0 10 15; minimum/1: 0 45", SOME},
        {"result r = clamp(w * last, minimum, 10000 kr)\n" LARGEST,
         "w/10: 1 5; last/1: 0 10 15; minimum/1: 0 45", SOME},
        {"result r = w * last\n"
         "round r to 1 kr by largest remainder keeping budget\n",
         "w/10: 5; last/1: 0; budget/2: 1400 1401 1402 1406", 0},
    };
    CHECK_ALL(cases, TIES_CSV);
}

/* Counts that 64 bits do not hold, and that doubles do not tell. */
Test(test_fast_program, long_counts)
{
    static const Case cases[] = {
        {"result r = round(budget to 0.00001 kr by up)\n",
         "budget/1: 1 1000000000000000 -1000000000000000 -1", 2},
        {"result r = round(w * budget to 0.000001 kr by down)\n",
         "budget/1: 4000000000000 -4000000000000; w/1000: 1001 1000 3", 6},
        {"result r = 1 * round(w to 0.00000000000000000001 by nearest)\n",
         "w/100: 0 1 50", SOME},
    };
    CHECK_ALL(cases, PLAN_ROWS_CSV);
}
