/* report_erratum.c - what a correction changes, as the annex of a decision. */

#include "report/report_erratum.h"

#include <string.h>

#include "base/tr.h"
#include "report/report.h"
#include "report/report_lines.h"
#include "study/show.h"

#define INDENT "  "
#define DECIDED_END 48
#define CORRECTED_END 62
#define DIFFERENCE_END 76
#define NAME_WIDTH 34

typedef struct Annex {
    Show show;
    const ErratumIn *in;
    Buf *out;
} Annex;

static void add_line(const Annex *a, const char *name, const char *decided,
                     const char *corrected, const char *difference,
                     const char *letters)
{
    const LineCell cell[] = {
        {decided, DECIDED_END}, {corrected, CORRECTED_END},
        {difference, DIFFERENCE_END},
        {letters, DIFFERENCE_END + 1 + strlen(letters)}};
    size_t start = a->out->n;
    buf_add(a->out, INDENT);
    line_cut(a->out, name, NAME_WIDTH - strlen(INDENT));
    line_cells(a->out, start, cell, sizeof cell / sizeof *cell);
}

static void say(const Annex *a, const char *text)
{
    line_wrap(a->out, INDENT, INDENT INDENT, text);
}

/* ---- figures ---- */

static const char *number_text(const Annex *a, const Type *type,
                               const Rat *num)
{
    return type->percent ? show_amount(&a->show, type, num)
                         : show_plain(&a->show, type, num);
}

static const char *value_text(const Annex *a, const Type *type,
                              const Value *value)
{
    if (!value)
        return tr("no row");
    if (type->kind == TYPE_NUMBER && !value->undefined)
        return number_text(a, type, value->num);
    return show_value(&a->show, type, value, false);
}

/* "e" for a row whose own input is estimated, "c" calibrated. */
static const char *letters_of(const ErratumRow *row, unsigned *seen)
{
    static const char *const letters[] = {"", "e", "c", "ec"};
    unsigned marks = row->after ? row->after->marks : 0u;
    unsigned pooled = row->after ? row->after->pooled : 0u;
    *seen |= marks | pooled << 2;
    return letters[marks & 3];
}

static void add_row(const Annex *a, const Type *type, const ErratumRow *row,
                    unsigned *seen)
{
    const Rat *off = erratum_difference(a->in->pool, type, row);
    const char *name =
        strcmp(row->code, row->label) == 0
            ? row->code
            : arena_format(a->show.arena, "%s %s", row->code, row->label);
    add_line(a, name, value_text(a, type, row->before),
             value_text(a, type, row->after),
             off ? number_text(a, type, off) : "", letters_of(row, seen));
}

/* ---- one result ---- */

static void add_sum(const Annex *a, const ErratumResult *r)
{
    const Type *type = &r->def->type;
    if (r->sum_before)
        add_line(a, arena_format(a->show.arena, tr("sum of all %zu rows"),
                                 r->n_all),
                 number_text(a, type, r->sum_before),
                 number_text(a, type, r->sum_after),
                 number_text(a, type, rat_sub(a->in->pool, r->sum_after,
                                              r->sum_before)), "");
}

static void add_notes(const Annex *a, const ErratumResult *r, unsigned seen)
{
    static const struct {
        unsigned bit;
        const char *text;
    } note[] = {{MARK_ESTIMATED, N_("e: from estimated input of this row")},
                {MARK_CALIBRATED, N_("c: from input of this row fitted to a "
                                     "published table")},
                {MARK_ESTIMATED << 2, N_("a total behind these amounts holds "
                                         "estimated input")},
                {MARK_CALIBRATED << 2, N_("a total behind these amounts holds "
                                          "calibrated input")}};
    for (size_t i = 0; i < sizeof note / sizeof *note; i++)
        if (seen & note[i].bit)
            say(a, tr(note[i].text));
    if (r->n_otherwise > 0)
        say(a, arena_format(a->show.arena, tr("the published table has %zu of "
                                              "these rows otherwise than "
                                              "decided here; fordela doctor "
                                              "asks why"), r->n_otherwise));
}

static void add_result(const Annex *a, const ErratumResult *r)
{
    const Type *type = &r->def->type;
    const char *unit = show_unit(&a->show, type);
    unsigned seen = 0;
    buf_add_char(a->out, '\n');
    line_wrap(a->out, "", INDENT, arena_format(
        a->show.arena, tr("%s%s%s%s%s: %zu of %zu rows change"), r->def->name,
        r->def->title ? ", " : "", r->def->title ? r->def->title : "",
        *unit ? ", " : "", unit, r->n, r->n_all));
    add_line(a, "", tr("decided"), tr("corrected"), tr("difference"), "");
    for (size_t i = 0; i < r->n; i++)
        add_row(a, type, &r->row[i], &seen);
    if (report_has_sum(r->def))
        add_sum(a, r);
    add_notes(a, r, seen);
}

/* Amounts and words row by row; rates and shares are only named. */
static bool is_listed(const Def *def)
{
    return def->table >= 0
           && (def->type.kind != TYPE_NUMBER || report_has_sum(def));
}

