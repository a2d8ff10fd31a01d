/* test_money_allocate.c - dividing a total: examples worked by hand. */
#include <criterion/criterion.h>
#include <string.h>

#include "money/allocate.h"

TestSuite(test_money_allocate);

enum { MOST_ROWS = 16 };

#define COUNT(rows) (sizeof rows / sizeof *rows)

/* Columns as words parted by spaces; "." is none. Codes are 00, 01, ... */
typedef struct Row {
    const char *total, *key, *where, *floor, *ceiling, *order, *useful;
    const char *amounts;
    const char *states;       /* - out, S share, F floor, C ceiling, D drop */
    const char *levels;
    const char *unallocated;
} Row;

typedef struct Call {
    RatPool *pool;
    Arena *arena;
    AllocIn in;
    AllocOut out;
    const Rat *column[5][MOST_ROWS];
    bool where[MOST_ROWS];
    const char *code[MOST_ROWS];
} Call;

static const Rat *number(Call *c, const char *text)
{
    const Rat *r = rat_read(c->pool, text, strlen(text));

    cr_assert_not_null(r, "%s", text);
    return r;
}

static const Rat *const *words(Call *c, const Rat **to, const char *list)
{
    size_t n = 0;

    if (!list) {
        return NULL;
    }
    char *rest = arena_string(c->arena, list);

    for (char *w; (w = strsep(&rest, " ")) != NULL;) {
        to[n++] = strcmp(w, ".") == 0 ? NULL : number(c, w);
    }
    c->in.n = n;
    return to;
}

static void call_run(Call *c, const Row *row)
{
    memset(c, 0, sizeof *c);
    c->pool = rat_pool_new(RAT_BITS_MAX);
    c->arena = arena_new();
    c->in.total = number(c, row->total);
    c->in.floor = words(c, c->column[1], row->floor);
    c->in.ceiling = words(c, c->column[2], row->ceiling);
    c->in.order = words(c, c->column[3], row->order);
    c->in.useful = words(c, c->column[4], row->useful);
    c->in.key = words(c, c->column[0], row->key);
    for (size_t i = 0; i < c->in.n; i++) {
        c->code[i] = arena_format(c->arena, "%02zu", i);
        c->where[i] = row->where && row->where[i] == '1';
    }
    c->in.code = c->code;
    c->in.takes_part = row->where ? c->where : NULL;
    allocate_solve(c->pool, c->arena, &c->in, &c->out);
    cr_assert_not(rat_overflowed(c->pool));
}

static void call_close(Call *c)
{
    arena_free(c->arena);
    rat_pool_free(c->pool);
}

static const char *texts(Call *c, const Rat *const *a)
{
    const char *text = "";

    for (size_t i = 0; i < c->in.n; i++) {
        text = arena_format(c->arena, "%s%s%s", text, i ? " " : "",
                            a[i] ? rat_text(c->arena, a[i]) : ".");
    }
    return text;
}

static void check_rows(const Row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Call c;
        char states[MOST_ROWS + 1] = "";

        call_run(&c, &rows[i]);
        cr_expect_eq(c.out.fault, ALLOC_OK, "row %zu", i);
        for (size_t k = 0; k < c.in.n; k++) {
            states[k] = "-SFCD"[c.out.state[k]];
        }
        const char *amounts = texts(&c, c.out.amount);
        const char *levels = texts(&c, c.out.level);

        cr_expect_str_eq(amounts, rows[i].amounts, "row %zu: %s", i, amounts);
        cr_expect_str_eq(states, rows[i].states, "row %zu: %s", i, states);
        cr_expect_str_eq(levels, rows[i].levels, "row %zu: %s", i, levels);
        cr_expect_str_eq(rat_text(c.arena, c.out.unallocated),
                         rows[i].unallocated, "row %zu", i);
        call_close(&c);
    }
}

