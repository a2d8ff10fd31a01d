/* xlsx_number.c - stored numbers as exact decimals, dates and percentages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "table/xlsx_int.h"

/* Decimals that any double keeps, and that a double may need. */
#define DIGITS_SURE 15
#define DIGITS_MOST 17
/* Digits of a number written out. */
#define PLAIN_MAX 60
/* Beyond that of any double. */
#define EXPONENT_MAX 1000
/* Days from 1970-01-01 back to Excel's day 0, and to that of its other
 * calendar. Day 60 is its 29 February 1900, which never was. */
#define DAYS_1900 25569
#define DAYS_1904 24107
#define NEVER_WAS 60

/* digits * 10^exponent */
typedef struct Decimal {
    bool minus;
    char digits[PLAIN_MAX + 1];     /* no zero at either end; "" is 0 */
    size_t n;
    long exponent;
} Decimal;

static void trim_zeros(Decimal *d)
{
    size_t lead = strspn(d->digits, "0");
    memmove(d->digits, d->digits + lead, d->n - lead + 1);
    d->n -= lead;
    while (d->n > 0 && d->digits[d->n - 1] == '0') {
        d->digits[--d->n] = '\0';
        d->exponent++;
    }
    if (d->n == 0)
        *d = (Decimal){0};
}

/* "-1.25E-3"; false if it is no such number, or has too many digits. */
static bool read_decimal(const char *text, Decimal *d)
{
    bool point = false, any = false;
    *d = (Decimal){.minus = *text == '-'};
    text += *text == '-' || *text == '+';
    for (; (*text >= '0' && *text <= '9') || (*text == '.' && !point);
         text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        any = true;
        d->exponent -= point;
        if (d->n == 0 && *text == '0')
            continue;
        if (d->n == PLAIN_MAX)
            return false;
        d->digits[d->n++] = *text;
    }
    d->digits[d->n] = '\0';
    if (any && (*text == 'e' || *text == 'E')) {
        char *end;
        long exponent = strtol(text + 1, &end, 10);
        any = end != text + 1 && exponent > -EXPONENT_MAX
              && exponent < EXPONENT_MAX;
        d->exponent += any ? exponent : 0;
        text = end;
    }
    trim_zeros(d);
    return any && *text == '\0' && d->exponent > -PLAIN_MAX
           && d->exponent < PLAIN_MAX;
}

/* The fewest digits that mean the same double. */
static void shorten(const Xlsx *x, const char *text, Decimal *d)
{
    char shorter[64];
    locale_t before = uselocale(x->plain);
    double number = strtod(text, NULL);
    for (int digits = DIGITS_SURE; digits <= DIGITS_MOST; digits++) {
        snprintf(shorter, sizeof shorter, "%.*e", digits - 1, number);
        if (strtod(shorter, NULL) == number)
            break;
    }
    uselocale(before);
    Decimal found;
    if (read_decimal(shorter, &found))
        *d = found;
}

static void write_decimal(const Decimal *d, Buf *out)
{
    buf_add(out, d->minus ? "-" : "");
    long point = (long)d->n + d->exponent;  /* digits before the point */
    if (point <= 0) {
        buf_add(out, d->n == 0 ? "0" : "0.");
        buf_add_repeat(out, '0', d->n == 0 ? 0 : (size_t)-point);
        buf_add(out, d->digits);
    } else if (d->exponent >= 0) {
        buf_add(out, d->digits);
        buf_add_repeat(out, '0', (size_t)d->exponent);
    } else {
        buf_add_n(out, d->digits, (size_t)point);
        buf_addf(out, ".%s", d->digits + point);
    }
}

static void write_zeros(const Decimal *d, unsigned width, Buf *out)
{
    size_t n = d->n + (size_t)(d->exponent > 0 ? d->exponent : 0);
    if (d->exponent >= 0 && !d->minus && n < width)
        buf_add_repeat(out, '0', width - (d->n == 0 ? 1 : n));
    write_decimal(d, out);
}

/* False for what is no day of a calendar: times, negative numbers. */
static bool write_date(const Xlsx *x, const Decimal *d, Buf *out)
{
    Buf text = {0};
    char date[11];
    write_decimal(d, &text);
    char *end;
    long day = strtol(text.at, &end, 10);
    bool timed = *end != '\0', good = !d->minus && day < 2958466;
    long minutes = 0;
    if (timed) {
        locale_t before = uselocale(x->plain);
        minutes = (long)(strtod(end, NULL) * 1440 + 0.5);
        uselocale(before);
    }
    buf_free(&text);
    if (!good || (!x->since_1904 && (day == 0 || day == NEVER_WAS)))
        return false;
    day -= x->since_1904 ? DAYS_1904
                         : DAYS_1900 - (day < NEVER_WAS);
    day += minutes == 1440;
    date_write((Date)day, date);
    buf_add(out, date);
    if (timed && minutes != 1440)
        buf_addf(out, " %02ld:%02ld", minutes / 60, minutes % 60);
    return true;
}

const char *xlsx_number(Xlsx *x, const char *stored, XlsxFormat format)
{
    Decimal d;
    Buf out = {0};
    if (!read_decimal(stored, &d))
        return arena_string(x->arena, stored);
    if (d.n > DIGITS_SURE)
        shorten(x, stored, &d);
    if (format.shown == SHOWN_PERCENT) {
        d.exponent += d.n > 0 ? 2 : 0;
        write_decimal(&d, &out);
        buf_add_char(&out, '%');
    } else if (format.shown == SHOWN_ZEROS) {
        write_zeros(&d, format.width, &out);
    } else if (format.shown != SHOWN_DATE || !write_date(x, &d, &out)) {
        write_decimal(&d, &out);
    }
    const char *text = arena_copy(x->arena, out.at, out.n);
    buf_free(&out);
    return text;
}
