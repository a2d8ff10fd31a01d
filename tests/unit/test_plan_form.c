/* test_plan_form.c - what the plan builder promises of its sums of multiples:
 * what cancels, what is fused, what is fixed, and on which grid values lie.
 */
#include "test_plan_help.h"

/* Inputs by their order in `varies`. */
enum { FIRST = 1, SECOND = 2, THIRD = 4 };

Test(plan_form, weight_and_rest_of_it_cancel, .init = trial_enter,
     .fini = trial_leave)
{
    static const char *const same[] = {
        "result r = w * pop + (1 - w) * pop\n",
        "let v = 1 - w\nresult r = w * pop + v * pop\n",
        "result r = pop + w * pop - w * pop\n",
        "result r = (pop + w * pat) - w * pat\n",
        "result r = pop * (w + n - w - n + 1)\n"};
    for (size_t i = 0; i < TRIAL_ROWS(same); i++) {
        Planned p;
        const Plan *plan = plan_start(&p, same[i], "w/100 n/1");
        cr_expect_eq(plan->n_steps, 0, "%s: %zu steps", same[i],
                     plan->n_steps);
        cr_expect_str_eq(plan_whole(&p, plan->output_slot[0]),
                         "30 20 10 40 50 60 / 1", "%s", same[i]);
        plan_end(&p);
    }
}

Test(plan_form, same_key_twice_needs_no_weight, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(
        &p,
        "let key = w * share(pop) + (1 - w) * share(pop)\n"
        "result r = allocate budget by key\n"
        "round r to 1 kr by largest remainder\n",
        "budget/1 w/100");
    const Remainder *r = plan_step(plan, STEP_REMAINDER)->remainder;
    cr_expect_eq(plan_slot(plan, 0)->inputs, FIRST);
    cr_expect_eq(r->x.n, 1);
    plan_end(&p);
}

/* The grant of 2020: one loop over the rows, over two columns. */
Test(plan_form, minimum_and_rest_are_one_loop, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(
        &p,
        "let rest = budget - sum(minimum per unit)\n"
        "let key = w * share(pat) + (1 - w) * share(pop)\n"
        "result r = minimum + allocate rest by key\n"
        "round r to 1 kr by largest remainder\n",
        "budget/1 minimum/1 w/100");
    const Remainder *r = plan_step(plan, STEP_REMAINDER)->remainder;
    cr_expect_null(plan->exactly);
    cr_expect_eq(plan->n_steps, plan->n_single + 1, "more than one loop");
    cr_expect_eq(r->x.n, 2);
    cr_expect_eq(r->x.add, plan->input_slot[1], "the minimum is added");
    cr_expect_eq(r->x.over, -1, "the shares add up to 1");
    cr_expect_eq(r->total, -1);
    cr_assert_geq(r->sum, 0, "their sum needs no column");
    cr_expect_eq(plan->slot[r->sum].den, 1);
    cr_expect_eq(plan->slot[r->sum].inputs, FIRST | SECOND, "no weight");
    for (size_t j = 0; j < r->x.n; j++) {
        cr_expect_eq(plan->slot[r->x.col[j]].kind, SLOT_FIXED);
        int64_t den = plan->slot[r->x.col[j]].den;
        cr_expect(den == 21 || den == 22, "den %lld", (long long)den);
    }
    cr_expect_eq(plan_slot(plan, 0)->inputs, FIRST | SECOND | THIRD);
    plan_end(&p);
}

/* Also where the minimum does not vary: (B - 600) w + (B - 600) (1 - w). */
Test(plan_form, sums_are_multiplied_out, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(
        &p,
        "let rest = budget - sum(minimum per unit)\n"
        "let key = w * share(pat) + (1 - w) * share(pop)\n"
        "result r = minimum + allocate rest by key\n"
        "round r to 1 kr by largest remainder\n",
        "budget/1 w/100");
    const Remainder *r = plan_step(plan, STEP_REMAINDER)->remainder;
    cr_expect_eq(r->sum, plan->input_slot[0], "they add up to the budget");
    plan_end(&p);
}

