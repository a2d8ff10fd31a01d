/* applications.c - how long the exact evaluator takes for one large grant:
 * 100 000 applications in 50 areas with caps, three tiers, eligibility, and
 * largest remainder in each area.
 *
 * Prints the median of five runs, of reading and checking alone and of a whole
 * run, which reads and checks again.
 * No test: nothing here passes or fails.
 */
#include <fordela.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { APPLICATIONS = 100000, AREAS = 50, TIERS = 3, ROUNDS = 5 };

static const char formula[] =
    "formula applications \"Applications in areas with caps\"\n"
    "table area\n"
    "table application in area\n"
    "data cap       : kr per area\n"
    "data requested : kr per application\n"
    "data eligible  : flag per application\n"
    "data priority  : number per application\n"
    "result granted = allocate cap per area by requested\n"
    "  where eligible\n"
    "  at most requested\n"
    "  in order of priority\n"
    "round  granted to 1 kr by largest remainder per area\n"
    "result granted_area = sum(granted by area)\n";

static const char scenario[] =
    "scenario applications\n"
    "formula \"applications.formula\"\n"
    "table area from \"areas.csv\" key area\n"
    "table application from \"applications.csv\" key application\n"
    "  in area by area\n"
    "data cap column cap\n"
    "data requested column requested\n"
    "data eligible column eligible\n"
    "data priority column priority\n";

/* xorshift64*: Marsaglia 2003, Vigna 2016. */
static unsigned pick(unsigned long long *state, unsigned below)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (unsigned)((*state * 2685821657736338717ULL) >> 33) % below;
}

static FILE *create(const char *name)
{
    FILE *out = fopen(name, "w");
    if (out == NULL) {
        perror(name);
        exit(4);
    }
    return out;
}

static void finish(FILE *out, const char *name)
{
    if (fclose(out) != 0) {
        perror(name);
        exit(4);
    }
}

static void text(const char *name, const char *what)
{
    FILE *out = create(name);
    fputs(what, out);
    finish(out, name);
}

static void data(void)
{
    unsigned long long state = 88172645463325252ULL;
    FILE *out = create("areas.csv");
    fputs("area,cap\n", out);
    for (int i = 0; i < AREAS; i++) {
        fprintf(out, "A%02d,%u\n", i, 1000000 * (50 + pick(&state, 350)));
    }
    finish(out, "areas.csv");
    out = create("applications.csv");
    fputs("application,area,requested,eligible,priority\n", out);
    for (int i = 0; i < APPLICATIONS; i++) {
        unsigned area = pick(&state, AREAS);
        unsigned requested = 10000 + pick(&state, 390000);
        unsigned eligible = pick(&state, 100) < 97;
        fprintf(out, "%06d,A%02u,%u,%u,%u\n", i, area, requested, eligible,
                1 + pick(&state, TIERS));
    }
    finish(out, "applications.csv");
}

/* Of the processor: one thread, and other programs do not count. */
static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

int main(void)
{
    char folder[] = "/tmp/fordela-bench-XXXXXX";
    double load[ROUNDS], run[ROUNDS];
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror(folder);
        return 4;
    }
    text("applications.formula", formula);
    text("applications.scenario", scenario);
    data();
    for (int i = 0; i < ROUNDS; i++) {
        double start = seconds();
        fordela *f = fordela_open("applications.scenario");
        if (fordela_check(f) != FORDELA_OK) {
            fputs(fordela_messages(f), stderr);
            return 3;
        }
        double middle = seconds();
        if (fordela_run(f) != FORDELA_OK) {
            fputs(fordela_messages(f), stderr);
            return 3;
        }
        run[i] = seconds() - middle;
        load[i] = middle - start;
        fordela_close(f);
    }
    qsort(load, ROUNDS, sizeof *load, ascending);
    qsort(run, ROUNDS, sizeof *run, ascending);
    printf("%d applications, %d areas, %d tiers, exact evaluator, median of "
           "%d:\n  reading and checking %.2f s, all of it with computing "
           "%.2f s of one processor\n", APPLICATIONS, AREAS, TIERS, ROUNDS, load[ROUNDS / 2],
           run[ROUNDS / 2]);
    remove("applications.formula");
    remove("applications.scenario");
    remove("areas.csv");
    remove("applications.csv");
    return rmdir(folder) == 0 ? 0 : 4;
}
