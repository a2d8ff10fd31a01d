/* made.c - generated files. */
#include "made.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "workload.h"

static _Noreturn void fail(const char *path)
{
    perror(path);
    exit(4);
}

void made_path(const Bench *bench, const char *name, char path[MADE_PATH])
{
    snprintf(path, MADE_PATH, "%s/made", bench->build);
    mkdir(path, 0777);
    snprintf(path, MADE_PATH, "%s/made/%s", bench->build, name);
}

FILE *made_open(const Bench *bench, const char *name, char path[MADE_PATH])
{
    made_path(bench, name, path);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        fail(path);
    }
    return file;
}

void made_close(FILE *file, const char *path)
{
    if (fclose(file) != 0) {
        fail(path);
    }
}

void made_text(const Bench *bench, const char *name, const char *text)
{
    char path[MADE_PATH];
    FILE *file = made_open(bench, name, path);
    fputs(text, file);
    made_close(file, path);
}

void made_remove(const Bench *bench, const char *name)
{
    char path[MADE_PATH];
    made_path(bench, name, path);
    unlink(path);
}

uint64_t made_number(uint64_t *counter, uint64_t below)
{
    return workload_random((*counter)++) % below;
}

/* ---- Recipients ---- */

/* n whole numbers of at least 1, in proportion to those given, with the total
 * given. */
static void to_total(int64_t *at, size_t n, int64_t total)
{
    double all = 0, sum = 0;
    int64_t before = 0;
    for (size_t i = 0; i < n; i++) {
        all += (double)at[i];
    }
    for (size_t i = 0; i < n; i++) {
        sum += (double)at[i];
        int64_t upto = (int64_t)(sum / all * (double)(total - (int64_t)n));
        at[i] = upto - before + 1;
        before = upto;
    }
    at[n - 1] += total - (int64_t)n - before;
}

/* Most of them small, some large: u^-2/3, cut at a hundred times the least. */
static int64_t size_of(uint64_t *counter)
{
    uint64_t u = 1 + made_number(counter, 1000);
    return (int64_t)(1000000 / u + 1000 * made_number(counter, 10) + 2000);
}

enum { PERSONS, PATIENTS, LAST_YEAR, TOTALS };

static int64_t *columns_made(size_t n, uint64_t *counter)
{
    static const int64_t each[TOTALS] = {40000, 1600, 100000};
    int64_t *column = mem_alloc(TOTALS * n, sizeof *column);
    for (size_t i = 0; i < n; i++) {
        int64_t size = size_of(counter);
        for (size_t c = 0; c < TOTALS; c++) {
            /* Within a fifth of the size. */
            column[c * n + i] =
                size * (int64_t)(800 + made_number(counter, 401)) / 1000;
        }
    }
    for (size_t c = 0; c < TOTALS; c++) {
        to_total(column + c * n, n, each[c] * (int64_t)n);
    }
    return column;
}

void made_recipients(const Bench *bench, size_t n, char name[MADE_PATH])
{
    char path[MADE_PATH];
    uint64_t counter = 1;
    snprintf(name, MADE_PATH, "recipients-%zu.csv", n);
    int64_t *column = columns_made(n, &counter);
    FILE *out = made_open(bench, name, path);
    fputs("kod,omrade,klass,folkmangd,patienter,forra_aret,ansokt,"
          "behorig,prioritet\n", out);
    for (size_t i = 0; i < n; i++) {
        int64_t last = column[LAST_YEAR * n + i];
        fprintf(out, "%07zu,A%" PRIu64 ",", i,
                made_number(&counter, MADE_AREAS));
        fprintf(out, "K%" PRIu64 ",", made_number(&counter, MADE_CLASSES));
        fprintf(out, "%" PRId64 ",%" PRId64 ",%" PRId64 ",",
                column[PERSONS * n + i], column[PATIENTS * n + i], last);
        fprintf(out, "%" PRIu64 ",",
                (uint64_t)last / 2 + made_number(&counter, (uint64_t)last));
        fprintf(out, "%d,", made_number(&counter, 100) < 95);
        fprintf(out, "%" PRIu64 "\n", 1 + made_number(&counter, 3));
    }
    made_close(out, path);
    mem_free(column);
}
