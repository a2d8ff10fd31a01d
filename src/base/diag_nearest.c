/* diag_nearest.c - which known name was probably meant. */
#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"

/* Longer names are not compared: nobody mistypes them by hand. */
#define LETTERS_MAX 64

/* The characters of text; 0 if there are more than LETTERS_MAX. */
static size_t letters_of(const char *text, uint32_t out[LETTERS_MAX])
{
    size_t len = strnlen(text, 4 * LETTERS_MAX + 1);
    size_t n = 0;
    for (size_t at = 0, size; at < len; at += size) {
        if (n == LETTERS_MAX)
            return 0;
        out[n] = utf8_next(text + at, len - at, &size);
        if (size == 0) {
            out[n] = (unsigned char)text[at];
            size = 1;
        }
        n++;
    }
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment (Damerau 1964): insertions, deletions, changes and
 * swaps of neighbours cost 1 each. Some number above limit where it is above:
 * only what lies within limit of the diagonal is worked out. n and m are not
 * further apart than that. */
static size_t distance(const uint32_t *a, size_t n, const uint32_t *b,
                       size_t m, size_t limit)
{
    const size_t beyond = LETTERS_MAX;
    size_t row[3][LETTERS_MAX + 2] = {{0}};
    for (size_t j = 0; j <= m; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = row[i % 3];
        const size_t *before = row[(i - 1) % 3];
        size_t from = i > limit ? i - limit : 1, to = least(m, i + limit);
        now[from - 1] = from == 1 ? i : beyond;
        now[to + 1] = beyond;
        for (size_t j = from; j <= to; j++) {
            size_t d = before[j - 1] + (a[i - 1] != b[j - 1]);
            d = least(d, least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1])
                d = least(d, row[(i - 2) % 3][j - 2] + 1);
            now[j] = d;
        }
    }
    return row[n % 3][m];
}

/* ASCII and Latin-1 capitals as small letters. */
static uint32_t small(uint32_t c)
{
    bool capital = (c >= 'A' && c <= 'Z') ||
                   (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    return capital ? c + 0x20 : c;
}

/* The first name that differs only in the size of letters, or NULL. */
static const char *same_but_for_case(const uint32_t *word, size_t len,
                                     const char *const *names, size_t n)
{
    uint32_t b[LETTERS_MAX];
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        if (letters_of(names[i], b) != len)
            continue;
        while (at < len && small(word[at]) == small(b[at]))
            at++;
        if (at == len)
            return names[i];
    }
    return NULL;
}

const char *name_nearest(const char *word, const char *const *names, size_t n)
{
    uint32_t a[LETTERS_MAX], b[LETTERS_MAX];
    size_t len = letters_of(word, a);
    size_t limit = len / 3 < 1 ? 1 : len / 3 > 3 ? 3 : len / 3;
    const char *best = NULL;
    if (len > 0 && (best = same_but_for_case(a, len, names, n)) != NULL)
        return best;
    if (len < 2)    /* any letter is one change from any other */
        return NULL;
    for (size_t i = 0; i < n; i++) {
        size_t m = letters_of(names[i], b);
        if (m == 0 || m > len + limit || len > m + limit)
            continue;
        size_t d = distance(a, len, b, m, limit);
        if (d < limit || (d == limit && best == NULL)) {
            best = names[i];
            limit = d;
            if (d == 0)
                break;
        }
    }
    return best;
}
