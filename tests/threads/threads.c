/* threads.c - sweep and simulate with several threads, for ThreadSanitizer.
 *
 *     threads FOLDER
 *
 * A plain program, since the test framework aborts under that sanitizer, and
 * by the public interface alone. Each work is done by one thread and by more;
 * all must give the same bytes. Files go to FOLDER, which must exist.
 */
#include "fordela.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CERTAIN "scenarios/kompetensutveckling-2020/" \
                "kompetensutveckling-2020.scenario"
#define UNCERTAIN "scenarios/kompetensutveckling-2020/osakra-nycklar.scenario"

/* Bytes that a call wrote. */
typedef struct Text {
    char *at;
    size_t n;
} Text;

static int add(void *context, const char *bytes, size_t n)
{
    Text *text = context;
    char *more = realloc(text->at, text->n + n);
    if (more == NULL)
        return 1;
    memcpy(more + text->n, bytes, n);
    text->at = more;
    text->n += n;
    return 0;
}

/* What is done, the number of threads apart. */
typedef struct Work {
    const char *name;
    const char *scenario;
    bool simulate;
    fordela_simulate_options how;
} Work;

/* Threads get some hundred rows at a time, or 64 to be worked out exactly. */
static const char *const steps[] = {
    "minimum from 0 kr to 100 000 kr step 50 kr"
};
static const char *const few_steps[] = {
    "minimum from 0 kr to 100 000 kr step 200 kr"
};
static const fordela_page page = {0};

static const Work works[] = {
    {"sweep", CERTAIN, false,
     {.many = {.vary = steps, .n_vary = 1, .amounts = 1}}},
    {"sweep exactly", CERTAIN, false,
     {.many = {.vary = few_steps, .n_vary = 1, .lanes = "exact"}}},
    {"sweep as a page", CERTAIN, false,
     {.many = {.vary = steps, .n_vary = 1, .page = &page}}},
    {"simulate", UNCERTAIN, true, {.draws = 3000}},
    {"simulate for JSON", UNCERTAIN, true,
     {.draws = 3000, .has_seed = 1, .seed = 7, .summary = FORDELA_JSON}},
    {"simulate with sensitivity", UNCERTAIN, true,
     {.draws = 512, .sensitivity = 1}},
    {"simulate as a page", UNCERTAIN, true,
     {.draws = 1000, .many = {.page = &page}}},
};
#define N_WORKS (sizeof works / sizeof works[0])

static fordela_status do_work(fordela *f, const Work *work,
                              const fordela_simulate_options *how)
{
    return work->simulate ? fordela_simulate(f, how, NULL)
                          : fordela_sweep(f, &how->many, NULL);
}

/* Empty after a fault, which is told. */
static Text by_threads(const Work *work, unsigned threads)
{
    Text text = {0};
    fordela_simulate_options how = work->how;
    how.many.threads = threads;
    how.many.write = add;
    how.many.context = &text;
    fordela *f = fordela_open(work->scenario);
    if (do_work(f, work, &how) != FORDELA_OK) {
        fprintf(stderr, "%s: %s", work->name, fordela_messages(f));
        text.n = 0;
    }
    fordela_close(f);
    return text;
}

static bool same(const char *name, Text a, Text b)
{
    bool good = a.n > 0 && a.n == b.n && memcmp(a.at, b.at, a.n) == 0;
    if (!good)
        printf("check-threads: %s differs\n", name);
    return good;
}

static bool try_threads(const Work *work)
{
    static const unsigned counts[] = {2, 3, 8};
    Text one = by_threads(work, 1);
    bool good = true;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        Text many = by_threads(work, counts[i]);
        good = same(work->name, one, many) && good;
        free(many.at);
    }
    free(one.at);
    return good;
}

/* ---- More rows than each thread gets counts of its own for ---- */

#define MANY_FORMULA                                                        \
    "formula many\n"                                                        \
    "param budget : kr\n"                                                   \
    "data population : persons per recipient\n"                             \
    "result grant = allocate budget by population\n"                        \
    "round grant to 1 kr by largest remainder\n"
#define MANY_SCENARIO                                                       \
    "scenario many \"Many\"\n"                                              \
    "formula \"many.formula\"\n"                                           \
    "table recipient from \"many.csv\" key code name code\n"              \
    "data population column pop\n"                                          \
    "set budget = 10 mnkr\n"                                                \
    "draw budget ~ normal(10 mnkr, 10 %)\n"
/* PARTS_ROWS_MAX of api/simulate_int.h and one more. */
#define MANY_ROWS 20001

static FILE *new_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        abort();
    }
    return file;
}

static void put_text(const char *folder, const char *name, const char *text)
{
    FILE *file = new_file(folder, name);
    fputs(text, file);
    fclose(file);
}

