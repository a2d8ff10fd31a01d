/* test_api_handle.c - the public header from outside: open, set, run, read.
 *
 * The amounts of the three municipalities were worked out with Python's
 * fractions; the SHA-256 of the data file with sha256sum.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fordela.h"

static const char formula[] =
    "formula minimum_plus \"Minimum and the rest\"\n"
    "param budget : kr\n"
    "param minimum : kr\n"
    "data population : persons per recipient\n"
    "result grant = minimum + allocate budget - sum(minimum per recipient)\n"
    "  by population \"Bidrag\"\n"
    "round grant to 1 kr by largest remainder\n"
    "result each = grant / population\n"
    "result big = grant > 400 000 kr\n"
    "result part = share(grant)\n"
    "result total = sum(grant)\n";

static const char scenario[] =
    "scenario three \"Three of them\"\n"
    "source \"A letter\"\n"
    "formula \"grant.formula\"\n"
    "date 2020-11-01\n"
    "table recipient from \"rows.csv\" key code name name\n"
    "data population column population\n"
    "set budget = 1 mnkr\n"
    "set minimum = 100 tkr\n"
    "report smallest(grant) \"least\", count(recipient)\n";

static const char rows[] =
    "code,name,population\n0162,Danderyd,33187\n0187,Vaxholm,12023\n"
    "0192,Nynäshamn,28290\n";

static char folder[] = "/tmp/fordela-api-XXXXXX";

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
    put("grant.formula", formula);
    put("three.scenario", scenario);
    put("rows.csv", rows);
}

static void stop(void)
{
    char command[80];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_assert_eq(chdir("/"), 0);
    cr_assert_eq(system(command), 0);
}

TestSuite(api_handle, .init = start, .fini = stop);

static fordela *run(const char *path)
{
    fordela *f = fordela_open(path);
    cr_assert_eq(fordela_run(f), FORDELA_OK, "%s", fordela_messages(f));
    return f;
}

static void expect_text(const char *got, const char *want)
{
    if (want == NULL)
        cr_expect_null(got, "%s", got);
    else
        cr_expect(got != NULL && strcmp(got, want) == 0, "%s, not %s", got,
                  want);
}

Test(api_handle, results_are_exact)
{
    static const char *const code[] = {"0162", "0187", "0192"};
    static const char *const label[] = {"Danderyd", "Vaxholm", "Nynäshamn"};
    static const int64_t amount[] = {416067, 214505, 369428};
    static const char *const exact[] = {"1248200/3", "4504600/21",
                                        "2586000/7"};
    fordela *f = run("three.scenario");
    cr_expect_eq(fordela_results(f), 5);
    expect_text(fordela_result_name(f, 0), "grant");
    expect_text(fordela_result_title(f, 0), "Bidrag");
    expect_text(fordela_result_title(f, 1), NULL);
    expect_text(fordela_result_unit(f, 0), "kr");
    expect_text(fordela_result_unit(f, 1), "kr / persons");
    expect_text(fordela_result_unit(f, 2), "flag");
    expect_text(fordela_result_table(f, 0), "recipient");
    cr_expect_eq(fordela_rows(f, 0), 3);
    for (size_t i = 0; i < 3; i++) {
        int64_t n = -1;
        expect_text(fordela_code(f, 0, i), code[i]);
        expect_text(fordela_label(f, 0, i), label[i]);
        cr_expect_eq(fordela_amount_int(f, 0, i, &n), 1);
        cr_expect_eq(n, amount[i]);
        expect_text(fordela_exact(f, 0, i), exact[i]);
        cr_expect_eq(fordela_marks(f, 0, i), 0);
    }
    expect_text(fordela_amount(f, 0, 0), "416067");
    expect_text(fordela_amount(f, 1, 0), "416067/33187");
    expect_text(fordela_amount(f, 2, 0), "true");
    expect_text(fordela_amount(f, 2, 1), "false");
    expect_text(fordela_amount(f, 3, 0), "416067/1000000");
    int64_t n;
    cr_expect_eq(fordela_amount_int(f, 1, 0, &n), 0, "not whole");
    cr_expect_eq(fordela_amount_int(f, 2, 0, &n), 0, "not a number");
    fordela_close(f);
}

Test(api_handle, sums_and_single_values)
{
    fordela *f = run("three.scenario");
    expect_text(fordela_sum(f, 0), "1000000");
    expect_text(fordela_budget(f, 0), "1000000");
    expect_text(fordela_difference(f, 0), "0");
    expect_text(fordela_unallocated(f, 0), "0");
    expect_text(fordela_sum(f, 2), NULL);
    size_t total = fordela_result_find(f, "total");
    cr_expect_eq(total, 4);
    expect_text(fordela_result_table(f, total), NULL);
    cr_expect_eq(fordela_rows(f, total), 1);
    expect_text(fordela_code(f, total, 0), NULL);
    expect_text(fordela_amount(f, total, 0), "1000000");
    cr_expect_eq(fordela_result_find(f, "nothing"), fordela_results(f));
    cr_expect_eq(fordela_reports(f), 2);
    expect_text(fordela_report_title(f, 0), "least");
    expect_text(fordela_report_value(f, 0), "214505");
    expect_text(fordela_report_unit(f, 0), "kr");
    expect_text(fordela_report_title(f, 1), "count(recipient)");
    expect_text(fordela_report_value(f, 1), "3");
    fordela_close(f);
}

Test(api_handle, what_was_run)
{
    fordela *f = run("three.scenario");
    expect_text(fordela_formula_name(f), "minimum_plus");
    expect_text(fordela_formula_title(f), "Minimum and the rest");
    expect_text(fordela_scenario_name(f), "three");
    expect_text(fordela_scenario_title(f), "Three of them");
    expect_text(fordela_date(f), "2020-11-01");
    cr_expect_eq(fordela_inputs(f), 3);
    expect_text(fordela_input_path(f, 0), "three.scenario");
    expect_text(fordela_input_path(f, 1), "grant.formula");
    expect_text(fordela_input_path(f, 2), "rows.csv");
    expect_text(fordela_input_sha256(f, 2), "428d4e37d25496b856a5520a96a64033"
                                            "d8d6266fbfac1d7a3bf87191909b184d");
    expect_text(fordela_input_sha256(f, 3), NULL);
    cr_expect_eq(fordela_reads(f, "./rows.csv"), 1);
    cr_expect_eq(fordela_reads(f, "none.csv"), 0);
    fordela_close(f);
}

Test(api_handle, a_setting_stands_in_for_the_scenario)
{
    static const int64_t amount[] = {867590, 378083, 754327};
    int64_t n;
    fordela *f = fordela_open("three.scenario");
    cr_expect_eq(fordela_set(f, "budget = 5 mnkr"), FORDELA_OK);
    cr_expect_eq(fordela_set(f, "budget=2 mnkr"), FORDELA_OK);
    cr_assert_eq(fordela_run(f), FORDELA_OK, "%s", fordela_messages(f));
    expect_text(fordela_sum(f, 0), "2000000");
    for (size_t i = 0; i < 3; i++) {
        fordela_amount_int(f, 0, i, &n);
        cr_expect_eq(n, amount[i], "%zu: %ld", i, (long)n);
    }
    cr_expect_eq(fordela_set(f, "budget=1 mnkr"), FORDELA_OK);
    cr_expect_eq(fordela_results(f), 0, "old results are gone");
    cr_assert_eq(fordela_run(f), FORDELA_OK);
    expect_text(fordela_amount(f, 0, 0), "416067");
    fordela_close(f);
}

Test(api_handle, settings_that_are_none)
{
    static const struct {
        const char *text;
        fordela_status set, run;
        const char *says;
    } row[] = {
        {"budget", FORDELA_USE, FORDELA_OK, "sets nothing"},
        {"=5", FORDELA_USE, FORDELA_OK, "sets nothing"},
        {"", FORDELA_USE, FORDELA_OK, "sets nothing"},
        {"budgt=5 kr", FORDELA_OK, FORDELA_FAULT, "budgt"},
        {"budget=", FORDELA_OK, FORDELA_FAULT, "--set budget"},
        {"budget=5 persons", FORDELA_OK, FORDELA_FAULT, "--set budget"},
        {"budget=(5", FORDELA_OK, FORDELA_FAULT, "--set budget"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        fordela *f = fordela_open("three.scenario");
        cr_expect_eq(fordela_set(f, row[i].text), row[i].set, "%s",
                     row[i].text);
        if (row[i].set == FORDELA_OK)
            cr_expect_eq(fordela_run(f), row[i].run, "%s", row[i].text);
        cr_expect(strstr(fordela_messages(f), row[i].says) != NULL,
                  "%s: %s", row[i].text, fordela_messages(f));
        fordela_close(f);
    }
}

Test(api_handle, a_bad_setting_is_wrong_use_after_a_fault_too)
{
    fordela *f = fordela_open("nowhere.scenario");
    cr_expect_eq(fordela_run(f), FORDELA_FAULT);
    cr_expect_eq(fordela_set(f, "budget"), FORDELA_USE);
    cr_expect(strstr(fordela_messages(f), "nowhere") == NULL,
              "the fault of the call before: %s", fordela_messages(f));
    cr_expect_eq(fordela_run(f), FORDELA_FAULT);
    fordela_close(f);
}

Test(api_handle, nothing_to_read_before_a_run)
{
    fordela *f = fordela_open("three.scenario");
    int64_t n;
    size_t size;
    for (int pass = 0; pass < 2; pass++) {
        cr_expect_eq(fordela_results(f), 0);
        cr_expect_eq(fordela_rows(f, 0), 0);
        cr_expect_eq(fordela_inputs(f), 0);
        cr_expect_eq(fordela_reports(f), 0);
        cr_expect_null(fordela_result_name(f, 0));
        cr_expect_null(fordela_amount(f, 0, 0));
        cr_expect_null(fordela_exact(f, 0, 0));
        cr_expect_null(fordela_sum(f, 0));
        cr_expect_null(fordela_unallocated(f, 0));
        cr_expect_null(fordela_formula_name(f));
        cr_expect_null(fordela_date(f));
        cr_expect_null(fordela_report_value(f, 0));
        cr_expect_eq(fordela_amount_int(f, 0, 0, &n), 0);
        cr_expect_eq(fordela_marks(f, 0, 0), 0);
        cr_expect_null(fordela_render(f, FORDELA_CSV, NULL, 0, &size));
        cr_expect_eq(fordela_last_status(f), FORDELA_USE);
        cr_expect_null(fordela_explain(f, "0162", NULL, &size));
        cr_expect_eq(fordela_check(f), FORDELA_OK, "the second pass is "
                     "after a check");
    }
    fordela_close(f);
    fordela_close(NULL);
    fordela_free(NULL);
}

static void render(fordela *f)
{
    char *text = fordela_render(f, FORDELA_CSV, NULL, 0, NULL);
    cr_expect_not_null(text);
    fordela_free(text);
}

static void dump(fordela *f)
{
    char *program = fordela_dump(f, FORDELA_PROGRAM, NULL);
    cr_expect_not_null(program);
    fordela_free(program);
}

static void what_if(fordela *f)
{
    static const char *const param[] = {"budget"};
    fordela_whatif *w = fordela_whatif_new(f, param, 1);
    cr_expect_not_null(w);
    fordela_whatif_free(w);
}

static void set(fordela *f)
{
    cr_expect_eq(fordela_set(f, "budget=2 mnkr"), FORDELA_OK);
}

/* Messages and status are those of the last call. */
Test(api_handle, what_an_earlier_call_said_is_forgotten)
{
    static void (*const call[])(fordela *) = {render, dump, what_if, set};
    fordela *f = run("three.scenario");
    for (size_t i = 0; i < sizeof call / sizeof *call; i++) {
        cr_expect_null(fordela_explain(f, "9999", NULL, NULL));
        cr_expect_eq(fordela_last_status(f), FORDELA_USE);
        call[i](f);
        expect_text(fordela_messages(f), "");
        cr_expect_eq(fordela_last_status(f), FORDELA_OK, "%zu", i);
    }
    fordela_close(f);
}

