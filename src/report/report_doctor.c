/* report_doctor.c - a diagnosis as text for people. */

#include "report/report_doctor_int.h"

#include <string.h>

#include "base/tr.h"
#include "report/report.h"
#include "report/report_lines.h"
#include "report/report_study.h"

#define INDENT "    "
#define MISSING_LISTED 10

const char *doctor_row_name(const DoctorSheet *sheet, int table, size_t row)
{
    const Table *t = sheet->diagnosis->result->data->table[table];
    if (strcmp(t->code[row], t->label[row]) == 0)
        return t->code[row];
    return arena_format(sheet->show.arena, "%s %s", t->code[row],
                        t->label[row]);
}

const char *doctor_counted(const DoctorSheet *sheet, size_t n,
                           const char *one, const char *many)
{
    return arena_format(sheet->show.arena, trn(one, many, n), n);
}

/* ---- a quotient ---- */

static const char *part_text(const DoctorSheet *sheet, const Expr *e,
                             size_t row)
{
    const Column *column = &sheet->diagnosis->treated->column[e->id];
    const Expr *named = e->kind == EXPR_SPREAD ? e->arg[0] : e;
    if (!column->at)
        return NULL;
    const Value *value = &column->at[column->n == 1 ? 0 : row];
    return arena_format(sheet->show.arena, "%s%s%s",
                        named->kind == EXPR_DEF ? named->def->name : "",
                        named->kind == EXPR_DEF ? " " : "",
                        show_value(&sheet->show, &e->type, value, false));
}

const char *doctor_quotient(const DoctorSheet *sheet, const Expr *e,
                            size_t row)
{
    while (e->kind == EXPR_ROUND
           || (e->kind == EXPR_DEF && e->def->expr))
        e = e->kind == EXPR_ROUND ? e->arg[0] : e->def->expr;
    const Column *column = &sheet->diagnosis->treated->column[e->id];
    if (e->kind != EXPR_DIV || !column->at)
        return NULL;
    const char *over = part_text(sheet, e->arg[0], row);
    const char *under = part_text(sheet, e->arg[1], row);
    const Type percent = {.kind = TYPE_NUMBER, .percent = true};
    return over && under
               ? arena_format(sheet->show.arena, "%s / %s = %s", over, under,
                              show_value(&sheet->show, &percent,
                                         &column->at[row], false))
               : NULL;
}

/* ---- the expect lines ---- */

const char *doctor_line(const DoctorSheet *sheet, const Expect *expect)
{
    Buf text = {0};
    if (expect->result) {
        buf_add(&text, expect->result->name);
        report_expect_file(expect, &text);
    } else {
        node_print(expect->stmt->value, &text);
    }
    const char *copy = arena_copy(sheet->show.arena, text.at, text.n);
    buf_free(&text);
    return copy;
}

static void add_missing(const DoctorSheet *sheet, const Examined *e)
{
    const Def *def = e->before.expect->result;
    if (e->n_missing == 0)
        return;
    const Column *column = result_column(sheet->diagnosis->result, def);
    line_wrap(sheet->out, "  ", INDENT, arena_format(
        sheet->show.arena, "%s",
        doctor_counted(sheet, e->n_missing,
                       "%zu row is missing from the file:",
                       "%zu rows are missing from the file:")));
    for (size_t i = 0; i < e->n_missing; i++) {
        size_t row = e->missing[i];
        if (i == MISSING_LISTED && !sheet->all_rows) {
            line_wrap(sheet->out, INDENT, INDENT, arena_format(
                sheet->show.arena, tr("and %zu more (--rows lists all)"),
                e->n_missing - i));
            break;
        }
        line_wrap(sheet->out, INDENT, INDENT, arena_format(
            sheet->show.arena, tr("%s, for which %s follows"),
            doctor_row_name(sheet, def->table, row),
            show_value(&sheet->show, &def->type, &column->at[row], false)));
    }
}

static void add_stated(const DoctorSheet *sheet, const Examined *e)
{
    const Expect *expect = e->before.expect;
    if (expect->because && e->before.n_equal < e->before.n_compared)
        line_wrap(sheet->out, "  ", INDENT, arena_format(
            sheet->show.arena, tr("the scenario states: %s"),
            expect->because));
}

static void add_closest(const DoctorSheet *sheet, const Examined *e)
{
    if (e->closest)
        line_wrap(sheet->out, "  ", INDENT, arena_format(
            sheet->show.arena, tr("more would agree, which may be chance, "
                                  "with: %s (%zu of %zu)"),
            e->closest, e->closest_equal, e->after.n_compared));
}

static void add_examined(const DoctorSheet *sheet, const Examined *e)
{
    bool differs = e->after.n_equal < e->after.n_compared;
    bool empty = e->after.n_compared == 0;
    if (!differs && !empty && e->n_missing == 0)
        return;
    buf_add_char(sheet->out, '\n');
    line_wrap(sheet->out, "", INDENT, doctor_line(sheet, e->before.expect));
    if (empty)
        line_wrap(sheet->out, "  ", INDENT,
                  tr("nothing was compared: the published column has no value "
                     "for any row"));
    else if (e->before.expect->result)
        doctor_add_rows(sheet, e);
    else
        doctor_add_single(sheet, e);
    add_closest(sheet, e);
    add_missing(sheet, e);
    add_stated(sheet, e);
}

/* ---- what was done otherwise ---- */

