/* test_check_names.c - declarations, order of use, what a scenario may say.
 *
 * Expectations follow from LANGUAGE rules 2, 5, 17, 21 to 23.
 */
#include "test_check_help.h"

/* A formula alone: "" for no fault, else a part of the message. */
static const struct {
    const char *text, *want;
} formulas[] = {
    {"let a = b + 1\nlet b = c\nlet c = 2\n", ""},
    {"let a = a\n", "a uses a"},
    {"let a = b\nlet b = a\n", "\"a\" is defined by itself: a uses b uses a"},
    {"let a = b1\nlet b1 = b2\nlet b2 = b3\nlet b3 = b4\nlet b4 = b5\n"
     "let b5 = b6\nlet b6 = b7\nlet b7 = b8\nlet b8 = b9\nlet b9 = a\n",
     "a uses b1 uses b2 uses b3 uses b4 uses b5 uses b6 uses ... (2 more) "
     "uses b9 uses a"},
    {"result g = k * 2\nround g to 1 kr by webster keeping sum(h)\n"
     "let h = g per t\nparam k : kr\ntable t\n", "is defined by itself"},
    {"let a = sum(x where y > 1 by z ties to w)\n", "unknown name \"x\""},
    {"param a : kr\nlet a = 1\n", "\"a\" is already declared, in line 2"},
    {"table a\ndata a : kr per a\n", "\"a\" is already declared, in line 2"},
    {"let kr = 1\n", "\"kr\" is already a unit"},
    {"unit a\nparam a : kr\n", "\"a\" is already declared, in line 2"},
    {"let sum = 1\nlet b = sum + 1\n", ""},
    {"let budget = 1\nlet b = budgt\n", "did you mean \"budget\"?"},
    {"let b = zebra\n", "declare it with table, param, data, let or result"},
    {"table a in b\n", "declare it: table b"},
    {"table a in b\ntable b in a\n", "the table \"a\" lies in itself"},
    {"table a in a\n", "the table \"a\" lies in itself"},
    {"table b\ntable a in b, b\n", "\"a\" lies in \"b\" twice"},
    {"data x : kr per persons\n", "kr / persons per TABLE"},
    {"data x : kr per person\n", "kr / persons per TABLE"},
    {"let a = 1\nround a to 1 by nearest\n", "\"a\" is not a result"},
    {"round a to 1 by nearest\n", "unknown name \"a\""},
    {"param p : number\nround p to 1 by nearest\n", "\"p\" is not a result"},
    {"require 1\n", "a condition must be true or false"},
    {"require 1 = 1 \"fine\"\n", ""},
    {"table a\nround a to 1 by nearest\n", "\"a\" is not a result"},
    {"round kr to 1 by nearest\n", "\"kr\" is not a result"},
    {"param a : kr\ntable a\n", "\"a\" is already declared, in line 3"},
    {"table kr\n", "\"kr\" is already a unit"},
    {"param a : kr = zebra\n", "unknown name \"zebra\""},
    {"table t\ndata x : kr per t\nparam a : kr = x\n",
     "a parameter must be one value"},
    {"param a : kr = 5 persons\n", "the parameter must be kr"},
    {"let b = 2 kr\nparam a : kr = b\n", "\"b\""},
    {"unit a = 5 b\n", "\"b\" is not a unit"},
    {"param a : share / kr\n", "\"share\""},
    /* three ways up to a, by c1 twice */
    {"table a\ntable b1 in a\ntable b2 in a\ntable c1 in b1, b2\n"
     "table d in a, c1\ndata x : kr per a\ndata y : kr per d\n"
     "let z = x + y\n", "more than one way"},
    {"param a : kr = 5 kr from 2020-01-01, 6 kr from 2020-01-01\n",
     "two values of \"a\" hold from the same day"},
    {"param a : kr = 5\n", "the parameter must be kr, this is a plain number"},
    {"param a : kr = b\nparam b : kr = 2 kr\n", ""},
    {"param a : kr = b\nlet b = 2 kr\n", "a param cannot be set from \"b\""},
    {"data x : kr per t\nparam a : kr = sum(x)\n",
     "a param cannot be set from the rows of a table"},
    {"data x : kr per t\nparam a : kr = x\n", "a parameter must be one value"},
    {"param a : kr = 1 kr per t\ntable t\n", "found \"per\""},
};

