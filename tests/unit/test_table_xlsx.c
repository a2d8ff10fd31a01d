/* test_table_xlsx.c - sheets of workbooks to cells, and every fault's text.
 *
 * Workbooks are put together here from the XML of their parts, by hand after
 * ECMA-376; shortest decimals are those of Python's repr().
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "table/cell.h"
#include "table/xlsx.h"

#define RELS "<Relationships xmlns=\"p\">"

static const char root_rels[] =
    RELS "<Relationship Id=\"r1\" Type=\"t/officeDocument\" "
    "Target=\"xl/workbook.xml\"/></Relationships>";
static const char book_rels[] =
    RELS "<Relationship Id=\"a\" Type=\"t/worksheet\" "
    "Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"b\" Type=\"t/worksheet\" "
    "Target=\"/xl/worksheets/sheet2.xml\"/>"
    "<Relationship Id=\"c\" Type=\"t/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"d\" Type=\"t/sharedStrings\" "
    "Target=\"sharedStrings.xml\"/></Relationships>";
static const char one_sheet[] =
    "<x:workbook xmlns:x=\"m\" xmlns:r=\"o\"><x:workbookPr/><x:sheets>"
    "<x:sheet name=\"Blad1\" sheetId=\"1\" r:id=\"a\"/>"
    "<x:sheet name=\"Dold\" sheetId=\"2\" state=\"hidden\" r:id=\"b\"/>"
    "</x:sheets></x:workbook>";
static const char two_sheets[] =
    "<workbook xmlns:r=\"o\"><sheets>"
    "<sheet name=\"Blad1\" sheetId=\"1\" r:id=\"a\"/>"
    "<sheet name=\"Folkm\xC3\xA4ngd\" sheetId=\"2\" r:id=\"b\"/></sheets>"
    "</workbook>";
static const char since_1904[] =
    "<workbook xmlns:r=\"o\"><workbookPr date1904=\"1\"/><sheets>"
    "<sheet name=\"Blad1\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
/* Cell formats: 0 general, 1 a date of Excel's own, 2 one written out, 3 a
 * percentage, 4 four digits, 5 a colour called like a date, 6 a time. */
static const char styles[] =
    "<styleSheet><numFmts>"
    "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd;@\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"0000\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"[Red]0.0&quot; dag&quot;\"/>"
    "<numFmt numFmtId=\"167\" formatCode=\"[h]:mm\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
    "<xf numFmtId=\"164\"/><xf numFmtId=\"9\"/><xf numFmtId=\"165\"/>"
    "<xf numFmtId=\"166\"/><xf numFmtId=\"167\"/></cellXfs></styleSheet>";
static const char strings[] =
    "<sst><si><t>kod</t></si><si><t xml:space=\"preserve\"> v\xC3\xA4rde "
    "</t></si><si><r><t>01</t></r><r><t>14</t></r>"
    "<rPh><t>x</t></rPh></si><si><t>antal_x000D_\nplatser</t></si></sst>";

static Arena *arena;
static RatPool *pool;
static size_t more_parts;   /* without a use, that a workbook gets */

static void start(void)
{
    arena = arena_new();
    pool = rat_pool_new(RAT_BITS_MAX);
    more_parts = 0;
}

static void stop(void)
{
    rat_pool_free(pool);
    arena_free(arena);
}

TestSuite(table_xlsx, .init = start, .fini = stop);

typedef struct Parts {
    const char *book, *sheet1, *sheet2, *strings, *styles;
} Parts;

static void put(zip_t *zip, const char *name, const char *text)
{
    if (text == NULL)
        return;
    zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);
    cr_assert_geq(zip_file_add(zip, name, source, 0), 0);
}

static Source *workbook(const Parts *parts)
{
    zip_error_t error;
    zip_stat_t stat;
    zip_source_t *bytes = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(bytes, ZIP_CREATE, &error);
    zip_source_keep(bytes);
    put(zip, "_rels/.rels", root_rels);
    put(zip, "xl/workbook.xml", parts->book);
    put(zip, "xl/_rels/workbook.xml.rels", book_rels);
    put(zip, "xl/worksheets/sheet1.xml", parts->sheet1);
    put(zip, "xl/worksheets/sheet2.xml", parts->sheet2);
    put(zip, "xl/sharedStrings.xml", parts->strings);
    put(zip, "xl/styles.xml", parts->styles);
    for (size_t i = 0; i < more_parts; i++)
        put(zip, arena_format(arena, "more/%zu.xml", i), "");
    cr_assert_eq(zip_close(zip), 0);
    zip_source_open(bytes);
    zip_source_stat(bytes, &stat);
    char *text = arena_alloc(arena, (size_t)stat.size + 1, 1);
    zip_source_read(bytes, text, stat.size);
    zip_source_close(bytes);
    zip_source_free(bytes);
    return source_make(arena, "t.xlsx", text, (size_t)stat.size);
}

