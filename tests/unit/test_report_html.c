/* test_report_html.c - text, sentences and drawings as HTML.
 *
 * What each must become was written down by hand.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/svg.h"

static const struct {
    const char *text, *html, *json;
} row[] = {
    {"Åmål", "Åmål", "\"Åmål\""},
    {"<script>alert(1)</script>",
     "&lt;script&gt;alert(1)&lt;/script&gt;",
     "\"\\u003cscript>alert(1)\\u003c/script>\""},
    {"a & \"b\" 'c'", "a &amp; &quot;b&quot; &#39;c&#39;",
     "\"a & \\\"b\\\" 'c'\""},
    {"two\nlines\tand a \\", "two lines and a \\",
     "\"two lines and a \\\\\""},
    {"bell\x07, turned \xE2\x80\xAE, not UTF-8 \xFF",
     "bell\xEF\xBF\xBD, turned \xEF\xBF\xBD, not UTF-8 \xEF\xBF\xBD",
     "\"bell\xEF\xBF\xBD, turned \xEF\xBF\xBD, not UTF-8 \xEF\xBF\xBD\""},
    {"", "", "\"\""},
    {NULL, "", "\"\""},
};

Test(html, text_is_never_markup)
{
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Buf html = {0}, json = {0};
        buf_add(&html, "");
        html_text(&html, row[i].text);
        html_json(&json, row[i].text);
        cr_expect_str_eq(html.at, row[i].html, "row %zu", i);
        cr_expect_str_eq(json.at, row[i].json, "row %zu", i);
        buf_free(&html);
        buf_free(&json);
    }
}

Test(html, blanks_of_numbers_hold)
{
    Buf html = {0};
    html_number(&html, "30 000 kr");
    cr_expect_str_eq(html.at, "30\xC2\xA0"
                              "000\xC2\xA0kr");
    buf_free(&html);
}

Test(html, sentences_take_their_parts)
{
    Arena *arena = arena_new();
    const char *bold = html_strong(arena, "7 kr");
    const char *name = html_quoted(arena, "<b>");
    cr_expect_str_eq(html_say(arena, "%s & %s", bold, name),
                     "<b>7\xC2\xA0kr</b> &amp; <q>&lt;b&gt;</q>");
    cr_expect_str_eq(html_say(arena, "%2$s <%1$s>", "a", "b"), "b &lt;a&gt;");
    cr_expect_str_eq(html_say(arena, "100 % of %s", "it"), "100 % of it");
    arena_free(arena);
}

Test(svg, coordinates_have_one_decimal)
{
    static const struct {
        double value;
        const char *text;
    } at[] = {{0, "0"}, {1.25, "1.3"}, {-0.04, "0"}, {-12.5, "-12.5"},
              {99.96, "100"}, {NAN, "0"}, {INFINITY, "0"}};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        Buf out = {0};
        svg_coordinate(&out, at[i].value);
        cr_expect_str_eq(out.at, at[i].text, "row %zu", i);
        buf_free(&out);
    }
}

Test(chart, ticks_are_round_and_hold_all)
{
    static const struct {
        double least, most;
        ChartUnit unit;
        int64_t first, last;
        const char *unit_text, *last_text;
    } at[] = {
        {0, 100, {"", false, false}, 0, 5, "", "100"},
        {35000, 1168969, {"kr", true, false}, 0, 6, "tkr", "1 200"},
        {0, 30e6, {"kr", true, false}, 0, 6, "mnkr", "30"},
        {0, 0.5, {"", false, true}, 0, 5, "%", "50"},
        {-0.3, 0.1, {"kr", true, false}, -3, 1, "kr", "0.1"},
        {5, 5, {"kr", true, false}, 5, 10, "kr", "10"},
    };
    Chart chart = {.arena = arena_new(), .pool = rat_pool_new(1024)};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        Ticks t = ticks_make(&chart, at[i].least, at[i].most, 5, &at[i].unit);
        cr_expect_eq(t.first, at[i].first, "row %zu: %ld", i, (long)t.first);
        cr_expect_eq(t.last, at[i].last, "row %zu: %ld", i, (long)t.last);
        cr_expect_str_eq(t.unit, at[i].unit_text, "row %zu", i);
        cr_expect_str_eq(ticks_text(&chart, &t, t.last), at[i].last_text,
                         "row %zu", i);
        cr_expect_leq(ticks_least(&t), at[i].least + 1e-9);
        cr_expect_geq(ticks_most(&t), at[i].most - 1e-9);
    }
    rat_pool_free(chart.pool);
    arena_free(chart.arena);
}

/* 8, 4 and 1 of 13 values in three steps of ten, one far beyond. */
Test(chart, histogram_counts_each_value_once)
{
    static const double value[] = {1, 2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 19, 25};
    static const ChartUnit unit = {"kr", true, false};
    Buf out = {0};
    Chart chart = {arena_new(), rat_pool_new(1024), &out, 0};
    chart_histogram(&chart, "<Grant>", 13, value, &unit, "rows");
    size_t counted = 0;
    for (const char *c = out.at; (c = strstr(c, " rows</title></rect>"));
         c++) {
        const char *digit = c;
        while (digit[-1] >= '0' && digit[-1] <= '9')
            digit--;
        counted += strtoul(digit, NULL, 10);
    }
    cr_expect_eq(counted, 13);
    cr_expect_null(strstr(out.at, "<Grant>"));
    buf_free(&out);
    rat_pool_free(chart.pool);
    arena_free(chart.arena);
}