Test(check_names, of_formulas)
{
    for (size_t i = 0; i < TRIAL_ROWS(formulas); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "formula f\n%s", formulas[i].text);
        trial_check(&t, text.at);
        if (formulas[i].want[0] == '\0') {
            trial_ok(&t, formulas[i].text);
        } else {
            cr_expect(!t.ok, "%s", formulas[i].text);
            cr_expect_not_null(strstr(t.said.at, formulas[i].want),
                               "%s\nwanted: %s\nsaid: %s", formulas[i].text,
                               formulas[i].want, t.said.at);
        }
        trial_end(&t);
        buf_free(&text);
    }
}

/* Tables are few by design. */
Test(check_names, at_most_32_tables)
{
    Trial t;
    Buf text = {0};
    buf_add(&text, "formula f\n");
    for (int i = 0; i < 33; i++) {
        buf_addf(&text, "table t%d\n", i);
    }
    trial_check(&t, text.at);
    cr_assert_not_null(strstr(t.said.at, "more than 32 tables"));
    trial_end(&t);
    buf_free(&text);
}

/* r of a scenario over two rows; the formula has p (5 kr, 6 kr from 2020, 7 kr
 * from 2021), q and data x. */
static const struct {
    const char *scenario, *want;
} scenarios[] = {
    {"date 2020-06-30\nset q = 1\n", "A 6, B 12"},
    {"date 2021-01-01\nset q = 1\n", "A 7, B 14"},
    {"date 2019-12-31\nset q = 1\n", "A 5, B 10"},
    {"set q = 1\n", "!has dated values, and the scenario has no"},
    {"set q = 1\nset p = 9 kr\n", "A 9, B 18"},
    {"set q = 1\nset p = 9 kr estimated\n", "A 9 e, B 18 e"},
    {"set q = 1\nset p = q * 2 kr\n", "A 2, B 4"},
    {"set q = 1 calibrated\nset p = q * 2 kr\n", "A 2 c, B 4 c"},
    {"set q = 1 calibrated\nset p = q * 2 kr estimated\n", "A 2 ec, B 4 ec"},
    {"set q = p / kr\nset p = q * 2 kr\n", "!is defined by itself"},
    {"set q = sum(x)\nset p = 1 kr\n", "!cannot be set from the rows"},
    {"set q = x\nset p = 1 kr\n", "!must be one value"},
    {"set q = 1 kr\nset p = 1 kr\n", "!\"q\" must be a plain number"},
    {"set p = 1 kr\n", "!the formula's param \"q\" is not set"},
    {"set q = 1\nset p = 1 kr\nset x = 2\n", "!\"x\" is data, not a param"},
    {"set q = 1\nset p = 1 kr\nset zebra = 2\n", "!unknown name \"zebra\""},
    {"set q = 1\nset p = 1 kr\nvary r from 1 to 2 step 1\n",
     "!\"r\" is a result, not a param"},
    {"set q = 1\nset p = 1 kr\nvary p in 1 kr, 2\n", "!what varies must be kr"},
    {"set q = 1\nset p = 1 kr\nvary p in 1 kr, zz\n",
     "!unknown name \"zz\""},
    {"set q = 1\nset p = 1 kr\nvary p in 1 kr, 2 kr\nvary q in 1, 2\n",
     "A 1, B 2"},
    {"set q = 1\nset p = 1 kr\nset kr = 2\n", "!\"kr\" is a unit"},
    {"set q = 1\nset p = 1 kr\nset t = 2\n", "!\"t\" is a table"},
    {"set q = 1\nset p = 1 kr\ndraw x ~ normal(x, 3 %, 2 %)\n",
     "!\"normal\" takes 2 values, not 3"},
    {"set q = 1\nset p = 1 kr\ndraw x ~ normal(zz, 3 %)\n",
     "!unknown name \"zz\""},
    {"set q = 1\nset p = 1 kr\ndraw x ~ normal(x, 3 %)\n"
     "draw x ~ normal(x, 5 %)\n", "!\"x\" is drawn already"},
    {"set q = 1\nset p = 1 kr\ndraw x ~ normal(x, 3 %)\n"
     "draw p ~ normal(p, 5 %)\n", "A 1, B 2"},
    {"set q = 1\nset p = 1 kr\ndraws 5 kr seed 1\n",
     "!a whole number without unit stands here"},
    {"set q = 1\nset p = 1 kr\ndraws 5.5 seed 1\n",
     "!the number of draws is a whole number, at least 1"},
    {"set q = 1\nset p = 1 kr\ndraws 5 seed 99999999999999999999\n",
     "!the seed is at most 9223372036854775807"},
    {"set q = 1\nset p = 1 kr\nexpect zz = 1\n", "!unknown name \"zz\""},
    {"set q = 1\nset p = 1 kr\nexpect x = 1\n",
     "!what is expected must be one value"},
    {"set q = 1\nset p = 1 kr\nexpect 1 = x\n",
     "!what is expected must be one value"},
    {"set q = 1\nset p = 1 kr\nexpect sum(x) = 3 within zz\n",
     "!unknown name \"zz\""},
    {"set q = 1\nset p = 1 kr\nexpect sum(x) = 3 within x\n",
     "!\"within\" must be one value"},
    {"set q = 1\nset p = 1 kr\nexpect sum(x) = 3 within 1 kr\n",
     "!\"within\" must be a plain number"},
    {"set q = 1\nset p = 1 kr\nexpect \"a\" = \"b\" within 1\n",
     "!\"within\" goes with numbers: texts, dates and flags are equal or not"},
    {"set q = 1\nset p = 1 kr\nreport zz\n", "!unknown name \"zz\""},
    {"set q = 1\nset p = 1 kr\nreport x\n",
     "!a report figure must be one value"},
    {"set q = 1\nset p = 1 kr\nvary p in x * 1 kr\n",
     "!what varies must be one value"},
    {"set q = 1\nset p = 1 kr\ndraw x ~ normal(x, 3 %)\ndraws 5 seed 1\n",
     "A 1, B 2"},
    {"set q = 1\nset p = 1 kr\ndraw p ~ uniform(0 kr, 2 kr)\n", "A 1, B 2"},
    {"set q = 1\nset p = 1 kr\ndraw x ~ nrmal(x, 3 %)\n",
     "!did you mean \"normal\"?"},
    {"set q = 1\nset p = 1 kr\ndraw x ~ zebra(x)\n",
     "!distributions are normal"},
    {"set q = 1\nset p = 1 kr\ndraw x ~ normal(x)\n",
     "!\"normal\" takes 2 values, not 1"},
    {"set q = 1\nset p = 1 kr\ndraw p ~ normal(x * 1 kr, 3 %)\n",
     "!what is drawn from must be one value"},
    {"set q = 1\nset p = 1 kr\ndraw x ~ normal(p, 3 %)\n",
     "!what is drawn from must be a plain number, this is kr"},
    {"set q = 1\nset p = 1 kr\ndraw r ~ normal(x, 3 %)\n",
     "!\"r\" is a result, not a param or data"},
    {"set q = 1\nset p = 1 kr\ndraws 0 seed 1\n",
     "!the number of draws is a whole number, at least 1"},
    {"set q = 1\nset p = 1 kr\ndraws 1 seed 1.5\n",
     "!the seed is a whole number"},
    {"set q = 1\nset p = 1 kr\nreport sum(r) \"s\", count(t)\n", "A 1, B 2"},
    {"set q = 1\nset p = 1 kr\nreport r\n",
     "!a report figure must be one value"},
    {"set q = 1\nset p = 1 kr\nexpect sum(r) = 3 kr within 1 kr\n",
     "A 1, B 2"},
    {"set q = 1\nset p = 1 kr\nexpect r = 3 kr\n",
     "!what is expected must be one value"},
    {"set q = 1\nset p = 1 kr\nexpect sum(r) = 3 kr within 1\n",
     "!\"within\" must be kr"},
    {"set q = 1\nset p = 1 kr\nexpect total from \"d.csv\" column x\n",
     "!write expect total = ..."},
    {"set q = 1\nset p = 1 kr\nexpect p from \"d.csv\" column x\n",
     "!\"p\" is a param, not a result"},
    {"set q = 1\nset p = 1 kr\ntable x from \"d.csv\" key code\n",
     "!\"x\" is not a table of the formula"},
    {"set q = 1\nset p = 1 kr\ntable zebra from \"d.csv\" key code\n",
     "!unknown name \"zebra\""},
    {"set q = 1\nset p = 1 kr\ndata q column x\n",
     "!\"q\" is a param, not data of the formula"},
};

