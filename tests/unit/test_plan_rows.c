/* test_plan_rows.c - how the plan builder lays out rows and steps: orders,
 * groups and tiers, what comes before the rows, what runs exactly.
 */
#include "test_plan_help.h"

enum { FIRST = 1, SECOND = 2 };

/* Rows of the file in the order of the plan, by code. */
static const char *order_of(Planned *p, const char *table)
{
    const Plan *plan = p->plan;
    const char *text = "";
    for (size_t t = 0; t < plan->program->n_tables; t++) {
        if (strcmp(plan->program->table[t].name, table) != 0) {
            continue;
        }
        const Table *rows = plan->data->table[t];
        for (size_t i = 0; i < rows->n; i++) {
            size_t row = plan->order[t] ? plan->order[t][i] : i;
            text = arena_format(p->t.arena, "%s%s", text, rows->code[row]);
        }
    }
    return text;
}

/* "CA|E|, BD|F": the tiers of each group, rows by code. */
static const char *tiers_of(Planned *p, const Level *l)
{
    const Grouping *g = l->group;
    const char *order = order_of(p, "unit"), *text = "";
    for (size_t i = 0; i < g->n; i++) {
        text = arena_format(p->t.arena, "%s%s", text, i > 0 ? ", " : "");
        for (size_t k = l->tier_of[i]; k < l->tier_of[i + 1]; k++) {
            for (size_t r = l->tier_start[k]; r < l->tier_start[k + 1];
                 r++) {
                text = arena_format(p->t.arena, "%s%c", text,
                                    order[g->row ? g->row[r] : r]);
            }
            text = arena_format(p->t.arena, "%s|", text);
        }
    }
    return text;
}

Test(plan_rows, tiers_stand_together, .init = trial_enter,
     .fini = trial_leave)
{
    static const struct {
        const char *body, *order, *tiers;
        bool together;
    } row[] = {
        {"result r = allocate cap * n per area by asked\n"
         "  where ok\n  at most asked\n  in order of prio\n",
         "EACBDF", "E|A|, B|D|F|", false},
        {"result r = allocate budget by asked * n\n"
         "  at most asked\n  in order of prio\n",
         "CBEADF", "CBE|AD|F|", true},
        /* A key that never varies needs no tiers together. */
        {"result r = allocate budget by asked\n"
         "  at most asked\n  in order of prio\n",
         "CBADEF", "CBE|AD|F|", false},
        {"result r = allocate cap * n per area by asked at most last\n",
         "CAEBDF", "CAE|, BDF|", true},
        {"result r = allocate budget by asked where ok at most asked\n",
         "CBADEF", "BADEF|", false},
        /* The second finds the order of the first, which is not its own. */
        {"result s = allocate budget by asked * n at most asked\n"
         "  in order of prio\n"
         "result r = allocate cap * n per area by asked at most last\n",
         "CBEADF", "CEA|, BDF|", false}};
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Planned p;
        const Plan *plan = plan_start(&p, row[i].body, "n/1 budget/1");
        const Level *l = NULL;
        for (size_t k = 0; k < plan->n_steps; k++) {
            l = plan->step[k].kind == STEP_LEVEL ? plan->step[k].level : l;
        }
        cr_assert_not_null(l, "%s", row[i].body);
        cr_expect_str_eq(order_of(&p, "unit"), row[i].order, "%s",
                         row[i].body);
        cr_expect_str_eq(tiers_of(&p, l), row[i].tiers, "%s%s", row[i].body,
                         tiers_of(&p, l));
        cr_expect_eq(l->group->row == NULL, row[i].together, "%s",
                     row[i].body);
        cr_expect_eq(l->where, -1, "a fixed where takes rows out for good");
        plan_end(&p);
    }
}

