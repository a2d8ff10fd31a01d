/* test_plan_chain.c - definitions that use each other in long chains: planned
 * in the order of use, without recursion from one to the next, and once each
 * however often they are used.
 */
#include <sys/resource.h>

#include "test_plan_help.h"

enum { CHAIN = 3000 };

/* A stack of 1 MB, far below what one call per definition would take. */
static void small_stack(void)
{
    struct rlimit limit;
    cr_assert_eq(getrlimit(RLIMIT_STACK, &limit), 0);
    limit.rlim_cur = 1 << 20;
    cr_assert_eq(setrlimit(RLIMIT_STACK, &limit), 0);
}

/* d[i] = d[i - 1] + pop * n from d[0] = pop * n: (CHAIN + 1) * n * pop. */
Test(plan_chain, long_chain_of_columns, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    Buf body = {0};
    buf_add(&body, "let da = pop * n\n");
    for (size_t i = 0; i < CHAIN; i++)
        buf_addf(&body, "let d%zu = %s%.0zu + pop * n\n", i + 1,
                 i == 0 ? "da" : "d", i);
    buf_addf(&body, "result r = d%d\n", CHAIN);
    small_stack();
    const Plan *plan = plan_start(&p, body.at, "n/1");
    cr_assert_eq(plan->n_steps, 2);
    const Step *single = &plan->step[0];
    cr_assert_eq(single->mix.n, 1);
    cr_expect_float_eq(plan->slot[single->mix.coef[0]].value[0], CHAIN + 1,
                       0);
    buf_free(&body);
    plan_end(&p);
}

/* Used twice each: 2^60 ways to the first, one visit. */
Test(plan_chain, doubling_chain_of_values, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    Buf body = {0};
    buf_add(&body, "let da = n * n\n");
    for (size_t i = 0; i < 60; i++)
        buf_addf(&body, "let d%zu = (%s%.0zu + %s%.0zu) / 2\n", i + 1,
                 i == 0 ? "da" : "d", i, i == 0 ? "da" : "d", i);
    buf_add(&body, "result r = pop * d60\n");
    const Plan *plan = plan_start(&p, body.at, "n/1");
    cr_expect_eq(plan->n_steps, 2, "%zu steps", plan->n_steps);
    buf_free(&body);
    plan_end(&p);
}

/* Steps and numbers compared all with all take minutes. */
Test(plan_chain, many_figures, .init = trial_enter, .fini = trial_leave,
     .timeout = 60)
{
    enum { N = 60000 };
    Planned p;
    Buf body = {0};
    for (size_t i = 0; i < N; i++)
        buf_addf(&body, "result r%zu = budget + max(n, %zu) * 1 kr\n", i, i);
    const Plan *plan = plan_start(&p, body.at, "n/1 budget/1");
    cr_expect_eq(plan->n_outputs, N);
    buf_free(&body);
    plan_end(&p);
}