/* "a|b/1|2": a header and one row; numbers are followed by '. */
static const char *dump(const Csv *csv)
{
    const char *text = "";
    if (csv == NULL)
        return "(none)";
    for (size_t i = 0; i < csv->n_cols; i++)
        text = arena_format(arena, "%s%s%s", text, i == 0 ? "" : "|",
                            csv->head[i].text);
    for (size_t i = 0; i < csv->n_rows * csv->n_cols; i++)
        text = arena_format(arena, "%s%s%s%s", text,
                            i % csv->n_cols == 0 ? "/" : "|",
                            csv->cell[i].text, csv->number[i] ? "'" : "");
    return text;
}

static const char *read_sheet(const Parts *parts, const char *sheet,
                              const char **said)
{
    Diags *diags = diags_new(arena);
    Buf out = {0};
    buf_add(&out, "");
    Csv *csv = xlsx_read(arena, workbook(parts), sheet, (Place){0}, diags);
    cr_expect_eq(csv == NULL, diags_failed(diags));
    diags_render(diags, &out);
    *said = arena_string(arena, out.at);
    buf_free(&out);
    return dump(csv);
}

/* A sheet around rows, with the shared parts. */
static Parts with(const char *book, const char *rows, const char *after)
{
    return (Parts){book,
                   arena_format(arena, "<worksheet><sheetData>%s</sheetData>"
                                "%s</worksheet>", rows, after),
                   "<worksheet/>", strings, styles};
}

#define HEAD                                                              \
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"                       \
    "<c r=\"B1\" t=\"s\"><v>1</v></c></row>"
/* A row of a code and one more cell. */
#define ROW(cell) "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c>" cell "</row>"
#define B(cell) ROW("<c r=\"B2\" " cell)