Test(check_names, of_scenarios, .init = trial_enter, .fini = trial_leave)
{
    trial_put("f.formula",
              "formula f\n"
              "param p : kr = 5 kr, 6 kr from 2020-01-01, 7 kr from "
              "2021-01-01\n"
              "param q : number\n"
              "data x : number per t\n"
              "result r = x * p\n"
              "result total = sum(r)\n");
    trial_put("d.csv", "code,x\nA,1\nB,2\n");
    for (size_t i = 0; i < TRIAL_ROWS(scenarios); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text,
                 "scenario s\nformula \"f.formula\"\n"
                 "table t from \"d.csv\" key code\ndata x column x\n%s",
                 scenarios[i].scenario);
        trial_put("s.scenario", text.at);
        trial_run(&t, "s.scenario");
        trial_expect(&t, scenarios[i].scenario, scenarios[i].want);
        trial_end(&t);
        buf_free(&text);
    }
}

/* What the scenario leaves out. */
static const struct {
    const char *scenario, *want;
} incomplete[] = {
    {"table b from \"b.csv\" key code in a by a\ndata x column x\n",
     "the formula's table \"a\" gets no rows"},
    {"table a from \"a.csv\" key code\n"
     "table b from \"b.csv\" key code in a by a\n",
     "the formula's data \"x\" is not given"},
    {"table a from \"a.csv\" key code\ntable b from \"b.csv\" key code\n"
     "data x column x\n", "add: in a by COLUMN"},
    {"table a from \"a.csv\" key code in b by b\n"
     "table b from \"b.csv\" key code in a by a\ndata x column x\n",
     "\"b\" is not a parent of \"a\""},
};

