/* report_doctor_rows.c - rows that do not agree, by what accounts for them. */

#include "report/report_doctor_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "report/report_lines.h"

#define ROWS_LISTED 10
#define NAME_WIDTH 40
#define PRINTED_END 56
#define FOLLOWS_END 72
#define INDENT "    "
#define REMARK "      "

/* What stands above the rows of a kind; rows of one cause apart from those of
 * another where `by_cause`. */
static const struct {
    const char *text;
    bool by_cause;
} heading[FINDING_KINDS] = {
    [FINDING_NOTHING] = {N_("not explained"), false},
    [FINDING_TIE] = {N_("equal at the cut, and the last units went to others"),
                     true},
    [FINDING_ROUNDED] = {N_("no fault: rounded to the nearest"), false},
    [FINDING_THOUSANDS] = {N_("printed in thousands"), false},
    [FINDING_MILLIONS] = {N_("printed in millions"), false},
    [FINDING_THOUSANDFOLD] = {N_("printed a thousand times too large"), false},
    [FINDING_EXCHANGED] = {N_("exchanged: each has the other's amount"),
                           true},
    [FINDING_SHIFTED] = {N_("shifted"), true},
    [FINDING_FLOOR] = {N_("raised afterwards to a common minimum"), false},
    [FINDING_CEILING] = {N_("cut afterwards at a common maximum"), false},
    [FINDING_TURNED] = {N_("would agree with two digits exchanged"), false},
    [FINDING_LOST] = {N_("a digit lost: would agree with one more"), false},
    [FINDING_ADDED] = {N_("a digit too many: would agree without it"), false},
    [FINDING_OTHER_ROW] = {N_("the amount of another row"), false},
    [FINDING_CHANGED] = {N_("would agree with one digit otherwise, which may "
                            "be chance"), false},
    [FINDING_PERCENT] = {N_("percentages that do not follow from their "
                            "numbers (which of them is wrong, the table "
                            "cannot tell)"),
                         false}};

/* The rows under one heading: indexes into the verdict's rows. */
typedef struct Block {
    FindingKind kind;
    size_t *row;
    size_t n;
} Block;

static const Finding *first_of(const Examined *e, const Block *b)
{
    return &e->finding[b->row[0]];
}

static bool in_block(const Examined *e, size_t i, FindingKind kind,
                     size_t group)
{
    return !e->after.row[i].equal && e->finding[i].kind == kind
           && (!heading[kind].by_cause || e->finding[i].group == group);
}

static Block block_of(const DoctorSheet *sheet, const Examined *e,
                      FindingKind kind, size_t group)
{
    size_t n = e->after.n_compared;
    Block b = {.kind = kind,
               .row = ARENA_ARRAY(sheet->show.arena, size_t, n + 1)};
    for (size_t i = 0; i < n; i++)
        if (in_block(e, i, kind, group))
            b.row[b.n++] = i;
    return b;
}

static const char *row_name(const DoctorSheet *sheet, const Examined *e,
                            size_t row)
{
    return doctor_row_name(sheet, e->after.expect->result->table, row);
}

/* ---- the heading ---- */

static const char *shift_text(const DoctorSheet *sheet, const Examined *e,
                              const Block *b)
{
    long offset = first_of(e, b)->offset;
    size_t lines = (size_t)labs(offset);
    bool down = offset > 0;
    if (lines == 1)
        return down ? tr("shifted 1 line down: each has the amount that "
                         "follows for the line above it")
                    : tr("shifted 1 line up: each has the amount that "
                         "follows for the line below it");
    return arena_format(
        sheet->show.arena,
        down ? tr("shifted %zu lines down: each has the amount that follows "
                  "for the line %zu above it")
             : tr("shifted %zu lines up: each has the amount that follows "
                  "for the line %zu below it"), lines, lines);
}

static const char *rounded_text(const DoctorSheet *sheet, const Examined *e,
                                const Block *b)
{
    return arena_format(sheet->show.arena, "%s %s", tr(heading[b->kind].text),
                        show_amount(&sheet->show,
                                    &e->after.expect->result->type,
                                    first_of(e, b)->value));
}

static const char *limit_text(const DoctorSheet *sheet, const Examined *e,
                              const Block *b)
{
    const Verdict *v = &e->after;
    const Rat *limit = v->printed->at[v->row[b->row[0]].row].num;
    return arena_format(sheet->show.arena, tr_as("an amount", "%s of %s"),
                        tr(heading[b->kind].text),
                        show_amount(&sheet->show, &v->expect->result->type,
                                    limit));
}

static const char *tie_text(const DoctorSheet *sheet, const Examined *e,
                            const Block *b)
{
    const char *rule = first_of(e, b)->rule;
    return arena_format(sheet->show.arena, "%s (%s)",
                        tr(heading[b->kind].text),
                        rule ? rule : tr("in no order that was tried"));
}

static void add_heading(const DoctorSheet *sheet, const Examined *e,
                        const Block *b)
{
    const char *text = tr(heading[b->kind].text);
    if (b->kind == FINDING_SHIFTED)
        text = shift_text(sheet, e, b);
    else if (b->kind == FINDING_FLOOR || b->kind == FINDING_CEILING)
        text = limit_text(sheet, e, b);
    else if (b->kind == FINDING_ROUNDED)
        text = rounded_text(sheet, e, b);
    else if (b->kind == FINDING_TIE)
        text = tie_text(sheet, e, b);
    line_wrap(sheet->out, "  ", INDENT,
              arena_format(sheet->show.arena, "%s: %s",
                           doctor_counted(sheet, b->n, "%zu row", "%zu rows"),
                           text));
}

