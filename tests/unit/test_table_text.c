/* test_table_text.c - which encoding a table is in, and bytes refused. */
#include <criterion/criterion.h>
#include <string.h>

#include "table/csv.h"

TestSuite(test_table_text);

static Csv *parse_bytes(Arena *arena, const char *bytes, size_t n,
                        const char *encoding, Diags *diags)
{
    Source *source = source_make(arena, "t.csv", bytes, n);
    return csv_from_source(arena, source, encoding, diags);
}

Test(test_table_text, encodings)
{
    static const struct {
        const char *text, *encoding, *cell;
        bool windows;
    } rows[] = {
        { "a\nMalm\xC3\xB6\n", NULL, "Malm\xC3\xB6", false },
        { "a\nMalm\xC3\xB6\n", "UTF-8", "Malm\xC3\xB6", false },
        { "a\nMalm\xF6\n", NULL, "Malm\xC3\xB6", true },
        { "a\nMalm\xF6\n", "windows-1252", "Malm\xC3\xB6", true },
        { "a\nMalm\xF6\n", "Iso-8859-1", "Malm\xC3\xB6", false },
        { "a\nMalm\xF6\n", "latin1", "Malm\xC3\xB6", false },
        /* Every byte of 0x80 to 0x9F that CP1252.TXT defines. */
        { "a\n\x80\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8E\n",
          "cp1252",
          "\u20AC\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039"
          "\u0152\u017D", true },
        { "a\n\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9A\x9B\x9C\x9E\x9F\n",
          NULL,
          "\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A"
          "\u0153\u017E\u0178", true },
        { "a\n1\xA0" "234\n", NULL, "1\u00A0" "234", true },
        { "a\n\x85\n", "iso-8859-1", "\xC2\x85", false },
        { "a\n\xC3\xB6\n", "windows-1252", "\u00C3\u00B6", true },
    };
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diags *diags = diags_new(arena);
        Csv *csv = parse_bytes(arena, rows[i].text, strlen(rows[i].text),
                               rows[i].encoding, diags);
        cr_assert_not_null(csv, "row %zu", i);
        cr_expect_str_eq(csv_cell(csv, 0, 0)->text, rows[i].cell, "row %zu",
                         i);
        cr_expect_eq(csv->windows, rows[i].windows, "row %zu", i);
        cr_expect_not(diags_failed(diags));
    }
    arena_free(arena);
}

Test(test_table_text, windows_is_noted_and_keeps_the_hash)
{
    static const char text[] = "kod,namn\n01,\xC3\xB1\n02,Malm\xF6 \x80\n";
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Buf out = { 0 };
    Csv *csv = parse_bytes(arena, text, sizeof text - 1, NULL, diags);

    cr_assert_not_null(csv);
    diags_render(diags, &out);
    /* The first byte that is not UTF-8 is the last letter of Malm\u00F6. */
    cr_expect_str_eq(out.at,
                     "t.csv:3:8: note: the text is not UTF-8 and was read as "
                     "Windows-1252\n"
                     "    3 | 02,Malm\u00F6 \u20AC\n"
                     "      |        ^\n"
                     "  way out: if the letters \u00E5, \u00E4, \u00F6 look "
                     "right, nothing is needed; else save it as UTF-8, or "
                     "name the encoding in the data's column clause\n",
                     "%s", out.at);
    Source *raw = source_make(arena, "x", text, sizeof text - 1);
    cr_expect_str_eq(csv->source->sha256, raw->sha256);
    buf_free(&out);
    /* Asked for, there is nothing to note. */
    diags = diags_new(arena);
    cr_assert_not_null(parse_bytes(arena, text, sizeof text - 1,
                                   "windows-1252", diags));
    diags_render(diags, &out);
    cr_expect_null(out.at);
    arena_free(arena);
}

#define BYTES(text) text, sizeof text - 1

