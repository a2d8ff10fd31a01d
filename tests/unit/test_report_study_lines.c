/* test_report_study_lines.c - lines folded, filled and cut. */

#include <criterion/criterion.h>
#include <string.h>

#include "report/report_lines.h"

#define NBSP "\xC2\xA0"

Test(test_report_study_lines, shown)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"30" NBSP "000" NBSP "kr", "30 000 kr"},
        {"a\x1B[31mb", "a [31mb"},
        {"a\xC2\x9B" "31mb", "a 31mb"},
        {"Åre\nÖ", "Åre\nÖ"},
        {"tab\there\x7F", "tab here "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Buf out = {0};
        line_add(&out, rows[i].text);
        cr_expect_str_eq(out.at, rows[i].shown);
        buf_free(&out);
    }
}

/* 75 letters and a number of 9 columns: it does not fit on the first line, and
 * is not broken inside. */
Test(test_report_study_lines, folds_at_blanks_only)
{
    Buf text = {0}, out = {0}, want = {0};
    buf_add_repeat(&text, 'x', 75);
    buf_add(&text, " 30" NBSP "000" NBSP "kr  and");
    line_wrap(&out, "> ", "  ", text.at);
    buf_add(&want, "> ");
    buf_add_repeat(&want, 'x', 75);
    buf_add(&want, "\n  30 000 kr and\n");
    cr_expect_str_eq(out.at, want.at);
    buf_free(&text);
    buf_free(&out);
    buf_free(&want);
}

/* Columns, not bytes: 80 of them fill a line exactly. */
Test(test_report_study_lines, exactly_full)
{
    Buf text = {0}, out = {0}, want = {0};
    for (int i = 0; i < 78; i++)
        buf_add(&text, "å");
    buf_add(&text, " b c");
    line_wrap(&out, "", "", text.at);
    for (int i = 0; i < 78; i++)
        buf_add(&want, "å");
    buf_add(&want, " b\nc\n");
    cr_expect_str_eq(out.at, want.at);
    buf_free(&text);
    buf_free(&out);
    buf_free(&want);
}

Test(test_report_study_lines, fields)
{
    Buf out = {0};
    line_left(&out, "Åre", 5);
    buf_add_char(&out, '|');
    line_right(&out, "1" NBSP "000", 7);
    buf_add_char(&out, '|');
    line_right(&out, "longer", 3);
    buf_add_char(&out, '|');
    line_cut(&out, "Örnsköldsvik", 12);
    buf_add_char(&out, '|');
    line_cut(&out, "Örnsköldsvik", 6);
    cr_expect_str_eq(out.at, "Åre  |  1 000|longer|Örnsköldsvik|Örnsk…");
    buf_free(&out);
}
