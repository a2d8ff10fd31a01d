/* test_plan_help.h - plans of small programs, for the tests of the plan room.
 *
 * Every program has the same two tables of data and the same params; a test
 * writes its lets and results and names what varies.
 */
#ifndef FORDELA_TEST_PLAN_HELP_H
#define FORDELA_TEST_PLAN_HELP_H

#include "plan/plan.h"
#include "test_check_help.h"

#define PLAN_HEAD                                                            \
    "formula t\n"                                                            \
    "table area\n"                                                           \
    "table unit in area\n"                                                   \
    "param budget : kr\n"                                                    \
    "param minimum : kr\n"                                                   \
    "param w : share\n"                                                      \
    "param n : number\n"                                                     \
    "param big : flag\n"                                                     \
    "data cap : kr per area\n"                                               \
    "data pop : persons per unit\n"                                          \
    "data pat : persons per unit\n"                                          \
    "data last : kr per unit\n"                                              \
    "data asked : kr per unit\n"                                             \
    "data ok : flag per unit\n"                                              \
    "data prio : number per unit\n"

static const char PLAN_SCENARIO[] =
    "scenario s\n"
    "formula \"t.formula\"\n"
    "table area from \"a.csv\" key kod\n"
    "table unit from \"r.csv\" key kod in area by area\n"
    "data cap column cap\n"
    "data pop column pop\n"
    "data pat column pat\n"
    "data last column last\n"
    "data asked column asked\n"
    "data ok column ok\n"
    "data prio column prio\n"
    "set budget = 3000 kr\n"
    "set minimum = 100 kr\n"
    "set w = 25 %\n"
    "set n = 3\n"
    "set big = true\n";

enum { PLAN_ROWS = 6 };

static const char PLAN_ROWS_CSV[] = "kod,area,pop,pat,last,asked,ok,prio\n"
                                    "C,N,30,0,300,70,0,1\n"
                                    "B,S,20,5,200,60,1,1\n"
                                    "A,N,10,3,100,50,1,2\n"
                                    "D,S,40,4,400,80,1,2\n"
                                    "E,N,50,9,500,90,1,1\n"
                                    "F,S,60,1,600,100,1,3\n";

typedef struct Planned {
    Trial t;
    Input input[8];
    const Plan *plan;
} Planned;

/* varies: names and denominators, "budget/1 w/100". */
static inline size_t plan_inputs(Planned *p, const char *varies)
{
    size_t n = 0;
    char name[40];
    long den;
    int used = 0;
    for (; sscanf(varies, " %39[a-z]/%ld%n", name, &den, &used) == 2;
         varies += used) {
        const Def *def = program_find(p->t.run.program, name);
        cr_assert_not_null(def, "no %s", name);
        p->input[n++] = (Input){def, den, 1e9};
    }
    return n;
}

/* In a folder of its own (trial_enter). */
static inline const Plan *plan_start_rows(Planned *p, const char *body,
                                          const char *varies,
                                          const char *rows)
{
    Buf text = {0};
    memset(p, 0, sizeof *p);
    buf_add(&text, PLAN_HEAD);
    buf_add(&text, body);
    trial_put("t.formula", text.at);
    trial_put("s.scenario", PLAN_SCENARIO);
    trial_put("r.csv", rows);
    trial_put("a.csv", "kod,cap\nN,1000\nS,2000\n");
    buf_free(&text);
    trial_start(&p->t);
    p->t.ok = pipeline(&p->t.work, "s.scenario", (Place){0}, STAGE_CHECK,
                       &p->t.run);
    trial_say(&p->t);
    cr_assert(p->t.ok, "%s", p->t.said.at);
    const Program *program = p->t.run.program;
    Want want = {.input = p->input, .n_inputs = plan_inputs(p, varies)};
    const Def **result =
        ARENA_ARRAY(p->t.arena, const Def *, program->n_defs);
    for (size_t i = 0; i < program->n_defs; i++) {
        if (program->def[i]->kind == DEF_RESULT) {
            result[want.n_results++] = program->def[i];
        }
    }
    want.result = result;
    p->plan = plan_new(p->t.arena, p->t.work.pool, program, p->t.run.data,
                       &want);
    return p->plan;
}

static inline const Plan *plan_start(Planned *p, const char *body,
                                     const char *varies)
{
    return plan_start_rows(p, body, varies, PLAN_ROWS_CSV);
}

static inline void plan_end(Planned *p)
{
    trial_end(&p->t);
}

static inline size_t plan_count(const Plan *plan, StepKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_steps; i++) {
        n += plan->step[i].kind == kind;
    }
    return n;
}

/* The one step of that kind. */
static inline const Step *plan_step(const Plan *plan, StepKind kind)
{
    const Step *found = NULL;
    for (size_t i = 0; i < plan->n_steps; i++) {
        if (plan->step[i].kind == kind) {
            cr_assert_null(found, "two steps of kind %d", (int)kind);
            found = &plan->step[i];
        }
    }
    cr_assert_not_null(found, "no step of kind %d", (int)kind);
    return found;
}

/* The slot of result k. */
static inline const Slot *plan_slot(const Plan *plan, size_t k)
{
    return &plan->slot[plan->output_slot[k]];
}

/* The whole numbers of a FIXED slot over den, "1 2 3 / 4". */
static inline const char *plan_whole(Planned *p, int slot)
{
    const Slot *s = &p->plan->slot[slot];
    const char *text = "";
    cr_assert_eq(s->kind, SLOT_FIXED);
    cr_assert_not_null(s->whole);
    for (size_t i = 0; i < s->n; i++) {
        text = arena_format(p->t.arena, "%s%lld ", text,
                            (long long)s->whole[i]);
    }
    return arena_format(p->t.arena, "%s/ %lld", text, (long long)s->den);
}

#endif