/* (pop + w * pat) / sum(pop + w * pat): the sum is a divisor of the mix. */
Test(plan_form, varying_sum_of_keys_divides, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(&p,
                                  "result r = allocate budget by "
                                  "pop + w * pat\n"
                                  "round r to 1 kr by largest remainder\n",
                                  "budget/1 w/100");
    const Remainder *r = plan_step(plan, STEP_REMAINDER)->remainder;
    cr_expect_eq(plan->n_steps, plan->n_single + 1);
    cr_expect_eq(r->x.n, 2);
    cr_assert_geq(r->x.over, 0);
    cr_expect_eq(plan->slot[r->x.over].den, 50, "22 w over 100 reduced");
    cr_expect_eq(plan_count(plan, STEP_POSITIVE), 1, "is the sum above 0?");
    plan_end(&p);
}

Test(plan_form, what_does_not_vary_is_fixed, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(&p,
                                  "let rate = last / pop\n"
                                  "let all = sum(pop where ok)\n"
                                  "result r = rate * pat\n"
                                  "result s = all / 1 persons + 1 / 7\n"
                                  "result t = rank(pop)\n"
                                  "result u = ln(n)\n",
                                  "budget/1");
    cr_expect_null(plan->exactly);
    cr_expect_eq(plan->n_steps, 0);
    cr_expect_str_eq(plan_whole(&p, plan->output_slot[0]),
                     "0 50 30 40 90 10 / 1");
    cr_expect_str_eq(plan_whole(&p, plan->output_slot[1]), "1261 / 7");
    cr_expect_str_eq(plan_whole(&p, plan->output_slot[2]),
                     "4 5 6 3 2 1 / 1");
    plan_end(&p);
}

/* A param that is set but not varied is a number like any other. */
Test(plan_form, params_are_fixed_unless_they_vary, .init = trial_enter,
     .fini = trial_leave)
{
    static const struct {
        const char *varies;
        uint64_t inputs;
    } row[] = {{"", 0}, {"n/1", 0}, {"w/100", FIRST}, {"n/1 w/100", SECOND},
               {"budget/1 w/100", FIRST | SECOND}};
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Planned p;
        const Plan *plan = plan_start(&p, "result r = w * budget\n",
                                      row[i].varies);
        cr_expect_eq(plan_slot(plan, 0)->inputs, row[i].inputs, "%s",
                     row[i].varies);
        plan_end(&p);
    }
}

/* Every value of a slot is a whole number over its den. */
Test(plan_form, grids_follow_the_arithmetic, .init = trial_enter,
     .fini = trial_leave)
{
    static const struct {
        const char *expr;
        int64_t den;
    } row[] = {{"budget", 1},
               {"w * budget", 100},
               {"w * w * budget", 10000},
               {"budget / 4", 4},
               {"20 * w * budget", 5},
               {"budget / 3 + w * budget", 300},
               {"min(budget, w * minimum)", 100},
               {"abs(w * budget)", 100},
               {"floor(w * budget)", 1},
               {"ceil(budget / 7)", 1},
               {"if w < 0.5 then budget / 2 else budget / 3", 6},
               {"budget / w", 0},
               {"w * last", 100},
               {"max(w * asked, last / 7)", 700},
               {"sum(w * asked)", 2},       /* 450 kr / 100 reduced */
               {"sum(max(w * asked, 1 kr))", 100},
               {"count(unit where asked > budget)", 1},
               {"smallest(w * asked)", 100},
               {"round(w * budget to 0.25 kr by nearest)", 4},
               {"round(budget / 3 to 1 kr by up)", 1},
               {"budget / 3 >= minimum", 1}};
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Planned p;
        char body[120];
        snprintf(body, sizeof body, "result r = %s\n", row[i].expr);
        const Plan *plan = plan_start(&p, body, "budget/1 minimum/1 w/100");
        cr_expect_eq(plan_slot(plan, 0)->den, row[i].den,
                     "%s: %lld, not %lld", row[i].expr,
                     (long long)plan_slot(plan, 0)->den,
                     (long long)row[i].den);
        plan_end(&p);
    }
}

