/* report_compare.c - what text, CSV and JSON of a comparison share. */
#include "report/report_compare_int.h"

#include <string.h>

#include "base/tr.h"

/* ---- Numbers ---- */

const char *cmp_number(Arena *arena, const Rat *num, int places)
{
    Buf text = {0};
    if (num == NULL)
        return "";
    report_grouped(arena, num, places, &text);
    const char *copy = arena_copy(arena, text.at, text.n);
    buf_free(&text);
    return copy;
}

const char *cmp_signed(Arena *arena, const Rat *num, int places)
{
    const char *text = cmp_number(arena, num, places);
    bool shown = strpbrk(text, "123456789") != NULL;
    return shown && rat_sign(num) > 0 ? arena_format(arena, "+%s", text)
                                      : text;
}

const Rat *cmp_shown(const CompareReport *in, const Rat *num)
{
    if (num == NULL || !in->compare->def->type.percent)
        return num;
    return rat_mul(in->pool, num, rat_int(in->pool, 100));
}

/* As many decimals as there are, within reason. */
typedef struct Decimals {
    RatPool *pool;
    const Rat *largest;
    int most, places;
} Decimals;

static void size_up(Decimals *d, const Rat *num)
{
    if (num != NULL)
        d->largest = rat_max(d->largest, rat_abs(d->pool, num));
    d->most = report_decimals(d->pool, d->largest);
}

static void count_places(Decimals *d, const Rat *num)
{
    int places = num == NULL ? 0 : rat_places(num, d->most);
    places = places < 0 ? d->most : places;
    d->places = places > d->places ? places : d->places;
}

int cmp_places(const CompareReport *in, const CompareReform *reform)
{
    Decimals d = {.pool = in->pool, .largest = rat_int(in->pool, 0)};
    size_t n = in->compare->n_rows;
    for (size_t i = 0; i < n; i++) {
        size_up(&d, cmp_shown(in, reform->row[i].before));
        size_up(&d, cmp_shown(in, reform->row[i].after));
    }
    for (size_t i = 0; i < n; i++) {
        count_places(&d, cmp_shown(in, reform->row[i].before));
        count_places(&d, cmp_shown(in, reform->row[i].after));
    }
    return d.places;
}

bool cmp_is_rounded(const CompareReport *in, const CompareReform *reform,
                    int places)
{
    for (size_t i = 0; i < in->compare->n_rows; i++)
        if (rat_places(cmp_shown(in, reform->row[i].before), places) < 0
            || rat_places(cmp_shown(in, reform->row[i].after), places) < 0)
            return true;
    return false;
}

int cmp_each_places(const CompareReport *in, const CompareReform *reform)
{
    Decimals d = {.pool = in->pool, .largest = rat_int(in->pool, 0),
                  .most = 2};
    for (size_t i = 0; i < in->compare->n_rows; i++)
        size_up(&d, cmp_shown(in, reform->row[i].each));
    return d.most;
}

/* ---- Words ---- */

const char *cmp_unit(const CompareReport *in)
{
    return in->compare->def->unit_text;
}

const char *cmp_per_word(const CompareReport *in)
{
    const Def *per = in->compare->per;
    if (per == NULL)
        return "";
    return strcmp(per->name, "population") == 0 ? tr("inhabitant") : per->name;
}

const char *cmp_per_rule(const CompareReport *in)
{
    const Compare *c = in->compare;
    return arena_format(in->arena, tr("%s as in %s"), c->per->name,
                        c->per_side == c->side ? tr("the base")
                                               : c->per_side->path);
}

const char *cmp_groups_word(const CompareReport *in,
                            const CompareGroups *groups)
{
    switch (groups->kind) {
    case GROUP_PARENT:
        return groups->what;
    case GROUP_COUNTY:
        return tr("county");
    case GROUP_SIZE:
        return arena_format(in->arena, tr("size class of %s"),
                            in->compare->per->name);
    case GROUP_NONE:
        break;
    }
    return NULL;
}

const char *cmp_groups_rule(const CompareReport *in,
                            const CompareGroups *groups)
{
    switch (groups->kind) {
    case GROUP_PARENT:
        return tr("the table that the rows of the base stand in");
    case GROUP_COUNTY:
        return tr("the first two digits of the codes");
    case GROUP_SIZE:
        return cmp_per_rule(in);
    case GROUP_NONE:
        break;
    }
    return NULL;
}

/* Whole values: "20 000 - 49 999"; others: "20 000 to below 50 000". */
static const char *class_name(const CompareReport *in,
                              const CompareGroups *groups, size_t g)
{
    const Rat *one = rat_int(in->pool, 1);
    const char *from = cmp_number(in->arena, groups->from[g], 0);
    if (!groups->whole)
        return arena_format(in->arena, tr("%s to below %s"), from,
                            cmp_number(in->arena, groups->below[g], 0));
    const Rat *last = rat_sub(in->pool, groups->below[g], one);
    if (rat_equal(last, groups->from[g]))
        return from;
    return arena_format(in->arena, "%s - %s", from,
                        cmp_number(in->arena, last, 0));
}

const char *cmp_group_name(const CompareReport *in,
                           const CompareGroups *groups, size_t g)
{
    if (groups->kind == GROUP_SIZE)
        return class_name(in, groups, g);
    const char *code = groups->code[g], *name = groups->name[g];
    if (name == NULL || strcmp(code, name) == 0)
        return code;
    return arena_format(in->arena, "%s %s", code, name);
}

const char *cmp_title(const CompareReport *in, const CompareSide *side)
{
    const Program *program = side->result->program;
    return report_clean(in->arena, program->scenario_title != NULL
                                       ? program->scenario_title
                                       : program->scenario_name);
}

/* ---- Statements ---- */

/* What stands after the words that both statements share. */
static const char *content(const CompareReport *in, const Stmt *stmt)
{
    Place place = stmt->place;
    if (stmt->kind == STMT_SET)
        place = stmt->value->place;
    else if (stmt->kind == STMT_FILL)
        place = place_join(stmt->alt[0].place,
                           stmt->alt[stmt->n_alts - 1].place);
    else if (stmt->kind == STMT_USES)
        place = stmt->path.place;
    else if (stmt->kind == STMT_ROWS)
        place.span.from = stmt->path.place.span.from;
    else
        place.span.from += (uint32_t)strlen("date ");
    return report_place_text(in->arena, place);
}

static const char *words(const CompareReport *in, const PartChange *change)
{
    const Stmt *stmt = change->now != NULL ? change->now : change->was;
    return arena_format(in->arena, "%s%s", change->key,
                        stmt->kind == STMT_SET ? " ="
                        : stmt->kind == STMT_ROWS ? " from" : "");
}

const char *cmp_change(const CompareReport *in, const PartChange *change)
{
    if (change->now == NULL)
        return arena_format(in->arena, tr("without %s %s"), words(in, change),
                            content(in, change->was));
    if (change->was == NULL)
        return arena_format(in->arena, tr("%s %s (new)"), words(in, change),
                            content(in, change->now));
    return arena_format(in->arena, tr("%s %s, instead of %s"),
                        words(in, change),
                        content(in, change->now), content(in, change->was));
}
