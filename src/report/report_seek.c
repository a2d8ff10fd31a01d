/* report_seek.c - an answer, for reading. */
#include "report/report_seek_int.h"

#include <inttypes.h>
#include <string.h>

#include "base/tr.h"
#include "report/report_lines.h"
#include "study/show.h"

/* Stretches shown. */
enum { ZONES_SHOWN = 8 };

Show seek_show(const SeekReport *in)
{
    return (Show){in->arena, in->pool, in->seeking->program};
}

static const SeekParam *inner_of(const SeekReport *in)
{
    return &in->seeking->ask->param[in->seeking->ask->inner];
}

static const char *value_text(const SeekReport *in, const SeekParam *p,
                              const Rat *value)
{
    Show show = seek_show(in);
    const char *text = show_amount(&show, &p->def->type, value);
    return strstr(text, ELLIPSIS) == NULL
               ? text
               : show_exact(&show, &p->def->type, value);
}

static const char *root_text(const SeekReport *in, const Root *at)
{
    Show show = seek_show(in);
    Polys polys = {in->arena, in->pool, false};
    Root near = *at;
    if (at->poly == NULL)
        return value_text(in, inner_of(in), at->low);
    root_narrow(&polys, &near, rat_ratio(in->pool, 1, INT64_C(1) << 50));
    return arena_format(in->arena, tr("%s (no fraction)"),
                        show_amount(&show, &inner_of(in)->def->type,
                                    near.low));
}

const char *seek_text(const SeekReport *in, const Expr *e)
{
    return report_clean(in->arena, report_place_text(in->arena, e->place));
}

static const char *condition_text(const SeekReport *in)
{
    Place p = in->seeking->program->report[0].place;
    return report_clean(in->arena, report_place_text(in->arena, p));
}

/* ---- The answer ---- */

static const char *goal_text(const SeekReport *in)
{
    const SeekAsk *ask = in->seeking->ask;
    const char *name = inner_of(in)->def->name;
    switch (ask->goal) {
    case SEEK_LARGEST:
        return arena_format(in->arena, tr("The largest %s with which"), name);
    case SEEK_SMALLEST:
        return arena_format(in->arena, tr("The smallest %s with which"), name);
    case SEEK_MAXIMISE: case SEEK_MINIMISE: break;
    }
    return arena_format(
        in->arena, tr("The %s that makes %s as %s as it can be, if"), name,
        seek_text(in, in->seeking->figure),
        ask->goal == SEEK_MAXIMISE ? tr("large") : tr("small"));
}

static void add_head(const SeekReport *in, Buf *out)
{
    const Program *p = in->seeking->program;
    const char *title = p->scenario_title != NULL ? p->scenario_title
                                                  : p->scenario_name;
    line_wrap(out, "", "  ", report_clean(in->arena, title));
    line_wrap(out, "", "  ", arena_format(in->arena, "%s %s",
                                          goal_text(in),
                                          condition_text(in)));
    for (size_t i = 0; i < in->seeking->ask->n_params; i++) {
        const SeekParam *q = &in->seeking->ask->param[i];
        line_wrap(out, "  ", "    ",
                  arena_format(in->arena, tr("%s from %s to %s in steps of "
                                             "%s"),
                               q->def->name, value_text(in, q, q->low),
                               value_text(in, q, q->high),
                               value_text(in, q, q->step)));
    }
}

static void add_answer(const SeekReport *in, Buf *out)
{
    buf_add_char(out, '\n');
    for (size_t i = 0; i < in->seeking->ask->n_params; i++) {
        const SeekParam *p = &in->seeking->ask->param[i];
        line_wrap(out, "", "  ",
                  arena_format(in->arena, "%s = %s", p->def->name,
                               value_text(in, p, in->seeking->answer[i])));
    }
}

/* Where rounding lets it hold now and then before it holds for good. */
static void add_steady(const SeekReport *in, Buf *out)
{
    const Seeking *k = in->seeking;
    if (k->steady == NULL)
        return;
    bool up = k->ask->goal == SEEK_SMALLEST;
    line_wrap(out, "", "  ",
              arena_format(in->arena,
                           tr("By rounding it holds now and then at first; "
                              "with every step it does so from %s %s."),
                           value_text(in, inner_of(in), k->steady),
                           up ? tr("up") : tr("down")));
}

/* ---- Before rounding ---- */

