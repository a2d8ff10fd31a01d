/* fuzz_program.c - bytes as the decisions of tests/oracle's generator: a whole
 * program with its data, worked out in every way there is.
 *
 * The bytes are, in this order: what is done besides, the rows, four that the
 * generator goes on from where the others run out; half of the rest for the
 * program and its variants, and, read from the end, half for tables and data.
 * So a byte more in one does not change the other.
 *
 * Fast and exact give the same amounts and reasons, by every table of lanes.
 * Besides, every so often: a certificate of the result holds, and a row's
 * amount can be explained; or each param is followed, or sought.
 */
#include <stdio.h>
#include <string.h>

#include "../oracle/oracle.h"
#include "fuzz_program.h"
#include "report/report_certificate.h"

enum { HEAD = 6, ROWS_MOST = 40, VARIANTS = 8, BYTES_MOST = 4096 };

typedef enum Besides { CERTIFIED, FOLLOWED, SOUGHT, BESIDES = 8 } Besides;

static void demand(bool holds, const World *w, const char *said,
                   const char *promise)
{
    if (!holds)
        fprintf(stderr, "%s\n%s%s\n", said == NULL ? "" : said,
                w->formula.at, w->scenario.at);
    fuzz_demand(holds, promise);
}

/* ---- The scenario as it stands ---- */

static void certify(World *w, Trial *t, const Result *result)
{
    Diags *diags = diags_new(w->arena);
    Buf out = {0};
    const Certificate *certificate =
        study_certify(w->arena, t->work.pool, result, diags);
    fuzz_demand((certificate == NULL) == diags_failed(diags),
                "a certificate or a fault, never both");
    if (certificate != NULL) {
        ReportIn in = {w->arena, t->work.pool, result, -1, REPORT_WIDTH,
                       &t->work.sources, "fuzz"};
        demand(report_certificate(&in, certificate, diags, &out), w, "",
               "a small certificate is written");
        demand(fuzz_certificate_holds(out.at, out.n), w, "",
               "a certificate holds");
    }
    buf_free(&out);
}

static void as_it_stands(World *w, Trial *t)
{
    t->work.diags = diags_new(w->arena);
    const Result *result = evaluate(w->arena, t->work.pool, t->program,
                                    &t->data, t->work.diags);
    fuzz_demand((result == NULL) == diags_failed(t->work.diags),
                "a result or a fault, never both");
    if (result == NULL)
        return;
    fuzz_explain(w->arena, t->work.pool, result);
    certify(w, t, result);
}

/* ---- All ways ---- */

static void compare(World *w, Trial *t, unsigned besides)
{
    static const Options options = {.rows = 0};
    static Tally tally;
    static CourseTally courses;
    Buf said = {0};
    if (besides == CERTIFIED)
        as_it_stands(w, t);
    else if (besides == FOLLOWED)
        demand(compare_courses(w, t, &courses, &said), w, said.at,
               "what is followed along a param is what exact gives");
    else if (besides == SOUGHT)
        demand(compare_seek(w, &courses, &said), w, said.at,
               "what is sought is found");
    trial_shorten(t, VARIANTS);
    demand(compare_trial(&options, w, t, &tally, &said), w, said.at,
           "fast and exact give the same");
    buf_free(&said);
}

static void backwards(const uint8_t *from, size_t n, uint8_t *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = from[n - 1 - i];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t back[BYTES_MOST];
    if (size < HEAD)
        return 0;
    if (size > BYTES_MOST)
        size = BYTES_MOST;
    size_t half = (size - HEAD) / 2;
    uint64_t state = 0;
    for (size_t i = 2; i < HEAD; i++)
        state = state << 8 | data[i];
    World w = {.arena = arena_new(),
               .dice = {.state = state, .byte = back, .n_bytes = half}};
    Trial t;
    Buf refused = {0};
    backwards(data + size - half, half, back);
    world_make(&w, 1 + data[1] % ROWS_MOST);
    w.dice = (Dice){.state = ~state, .byte = data + HEAD,
                    .n_bytes = size - half - HEAD};
    write_program(&w);
    demand(trial_make(&t, &w, &refused), &w, refused.at,
           "what the generator writes is a program");
    compare(&w, &t, data[0] % BESIDES);
    buf_free(&refused);
    trial_free(&t);
    world_free(&w);
    return 0;
}
