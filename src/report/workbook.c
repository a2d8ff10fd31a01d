/* workbook.c - a run as a workbook, from definitions to bytes. */
#include "report/report_int.h"
#include "report/workbook_paper.h"
#include "table/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Excel's longest name of a sheet. */
#define SHEET_NAME_MAX 31
/* 2000-01-01, for scenarios without a date: the same run gives the same
 * bytes. */
#define NO_DATE 10957

/* ---- What there is to write ---- */

static void begin(Wb *wb, const ReportIn *in)
{
    size_t tables = in->result->program->n_tables;
    wb->in = in;
    wb->arena = in->arena;
    wb->pool = in->pool;
    wb->result = in->result;
    wb->program = in->result->program;
    wb->by_expr = ARENA_ARRAY(wb->arena, WbCol *, wb->program->n_exprs + 1);
    wb->by_def = ARENA_ARRAY(wb->arena, WbCol *, wb->program->n_defs + 1);
    wb->code = ARENA_ARRAY(wb->arena, WbCol *, tables + 1);
    wb->label = ARENA_ARRAY(wb->arena, WbCol *, tables + 1);
    wb->order = ARENA_ARRAY(wb->arena, WbCol *, tables + 1);
    wb->inputs = ARENA_ARRAY(wb->arena, WbSheet, tables + 1);
    wb->steps = ARENA_ARRAY(wb->arena, WbSheet, tables + 1);
    wb->amounts = ARENA_ARRAY(wb->arena, WbSheet, tables + 1);
    for (size_t t = 0; t < tables; t++) {
        wb->code[t] = wb_col(wb, WB_INPUT, (int)t);
        wb->label[t] = wb_col(wb, WB_INPUT, (int)t);
    }
}

/* The values as they are now beside the ones that change. */
static void keep_engine(Wb *wb, WbCol *col)
{
    if (col == NULL || col->known == NULL)
        return;
    WbCol *engine = wb_col(wb, col->table < 0 ? WB_STEP : col->place,
                           col->table);
    engine->is_engine = true;
    engine->known = col->known;
    engine->type = col->type;
    engine->places = col->places;
    engine->title = arena_format(wb->arena, tr("%s, as Fördela has it"),
                                 col->name);
    col->engine = engine;
}

static void make_figures(Wb *wb)
{
    const Program *program = wb->program;
    wb->require = ARENA_ARRAY(wb->arena, WbCol *, program->n_requires + 1);
    for (size_t i = 0; i < program->n_requires; i++)
        wb->require[i] = wb_of(wb, program->require[i].expr);
    for (size_t i = 0; i < program->n_reports; i++) {
        const Report *report = &program->report[i];
        WbCol *col = wb_of(wb, report->expr);
        if (col->def != NULL || col->figure) {
            WbCol *same = wb_step(wb, -1, col->title, "{0}", col);
            same->known = col->known;
            same->type = col->type;
            col = same;
        }
        col->figure = true;
        if (report->title != NULL)
            col->title = report->title;
    }
}

static void make_columns(Wb *wb)
{
    const Program *program = wb->program;
    for (size_t i = 0; i < program->n_defs; i++)
        if (program->def[i]->kind == DEF_DATA)
            wb_define(wb, program->def[i]);
    for (size_t i = 0; i < program->n_order; i++)
        if (program->order[i]->kind != DEF_DATA)
            wb_define(wb, program->order[i]);
    make_figures(wb);
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind != DEF_LET)
            keep_engine(wb, wb->by_def[def->id]);
    }
}

static bool leads_to_stiff(const WbCol *col)
{
    for (size_t i = 0; i < col->n_args; i++)
        if (col->arg[i]->stiff)
            return true;
    return col->fixed != NULL;
}

/* Columns may stand before those they name. */
static void find_stiff(Wb *wb)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < wb->cols.n; i++) {
            WbCol *col = wb->cols.at[i];
            if (!col->stiff && leads_to_stiff(col))
                col->stiff = more = true;
        }
    }
}