/* All threads then count into the same, one at a time. */
static bool try_many(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/many.scenario", folder);
    put_text(folder, "many.formula", MANY_FORMULA);
    put_text(folder, "many.scenario", MANY_SCENARIO);
    FILE *rows = new_file(folder, "many.csv");
    fputs("code,pop\n", rows);
    for (int i = 0; i < MANY_ROWS; i++)
        fprintf(rows, "%05d,%d\n", i, 100 + i * 7919 % 10007);
    fclose(rows);
    return try_threads(&(Work){
        "simulate with many rows", path, true,
        {.draws = 200, .has_seed = 1, .seed = 5, .summary = FORDELA_CSV}});
}

/* ---- A file, stopped and gone on with ---- */

static int stop_at_once(void *context, const fordela_progress *progress)
{
    (void)context;
    return progress->done > 0;
}

static Text read_file(const char *path)
{
    Text text = {0};
    char part[4096];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return text;
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        if (add(&text, part, n) != 0)
            break;
    fclose(file);
    return text;
}

/* 100 001 rows, so that it takes longer than the time between two looks. */
static bool try_stop(const char *folder)
{
    static const char *const fine[] = {
        "minimum from 0 kr to 100 000 kr step 1 kr"
    };
    char path[4096];
    snprintf(path, sizeof path, "%s/stopped.csv", folder);
    unlink(path);
    Text whole = {0};
    fordela_sweep_options how = {.vary = fine, .n_vary = 1, .threads = 4,
                                 .write = add, .context = &whole};
    fordela *f = fordela_open(CERTAIN);
    bool good = fordela_sweep(f, &how, NULL) == FORDELA_OK;

    how.write = NULL;
    how.output = path;
    how.progress = stop_at_once;
    how.force = 1;
    bool stopped = fordela_sweep(f, &how, NULL) == FORDELA_MACHINE;
    how.progress = NULL;
    how.force = 0;
    how.resume = 1;
    how.threads = 3;
    good = (!stopped || fordela_sweep(f, &how, NULL) == FORDELA_OK) && good;
    if (!good)
        fputs(fordela_messages(f), stderr);
    if (!stopped)
        puts("check-threads: was done before it could be stopped");
    Text file = read_file(path);
    good = same("a sweep that was stopped", whole, file) && good && stopped;
    fordela_close(f);
    free(whole.at);
    free(file.at);
    return good;
}

/* ---- Several handles at the same time, a thread each ---- */

static void add_made(Text *text, char *made, size_t n)
{
    if (made != NULL)
        add(text, made, n);
    fordela_free(made);
}

/* A workbook by one of them only, as fordela.h says. */
static Text questions(bool workbook)
{
    Text text = {0};
    size_t n = 0;
    fordela *f = fordela_open(CERTAIN);
    if (fordela_run(f) == FORDELA_OK) {
        char *made = fordela_certify(f, &n);
        add_made(&text, made, n);
        made = fordela_report(f, NULL, &n);
        add_made(&text, made, n);
        if (workbook) {
            made = fordela_workbook(f, &n);
            add_made(&text, made, n);
        }
    }
    fordela_close(f);
    return text;
}

typedef struct Guest {
    pthread_t thread;
    size_t i;
    Text text;
} Guest;

/* The works, two threads each, and after the last of them other questions. */
static void *be_guest(void *context)
{
    Guest *guest = context;
    guest->text = guest->i < N_WORKS ? by_threads(&works[guest->i], 2)
                                     : questions(guest->i == N_WORKS);
    return NULL;
}

static bool try_together(void)
{
    Guest guests[N_WORKS + 2] = {0};
    size_t n = N_WORKS + 2;
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        guests[i].i = i;
        if (pthread_create(&guests[i].thread, NULL, be_guest, &guests[i]))
            abort();
    }
    for (size_t i = 0; i < n; i++)
        pthread_join(guests[i].thread, NULL);
    for (size_t i = 0; i < n; i++) {
        Guest alone = {.i = i};
        be_guest(&alone);
        good = same(i < N_WORKS ? works[i].name : "a report", alone.text,
                    guests[i].text) && good;
        free(alone.text.at);
        free(guests[i].text.at);
    }
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("threads FOLDER\n", stderr);
        return 2;
    }
    bool good = true;
    for (size_t i = 0; i < N_WORKS; i++)
        good = try_threads(&works[i]) && good;
    good = try_many(argv[1]) && good;
    good = try_stop(argv[1]) && good;
    good = try_together() && good;
    printf("check-threads: %zu works by 1, 2, 3 and 8 threads, one stopped,"
           " all at once: %s\n", N_WORKS + 1, good ? "the same bytes" : "FAILED");
    return good ? 0 : 1;
}
