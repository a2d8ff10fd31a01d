/* report_count.c - whole counts of a unit as plain decimals. */
#include "report/report_count.h"

#include <string.h>

#include "report/report.h"

/* Decimals of a unit, at most: 10^places stays below 2^63. */
#define PLACES_MOST 18

CountForm count_form(const Rat *unit, bool flag)
{
    CountForm form = {.unit = unit, .flag = flag};
    int64_t num, den, ten = 1;
    if (!rat_parts(unit, &num, &den))
        return form;
    while (form.places < PLACES_MOST && ten % den != 0) {
        ten *= 10;
        form.places++;
    }
    if (ten % den != 0
        || __builtin_mul_overflow(num, ten / den, &form.times))
        form.times = 0;
    return form;
}

/* The digits of n, most significant first, written so as to end at end. */
static char *digits_before(char *end, uint64_t n)
{
    static const char pair[] =
        "00010203040506070809101112131415161718192021222324"
        "25262728293031323334353637383940414243444546474849"
        "50515253545556575859606162636465666768697071727374"
        "75767778798081828384858687888990919293949596979899";
    while (n >= 100) {
        end -= 2;
        memcpy(end, &pair[2 * (n % 100)], 2);
        n /= 100;
    }
    if (n >= 10) {
        end -= 2;
        memcpy(end, &pair[2 * n], 2);
        return end;
    }
    *--end = (char)('0' + n);
    return end;
}

/* n / 10^places without zeros at the end. */
static size_t decimal_write(uint64_t n, int places, char *out)
{
    char buf[COUNT_BYTES];
    char *end = buf + sizeof buf;
    while (places > 0 && n % 10 == 0) {
        n /= 10;
        places--;
    }
    char *at = digits_before(end, n);
    if (places == 0) {
        memcpy(out, at, (size_t)(end - at));
        return (size_t)(end - at);
    }
    while (end - at <= places)
        *--at = '0';
    size_t whole = (size_t)(end - at) - (size_t)places;
    memcpy(out, at, whole);
    out[whole] = '.';
    memcpy(out + whole + 1, at + whole, (size_t)places);
    return whole + 1 + (size_t)places;
}

size_t count_write(const CountForm *form, int64_t count, char *out)
{
    int64_t n;
    if (form->flag) {
        const char *word = count != 0 ? "true" : "false";
        memcpy(out, word, strlen(word));
        return strlen(word);
    }
    if (form->times == 0 || __builtin_mul_overflow(count, form->times, &n))
        return 0;
    size_t sign = n < 0;
    if (n < 0)
        *out++ = '-';
    return sign + decimal_write(n < 0 ? -(uint64_t)n : (uint64_t)n,
                                form->places, out);
}

const Rat *count_value(RatPool *pool, const CountForm *form, int64_t count)
{
    return rat_mul(pool, rat_int(pool, count), form->unit);
}

void count_add(const CountForm *form, int64_t count, Buf *out)
{
    char text[COUNT_BYTES];
    size_t n = count_write(form, count, text);
    if (n > 0) {
        buf_add_n(out, text, n);
        return;
    }
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    report_plain(arena, count_value(pool, form, count), out);
    rat_pool_free(pool);
    arena_free(arena);
}