/* Of each expect line that a treatment changes: how many figures agree. */
static void add_effects(const DoctorSheet *sheet, size_t at)
{
    const Diagnosis *d = sheet->diagnosis;
    size_t last = at;       /* the one before it that tells, plus 1 */
    while (last > 0 && !d->treatment[last - 1].equal)
        last--;
    for (size_t i = 0; d->treatment[at].equal && i < d->n; i++) {
        const Verdict *v = &d->examined[i].before;
        size_t before = last > 0 ? d->treatment[last - 1].equal[i]
                                 : v->n_equal;
        size_t now = d->treatment[at].equal[i];
        if (now == before)
            continue;
        const char *name = doctor_line(sheet, v->expect);
        const char *text =
            v->expect->result
                ? arena_format(sheet->show.arena, tr("%s: %zu of %zu agree, "
                                                     "%zu before"),
                               name, now, v->n_compared, before)
                : arena_format(sheet->show.arena, "%s: %s", name,
                               now ? tr("agrees")
                                   : tr("does not agree any more"));
        line_wrap(sheet->out, INDENT, INDENT "  ", text);
    }
}

static void add_treatments(const DoctorSheet *sheet)
{
    const Diagnosis *d = sheet->diagnosis;
    if (d->n_treatments > 0)
        buf_add(sheet->out, tr("\nDone otherwise than the scenario says:\n"));
    for (size_t i = 0; i < d->n_treatments; i++) {
        line_wrap(sheet->out, "  ", INDENT, d->treatment[i].text);
        add_effects(sheet, i);
        if (d->treatment[i].same)
            line_wrap(sheet->out, INDENT, INDENT "  ", arena_format(
                sheet->show.arena, tr("just as well: %s"),
                d->treatment[i].same));
    }
}

static void add_instead(const DoctorSheet *sheet)
{
    const Diagnosis *d = sheet->diagnosis;
    if (d->n_instead > 0)
        buf_add(sheet->out, tr("\nThe tables cannot tell that from:\n"));
    for (size_t i = 0; i < d->n_instead; i++)
        line_wrap(sheet->out, "  ", INDENT, d->instead[i]);
}

static void add_tried(const DoctorSheet *sheet, size_t left)
{
    const Tried *t = &sheet->diagnosis->tried;
    if (left > 0)
        line_wrap(sheet->out, "\n", "", arena_format(
            sheet->show.arena, tr("Tried as well: %s, %s, %s, %s."),
            doctor_counted(sheet, t->roundings, "%zu other rounding",
                           "%zu other roundings"),
            doctor_counted(sheet, t->limits, "%zu floor or ceiling",
                           "%zu floors and ceilings"),
            doctor_counted(sheet, t->columns, "%zu other column",
                           "%zu other columns"),
            doctor_counted(sheet, t->inputs, "%zu change of one or two inputs",
                           "%zu changes of one or two inputs")));
}

/* ---- the scenario ---- */

static void add_head(const DoctorSheet *sheet, const DoctorCount *c)
{
    const Diagnosis *d = sheet->diagnosis;
    const char *figures = doctor_counted(sheet, c->figures, "%zu figure",
                                         "%zu figures");
    const char *lines = doctor_counted(sheet, d->n, "%zu expect line",
                                       "%zu expect lines");
    if (c->figures == 0 && c->empty > 0)
        line_wrap(sheet->out, "", "", arena_format(
            sheet->show.arena, tr("%s in %s: nothing was compared"), figures,
            lines));
    else if (c->agree == c->figures && c->empty == 0)
        line_wrap(sheet->out, "", "", arena_format(
            sheet->show.arena, tr("%s in %s: all agree%s"), figures, lines,
            c->missing ? tr(", but rows are missing") : ""));
    else
        line_wrap(sheet->out, "", "", arena_format(
            sheet->show.arena, tr("%s in %s: %zu agree, %zu explained, %zu "
                                  "not"),
            figures, lines, c->agree, c->explained, c->left));
}

void report_doctor(Arena *arena, RatPool *pool, const char *path,
                   const Diagnosis *diagnosis, bool all_rows, Buf *out)
{
    const Program *program = diagnosis->result->program;
    const DoctorSheet sheet = {{arena, pool, program}, diagnosis, all_rows,
                               out};
    DoctorCount c = {0};
    doctor_count(&c, diagnosis);
    line_add(out, path);
    buf_add_char(out, '\n');
    if (program->scenario_title)
        line_wrap(out, "", "", program->scenario_title);
    add_head(&sheet, &c);
    add_treatments(&sheet);
    for (size_t i = 0; i < diagnosis->n; i++)
        add_examined(&sheet, &diagnosis->examined[i]);
    add_instead(&sheet);
    add_tried(&sheet, c.left);
    buf_add_char(out, '\n');
}

void report_doctor_skipped(const char *path, const char *why, Buf *out)
{
    line_add(out, path);
    buf_addf(out, "\n  %s\n\n", why);
}

void report_doctor_count(const DoctorCount *c, Buf *out)
{
    Buf text = {0};
    buf_addf(&text, trn("%zu scenario, ", "%zu scenarios, ", c->scenarios),
             c->scenarios);
    buf_addf(&text, tr("%zu figures: %zu agree, %zu explained, %zu not"),
             c->figures, c->agree, c->explained, c->left);
    if (c->left_stated > 0)
        buf_addf(&text, tr(" (%zu of them as the scenario states)"),
                 c->left_stated);
    if (c->missing > 0)
        buf_addf(&text, trn("; %zu row missing", "; %zu rows missing",
                            c->missing), c->missing);
    if (c->empty > 0)
        buf_addf(&text, trn("; %zu expect line compared nothing",
                            "; %zu expect lines compared nothing", c->empty),
                 c->empty);
    if (c->without > 0)
        buf_addf(&text, tr("; %zu without an expect line"), c->without);
    if (c->failed > 0)
        buf_addf(&text, tr("; %zu could not be run"), c->failed);
    line_wrap(out, "", "", text.at);
    buf_free(&text);
}