/* ---- the rows ---- */

static void add_columns(const DoctorSheet *sheet, const char *name,
                        const char *printed, const char *follows)
{
    size_t start = sheet->out->n;
    buf_add(sheet->out, INDENT);
    line_cut(sheet->out, name, NAME_WIDTH - strlen(INDENT));
    line_end_at(sheet->out, start, printed, PRINTED_END);
    line_end_at(sheet->out, start, follows, FOLLOWS_END);
    buf_add_char(sheet->out, '\n');
}

/* All printed alike: in decimals enough for the printed figures. */
static const char *value_text(const DoctorSheet *sheet, const Type *type,
                              const Value *value)
{
    if (type->kind != TYPE_NUMBER || value->undefined)
        return show_value(&sheet->show, type, value, false);
    return type->percent ? show_amount(&sheet->show, type, value->num)
                         : show_plain(&sheet->show, type, value->num);
}

static void add_row(const DoctorSheet *sheet, const Examined *e, size_t i)
{
    const Verdict *v = &e->after;
    const Def *def = v->expect->result;
    size_t row = v->row[i].row;
    const Datum *datum = &v->printed->at[row];
    const Value printed = {.num = datum->num, .text = datum->text,
                           .date = datum->date, .flag = datum->flag};
    add_columns(sheet, row_name(sheet, e, row),
                value_text(sheet, &def->type, &printed),
                value_text(sheet, &def->type, &v->computed->at[row]));
}

static void add_remark(const DoctorSheet *sheet, const Examined *e, size_t i)
{
    const Finding *f = &e->finding[i];
    const Expr *exact = e->after.expect->result->expr;
    const char *text = NULL;
    if (f->kind == FINDING_OTHER_ROW)
        text = arena_format(sheet->show.arena, tr("the amount of %s"),
                            row_name(sheet, e, f->other));
    if (exact && f->kind == FINDING_PERCENT)
        text = doctor_quotient(sheet, exact, e->after.row[i].row);
    if (text)
        line_wrap(sheet->out, REMARK, REMARK, text);
}

/* All rows off by one and the same amount: that says something, too. */
static void add_pattern(const DoctorSheet *sheet, const Examined *e,
                        const Block *b)
{
    const Verdict *v = &e->after;
    const Rat *off = v->row[b->row[0]].difference;
    bool in_turn = b->n > 1;
    if (b->kind != FINDING_NOTHING || b->n < 2 || !off)
        return;
    for (size_t i = 1; i < b->n; i++) {
        const VerdictRow *row = &v->row[b->row[i]];
        if (!row->difference || !rat_equal(row->difference, off))
            return;
        in_turn = in_turn && b->row[i] == b->row[i - 1] + 1;
    }
    line_wrap(sheet->out, INDENT, INDENT, arena_format(
        sheet->show.arena, tr("each %s %s than follows%s"),
        show_amount(&sheet->show, &v->expect->result->type,
                    rat_abs(sheet->show.pool, off)),
        rat_sign(off) < 0 ? tr("more") : tr("less"),
        in_turn ? tr(", and one after the other") : ""));
}

static void add_block(const DoctorSheet *sheet, const Examined *e,
                      const Block *b)
{
    size_t listed = sheet->all_rows || b->n <= ROWS_LISTED ? b->n
                                                           : ROWS_LISTED;
    add_heading(sheet, e, b);
    for (size_t i = 0; i < listed; i++) {
        add_row(sheet, e, b->row[i]);
        add_remark(sheet, e, b->row[i]);
    }
    if (listed < b->n)
        line_wrap(sheet->out, INDENT, INDENT,
                  arena_format(sheet->show.arena,
                               tr("and %zu more (--rows lists all)"),
                               b->n - listed));
    add_pattern(sheet, e, b);
}

static void add_kind(const DoctorSheet *sheet, const Examined *e,
                     FindingKind kind, bool *done)
{
    for (size_t i = 0; i < e->after.n_compared; i++) {
        if (done[i] || !in_block(e, i, kind, e->finding[i].group))
            continue;
        Block b = block_of(sheet, e, kind, e->finding[i].group);
        add_block(sheet, e, &b);
        for (size_t k = 0; k < b.n; k++)
            done[b.row[k]] = true;
    }
}

void doctor_add_rows(const DoctorSheet *sheet, const Examined *e)
{
    const Verdict *v = &e->after;
    bool *done = ARENA_ARRAY(sheet->show.arena, bool, v->n_compared + 1);
    line_wrap(sheet->out, "  ", INDENT, arena_format(
        sheet->show.arena, tr("%s: %zu agree, %zu explained, %zu not"),
        doctor_counted(sheet, v->n_compared, "%zu row",
                       "%zu rows"), v->n_equal,
        e->n_found, e->n_left));
    if (v->n_equal < v->n_compared)
        add_columns(sheet, "", tr("printed"), tr("follows"));
    for (size_t kind = 1; kind < FINDING_KINDS; kind++)
        add_kind(sheet, e, (FindingKind)kind, done);
    add_kind(sheet, e, FINDING_NOTHING, done);
}