Test(table_xlsx, cells)
{
    static const struct {
        const char *rows, *cells;
    } sheets[] = {
        /* Texts: shared, rich, in place, of formulas; leading zeros stay. */
        {HEAD B("t=\"inlineStr\"><is><t>x &amp; y</t></is></c>"),
         "kod|v\xC3\xA4rde/0114|x & y"},
        {HEAD B("t=\"str\"><f>A2&amp;\"!\"</f><v>0114!</v></c>"),
         "kod|v\xC3\xA4rde/0114|0114!"},
        {HEAD B("t=\"s\"><v>2</v></c>"), "kod|v\xC3\xA4rde/0114|0114"},
        {HEAD B("t=\"b\"><v>1</v></c>"), "kod|v\xC3\xA4rde/0114|true"},
        {HEAD B("t=\"b\"><v>0</v></c>"), "kod|v\xC3\xA4rde/0114|false"},
        {HEAD B("t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"),
         "kod|v\xC3\xA4rde/0114|#DIV/0!"},
        {HEAD B("t=\"d\"><v>2020-01-31T00:00:00</v></c>"),
         "kod|v\xC3\xA4rde/0114|2020-01-31"},
        /* Numbers, and those a formula gave. */
        {HEAD B("><v>30000000</v></c>"), "kod|v\xC3\xA4rde/0114|30000000'"},
        {HEAD B("><f>1+1</f><v>2</v></c>"), "kod|v\xC3\xA4rde/0114|2'"},
        {HEAD B("s=\"4\"><v>180</v></c>"), "kod|v\xC3\xA4rde/0114|0180'"},
        {HEAD B("s=\"4\"><v>0</v></c>"), "kod|v\xC3\xA4rde/0114|0000'"},
        {HEAD B("s=\"4\"><v>12345</v></c>"), "kod|v\xC3\xA4rde/0114|12345'"},
        {HEAD B("s=\"3\"><v>0.125</v></c>"), "kod|v\xC3\xA4rde/0114|12.5%'"},
        {HEAD B("s=\"3\"><v>1</v></c>"), "kod|v\xC3\xA4rde/0114|100%'"},
        {HEAD B("s=\"5\"><v>7.5</v></c>"), "kod|v\xC3\xA4rde/0114|7.5'"},
        {HEAD B("s=\"6\"><v>0.5</v></c>"), "kod|v\xC3\xA4rde/0114|0.5'"},
        /* Dates: serial 1 is 1900-01-01, 61 is 1900-03-01. */
        {HEAD B("s=\"1\"><v>43861</v></c>"),
         "kod|v\xC3\xA4rde/0114|2020-01-31'"},
        {HEAD B("s=\"2\"><v>1</v></c>"), "kod|v\xC3\xA4rde/0114|1900-01-01'"},
        {HEAD B("s=\"2\"><v>61</v></c>"), "kod|v\xC3\xA4rde/0114|1900-03-01'"},
        {HEAD B("s=\"2\"><v>43861.75</v></c>"),
         "kod|v\xC3\xA4rde/0114|2020-01-31 18:00'"},
        /* A second before midnight is the next day; the 29th of February 1900
         * never was, and neither day 0 nor one before nor one after 9999. */
        {HEAD B("s=\"2\"><v>43861.99999</v></c>"),
         "kod|v\xC3\xA4rde/0114|2020-02-01'"},
        {HEAD B("s=\"2\"><v>60</v></c>"), "kod|v\xC3\xA4rde/0114|60'"},
        {HEAD B("s=\"2\"><v>0</v></c>"), "kod|v\xC3\xA4rde/0114|0'"},
        {HEAD B("s=\"2\"><v>-1</v></c>"), "kod|v\xC3\xA4rde/0114|-1'"},
        {HEAD B("s=\"2\"><v>2958465</v></c>"),
         "kod|v\xC3\xA4rde/0114|9999-12-31'"},
        {HEAD B("s=\"2\"><v>2958466</v></c>"),
         "kod|v\xC3\xA4rde/0114|2958466'"},
        {HEAD B("t=\"d\"><v>2020-01-31</v></c>"),
         "kod|v\xC3\xA4rde/0114|2020-01-31"},
        {HEAD B("s=\"3\"><v>0</v></c>"), "kod|v\xC3\xA4rde/0114|0%'"},
        {HEAD B("s=\"4\"><v>-5</v></c>"), "kod|v\xC3\xA4rde/0114|-5'"},
        {HEAD B("s=\"4\"><v>1.5</v></c>"), "kod|v\xC3\xA4rde/0114|1.5'"},
        {HEAD B("s=\"99\"><v>5</v></c>"), "kod|v\xC3\xA4rde/0114|5'"},
        /* How a word is said stands beside it. */
        {HEAD B("t=\"inlineStr\"><is><t>x</t><rPh><t>y</t></rPh></is></c>"),
         "kod|v\xC3\xA4rde/0114|x"},
        /* Escapes: a line end as Excel writes it, and in a column's name; a
         * text that looks like one; what is none; no bell, no half letter. */
        {HEAD B("t=\"str\"><v>a_x000D_&#10;_x00e5_</v></c>"),
         "kod|v\xC3\xA4rde/0114|a\r\n\xC3\xA5"},
        {HEAD B("t=\"str\"><v>_x005F_x000D_</v></c>"),
         "kod|v\xC3\xA4rde/0114|_x000D_"},
        {HEAD B("t=\"str\"><v>_x000G_ _x00 _x0007_ _xD83D_ _x0000_</v></c>"),
         "kod|v\xC3\xA4rde/0114|_x000G_ _x00 _x0007_ _xD83D_ _x0000_"},
        {"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>3</v></c></row>"
         "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c></row>",
         "antal platser/0114"},
        /* A formula's empty text is a value; one of its values is not 0. */
        {HEAD B("t=\"str\"><f>\"\"</f><v></v></c>"),
         "kod|v\xC3\xA4rde/0114|"},
        {HEAD B("><f>1-1</f><v>0</v></c>"), "kod|v\xC3\xA4rde/0114|0'"},
        /* Rows of blanks are empty. */
        {HEAD B("><v>1</v></c>") "<row r=\"3\"><c r=\"A3\" t=\"str\"><v> \xC2"
         "\xA0</v></c></row>", "kod|v\xC3\xA4rde/0114|1'"},
        /* Cells and rows without an address follow each other; a column is
         * skipped, an empty row too, and a note far below is a row. */
        {"<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>"
         "<row><c><v>1</v></c><c><v>2</v></c></row>",
         "kod|v\xC3\xA4rde/1'|2'"},
        {"<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c></row><row r=\"5\"/>"
         "<row r=\"9\"><c r=\"B9\"><v>7</v></c></row>", "|kod/|7'"},
        {"<row r=\"1\"><c r=\"B1\" t=\"s\"><v>1</v></c>"
         "<c r=\"A1\" t=\"s\"><v>0</v></c></row>"
         "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>",
         "kod|v\xC3\xA4rde/1'|"},
    };
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        const char *said;
        Parts parts = with(one_sheet, sheets[i].rows, "");
        cr_expect_str_eq(read_sheet(&parts, NULL, &said), sheets[i].cells,
                         "sheet %zu", i);
        cr_expect_str_eq(said, "", "sheet %zu: %s", i, said);
    }
}

