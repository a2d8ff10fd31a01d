/* fuzz_option.c - any text as what the command line hands to a question.
 *
 * The first byte chooses the question, the lines that follow are its values,
 * in the order in which the question takes them. Each is asked of one small
 * scenario: an answer, or a message.
 */
#include <string.h>

#include "fordela.h"
#include "fuzz.h"

static const char formula[] =
    "formula f\n"
    "param budget : kr\n"
    "param weight : share = 50 %\n"
    "data people : persons per place\n"
    "data asked : kr per place\n"
    "let key = weight * share(people) + (1 - weight) * share(asked)\n"
    "result grant = allocate budget by key at most asked\n"
    "round grant to 1 kr by largest remainder\n";
static const char scenario[] =
    "scenario s\n"
    "formula \"f.formula\"\n"
    "date 2024-06-01\n"
    "table place from \"t.csv\" key code name name\n"
    "data people column people\n"
    "data asked column asked\n"
    "set budget = 1 tkr\n"
    "vary budget from 1000 kr to 1010 kr step 5 kr\n"
    "draw people ~ normal(people, 10 %)\n"
    "draws 4 seed 1\n"
    "report smallest(grant)\n";
static const char table[] =
    "code,name,people,asked\na,Alby,10,300\nb,Borg,25,500\nc,Dal,33,400\n";

enum { LINES = 6, LINE_MAX_BYTES = 2000, VARIANTS = 20 };

typedef struct Asked {
    char text[LINES][LINE_MAX_BYTES];
    const char *line[LINES];    /* "" beyond n */
    size_t n;
    const char *path;
} Asked;

/* An empty line is not given. */
static const char *given(const Asked *a, size_t i)
{
    return a->line[i][0] == '\0' ? NULL : a->line[i];
}

/* An answer or a message; the answer is given back. */
static void judge(const fordela *f, char *answer)
{
    fuzz_demand(answer != NULL || fordela_messages(f)[0] != '\0',
                "no answer without a message");
    fordela_free(answer);
}

static void judge_status(const fordela *f, fordela_status status)
{
    fuzz_demand(status == FORDELA_OK || fordela_messages(f)[0] != '\0',
                "no refusal without a message");
}

/* ---- Questions ---- */

static int drop(void *context, const char *bytes, size_t n)
{
    (void)context;
    (void)bytes;
    (void)n;
    return 0;
}

static void ask_set(fordela *f, const Asked *a)
{
    for (size_t i = 0; i < a->n; i++)
        fordela_set(f, a->line[i]);
    fordela_status status = fordela_run(f);
    judge_status(f, status);
    if (status == FORDELA_OK)
        fordela_free(fordela_render(f, FORDELA_JSON, NULL, 0, NULL));
}

static void ask_explain(fordela *f, const Asked *a)
{
    if (fordela_run(f) != FORDELA_OK)
        return;
    judge(f, fordela_explain(f, a->line[0], given(a, 1), NULL));
    judge(f, fordela_render(f, FORDELA_TABLE, given(a, 2), 80, NULL));
}

static void ask_sweep(fordela *f, const Asked *a)
{
    fordela_sweep_options o = {
        .vary = a->line, .n_vary = a->n > 0, .report = a->line + 1,
        .n_report = a->n > 1 ? a->n - 1 : 0, .limit = VARIANTS, .threads = 1,
        .amounts = 1, .write = drop};
    judge_status(f, fordela_sweep(f, &o, NULL));
}

static void ask_simulate(fordela *f, const Asked *a)
{
    fordela_simulate_options o = {
        .many = {.vary = a->line, .n_vary = a->n > 0, .report = a->line + 1,
                 .n_report = a->n > 1 ? a->n - 1 : 0, .threads = 1,
                 .write = drop},
        .draws = 4, .has_seed = 1, .seed = 7};
    judge_status(f, fordela_simulate(f, &o, NULL));
}

static void ask_tipping(fordela *f, const Asked *a)
{
    fordela_tipping_options o = {
        .vary = a->line[0], .from = given(a, 1),
        .to = given(a, 2), .recipient = given(a, 3), .result = given(a, 4),
        .limit = VARIANTS};
    judge(f, fordela_tipping(f, &o, NULL));
}