/* Of a scenario whose data cannot be read no plan is made, and the reason is
 * that of the data. */
Test(api_handle, no_plan_without_data)
{
    put("rows.csv", "code,name\n0162,Danderyd\n");
    fordela *f = fordela_open("three.scenario");
    for (size_t i = 0; i < 2; i++) {
        cr_expect_null(fordela_dump(f, FORDELA_PLAN, NULL));
        cr_expect_not_null(strstr(fordela_messages(f),
                                  "rows.csv has no column \"population\""));
        cr_expect_null(strstr(fordela_messages(f), "formula;"));
        cr_expect_eq(fordela_last_status(f), FORDELA_FAULT);
    }
    fordela_close(f);
}

Test(api_handle, rows_out_of_range)
{
    fordela *f = run("three.scenario");
    cr_expect_null(fordela_amount(f, 0, 3));
    cr_expect_null(fordela_amount(f, 5, 0));
    cr_expect_null(fordela_code(f, 0, 3));
    cr_expect_null(fordela_label(f, 0, (size_t)-1));
    cr_expect_null(fordela_sum(f, 99));
    fordela_close(f);
}

Test(api_handle, a_formula_can_be_checked_but_not_run)
{
    fordela *f = fordela_open("grant.formula");
    cr_expect_eq(fordela_check(f), FORDELA_OK, "%s", fordela_messages(f));
    expect_text(fordela_messages(f), "");
    cr_expect_eq(fordela_run(f), FORDELA_USE);
    expect_text(fordela_messages(f),
                "fordela: error: grant.formula is a formula; only a scenario "
                "can be run\n"
                "  way out: write a scenario that names it: data, parameters "
                "and `formula \"FILE\"`\n");
    fordela_close(f);
}