Test(table_xlsx, numbers_are_exact)
{
    static const struct {
        const char *stored, *text;
    } numbers[] = {
        {"0", "0"}, {"-0", "0"}, {"-12.5", "-12.5"}, {"007", "7"},
        {"1E3", "1000"}, {"1.25E-3", "0.00125"}, {"-2.5e+2", "-250"},
        {"123456789012345", "123456789012345"},
        {"0.10000000000000001", "0.1"},
        {"0.30000000000000004", "0.30000000000000004"},
        {"1.1000000000000001", "1.1"}, {"64.459999999999994", "64.46"},
        {"8.9999999999999998E-4", "0.0009"},
        {"12345678.900000001", "12345678.9"},
        {"12345678.899999999", "12345678.899999999"},
        {"9007199254740993", "9007199254740992"},
        {"+5", "5"}, {"1.2.3", "1.2.3"}, {"1E", "1E"}, {".5", "0.5"},
        {"5.", "5"}, {"-", "-"}, {"1E5x", "1E5x"}, {"12 000", "12 000"},
        {"1E+300", "1E+300"}, {"1,5", "1,5"}, {"", ""},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const char *said;
        Parts parts = with(one_sheet, arena_format(arena, HEAD
            B("><v>%s</v></c>"), numbers[i].stored), "");
        const char *text = read_sheet(&parts, NULL, &said);
        const char *want = arena_format(
            arena, "kod|v\xC3\xA4rde/0114|%s%s", numbers[i].text,
            numbers[i].text[0] == '\0' ? "" : "'");
        cr_expect_str_eq(text, want);
    }
}

Test(table_xlsx, the_other_calendar)
{
    const char *said;
    Parts parts = with(since_1904, HEAD B("s=\"1\"><v>0</v></c>"), "");
    cr_expect_str_eq(read_sheet(&parts, NULL, &said),
                     "kod|v\xC3\xA4rde/0114|1904-01-01'");
    parts = with(since_1904, HEAD B("s=\"1\"><v>42399</v></c>"), "");
    cr_expect_str_eq(read_sheet(&parts, NULL, &said),
                     "kod|v\xC3\xA4rde/0114|2020-01-31'");
    static const struct {
        const char *attribute, *day;
    } books[] = {{"date1904=\"true\"", "2020-01-31"},
                 {"date1904=\"0\"", "2016-01-30"},
                 {"date1904=\"false\"", "2016-01-30"}};
    for (size_t i = 0; i < sizeof books / sizeof *books; i++) {
        parts = with(arena_format(arena,
            "<workbook xmlns:r=\"o\"><workbookPr %s/><sheets>"
            "<sheet name=\"B\" state=\"visible\" r:id=\"a\"/></sheets>"
            "</workbook>", books[i].attribute),
            HEAD B("s=\"1\"><v>42399</v></c>"), "");
        cr_expect_str_eq(read_sheet(&parts, NULL, &said),
                         arena_format(arena, "kod|v\xC3\xA4rde/0114|%s'",
                                      books[i].day));
    }
}

/* Numbers beside texts with a decimal comma keep their point. */
Test(table_xlsx, styles_of_texts_leave_numbers_alone)
{
    Diags *diags = diags_new(arena);
    Parts parts = with(one_sheet, HEAD
        "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>1.234</v></c>"
        "</row><row r=\"3\"><c r=\"A3\"><v>2</v></c>"
        "<c r=\"B3\" t=\"str\"><v>1 234,5</v></c></row>", "");
    Csv *csv = xlsx_read(arena, workbook(&parts), NULL, (Place){0}, diags);
    size_t row;
    cr_assert_not_null(csv);
    NumberStyle style = cell_style(csv, 1, NULL, &row);
    cr_expect_eq(style, STYLE_COMMA);
    for (size_t i = 0; i < 2; i++) {
        static const char *const want[] = {"617/500", "2469/2"};
        const Rat *number;
        bool percent;
        cr_assert_eq(cell_number(pool, csv_cell(csv, i, 1),
                                 cell_style_at(csv, i, 1, style), &number,
                                 &percent), CELL_OK);
        cr_expect_str_eq(rat_text(arena, number), want[i]);
    }
}

Test(table_xlsx, sheets_by_name)
{
    const char *said;
    Parts parts = with(two_sheets, HEAD B("><v>1</v></c>"), "");
    cr_expect_str_eq(read_sheet(&parts, "Blad1", &said),
                     "kod|v\xC3\xA4rde/0114|1'");
    read_sheet(&parts, NULL, &said);
    cr_expect_str_eq(said,
        "fordela: error: \"t.xlsx\" has several sheets: \"Blad1\", "
        "\"Folkm\xC3\xA4ngd\"\n  way out: say which: \"t.xlsx#Blad1\"\n");
    read_sheet(&parts, "Folkmangd", &said);
    cr_expect_str_eq(said,
        "fordela: error: \"t.xlsx\" has no sheet \"Folkmangd\"\n"
        "  way out: did you mean \"Folkm\xC3\xA4ngd\"?\n");
    read_sheet(&parts, "X", &said);
    cr_expect_str_eq(said,
        "fordela: error: \"t.xlsx\" has no sheet \"X\"\n"
        "  way out: its sheets are \"Blad1\", \"Folkm\xC3\xA4ngd\"\n");
    read_sheet(&parts, "Folkm\xC3\xA4ngd", &said);
    cr_expect_str_eq(said,
        "fordela: error: the sheet \"Folkm\xC3\xA4ngd\" of \"t.xlsx\" is "
        "empty\n  way out: the first row that is not empty names the columns, "
        "each row below it is a row\n");
}