Test(plan_rows, fixed_columns_stand_in_the_order, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(&p,
                                  "result r = allocate cap * n per area "
                                  "by asked at most last\n"
                                  "result s = pop\n",
                                  "n/1");
    const Level *l = plan_step(plan, STEP_LEVEL)->level;
    cr_expect_str_eq(plan_whole(&p, l->key), "70 50 90 60 80 100 / 1");
    cr_expect_str_eq(plan_whole(&p, l->at_most),
                     "300 100 500 200 400 600 / 1");
    cr_expect_str_eq(plan_whole(&p, plan->output_slot[1]),
                     "30 10 50 20 40 60 / 1");
    plan_end(&p);
}

/* Among equal claims the lower code goes first, or the larger tie. */
Test(plan_rows, ranks_follow_codes_or_ties, .init = trial_enter,
     .fini = trial_leave)
{
    static const struct {
        const char *ties, *rank;
    } row[] = {{"", "2 1 0 3 4 5 "},
               {" ties to pop", "3 4 5 2 1 0 "},
               {" ties to prio", "4 3 1 2 5 0 "}};
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Planned p;
        char body[200];
        snprintf(body, sizeof body,
                 "result r = allocate budget by pop\n"
                 "round r to 1 kr by largest remainder%s\n", row[i].ties);
        const Plan *plan = plan_start(&p, body, "budget/1");
        const Remainder *r = plan_step(plan, STEP_REMAINDER)->remainder;
        const char *rank = "";
        for (size_t k = 0; k < PLAN_ROWS; k++) {
            rank = arena_format(p.t.arena, "%s%u ", rank,
                                (unsigned)r->rank[k]);
        }
        cr_expect_str_eq(rank, row[i].rank, "%s", row[i].ties);
        cr_expect_eq(r->ties_to, row[i].ties[0] != '\0');
        plan_end(&p);
    }
}

/* Groups by a table, by an expression, and their totals. */
Test(plan_rows, groups_have_their_totals, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(&p,
                                  "result r = sum(pop by area)\n"
                                  "result s = sum(pop by prio) * n\n"
                                  "result t = sum(w * pop by area)\n"
                                  "result u = sum(max(w * pop, 9 persons) "
                                  "by prio)\n",
                                  "n/1 w/100");
    cr_expect_str_eq(plan_whole(&p, plan->output_slot[0]), "90 120 / 1");
    const Step *mix = NULL, *sum = plan_step(plan, STEP_SUM);
    for (size_t i = 0; i < plan->n_steps; i++) {
        mix = plan->step[i].dst == plan->output_slot[1] ? &plan->step[i]
                                                        : mix;
    }
    cr_assert_not_null(mix);
    cr_expect_str_eq(plan_whole(&p, mix->mix.col[0]),
                     "100 100 50 50 100 60 / 1");
    cr_expect_eq(plan_slot(plan, 2)->n, 2);
    cr_expect_eq(plan_slot(plan, 2)->inputs, SECOND);
    cr_expect_eq(sum->group->n, 3, "prio 1, 2, 3");
    cr_expect_eq(plan->slot[sum->dst].table, TABLE_GROUPS);
    plan_end(&p);
}

/* One value from single values alone is worked out before the rows. */
Test(plan_rows, single_values_come_first, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(
        &p,
        "let most = largest(w * last)\n"
        "result r = w * asked + most\n"
        "result s = if w < n then budget * w else most\n"
        "require budget >= w * budget \"first\"\n"
        "require asked >= w * asked \"rows\"\n"
        "require w <= n \"after the rows\"\n",
        "w/100 n/1 budget/1");
    bool rows = false;
    const char *reason[3] = {"", "", ""};
    size_t n = 0;
    for (size_t i = 0; i < plan->n_steps; i++) {
        const Step *s = &plan->step[i];
        bool single = s->dst < 0 || plan->slot[s->dst].table == -1;
        cr_expect(single || i >= plan->n_single);
        rows = rows || i >= plan->n_single;
        if (s->kind == STEP_REQUIRE && n < 3) {
            cr_expect_eq(rows, n > 0, "requirement %zu", n);
            reason[n++] = plan->reason[s->reason];
        }
        for (size_t k = 0; k < s->n_args; k++) {
            bool made = s->arg[k] < 0 ||
                        plan->slot[s->arg[k]].kind != SLOT_STEP;
            for (size_t before = 0; before < i; before++) {
                made = made || plan->step[before].dst == s->arg[k];
            }
            cr_expect(made, "step %zu uses what is not made yet", i);
        }
    }
    cr_expect_str_eq(reason[0], "first");
    cr_expect_str_eq(reason[1], "rows");
    cr_expect_str_eq(reason[2], "after the rows");
    plan_end(&p);
}

