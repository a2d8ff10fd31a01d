/* test_table_csv.c - CSV to cells: layout, spans, and every fault's text. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "table/csv.h"

TestSuite(test_table_csv);

static Csv *parse(Arena *arena, const char *text, Diags *diags)
{
    Source *source = source_make(arena, "t.csv", text, strlen(text));
    return csv_from_source(arena, source, NULL, diags);
}

/* All cells in one text: "a|b/1|2" is a header and one row. */
static char *dump(Arena *arena, const Csv *csv)
{
    Buf out = { 0 };
    for (size_t i = 0; i < csv->n_cols; i++)
        buf_addf(&out, "%s%s", i == 0 ? "" : "|", csv->head[i].text);
    for (size_t row = 0; row < csv->n_rows; row++)
        for (size_t i = 0; i < csv->n_cols; i++)
            buf_addf(&out, "%s%s", i == 0 ? "/" : "|",
                     csv_cell(csv, row, i)->text);
    char *text = arena_string(arena, out.at);
    buf_free(&out);
    return text;
}

Test(test_table_csv, layouts)
{
    static const struct {
        const char *text;
        char separator;
        const char *cells;
    } rows[] = {
        { "a,b\n1,2\n", ',', "a|b/1|2" },
        { "a,b\n1,2", ',', "a|b/1|2" },
        { "a,b\r\n1,2\r\n", ',', "a|b/1|2" },
        { "a,b\r1,2\r", ',', "a|b/1|2" },
        { "a;b\n1,5;2\n", ';', "a|b/1,5|2" },
        { "a\tb\n1,5\t2;\n", '\t', "a|b/1,5|2;" },
        { "a\n1\n2\n", ',', "a/1/2" },
        { "\xEF\xBB\xBF" "a,b\n1,2\n", ',', "a|b/1|2" },
        /* Of equally many: semicolon, tab, comma. */
        { "a,b;c\n1,2;3\n", ';', "a,b|c/1,2|3" },
        { "a,b\tc\n1,2\t3\n", '\t', "a,b|c/1,2|3" },
        { "a;b\tc\n1;2\t3\n", ';', "a|b\tc/1|2\t3" },
        { "a,b;c;d\n1,2;3;4\n", ';', "a,b|c|d/1,2|3|4" },
        /* Quotes: separators in them do not count, nor do line ends. */
        { "\"a;;;\",b\n1,2\n", ',', "a;;;|b/1|2" },
        { "\"a\";c\n1;\"2\n3\"\n", ';', "a|c/1|2\n3" },
        /* But in names, which a scenario writes on one line. */
        { "\"a\nb\";c\n1;2\n", ';', "a b|c/1|2" },
        { "\"a \r\n\n b  c\";\"\n\"\n1;\n", ';', "a b  c|/1|" },
        { "a,b\n\"1,5\",\"say \"\"no\"\"\"\n", ',', "a|b/1,5|say \"no\"" },
        { "a,b\n\"x\r\ny\",\"\"\n", ',', "a|b/x\r\ny|" },
        { "a,b\n1,\"2\"", ',', "a|b/1|2" },
        { "a,b\n1,", ',', "a|b/1|" },
        /* Blanks around a text go, those inside stay. */
        { "a , b\n 1 2\t,\xC2\xA0" "3\xE2\x80\xAF\n", ',', "a|b/1 2|3" },
        { "a,b\n\" 1 \",\"\n2\n\"\n", ',', "a|b/1|2" },
        { "a,b\n  ,1\n", ',', "a|b/|1" },
        /* Empty lines, and lines of separators only. */
        { "\n\r\na,b\n\n1,2\n\n\n3,4\n\n", ',', "a|b/1|2/3|4" },
        { "a,b\n1,2\n,\n , \n\"\",\n3,4\n,,,,\n", ',', "a|b/1|2/3|4" },
        { ",\na,b\n1,2\n", ',', "a|b/1|2" },
        { "a,b\n1,2\n   \n", ',', "a|b/1|2" },
        /* Empty names of empty columns. */
        { "a,b,,\n1,2,,\n", ',', "a|b||/1|2||" },
        { "a,,b\n1,,2\n", ',', "a||b/1||2" },
    };
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diags *diags = diags_new(arena);
        Csv *csv = parse(arena, rows[i].text, diags);
        Buf out = { 0 };
        diags_render(diags, &out);
        cr_assert_not_null(csv, "row %zu: %s", i, out.at);
        cr_expect_null(out.at, "row %zu: %s", i, out.at);
        cr_expect_eq(csv->separator, rows[i].separator, "row %zu", i);
        cr_expect_str_eq(dump(arena, csv), rows[i].cells, "row %zu: %s", i,
                         dump(arena, csv));
        cr_expect_not(csv->windows);
        buf_free(&out);
    }
    arena_free(arena);
}

