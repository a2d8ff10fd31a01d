/* seek_refuse.c - a condition that never holds, and why; or always. */
#include <string.h>

#include "base/tr.h"
#include "study/seek_int.h"
#include "study/show.h"

/* Stretches of the param that a fault lists with a reason each. */
#define REASONS_TOLD 5

static Show show_of(Seeker *s)
{
    return (Show){s->arena, s->pool, s->program};
}

static const char *range_text(Seeker *s)
{
    Show show = show_of(s);
    const SeekParam *p = s->inner;
    return arena_format(s->arena, tr("%s from %s to %s"), p->def->name,
                        show_amount(&show, &p->def->type, p->low),
                        show_amount(&show, &p->def->type, p->high));
}

/* ---- How far off ---- */

/* "budget = 40 mnkr, weight = 0.5": all params at their lowest or highest. */
static const char *end_text(Seeker *s, const Rat *const *value)
{
    Show show = show_of(s);
    const char *text = "";
    for (size_t i = 0; i < s->ask->n_params; i++) {
        const Def *def = s->ask->param[i].def;
        text = arena_format(s->arena, "%s%s%s = %s", text, i > 0 ? ", " : "",
                            def->name,
                            show_amount(&show, &def->type, value[i]));
    }
    return text;
}

/* What the one demand compares, by a run at one end of all params. */
static void tell_end(Seeker *s, bool high)
{
    Show show = show_of(s);
    const Expr *demand = s->out->demand[0];
    const Rat *value[SEEK_PARAMS_MAX];
    for (size_t i = 0; i < s->ask->n_params; i++)
        value[i] = high ? s->ask->param[i].high : s->ask->param[i].low;
    SeekRun run = run_at(s, value);
    size_t side = run.left[0] != NULL
                  && demand->arg[0]->kind == EXPR_NUMBER;
    if (run.why != NULL)
        diag_add(s->diags, DIAG_NOTE, demand->place, NULL,
                 "with %s it cannot be computed: %s", end_text(s, value),
                 run.why);
    else if (run.left[0] != NULL)
        diag_add(s->diags, DIAG_NOTE, demand->arg[side]->place, NULL,
                 "with %s this is %s", end_text(s, value),
                 show_amount(&show, &demand->arg[side]->type,
                             side == 0 ? run.left[0] : run.right[0]));
}

static void tell_ends(Seeker *s)
{
    if (s->out->n_demands != 1)
        return;
    tell_end(s, false);
    tell_end(s, true);
}

/* ---- Never ---- */

static const char *zone_text(Seeker *s, const Zone *z)
{
    Show show = show_of(s);
    const Type *type = &s->inner->def->type;
    Root from = z->from, to = z->to;
    const Rat *width = rat_ratio(s->pool, 1, INT64_C(1) << 40);
    root_narrow(&s->polys, &from, width);
    root_narrow(&s->polys, &to, width);
    const char *a = show_amount(&show, type, from.low);
    const char *b = show_amount(&show, type, to.low);
    return strcmp(a, b) == 0 ? arena_format(s->arena, tr("at %s"), a)
                             : arena_format(s->arena, tr("from %s to %s"),
                                            a, b);
}

/* "from 0 kr to 40 000 kr, at 50 000 kr" */
static const char *where_holds(Seeker *s, const ZoneList *zones)
{
    const char *text = NULL;
    for (size_t i = 0; i < zones->n; i++)
        if (zones->at[i].kind == ZONE_HOLDS) {
            const char *one = zone_text(s, &zones->at[i]);
            text = text == NULL ? one
                                : arena_format(s->arena, "%s, %s", text, one);
        }
    return text;
}

static Place demand_place(const Seeker *s, size_t i)
{
    return s->out->demand[i]->place;
}

/* Of a demand that has no exact course somewhere nothing is known there. */
static bool is_open(const ZoneList *zones)
{
    for (size_t i = 0; i < zones->n; i++)
        if (zones->at[i].kind == ZONE_OPEN)
            return true;
    return false;
}

static void tell_demand(Seeker *s, size_t i)
{
    const char *where = where_holds(s, &s->demand[i]);
    const char *before = s->out->rounded ? tr(", before rounding") : "";
    if (s->demand[i].n == 0 || is_open(&s->demand[i]))
        return;
    if (where == NULL)
        diag_add(s->diags, DIAG_NOTE, demand_place(s, i), NULL,
                 "this demand holds nowhere by itself%s", before);
    else
        diag_add(s->diags, DIAG_NOTE, demand_place(s, i), NULL,
                 "this demand by itself holds with %s %s%s",
                 s->inner->def->name, where, before);
}

/* Can all demands of the set be met at one value? */
static bool together(const Seeker *s, DemandSet set)
{
    for (size_t i = 0; i < s->together.n; i++)
        if ((s->together.at[i] & set) == set)
            return true;
    return false;
}

/* The first smallest set of demands that are never met together. */
static DemandSet conflict(const Seeker *s)
{
    size_t n = s->out->n_demands;
    DemandSet all = (1u << n) - 1, best = all;
    for (DemandSet set = 1; set <= all; set++)
        if (!together(s, set)
            && __builtin_popcount(set) < __builtin_popcount(best))
            best = set;
    return best;
}