Test(check_names, that_are_missing, .init = trial_enter, .fini = trial_leave)
{
    trial_put("f.formula", "formula f\ntable a\ntable b in a\n"
                           "data x : number per b\nresult r = x\n");
    trial_put("a.csv", "code,b\nA,1\n");
    trial_put("b.csv", "code,a,x\n1,A,5\n");
    for (size_t i = 0; i < TRIAL_ROWS(incomplete); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "scenario s\nformula \"f.formula\"\n%s",
                 incomplete[i].scenario);
        trial_put("s.scenario", text.at);
        trial_run(&t, "s.scenario");
        cr_expect_not_null(strstr(t.said.at, incomplete[i].want), "%s\n%s",
                           incomplete[i].scenario, t.said.at);
        trial_end(&t);
        buf_free(&text);
    }
}

/* --set stands in for `set` and for its mark; faults have no place. */
static const struct {
    const char *name, *value, *want;
} settings[] = {
    {"p", "4 kr", "A 4, B 8"},
    {"p", "q * 3 kr", "A 6, B 12"},
    {"q", "1", "A 9 e, B 18 e"},
    {"p", "4", "!\"p\" must be kr, this is a plain number"},
    {"p", "sum(x) * 1 kr", "!cannot be set from the rows"},
    {"pp", "4 kr", "!--set: \"pp\" is not a param of the formula"},
    {"x", "4", "!--set: \"x\" is not a param of the formula"},
};

