/* report_tipping_foot.c - below the tipping points: where nothing can be
 * computed, rounding, what was left out, marks.
 */
#include "report/report_lines.h"
#include "report/report_tipping_int.h"
#include "base/tr.h"

static const char *gap_text(const TipReport *in, const TipGap *gap)
{
    const char *from = tip_root(in, &gap->from);
    if (gap->from.low == gap->to.low)
        return arena_format(in->arena, tr("at %s: %s"), from, gap->why);
    return arena_format(in->arena, "%s %s %s %s: %s",
                        gap->with_from ? tr("from") : tr("above"), from,
                        gap->with_to ? tr("up to") : tr("to below"),
                        tip_root(in, &gap->to), gap->why);
}

static void add_gaps(const TipReport *in, Buf *out)
{
    const Tipping *t = in->tipping;
    if (t->gap.n > 0)
        buf_add(out, tr("\nCannot be computed\n"));
    for (size_t i = 0; i < t->gap.n && i < TIPS_SHOWN; i++)
        line_wrap(out, "  ", "      ",
                  report_clean(in->arena, gap_text(in, &t->gap.at[i])));
    if (t->gap.n > TIPS_SHOWN)
        buf_addf(out, tr("  and at %zu more places\n"), t->gap.n - TIPS_SHOWN);
}

static void add_passes(const TipReport *in, Buf *out)
{
    const Tipping *t = in->tipping;
    Show show = tip_show(in);
    if (t->passes == NULL || in->moves != NULL || t->unrounded)
        return;
    const char *unit = show_rounded(&show, &t->result->type, t->unit,
                                    t->unit);
    Buf count = {0};
    report_grouped(in->arena, t->all_passes, 0, &count);
    buf_add_char(out, '\n');
    line_wrap(out, "", "",
              arena_format(in->arena,
                           tr("Rounding is not among these. From one end to "
                              "the other the whole units of %s in the exact "
                              "amounts change %s times, all rows of %s "
                              "together; --recipient CODE lists when the "
                              "rounded amount of one row changes."),
                           unit, count.at, t->result->name));
    buf_free(&count);
}

static void add_left(const TipReport *in, Buf *out)
{
    const Tipping *t = in->tipping;
    if (t->left.n > 0)
        buf_add(out, tr("\nNot looked at\n"));
    for (size_t i = 0; i < t->left.n; i++) {
        const Stop *stop = t->left.at[i].stop;
        line_wrap(out, "  ", "      ",
                  arena_format(in->arena, "%s: %s: %s",
                               t->left.at[i].result->name, stop->why,
                               report_place_text(in->arena,
                                                 stop->expr->place)));
    }
}

static void add_marks(const TipReport *in, Buf *out)
{
    const Tipping *t = in->tipping;
    const char *marks = report_marks(t->marks);
    if (*marks != '\0')
        buf_addf(out, tr("\n%s is computed from %s input.\n"), t->result->name,
                 marks);
}

/* ---- One row's units ---- */

/* "35 000 -> 35 001 kr" */
static const char *move_text(const TipReport *in, const Move *m)
{
    Show show = tip_show(in);
    const KronaMoves *moves = in->moves;
    const char *text[3];
    int64_t units[3] = {m->before, m->here, m->after};
    for (size_t i = 0; i < 3; i++)
        text[i] = show_rounded(&show, &moves->result->type,
                               rat_mul(in->pool, moves->unit,
                                       rat_int(in->pool, units[i])),
                               moves->unit);
    if (m->before == m->after)
        return arena_format(in->arena, tr("%s, only just here %s"), text[0],
                            text[1]);
    return arena_format(in->arena, "%s -> %s", text[0], text[2]);
}

static const char *passes_text(const TipReport *in, size_t row)
{
    Buf out = {0};
    const Rat *passes = in->tipping->passes[row];
    if (passes == NULL)
        return tr("an unknown number of");
    report_grouped(in->arena, passes, 0, &out);
    const char *text = arena_copy(in->arena, out.at, out.n);
    buf_free(&out);
    return text;
}

static const char *found_text(const TipReport *in)
{
    const KronaMoves *m = in->moves;
    Buf found = {0}, places = {0};
    report_grouped(in->arena, rat_int(in->pool, (int64_t)m->found), 0,
                   &found);
    report_grouped(in->arena, rat_int(in->pool, (int64_t)m->places), 0,
                   &places);
    const char *text =
        m->whole ? arena_format(in->arena, trn("changes %s time",
                                            "changes %s times", m->found),
                                found.at)
                 : arena_format(in->arena,
                                tr("changes at least %s times: not all of the "
                                   "%s places where it could were looked at. "
                                   "The whole units in its exact amount "
                                   "change %s times"), found.at, places.at,
                                passes_text(in, m->row));
    buf_free(&found);
    buf_free(&places);
    return text;
}

static void add_moves(const TipReport *in, Buf *out)
{
    const KronaMoves *m = in->moves;
    if (m == NULL)
        return;
    const Table *table = in->tipping->data->table[m->result->table];
    size_t n = tip_limit(in, m->move.n, TIPS_SHOWN);
    buf_add_char(out, '\n');
    line_wrap(out, "", "  ",
              arena_format(in->arena, tr("The rounded amount of %s %s"),
                           tip_row(in, table, m->row),
                           found_text(in)));
    for (size_t i = 0; i < n; i++)
        line_wrap(out, "  ", "      ",
                  arena_format(in->arena, "%s: %s",
                               tip_value(in, m->move.at[i].at),
                               move_text(in, &m->move.at[i])));
    if (n < m->found)
        buf_add(out, "  ...\n");
}

void tip_foot(const TipReport *in, Buf *out)
{
    add_gaps(in, out);
    add_passes(in, out);
    add_moves(in, out);
    add_left(in, out);
    add_marks(in, out);
}
