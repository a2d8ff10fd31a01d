/* utf8.c - reading UTF-8, and how wide it is on a terminal. */
#include "base/utf8.h"

uint32_t utf8_next(const char *text, size_t len, size_t *size)
{
    const unsigned char *t = (const unsigned char *)text;
    *size = 0;
    if (len == 0)
        return 0;
    if (t[0] < 0x80) {
        *size = 1;
        return t[0];
    }
    size_t n = t[0] >= 0xF0 ? 4 : t[0] >= 0xE0 ? 3 : 2;
    if (t[0] < 0xC2 || t[0] > 0xF4 || len < n)
        return 0;
    uint32_t c = t[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((t[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (t[i] & 0x3F);
    }
    if ((n == 3 && c < 0x800) || (n == 4 && c < 0x10000) || c > 0x10FFFF ||
        (c >= 0xD800 && c <= 0xDFFF))
        return 0;
    *size = n;
    return c;
}

size_t utf8_check(const char *text, size_t len)
{
    size_t at = 0;
    while (at < len) {
        if ((unsigned char)text[at] < 0x80) {
            at++;
            continue;
        }
        size_t size;
        utf8_next(text + at, len - at, &size);
        if (size == 0)
            break;
        at += size;
    }
    return at;
}

typedef struct Range {
    uint32_t from, to;
} Range;

static bool in_ranges(uint32_t c, const Range *range, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (c >= range[i].from && c <= range[i].to)
            return true;
    return false;
}

#define IN_RANGES(c, table) in_ranges(c, table, sizeof table / sizeof *table)

bool utf8_is_letter(uint32_t c)
{
    /* Unicode 15, general category L, in the blocks the header names. */
    static const Range letters[] = {
        {'A', 'Z'}, {'a', 'z'}, {0xAA, 0xAA}, {0xB5, 0xB5}, {0xBA, 0xBA},
        {0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x24F}, {0x370, 0x374},
        {0x376, 0x377}, {0x37A, 0x37D}, {0x37F, 0x37F}, {0x386, 0x386},
        {0x388, 0x38A}, {0x38C, 0x38C}, {0x38E, 0x3A1}, {0x3A3, 0x3F5},
        {0x3F7, 0x481}, {0x48A, 0x52F}, {0x1E00, 0x1EFF}, {0x2C60, 0x2C7F},
    };
    return IN_RANGES(c, letters);
}

bool utf8_is_combining(uint32_t c)
{
    static const Range marks[] = {
        {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
        {0x610, 0x61A},   {0x64B, 0x65F},   {0x1AB0, 0x1AFF},
        {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F},
        {0xFE20, 0xFE2F},
    };
    return IN_RANGES(c, marks);
}

static size_t width_of(uint32_t c)
{
    static const Range wide[] = {
        {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x4DBF},
        {0x4E00, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
    };
    if (utf8_is_combining(c) || (c >= 0x200B && c <= 0x200D) || c == 0x2060 ||
        c == 0xFEFF)
        return 0;
    return c >= 0x1100 && IN_RANGES(c, wide) ? 2 : 1;
}

/* A byte that is not UTF-8 counts as one column: it is shown as one mark. */
size_t utf8_width(const char *text, size_t len)
{
    size_t width = 0;
    for (size_t at = 0; at < len;) {
        size_t size;
        uint32_t c = utf8_next(text + at, len - at, &size);
        width += size == 0 ? 1 : width_of(c);
        at += size == 0 ? 1 : size;
    }
    return width;
}
