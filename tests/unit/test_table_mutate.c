/* test_table_mutate.c - damaged tables give a grid or a fault, never a crash.
 *
 * The cases come from a generator of its own, so that case N is the same on
 * every machine and can be looked at alone.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "table/cell.h"

TestSuite(test_table_mutate);

#define CASES 40000

/* Marsaglia's xorshift (2003), 32 bits. */
static uint32_t next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static const char *const seeds[] = {
    "kod,kommun,beviljat\n0114,Upplands V\xC3\xA4sby,3047783\n"
    "0115,Vallentuna,9217152\n",
    "kod;namn;andel\r\n01;\"Stockholm; l\xC3\xA4n\";12,5 %\r\n"
    "03;\"Upp\"\"sala\";1.234,5\r\n",
    "a\tb\n1\t1,234\n2\t\xE2\x88\x92" "5\n",
    "\xEF\xBB\xBFkod,x\n01,..\n02,1\xC2\xA0" "234\n",
    "kod;namn\n80;Malm\xF6 \x80\n",
    "a\n\"x\ny\"\n",
};

static const char *const pieces[] = {
    ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", " ", "0", "1,5", "1.5",
    "%", "-", "\xC3\xA5", "\xE5", "\x81", "\xFF\xFE", "\xE2\x80\xAF", "\xC2",
    ",\"", "\",", "\n\"", "..", "\x01", "PK\x03\x04",
};

/* One seed with some bytes taken out, put in, changed or repeated. */
static void damage(uint32_t *state, Buf *out)
{
    const char *seed = seeds[next(state) % (sizeof seeds / sizeof *seeds)];
    size_t len = strlen(seed);
    uint32_t rate = 3 + next(state) % 60;

    for (size_t i = 0; i <= len; i++) {
        uint32_t what = next(state) % rate == 0 ? next(state) % 6 : 9;
        size_t piece = next(state) % (sizeof pieces / sizeof *pieces);
        if (what <= 2)
            buf_add(out, pieces[piece]);
        if (what == 3)
            buf_add_char(out, (char)(next(state) & 0xFF));
        if (what == 4 && i > 8)
            buf_add_n(out, seed + i - 8, 8);
        if (what != 5 && what != 3 && i < len)
            buf_add_char(out, seed[i]);
    }
}

/* Every cell lies inside the text, after the one before, and is readable as
 * whatever type. */
static void check_cells(Csv *csv, RatPool *pool, size_t number)
{
    uint32_t before = 0;
    size_t row;

    cr_assert(csv->n_cols > 0 && csv->n_rows > 0, "case %zu", number);
    for (size_t i = 0; i < csv->n_cols; i++)
        cell_style(csv, i, NULL, &row);
    for (size_t i = 0; i < csv->n_rows * csv->n_cols; i++) {
        const Cell *cell = &csv->cell[i];
        const Rat *value;
        bool flag;
        Date date;
        cr_assert(before <= cell->span.from && cell->span.from <=
                  cell->span.to && cell->span.to <= csv->source->len,
                  "case %zu, cell %zu", number, i);
        before = cell->span.to;
        cr_assert_leq(strlen(cell->text), cell->span.to - cell->span.from,
                      "case %zu, cell %zu", number, i);
        cell_number(pool, cell, (NumberStyle)(i % 3), &value, &flag);
        cell_flag(cell, &flag);
        cell_date(cell, &date);
    }
}

Test(test_table_mutate, a_grid_or_a_fault)
{
    static const char *const encodings[] = { NULL, "utf-8", "windows-1252",
                                             "iso-8859-1" };
    size_t grids = 0, faults = 0;

    for (size_t number = 1; number <= CASES; number++) {
        uint32_t state = (uint32_t)number * 2654435761u;
        Arena *arena = arena_new();
        Diags *diags = diags_new(arena);
        Buf text = { 0 }, shown = { 0 };
        damage(&state, &text);
        buf_add(&text, "");
        Source *source = source_make(arena, "t.csv", text.at, text.n);
        Csv *csv = csv_from_source(arena, source,
                                   encodings[next(&state) % 12 % 4 *
                                             (number % 3 == 0)], diags);
        diags_render(diags, &shown);
        cr_assert_eq(csv == NULL, diags_failed(diags), "case %zu", number);
        if (csv != NULL) {
            RatPool *pool = rat_pool_new(RAT_BITS_MAX);
            check_cells(csv, pool, number);
            rat_pool_free(pool);
            grids++;
        } else {
            cr_assert_not_null(strstr(shown.at, ": error: "), "case %zu",
                               number);
            faults++;
        }
        buf_free(&shown);
        buf_free(&text);
        arena_free(arena);
    }
    /* The damage is neither too light nor too heavy to tell anything. */
    cr_expect_gt(grids, CASES / 20, "%zu", grids);
    cr_expect_gt(faults, CASES / 20, "%zu", faults);
}
