/* test_study_compare.c - by which statements scenarios differ, who is grouped
 * with whom. Expectations by hand.
 */
#include "study/compare.h"
#include "test_check_help.h"

static const char formula[] =
    "formula f\n"
    "param budget : kr = 1 mnkr from 2020-01-01, 2 mnkr from 2021-01-01\n"
    "param minimum : kr = 0 kr\n"
    "data pop : persons per r\n"
    "result grant = minimum + allocate budget by pop\n"
    "round grant to 1 kr by largest remainder\n"
    "result half = grant / 2\n"
    "result all = sum(grant)\n";

static const char base[] =
    "scenario base\n"
    "formula \"f\"\n"
    "date 2020-06-01\n"
    "table r from \"r.csv\" key k\n"
    "data pop column pop source \"x\" dated 2020-01-01\n"
    "set minimum = 10 kr\n";

/* Two scenarios as study_compare takes them, in one arena. */
typedef struct Pair {
    Trial trial;
    Run run[2];
    CompareSide side[2];
} Pair;

static void pair_start(Pair *p, const char *second)
{
    static const char *const path[] = {"base", "reform"};
    trial_enter();
    trial_put("f", formula);
    trial_put("g", formula);
    trial_put("r.csv", "k,pop,new\n0114,1000,1100\n0115,3000,3000\n"
                       "0301,500,20\n");
    trial_put("base", base);
    trial_put("reform", second);
    trial_start(&p->trial);
    for (size_t i = 0; i < 2; i++) {
        Run *run = &p->run[i];
        *run = (Run){0};
        bool good = pipeline(&p->trial.work, path[i], (Place){0}, STAGE_RUN,
                             run);
        if (!good)
            trial_say(&p->trial);
        cr_assert(good, "%s", p->trial.said.at);
        p->side[i] = (CompareSide){.path = path[i], .scenario = run->scenario,
                                   .formula = run->formula,
                                   .result = run->result};
    }
}

static void pair_end(Pair *p)
{
    trial_end(&p->trial);
    trial_leave();
}

/* "set minimum, data pop (new)" */
static const char *parts_text(Pair *p, const Setting *setting, size_t n)
{
    Arena *arena = p->trial.arena;
    PartList list = study_parts(arena, &p->side[0], &p->side[1], setting, n);
    const char *text = "";
    for (size_t i = 0; i < list.n; i++) {
        const PartChange *change = list.at[i].change;
        text = arena_format(arena, "%s%s%s%s", text, i > 0 ? ", " : "",
                            change->key,
                            change->was == NULL ? " (new)"
                            : change->now == NULL ? " (away)" : "");
    }
    return text;
}

Test(study_compare, statements_that_differ)
{
    static const struct {
        const char *reform, *parts;
    } row[] = {
        {"scenario a\nlike \"base\"\n", ""},
        {"scenario a\nlike \"base\"\nset minimum = 11 kr\n", "set minimum"},
        {"scenario a\nlike \"base\"\nset minimum = 10 kr estimated source "
         "\"y\"\ndata pop column pop estimated source \"z\"\n", ""},
        {"scenario a\nlike \"base\"\nformula \"./f\"\n"
         "table r from \"./r.csv\" key k\n", ""},
        {"scenario a\nlike \"base\"\ntable r from \"r.csv\" key k "
         "where k <> \"9\"\n", "table r"},
        {"scenario a\nlike \"base\"\nset budget = 3 mnkr\n"
         "data pop column new\ndate 2021-02-01\nset minimum = 9 kr\n"
         "formula \"g\"\n",
         "set budget (new), data pop, date, set minimum, formula"},
        {"scenario a\nformula \"f\"\ndate 2020-06-01\n"
         "table r from \"r.csv\" key k\ndata pop column new\n",
         "set minimum (away), data pop"},
        {"scenario a\nlike \"base\"\nexpect sum(grant) = 1 kr\n"
         "vary minimum in 1 kr, 2 kr\nreport sum(grant)\n", ""},
    };
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        Pair p;
        pair_start(&p, row[i].reform);
        cr_expect_str_eq(parts_text(&p, NULL, 0), row[i].parts, "%s",
                         row[i].reform);
        pair_end(&p);
    }
}