Test(api_handle, faults_are_told_and_nothing_is_given)
{
    fordela *f = fordela_open("nowhere.scenario");
    cr_expect_eq(fordela_run(f), FORDELA_FAULT);
    cr_expect(strstr(fordela_messages(f), "nowhere.scenario") != NULL);
    cr_expect_eq(fordela_results(f), 0);
    fordela_close(f);

    put("broken.scenario", "scenario x\nformula \"grant.formula\"\n"
                           "set budgt = 1 kr\n");
    f = fordela_open("broken.scenario");
    cr_expect_eq(fordela_check(f), FORDELA_FAULT);
    cr_expect(strstr(fordela_messages(f), "broken.scenario:3:5: error:")
              != NULL, "%s", fordela_messages(f));
    fordela_close(f);

    put("none.scenario", "scenario x\n");
    f = fordela_open("none.scenario");
    cr_expect_eq(fordela_check(f), FORDELA_FAULT);
    cr_expect(strstr(fordela_messages(f), "names no formula") != NULL);
    fordela_close(f);

    put("wrong.scenario", "scenario x\nformula \"three.scenario\"\n");
    f = fordela_open("wrong.scenario");
    cr_expect_eq(fordela_check(f), FORDELA_FAULT);
    cr_expect(strstr(fordela_messages(f), "is a scenario, not a formula")
              != NULL);
    fordela_close(f);
}

