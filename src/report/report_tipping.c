/* report_tipping.c - tipping points, for reading. */
#include <string.h>

#include "base/tr.h"
#include "report/report_lines.h"
#include "report/report_tipping_int.h"
#include "study/show.h"

/* Changes shown at one point. */
enum { CHANGES_SHOWN = 12 };

Show tip_show(const TipReport *in)
{
    return (Show){in->arena, in->pool, in->tipping->program};
}

/* "34 482.7586… kr (exactly 1000000/29)", "25 000 kr" */
const char *tip_value(const TipReport *in, const Rat *value)
{
    Show show = tip_show(in);
    const Type *type = &in->tipping->varied->type;
    const char *text = show_amount(&show, type, value);
    return strstr(text, ELLIPSIS) == NULL ? text
                                          : show_exact(&show, type, value);
}

const char *tip_root(const TipReport *in, const Root *at)
{
    if (at->poly == NULL)
        return tip_value(in, at->low);
    Show show = tip_show(in);
    Polys polys = {in->arena, in->pool, false};
    Root near = *at;
    root_narrow(&polys, &near, rat_ratio(in->pool, 1, INT64_C(1) << 50));
    return arena_format(in->arena, tr("%s (no fraction: the root of a "
                                      "polynomial of degree %zu)"),
                        show_amount(&show, &in->tipping->varied->type,
                                    near.low), at->poly->n - 1);
}

/* "0114 Upplands Väsby", or the code alone. */
const char *tip_row(const TipReport *in, const Table *table, size_t row)
{
    const char *code = table->code[row], *label = table->label[row];
    return strcmp(code, label) == 0
               ? code
               : arena_format(in->arena, "%s %s", code, label);
}

/* Nothing for one value. */
static const char *row_text(const TipReport *in, const Tip *tip, size_t row)
{
    return tip->table < 0
               ? ""
               : tip_row(in, in->tipping->data->table[tip->table],
                                row);
}

/* ---- One change ---- */

static const char *others_text(const TipReport *in, const Tip *tip)
{
    const char *other = row_text(in, tip, tip->other);
    if (tip->others == 0)
        return other;
    return arena_format(in->arena, trn("%s and %zu other",
                                       "%s and %zu others", tip->others),
                        other, tip->others);
}

static const char *change_text(const TipReport *in, const Tip *tip)
{
    if (tip->here != NULL)
        return arena_format(in->arena, tr("%s, only just here %s"),
                            tip->before,
                            tip->here);
    return arena_format(in->arena, "%s -> %s", tip->before, tip->after);
}

static const char *run_text(const TipReport *in, const Tip *tip)
{
    if (tip->here != NULL)
        return *tip->here == '\0'
                   ? tr("can be computed only just here")
                   : arena_format(in->arena,
                                  tr("just here it cannot be computed: %s"),
                                  tip->here);
    if (tip->after == NULL)
        return tr("can be computed beyond");
    return arena_format(in->arena, tr("cannot be computed beyond: %s"),
                        tip->after);
}

static const char *tip_line(const TipReport *in, const Tip *tip)
{
    const char *row = row_text(in, tip, tip->row);
    const char *colon = tip->table < 0 ? "" : ": ";
    switch (tip->kind) {
    case TIP_RANK:
        return arena_format(in->arena, tr("%s passes %s"), row,
                            others_text(in, tip));
    case TIP_APART:
        return arena_format(in->arena, tr("%s has %s than %s, had as much"),
                            row,
                            tip->after, others_text(in, tip));
    case TIP_TOGETHER:
        return arena_format(in->arena, tr("%s has as much as %s, had %s"), row,
                            others_text(in, tip), tip->before);
    case TIP_TOUCH:
        return arena_format(in->arena, tr("%s has only as much as %s, only "
                                          "just here"),
                            row, others_text(in, tip));
    case TIP_RUN:
        return run_text(in, tip);
    case TIP_STATE: case TIP_CHOICE: case TIP_IF: case TIP_TEXT: break;
    }
    return arena_format(in->arena, "%s%s%s: %s", row, colon,
                        tip_what(in, tip), change_text(in, tip));
}