Test(test_money_allocate, one_tier)
{
    static const Row rows[] = {
        { "100", "1 2 2", .amounts = "20 40 40", .states = "SSS",
          .levels = "20 20 20", .unallocated = "0" },
        { "100", "1 1 1", .amounts = "100/3 100/3 100/3", .states = "SSS",
          .levels = "100/3 100/3 100/3", .unallocated = "0" },
        /* 8 L + 20 + 20 = 100 */
        { "100", "1 1 8", .floor = "20 20 .", .amounts = "20 20 60",
          .states = "FFS", .levels = "15/2 15/2 15/2", .unallocated = "0" },
        /* 10 + L + 2 L = 100 */
        { "100", "1 1 2", .ceiling = "10 . .", .amounts = "10 30 60",
          .states = "CSS", .levels = "30 30 30", .unallocated = "0" },
        /* a floor and a ceiling at once: 40 + 15 + 2 L = 75 */
        { "75", "1 5 2", .floor = "40 . .", .ceiling = ". 15 .",
          .amounts = "40 15 20", .states = "FCS", .levels = "10 10 10",
          .unallocated = "0" },
        /* all at their ceilings */
        { "100", "1 1", .ceiling = "10 20", .amounts = "10 20",
          .states = "CC", .levels = ". .", .unallocated = "70" },
        { "30", "1 1", .ceiling = "10 20", .amounts = "10 20",
          .states = "CC", .levels = ". .", .unallocated = "0" },
        /* nothing beyond the floors */
        { "30", "1 1", .floor = "10 20", .amounts = "10 20", .states = "FF",
          .levels = ". .", .unallocated = "0" },
        { "0", "1 1", .amounts = "0 0", .states = "FF", .levels = ". .",
          .unallocated = "0" },
        /* key 0: the floor */
        { "100", "0 1 0", .floor = "7 0 0", .amounts = "7 93 0",
          .states = "FSF", .levels = "93 93 93", .unallocated = "0" },
        { "100", "0 0", .floor = "7 0", .amounts = "7 0", .states = "FF",
          .levels = ". .", .unallocated = "93" },
        /* who takes part; the key of the others is not looked at */
        { "100", "-5 1 3", .where = "011", .amounts = "0 25 75",
          .states = "-SS", .levels = ". 25 25", .unallocated = "0" },
        { "100", "1 1", .where = "00", .amounts = "0 0", .states = "--",
          .levels = ". .", .unallocated = "100" },
        /* a limit just met */
        { "40", "1 1", .floor = "20 0", .amounts = "20 20", .states = "FS",
          .levels = "20 20", .unallocated = "0" },
        { "40", "1 1", .ceiling = "20 99", .amounts = "20 20",
          .states = "CS", .levels = "20 20", .unallocated = "0" },
        /* between a ceiling and a floor far above, any level from 10 to 90
         * would do: it is the lowest */
        { "100", "1 1", .floor = ". 90", .ceiling = "10 .",
          .amounts = "10 90", .states = "CF", .levels = "10 10",
          .unallocated = "0" },
    };

    check_rows(rows, COUNT(rows));
}

Test(test_money_allocate, tiers)
{
    static const Row rows[] = {
        /* the first tier is full, the second shares 30 by 1 : 2 */
        { "50", "1 1 1 2", .ceiling = "10 10 40 40", .order = "1 1 2 2",
          .amounts = "10 10 10 20", .states = "CCSS",
          .levels = ". . 10 10", .unallocated = "0" },
        /* the first tier takes everything but the floors of the second */
        { "50", "1 1 1 2", .floor = "0 0 4 6", .ceiling = "30 30 40 40",
          .order = "1 1 2 2", .amounts = "20 20 4 6", .states = "SSFF",
          .levels = "20 20 . .", .unallocated = "0" },
        /* order is by value, not by row; halves count */
        { "25", "1 1 1", .ceiling = "10 10 10", .order = "3 0.5 -1",
          .amounts = "5 10 10", .states = "SCC", .levels = "5 . .",
          .unallocated = "0" },
        { "100", "1 1 1", .ceiling = "10 10 10", .order = "3 2 1",
          .amounts = "10 10 10", .states = "CCC", .levels = ". . .",
          .unallocated = "70" },
    };

    check_rows(rows, COUNT(rows));
}