/* Too fine a grid is no grid: 1 / (2^31 - 1)^3. */
Test(plan_form, grids_too_fine_are_not_known, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(&p,
                                  "result r = w * w\n"
                                  "result s = w * w * w\n",
                                  "w/2147483647");
    cr_expect_eq(plan_slot(plan, 0)->den,
                 INT64_C(2147483647) * INT64_C(2147483647));
    cr_expect_eq(plan_slot(plan, 1)->den, 0);
    plan_end(&p);
}

Test(plan_form, fixed_conditions_choose, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(&p,
                                  "result r = if big then budget "
                                  "else budget / w\n"
                                  "result s = if ok then w * last "
                                  "else budget per unit\n",
                                  "budget/1 w/100");
    cr_expect_eq(plan_count(plan, STEP_IF), 0);
    cr_expect_eq(plan_count(plan, STEP_DIV), 0, "nobody asks for it");
    cr_expect_eq(plan->output_slot[0], plan->input_slot[0]);
    const Mix *mix = &plan->step[plan->n_steps - 1].mix;
    cr_expect_eq(plan->step[plan->n_steps - 1].kind, STEP_MIX);
    cr_expect_eq(plan->slot[mix->col[0]].kind, SLOT_FIXED);
    cr_expect_eq(plan_slot(plan, 1)->inputs, FIRST | SECOND);
    plan_end(&p);
}

Test(plan_form, varying_conditions_are_steps, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(&p,
                                  "result r = if w < 0.5 then budget "
                                  "else minimum\n"
                                  "result s = if last > budget then last "
                                  "else asked\n",
                                  "budget/1 w/100");
    cr_expect_eq(plan_count(plan, STEP_IF), 2);
    cr_expect_eq(plan_count(plan, STEP_LT), 1);
    cr_expect_eq(plan_count(plan, STEP_GT), 1);
    cr_expect_eq(plan_slot(plan, 1)->inputs, FIRST);
    plan_end(&p);
}

/* What is undefined somewhere must not cancel: 0 * (1 / n) is undefined where
 * n is 0. */
Test(plan_form, undefined_values_do_not_cancel, .init = trial_enter,
     .fini = trial_leave)
{
    static const char *const kept[] = {
        "result r = 0 * (budget / n)\n",
        "result r = budget / n - budget / n + budget\n",
        "let q = budget / n\nresult r = q - q\n",
        "result r = 0 * (last / n)\n",
        "result r = last / n - last / n\n",
        "result r = share(n * pop) * budget\n"};
    for (size_t i = 0; i < TRIAL_ROWS(kept); i++) {
        Planned p;
        const Plan *plan = plan_start(&p, kept[i], "budget/1 n/1");
        cr_expect(plan_slot(plan, 0)->inputs & SECOND, "%s", kept[i]);
        plan_end(&p);
    }
}

/* A column that is drawn is a column of the mix, and its sum a step. */
Test(plan_form, drawn_data_are_columns, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(&p,
                                  "result r = allocate budget by pop\n"
                                  "round r to 1 kr by largest remainder\n",
                                  "budget/1 pop/1");
    const Remainder *r = plan_step(plan, STEP_REMAINDER)->remainder;
    const Step *sum = plan_step(plan, STEP_SUM);
    cr_expect_eq(r->x.n, 1);
    cr_expect_eq(r->x.col[0], plan->input_slot[1]);
    cr_expect_eq(r->x.over, sum->dst);
    cr_expect_eq(plan->slot[sum->dst].by_row, true);
    cr_expect_eq(plan->slot[sum->dst].den, 1);
    cr_expect_eq(plan_count(plan, STEP_POSITIVE), 1);
    plan_end(&p);
}
