/* lex_number.c - numbers and dates (rule 3), and what looks like them. */
#include "lang/lang_int.h"

/* A blank or "_" that may part groups of digits; its bytes, or 0. Tabs are
 * blanks but part nothing. */
static uint32_t separator(const Lexer *lx, uint32_t ahead)
{
    char c = lex_peek(lx, ahead);
    return c == '_' ? 1 : c == '\t' ? 0 : lex_blank(lx, ahead);
}

static uint32_t count_digits(const Lexer *lx, uint32_t ahead)
{
    uint32_t n = 0;
    while (lex_digit(lex_peek(lx, ahead + n))) {
        n++;
    }
    return n;
}

static bool at_date(const Lexer *lx)
{
    return count_digits(lx, 0) == 4 && lex_peek(lx, 4) == '-' &&
           count_digits(lx, 5) == 2 && lex_peek(lx, 7) == '-' &&
           count_digits(lx, 8) == 2;
}

static void lex_date(Lexer *lx)
{
    uint32_t from = lx->at;
    Date date = 0;
    if (!date_read(lx->text + from, 10, &date)) {
        lex_fault(lx, from, from + 10, "write a date as 2020-01-31",
                  "there is no such date as %.10s", lx->text + from);
    }
    lx->at += 10;
    lex_push(lx, TOK_DATE, from, NULL);
    lx->out->at[lx->out->n - 1].date = date;
}

/* The whole part: one run, or groups. */
static void whole_part(Lexer *lx, Buf *text)
{
    uint32_t n = count_digits(lx, 0);
    buf_add_n(text, lx->text + lx->at, n);
    lx->at += n;
    if (n > 3) {
        return;
    }
    uint32_t gap = separator(lx, 0);
    while (gap > 0 && count_digits(lx, gap) == 3) {
        buf_add_n(text, lx->text + lx->at + gap, 3);
        lx->at += gap + 3;
        gap = separator(lx, 0);
    }
}

static void skip_blanks(Lexer *lx)
{
    while (lex_blank(lx, 0) > 0) {
        lx->at += lex_blank(lx, 0);
    }
}

/* The next thing after blanks is a digit that is not a date's. */
static bool digit_follows(Lexer *lx)
{
    uint32_t keep = lx->at;
    skip_blanks(lx);
    bool digit = lex_digit(lex_peek(lx, 0)) && !at_date(lx);
    lx->at = keep;
    return digit;
}

/* Digits, blanks and marks, as long as a digit comes. */
static void skip_rest(Lexer *lx)
{
    for (;;) {
        char c = lex_peek(lx, 0);
        bool mark = (c == ',' || c == '_' || c == '.') &&
                    lex_digit(lex_peek(lx, 1));
        if (lex_digit(c) || mark) {
            lx->at++;
        } else if (digit_follows(lx)) {
            skip_blanks(lx);
        } else {
            return;
        }
    }
}

/* What follows a number and shows that another was meant. */
static void check_rest(Lexer *lx, uint32_t from)
{
    char c = lex_peek(lx, 0);
    bool digit = lex_digit(lex_peek(lx, 1));
    if (c == ',' && digit) {
        skip_rest(lx);
        lex_fault(lx, from, lx->at,
                  "use . for decimals, or a space after the comma",
                  "a comma stands between two digits");
    } else if (c == '.' && digit) {
        skip_rest(lx);
        lex_fault(lx, from, lx->at,
                  "part groups of three digits by a space, as in 30 000 000",
                  "a number has one decimal point");
    } else if (c == '.') {
        lx->at++;
        lex_fault(lx, from, lx->at, "take the point away, or write a digit "
                  "after it", "the number ends in a decimal point");
    } else if (c == '_' || digit_follows(lx)) {
        if (c == '_') {
            lx->at++;
        }
        skip_rest(lx);
        lex_fault(lx, from, lx->at,
                  "write the digits in one run, or in groups of three as in "
                  "30 000 000; for two numbers write what stands between them",
                  "these digits are not one number: 1 to 3 digits, then "
                  "groups of exactly 3");
    }
}

void lex_number(Lexer *lx)
{
    if (at_date(lx)) {
        lex_date(lx);
        return;
    }
    uint32_t from = lx->at;
    Buf text = {0};
    whole_part(lx, &text);
    size_t digits = text.n;
    if (lex_peek(lx, 0) == '.' && lex_digit(lex_peek(lx, 1))) {
        uint32_t n = count_digits(lx, 1);
        buf_add_n(&text, lx->text + lx->at, n + 1);
        lx->at += n + 1;
        digits += n;
    }
    if (digits > NUMBER_DIGITS_MAX) {
        lex_fault(lx, from, lx->at, "round the number, or write it as a "
                  "product or quotient",
                  "the number has %zu digits; at most %d are read", digits,
                  NUMBER_DIGITS_MAX);
    }
    check_rest(lx, from);
    lex_push(lx, TOK_NUMBER, from, arena_copy(lx->arena, text.at, text.n));
    buf_free(&text);
}
