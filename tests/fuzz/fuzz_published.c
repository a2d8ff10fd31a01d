/* fuzz_published.c - any bytes as a published table: what lies behind it, why
 * it differs from what is computed, and what changed.
 *
 * The bytes are a CSV file with columns code, amount, people.
 */
#include <string.h>

#include "fordela.h"
#include "fuzz.h"

static const char formula[] =
    "formula f\n"
    "param budget : kr\n"
    "data people : persons per place\n"
    "result grant = allocate budget by people\n"
    "round grant to 1 kr by largest remainder\n";
static const char scenario[] =
    "scenario s\n"
    "formula \"f.formula\"\n"
    "table place from \"p.csv\" key code\n"
    "data people from \"p.csv\" column people\n"
    "set budget = 1000 kr\n"
    "expect grant from \"p.csv\" column amount\n";
/* The recipients do not depend on the bytes: the data are read by code. */
static const char fixed[] =
    "scenario t\n"
    "formula \"f.formula\"\n"
    "table place from \"t.csv\" key code\n"
    "data people column people\n"
    "set budget = 1000 kr\n"
    "expect grant from \"p.csv\" column amount\n"
    "expect sum(grant) = 999 kr\n";
static const char table[] = "code,people\na,10\nb,25\nc,33\n";

static const struct {
    const char *name, *text;
} file[] = {{"f.formula", formula}, {"s.scenario", scenario},
            {"t.scenario", fixed}, {"t.csv", table}};

enum { FILES = sizeof file / sizeof *file };

static void judge(char *text, char *messages)
{
    fuzz_demand(text != NULL || (messages != NULL && messages[0] != '\0'),
                "no answer without a message");
    fordela_free(text);
    fordela_free(messages);
}

static void infer(const char *published, const char *of, bool free_param)
{
    const char *const param = "budget", *const data = "people=people";
    fordela_infer_options o = {.table = published, .amount = "amount",
                               .at_most = 500};
    char *messages = NULL;
    fordela_status status;
    if (free_param) {
        o.formula = &of;
        o.n_formulas = 1;
        o.free = &param;
        o.data = &data;
        o.n_free = o.n_data = 1;
    }
    char *text = fordela_infer(&o, NULL, &messages, &status);
    judge(text, messages);
}

static void diagnose(const char *const *scenarios)
{
    char *text = NULL, *messages = NULL;
    fordela_doctor(scenarios, 2, NULL, 0, 1, FORDELA_TABLE, &text, &messages,
                   NULL);
    judge(text, messages);
    text = messages = NULL;
    fordela_verify(scenarios, 2, NULL, 0, 1, &text, &messages, NULL);
    judge(text, messages);
}

static void compare(const char *const *scenarios)
{
    fordela_compare_options o = {.decompose = 1, .per = "people"};
    char *text = NULL, *messages = NULL;
    fordela_compare(scenarios, 2, &o, &text, NULL, &messages);
    judge(text, messages);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FILES][4096], published[4096];
    const char *const scenarios[] = {path[2], path[1]};
    for (size_t i = 0; i < FILES; i++)
        fuzz_put(file[i].name, (const uint8_t *)file[i].text,
                 strlen(file[i].text), path[i]);
    fuzz_put("p.csv", data, size, published);
    infer(published, path[0], false);
    infer(published, path[0], true);
    diagnose(scenarios);
    compare(scenarios);
    for (size_t i = 0; i < FILES; i++)
        fuzz_remove(file[i].name);
    fuzz_remove("p.csv");
    return 0;
}