Test(test_table_text, faults)
{
    static const struct {
        const char *text;
        size_t n;
        const char *encoding, *shown;
    } rows[] = {
        { BYTES("kod,x\n01,\xC3\xA5\n02,\xE5\n"), NULL,
          "t.csv:3:4: error: the text mixes encodings: byte 0xE5 is not "
          "UTF-8, but other letters are\n"
          "    3 | 02,\uFFFD\n"
          "      |    ^\n"
          "  way out: save the whole file as UTF-8\n" },
        { BYTES("kod,x\n01,\xE5\n02,\xC3\x96\n"), NULL,
          "t.csv:2:4: error: the text mixes encodings: byte 0xE5 is not "
          "UTF-8, but other letters are\n"
          "    2 | 01,\uFFFD\n"
          "      |    ^\n"
          "  way out: save the whole file as UTF-8\n" },
        { BYTES("kod,x\n01,\x81\n02,\x90\x9D\x81\n"), NULL,
          "t.csv:2:4: error: the text is not UTF-8, and byte 0x81 is not "
          "defined in Windows-1252\n"
          "    2 | 01,\uFFFD\n"
          "      |    ^\n"
          "  way out: save the file as UTF-8, or say which encoding it has\n"
          "t.csv:3:4: error: the text is not UTF-8, and byte 0x90 is not "
          "defined in Windows-1252\n"
          "    3 | 02,\uFFFD\uFFFD\uFFFD\n"
          "      |    ^\n"
          "  way out: save the file as UTF-8, or say which encoding it has\n"
          "t.csv:3:5: error: the text is not UTF-8, and byte 0x9D is not "
          "defined in Windows-1252\n"
          "    3 | 02,\uFFFD\uFFFD\uFFFD\n"
          "      |     ^\n"
          "  way out: save the file as UTF-8, or say which encoding it has\n"
        },
        { BYTES("a\n\x8D\n\x8F\n"), "windows-1252",
          "t.csv:2:1: error: byte 0x8D is not defined in Windows-1252\n"
          "    2 | \uFFFD\n"
          "      | ^\n"
          "  way out: save the file as UTF-8, or say which encoding it has\n"
          "t.csv:3:1: error: byte 0x8F is not defined in Windows-1252\n"
          "    3 | \uFFFD\n"
          "      | ^\n"
          "  way out: save the file as UTF-8, or say which encoding it has\n"
        },
        { BYTES("a\nMalm\xF6\n"), "utf-8",
          "t.csv:2:5: error: byte 0xF6 is not UTF-8\n"
          "    2 | Malm\uFFFD\n"
          "      |     ^\n"
          "  way out: save the file as UTF-8, or write encoding "
          "\"windows-1252\"\n" },
        { BYTES("a\n1\0002\n"), NULL,
          "t.csv:2:2: error: a NUL byte: this is not plain text\n"
          "    2 | 1\uFFFD2\n"
          "      |  ^\n"
          "  way out: save the file as plain text in UTF-8\n" },
        { BYTES("\xFF\xFE" "a\0\n\0"), NULL,
          "t.csv:1:1: error: the text is UTF-16\n"
          "    1 | \uFFFD\uFFFDa\uFFFD\n"
          "      | ^\n"
          "  way out: save the file as UTF-8\n" },
        { BYTES("PK\x03\x04\n"), NULL,
          "t.csv:1:1: error: this is a workbook or another zip file, not "
          "CSV\n"
          "    1 | PK\uFFFD\uFFFD\n"
          "      | ^\n"
          "  way out: save the sheet as CSV (UTF-8)\n" },
        { BYTES("\xD0\xCF\x11\xE0\n"), NULL,
          "t.csv:1:1: error: this is an old or locked workbook, not CSV\n"
          "    1 | \uFFFD\uFFFD\uFFFD\uFFFD\n"
          "      | ^\n"
          "  way out: save the sheet as CSV (UTF-8)\n" },
        { BYTES("a\n1\n"), "ebcdic",
          "t.csv:1:1: error: unknown encoding \"ebcdic\"\n"
          "    1 | a\n"
          "      | ^\n"
          "  way out: write \"utf-8\", \"windows-1252\" or \"iso-8859-1\"\n" },
    };
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diags *diags = diags_new(arena);
        Buf out = { 0 };
        cr_expect_null(parse_bytes(arena, rows[i].text, rows[i].n,
                                   rows[i].encoding, diags), "row %zu", i);
        diags_render(diags, &out);
        cr_expect_str_eq(out.at == NULL ? "" : out.at, rows[i].shown,
                         "row %zu:\n%s", i, out.at);
        buf_free(&out);
    }
    arena_free(arena);
}

/* All 256 byte values: what is no UTF-8 by itself becomes one character of
 * Windows-1252, or is refused if it is one of the five undefined ones. */
Test(test_table_text, every_byte)
{
    Arena *arena = arena_new();

    for (unsigned c = 0x80; c < 0x100; c++) {
        char text[] = "a\nx?y\n";
        text[3] = (char)c;
        Diags *diags = diags_new(arena);
        Csv *csv = parse_bytes(arena, text, 6, NULL, diags);
        bool undefined = c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 ||
                         c == 0x9D;
        cr_expect_eq(csv == NULL, undefined, "byte %02X", c);
        if (csv != NULL)
            cr_expect(csv->windows, "byte %02X", c);
    }
    arena_free(arena);
}
