/* xlsx.c - a workbook opened, read and closed. */
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "base/tr.h"
#include "table/xlsx_int.h"

#define ENDING 5   /* ".xlsx" */

static bool is_ending(const char *at)
{
    return strncasecmp(at, ".xlsx", ENDING) == 0
           || strncasecmp(at, ".xlsm", ENDING) == 0;
}

bool xlsx_path(Arena *arena, const char *path, const char **file,
               const char **sheet)
{
    for (const char *at = path; *at != '\0'; at++) {
        if (*at != '.' || !is_ending(at)
            || (at[ENDING] != '\0' && at[ENDING] != '#'))
            continue;
        if (file != NULL)
            *file = arena_copy(arena, path, (size_t)(at - path) + ENDING);
        if (sheet != NULL)
            *sheet = at[ENDING] == '#' ? at + ENDING + 1 : NULL;
        return true;
    }
    return false;
}

bool xlsx_is_old(const Source *raw)
{
    return raw->len >= 4 && memcmp(raw->text, "\xD0\xCF\x11\xE0", 4) == 0;
}

void xlsx_refuse(Xlsx *x, const char *way_out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (!x->failed)
        diag_addv(x->diags, DIAG_FAULT, x->asked, way_out, format, args);
    va_end(args);
    x->failed = true;
}

void xlsx_broken(Xlsx *x, const char *part, const char *why)
{
    xlsx_refuse(x, "open it in Excel or LibreOffice and save it anew as .xlsx",
                "the workbook \"%s\" is broken: %s: %s", x->raw->path, part,
                tr(why));
}

static bool open_zip(Xlsx *x)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *bytes = zip_source_buffer_create(x->raw->text, x->raw->len,
                                                   0, &error);
    x->zip = bytes == NULL ? NULL
                           : zip_open_from_source(bytes, ZIP_RDONLY, &error);
    if (x->zip == NULL) {
        if (bytes != NULL)
            zip_source_free(bytes);
        xlsx_refuse(x, "save it in Excel or LibreOffice as .xlsx",
                    "\"%s\" is no workbook, or broken: %s", x->raw->path,
                    zip_error_strerror(&error));
    } else if (zip_get_num_entries(x->zip, 0) > XLSX_PARTS_MAX) {
        xlsx_refuse(x, "save the sheet alone as a workbook",
                    "the workbook \"%s\" has more than %d parts",
                    x->raw->path, XLSX_PARTS_MAX);
    }
    zip_error_fini(&error);
    return !x->failed;
}

static bool all_parts(Xlsx *x)
{
    XlsxParse parse = {NULL, NULL, NULL, NULL};
    zip_int64_t n = zip_get_num_entries(x->zip, 0);
    for (zip_int64_t i = 0; i < n && !x->failed; i++) {
        const char *name = zip_get_name(x->zip, (zip_uint64_t)i, 0);
        if (name != NULL)
            xlsx_part(x, name, &parse);
    }
    return !x->failed;
}

bool xlsx_is_whole(Arena *arena, const Source *raw)
{
    Xlsx x = {.arena = arena, .raw = raw, .diags = diags_new(arena)};
    bool whole = open_zip(&x) && all_parts(&x);
    if (x.zip != NULL)
        zip_discard(x.zip);
    return whole;
}

Csv *xlsx_read(Arena *arena, const Source *raw, const char *sheet,
               Place asked, Diags *diags)
{
    Xlsx x = {.arena = arena, .raw = raw, .asked = asked, .diags = diags};
    Csv *csv = NULL;
    if (xlsx_is_old(raw)) {
        xlsx_refuse(&x, "open it in Excel or LibreOffice, take its password "
                    "away, and save it as .xlsx",
                    "\"%s\" is protected by a password, or an old .xls under "
                    "another name", raw->path);
        return NULL;
    }
    x.plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (open_zip(&x) && xlsx_book(&x, sheet) && xlsx_strings(&x)
        && xlsx_styles(&x) && xlsx_cells(&x))
        csv = xlsx_grid(&x);
    if (x.zip != NULL)
        zip_discard(x.zip);
    if (x.plain != (locale_t)0)
        freelocale(x.plain);
    return csv;
}