/* Two sheets of one name are told by nothing. */
Test(table_xlsx, two_sheets_of_one_name)
{
    const char *said;
    Parts parts = with("<workbook xmlns:r=\"o\"><sheets>"
                       "<sheet name=\"B\" sheetId=\"1\" r:id=\"a\"/>"
                       "<sheet name=\"B\" sheetId=\"2\" r:id=\"b\"/></sheets>"
                       "</workbook>", HEAD B("><v>1</v></c>"), "");
    read_sheet(&parts, "B", &said);
    cr_expect_str_eq(said, "fordela: error: the workbook \"t.xlsx\" is broken: "
                     "B: two of its sheets have this name\n  way out: open it "
                     "in Excel or LibreOffice and save it anew as .xlsx\n");
}

/* XlsxWriter gives every formula the value 0 and asks to be computed. */
Test(table_xlsx, formulas_that_wait_to_be_computed)
{
    static const struct {
        const char *asks, *rows;
        bool computed;
    } books[] = {
        {"1", B("><f>1+1</f><v>0</v></c>"), false},
        {"true", B("><f>1+1</f><v>0</v></c>"), false},
        {"0", B("><f>1-1</f><v>0</v></c>"), true},
        {"1", B("><f>1-1</f><v>0</v></c><c r=\"C2\"><f>1</f><v>1</v></c>"),
         true},
        {"1", B("><v>0</v></c>"), true},
    };
    for (size_t i = 0; i < sizeof books / sizeof *books; i++) {
        const char *said;
        Parts parts = with(arena_format(arena, "<workbook xmlns:r=\"o\"><sheets>"
            "<sheet name=\"B\" r:id=\"a\"/></sheets>"
            "<calcPr fullCalcOnLoad=\"%s\"/></workbook>", books[i].asks),
            arena_format(arena, "%s%s", "<row r=\"1\"><c r=\"A1\" t=\"s\">"
            "<v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
            "<c r=\"C1\" t=\"s\"><v>2</v></c></row>", books[i].rows), "");
        read_sheet(&parts, NULL, &said);
        cr_expect_eq(strstr(said, "B2: error: a formula that has not been "
                            "computed") == NULL, books[i].computed, "%zu", i);
    }
}

Test(table_xlsx, paths)
{
    static const struct {
        const char *path, *file, *sheet;
    } paths[] = {
        {"a.xlsx", "a.xlsx", NULL}, {"b/A.XLSX#Blad 1", "b/A.XLSX", "Blad 1"},
        {"a.xlsm#", "a.xlsm", ""}, {"a.csv", NULL, NULL},
        {"a.xlsx.csv", NULL, NULL}, {"a.xlsxx", NULL, NULL},
        {"a#b.csv", NULL, NULL}, {"a.xlsx.csv/b.xlsx", "a.xlsx.csv/b.xlsx",
                                  NULL},
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *file = NULL, *sheet = NULL;
        bool is = xlsx_path(arena, paths[i].path, &file, &sheet);
        cr_expect_eq(is, paths[i].file != NULL);
        if (is)
            cr_expect_str_eq(file, paths[i].file);
        cr_expect_eq(sheet == NULL, paths[i].sheet == NULL);
        if (sheet != NULL && paths[i].sheet != NULL)
            cr_expect_str_eq(sheet, paths[i].sheet);
    }
}

#define BROKEN "fordela: error: the workbook \"t.xlsx\" is broken: "
#define ANEW                                                              \
    "\n  way out: open it in Excel or LibreOffice and save it anew as .xlsx\n"

