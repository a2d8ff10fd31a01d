/* test_base_utf8.c - reading UTF-8, letters and widths. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"

TestSuite(test_base_utf8);

/* The limits of each length, from RFC 3629, section 3 and 4. */
Test(test_base_utf8, next)
{
    static const struct {
        const char *text;
        uint32_t c;
        size_t size;    /* 0: not UTF-8 */
    } rows[] = {
        { "a", 'a', 1 },                { "\x7F", 0x7F, 1 },
        { "\xC2\x80", 0x80, 2 },        { "\xC3\xA5", 0xE5, 2 },
        { "\xDF\xBF", 0x7FF, 2 },       { "\xE0\xA0\x80", 0x800, 3 },
        { "\xE2\x82\xAC", 0x20AC, 3 },  { "\xED\x9F\xBF", 0xD7FF, 3 },
        { "\xEE\x80\x80", 0xE000, 3 },  { "\xEF\xBF\xBF", 0xFFFF, 3 },
        { "\xF0\x90\x80\x80", 0x10000, 4 },
        { "\xF4\x8F\xBF\xBF", 0x10FFFF, 4 },
        { "\x80", 0, 0 },               { "\xBF", 0, 0 },
        { "\xC0\x80", 0, 0 },           { "\xC1\xBF", 0, 0 },
        { "\xE0\x9F\xBF", 0, 0 },       { "\xED\xA0\x80", 0, 0 },
        { "\xED\xBF\xBF", 0, 0 },       { "\xF0\x8F\xBF\xBF", 0, 0 },
        { "\xF4\x90\x80\x80", 0, 0 },   { "\xF5\x80\x80\x80", 0, 0 },
        { "\xFF", 0, 0 },               { "\xC3", 0, 0 },
        { "\xC3(", 0, 0 },              { "\xE2\x82", 0, 0 },
        { "\xE2(\x82", 0, 0 },          { "\xF0\x90\x80", 0, 0 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size = 9;
        uint32_t c = utf8_next(rows[i].text, strlen(rows[i].text), &size);
        cr_expect_eq(size, rows[i].size, "row %zu: size %zu", i, size);
        cr_expect_eq(c, rows[i].c, "row %zu: U+%04X", i, c);
    }
    size_t size = 9;
    utf8_next("a", 0, &size);
    cr_expect_eq(size, 0);
    utf8_next("", 1, &size);
    cr_expect_eq(size, 1);
}

Test(test_base_utf8, check)
{
    cr_expect_eq(utf8_check("", 0), 0);
    cr_expect_eq(utf8_check("Malm\xC3\xB6 \xE2\x82\xAC", 10), 10);
    cr_expect_eq(utf8_check("Malm\xF6 ", 6), 4);
    cr_expect_eq(utf8_check("ab\xC3", 3), 2);
}

Test(test_base_utf8, letters)
{
    static const uint32_t letters[] = {
        'A', 'Z', 'a', 'z', 0xAA, 0xB5, 0xBA, 0xC0, 0xC5, 0xD6, 0xD8, 0xE5,
        0xF6, 0xF8, 0xFF, 0x100, 0x17F, 0x24F, 0x391, 0x3B1, 0x3C9, 0x410,
        0x44F, 0x1E00, 0x1EFF,
    };
    static const uint32_t others[] = {
        0, ' ', '0', '9', '@', '[', '`', '{', '_', '-', 0x7F, 0xA0, 0xAB,
        0xB2, 0xD7, 0xF7, 0x300, 0x36F, 0x375, 0x37E, 0x387, 0x3F6, 0x482,
        0x483, 0x2019, 0x20AC, 0x4E00, 0xFFFD,
    };

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        cr_expect(utf8_is_letter(letters[i]), "U+%04X", letters[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect_not(utf8_is_letter(others[i]), "U+%04X", others[i]);
    cr_expect(utf8_is_combining(0x300) && utf8_is_combining(0x30A));
    cr_expect(utf8_is_combining(0x36F) && utf8_is_combining(0x20D0));
    cr_expect_not(utf8_is_combining('a') || utf8_is_combining(0xE5));
    cr_expect_not(utf8_is_combining(0x2FF) || utf8_is_combining(0x370));
}

Test(test_base_utf8, widths)
{
    static const struct {
        const char *text;
        size_t width;
    } rows[] = {
        { "", 0 }, { "abc", 3 }, { "\xC3\xA5\xC3\xA4\xC3\xB6", 3 },
        { "a\xCC\x8A", 1 },             /* a and a combining ring */
        { "\xE6\xBC\xA2\xE5\xAD\x97", 4 },      /* two ideographs */
        { "\xEF\xBC\xA1", 2 },          /* full-width A */
        { "x\xFFy", 3 },                /* a byte that is no UTF-8 */
        { "\xE2\x80\x8B", 0 },          /* zero width space */
        { "1\xC2\xA0" "000", 5 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(utf8_width(rows[i].text, strlen(rows[i].text)),
                     rows[i].width, "row %zu", i);
}
