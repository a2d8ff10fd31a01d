/* report_doctor_single.c - one printed figure that does not agree. */

#include "report/report_doctor_int.h"

#include "base/tr.h"
#include "report/report.h"
#include "report/report_lines.h"
#include "report/report_study.h"

#define INDENT "    "

static const Expr *computed_of(const Examined *e)
{
    const Expect *expect = e->after.expect;
    return study_printed_left(expect) ? expect->right : expect->left;
}

static const char *amount(const DoctorSheet *sheet, const Examined *e,
                          const Rat *num)
{
    return show_amount(&sheet->show, report_expect_type(e->after.expect), num);
}

/* "; as printed, the rows add up to 20 000 002 kr", or "". */
static const char *rows_text(const DoctorSheet *sheet, const Examined *e)
{
    const Rat *sum = e->finding[0].value;
    return sum ? arena_format(sheet->show.arena, tr("; as printed, the rows "
                                                    "add up to %s"),
                              amount(sheet, e, sum)) : "";
}

int doctor_summed_table(const Examined *e)
{
    const Expr *x = computed_of(e);
    while (x->kind == EXPR_DEF && x->def->expr)
        x = x->def->expr;
    return x->kind == EXPR_AGG ? x->agg->rows : -1;
}

static const char *row_text(const DoctorSheet *sheet, const Examined *e,
                            const char *words)
{
    int table = doctor_summed_table(e);
    return table < 0 ? words
                     : arena_format(sheet->show.arena, "%s %s", words,
                                    doctor_row_name(sheet, table,
                                                    e->finding[0].other));
}

static const char *slip_text(const DoctorSheet *sheet, const Examined *e)
{
    int table = doctor_summed_table(e);
    const char *meant = amount(sheet, e, e->finding[0].value);
    return table < 0
               ? arena_format(sheet->show.arena, tr("the sum if one row were "
                              "%s, a slip of the pen"), meant)
               : arena_format(sheet->show.arena, tr("the sum if %s had %s, a "
                              "slip of the pen"),
                              doctor_row_name(sheet, table,
                                              e->finding[0].other), meant);
}

static const char *percent_text(const DoctorSheet *sheet, const Examined *e)
{
    const char *numbers = doctor_quotient(sheet, computed_of(e), 0);
    return numbers ? arena_format(sheet->show.arena, tr("does not follow from "
                                                        "its numbers: %s"),
                                  numbers)
                   : tr("does not follow from its numbers");
}

static const char *cut_text(const DoctorSheet *sheet, const Examined *e,
                            const Rat *follows)
{
    RatPool *pool = sheet->show.pool;
    const Rat *unit = e->finding[0].value;
    const Rat *nearest = rat_mul(
        pool, rat_nearest(pool, rat_div(pool, follows, unit)), unit);
    return arena_format(sheet->show.arena, tr("cut off to %s, not rounded: "
                                              "that would be %s"),
                        amount(sheet, e, unit),
                        amount(sheet, e, nearest));
}

static const char *finding_text(const DoctorSheet *sheet, const Examined *e,
                                const Rat *follows)
{
    Arena *arena = sheet->show.arena;
    switch (e->finding[0].kind) {
    case FINDING_ROWS:
        return tr("the sum of the rows as printed: the difference is theirs");
    case FINDING_UNROUNDED:
        return tr("no fault: the sum of the amounts before each is rounded");
    case FINDING_ROUNDED:
        return arena_format(arena, tr("no fault: rounded to the nearest %s"),
                            amount(sheet, e, e->finding[0].value));
    case FINDING_CUT:
        return cut_text(sheet, e, follows);
    case FINDING_WITHOUT:
        return row_text(sheet, e, tr("the sum without"));
    case FINDING_TWICE:
        return row_text(sheet, e, tr("the sum with the amount once more of"));
    case FINDING_SLIP:
        return slip_text(sheet, e);
    case FINDING_TURNED:
        return arena_format(arena, tr("would agree with two digits "
                                      "exchanged%s"),
                            rows_text(sheet, e));
    case FINDING_LOST:
        return arena_format(arena, tr("a digit lost: would agree with one "
                                      "more%s"), rows_text(sheet, e));
    case FINDING_ADDED:
        return arena_format(arena, tr("a digit too many: would agree without "
                                      "it%s"), rows_text(sheet, e));
    case FINDING_CHANGED:
        return arena_format(arena, tr("would agree with one digit otherwise, "
                                      "which may be chance%s"),
                            rows_text(sheet, e));
    case FINDING_TOTAL:
        return arena_format(arena, tr("not the sum of its rows%s"),
                            rows_text(sheet, e));
    case FINDING_PERCENT:
        return percent_text(sheet, e);
    case FINDING_NOTHING: case FINDING_TIE: case FINDING_THOUSANDS:
    case FINDING_MILLIONS: case FINDING_THOUSANDFOLD: case FINDING_EXCHANGED:
    case FINDING_SHIFTED: case FINDING_FLOOR: case FINDING_CEILING:
    case FINDING_OTHER_ROW: case FINDING_KINDS:
        break;
    }
    return tr("not explained");
}

void doctor_add_single(const DoctorSheet *sheet, const Examined *e)
{
    const Verdict *v = &e->after;
    const Type *type = report_expect_type(v->expect);
    bool turned = study_printed_left(v->expect);
    const Value *printed = turned ? &v->left : &v->right;
    const Value *follows = turned ? &v->right : &v->left;
    bool equals = v->expect->compare == EXPR_EQ;
    const char *follow = show_value(&sheet->show, type, follows, false);
    const char *print = show_value(&sheet->show, type, printed, false);
    line_wrap(sheet->out, "  ", INDENT, arena_format(
        sheet->show.arena, equals ? tr("printed %s, but %s follows")
                                  : tr("is not so: %s against %s"),
        equals ? print : follow, equals ? follow : print));
    line_wrap(sheet->out, "  ", INDENT, finding_text(sheet, e, follows->num));
}