Test(table_xlsx, faults_at_cells)
{
    static const struct {
        const char *rows, *after, *said;
    } faults[] = {
        {HEAD B("><v>1</v></c>"),
         "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>",
         "t.xlsx:'Blad1'!A1: error: the cells A1:B1 are merged\n"
         "    1 | kod  v\xC3\xA4rde\n      | ^~~\n"
         "  way out: the first row that is not empty names the columns: take "
         "the merging away and give each column its name\n"},
        {HEAD B("><v>1</v></c>"),
         "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>",
         "t.xlsx:'Blad1'!B2: error: the cells B2:B3 are merged\n"
         "    2 | 0114    1\n      |         ^\n"
         "  way out: take the merging away and write the value in each "
         "cell\n"},
        {HEAD B("><f>SUM(A1:A9)</f></c>"), "",
         "t.xlsx:'Blad1'!B2: error: a formula that has not been computed\n"
         "    2 | 0114\n      |         ^\n"
         "  way out: open the workbook in Excel or LibreOffice and save it, "
         "so that its formulas are computed\n"},
        /* As openpyxl leaves it. */
        {HEAD B("><f>SUM(A1:A9)</f><v></v></c>"), "",
         "t.xlsx:'Blad1'!B2: error: a formula that has not been computed\n"
         "    2 | 0114\n      |         ^\n"
         "  way out: open the workbook in Excel or LibreOffice and save it, "
         "so that its formulas are computed\n"},
        {HEAD ROW("<c r=\"C2\"><v>5</v></c>"), "",
         "t.xlsx:'Blad1'!C1: error: column 3 has data but no name\n"
         "    1 | kod  v\xC3\xA4rde\n      |             ^\n"
         "  way out: the first row that is not empty names the columns: give "
         "this one a name, or take the rows above the names away\n"},
        {HEAD, "",
         "t.xlsx:'Blad1'!A1: error: the table is empty\n"
         "    1 | kod  v\xC3\xA4rde\n      | ^~~~~~~~~~~\n"
         "  way out: the first row that is not empty names the columns, each "
         "row below it is a row\n"},
        /* Of the workbook as a whole. */
        {HEAD B("t=\"s\"><v>99</v></c>"), "",
         BROKEN "xl/worksheets/sheet1.xml: there is no text number 99" ANEW},
        {HEAD B("><v>1</v></c><c r=\"B2\"><v>2</v></c>"), "",
         BROKEN "xl/worksheets/sheet1.xml: one of its cells stands in it "
         "twice" ANEW},
        {"<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>", "",
         BROKEN "xl/worksheets/sheet1.xml: \"1A\" is no cell" ANEW},
        {"<row r=\"1048577\"/>", "",
         BROKEN "xl/worksheets/sheet1.xml: \"1048577\" is no cell" ANEW},
        {"<row r=\"1\"><c>", "",
         BROKEN "xl/worksheets/sheet1.xml: mismatched tag" ANEW},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const char *said;
        Parts parts = with(one_sheet, faults[i].rows, faults[i].after);
        read_sheet(&parts, NULL, &said);
        cr_expect_str_eq(said, faults[i].said);
    }
}

Test(table_xlsx, broken_workbooks)
{
    static const struct {
        Parts parts;
        const char *said;
    } books[] = {
        {{NULL, NULL, NULL, NULL, NULL},
         BROKEN "xl/workbook.xml: No such file" ANEW},
        {{one_sheet, NULL, NULL, strings, styles},
         BROKEN "xl/worksheets/sheet1.xml: No such file" ANEW},
        {{one_sheet, "<!DOCTYPE x [<!ENTITY y \"z\">]><worksheet/>", NULL,
          strings, styles},
         BROKEN "xl/worksheets/sheet1.xml: it declares a document type" ANEW},
        {{one_sheet, "", NULL, strings, styles},
         BROKEN "xl/worksheets/sheet1.xml: no element found" ANEW},
    };
    for (size_t i = 0; i < sizeof books / sizeof *books; i++) {
        const char *said;
        read_sheet(&books[i].parts, NULL, &said);
        cr_expect_str_eq(said, books[i].said);
    }
}

static const char *many(const char *text, size_t times)
{
    size_t len = strlen(text);
    char *out = arena_alloc(arena, len * times + 1, 1);
    for (size_t i = 0; i < times; i++)
        memcpy(out + i * len, text, len);
    out[len * times] = '\0';
    return out;
}

/* So many bytes in all. */
static const char *filled(const char *before, const char *with,
                          const char *after, size_t bytes)
{
    return arena_format(arena, "%s%s%s", before,
                        many(with, bytes - strlen(before) - strlen(after)),
                        after);
}

/* Small when packed, they would take all memory or minutes: each is refused
 * before it does. */