/* Why all of it runs exactly, and where. PLAN_HEAD has 15 lines. */
Test(plan_rows, what_runs_exactly_says_so, .init = trial_enter,
     .fini = trial_leave)
{
    static const struct {
        const char *body, *why;
    } row[] = {
        {"result r = rank(w * last)\n", "a rank that varies, line 16"},
        {"result r = ln(w)\n", "ln of what varies, line 16"},
        {"let a = w\nresult r = sqrt(a)\n", "sqrt of what varies, line 17"},
        {"result r = power(w, 2)\n", "a power of what varies, line 16"},
        {"result r = sum(pop by floor(w * prio))\n",
         "groups that vary, line 16"},
        {"result r = allocate budget by pop at least 1 kr or nothing\n",
         "or nothing, line 16"},
        {"result r = allocate budget by pop at most cap summed by area\n",
         "limits summed by group, line 16"},
        {"result r = allocate budget equally at most asked using talmud\n",
         "talmud, line 16"},
        {"result r = allocate budget by pop at most asked\n"
         "  in order of w * prio\n",
         "an order that varies, line 16"},
        {"result r = w * asked\nround r to 1 kr by webster\n",
         "webster, line 17"},
        {"result r = w * asked\n"
         "round r to 1 kr by largest remainder at most asked\n",
         "rounding within limits, line 17"},
        {"result r = w * asked\n"
         "round r to 1 kr by largest remainder ties to w * pop\n",
         "ties decided by what varies, line 17"},
        /* Not what varies, so not: */
        {"result r = rank(last) * w\n", NULL},
        {"result r = ln(n) * w\n", NULL},
        {"result r = w * sum(pop by floor(n * prio))\n", NULL}};
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Planned p;
        const Plan *plan = plan_start(&p, row[i].body, "w/100 budget/1");
        const char *why = plan->exactly ? plan->exactly : "-";
        cr_expect_str_eq(why, row[i].why ? row[i].why : "-", "%s%s",
                         row[i].body, why);
        cr_expect_eq(plan_count(plan, STEP_EXACT) > 0, row[i].why != NULL);
        plan_end(&p);
    }
}

/* A total that may be negative, a sum of keys that may be 0: guarded once. */
Test(plan_rows, guards_stand_where_a_rule_may_fail, .init = trial_enter,
     .fini = trial_leave)
{
    static const struct {
        const char *body;
        size_t not_negative, positive;
    } row[] = {
        {"result r = allocate 100 kr by pop\n", 0, 0},
        {"result r = allocate budget by pop\n", 1, 0},
        {"result r = allocate budget by pop\n"
         "result s = allocate budget by pat\n", 1, 0},
        {"result r = allocate budget by pop * w\n", 2, 1},
        {"result r = allocate budget by pop * w + pat\n", 2, 1},
        {"result r = allocate budget by pop * w + pat * (1 - w)\n", 3, 1}};
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Planned p;
        const Plan *plan = plan_start(&p, row[i].body, "w/100 budget/1");
        cr_expect_eq(plan_count(plan, STEP_NOT_NEGATIVE),
                     row[i].not_negative, "%s: %zu", row[i].body,
                     plan_count(plan, STEP_NOT_NEGATIVE));
        cr_expect_eq(plan_count(plan, STEP_POSITIVE), row[i].positive, "%s",
                     row[i].body);
        plan_end(&p);
    }
}