static const char *zone_text(const SeekReport *in, const Zone *z)
{
    if (z->from.low == z->to.low)
        return arena_format(in->arena, tr("at %s"), root_text(in, &z->from));
    return arena_format(in->arena, "%s %s %s %s",
                        z->with_from ? tr("from") : tr("above"),
                        root_text(in, &z->from),
                        z->with_to ? tr("up to") : tr("to below"),
                        root_text(in, &z->to));
}

static void add_zones(const SeekReport *in, Buf *out)
{
    const Seeking *k = in->seeking;
    size_t n = 0, shown = 0;
    for (size_t i = 0; i < k->zone.n; i++)
        n += k->zone.at[i].kind == ZONE_HOLDS;
    if (k->zone.n == 0)
        return;
    buf_add(out, k->rounded ? tr("\nBefore rounding it holds")
                            : tr("\nIt holds, exactly"));
    buf_add(out, n == 0 ? tr(" nowhere\n") : "\n");
    for (size_t i = 0; i < k->zone.n && shown < ZONES_SHOWN; i++)
        if (k->zone.at[i].kind == ZONE_HOLDS) {
            line_wrap(out, "  ", "      ", zone_text(in, &k->zone.at[i]));
            shown++;
        }
    if (shown < n)
        buf_addf(out, tr("  and in %zu more stretches\n"), n - shown);
}

static void add_cannot(const SeekReport *in, Buf *out)
{
    const Seeking *k = in->seeking;
    size_t shown = 0;
    for (size_t i = 0; i < k->zone.n && shown < ZONES_SHOWN; i++) {
        const Zone *z = &k->zone.at[i];
        if (z->kind != ZONE_CANNOT)
            continue;
        if (shown++ == 0)
            buf_add(out, tr("Cannot be computed\n"));
        line_wrap(out, "  ", "      ",
                  report_clean(in->arena,
                               arena_format(in->arena, "%s: %s",
                                            zone_text(in, z), z->why)));
    }
}

/* ---- How sure it is ---- */

static const char *sure_text(const SeekReport *in)
{
    const Seeking *k = in->seeking;
    const char *name = inner_of(in)->def->name;
    bool figure = k->ask->goal >= SEEK_MAXIMISE;
    if (k->is_range_end && k->way != SEEK_BEST_FOUND)
        return tr("It holds at the end of the range, beyond which nothing was "
                  "asked.");
    switch (k->way) {
    case SEEK_PROVEN:
        if (figure)
            return k->rounded ? tr("Proven before rounding; as rounded it is "
                                   "the best of 64 steps to either side.")
                              : tr("Proven; the best of the steps next to the "
                                   "exact place.");
        return arena_format(in->arena,
                            tr("Proven: %s holds between the end of the range "
                               "and this answer."),
                            k->ask->goal == SEEK_LARGEST
                                ? tr("no larger step")
                                : tr("no smaller step"));
    case SEEK_BRACKETED:
        if (figure)
            return arena_format(in->arena,
                                tr("Not proven: the best of the values of %s "
                                   "tried, and of those about it."), name);
        return arena_format(in->arena,
                            tr("Not proven: found between values tried, next "
                               "to a step that does not hold. Other values of "
                               "%s, between those tried, may hold as well."),
                            name);
    case SEEK_BEST_FOUND:
        return arena_format(in->arena,
                            tr("With the other params as they stand here %s "
                               "is the best; that no other values of them are "
                               "better was tried, not proven."), name);
    }
    return "";
}

static void add_sure(const SeekReport *in, Buf *out)
{
    const Seeking *k = in->seeking;
    buf_add_char(out, '\n');
    line_wrap(out, "", "", sure_text(in));
    if (k->stop != NULL)
        line_wrap(out, "", "  ",
                  arena_format(in->arena, tr("It cannot be followed along %s: "
                                             "%s: %s"),
                               inner_of(in)->def->name, k->stop->why,
                               seek_text(in, k->stop->expr)));
}

void report_seek_text(const SeekReport *in, Buf *out)
{
    const char *marks = report_marks(in->seeking->marks);
    add_head(in, out);
    add_answer(in, out);
    add_steady(in, out);
    add_zones(in, out);
    add_cannot(in, out);
    seek_runs(in, out);
    add_sure(in, out);
    if (*marks != '\0')
        buf_addf(out, tr("\nComputed from %s input.\n"), marks);
}