/* ---- Names ---- */

/* Excel takes names for the same that differ in case. Letters beyond ASCII
 * differ so in one bit of their last byte; some others do, too, which only
 * gives a name a number that needed none. */
static bool same_name(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        unsigned char x = (unsigned char)*a, y = (unsigned char)*b;
        bool letter = (x | 32) >= 'a' && ((x | 32) <= 'z' || x >= 0x80);
        if (x != y && !(letter && (x ^ y) == 32))
            return false;
    }
    return *a == *b;
}

/* Names that Excel would take for a cell (R, C, R1C1, A1 to XFD1), or for a
 * flag. */
static bool like_cell(const char *name)
{
    if (same_name(name, "true") || same_name(name, "false"))
        return true;
    size_t letters = 0;
    const char *at = name;
    while (((*at | 32) >= 'a' && (*at | 32) <= 'z'))
        at++, letters++;
    size_t digits = strspn(at, "0123456789");
    if (letters <= 3 && digits > 0 && at[digits] == '\0')
        return true;
    return ((*name | 32) == 'r' || (*name | 32) == 'c')
           && name[1 + strspn(name + 1, "0123456789rRcC")] == '\0';
}

static bool name_taken(const Wb *wb, const char *name)
{
    for (size_t i = 0; i < wb->cols.n; i++)
        if (wb->cols.at[i]->defined != NULL
            && same_name(wb->cols.at[i]->defined, name))
            return true;
    return false;
}

static void name_params(Wb *wb)
{
    for (size_t i = 0; i < wb->cols.n; i++) {
        WbCol *col = wb->cols.at[i];
        if (col->place != WB_PARAM)
            continue;
        const char *name = col->name;
        while (like_cell(name) || name_taken(wb, name))
            name = arena_format(wb->arena, "%s_", name);
        col->defined = name;
    }
}

/* "Inputs" for the main table, "Inputs area" for another. */
static const char *sheet_name(Wb *wb, const char *what, int table, int main)
{
    if (table == main)
        return what;
    const char *own = wb->program->table[table].name;
    const char *name = arena_format(wb->arena, "%s %s", what, own);
    bool usable = strlen(name) <= SHEET_NAME_MAX;
    for (int t = 0; t < table; t++)
        usable = usable && !same_name(wb->program->table[t].name, own);
    return usable ? name
                  : arena_format(wb->arena, "%s %d", what, table + 1);
}

static void name_sheets(Wb *wb)
{
    int main = report_table(wb->in);
    if (main < 0)
        main = 0;
    for (size_t t = 0; t < wb->program->n_tables; t++) {
        wb->inputs[t].name = sheet_name(wb, tr("Inputs"), (int)t, main);
        wb->steps[t].name = sheet_name(wb, tr("Calculation"), (int)t, main);
        wb->amounts[t].name = sheet_name(wb, tr("Result"), (int)t, main);
    }
    wb->params.name = tr("Parameters");
    wb->totals.name = tr("Totals");
    wb->checks.name = tr("Checks");
    wb->sources.name = tr("Sources");
}

/* ---- Writing ---- */

static bool has_results(const Wb *wb, int table)
{
    for (size_t i = 0; i < wb->program->n_defs; i++)
        if (wb->program->def[i]->kind == DEF_RESULT
            && wb->program->def[i]->table == table)
            return true;
    return false;
}

static bool has_steps(const Wb *wb, const WbSheet *sheet)
{
    for (size_t i = 0; i < wb->cols.n; i++)
        if (wb->cols.at[i]->sheet == sheet)
            return true;
    return false;
}