/* What a setting decides does not differ. */
Test(study_compare, settings_decide)
{
    Pair p;
    Setting setting = {.name = "minimum"};
    pair_start(&p, "scenario a\nlike \"base\"\nset minimum = 11 kr\n"
                   "data pop column new\n");
    cr_expect_str_eq(parts_text(&p, NULL, 0), "set minimum, data pop");
    cr_expect_str_eq(parts_text(&p, &setting, 1), "data pop");
    pair_end(&p);
}

static Compare *compare(Pair *p, const char *result, const char *per,
                        const char **said)
{
    Arena *arena = p->trial.arena;
    Diags *question = diags_new(arena);
    CompareAsk ask = {p->side, 2, result, per};
    Compare *c = study_compare(arena, p->trial.work.pool, &ask, question,
                               p->trial.work.diags);
    *said = c != NULL ? "" : diags_first(question);
    return c;
}

/* 0114 and 0115 are of one county; 1000 persons, 3000 and 500 of three
 * classes. 1 000 000 by 1000, 3000, 500 is 222 222.22, 666 666.67, 111 111.11;
 * by 1100, 3000, 20 it is 266 990.29, 728 155.34, 4 854.37: a krona goes to
 * the second, then to the third; the minimum of 10 kr cancels out. */
Test(study_compare, rows_and_groups)
{
    static const int64_t change[] = {44768, 61488, -106256};
    Pair p;
    const char *said;
    pair_start(&p, "scenario a\nlike \"base\"\ndata pop column new\n");
    Compare *c = compare(&p, NULL, "pop", &said);
    cr_assert_not_null(c, "%s", said);
    const CompareReform *r = &c->reform[0];
    for (size_t i = 0; i < 3; i++) {
        int64_t got = 0;
        cr_expect(rat_to_int(r->row[i].change, &got) && got == change[i],
                  "row %zu: %ld", i, (long)got);
    }
    cr_expect_eq(r->all.gain, 2);
    cr_expect_eq(r->all.lose, 1);
    cr_expect_eq(r->order[0], 1);
    cr_expect_eq(r->order[2], 2);
    cr_expect_eq(c->region.kind, GROUP_COUNTY);
    cr_expect_eq(c->region.n, 2);
    cr_expect_str_eq(c->region.name[1], "Uppsala");
    cr_expect_eq(r->region[0].n, 2);
    cr_expect_eq(c->size.n, 3);
    cr_expect_str_eq(rat_text(p.trial.arena, c->size.from[1]), "1000");
    cr_expect_str_eq(rat_text(p.trial.arena, c->size.below[1]), "2000");
    /* per person: as in the base */
    cr_expect_str_eq(rat_text(p.trial.arena, r->row[2].each), "-26564/125");
    pair_end(&p);
}

Test(study_compare, what_is_not_there)
{
    static const struct {
        const char *result, *per, *said;
    } row[] = {
        {"grnt", NULL, "base has no result \"grnt\""},
        {"all", NULL, "base has no amounts per row in its result \"all\""},
        {"minimum", NULL, "base has no result \"minimum\""},
        {"half", "minimum", "--per: \"minimum\" is no number, at least 0, for "
                            "each row of r"},
        {"half", "pip", "--per: \"pip\" is no number, at least 0, for each "
                        "row of r"},
    };
    Pair p;
    pair_start(&p, "scenario a\nlike \"base\"\n");
    for (size_t i = 0; i < TRIAL_ROWS(row); i++) {
        const char *said;
        cr_expect_null(compare(&p, row[i].result, row[i].per, &said));
        cr_expect_str_eq(said, row[i].said);
    }
    pair_end(&p);
}
