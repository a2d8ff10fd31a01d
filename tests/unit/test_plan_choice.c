/* test_plan_choice.c - an `if` whose flag does not vary is a sum of two masked
 * columns, with no coefficient that can fall below 0.
 */
#include "test_plan_help.h"

/* pop * w where ok, pop elsewhere: the weights are w and 1, so that the only
 * guard is w >= 0 and a weight below 1 needs no exact evaluation. */
Test(plan_choice, masks_without_negative_weights, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(
        &p,
        "let key = if ok then pop * w else pop\n"
        "result r = allocate budget by key\n"
        "round r to 1 kr by largest remainder\n",
        "w/100");
    const Mix *x = &plan_step(plan, STEP_REMAINDER)->remainder->x;
    cr_assert_eq(x->n, 2);
    cr_expect_str_eq(plan_whole(&p, x->col[0]), "0 20 10 40 50 60 / 1");
    cr_expect_str_eq(plan_whole(&p, x->col[1]), "30 0 0 0 0 0 / 1");
    const Step *guard = plan_step(plan, STEP_NOT_NEGATIVE);
    cr_expect_eq(guard->arg[0], plan->input_slot[0]);
    plan_end(&p);
}