Test(test_table_csv, spans_are_of_the_raw_cells)
{
    static const char text[] = "\n\nkod;namn\r\n01; \"a;\"\"b\" \r\n\r\n02;";
    static const char clean[] = "kod;\"na mn\"\r\n01;\"a;\"\"b\"\r\n\r\n02;";
    static const char *const raw[] = { "kod", "\"na mn\"", "01",
                                       "\"a;\"\"b\"", "02", "" };
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);

    cr_expect_null(parse(arena, text, diags), "a blank before a quote");
    diags = diags_new(arena);
    Csv *csv = parse(arena, clean, diags);
    cr_assert_not_null(csv);
    cr_assert_eq(csv->n_rows, 2);
    for (size_t i = 0; i < 6; i++) {
        Place p = i < 2 ? (Place){ csv->source, csv->head[i].span }
                        : csv_place(csv, i / 2 - 1, i % 2);
        size_t len = p.span.to - p.span.from;
        cr_expect(len == strlen(raw[i]) &&
                  memcmp(p.source->text + p.span.from, raw[i], len) == 0,
                  "cell %zu: %.*s", i, (int)len,
                  p.source->text + p.span.from);
    }
    cr_expect_eq(csv_find(csv, "kod"), 0);
    cr_expect_eq(csv_find(csv, "na mn"), 1);
    cr_expect_eq(csv_find(csv, "Kod"), -1);
    csv = parse(arena, "a,,b\n1,,2\n", diags);
    cr_expect_eq(csv_find(csv, "b"), 2);
    cr_expect_eq(csv_find(csv, ""), -1);
    arena_free(arena);
}

Test(test_table_csv, faults)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        { "", "t.csv:1:1: error: the table is empty\n"
              "  way out: the first line names the columns, each line below "
              "it is a row\n" },
        { "kod,x\n", "t.csv:1:1: error: the table is empty\n"
                     "    1 | kod,x\n"
                     "      | ^~~~~\n"
                     "  way out: the first line names the columns, each line "
                     "below it is a row\n" },
        { "kod,x\n,\n\n", "t.csv:1:1: error: the table is empty\n"
                          "    1 | kod,x\n"
                          "      | ^~~~~\n"
                          "  way out: the first line names the columns, each "
                          "line below it is a row\n" },
        { "kod,x\n01,5\n02\n03,1,5\n",
          "t.csv:3:1: error: this line has 1 cell, the header has 2\n"
          "    3 | 02\n"
          "      | ^~\n"
          "  way out: add the missing cells; an empty cell needs its separator"
          " too\n"
          "t.csv:4:1: error: this line has 3 cells, the header has 2\n"
          "    4 | 03,1,5\n"
          "      | ^~~~~~\n"
          "  way out: put quotes around a cell that contains \",\", or name "
          "the further columns in the first line\n" },
        { "kod;x\n01;5;\n",
          "t.csv:2:1: error: this line has 3 cells, the header has 2\n"
          "    2 | 01;5;\n"
          "      | ^~~~~\n"
          "  way out: put quotes around a cell that contains \";\", or name "
          "the further columns in the first line\n" },
        { "kod\tx\n01\t5\t6\n",
          "t.csv:2:1: error: this line has 3 cells, the header has 2\n"
          "    2 | 01  5   6\n"
          "      | ^~~~~~~~~\n"
          "  way out: put quotes around a cell that contains a tab, or name "
          "the further columns in the first line\n" },
        /* Blank where the header has columns, data beyond it. */
        { "kod,x\n,,5\n01,2\n",
          "t.csv:2:1: error: this line has 3 cells, the header has 2\n"
          "    2 | ,,5\n"
          "      | ^~~\n"
          "  way out: put quotes around a cell that contains \",\", or name "
          "the further columns in the first line\n" },
        { "kod,x\n01,\"5\n02,6\n",
          "t.csv:2:4: error: this quote is never closed\n"
          "    2 | 01,\"5\n"
          "      |    ^\n"
          "  way out: close the cell with a quote\n" },
        { "kod,x\n01,\"5\n02,\"6\"\n",
          "t.csv:2:4: error: this quote is closed only in line 3, inside a "
          "text\n"
          "    2 | 01,\"5\n"
          "      |    ^\n"
          "  way out: close the cell with a quote, and write quotes inside it "
          "twice\n" },
        { "kod,x\n01,5\"6\n02,1\n",
          "t.csv:2:5: error: a quote inside a cell that does not begin with "
          "one\n"
          "    2 | 01,5\"6\n"
          "      |     ^\n"
          "  way out: put the whole cell in quotes and write the quotes "
          "inside it twice\n" },
        { "kod,x\n01,\"5\" kr\n02,1\n",
          "t.csv:2:7: error: text after the closing quote of a cell\n"
          "    2 | 01,\"5\" kr\n"
          "      |       ^\n"
          "  way out: write quotes inside a quoted cell twice\n" },
        { "kod,x,kod,x,y,x\n1,2,3,4,5,6\n",
          "t.csv:1:7: error: column \"kod\" is named twice\n"
          "    1 | kod,x,kod,x,y,x\n"
          "      |       ^~~\n"
          "  way out: give each column a name of its own\n"
          "t.csv:1:11: error: column \"x\" is named twice\n"
          "    1 | kod,x,kod,x,y,x\n"
          "      |           ^\n"
          "  way out: give each column a name of its own\n"
          "t.csv:1:15: error: column \"x\" is named twice\n"
          "    1 | kod,x,kod,x,y,x\n"
          "      |               ^\n"
          "  way out: give each column a name of its own\n" },
        { "kod,,y\n01,,2\n02,7,2\n",
          "t.csv:1:5: error: column 2 has data but no name\n"
          "    1 | kod,,y\n"
          "      |     ^\n"
          "  way out: give the column a name in the first line\n" },
        /* Faults of lines and of names together, in the file's order. */
        { "kod,kod\n01\n02,1\n",
          "t.csv:1:5: error: column \"kod\" is named twice\n"
          "    1 | kod,kod\n"
          "      |     ^~~\n"
          "  way out: give each column a name of its own\n"
          "t.csv:2:1: error: this line has 1 cell, the header has 2\n"
          "    2 | 01\n"
          "      | ^~\n"
          "  way out: add the missing cells; an empty cell needs its separator"
          " too\n" },
    };
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Diags *diags = diags_new(arena);
        Buf out = { 0 };
        cr_expect_null(parse(arena, rows[i].text, diags), "row %zu", i);
        diags_render(diags, &out);
        cr_expect_str_eq(out.at == NULL ? "" : out.at, rows[i].shown,
                         "row %zu:\n%s", i, out.at);
        cr_expect_eq(diags_status(diags), 3);
        buf_free(&out);
    }
    arena_free(arena);
}