Test(table_xlsx, bombs)
{
#define SHEET BROKEN "xl/worksheets/sheet1.xml: "
    const char *cell = HEAD B("><v>1</v></c>"), *said;
    Parts deep = with(one_sheet, many("<a>", 100000), "");
    Parts tag = with(one_sheet, arena_format(arena, "<a b=\"%s\"/>",
                                             many("x", 2000000)), "");
    Parts open = with(one_sheet, "", arena_format(arena, "<a b=\"%s",
                                                  many("x", 8000000)));
    Parts text = with(one_sheet, arena_format(arena, HEAD B("t=\"str\"><v>%s"
                                              "</v></c>"),
                                              many("x", 2000000)), "");
    Parts shared = with(one_sheet, many("<c t=\"s\"><v>0</v></c>", 4000), "");
    shared.strings = arena_format(arena, "<sst><si><t>%s</t></si></sst>",
                                  many("x", 1000000));
    Parts formats = with(one_sheet, cell, "");
    formats.styles = arena_format(arena, "<styleSheet>%s</styleSheet>",
                                  many("<numFmt/>", 5002));
    Parts sheets = with(one_sheet, cell, "");
    sheets.book = arena_format(arena, "<workbook>%s</workbook>",
                               many("<sheet name=\"S\"/>", 50000));
    Parts merged = with(one_sheet, cell,
                        many("<mergeCell ref=\"A9:B9\"/>", 100001));
    Parts none = with(one_sheet, cell, "");
    none.book = "<workbook/>";
    const struct {
        const Parts *parts;
        const char *said;
    } bombs[] = {
        {&deep, SHEET "its elements are nested too deep" ANEW},
        {&tag, SHEET "one of its tags is longer than 1 MiB" ANEW},
        {&open, SHEET "one of its tags is longer than 1 MiB" ANEW},
        {&text, SHEET "one of its texts is longer than 1 MiB" ANEW},
        {&shared, "fordela: error: the texts of \"t.xlsx\" are larger than "
         "1 GiB\n  way out: leave out columns that are not needed\n"},
        {&formats, "fordela: error: \"t.xlsx\" has too many cell formats\n"
         "  way out: copy the values alone into a new workbook\n"},
        {&sheets, "fordela: error: \"t.xlsx\" has several sheets: \"S\", "
         "\"S\", \"S\", \"S\", \"S\", \"S\", \"S\", \"S\", \"S\", \"S\", "
         "\"S\", \"S\", \xE2\x80\xA6\n  way out: say which: "
         "\"t.xlsx#S\"\n"},
        {&none, BROKEN "xl/workbook.xml: it has no sheet" ANEW},
        {&merged, "fordela: error: the sheet \"Blad1\" of \"t.xlsx\" has more "
         "than 100000 merged cells\n  way out: take the merging away and write "
         "the value in each cell\n"},
    };
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        read_sheet(bombs[i].parts, NULL, &said);
        cr_expect_str_eq(said, bombs[i].said);
    }
#undef SHEET
}

/* Where a fault stands is not sought through the whole line, nor each name
 * among all others: a hundred times the work would be seen. */
Test(table_xlsx, long_lines, .timeout = 20)
{
    enum { COLUMNS = 4000 };
    const char *long_text = many("y", 5000);
    Buf texts = {0}, cells = {0};
    for (size_t i = 0; i < COLUMNS; i++) {
        buf_addf(&texts, "<si><t>%s%zu</t></si>", long_text, i);
        buf_addf(&cells, "<c t=\"s\"><v>%zu</v></c>", i);
    }
    Parts parts = with(one_sheet, arena_format(arena, "<row r=\"1\">%s</row>"
        "<row r=\"2\">%s%s</row>", cells.at, many("<c t=\"s\"><v>0</v></c>",
        COLUMNS / 2), many("<c><f>1</f></c>", COLUMNS / 2)),
        many("<mergeCell ref=\"EWA2:EWB2\"/>", 20000));
    parts.strings = arena_format(arena, "<sst>%s</sst>", texts.at);
    buf_free(&texts);
    buf_free(&cells);
    const char *said;
    cr_expect_str_eq(read_sheet(&parts, NULL, &said), "(none)");
    cr_expect_not_null(strstr(said, "'Blad1'!BXY2: error: a formula that has"));
    cr_expect_not_null(strstr(said, "'Blad1'!EWA2: error: the cells EWA2:EWB2 "
                              "are merged"));
    cr_expect_not_null(strstr(said, "and 1981 more faults"));
}

/* As many as there may be of each, and one more: cell formats and their codes,
 * bytes of a text, of a tag of each kind, levels of elements. What is large is tried by `make check-limits`. */