static void add_others(const Annex *a)
{
    const Erratum *e = a->in->erratum;
    bool any = false;
    for (size_t i = 0; i < e->n; i++) {
        const ErratumResult *r = &e->result[i];
        if (is_listed(r->def))
            continue;
        if (!any)
            buf_add(a->out, tr("\nAlso changed:\n"));
        any = true;
        const Type *type = &r->def->type;
        say(a, r->def->table >= 0
                   ? arena_format(a->show.arena, tr("%s: %zu of %zu rows"),
                                  r->def->name, r->n, r->n_all)
                   : arena_format(a->show.arena, tr("%s: %s, decided %s"),
                                  r->def->name,
                                  show_value(&a->show, type, r->row[0].after,
                                             false),
                                  show_value(&a->show, type, r->row[0].before,
                                             false)));
    }
}

/* A file that was read twice is one file. */
static bool is_repeated(const SourceList *list, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(list->at[k]->path, list->at[i]->path) == 0)
            return true;
    return false;
}

static void add_files(const Annex *a)
{
    const SourceList *list = a->in->sources;
    buf_add(a->out, tr("\nDecided from these files (SHA-256):\n"));
    for (size_t i = 0; i < list->n; i++)
        if (!is_repeated(list, i)) {
            buf_addf(a->out, INDENT "%s\n" INDENT INDENT,
                     list->at[i]->sha256);
            line_add(a->out, list->at[i]->path);
            buf_add_char(a->out, '\n');
        }
}

void report_erratum(const ErratumIn *in, Buf *out)
{
    const Program *program = in->before->program;
    const Annex a = {{in->arena, in->pool, program}, in, out};
    line_add(out, in->path);
    buf_add_char(out, '\n');
    if (program->scenario_title)
        line_wrap(out, "", "", program->scenario_title);
    for (size_t i = 0; i < program->n_sources; i++)
        line_wrap(out, "", INDENT, arena_format(in->arena, tr("Source: %s"),
                                                program->source[i]));
    if (in->erratum->n == 0)
        buf_add(out, tr("\nIt reads what is corrected; no result changes.\n"));
    for (size_t i = 0; i < in->erratum->n; i++)
        if (is_listed(in->erratum->result[i].def))
            add_result(&a, &in->erratum->result[i]);
    add_others(&a);
    add_files(&a);
    buf_add_char(out, '\n');
}

/* ---- before and after all scenarios ---- */

static void add_hashes(const Corrected *corrected, size_t n, Buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const FileCell *cell = &corrected[i].cell;
        bool said = false;
        for (size_t k = 0; k < i; k++)
            said = said || strcmp(corrected[k].cell.real, cell->real) == 0;
        if (said)
            continue;
        line_wrap(out, INDENT, INDENT INDENT, tr("SHA-256 of the file as it "
                                                 "was:"));
        buf_addf(out, INDENT INDENT "%s\n", cell->source->sha256);
    }
}

void report_erratum_head(Arena *arena, const Corrected *corrected, size_t n,
                         Buf *out)
{
    line_wrap(out, "", "", n == 1 ? tr("Correction of one input")
                                  : arena_format(arena, tr("Correction of %zu "
                                                           "inputs"), n));
    for (size_t i = 0; i < n; i++) {
        const Corrected *c = &corrected[i];
        char day[11];
        date_write(c->has_date ? c->dated : 0, day);
        line_wrap(out, INDENT, INDENT INDENT, arena_format(
            arena, tr("%s of %s%s%s: %s, not %s"), c->data, c->code,
            strcmp(c->code, c->label) ? " " : "",
            strcmp(c->code, c->label) ? c->label : "", c->is, c->was));
        line_wrap(out, INDENT INDENT, INDENT INDENT INDENT, arena_format(
            arena, tr("%s, line %zu, column \"%s\""), c->cell.shown, c->line,
            c->cell.column));
        line_wrap(out, INDENT INDENT, INDENT INDENT INDENT, arena_format(
            arena, tr("source: %s%s%s"),
            c->source ? c->source : tr("none stated"),
            c->has_date ? tr(", dated ") : "", c->has_date ? day : ""));
    }
    add_hashes(corrected, n, out);
    buf_add_char(out, '\n');
}

void report_erratum_refused(const char *path, Buf *out)
{
    line_add(out, path);
    buf_add(out, tr("\n  cannot be computed with the correction\n\n"));
}

void report_erratum_count(const ErratumCount *c, Buf *out)
{
    Buf text = {0};
    size_t not = c->scenarios - c->use;
    buf_addf(&text, trn("%zu scenario: ", "%zu scenarios: ", c->scenarios),
             c->scenarios);
    buf_addf(&text, trn("%zu reads what is corrected, of which ",
                        "%zu read what is corrected, of which ", c->use),
             c->use);
    buf_addf(&text, trn("%zu changes; ", "%zu change; ", c->change),
             c->change);
    buf_addf(&text, trn("%zu does not", "%zu do not", not), not);
    if (c->refused > 0)
        buf_addf(&text, tr("; %zu cannot be computed with it"), c->refused);
    if (c->failed > 0)
        buf_addf(&text, tr("; %zu could not be run"), c->failed);
    line_wrap(out, "", "", text.at);
    buf_free(&text);
}
