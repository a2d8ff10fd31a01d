/* cell.c - from the text of a cell to a number, a flag or a date. */
#include "table/cell.h"

#include <string.h>

#include "table/table_int.h"

/* A cell's number with the style taken off: "-1234.5". */
typedef struct Plain {
    char text[2 * CELL_DIGITS_MAX + 3];
    size_t n;
    bool percent;
} Plain;

bool cell_is_blank(const Cell *cell)
{
    return cell->text[0] == '\0' || strcmp(cell->text, "..") == 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The sign at the front of text, as bytes taken off. */
static size_t sign_size(const char *text, size_t len, bool *minus)
{
    *minus = false;
    if (len >= 3 && memcmp(text, "\xE2\x88\x92", 3) == 0) {
        *minus = true;
        return 3;
    }
    *minus = len >= 1 && text[0] == '-';
    return *minus || (len >= 1 && text[0] == '+') ? 1 : 0;
}

/* len without a closing % and the blanks before it. */
static size_t percent_off(const char *text, size_t len, bool *percent)
{
    *percent = len > 0 && text[len - 1] == '%';
    if (!*percent)
        return len;
    len--;
    for (size_t tail = 1; tail <= 3 && tail <= len; tail++)
        if (blank_size(text + len - tail, tail) == tail) {
            len -= tail;
            tail = 0;
        }
    return len;
}

/* The whole part: digits in one run, or one to three of them and then groups
 * of exactly three, all parted by one blank or all by mark. Groups do not
 * begin with a zero ("0,123" is a decimal). Writes the digits as far as there
 * is room and counts them all. Returns the bytes read. */
static size_t read_whole(const char *text, size_t len, char mark, Plain *out,
                         size_t *digits, bool *good)
{
    size_t at = 0, run = 0, parts = 1, first_run = 0;
    char part = '\0';   /* what parts the groups: mark, ' ' or nothing yet */
    *good = true;
    *digits = 0;
    while (at < len) {
        if (is_digit(text[at])) {
            if (*digits < CELL_DIGITS_MAX)
                out->text[out->n++] = text[at];
            *digits += 1;
            run++;
            at++;
            continue;
        }
        size_t blank = blank_size(text + at, len - at);
        if (blank == 0 && text[at] != mark)
            break;
        char now = blank > 0 ? ' ' : mark;
        if ((part != '\0' && now != part) || (parts > 1 && run != 3))
            *good = false;
        if (parts == 1)
            first_run = run;
        part = now;
        parts++;
        run = 0;
        at += blank > 0 ? blank : 1;
    }
    if (parts > 1 && (run != 3 || first_run < 1 || first_run > 3 ||
                      out->text[out->n - (*digits < CELL_DIGITS_MAX
                                              ? *digits
                                              : CELL_DIGITS_MAX)] == '0'))
        *good = false;
    return at;
}

/* text as one number whose decimal mark is point or comma. */
static CellStatus read_plain(const char *text, char decimal, Plain *out)
{
    char mark = decimal == '.' ? ',' : '.';
    size_t len = percent_off(text, strlen(text), &out->percent);
    bool minus, good;
    size_t at = sign_size(text, len, &minus);
    out->n = 0;
    if (minus)
        out->text[out->n++] = '-';
    size_t digits, places = 0;
    at += read_whole(text + at, len - at, mark, out, &digits, &good);
    if (!good)
        return CELL_BAD;
    if (digits == 0)
        out->text[out->n++] = '0';
    if (at < len && text[at] == decimal) {
        out->text[out->n++] = '.';
        for (at++; at < len && is_digit(text[at]); at++, places++)
            if (places < CELL_DIGITS_MAX)
                out->text[out->n++] = text[at];
        if (places == 0)
            return CELL_BAD;
    }
    if (at < len || digits + places == 0)
        return CELL_BAD;
    return digits > CELL_DIGITS_MAX || places > CELL_DIGITS_MAX
               ? CELL_TOO_LONG
               : CELL_OK;
}

static bool same_plain(const Plain *a, const Plain *b)
{
    return a->n == b->n && memcmp(a->text, b->text, a->n) == 0;
}

/* What one cell says: POINT or COMMA where only that reading makes it a
 * number, UNKNOWN with *either where both do and differ, UNKNOWN without
 * where it says nothing. */
static NumberStyle cell_speaks(const Cell *cell, bool *either)
{
    Plain point, comma;
    *either = false;
    if (strpbrk(cell->text, ".,") == NULL)
        return STYLE_UNKNOWN;
    bool as_point = read_plain(cell->text, '.', &point) != CELL_BAD;
    bool as_comma = read_plain(cell->text, ',', &comma) != CELL_BAD;
    if (as_point && as_comma)
        *either = !same_plain(&point, &comma);
    else if (as_point || as_comma)
        return as_point ? STYLE_POINT : STYLE_COMMA;
    return STYLE_UNKNOWN;
}

NumberStyle cell_style(const Csv *csv, size_t col, const bool *keep,
                       size_t *row)
{
    bool doubt = false;
    for (size_t i = 0; i < csv->n_rows; i++) {
        bool either;
        if ((keep != NULL && !keep[i])
            || (csv->number != NULL && csv->number[i * csv->n_cols + col]))
            continue;
        NumberStyle style = cell_speaks(csv_cell(csv, i, col), &either);
        if (style != STYLE_UNKNOWN)
            return style;
        if (either && !doubt) {
            doubt = true;
            *row = i;
        }
    }
    return doubt ? STYLE_UNKNOWN : STYLE_POINT;
}

NumberStyle cell_style_at(const Csv *csv, size_t row, size_t col,
                          NumberStyle style)
{
    bool number = csv->number != NULL && csv->number[row * csv->n_cols + col];
    return number ? STYLE_POINT : style;
}

CellStatus cell_number(RatPool *pool, const Cell *cell, NumberStyle style,
                       const Rat **out, bool *percent)
{
    Plain plain;
    *percent = false;
    if (cell_is_blank(cell))
        return CELL_BLANK;
    bool either = false;
    if (style == STYLE_UNKNOWN) {
        style = cell_speaks(cell, &either);
        if (either)
            return CELL_BAD;
    }
    CellStatus status =
        read_plain(cell->text, style == STYLE_COMMA ? ',' : '.', &plain);
    if (status != CELL_OK)
        return status;
    const Rat *number = rat_read(pool, plain.text, plain.n);
    if (number == NULL)
        return CELL_BAD;
    *percent = plain.percent;
    *out = plain.percent ? rat_div(pool, number, rat_int(pool, 100)) : number;
    return CELL_OK;
}

/* Letters of words only; no locale. */
static bool is_word(const char *text, const char *word)
{
    for (; *text != '\0' && *word != '\0'; text++, word++) {
        char c = *text;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != *word)
            return false;
    }
    return *text == *word;
}

CellStatus cell_flag(const Cell *cell, bool *out)
{
    static const struct {
        const char *word;
        bool value;
    } words[] = {
        {"1", true},   {"ja", true},   {"yes", true}, {"true", true},
        {"0", false},  {"nej", false}, {"no", false}, {"false", false},
    };
    if (cell_is_blank(cell))
        return CELL_BLANK;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(cell->text, words[i].word)) {
            *out = words[i].value;
            return CELL_OK;
        }
    return CELL_BAD;
}

CellStatus cell_date(const Cell *cell, Date *out)
{
    if (cell_is_blank(cell))
        return CELL_BLANK;
    return date_read(cell->text, strlen(cell->text), out) ? CELL_OK : CELL_BAD;
}