Test(check_names, of_settings, .init = trial_enter, .fini = trial_leave)
{
    trial_put("f.formula", "formula f\nparam p : kr\nparam q : number\n"
                           "data x : number per t\nresult r = x * p\n");
    trial_put("d.csv", "code,x\nA,1\nB,2\n");
    trial_put("s.scenario",
              "scenario s\nformula \"f.formula\"\n"
              "table t from \"d.csv\" key code\ndata x column x\n"
              "set p = 9 kr estimated\nset q = 2\n");
    for (size_t i = 0; i < TRIAL_ROWS(settings); i++) {
        Trial t;
        trial_start(&t);
        Setting set = {.name = settings[i].name};
        set.value = parse_expression(
            t.arena, source_make(t.arena, "--set", settings[i].value,
                                 strlen(settings[i].value)), t.work.diags);
        t.work.setting = &set;
        t.work.n_settings = 1;
        t.ok = pipeline(&t.work, "s.scenario", (Place){0}, STAGE_RUN, &t.run);
        trial_say(&t);
        trial_expect(&t, settings[i].value, settings[i].want);
        trial_end(&t);
    }
}

/* Twenty thousand of each kind of statement, backwards and forwards: nothing
 * may grow with their square. One of them took minutes before. */
static void many(const char *label, const char *head, const char *line,
                 const char *tail, const char *want)
{
    Trial t;
    Buf text = {0};
    buf_addf(&text, "formula f\n%s", head);
    for (int i = 20000; i > 0; i--) {
        for (const char *at = line; *at; at++) {
            if (*at == '#') {
                buf_addf(&text, "%d", i);
            } else if (*at == '@') {
                buf_addf(&text, "%d", i - 1);
            } else {
                buf_add_char(&text, *at);
            }
        }
    }
    buf_add(&text, tail);
    trial_check(&t, text.at);
    if (want) {
        cr_expect_not_null(strstr(t.said.at, want), "%s\n%.500s", label,
                           t.said.at);
    } else {
        cr_expect(t.ok, "%s\n%.500s", label, t.said.at);
    }
    trial_end(&t);
    buf_free(&text);
}

Test(check_names, thousands, .timeout = 60)
{
    many("lets", "", "let a# = a@ + 1\n", "let a0 = 1\n", NULL);
    many("circle", "", "let a# = a@ + 1\n", "let a0 = a20000\n",
         "... (19993 more)");
    many("unknown", "", "let a# = b#\n", "", "and 19980 more");
    many("units", "", "unit a# = 1 a@\n", "unit a0 = 2 kr\n", NULL);
    many("params", "", "param a# : number = #\n", "", NULL);
    many("requires", "param n : number\n", "require n > #\n", "", NULL);
    many("data", "", "data a# : number per t\n", "", NULL);
}

/* Values of one param, a day each: each compared with all before it, they
 * take minutes. */
Test(check_names, many_days, .timeout = 60)
{
    enum { N = 800000 };
    Trial t;
    Buf text = {0};
    buf_add(&text, "formula f\nparam p : number = 0");
    for (int i = 0; i < N; i++) {
        buf_addf(&text, ", 1 from %04d-%02d-%02d", i / 336 + 1,
                 i / 28 % 12 + 1, i % 28 + 1);
    }
    buf_add(&text, ", 2 from 1999-05-17\n");
    trial_check(&t, text.at);
    cr_expect_not_null(strstr(t.said.at, "two values of \"p\" hold"), "%s",
                       t.said.at);
    cr_expect_null(strstr(t.said.at, "more fault"));
    trial_end(&t);
    buf_free(&text);
}