/* Floors above the total refuse a variant by a reason of the plan, but not
 * where a requirement or a branch may come first. */
Test(plan_rows, floors_have_a_reason, .init = trial_enter,
     .fini = trial_leave)
{
    static const struct {
        const char *body;
        bool reason;
    } row[] = {
        {"result r = allocate budget by pop at least w * last\n", true},
        {"result r = allocate budget by pop at most last\n", false},
        {"require sum(allocate budget by pop at least w * last) >= 0 kr\n"
         "result r = w\n", false},
        {"result r = if w < 0.5 then allocate budget by pop at least "
         "w * last else last\n", false}};
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Planned p;
        const Plan *plan = plan_start(&p, row[i].body, "w/100 budget/1");
        const Step *s = plan_step(plan, STEP_LEVEL);
        cr_expect_eq(s->reason >= 0, row[i].reason, "%s", row[i].body);
        plan_end(&p);
    }
}

/* Texts are numbered; comparing them is comparing numbers. */
Test(plan_rows, texts_and_flags_are_numbers, .init = trial_enter,
     .fini = trial_leave)
{
    Planned p;
    const Plan *plan = plan_start(&p,
                                  "let size = if last > budget then \"big\" "
                                  "else \"small\"\n"
                                  "result r = size = \"big\"\n"
                                  "result s = size in (\"none\", \"big\")\n",
                                  "budget/1");
    cr_expect_eq(plan->n_texts, 3);
    cr_expect_eq(plan_slot(plan, 0)->den, 1);
    cr_expect_null(plan->exactly);
    plan_end(&p);
}

Test(plan_rows, outputs_have_units, .init = trial_enter, .fini = trial_leave)
{
    static const struct {
        const char *expr;
        int64_t num, den;
        bool nearest;
    } row[] = {{"result r = budget\n", 1, 1, false},
               {"result r = w * budget\n", 1, 1000000, true},
               {"result r = last > budget\n", 1, 1, false},
               {"result r = w * last\nround r to 100 kr by up\n", 100, 1,
                false},
               {"result r = w * last\nround r to 0.01 kr by largest "
                "remainder\n", 1, 100, false},
               {"let a = w * last\nresult r = b\nresult b = a\n"
                "round b to 7 kr by down\n", 7, 1, false}};
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Planned p;
        const Plan *plan = plan_start(&p, row[i].expr, "w/100 budget/1");
        int64_t num, den;
        cr_assert(rat_parts(plan->output[0].unit, &num, &den));
        cr_expect_eq(num, row[i].num, "%s", row[i].expr);
        cr_expect_eq(den, row[i].den, "%s", row[i].expr);
        cr_expect_eq(plan->output[0].nearest, row[i].nearest, "%s",
                     row[i].expr);
        plan_end(&p);
    }
}

/* Each row has a text of its own: compared with each other, they take
 * minutes. */
Test(plan_rows, texts_all_different, .init = trial_enter, .fini = trial_leave,
     .timeout = 60)
{
    enum { N = 250000 };
    Planned p;
    Buf rows = {0};
    buf_add(&rows, "kod,area,pop,pat,last,asked,ok,prio\n");
    for (size_t i = 0; i < N; i++)
        buf_addf(&rows, "place %06zu,N,1,1,1,1,1,1\n", i);
    const Plan *plan = plan_start_rows(
        &p, "result r = if n > 1 then code(unit) else \"place 000007\"\n",
        "n/1", rows.at);
    cr_expect_eq(plan->n_texts, N, "%zu", plan->n_texts);
    cr_expect_str_eq(plan->text[N - 1], "place 249999");
    buf_free(&rows);
    plan_end(&p);
}