static void expect_asked(Arena *arena, const char *path, int status,
                         const char *shown)
{
    const char text[] = "data x from \"x.csv\"";
    Source *s = source_make(arena, "m", text, sizeof text - 1);
    Diags *diags = diags_new(arena);
    Buf out = { 0 };

    cr_expect_null(csv_read(arena, path, NULL, (Place){ s, { 12, 19 } },
                            diags));
    diags_render(diags, &out);
    char *all = arena_format(arena, "m:1:13: error: %s", shown);
    cr_expect_str_eq(out.at, all, "%s", out.at);
    cr_expect_eq(diags_status(diags), status);
    buf_free(&out);
}

Test(test_table_csv, files)
{
    Arena *arena = arena_new();
    char folder[] = "fordela-test-XXXXXX";

    cr_assert_not_null(mkdtemp(folder));
    char *fifo = arena_format(arena, "%s/fifo", folder);
    char *huge = arena_format(arena, "%s/huge", folder);
    char *good = arena_format(arena, "%s/good", folder);
    cr_assert_eq(mkfifo(fifo, 0600), 0);
    fclose(fopen(huge, "w"));
    cr_assert_eq(truncate(huge, (off_t)SOURCE_BYTES_MAX + 1), 0);
    FILE *file = fopen(good, "w");
    fputs("\xEF\xBB\xBF" "a,b\n1,2\n", file);
    fclose(file);

    expect_asked(arena, "no/x.csv", 3,
                 "there is no file \"no/x.csv\"\n"
                 "    1 | data x from \"x.csv\"\n"
                 "      |             ^~~~~~~\n"
                 "  way out: a path is relative to the file that names it\n");
    expect_asked(arena, folder, 3,
                 arena_format(arena,
                              "\"%s\" is a directory, not a file\n"
                              "    1 | data x from \"x.csv\"\n"
                              "      |             ^~~~~~~\n"
                              "  way out: name a CSV file in it\n",
                              folder));
    expect_asked(arena, fifo, 4,
                 arena_format(arena,
                              "\"%s\" cannot be read\n"
                              "    1 | data x from \"x.csv\"\n"
                              "      |             ^~~~~~~\n"
                              "  way out: check that it is an ordinary file "
                              "and may be read\n",
                              fifo));
    expect_asked(arena, huge, 3,
                 arena_format(arena,
                              "\"%s\" is larger than 1 GiB\n"
                              "    1 | data x from \"x.csv\"\n"
                              "      |             ^~~~~~~\n"
                              "  way out: leave out columns or rows that are "
                              "not needed\n",
                              huge));
    Diags *diags = diags_new(arena);
    Csv *csv = csv_read(arena, good, NULL, (Place){ 0 }, diags);
    cr_assert_not_null(csv);
    cr_expect_str_eq(dump(arena, csv), "a|b/1|2");
    cr_expect_str_eq(csv->source->path, good);
    cr_expect_eq(diags_count(diags), 0);
    unlink(fifo);
    unlink(huge);
    unlink(good);
    rmdir(folder);
    arena_free(arena);
}

