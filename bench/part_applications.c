/* part_applications.c - how long the exact evaluator takes for one large grant:
 * 100 000 applications in 50 areas with caps, three tiers, eligibility, and
 * largest remainder in each area. One thread, processor time.
 */
#include <fordela.h>
#include <inttypes.h>
#include <stdio.h>

#include "bench.h"
#include "made.h"
#include "measure.h"

enum { APPLICATIONS = 100000, AREAS_MADE = 50, TIERS = 3 };

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

static void write_areas(const Bench *bench, uint64_t *counter)
{
    char path[MADE_PATH];
    FILE *out = made_open(bench, "areas.csv", path);
    fputs("area,cap\n", out);
    for (int i = 0; i < AREAS_MADE; i++) {
        fprintf(out, "A%02d,%" PRIu64 "\n", i,
                1000000 * (50 + made_number(counter, 350)));
    }
    made_close(out, path);
}

static void write_applications(const Bench *bench, uint64_t *counter)
{
    char path[MADE_PATH];
    FILE *out = made_open(bench, "applications.csv", path);
    fputs("application,area,requested,eligible,priority\n", out);
    for (int i = 0; i < APPLICATIONS; i++) {
        uint64_t area = made_number(counter, AREAS_MADE);
        uint64_t requested = 10000 + made_number(counter, 390000);
        bool eligible = made_number(counter, 100) < 97;
        fprintf(out, "%06d,A%02" PRIu64 ",%" PRIu64 ",%d,%" PRIu64 "\n", i,
                area, requested, eligible, 1 + made_number(counter, TIERS));
    }
    made_close(out, path);
}

static const char *const files[] = {
    "applications.formula", "applications.scenario", "areas.csv",
    "applications.csv"};

/* Rounds of reading and checking, and of a whole run, which reads and checks
 * again. */
static bool rounds(const char *path, Series *load, Series *run)
{
    bool good = true;
    for (int r = 0; good && r < ROUNDS; r++) {
        double start = processor_seconds();
        fordela *f = fordela_open(path);
        good = fordela_check(f) == FORDELA_OK;
        double middle = processor_seconds();
        good = good && fordela_run(f) == FORDELA_OK;
        load->at[r] = middle - start;
        run->at[r] = processor_seconds() - middle;
        if (!good) {
            fputs(fordela_messages(f), stderr);
        }
        fordela_close(f);
    }
    return good;
}

void part_applications(Bench *bench, const char *name)
{
    char path[MADE_PATH];
    uint64_t counter = 0;
    Series load, run;
    made_text(bench, files[0], formula);
    made_text(bench, files[1], scenario);
    write_areas(bench, &counter);
    write_applications(bench, &counter);
    made_path(bench, files[1], path);
    printf("\n%s: %d of them, %d areas, %d tiers, exact evaluator; one "
           "thread\n", name, APPLICATIONS, AREAS_MADE, TIERS);
    if (rounds(path, &load, &run)) {
        printf("  reading and checking %.2f s, all of it with computing "
               "%.2f s\n", series_median(&load), series_median(&run));
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        made_remove(bench, files[i]);
    }
}
