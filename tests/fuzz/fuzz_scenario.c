/* fuzz_scenario.c - a scenario with its files: run, rendered, varied.
 *
 * The input is a bundle of files in sections (fuzz.h); the first whose name
 * ends in .scenario is run. What can be varied or drawn is computed by the
 * loops over rows and by rational arithmetic, which must give the same bytes.
 */
#include <string.h>

#include "base/buf.h"
#include "fordela.h"
#include "fuzz.h"

/* So many variants are compared. */
#define VARIANTS 12

static int keep(void *context, const char *bytes, size_t n)
{
    buf_add_n(context, bytes, n);
    return 0;
}

static fordela_status sweep(const char *path, const char *lanes, Buf *out)
{
    fordela_sweep_options options = {.amounts = 1, .limit = VARIANTS,
                                     .threads = 1, .lanes = lanes,
                                     .write = keep, .context = out};
    fordela *f = fordela_open(path);
    fordela_status status = fordela_sweep(f, &options, NULL);
    fordela_close(f);
    return status;
}

static fordela_status simulate(const char *path, const char *lanes, Buf *out)
{
    fordela_simulate_options options = {
        .many = {.threads = 1, .lanes = lanes, .write = keep,
                 .context = out},
        .draws = VARIANTS, .summary = FORDELA_CSV};
    fordela *f = fordela_open(path);
    fordela_status status = fordela_simulate(f, &options, NULL);
    fordela_close(f);
    return status;
}

typedef fordela_status Many(const char *path, const char *lanes, Buf *out);

static void compare_ways(const char *path, Many *many)
{
    Buf exact = {0}, fast = {0};
    fordela_status status = many(path, "exact", &exact);
    fuzz_demand(status == many(path, NULL, &fast),
                "fast and exact end alike");
    if (status == FORDELA_OK)
        fuzz_demand(exact.n == fast.n
                        && memcmp(exact.at, fast.at, exact.n) == 0,
                    "fast and exact give the same amounts");
    buf_free(&exact);
    buf_free(&fast);
}

static void show(fordela *f)
{
    static const fordela_form forms[] = {FORDELA_TABLE, FORDELA_CSV,
                                         FORDELA_JSON};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        fordela_free(fordela_render(f, forms[i], NULL, 0, NULL));
    for (size_t i = 0; i < fordela_results(f); i++) {
        fordela_sum(f, i);
        fordela_budget(f, i);
        fordela_free(fordela_explain(f, fordela_code(f, i, 0),
                                     fordela_result_name(f, i), NULL));
    }
    fordela_free(fordela_certify(f, NULL));
}

static void run(const char *path)
{
    fordela *f = fordela_open(path);
    fordela_status status = fordela_run(f);
    fuzz_demand(status == FORDELA_OK || fordela_messages(f)[0] != '\0',
                "a refused scenario has a message");
    if (status == FORDELA_OK)
        show(f);
    fordela_close(f);
    if (status == FORDELA_OK) {
        compare_ways(path, sweep);
        compare_ways(path, simulate);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FuzzFile file[FUZZ_FILES_MAX];
    char path[4096];
    size_t n = fuzz_put_all(data, size, file, path);
    if (path[0] != '\0')
        run(path);
    fuzz_remove_all(file, n);
    return 0;
}
