/* fuzz_cell.c - any text as a number, a date, a flag: of a cell, and of a
 * formula.
 *
 * What is read is written out and read again: the same. What both take for one
 * number is the same number.
 */
#include <string.h>

#include "fuzz.h"
#include "lang/lang_int.h"
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

/* ---- In a formula ---- */

static bool lex_one(Arena *arena, const char *text, size_t n, Token *out)
{
    Diags *diags = diags_new(arena);
    Tokens tokens;
    lex(arena, source_make(arena, "fuzz.formula", text, n), diags, &tokens);
    *out = tokens.at[0];
    return !diags_failed(diags) && tokens.n == 2;
}

static void read_again(Arena *arena, RatPool *pool, const Token *token)
{
    Buf text = {0};
    Token again;
    char date[11];
    if (token->kind == TOK_NUMBER)
        number_print(token->text, &text);
    else if (token->kind == TOK_DATE)
        date_write(token->date, date);
    const char *written = token->kind == TOK_NUMBER ? text.at : date;
    if (token->kind == TOK_NUMBER || token->kind == TOK_DATE) {
        fuzz_demand(lex_one(arena, written, strlen(written), &again)
                        && again.kind == token->kind,
                    "what a formula calls a number or date is one again");
        fuzz_demand(token->kind == TOK_DATE
                        ? again.date == token->date
                        : rat_equal(rat_read(pool, again.text,
                                             strlen(again.text)),
                                    rat_read(pool, token->text,
                                             strlen(token->text))),
                    "and the same one");
    }
    buf_free(&text);
}

/* Every number and date in it; and the whole of it as one number. */
static void read_formula(Arena *arena, RatPool *pool, const Cell *cell)
{
    size_t n = cell->span.to;
    Tokens tokens;
    Token whole;
    const Rat *number;
    bool percent;
    lex(arena, source_make(arena, "fuzz.formula", cell->text, n),
        diags_new(arena), &tokens);
    for (size_t i = 0; i < tokens.n; i++) {
        const char *text = tokens.at[i].text;
        if (tokens.at[i].kind == TOK_NUMBER
            && strlen(text) > NUMBER_DIGITS_MAX)
            return;         /* refused */
        read_again(arena, pool, &tokens.at[i]);
    }
    if (lex_one(arena, cell->text, n, &whole) && whole.kind == TOK_NUMBER
        && cell_number(pool, cell, STYLE_POINT, &number, &percent) == CELL_OK)
        fuzz_demand(rat_equal(number, rat_read(pool, whole.text,
                                               strlen(whole.text))),
                    "a number is the same in a formula and in a cell");
}

/* ---- Both ---- */

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
    read_formula(arena, pool, &cell);
    rat_pool_free(pool);
    arena_free(arena);
    return 0;
}
