/* measure.c - clocks, rounds in turn, medians, the machine. */
#include "measure.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fast/lanes.h"

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double processor_seconds(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

double wall_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

/* ---- Medians ---- */

static int ascending(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static Series sorted(const Series *s)
{
    Series out = *s;
    qsort(out.at, ROUNDS, sizeof *out.at, ascending);
    return out;
}

double series_median(const Series *s)
{
    return sorted(s).at[ROUNDS / 2];
}

double series_largest(const Series *s)
{
    return sorted(s).at[ROUNDS - 1];
}

double series_ratio(const Series *a, const Series *b)
{
    Series ratio;
    for (int r = 0; r < ROUNDS; r++) {
        ratio.at[r] = a->at[r] / b->at[r];
    }
    return series_median(&ratio);
}

/* ---- Rounds ---- */

/* How many times fill a round. */
static void pace(Timed *t)
{
    size_t n = 1;
    double length = t->round > 0 ? t->round : ROUND_SECONDS;
    double spent = t->seconds(t->context, n);
    while (spent >= 0 && spent < length / 4) {
        n *= 2;
        spent = t->seconds(t->context, n);
    }
    t->failed = spent < 0;
    t->per_round = (size_t)((double)n * length / spent) + 1;
}

static void one_round(Timed *t, int round)
{
    if (t->failed) {
        return;
    }
    double spent = t->seconds(t->context, t->per_round);
    t->failed = spent <= 0;
    t->rate.at[round] = (double)t->per_round / spent;
}

void timed_rounds(Timed *timed, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (timed[i].per_round == 0) {
            pace(&timed[i]);
        }
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < n; i++) {
            one_round(&timed[i], round);
        }
    }
}

/* ---- The machine ---- */

/* What follows `key` and a colon in a file of lines; "" if it is not there. */
static void line_of(const char *path, const char *key, char *out, size_t size)
{
    char line[512];
    FILE *in = fopen(path, "r");
    out[0] = '\0';
    while (in != NULL && fgets(line, sizeof line, in) != NULL) {
        const char *colon = strchr(line, ':');
        if (strncmp(line, key, strlen(key)) == 0 && colon != NULL) {
            colon++;
            colon += strspn(colon, " \t");
            snprintf(out, size, "%.*s", (int)strcspn(colon, "\n"), colon);
            break;
        }
    }
    if (in != NULL) {
        fclose(in);
    }
}

/* The line is in KiB. */
static double status_mib(const char *key)
{
    char text[64];
    line_of("/proc/self/status", key, text, sizeof text);
    return strtod(text, NULL) / 1024;
}

double memory_peak(void)
{
    return status_mib("VmHWM");
}

double memory_now(void)
{
    malloc_trim(0);
    return status_mib("VmRSS");
}

void machine_print(void)
{
    char model[128], memory[64], date[16];
    size_t n;
    time_t now = time(NULL);
    struct tm day;
    strftime(date, sizeof date, "%Y-%m-%d", gmtime_r(&now, &day));
    line_of("/proc/cpuinfo", "model name", model, sizeof model);
    line_of("/proc/meminfo", "MemTotal", memory, sizeof memory);
    printf("date       %s\n", date);
    printf("processor  %s, %ld cores, vectors: %s\n",
           model[0] == '\0' ? "unknown" : model,
           sysconf(_SC_NPROCESSORS_ONLN), lanes_all(&n)[0]->name);
    printf("memory     %.1f GiB\n", strtod(memory, NULL) / 1024 / 1024);
#ifdef __clang__
    printf("compiler   %s\n", __VERSION__);
#else
    printf("compiler   gcc %s\n", __VERSION__);
#endif
    printf("medians of %d rounds, in turn within each\n", ROUNDS);
}
