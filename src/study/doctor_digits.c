/* doctor_digits.c - a number that became another by a slip of the pen. */

#include "study/doctor_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of int64_t, and a zero. */
#define DIGITS_MOST 20
/* Shorter numbers are near others by chance too often. */
#define DIGITS_LEAST 4
/* Differences of less than a digit before the last are rounding's. */
#define LAST_DIGIT 10

static void write_digits(int64_t n, char out[DIGITS_MOST])
{
    snprintf(out, DIGITS_MOST, "%" PRIu64,
             n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

int doctor_count_digits(int64_t n)
{
    char text[DIGITS_MOST];
    write_digits(n, text);
    return (int)strlen(text);
}

/* Is `shorter` `longer` without one digit? A zero that comes to stand first is
 * not written. */
static bool without_one(const char *longer, const char *shorter)
{
    size_t n = strlen(longer);
    for (size_t i = 0; i < n; i++) {
        char text[DIGITS_MOST];
        memcpy(text, longer, i);
        memcpy(text + i, longer + i + 1, n - i);
        if (strcmp(text + strspn(text, "0"), shorter) == 0)
            return true;
    }
    return false;
}

/* Of two numbers of equal length: two digits exchanged, or one otherwise. */
static FindingKind same_length(const char *printed, const char *follows)
{
    size_t at[2] = {0, 0}, n = 0;
    for (size_t i = 0; printed[i] != '\0'; i++)
        if (printed[i] != follows[i]) {
            if (n == 2)
                return FINDING_NOTHING;
            at[n++] = i;
        }
    if (n == 1)
        return FINDING_CHANGED;
    return n == 2 && printed[at[0]] == follows[at[1]]
                   && printed[at[1]] == follows[at[0]]
               ? FINDING_TURNED : FINDING_NOTHING;
}

FindingKind doctor_digits(int64_t printed, int64_t follows)
{
    char p[DIGITS_MOST], f[DIGITS_MOST];
    write_digits(printed, p);
    write_digits(follows, f);
    size_t np = strlen(p), nf = strlen(f);
    if ((printed < 0) != (follows < 0) || printed == 0
        || nf < DIGITS_LEAST)
        return FINDING_NOTHING;
    if (np == nf) {
        FindingKind kind = same_length(p, f);
        return kind == FINDING_CHANGED
                       && llabs(printed - follows) < LAST_DIGIT
                   ? FINDING_NOTHING : kind;
    }
    if (np < nf)
        return without_one(f, p) ? FINDING_LOST : FINDING_NOTHING;
    return np == nf + 1 && without_one(p, f) ? FINDING_ADDED
                                             : FINDING_NOTHING;
}

/* The numbers found so far. */
typedef struct Misprints {
    int64_t of;
    int64_t *at;
    size_t n, most;
} Misprints;

/* Added unless it is the number itself, there already, or too large. */
static void add_new(Misprints *m, const char *text)
{
    if (strlen(text) >= DIGITS_MOST - 1 || m->n == m->most)
        return;
    int64_t value = strtoll(text, NULL, 10);
    for (size_t i = 0; i < m->n; i++)
        if (m->at[i] == value)
            return;
    if (value != m->of)
        m->at[m->n++] = value;
}

/* A digit more at one place: all of them. */
static void add_digits(Misprints *m, const char *text, size_t at)
{
    char out[DIGITS_MOST + 1];
    size_t n = strlen(text);
    memcpy(out, text, at);
    memcpy(out + at + 1, text + at, n - at + 1);
    for (out[at] = '0'; out[at] <= '9'; out[at]++)
        if (at > 0 || out[at] != '0')
            add_new(m, out);
}

size_t doctor_misprints(int64_t n, int64_t *out, size_t most)
{
    char text[DIGITS_MOST], other[DIGITS_MOST];
    Misprints m = {n, out, 0, most};
    if (n < 0)
        return 0;
    write_digits(n, text);
    size_t length = strlen(text);
    for (size_t i = 0; i + 1 < length; i++) {
        memcpy(other, text, length + 1);
        other[i] = text[i + 1];
        other[i + 1] = text[i];
        add_new(&m, other);
    }
    for (size_t i = 0; length > 1 && i < length; i++) {
        memcpy(other, text, i);
        memcpy(other + i, text + i + 1, length - i);
        add_new(&m, other);
    }
    for (size_t i = 0; i <= length; i++)
        add_digits(&m, text, i);
    return m.n;
}
