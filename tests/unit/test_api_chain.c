/* test_api_chain.c - scenarios that take from each other, and the functions of
 * the public header that give whole texts.
 *
 * Amounts by hand.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fordela.h"

static char folder[] = "/tmp/fordela-chain-XXXXXX";

static void put(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static void start(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
    put("share.formula",
        "formula share_out\n"
        "param budget : kr\n"
        "data key : kr per place\n"
        "result grant = allocate budget by key\n"
        "round grant to 1 kr by largest remainder\n");
    put("rows.csv", "code,name,key,old\nA,Alfa,1,10\nB,Beta,3,30\n");
    put("first.scenario",
        "scenario first\nformula \"share.formula\"\n"
        "table place from \"rows.csv\" key code name name\n"
        "data key column key estimated\nset budget = 100 kr\n");
    put("second.scenario",
        "scenario second\nlike \"first.scenario\"\n"
        "data key from \"first.scenario\" result grant\n"
        "set budget = 8 kr\n"
        "expect grant from \"rows.csv\" column key within 3 kr\n"
        "expect sum(grant) = 8 kr\n"
        "expect sum(grant) = 9 kr\n");
}

static void stop(void)
{
    char command[80];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_assert_eq(chdir("/"), 0);
    cr_assert_eq(system(command), 0);
}

TestSuite(api_chain, .init = start, .fini = stop);

/* 25 and 75 of 100, then 2 and 6 of 8; the mark of the first scenario stays,
 * and --set does not reach it. */
Test(api_chain, another_scenarios_result)
{
    fordela *f = fordela_open("second.scenario");
    cr_expect_eq(fordela_set(f, "budget=12 kr"), FORDELA_OK);
    cr_assert_eq(fordela_run(f), FORDELA_OK, "%s", fordela_messages(f));
    cr_expect_str_eq(fordela_amount(f, 0, 0), "3");
    cr_expect_str_eq(fordela_amount(f, 0, 1), "9");
    cr_expect_eq(fordela_marks(f, 0, 0) & FORDELA_ESTIMATED,
                 FORDELA_ESTIMATED);
    for (size_t i = 0; i < fordela_inputs(f); i++)
        for (size_t k = 0; k < i; k++)
            cr_expect_str_neq(fordela_input_path(f, i),
                              fordela_input_path(f, k), "listed twice");
    fordela_close(f);
}

static void expect_fault(const char *path, const char *says)
{
    fordela *f = fordela_open(path);
    cr_expect_eq(fordela_run(f), FORDELA_FAULT, "%s", path);
    cr_expect(strstr(fordela_messages(f), says) != NULL, "%s",
              fordela_messages(f));
    fordela_close(f);
}

Test(api_chain, circles_are_refused)
{
    put("a.scenario", "scenario a\nlike \"first.scenario\"\n"
                      "data key from \"b.scenario\" result grant\n");
    put("b.scenario", "scenario b\nlike \"first.scenario\"\n"
                      "data key from \"./a.scenario\" result grant\n");
    put("self.scenario", "scenario self\nlike \"first.scenario\"\n"
                         "data key from \"self.scenario\" result grant\n");
    expect_fault("a.scenario", "scenarios in a circle: a.scenario takes from "
                               "b.scenario, which takes from a.scenario\n");
    expect_fault("self.scenario", "scenarios in a circle: self.scenario "
                                  "takes from self.scenario\n");
}

Test(api_chain, long_chains_are_refused)
{
    char name[32], text[200];
    put("s0.scenario", "scenario s0\nlike \"first.scenario\"\n");
    for (int i = 1; i < 40; i++) {
        snprintf(name, sizeof name, "s%d.scenario", i);
        snprintf(text, sizeof text,
                 "scenario s%d\nlike \"first.scenario\"\n"
                 "data key from \"s%d.scenario\" result grant\n", i, i - 1);
        put(name, text);
    }
    fordela *f = fordela_open("s31.scenario");
    cr_expect_eq(fordela_run(f), FORDELA_OK, "%s", fordela_messages(f));
    fordela_close(f);
    expect_fault("s32.scenario", "more than 32 scenarios");
}

Test(api_chain, results_that_are_not_there)
{
    put("name.scenario", "scenario n\nlike \"first.scenario\"\n"
                         "data key from \"first.scenario\" result grnt\n");
    put("form.scenario", "scenario n\nlike \"first.scenario\"\n"
                         "data key from \"share.formula\" result grant\n");
    put("file.scenario", "scenario n\nlike \"first.scenario\"\n"
                         "data key from \"nowhere.scenario\" result grant\n");
    expect_fault("name.scenario", "no result \"grnt\" in scenario \"first\"");
    expect_fault("name.scenario", "way out: did you mean \"grant\"?");
    expect_fault("form.scenario", "is a formula, not a scenario");
    expect_fault("file.scenario", "nowhere.scenario");
}