/* The main table's sheet first. */
static void each_table(Paper *p, void (*write)(Paper *, int),
                       bool (*wanted)(const Wb *, int))
{
    const Wb *wb = p->wb;
    int main = report_table(wb->in);
    for (int first = 1; first >= 0; first--)
        for (int t = 0; t < (int)wb->program->n_tables; t++)
            if ((t == main) == (first == 1) && wanted(wb, t))
                write(p, t);
}

static bool any_table(const Wb *wb, int table)
{
    return wb->inputs[table].name != NULL;
}

static bool table_steps(const Wb *wb, int table)
{
    return has_steps(wb, &wb->steps[table]);
}

static void write_sheets(Paper *p)
{
    each_table(p, paper_amounts, has_results);
    if (has_steps(p->wb, &p->wb->params))
        paper_params(p);
    each_table(p, paper_inputs, any_table);
    each_table(p, paper_steps, table_steps);
    if (has_steps(p->wb, &p->wb->totals))
        paper_totals(p);
    paper_checks(p);
    paper_sources(p);
}

static void set_properties(Paper *p)
{
    const Program *program = p->wb->program;
    lxw_doc_properties properties = {
        .title = (char *)(program->scenario_title != NULL
                              ? program->scenario_title : program->name),
        .comments = (char *)"Fördela",
        .created = (time_t)(program->has_date ? program->date : NO_DATE)
                   * 86400};
    workbook_set_properties(p->book, &properties);
}

static bool fits(const Wb *wb, Diags *diags)
{
    for (size_t i = 0; i < wb->cols.n; i++) {
        const WbCol *col = wb->cols.at[i];
        const char *what = col->name != NULL ? col->name
                                             : tr("the calculation");
        if (col->row + col->n <= WORKBOOK_ROWS_MAX
            && col->col + 2 < WORKBOOK_COLS_MAX)
            continue;
        diag_add(diags, DIAG_FAULT, (Place){0},
                 "write it with --format csv, or leave rows out",
                 "a sheet holds %d rows and %d columns, and %s needs more",
                 WORKBOOK_ROWS_MAX, WORKBOOK_COLS_MAX, what);
        return false;
    }
    return true;
}

/* ---- Bytes: the library writes files, so it is given one in memory ---- */

static bool read_back(int fd, Buf *out)
{
    char bytes[65536];
    off_t at = 0;
    ssize_t n;
    while ((n = pread(fd, bytes, sizeof bytes, at)) > 0) {
        buf_add_n(out, bytes, (size_t)n);
        at += n;
    }
    return n == 0 && out->n > 0;
}

/* Where its own temporary files do not fit, the library goes on without. */
static bool is_whole(const Buf *out)
{
    Arena *arena = arena_new();
    Source *written = source_make(arena, "", out->at, out->n);
    bool whole = xlsx_is_whole(arena, written);
    arena_free(arena);
    if (!whole)
        errno = ENOSPC;
    return whole;
}

static bool write_book(Wb *wb, Buf *out)
{
    char path[64];
    int fd = memfd_create("fordela", MFD_CLOEXEC);
    if (fd < 0)
        return false;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    Paper paper = {.wb = wb, .book = workbook_new(path)};
    bool good = paper.book != NULL;
    if (good) {
        set_properties(&paper);
        write_sheets(&paper);
        good = workbook_close(paper.book) == LXW_NO_ERROR
               && read_back(fd, out) && is_whole(out);
    }
    close(fd);
    return good;
}

bool report_workbook(const ReportIn *in, Diags *diags, Buf *out)
{
    Wb wb = {0};
    begin(&wb, in);
    make_columns(&wb);
    find_stiff(&wb);
    name_sheets(&wb);
    name_params(&wb);
    wb_layout(&wb);
    if (!fits(&wb, diags))
        return false;
    if (write_book(&wb, out))
        return true;
    diag_add(diags, DIAG_MACHINE, (Place){0},
             "see that /proc is there, and room for temporary files in /tmp",
             "the workbook cannot be put together: %s", tr_error(errno));
    return false;
}
