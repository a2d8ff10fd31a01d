/* fuzz_cell.c - any text as a number, a date, a flag.
 *
 * What is read is written out and read again: the same.
 */
#include <string.h>

#include "fuzz.h"
#include "table/cell.h"

/* A cell has at most 40 digits, of which a % takes two further down. */
#define PLACES (CELL_DIGITS_MAX + 2)

static void read_number(RatPool *pool, Arena *arena, const Cell *cell,
                        NumberStyle style)
{
    const Rat *number = NULL, *again;
    bool percent = false;
    if (cell_number(pool, cell, style, &number, &percent) != CELL_OK)
        return;
    int places = rat_places(number, PLACES);
    fuzz_demand(places >= 0, "a cell's number has finitely many decimals");
    const char *text = rat_decimal(arena, number, places);
    again = rat_read(pool, text, strlen(text));
    fuzz_demand(again != NULL && rat_equal(again, number),
                "a number written out is the same number");
}

static void read_date(const char *text, size_t n)
{
    Date date, again;
    char written[11];
    if (!date_read(text, n, &date))
        return;
    date_write(date, written);
    fuzz_demand(date_read(written, 10, &again) && again == date
                    && memcmp(written, text, 10) == 0,
                "a date written out is the same date");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const char *text = arena_copy(arena, (const char *)data, size);
    Cell cell = {text, {0, (uint32_t)size}};
    bool flag;
    Date date;
    read_number(pool, arena, &cell, STYLE_POINT);
    read_number(pool, arena, &cell, STYLE_COMMA);
    cell_is_blank(&cell);
    cell_flag(&cell, &flag);
    cell_date(&cell, &date);
    read_date(text, size);
    rat_read(pool, text, size);
    rat_pool_free(pool);
    arena_free(arena);
    return 0;
}