/* ---- Points ---- */

static bool is_order(const Tip *tip)
{
    return tip_has_other(tip);
}

/* Changes of one sort at a point: of order, or any others. */
static size_t count_at(const TipReport *in, const TipPoint *point, bool order)
{
    size_t n = 0;
    for (size_t i = 0; i < point->n; i++)
        n += is_order(&in->tipping->tip.at[point->first + i]) == order;
    return n;
}

static void add_point(const TipReport *in, const TipPoint *point, bool order,
                      Buf *out)
{
    size_t n = count_at(in, point, order), shown = 0;
    size_t most = tip_limit(in, n, CHANGES_SHOWN);
    line_wrap(out, "", "  ", tip_root(in, &point->at));
    for (size_t i = 0; i < point->n && shown < most; i++) {
        const Tip *tip = &in->tipping->tip.at[point->first + i];
        if (is_order(tip) != order)
            continue;
        line_wrap(out, "  ", "      ",
                  report_clean(in->arena, tip_line(in, tip)));
        shown++;
    }
    if (most < n)
        buf_addf(out, tr("  and %zu more\n"), n - most);
}

/* A section of the points that have changes of one sort. */
static void add_points(const TipReport *in, const char *head, bool order,
                       Buf *out)
{
    const Tipping *t = in->tipping;
    size_t n = 0, shown = 0;
    for (size_t i = 0; i < t->point.n; i++)
        n += count_at(in, &t->point.at[i], order) > 0;
    size_t most = tip_limit(in, n, TIPS_SHOWN);
    if (n > 0)
        buf_addf(out, trn("\n%s: %zu point\n", "\n%s: %zu points\n", n), head,
                 n);
    for (size_t i = 0; i < t->point.n && shown < most; i++)
        if (count_at(in, &t->point.at[i], order) > 0) {
            add_point(in, &t->point.at[i], order, out);
            shown++;
        }
    if (most < n)
        line_wrap(out, "", "",
                  arena_format(in->arena,
                               tr("... and %zu more points; --limit N shows "
                                  "more of them, --format csv all."),
                               n - most));
}

/* ---- What stands around them ---- */

static void add_head(const TipReport *in, Buf *out)
{
    const Tipping *t = in->tipping;
    const Program *p = t->program;
    const char *title = p->scenario_title != NULL ? p->scenario_title
                                                  : p->scenario_name;
    const char *how = t->unrounded      ? tr(", as if nothing were rounded")
                      : t->unit != NULL ? tr(" before rounding")
                                        : "";
    const char *of = t->result == NULL
                         ? how
                         : arena_format(in->arena, tr(", amounts of %s%s"),
                                        t->result->name, how);
    line_wrap(out, "", "  ", report_clean(in->arena, title));
    line_wrap(out, "", "  ",
              arena_format(in->arena, tr("Tipping points of %s from %s to "
                                         "%s%s"),
                           t->varied->name, tip_value(in, t->from),
                           tip_value(in, t->to), of));
}

static void add_count(const TipReport *in, Buf *out)
{
    const Tipping *t = in->tipping;
    size_t n = t->point.n;
    if (n == 0) {
        buf_add(out, tr("\nNone: between the two ends nothing changes but the "
                        "amounts.\n"));
        return;
    }
    Buf text = {0};
    buf_addf(&text, trn("%zu point ", "%zu points ", n), n);
    buf_addf(&text, trn("with %zu change. ", "with %zu changes. ", t->tip.n),
             t->tip.n);
    buf_add(&text, tr("Between two neighbouring points nothing changes but "
                      "the amounts."));
    buf_add_char(out, '\n');
    line_wrap(out, "", "", text.at);
    buf_free(&text);
}

void report_tipping_text(const TipReport *in, Buf *out)
{
    add_head(in, out);
    add_count(in, out);
    add_points(in, tr("How rows are treated"), false, out);
    add_points(in, tr("Order of amounts"), true, out);
    tip_foot(in, out);
}