Test(test_table_csv, limits)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Buf text = { 0 }, out = { 0 };

    for (int i = 0; i < CSV_COLUMNS_MAX; i++)
        buf_addf(&text, "%sc%d", i == 0 ? "" : ",", i);
    buf_add(&text, "\n1");
    buf_add_repeat(&text, ',', CSV_COLUMNS_MAX - 1);
    Csv *csv = parse(arena, text.at, diags);
    cr_assert_not_null(csv);
    cr_expect_eq(csv->n_cols, CSV_COLUMNS_MAX);
    char *wider = arena_format(arena, "more,%s", text.at);
    cr_expect_null(parse(arena, wider, diags));
    diags_render(diags, &out);
    cr_expect_eq(strncmp(out.at, "t.csv:1:1: error: the table has 4097 "
                                 "columns, more than 4096\n", 61), 0,
                 "%s", out.at);
    buf_free(&out);
    buf_free(&text);

    diags = diags_new(arena);
    buf_add(&text, "a");
    for (int i = 0; i < CSV_ROWS_MAX; i++)
        buf_add_n(&text, "\n1", 2);
    csv = parse(arena, text.at, diags);
    cr_assert_not_null(csv);
    cr_expect_eq(csv->n_rows, CSV_ROWS_MAX);
    buf_add(&text, "\n2");
    cr_expect_null(parse(arena, text.at, diags));
    diags_render(diags, &out);
    cr_expect_str_eq(out.at,
                     "t.csv:4000002:1: error: the table has more than 4000000 "
                     "rows\n"
                     "4000002 | 2\n"
                     "        | ^\n"
                     "  way out: split the table, or leave out rows that are "
                     "not needed\n", "%s", out.at);
    buf_free(&out);
    buf_free(&text);
    arena_free(arena);
}

Test(test_table_csv, written_cells_read_back)
{
    static const struct {
        const char *text, *written;
    } rows[] = {
        { "abc", "abc" }, { "", "" }, { "1234.5", "1234.5" },
        { "a,b", "\"a,b\"" }, { "a;b", "\"a;b\"" }, { "a\tb", "\"a\tb\"" },
        { "a \"b\"", "\"a \"\"b\"\"\"" }, { "a\nb", "\"a\nb\"" },
        { "a\rb", "\"a\rb\"" }, { " a", "\" a\"" }, { "a ", "\"a \"" },
        { "a b", "a b" }, { "\"", "\"\"\"\"" },
        { "\xC3\x85rjeng", "\xC3\x85rjeng" },
    };
    Arena *arena = arena_new();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Buf out = { 0 };
        csv_put(&out, rows[i].text, true);
        cr_expect_str_eq(out.at == NULL ? "" : out.at, rows[i].written);
        buf_free(&out);
    }
    Buf out = { 0 };
    csv_put(&out, "x", true);
    csv_put(&out, "y;", false);
    csv_put(&out, "\"z\"", false);
    buf_add(&out, "\n");
    csv_put(&out, "1\n2", true);
    csv_put(&out, "", false);
    csv_put(&out, "3,4", false);
    cr_expect_str_eq(out.at, "x,\"y;\",\"\"\"z\"\"\"\n\"1\n2\",,\"3,4\"");
    Csv *csv = parse(arena, out.at, diags_new(arena));
    cr_assert_not_null(csv);
    cr_expect_str_eq(dump(arena, csv), "x|y;|\"z\"/1\n2||3,4");
    buf_free(&out);
    arena_free(arena);
}
