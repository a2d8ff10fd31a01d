/* test_fast_help.h - small programs whose numbers are chosen so that one
 * decision of the fast evaluator is at stake: worked out by every table of
 * lanes and by the exact evaluator, which is the judge.
 *
 * tests/oracle does the same with programs made by dice; what dice seldom or
 * never make stands in the tests that include this.
 */
#ifndef FORDELA_TEST_FAST_HELP_H
#define FORDELA_TEST_FAST_HELP_H

#include <math.h>

#include "fast/fast.h"
#include "test_plan_help.h"

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

static inline void read_inputs(const char *varies, Inputs *in)
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

static inline int64_t **amounts(Check *c)
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

static inline int64_t number_in_file(const Check *c, const Input *input,
                                     size_t row)
{
    const DataColumn *d = c->p.t.run.data->column[input->def->id];
    int64_t num, den;
    cr_assert(rat_parts(d->at[row].num, &num, &den));
    cr_assert_eq(input->den % den, 0);
    return num * (input->den / den);
}

static inline void set_most(Input *input, const double *value, size_t n)
{
    input->most = 0;
    for (size_t i = 0; i < n; i++) {
        input->most = fmax(input->most, fabs(value[i]));
    }
}

static inline void make_inputs(Check *c)
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
static inline void run(Check *c, Fast *fast, size_t from, size_t n,
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

static inline bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static inline void compare(const Check *c, const Case *at, const char *lanes)
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

static inline void by_blocks(Check *c, const Case *at, const Lanes *lanes)
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
static inline void one_by_one(Check *c, const Case *at, const Lanes *lanes)
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

static inline void check_with(const Case *at, const char *rows,
                              const Lanes *const *lanes, size_t n_lanes)
{
    Check c;
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

static inline void check_all(const Case *at, size_t n, const char *rows)
{
    size_t n_lanes;
    const Lanes *const *lanes = lanes_all(&n_lanes);
    for (size_t i = 0; i < n; i++) {
        check_with(&at[i], rows, lanes, n_lanes);
    }
}

/* rows: r.csv. */
#define CHECK_ALL(cases, rows)                                               \
    check_all(cases, sizeof(cases) / sizeof *(cases), rows)

/* Bodies: result r rounded; every way of rounding x. */
#define LARGEST "round r to 1 kr by largest remainder\n"
#define LARGEST_PER "round r to 1 kr by largest remainder per area\n"

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

#endif
