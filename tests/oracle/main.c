/* main.c - the oracle's command line.
 *
 *   oracle [--seed N] [--scenarios N] [--lanes NAME] [--rows N] [--threads]
 *          [--verbose] [--show]
 *   oracle --courses N [--seed N] [--rows N]
 *
 * Program k of a run has the seed N + k, so that one that differs can be made
 * again alone: --seed THAT --scenarios 1; --show prints it. --verbose tells
 * what the checker refused. With --courses the programs are followed along N
 * params instead (course.c). Exit status 1 after a difference.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"

/* The program of a seed. False: a difference, in said. */
static bool one_program(const Options *o, uint64_t seed, Tally *tally,
                        CourseTally *courses, Buf *said)
{
    World w = {.arena = arena_new(), .dice.state = seed,
               .moving = o->courses > 0};
    Trial t;
    Buf refused = {0};
    dice_word(&w.dice);
    world_make(&w, o->rows);
    write_program(&w);
    bool made = trial_make(&t, &w, &refused), same = true;
    tally->programs++;
    if (made && o->show) {
        Buf shown = {0};
        show_trial(&w, &t, &t.any, 0, &shown);
        puts(shown.at);
        buf_free(&shown);
    }
    if (made) {
        same = o->courses > 0 ? compare_courses(&w, &t, courses, said) &&
                                    compare_seek(&w, courses, said)
                              : compare_trial(o, &w, &t, tally, said);
    } else {
        tally->refused++;
    }
    if (!made && o->verbose) {
        printf("seed %llu refused:\n%s\n%s\n", (unsigned long long)seed,
               w.formula.at, refused.at);
    }
    buf_free(&refused);
    trial_free(&t);
    world_free(&w);
    return same;
}

static void print_tally(const Tally *t)
{
    unsigned long long n = t->variants;
    double all = n > 0 ? (double)n : 1;
    printf("%llu scenarios of %llu programs (%llu refused, %llu run exactly "
           "as a whole)\n", n, (unsigned long long)t->programs,
           (unsigned long long)t->refused,
           (unsigned long long)t->whole_exactly);
    printf("  infeasible        %12llu %5.1f %%\n",
           (unsigned long long)t->infeasible,
           100 * (double)t->infeasible / all);
    printf("  decided on grid   %12llu %5.1f %%\n",
           (unsigned long long)t->on_grid, 100 * (double)t->on_grid / all);
    printf("  left to exact     %12llu %5.1f %%\n",
           (unsigned long long)t->exactly, 100 * (double)t->exactly / all);
    printf("  comparisons       %12llu (every table of lanes; and one input "
           "changed at a time)\n", (unsigned long long)t->compared);
    printf("  exact side judged %12llu (by 128-bit references)\n",
           (unsigned long long)t->judged);
    coverage_print(t);
}

static void print_courses(const CourseTally *t)
{
    printf("%llu params followed: %llu cells, %llu points compared "
           "(%llu refused)\n", (unsigned long long)t->walks,
           (unsigned long long)t->cells, (unsigned long long)t->points,
           (unsigned long long)t->refused);
    printf("  values            %12llu (%llu within bounds, %llu flags open, "
           "%llu more not followed)\n", (unsigned long long)t->values,
           (unsigned long long)t->wide, (unsigned long long)t->open,
           (unsigned long long)t->stopped);
    printf("  rows' states      %12llu\n", (unsigned long long)t->states);
    printf("  rounded amounts   %12llu (%llu moves of %llu rows)\n",
           (unsigned long long)t->rounded, (unsigned long long)t->moves,
           (unsigned long long)t->krona);
    printf("  sought            %12llu (%llu found, %llu bracketed, %llu not "
           "for good at first)\n", (unsigned long long)t->sought,
           (unsigned long long)t->found, (unsigned long long)t->bracketed,
           (unsigned long long)t->rounded_open);
    printf("  irrational bends  %12llu\n", (unsigned long long)t->irrational);
}

static bool run(const Options *o)
{
    CourseTally courses = {0};
    Tally *tally = calloc(1, sizeof *tally);
    uint64_t seed = o->seed;
    Buf said = {0};
    bool same = true;
    if (!tally) {
        return false;
    }
    for (; same && (o->courses > 0 ? courses.walks < o->courses
                                   : tally->variants < o->scenarios);
         seed++) {
        same = one_program(o, seed, tally, &courses, &said);
        if (!same) {
            printf("DIFFERENCE (--seed %llu --scenarios 1)\n%s\n",
                   (unsigned long long)seed, said.at);
        }
    }
    if (same && o->courses > 0) {
        print_courses(&courses);
    } else if (same && tally->variants > 0) {
        print_tally(tally);
    }
    buf_free(&said);
    free(tally);
    return same;
}

static bool number_option(int argc, char **argv, int *at, const char *name,
                          uint64_t *out)
{
    if (strcmp(argv[*at], name) != 0 || *at + 1 >= argc) {
        return false;
    }
    *out = strtoull(argv[++*at], NULL, 10);
    return true;
}

int main(int argc, char **argv)
{
    Options o = {.seed = 1, .scenarios = 100000};
    uint64_t rows = 0;
    for (int i = 1; i < argc; i++) {
        if (number_option(argc, argv, &i, "--seed", &o.seed) ||
            number_option(argc, argv, &i, "--scenarios", &o.scenarios) ||
            number_option(argc, argv, &i, "--courses", &o.courses) ||
            number_option(argc, argv, &i, "--rows", &rows)) {
            continue;
        }
        if (strcmp(argv[i], "--lanes") == 0 && i + 1 < argc) {
            o.lanes = argv[++i];
        } else if (strcmp(argv[i], "--threads") == 0) {
            o.threads = true;
        } else if (strcmp(argv[i], "--show") == 0) {
            o.show = true;
        } else if (strcmp(argv[i], "--verbose") == 0) {
            o.verbose = true;
        } else {
            fprintf(stderr, "oracle: unknown option %s\n", argv[i]);
            return 2;
        }
    }
    o.rows = (size_t)rows;
    if (o.lanes && !lanes_find(o.lanes)) {
        fprintf(stderr, "oracle: this machine has no lanes %s\n", o.lanes);
        return 2;
    }
    return run(&o) ? 0 : 1;
}
