/* test_infer_help.h - published tables made of numbers, for the tests of
 * infer.
 */
#ifndef FORDELA_TEST_INFER_HELP_H
#define FORDELA_TEST_INFER_HELP_H

#include "study/infer_int.h"
#include "test_check_help.h"

typedef struct Inferred {
    Arena *arena;
    RatPool *pool;
    InferTable table;
    uint64_t seed;
} Inferred;

static inline void inferred_start(Inferred *t, size_t n)
{
    memset(t, 0, sizeof *t);
    t->arena = arena_new();
    t->pool = rat_pool_new(RAT_BITS_MAX);
    t->table.n = n;
    t->table.unit = rat_int(t->pool, 1);
    t->table.path = "t.csv";
    t->table.amount = ARENA_ARRAY(t->arena, int64_t, n + 1);
    t->table.code = ARENA_ARRAY(t->arena, const char *, n + 1);
    t->table.index = code_index_new(t->arena, n);
    t->table.label = -1;
    for (size_t i = 0; i < n; i++) {
        size_t earlier;
        /* No order of codes is that of the rows. */
        t->table.code[i] = arena_format(t->arena, "%c%zu",
                                        (char)('A' + i * 7 % 26), i);
        code_index_add(t->table.index, t->table.code[i], i, &earlier);
    }
    t->table.name = t->table.code;
}

static inline void inferred_end(Inferred *t)
{
    rat_pool_free(t->pool);
    arena_free(t->arena);
}

static inline void inferred_amounts(Inferred *t, const int64_t *amount)
{
    t->table.sum = 0;
    for (size_t i = 0; i < t->table.n; i++) {
        t->table.amount[i] = amount[i];
        t->table.sum += amount[i];
    }
}

/* What dividing total by the base and rounding gives, by the money room. */
static inline void inferred_divide(Inferred *t, RoundMethod method,
                                   int64_t total, const int64_t *base,
                                   int64_t *out)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    size_t n = t->table.n;
    const Rat **exact = ARENA_ARRAY(arena, const Rat *, n + 1);
    int64_t persons = 0;
    for (size_t i = 0; i < n; i++)
        persons += base[i];
    for (size_t i = 0; i < n; i++)
        exact[i] = rat_mul(pool, rat_int(pool, total),
                           rat_ratio(pool, base[i], persons));
    RoundIn in = {.method = method, .unit = rat_int(pool, 1), .n = n,
                  .exact = exact, .code = t->table.code};
    RoundOut o = {0};
    round_amounts(pool, arena, &in, &o);
    for (size_t i = 0; i < n; i++)
        cr_assert(rat_to_int(o.amount[i], &out[i]));
    rat_pool_free(pool);
    arena_free(arena);
}

static inline int64_t inferred_draw(Inferred *t, int64_t most)
{
    t->seed = t->seed * UINT64_C(6364136223846793005)
              + UINT64_C(1442695040888963407);
    return (int64_t)((t->seed >> 33) % (uint64_t)(most + 1));
}

#endif
