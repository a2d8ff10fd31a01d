/* xlsx_shared.c - texts and number formats that the cells of a workbook share.
 */
#include <stdlib.h>
#include <string.h>

#include "table/xlsx_int.h"

/* ---- Texts ---- */

typedef struct Strings {
    Xlsx *x;
    Buf text;
    bool inside;        /* a <t> that counts */
    unsigned spoken;    /* depth of <rPh>: how it is pronounced */
} Strings;

static void strings_start(void *context, const char *name,
                          const char **attribute)
{
    Strings *s = context;
    (void)attribute;
    if (strcmp(name, "si") == 0)
        s->text.n = 0;
    s->spoken += strcmp(name, "rPh") == 0;
    s->inside = strcmp(name, "t") == 0 && s->spoken == 0;
}

static void strings_end(void *context, const char *name)
{
    Strings *s = context;
    s->inside = false;
    s->spoken -= strcmp(name, "rPh") == 0 && s->spoken > 0;
    if (strcmp(name, "si") != 0)
        return;
    if (s->x->strings.n == XLSX_STRINGS_MAX) {
        xlsx_refuse(s->x, "leave out columns that are not needed",
                    "\"%s\" has more than %d texts", s->x->raw->path,
                    XLSX_STRINGS_MAX);
        return;
    }
    xlsx_unescape(&s->text);
    *VEC_ADD(s->x->arena, &s->x->strings) =
        arena_copy(s->x->arena, s->text.at, s->text.n);
}

static void strings_text(void *context, const char *text, int len)
{
    Strings *s = context;
    if (s->inside)
        xlsx_add_text(s->x, s->x->strings_part, &s->text, text, len);
}

bool xlsx_strings(Xlsx *x)
{
    Strings s = {.x = x};
    XlsxParse parse = {strings_start, strings_end, strings_text, &s};
    bool good = x->strings_part == NULL
                || xlsx_part(x, x->strings_part, &parse);
    buf_free(&s.text);
    return good;
}

/* ---- Number formats ---- */

#define ZEROS_MAX 40    /* digits shown; no code is longer */

typedef struct Code {
    long id;
    XlsxFormat format;
} Code;

typedef struct Styles {
    Xlsx *x;
    bool cells;         /* inside <cellXfs> */
    VEC(Code) codes;
} Styles;

/* What a format's first section shows: quoted text, escaped signs and
 * [colours] say nothing. */
static XlsxFormat format_of(const char *code)
{
    XlsxFormat out = {SHOWN_NUMBER, 0};
    unsigned zeros = 0, others = 0;
    for (; *code != '\0' && *code != ';'; code++) {
        char end = *code == '"' ? '"' : *code == '[' ? ']' : '\0';
        if (end != '\0') {
            const char *close = strchr(code + 1, end);
            code = close == NULL ? code + strlen(code) - 1 : close;
            continue;
        }
        if ((*code == '\\' || *code == '_' || *code == '*')
            && code[1] != '\0') {
            code++;
            continue;
        }
        if (strchr("yYdD", *code) != NULL)
            out.shown = SHOWN_DATE;
        else if (*code == '%')
            out.shown = SHOWN_PERCENT;
        zeros += *code == '0';
        others += *code != '0';
    }
    if (zeros > 1 && zeros <= ZEROS_MAX && others == 0)
        out = (XlsxFormat){SHOWN_ZEROS, zeros};
    return out;
}

/* Formats that every Excel knows by number. */
static XlsxFormat built_in(long id)
{
    bool date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31)
                || id == 36 || (id >= 50 && id <= 54) || id == 57
                || id == 58;
    return (XlsxFormat){date ? SHOWN_DATE
                        : id == 9 || id == 10 ? SHOWN_PERCENT : SHOWN_NUMBER,
                        0};
}

static XlsxFormat by_number(const Styles *s, long id)
{
    for (size_t i = 0; i < s->codes.n; i++)
        if (s->codes.at[i].id == id)
            return s->codes.at[i].format;
    return built_in(id);
}

static long number_of(const char **attribute, const char *name)
{
    const char *text = xlsx_attribute(attribute, name);
    return text == NULL ? 0 : strtol(text, NULL, 10);
}

static void refuse_formats(Styles *s)
{
    xlsx_refuse(s->x, "copy the values alone into a new workbook",
                "\"%s\" has too many cell formats", s->x->raw->path);
}

static void add_code(Styles *s, const char **attribute)
{
    const char *code = xlsx_attribute(attribute, "formatCode");
    if (s->codes.n == XLSX_CODES_MAX)
        refuse_formats(s);
    else
        *VEC_ADD(s->x->arena, &s->codes) =
            (Code){number_of(attribute, "numFmtId"),
                   format_of(code == NULL ? "" : code)};
}

static void add_format(Styles *s, const char **attribute)
{
    if (s->x->formats.n == XLSX_FORMATS_MAX)
        refuse_formats(s);
    else
        *VEC_ADD(s->x->arena, &s->x->formats) =
            by_number(s, number_of(attribute, "numFmtId"));
}

static void styles_start(void *context, const char *name,
                         const char **attribute)
{
    Styles *s = context;
    if (strcmp(name, "numFmt") == 0)
        add_code(s, attribute);
    else if (strcmp(name, "cellXfs") == 0)
        s->cells = true;
    else if (s->cells && strcmp(name, "xf") == 0)
        add_format(s, attribute);
}

static void styles_end(void *context, const char *name)
{
    Styles *s = context;
    if (strcmp(name, "cellXfs") == 0)
        s->cells = false;
}

bool xlsx_styles(Xlsx *x)
{
    Styles s = {.x = x};
    XlsxParse parse = {styles_start, styles_end, NULL, &s};
    return x->styles_part == NULL || xlsx_part(x, x->styles_part, &parse);
}
