/* bench.c - runs the parts that are asked for, then prints the bars.
 *
 *     bench BUILD [PART...]        from the top folder
 *
 * Without a PART all but the long ones. No test: nothing here passes or fails.
 */
#include "bench.h"

#include <stdio.h>
#include <string.h>

#include "measure.h"

typedef struct Part {
    const char *name;
    PartRun *run;
    bool on_request;        /* only when it is named */
} Part;

static const Part parts[] = {
    {"g1", part_contest, false},
    {"g1_ties", part_contest, false},
    {"g2", part_contest, false},
    {"g3", part_contest, false},
    {"ties", part_ties, false},
    {"threads", part_threads, false},
    {"csv", part_csv, false},
    {"scenarios", part_scenarios, false},
    {"long", part_scenarios_long, true},
    {"draws", part_draws, false},
    {"whatif", part_whatif, false},
    {"recipients", part_recipients, false},
    {"rules", part_rules, false},
    {"applications", part_applications, false},
    {"questions", part_questions, false},
};
enum { PARTS = sizeof parts / sizeof *parts };

static bool wanted(const Part *part, int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], part->name) == 0) {
            return true;
        }
    }
    return argc == 2 && !part->on_request;
}

static bool known(const char *name)
{
    for (size_t i = 0; i < PARTS; i++) {
        if (strcmp(parts[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static int usage(void)
{
    fputs("bench BUILD [PART...], from the top folder; parts:", stderr);
    for (size_t i = 0; i < PARTS; i++) {
        fprintf(stderr, " %s", parts[i].name);
    }
    fputc('\n', stderr);
    return 2;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "sweep") == 0) {
        return scenarios_child(argc, argv);
    }
    if (argc < 2) {
        return usage();
    }
    for (int i = 2; i < argc; i++) {
        if (!known(argv[i])) {
            return usage();
        }
    }
    Bench bench = {.build = argv[1]};
    setvbuf(stdout, NULL, _IOLBF, 0);
    machine_print();
    for (size_t i = 0; i < PARTS; i++) {
        if (wanted(&parts[i], argc, argv)) {
            parts[i].run(&bench, parts[i].name);
        }
    }
    bars_print(&bench.bars);
    printf("\nmost memory of this program: %.0f MiB\n", memory_peak());
    return 0;
}
