/* test_study_distribution_rows.c - each row of each draw stands alone. */

#include "base/arena.h"
#include "study/distribution.h"

#include <criterion/criterion.h>
#include <string.h>

enum { ROWS = 150, ARGS = 3 };

static const struct {
    DrawKind kind;
    size_t n_args;
    double last;
} kinds[] = {{DRAW_NORMAL, 2, 9},      {DRAW_LOGNORMAL, 2, 9},
             {DRAW_UNIFORM, 2, 1e6},   {DRAW_TRIANGULAR, 3, 1e6},
             {DRAW_POISSON, 1, 0},     {DRAW_BINOMIAL, 2, 0.3},
             {DRAW_RESAMPLE, 3, 1e6}};

/* Row r of draw k is the same with other rows' arguments, with fewer rows and
 * after other draws. */
Test(test_study_distribution_rows, rows_stand_alone)
{
    Stream stream;
    stream_init(&stream, 77, NULL);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Arena *arena = arena_new();
        double at[ARGS][ROWS], all[ROWS], some[ROWS];
        DistArg arg[ARGS];
        DistFault fault;
        size_t row;
        uint64_t cut = 0;
        for (size_t a = 0; a < ARGS; a++) {
            for (size_t r = 0; r < ROWS; r++)
                at[a][r] = 100 + (double)(r + 10 * a);
            arg[a] = (DistArg){at[a], 1};
        }
        for (size_t r = 0; r < ROWS; r++)
            if (kinds[i].n_args > 1)
                at[kinds[i].n_args - 1][r] = kinds[i].last;
        const DistSpec spec = {kinds[i].kind, kinds[i].n_args, arg, false,
                               true, 1};
        Distribution *d =
            distribution_new(arena, &spec, ROWS, &fault, &row);
        cr_assert(d, "%zu: %s", i, dist_fault_text(fault));
        distribution_draw_rows(d, &stream, 2, 5, all, &cut);
        for (size_t r = 0; r < ROWS; r += 2)
            at[0][r] += 1.5 * (kinds[i].kind != DRAW_BINOMIAL);
        for (size_t n = 1; n <= ROWS; n += 13) {
            d = distribution_new(arena, &spec, n, &fault, &row);
            distribution_draw_rows(d, &stream, 2, 4, some, &cut);
            distribution_draw_rows(d, &stream, 2, 5, some, &cut);
            for (size_t r = 1; r < n; r += 2)
                cr_expect_eq(some[r], all[r], "kind %zu, row %zu", i, r);
        }
        arena_free(arena);
    }
}

/* Without spread, each row draws its own argument. */
Test(test_study_distribution_rows, own_arguments)
{
    Arena *arena = arena_new();
    double own[ROWS], zero = 0, one = 1, x[ROWS];
    const DistArg at = {own, 1}, none = {&zero, 0}, all = {&one, 0};
    const DistArg args[][ARGS] = {{at, none}, {at, none}, {at, at},
                                  {at, at, at}, {at, all}, {at, at, at}};
    static const DrawKind kind[] = {DRAW_NORMAL,     DRAW_LOGNORMAL,
                                    DRAW_UNIFORM,    DRAW_TRIANGULAR,
                                    DRAW_BINOMIAL,   DRAW_RESAMPLE};
    static const size_t n_args[] = {2, 2, 2, 3, 2, 3};
    Stream stream;
    stream_init(&stream, 4, NULL);
    for (size_t r = 0; r < ROWS; r++)
        own[r] = 1 + (double)(r * r);
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) {
        const DistSpec spec = {kind[i], n_args[i], args[i], false, true, 1};
        DistFault fault;
        size_t row;
        uint64_t cut = 0;
        Distribution *d =
            distribution_new(arena, &spec, ROWS, &fault, &row);
        distribution_draw_rows(d, &stream, 0, 0, x, &cut);
        cr_expect(memcmp(x, own, sizeof own) == 0, "kind %d", (int)kind[i]);
    }
    arena_free(arena);
}

Test(test_study_distribution_rows, any_split)
{
    static double whole[3000], part[3000];
    Arena *arena = arena_new();
    Stream stream;
    stream_init(&stream, 5, NULL);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        double v[ARGS] = {100, 101, 102};
        const DistArg arg[ARGS] = {{v, 0}, {v + 1, 0}, {v + 2, 0}};
        const DistSpec spec = {kinds[i].kind, kinds[i].n_args, arg, false,
                               true, 1};
        DistFault fault;
        size_t row;
        uint64_t cut = 0;
        if (kinds[i].n_args > 1)
            v[kinds[i].n_args - 1] = kinds[i].last;
        Distribution *d = distribution_new(arena, &spec, 1, &fault, &row);
        distribution_draw_scalars(d, &stream, 1, 7, 3000, whole, &cut);
        for (size_t size = 1; size < 3000; size = 4 * size + 1) {
            for (size_t at = 0; at < 3000; at += size)
                distribution_draw_scalars(
                    d, &stream, 1, 7 + at,
                    3000 - at < size ? 3000 - at : size, part + at, &cut);
            cr_expect(memcmp(whole, part, sizeof part) == 0,
                      "kind %zu by %zu", i, size);
        }
    }
    arena_free(arena);
}