Test(api_chain, csv_is_plain)
{
    size_t size = 0;
    fordela *f = fordela_open("first.scenario");
    cr_assert_eq(fordela_run(f), FORDELA_OK, "%s", fordela_messages(f));
    char *text = fordela_render(f, FORDELA_CSV, NULL, 0, &size);
    cr_expect_str_eq(text, "code,name,grant\nA,Alfa,25\nB,Beta,75\n");
    cr_expect_eq(size, strlen(text));
    fordela_free(text);
    cr_expect_null(fordela_render(f, FORDELA_CSV, "nothing", 0, NULL));
    cr_expect_eq(fordela_last_status(f), FORDELA_USE);
    cr_expect_str_eq(fordela_messages(f),
                     "fordela: error: there is no table \"nothing\"\n"
                     "  way out: tables with results: place\n");
    fordela_close(f);
}

Test(api_chain, verdicts_are_counted)
{
    const char *path[] = {"second.scenario", "nowhere.scenario"};
    char *text, *messages;
    fordela_counts counts;
    cr_expect_eq(fordela_verify(path, 1, NULL, 0, 0, &text, &messages,
                                &counts), FORDELA_DEVIATES);
    cr_expect_eq(counts.scenarios, 1);
    cr_expect_eq(counts.broken, 0);
    cr_expect_eq(counts.expectations, 3);
    cr_expect_eq(counts.reproduced, 1);
    cr_expect_eq(counts.as_stated, 1);
    cr_expect_eq(counts.deviates, 1);
    cr_expect_str_eq(messages, "");
    fordela_free(text);
    fordela_free(messages);
    cr_expect_eq(fordela_verify(path, 2, NULL, 0, 0, &text, &messages,
                                &counts), FORDELA_FAULT);
    cr_expect_eq(counts.broken, 1);
    cr_expect(strstr(messages, "nowhere.scenario") != NULL);
    fordela_free(text);
    fordela_free(messages);
    const char *setting[] = {"budget"};
    cr_expect_eq(fordela_verify(path, 1, setting, 1, 0, &text, &messages,
                                NULL), FORDELA_USE);
    cr_expect_str_eq(text, "");
    fordela_free(text);
    fordela_free(messages);
}

/* Formatting twice changes nothing; a file with faults is not formatted. */
Test(api_chain, layout)
{
    char *messages;
    size_t size;
    fordela_status status;
    char *once = fordela_layout("share.formula", &size, &messages, &status);
    cr_assert_not_null(once, "%s", messages);
    cr_expect_eq(size, strlen(once));
    cr_expect_str_eq(messages, "");
    fordela_free(messages);
    put("again.formula", once);
    char *twice = fordela_layout("again.formula", NULL, NULL, NULL);
    cr_expect_str_eq(once, twice);
    fordela_free(once);
    fordela_free(twice);
    put("bad.formula", "formula x\nlet = 1\n");
    cr_expect_null(fordela_layout("bad.formula", &size, &messages, &status));
    cr_expect_eq(status, FORDELA_FAULT);
    cr_expect(strstr(messages, "bad.formula:2:5: error:") != NULL, "%s",
              messages);
    fordela_free(messages);
    cr_expect_null(fordela_layout("nowhere", &size, &messages, &status));
    cr_expect_eq(status, FORDELA_FAULT);
    fordela_free(messages);
}

Test(api_chain, every_stage_can_be_seen)
{
    static const struct {
        fordela_stage stage;
        const char *holds;
    } row[] = {{FORDELA_TOKENS, "first"}, {FORDELA_TREE, "first"},
               {FORDELA_PROGRAM, "grant"}};
    for (size_t i = 0; i < 3; i++) {
        size_t size;
        fordela *f = fordela_open("first.scenario");
        char *text = fordela_dump(f, row[i].stage, &size);
        cr_assert_not_null(text, "%s", fordela_messages(f));
        cr_expect(strstr(text, row[i].holds) != NULL, "%s", text);
        fordela_free(text);
        fordela_close(f);
        f = fordela_open("nowhere");
        cr_expect_null(fordela_dump(f, row[i].stage, &size));
        cr_expect_eq(fordela_last_status(f), FORDELA_FAULT);
        fordela_close(f);
    }
}