Test(table_xlsx, at_limits_and_past_them)
{
    enum { LEVELS = 255, MIB = 1 << 20 };
    static const char is_refused[] = "fordela: error: \"t.xlsx\" has too many "
        "cell formats\n  way out: copy the values alone into a new "
        "workbook\n";
    static const char long_tag[] = BROKEN "xl/worksheets/sheet1.xml: one of "
        "its tags is longer than 1 MiB" ANEW;
    const char *cell = HEAD B("><v>1</v></c>"), *said;
    for (size_t past = 0; past <= 1; past++) {
        Parts codes = with(one_sheet, cell, ""), formats = codes;
        codes.styles = arena_format(arena, "<styleSheet>%s</styleSheet>",
                                    many("<numFmt/>", 5000 + past));
        formats.styles = arena_format(arena, "<styleSheet><cellXfs>%s"
                                      "</cellXfs></styleSheet>",
                                      many("<xf/>", 100000 + past));
        const char *text = many("x", MIB + past);
        Parts shared = with(one_sheet, HEAD B("t=\"s\"><v>3</v></c>"), "");
        shared.strings = arena_format(arena, "<sst><si><t>kod</t></si><si><t>v</t></si>"
                                      "<si/><si><t>%s</t></si></sst>", text);
        Parts tag = with(one_sheet, cell,
                         filled("<a b=\"", "x", "\"/>", MIB + past));
        Parts end = with(one_sheet, cell, arena_format(
            arena, "<a>%s", filled("</a", " ", ">", MIB + past)));
        Parts comment = with(one_sheet, cell,
                             filled("<!--", "x", "-->", MIB + past));
        Parts instruction = with(one_sheet, cell,
                                 filled("<?a ", "x", "?>", MIB + past));
        Parts deep = with(one_sheet, cell, arena_format(
            arena, "%s%s", many("<a>", LEVELS + past),
            many("</a>", LEVELS + past)));
        const struct {
            const Parts *parts;
            const char *said;
        } tried[] = {
            {&codes, is_refused}, {&formats, is_refused},
            {&shared, BROKEN "xl/sharedStrings.xml: one of its texts is "
             "longer than 1 MiB" ANEW},
            {&tag, long_tag}, {&end, long_tag}, {&comment, long_tag},
            {&instruction, long_tag},
            {&deep, BROKEN "xl/worksheets/sheet1.xml: its elements are nested "
             "too deep" ANEW},
        };
        for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
            read_sheet(tried[i].parts, NULL, &said);
            cr_expect_str_eq(said, past ? tried[i].said : "", "%zu", i);
        }
    }
}

/* A workbook may have so many parts, most of which are of no use here. */
Test(table_xlsx, parts)
{
    Parts parts = with(one_sheet, HEAD B("><v>1</v></c>"), "");
    const char *said;
    more_parts = 10000 - 7;
    read_sheet(&parts, NULL, &said);
    cr_expect_str_eq(said, "");
    more_parts++;
    read_sheet(&parts, NULL, &said);
    cr_expect_str_eq(said, "fordela: error: the workbook \"t.xlsx\" has more "
                     "than 10000 parts\n  way out: save the sheet alone as a "
                     "workbook\n");
}

/* Exponents that no integer holds (the sanitizers see what adding to them
 * does), and a format of more digits than are shown. */
Test(table_xlsx, numbers_beyond_all)
{
    const char *said;
    Parts low = with(one_sheet, HEAD B("><v>0.1E-99999999999999999999</v>"
                                       "</c>"), "");
    Parts high = with(one_sheet, HEAD B("><v>10E99999999999999999999</v>"
                                        "</c>"), "");
    Parts wide = with(one_sheet, HEAD B("s=\"0\"><v>5</v></c>"), "");
    wide.styles = arena_format(arena, "<styleSheet><numFmt numFmtId=\"170\" "
                               "formatCode=\"%s\"/><cellXfs><xf numFmtId="
                               "\"170\"/></cellXfs></styleSheet>",
                               many("0", 5000));
    cr_expect_str_eq(read_sheet(&low, NULL, &said),
                     "kod|v\xC3\xA4rde/0114|0.1E-99999999999999999999'");
    cr_expect_str_eq(read_sheet(&high, NULL, &said),
                     "kod|v\xC3\xA4rde/0114|10E99999999999999999999'");
    cr_expect_str_eq(read_sheet(&wide, NULL, &said),
                     "kod|v\xC3\xA4rde/0114|5'");
}

/* A workbook cut off at any byte, or with any byte changed, gives a table or a
 * fault, never a crash. */
Test(table_xlsx, damaged_anywhere)
{
    Parts parts = with(one_sheet, HEAD B("><v>1</v></c>"), "");
    Source *whole = workbook(&parts);
    size_t tables = 0;
    for (size_t i = 0; i < whole->len; i++) {
        Arena *own = arena_new();
        char *bytes = arena_copy(own, whole->text, whole->len);
        bytes[i] ^= (char)(1 << i % 8);
        Diags *diags = diags_new(own);
        Source *cut = source_make(own, "t.xlsx", whole->text, i);
        cr_expect_null(xlsx_read(own, cut, NULL, (Place){0}, diags));
        cr_expect(diags_failed(diags));
        Source *changed = source_make(own, "t.xlsx", bytes, whole->len);
        diags = diags_new(own);
        bool read = xlsx_read(own, changed, NULL, (Place){0}, diags) != NULL;
        cr_expect_neq(read, diags_failed(diags));
        tables += read;
        arena_free(own);
    }
    cr_expect_gt(tables, 0);
}