Test(test_money_allocate, or_nothing)
{
    static const Row rows[] = {
        /* 10, 30, 60; the first leaves */
        { "100", "1 3 6", .useful = "20 20 20", .amounts = "0 100/3 200/3",
          .states = "DSS", .levels = "100/9 100/9 100/9",
          .unallocated = "0" },
        /* 10 each, equally far below 12: the lowest code leaves, the others
         * have 15 then */
        { "30", "1 1 1", .useful = "12 12 12", .amounts = "0 15 15",
          .states = "DSS", .levels = "15 15 15", .unallocated = "0" },
        /* 10/40 is less than 10/30, although both are below */
        { "20", "1 1", .useful = "30 40", .amounts = "0 0", .states = "DD",
          .levels = ". .", .unallocated = "20" },
        { "35", "1 1", .useful = "30 40", .amounts = "35 0", .states = "SD",
          .levels = "35 35", .unallocated = "0" },
        /* a floor does not protect, and goes back to the tier */
        { "100", "1 1 8", .floor = "10 20 0", .useful = "15 5 5",
          .amounts = "0 20 80", .states = "DFS", .levels = "10 10 10",
          .unallocated = "0" },
        /* a ceiling below what is useful */
        { "100", "1 1", .ceiling = "10 200", .useful = "20 .",
          .amounts = "0 100", .states = "DS", .levels = "100 100",
          .unallocated = "0" },
        /* key 0 and useful 0 */
        { "100", "0 1", .useful = "5 5", .amounts = "0 100", .states = "DS",
          .levels = "100 100", .unallocated = "0" },
        { "100", "0 1", .useful = "0 5", .amounts = "0 100", .states = "FS",
          .levels = "100 100", .unallocated = "0" },
        /* what the first tier cannot place goes on to the second */
        { "50", "1 1 1", .ceiling = "10 20 90", .order = "1 1 2",
          .useful = "15 15 15", .amounts = "0 20 30", .states = "DCS",
          .levels = ". . 30", .unallocated = "0" },
    };

    check_rows(rows, COUNT(rows));
}

Test(test_money_allocate, equally_without_key)
{
    Call c;
    Row row = { .total = "90", .key = "0 0 0" };

    call_run(&c, &row);
    c.in.key = NULL;
    allocate_solve(c.pool, c.arena, &c.in, &c.out);
    cr_expect_str_eq(texts(&c, c.out.amount), "30 30 30");
    c.in.n = 0;
    allocate_solve(c.pool, c.arena, &c.in, &c.out);
    cr_expect_eq(c.out.fault, ALLOC_OK);
    cr_expect_str_eq(rat_text(c.arena, c.out.unallocated), "90");
    call_close(&c);
}

Test(test_money_allocate, faults)
{
    static const struct {
        Row row;
        AllocFault fault;
        size_t at;
        const char *shortfall;
    } rows[] = {
        { { .total = "-1", .key = "1 1" }, ALLOC_NEGATIVE_TOTAL, 0, NULL },
        { { .total = "9", .key = "1 -1" }, ALLOC_NEGATIVE_KEY, 1, NULL },
        { { "9", "1 1 1", .floor = "0 0 -1" }, ALLOC_NEGATIVE_FLOOR, 2,
          NULL },
        { { "9", "1 1", .ceiling = "5 -1" }, ALLOC_NEGATIVE_CEILING, 1,
          NULL },
        { { "9", "1 1", .floor = "0 3", .ceiling = ". 2" },
          ALLOC_FLOOR_ABOVE_CEILING, 1, NULL },
        { { "9", "1 1", .floor = "5 5.5" }, ALLOC_FLOORS_ABOVE_TOTAL, 0,
          "3/2" },
        { { "9", "1 1", .floor = "5 5", .ceiling = "8 8", .order = "1 2" },
          ALLOC_FLOORS_ABOVE_TOTAL, 0, "1" },
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        Call c;

        call_run(&c, &rows[i].row);
        cr_expect_eq(c.out.fault, rows[i].fault, "row %zu", i);
        cr_expect_eq(c.out.row, rows[i].at, "row %zu", i);
        cr_assert_eq(!c.out.shortfall, !rows[i].shortfall, "row %zu", i);
        if (rows[i].shortfall) {
            cr_expect_str_eq(rat_text(c.arena, c.out.shortfall),
                             rows[i].shortfall);
        }
        for (size_t k = 0; k < c.in.n; k++) {
            cr_expect_eq(rat_sign(c.out.amount[k]), 0);
        }
        call_close(&c);
    }
}

/* Keys 1/p for many odd p have no short common denominator. */
Test(test_money_allocate, overflow)
{
    RatPool *pool = rat_pool_new(100);
    Arena *arena = arena_new();
    const Rat *key[MOST_ROWS];
    AllocOut out;

    for (int i = 0; i < MOST_ROWS; i++) {
        key[i] = rat_ratio(pool, 1, 1000003 + 2 * i);
    }
    AllocIn in = { .n = MOST_ROWS, .total = rat_int(pool, 5), .key = key };

    cr_expect_not(rat_overflowed(pool));
    allocate_solve(pool, arena, &in, &out);
    cr_expect(rat_overflowed(pool));
    for (int i = 0; i < MOST_ROWS; i++) {
        cr_expect_eq(rat_sign(out.amount[i]), 0);
        cr_expect_eq(out.state[i], ALLOC_OUT);
    }
    arena_free(arena);
    rat_pool_free(pool);
}