static const char *conflict_text(Seeker *s, DemandSet set)
{
    const char *text = "";
    size_t told = 0;
    for (size_t i = 0; i < s->out->n_demands; i++) {
        if ((set >> i & 1) == 0)
            continue;
        Place p = demand_place(s, i);
        text = arena_format(s->arena, "%s%s\"%.*s\"", text,
                            told++ > 0 ? tr(" and ") : "",
                            (int)(p.span.to - p.span.from),
                            p.source->text + p.span.from);
    }
    return text;
}

static bool cannot_at_all(const Seeker *s)
{
    for (size_t i = 0; i < s->out->zone.n; i++)
        if (s->out->zone.at[i].kind != ZONE_CANNOT)
            return false;
    return s->out->zone.n > 0;
}

/* Does the fault lie in the condition or the figure? */
static bool is_asked(const Seeker *s, const Zone *z)
{
    const Source *source = z->fault->place.source;
    for (size_t i = 0; i < s->program->n_reports; i++)
        if (s->program->report[i].place.source == source)
            return true;
    return false;
}

/* What is asked is at fault wherever the scenario can be computed, if that is
 * anywhere. Several reasons are told with where each is one. */
static void tell_cannot(Seeker *s)
{
    const Zone *first = &s->out->zone.at[0], *asked = NULL;
    bool several = false;
    size_t n = s->out->zone.n;
    for (size_t i = 0; i < n; i++) {
        const Zone *z = &first[i];
        several |= z->fault != first->fault || strcmp(z->why, first->why) != 0;
        if (asked == NULL && is_asked(s, z))
            asked = z;
    }
    diag_add(s->diags, DIAG_FAULT,
             asked != NULL ? asked->fault->place : s->inner->place,
             asked != NULL ? N_("ask for what can be computed, or seek among "
                                "other values")
                           : N_("seek among other values"),
             asked != NULL ? N_("this cannot be computed with any %s%s%s")
                           : N_("the scenario cannot be computed with any "
                                "%s%s%s"),
             range_text(s), several ? "" : ": ", several ? "" : first->why);
    for (size_t i = 0; several && i < n && i < REASONS_TOLD; i++)
        diag_add(s->diags, DIAG_NOTE, first[i].fault->place, NULL,
                 "with %s %s: %s", s->inner->def->name,
                 zone_text(s, &first[i]), first[i].why);
}

/* The condition holds somewhere, but at no whole step. */
static bool between_steps(Seeker *s)
{
    Show show = show_of(s);
    const SeekParam *p = s->inner;
    Place place = s->program->report[0].place;
    const char *where = where_holds(s, &s->out->zone);
    if (where == NULL || s->ask->n_params > 1)
        return false;
    const char *step = show_amount(&show, &p->def->type, p->step);
    if (s->out->rounded) {
        diag_add(s->diags, DIAG_FAULT, place,
                 "ask for less, or give a smaller --step",
                 "in steps of %s, as rounded, this holds with no %s", step,
                 range_text(s));
        diag_add(s->diags, DIAG_NOTE, place, NULL,
                 "before rounding it holds with %s %s", p->def->name, where);
        return true;
    }
    diag_add(s->diags, DIAG_FAULT, place,
             "give a smaller --step, or seek among other values",
             "in steps of %s this holds with no %s", step, range_text(s));
    diag_add(s->diags, DIAG_NOTE, place, NULL,
             "between them it holds with %s %s", p->def->name, where);
    return true;
}

void seek_never(Seeker *s, bool proven)
{
    Place place = s->program->report[0].place;
    const char *wide = s->ask->n_params > 1 ? tr(", with the other params in "
                                                 "their ranges") : "";
    if (cannot_at_all(s)) {
        tell_cannot(s);
        return;
    }
    if (proven && between_steps(s))
        return;
    DemandSet set = s->out->n_demands > 1 ? conflict(s) : 1;
    bool several = __builtin_popcount(set) > 1;
    diag_add(s->diags, DIAG_FAULT, place,
             several ? N_("give up one of the demands, or seek among other "
                          "values")
                     : N_("ask for less, or seek among other values"),
             proven ? N_("this holds with no %s%s%s%s")
                    : N_("this held with none of the values tried of "
                         "%s%s%s%s"),
             range_text(s), wide, several ? tr(": in conflict are ") : "",
             several ? conflict_text(s, set) : "");
    for (size_t i = 0; proven && s->out->n_demands > 1
                       && i < s->out->n_demands; i++)
        tell_demand(s, i);
    tell_ends(s);
}

/* Between two steps it fails. */
static bool fails_somewhere(const Seeker *s)
{
    for (size_t i = 0; i < s->out->zone.n; i++)
        if (s->out->zone.at[i].kind != ZONE_HOLDS)
            return true;
    return false;
}

void seek_always(Seeker *s, bool proven)
{
    if (proven && s->ask->n_params == 1 && fails_somewhere(s)) {
        Show show = show_of(s);
        diag_add(s->diags, DIAG_FAULT, s->program->report[0].place,
                 "give a smaller --step, or seek among other values",
                 "in steps of %s this holds with every %s, so there is "
                 "nothing to seek",
                 show_amount(&show, &s->inner->def->type, s->inner->step),
                 range_text(s));
        return;
    }
    diag_add(s->diags, DIAG_FAULT, s->program->report[0].place,
             "ask for more, or seek among other values",
             proven ? N_("this holds with every %s, so there is nothing to "
                         "seek")
                    : N_("this held with every %s, so there is nothing to "
                         "seek"), range_text(s));
    tell_ends(s);
}
