/* xlsx_cells.c - the cells of a sheet, in the order they stand in the file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "table/xlsx_int.h"

/* Rows and columns of a sheet. */
#define ROWS_MAX 1048576
#define COLS_MAX 16384

typedef struct Reader {
    Xlsx *x;
    uint32_t row, col;      /* of the next cell without an address */
    XlsxCell cell;          /* the one being read */
    bool in_cell, in_text;
    bool has_value, has_formula;
    bool any_computed;      /* a formula whose value is not 0 */
    char type[12];          /* of its value: "s", "str", "b", ... */
    size_t format;
    unsigned spoken;
    Buf text;
} Reader;

/* "AB12" from 0; false if it is none. */
static bool read_address(const char *text, uint32_t *row, uint32_t *col,
                         const char **end)
{
    uint32_t c = 0, r = 0;
    for (; *text >= 'A' && *text <= 'Z' && c <= COLS_MAX; text++)
        c = c * 26 + (uint32_t)(*text - 'A') + 1;
    for (; *text >= '0' && *text <= '9' && r <= ROWS_MAX; text++)
        r = r * 10 + (uint32_t)(*text - '0');
    *end = text;
    *row = r - 1;
    *col = c - 1;
    return c >= 1 && c <= COLS_MAX && r >= 1 && r <= ROWS_MAX;
}

static void bad_address(Reader *r, const char *text)
{
    xlsx_broken(r->x, r->x->sheet_part,
                arena_format(r->x->arena, tr("\"%s\" is no cell"), text));
}

static void start_row(Reader *r, const char **attribute)
{
    const char *number = xlsx_attribute(attribute, "r");
    r->col = 0;
    if (number == NULL)
        return;
    unsigned long row = strtoul(number, NULL, 10);
    if (row < 1 || row > ROWS_MAX)
        bad_address(r, number);
    else
        r->row = (uint32_t)row - 1;
}

static void start_cell(Reader *r, const char **attribute)
{
    const char *address = xlsx_attribute(attribute, "r"), *end;
    const char *type = xlsx_attribute(attribute, "t");
    const char *style = xlsx_attribute(attribute, "s");
    if (address != NULL
        && (!read_address(address, &r->row, &r->col, &end) || *end != '\0'))
        bad_address(r, address);
    r->cell = (XlsxCell){.row = r->row, .col = r->col};
    r->in_cell = true;
    r->has_value = r->has_formula = false;
    r->format = style == NULL ? 0 : strtoul(style, NULL, 10);
    snprintf(r->type, sizeof r->type, "%s", type == NULL ? "n" : type);
    r->text.n = 0;
}

static void add_merge(Reader *r, const char **attribute)
{
    const char *ref = xlsx_attribute(attribute, "ref"), *end;
    XlsxMerge m = {0};
    if (ref == NULL || !read_address(ref, &m.row, &m.col, &end)
        || *end != ':'
        || !read_address(end + 1, &m.row_to, &m.col_to, &end))
        return;
    if (r->x->merges.n == XLSX_MERGES_MAX) {
        xlsx_refuse(r->x, "take the merging away and write the value in each "
                    "cell",
                    "the sheet \"%s\" of \"%s\" has more than %d merged cells",
                    r->x->sheet, r->x->raw->path, XLSX_MERGES_MAX);
        return;
    }
    m.ref = arena_string(r->x->arena, ref);
    *VEC_ADD(r->x->arena, &r->x->merges) = m;
}

static void cells_start(void *context, const char *name,
                        const char **attribute)
{
    Reader *r = context;
    if (strcmp(name, "row") == 0)
        start_row(r, attribute);
    else if (strcmp(name, "c") == 0)
        start_cell(r, attribute);
    else if (strcmp(name, "mergeCell") == 0)
        add_merge(r, attribute);
    if (!r->in_cell)
        return;
    r->spoken += strcmp(name, "rPh") == 0;
    r->has_formula = r->has_formula || strcmp(name, "f") == 0;
    bool value = strcmp(name, "v") == 0;
    r->has_value = r->has_value || value || strcmp(name, "is") == 0;
    r->in_text = value || (strcmp(name, "t") == 0 && r->spoken == 0);
}

static void cells_text(void *context, const char *text, int len)
{
    Reader *r = context;
    if (r->in_text)
        xlsx_add_text(r->x, r->x->sheet_part, &r->text, text, len);
}

/* ---- What a cell's value means ---- */

static const char *shared(Reader *r, const char *text)
{
    char *end;
    unsigned long i = strtoul(text, &end, 10);
    if (*text != '\0' && *end == '\0' && i < r->x->strings.n)
        return r->x->strings.at[i];
    xlsx_broken(r->x, r->x->sheet_part,
                arena_format(r->x->arena, tr("there is no text number %s"),
                             text));
    return "";
}

static const char *value_of(Reader *r, const char *text)
{
    static const XlsxFormat plain = {SHOWN_NUMBER, 0};
    const char *type = r->type;
    if (*text == '\0')
        return "";
    if (strcmp(type, "s") == 0)
        return shared(r, text);
    if (strcmp(type, "b") == 0)
        return strcmp(text, "0") == 0 ? "false" : "true";
    if (strcmp(type, "d") == 0)     /* 2020-01-31T00:00:00 */
        return arena_copy(r->x->arena, text,
                          strstr(text, "T00:00:00") != NULL
                              ? strcspn(text, "T") : strlen(text));
    if (strcmp(type, "n") != 0)     /* str, inlineStr, e */
        return arena_string(r->x->arena, text);
    r->cell.number = true;
    return xlsx_number(r->x, text, r->format < r->x->formats.n
                                       ? r->x->formats.at[r->format]
                                       : plain);
}

/* What writes formulas without computing them leaves out their values, leaves
 * these empty (an empty text has its type), or writes 0 everywhere. */
static void note_formula(Reader *r, const char *text)
{
    r->cell.formula = true;
    r->cell.valueless = *text == '\0'
                        && !(r->has_value && strcmp(r->type, "str") == 0);
    r->any_computed = r->any_computed || strcmp(text, "0") != 0;
}

static bool is_blank(const char *text)
{
    size_t len = strlen(text);
    text_trimmed(text, &len);
    return len == 0;
}

static void end_cell(Reader *r)
{
    xlsx_unescape(&r->text);
    r->cell.text = value_of(r, r->text.at);
    if (r->has_formula)
        note_formula(r, r->text.at);
    r->in_cell = false;
    r->col++;
    if (is_blank(r->cell.text) && !r->cell.valueless)
        return;
    if (r->x->cells.n == XLSX_CELLS_MAX)
        xlsx_refuse(r->x, "leave out rows and columns that are not needed",
                    "\"%s\" has more than %d cells", r->x->raw->path,
                    XLSX_CELLS_MAX);
    else
        *VEC_ADD(r->x->arena, &r->x->cells) = r->cell;
}

static void cells_end(void *context, const char *name)
{
    Reader *r = context;
    r->in_text = false;
    r->spoken -= strcmp(name, "rPh") == 0 && r->spoken > 0;
    if (strcmp(name, "c") == 0 && r->in_cell)
        end_cell(r);
    else if (strcmp(name, "row") == 0)
        r->row++;
}

bool xlsx_cells(Xlsx *x)
{
    Reader r = {.x = x};
    XlsxParse parse = {cells_start, cells_end, cells_text, &r};
    bool good = xlsx_part(x, x->sheet_part, &parse);
    buf_free(&r.text);
    for (size_t i = 0; x->asks_computing && !r.any_computed && i < x->cells.n;
         i++)
        x->cells.at[i].valueless = x->cells.at[i].formula;
    return good;
}
