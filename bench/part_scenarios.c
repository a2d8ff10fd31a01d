/* part_scenarios.c - growth with the number of variants: time and memory, each
 * number in a program of its own, so that its memory can be told.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "made.h"
#include "measure.h"
#include "sweeps.h"

static const char vary[] = "bench/g1/vary_fine.scenario";
static const char draw[] = "bench/draws/uniform.scenario";

/* ---- In the program of its own ---- */

/* bench sweep VARIANTS csv|netcdf|simulate OUTPUT */
int scenarios_child(int argc, char **argv)
{
    if (argc != 5) {
        return 2;
    }
    uint64_t n = strtoull(argv[2], NULL, 10);
    bool netcdf = strcmp(argv[3], "netcdf") == 0;
    SweepJob job = {.scenario = vary, .output = argv[4],
                    .form = netcdf ? FORDELA_BULK_NETCDF : FORDELA_BULK_CSV,
                    .amounts = netcdf};
    double start = wall_seconds();
    bool good = true;
    if (strcmp(argv[3], "simulate") == 0) {
        job.scenario = draw;
        good = simulate_seconds(&job, n) >= 0;
    } else {
        good = sweep_seconds(&job, n) >= 0;
    }
    double spent = wall_seconds() - start;
    printf("%.9f %.3f %" PRIu64 "\n", spent, memory_peak(), job.bytes);
    return !good;
}

/* ---- Here ---- */

typedef struct Grown {
    double seconds, memory;
    uint64_t bytes;
} Grown;

static bool run_child(const Bench *bench, uint64_t variants,
                      const char *form, Grown *out)
{
    char self[MADE_PATH], path[MADE_PATH], command[3 * MADE_PATH];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n < 0) {
        return false;
    }
    self[n] = '\0';
    made_path(bench, "variants", path);
    snprintf(command, sizeof command, "'%s' sweep %" PRIu64 " %s '%s'", self,
             variants, form, path);
    FILE *in = popen(command, "r");
    bool good = in != NULL
        && fscanf(in, "%lf %lf %" SCNu64, &out->seconds, &out->memory,
                  &out->bytes) == 3;
    good = in != NULL && pclose(in) == 0 && good;
    made_remove(bench, "variants");
    return good;
}

/* Variants from..to by tens; the memory of the last. */
static double grow(const Bench *bench, uint64_t from, uint64_t to,
                   const char *form, double *memory_at_10000)
{
    Grown grown = {0};
    printf("  %s\n    %11s %10s %12s %9s %9s\n", form, "variants", "seconds",
           "variants/s", "MB", "peak MiB");
    for (uint64_t n = from; n <= to; n *= 10) {
        if (!run_child(bench, n, form, &grown)) {
            printf("    %11" PRIu64 " failed\n", n);
            return 0;
        }
        printf("    %11" PRIu64 " %10.3f %12.0f %9.1f %9.1f\n", n,
               grown.seconds, (double)n / grown.seconds,
               (double)grown.bytes / 1e6, grown.memory);
        if (n == 10000) {
            *memory_at_10000 = grown.memory;
        }
    }
    return grown.memory;
}

static void print_title(const char *name)
{
    printf("\n%s: growth with the variants, all cores, into a file\n"
           "  %s; simulate: %s\n", name, vary, draw);
}

void part_scenarios(Bench *bench, const char *name)
{
    double begin = 0;
    print_title(name);
    double end = grow(bench, 1, 10000000, "csv", &begin);
    if (begin > 0 && end > 0) {
        bars_set(&bench->bars, BAR_MEMORY, end / begin);
    }
    grow(bench, 1000, 100000, "netcdf", &begin);
    grow(bench, 10000, 1000000, "simulate", &begin);
}

void part_scenarios_long(Bench *bench, const char *name)
{
    double begin = 0;
    print_title(name);
    grow(bench, 10000, 100000000, "csv", &begin);
    grow(bench, 10000, 100000000, "simulate", &begin);
}