static void ask_seek(fordela *f, const Asked *a)
{
    fordela_seek_options o = {
        .vary = a->line, .n_vary = 1,
        .until = a->line[1], .from = given(a, 2),
        .to = given(a, 3), .step = given(a, 4), .reference = a->line + 5,
        .n_reference = a->n > 5};
    judge(f, fordela_seek(f, &o, NULL));
}

static void ask_marginal(fordela *f, const Asked *a)
{
    fordela_marginal_options o = {.data = a->line[0],
                                  .by = given(a, 1), .code = given(a, 2),
                                  .result = given(a, 3)};
    judge(f, fordela_marginal(f, &o, NULL));
}

static void ask_erratum(fordela *f, const Asked *a)
{
    fordela_erratum_options o = {
        .data = a->line[0], .correction = a->line + 1,
        .n_corrections = a->n > 1 ? 1 : 0, .file = given(a, 2),
        .column = given(a, 3), .form = FORDELA_JSON};
    char *text = NULL, *messages = NULL;
    fordela_status status =
        fordela_erratum(a->path, &o, &text, NULL, &messages, NULL);
    fuzz_demand(status == FORDELA_OK || text != NULL
                    || (messages != NULL && messages[0] != '\0'),
                "no refusal without a message");
    fordela_free(text);
    fordela_free(messages);
    (void)f;
}

static void ask_whatif(fordela *f, const Asked *a)
{
    int64_t numerator, denominator;
    const char *const param[] = {"budget", "weight"};
    fordela_whatif *w = fordela_whatif_new(f, param, 2);
    for (size_t i = 0; w != NULL && i < a->n; i++)
        if (fordela_whatif_read(w, i % 2, a->line[i], &numerator,
                                &denominator) == FORDELA_OK
            && fordela_whatif_set(w, i % 2, numerator, denominator)
                   == FORDELA_OK
            && fordela_whatif_run(w) == NULL)
            fordela_whatif_amounts(w, 0, NULL);
    fordela_whatif_free(w);
}

static void ask_infer(fordela *f, const Asked *a)
{
    char path[4096], *messages = NULL;
    fuzz_put("i.csv", (const uint8_t *)table, sizeof table - 1, path);
    fordela_infer_options o = {
        .table = path, .amount = a->line[0],
        .key = given(a, 1), .unit = given(a, 2), .in = given(a, 3),
        .at_most = 2000, .stated = given(a, 4), .base = given(a, 5)};
    fordela_status status;
    char *text = fordela_infer(&o, NULL, &messages, &status);
    fuzz_demand(text != NULL || (messages != NULL && messages[0] != '\0'),
                "no answer without a message");
    fordela_free(text);
    fordela_free(messages);
    fuzz_remove("i.csv");
    (void)f;
}

typedef void Question(fordela *f, const Asked *asked);

static Question *const question[] = {
    ask_set, ask_explain, ask_sweep, ask_simulate, ask_tipping, ask_seek,
    ask_marginal, ask_erratum, ask_whatif, ask_infer};

/* ---- One input ---- */

static void read_lines(Asked *a, const uint8_t *data, size_t size)
{
    for (size_t at = 0; at < size && a->n < LINES; a->n++) {
        const uint8_t *end = memchr(data + at, '\n', size - at);
        size_t n = end == NULL ? size - at : (size_t)(end - data) - at;
        size_t kept = n < LINE_MAX_BYTES ? n : LINE_MAX_BYTES - 1;
        memcpy(a->text[a->n], data + at, kept);
        at += n + 1;
    }
    for (size_t i = 0; i < LINES; i++)
        a->line[i] = a->text[i];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Asked asked;
    char path[4096];
    if (size == 0)
        return 0;
    memset(&asked, 0, sizeof asked);
    read_lines(&asked, data + 1, size - 1);
    fuzz_put("f.formula", (const uint8_t *)formula, sizeof formula - 1, path);
    fuzz_put("t.csv", (const uint8_t *)table, sizeof table - 1, path);
    fuzz_put("s.scenario", (const uint8_t *)scenario, sizeof scenario - 1,
             path);
    asked.path = path;
    fordela *f = fordela_open(path);
    question[data[0] % (sizeof question / sizeof *question)](f, &asked);
    fordela_close(f);
    fuzz_remove("f.formula");
    fuzz_remove("t.csv");
    fuzz_remove("s.scenario");
    return 0;
}
