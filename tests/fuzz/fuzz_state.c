/* fuzz_state.c - any bytes as what an interrupted run left behind.
 *
 * The first byte chooses the command. The rest is a bundle (fuzz.h): `state`
 * in place of the state file, `partial` in place of the file half written;
 * one that is missing is as the run left it. Key and digest of a state, which
 * no fuzzer finds by itself, are made right. A NetCDF file is left as it was:
 * what libnetcdf makes of hostile ones is not tried here. The run goes on or
 * refuses, and there is a whole file or none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/source.h"
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
    "table place from \"t.csv\" key code\n"
    "data people column people\n"
    "set budget = 1000 kr\n"
    "vary budget from 1000 kr to 1005 kr step 5 kr\n"
    "draw people ~ normal(people, 10 %)\n"
    "draws 600 seed 1\n"
    "report smallest(grant)\n";
static const char *const more = "budget from 1000 kr to 1600 kr step 1 kr";
static const char table[] = "code,people\na,10\nb,25\nc,33\n";

/* How a state begins: digest and key are 64 digits each. */
#define HEAD "fordela partial 2\nsha256 "
#define KEY "\nkey "
#define DIGITS 64

typedef struct Left {
    fordela_simulate_options options;
    bool made, sweeps;
    char key[DIGITS];
    char *state, *partial;
    size_t n_state, n_partial;
} Left;

enum { COMMANDS = 5 };
static Left left[COMMANDS];
static char path[4][4096];
enum { SCENARIO, OUT, PARTIAL, STATE };

/* ---- The files ---- */

static void put_text(const char *name, const char *text)
{
    char to[4096];
    fuzz_put(name, (const uint8_t *)text, strlen(text), to);
}

static char *take(const char *from, size_t *n)
{
    FILE *file = fopen(from, "rb");
    char *bytes = malloc(1 << 20);
    if (file == NULL || bytes == NULL)
        abort();
    *n = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static void set_paths(void)
{
    fuzz_put("out", NULL, 0, path[OUT]);
    fuzz_put("out.partial", NULL, 0, path[PARTIAL]);
    fuzz_put("out.partial-state", NULL, 0, path[STATE]);
}

static void remove_all(void)
{
    static const char *const name[] = {
        "f.formula", "s.scenario", "t.csv", "out", "out.partial",
        "out.partial-state", "out.partial-state-new"};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        fuzz_remove(name[i]);
}

/* ---- The interrupted run ---- */

static int stop(void *context, const fordela_progress *progress)
{
    (void)context;
    (void)progress;
    return 1;
}

static fordela_status run(const Left *l, fordela *f)
{
    return l->sweeps ? fordela_sweep(f, &l->options.many, NULL)
                     : fordela_simulate(f, &l->options, NULL);
}

static void choose(Left *l, size_t command)
{
    l->options = (fordela_simulate_options){
        .many = {.output = path[OUT], .threads = 1}};
    l->sweeps = command == 0;
    if (l->sweeps) {
        l->options.many.vary = &more;
        l->options.many.n_vary = 1;
    }
    l->options.many.amounts = command == 1 || command == 4;
    l->options.sensitivity = command == 2;
    l->options.many.form = command == 4 ? FORDELA_BULK_NETCDF
                                        : FORDELA_BULK_CSV;
}

/* Stopped as soon as it looks, which is after 512 rows. */
static void interrupt(Left *l)
{
    l->options.many.progress = stop;
    l->options.many.force = 1;
    fordela *f = fordela_open(path[SCENARIO]);
    fordela_status status = run(l, f);
    fuzz_demand(status == FORDELA_MACHINE, "a run can be stopped");
    fordela_close(f);
    l->options.many.progress = NULL;
    l->options.many.force = 0;
    l->options.many.resume = 1;
    l->state = take(path[STATE], &l->n_state);
    l->partial = take(path[PARTIAL], &l->n_partial);
    size_t key = strlen(HEAD KEY) + DIGITS;
    fuzz_demand(l->n_state > key + DIGITS
                    && memcmp(l->state, HEAD, strlen(HEAD)) == 0,
                "a state has a head and a key");
    memcpy(l->key, l->state + key, sizeof l->key);
    l->made = true;
}

/* ---- Going on ---- */

/* Its key and digest made right, if it is so far as it should be. */
static void seal(const Left *l, char *text, size_t n)
{
    char digest[65];
    size_t body = strlen(HEAD) + DIGITS, key = body + strlen(KEY);
    if (n < key + DIGITS || memcmp(text, HEAD, strlen(HEAD)) != 0
        || memcmp(text + body, KEY, strlen(KEY)) != 0)
        return;
    memcpy(text + key, l->key, DIGITS);
    source_sha256(text + body, n - body, digest);
    memcpy(text + body - DIGITS, digest, DIGITS);
}

static void put_state(const Left *l, const uint8_t *bytes, size_t n)
{
    char *text = malloc(n + 1);
    if (text == NULL)
        abort();
    memcpy(text, bytes, n);
    seal(l, text, n);
    fuzz_put("out.partial-state", (const uint8_t *)text, n, path[STATE]);
    free(text);
}

static void leave(const Left *l, const uint8_t *data, size_t size)
{
    FuzzFile file[FUZZ_FILES_MAX];
    size_t n = fuzz_split(data, size, file);
    fuzz_put("out.partial-state", (const uint8_t *)l->state, l->n_state,
             path[STATE]);
    fuzz_put("out.partial", (const uint8_t *)l->partial, l->n_partial,
             path[PARTIAL]);
    for (size_t i = 0; i < n; i++)
        if (strcmp(file[i].name, "state") == 0)
            put_state(l, file[i].at, file[i].n);
        else if (strcmp(file[i].name, "partial") == 0
                 && l->options.many.form == FORDELA_BULK_CSV)
            fuzz_put("out.partial", file[i].at, file[i].n, path[PARTIAL]);
}

static void go_on(const Left *l)
{
    fordela *f = fordela_open(path[SCENARIO]);
    fordela_status status = run(l, f);
    fuzz_demand(status == FORDELA_OK || fordela_messages(f)[0] != '\0',
                "a run that does not go on says why");
    fuzz_demand((access(path[OUT], F_OK) == 0) == (status == FORDELA_OK),
                "a whole file or none");
    fordela_close(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    Left *l = &left[data[0] % COMMANDS];
    set_paths();
    fuzz_remove("out");
    put_text("f.formula", formula);
    put_text("t.csv", table);
    fuzz_put("s.scenario", (const uint8_t *)scenario, strlen(scenario),
             path[SCENARIO]);
    if (!l->made) {
        choose(l, data[0] % COMMANDS);
        interrupt(l);
    }
    leave(l, data + 1, size - 1);
    go_on(l);
    remove_all();
    return 0;
}