/* The rest of the formula's row is estimated; the share's sum pools it. */
Test(api_handle, marks_follow)
{
    put("marked.scenario",
        "scenario marked\nlike \"three.scenario\"\n"
        "data population column population where name <> \"Vaxholm\"\n"
        "  else column population estimated\n");
    fordela *f = run("marked.scenario");
    size_t each = fordela_result_find(f, "each");
    cr_expect_eq(fordela_marks(f, each, 1) & FORDELA_ESTIMATED,
                 FORDELA_ESTIMATED);
    cr_expect_eq(fordela_marks(f, each, 0) & FORDELA_ESTIMATED, 0);
    cr_expect_eq(fordela_marks(f, each, 0) & FORDELA_POOLED_ESTIMATED,
                 FORDELA_POOLED_ESTIMATED);
    fordela_close(f);
}

Test(api_handle, a_page_needs_a_run_and_says_its_command)
{
    fordela *f = fordela_open("three.scenario");
    fordela_page page = {.command = "fordela <report>"};
    size_t size = 0;
    cr_expect_null(fordela_report(f, &page, &size));
    cr_expect(strstr(fordela_messages(f), "has not been run") != NULL);
    fordela_close(f);

    f = run("three.scenario");
    char *text = fordela_report(f, &page, &size);
    cr_assert_not_null(text);
    cr_expect_eq(strlen(text), size);
    cr_expect_eq(strncmp(text, "<!DOCTYPE html>", 15), 0);
    cr_expect(strstr(text, "<code>fordela &lt;report&gt;</code>") != NULL);
    fordela_free(text);
    text = fordela_report(f, NULL, NULL);
    cr_expect(strstr(text, "The command that made it") == NULL);
    fordela_free(text);
    fordela_close(f);
}
