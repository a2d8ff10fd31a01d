/* report_number.c - numbers, values and units as text. */
#include "report/report.h"

#include <string.h>

#include "base/diag.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "check/check.h"
#include "money/decimal.h"

void report_grouped(Arena *arena, const Rat *num, int places, Buf *out)
{
    const char *text = rat_decimal(arena, num, places);
    if (*text == '-')
        buf_add_char(out, *text++);
    size_t whole = strcspn(text, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            buf_add_char(out, ' ');
        buf_add_char(out, text[i]);
    }
    if (text[whole] == '.')
        buf_add_char(out, tr_decimal_mark());
    buf_add(out, text + whole + (text[whole] == '.'));
}

void report_plain(Arena *arena, const Rat *num, Buf *out)
{
    int places = rat_places(num, DECIMAL_PLACES);
    buf_add(out, rat_decimal(arena, num,
                             places < 0 ? DECIMAL_PLACES : places));
}

/* Two decimals; two more for each hundredth part that the largest value is
 * below 1, so that small rates keep at least two significant digits. */
int report_decimals(RatPool *pool, const Rat *largest)
{
    int places = 2;
    const Rat *bound = rat_int(pool, 1);
    const Rat *hundredth = rat_ratio(pool, 1, 100);
    if (rat_sign(largest) == 0)
        return places;
    while (places < 12 && rat_cmp(largest, bound) < 0) {
        places += 2;
        bound = rat_mul(pool, bound, hundredth);
    }
    return places;
}

static void add_number(Arena *arena, RatPool *pool, const Type *type,
                       const char *unit, const Rat *num, Buf *out)
{
    if (type->percent)
        num = rat_mul(pool, num, rat_int(pool, 100));
    int most = report_decimals(pool, rat_abs(pool, num));
    int places = rat_places(num, most);
    if (places < 0)
        buf_add(out, tr("about "));
    report_grouped(arena, num, places < 0 ? most : places, out);
    if (*unit != '\0')
        buf_addf(out, " %s", unit);
}

void report_value(Arena *arena, RatPool *pool, const Program *program,
                  const Type *type, const Value *value, Buf *out)
{
    char date[11];
    Buf unit = {0};
    if (value->undefined != NULL) {
        buf_addf(out, tr("undefined (%s)"), value->undefined->why);
        return;
    }
    switch (type->kind) {
    case TYPE_NUMBER:
        buf_add(&unit, "");
        type_say(program, type, &unit);
        add_number(arena, pool, type, unit.at == NULL ? "" : unit.at,
                   value->num, out);
        buf_free(&unit);
        break;
    case TYPE_FLAG:
        buf_add(out, value->flag ? tr("true") : tr("false"));
        break;
    case TYPE_TEXT:
        buf_add(out, value->text == NULL ? "" : value->text);
        break;
    case TYPE_DATE:
        date_write(value->date, date);
        buf_add(out, date);
        break;
    }
}

static bool has_dims(const Type *type)
{
    for (size_t i = 0; i < DIMS_MAX; i++)
        if (type->dim[i] != 0)
            return true;
    return false;
}

const char *report_unit(Arena *arena, const Program *program,
                        const Type *type)
{
    Buf text = {0};
    const char *unit = "";
    switch (type->kind) {
    case TYPE_FLAG:
        return tr("flag");
    case TYPE_TEXT:
        return tr("text");
    case TYPE_DATE:
        return tr("date");
    case TYPE_NUMBER:
        if (type->percent)
            return tr("share");
        if (!has_dims(type))
            return tr("number");
        type_say(program, type, &text);
        unit = arena_copy(arena, text.at, text.n);
        buf_free(&text);
        break;
    }
    return unit;
}

const char *report_marks(unsigned marks)
{
    bool estimated = (marks & MARK_ESTIMATED) != 0;
    if ((marks & MARK_CALIBRATED) != 0)
        return estimated ? tr("estimated and calibrated")
                         : tr_as("input", "calibrated");
    return estimated ? tr_as("input", "estimated") : "";
}

char *report_place_text(Arena *arena, Place place)
{
    Buf text = {0};
    buf_add(&text, "");
    if (place.source != NULL) {
        const char *at = place.source->text + place.span.from;
        const char *end = place.source->text + place.span.to;
        bool blank = false;
        for (; at < end; at++) {
            if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r') {
                blank = true;
                continue;
            }
            if (blank && text.n > 0)
                buf_add_char(&text, ' ');
            blank = false;
            buf_add_char(&text, *at);
        }
    }
    char *copy = arena_copy(arena, text.at == NULL ? "" : text.at, text.n);
    buf_free(&text);
    return copy;
}

/* C0, DEL, and C1 as UTF-8 (C2 80 to C2 9F). */
static bool is_control(const char *at)
{
    unsigned char c = (unsigned char)at[0], d = (unsigned char)at[1];
    return c < 0x20 || c == 0x7f
           || (c == 0xc2 && d >= 0x80 && d <= 0x9f);
}

/* What misleads and is no control character; all have three bytes. */
static bool is_odd(const char *at)
{
    size_t size;
    if (((unsigned char)at[0] & 0xf0) != 0xe0)
        return false;
    uint32_t c = utf8_next(at, strnlen(at, 3), &size);
    return size == 3 && !plain_is(c);
}

const char *report_clean(Arena *arena, const char *text)
{
    const char *at = text;
    if (text == NULL)
        return NULL;
    while (*at != '\0' && !is_control(at) && !is_odd(at))
        at++;
    if (*at == '\0')
        return text;
    char *copy = arena_string(arena, text);
    for (char *c = copy; *c != '\0'; c++)
        if (is_control(c)) {
            if ((unsigned char)*c == 0xc2)
                *c++ = ' ';
            *c = ' ';
        } else if (is_odd(c)) {
            memcpy(c, "\xEF\xBF\xBD", 3);
            c += 2;
        }
    return copy;
}

void report_wrap(const char *text, size_t indent, size_t width, Buf *out)
{
    size_t at = 0;      /* columns used in the line; 0: nothing yet */
    while (*text != '\0') {
        size_t gap = strspn(text, " \n\t");
        const char *word = text + gap;
        size_t len = strcspn(word, " \n\t");
        size_t cols = utf8_width(word, len);
        if (len == 0)
            break;
        if (at > 0 && at + gap + cols > width) {
            buf_add_char(out, '\n');
            buf_add_repeat(out, ' ', indent);
            at = indent;
        } else {
            buf_add_n(out, text, gap);
            at += gap;
        }
        buf_add_n(out, word, len);
        at += cols;
        text = word + len;
    }
    buf_add_char(out, '\n');
}
