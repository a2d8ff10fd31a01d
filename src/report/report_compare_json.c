/* report_compare_json.c - a comparison as JSON: everything. */
#include "report/report_compare_int.h"

#include <string.h>

#include "money/decimal.h"
#include "report/json.h"
#include "report/report_int.h"

/* null; a number; and, where its decimals go on, the fraction beside it. */
static void put(const CompareReport *in, Json *json, const char *name,
                const Rat *num)
{
    if (num == NULL) {
        json_text(json, name, NULL);
        return;
    }
    json_number(json, name, num);
    if (rat_places(num, DECIMAL_PLACES) < 0)
        json_fraction(json, arena_format(in->arena, "%s_exact", name), num);
}

/* ---- Scenarios ---- */

static void put_scenario(Json *json, const char *name,
                         const CompareSide *side)
{
    const Program *program = side->result->program;
    json_open(json, name, '{');
    json_text(json, "name", program->scenario_name);
    json_text(json, "title", program->scenario_title);
    json_text(json, "file", side->path);
    json_text(json, "result", side->def->name);
    json_close(json, '}');
}

static void put_head(const CompareReport *in, Json *json)
{
    const Compare *c = in->compare;
    json_text(json, "fordela", in->version);
    put_scenario(json, "base", &c->side[0]);
    json_text(json, "unit", report_unit(in->arena,
                                        c->side[0].result->program,
                                        &c->def->type));
    json_text(json, "table", c->table->name);
    json_text(json, "per_unit_of", c->per == NULL ? NULL : cmp_per_rule(in));
    report_json_inputs(json, in->sources);
}

/* ---- One reform ---- */

static void put_sum(const CompareReport *in, Json *json,
                    const CompareSum *sum)
{
    json_size(json, "rows", sum->n);
    json_size(json, "gain", sum->gain);
    json_size(json, "lose", sum->lose);
    json_size(json, "unchanged", sum->n - sum->gain - sum->lose);
    put(in, json, "before", sum->before);
    put(in, json, "after", sum->after);
    put(in, json, "change", sum->change);
    put(in, json, "percent", sum->percent);
    put(in, json, "change_per_unit", sum->each);
}

static void put_spread(const CompareReport *in, Json *json, const char *name,
                       const CompareSpread *spread)
{
    if (!spread->known) {
        json_text(json, name, NULL);
        return;
    }
    json_open(json, name, '{');
    put(in, json, "largest_share", spread->share);
    json_text(json, "largest_code",
              in->compare->table->code[spread->largest]);
    const char *gini = arena_format(in->arena, "%.6f", spread->gini);
    json_number(json, "gini_floating_point",
                rat_read(in->pool, gini, strlen(gini)));
    json_close(json, '}');
}

static void put_groups(const CompareReport *in, Json *json, const char *name,
                       const CompareGroups *groups, const CompareSum *sum)
{
    if (groups->kind == GROUP_NONE) {
        json_text(json, name, NULL);
        return;
    }
    json_open(json, name, '{');
    json_text(json, "by", cmp_groups_word(in, groups));
    json_text(json, "rule", cmp_groups_rule(in, groups));
    json_open(json, "groups", '[');
    for (size_t g = 0; g < groups->n; g++) {
        json_open(json, NULL, '{');
        json_text(json, "name", cmp_group_name(in, groups, g));
        put_sum(in, json, &sum[g]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_row_parts(const CompareReport *in, Json *json,
                          const Decomposition *d, size_t row)
{
    json_open(json, "parts", '[');
    for (size_t p = 0; p < d->n; p++) {
        json_open(json, NULL, '{');
        put(in, json, "as_written", d->ordered[row * d->n + p]);
        put(in, json, "order_free", d->shapley[row * d->n + p]);
        json_fraction(json, "order_free_unrounded",
                      d->exact[row * d->n + p]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_rows(const CompareReport *in, Json *json,
                     const CompareReform *reform, const Decomposition *d)
{
    const Compare *c = in->compare;
    json_open(json, "rows", '[');
    for (size_t i = 0; i < c->n_rows; i++) {
        const CompareRow *row = &reform->row[i];
        json_open(json, NULL, '{');
        json_text(json, "code", c->table->code[i]);
        json_text(json, "name", c->table->label[i]);
        put(in, json, "before", row->before);
        put(in, json, "after", row->after);
        put(in, json, "change", row->change);
        put(in, json, "percent", row->percent);
        put(in, json, "before_per_unit", row->before_each);
        put(in, json, "after_per_unit", row->after_each);
        put(in, json, "change_per_unit", row->each);
        report_json_marks(json, "marks", row->marks);
        report_json_marks(json, "marks_through_totals", row->pooled);
        if (d != NULL)
            put_row_parts(in, json, d, i);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_changes(const CompareReport *in, Json *json,
                        const PartList *parts, unsigned which)
{
    json_open(json, "changes", '[');
    for (size_t p = 0; p < parts->n; p++)
        for (size_t k = 0; (which >> p & 1) != 0 && k < parts->at[p].n; k++)
            json_text(json, NULL, cmp_change(in, &parts->at[p].change[k]));
    json_close(json, ']');
}

static void put_parts(const CompareReport *in, Json *json, size_t number)
{
    const Decomposition *d = in->split[number];
    json_open(json, "parts", '[');
    for (size_t i = 0; d != NULL && i < d->n; i++) {
        json_open(json, NULL, '{');
        json_text(json, "name", d->block[i].name);
        put_changes(in, json, &in->parts[number], d->block[i].parts);
        json_text(json, "cannot_be_computed_alone", d->block[i].without);
        json_text(json, "because", d->block[i].why);
        json_close(json, '}');
    }
    json_close(json, ']');
    put(in, json, "order_free_rounded_to", d == NULL ? NULL : d->unit);
}

static void put_reform(const CompareReport *in, Json *json, size_t number)
{
    const Compare *c = in->compare;
    const CompareReform *reform = &c->reform[number];
    const PartList *differs = &in->differs[number];
    json_open(json, NULL, '{');
    put_scenario(json, "scenario", reform->side);
    json_open(json, "changes", '[');
    for (size_t i = 0; i < differs->n; i++)
        json_text(json, NULL, cmp_change(in, differs->at[i].change));
    json_close(json, ']');
    put_sum(in, json, &reform->all);
    put_spread(in, json, "concentration_before", &c->spread[0]);
    put_spread(in, json, "concentration_after", &c->spread[number + 1]);
    put_groups(in, json, "regions", &c->region, reform->region);
    put_groups(in, json, "size_classes", &c->size, reform->size);
    if (in->split != NULL)
        put_parts(in, json, number);
    put_rows(in, json, reform,
             in->split != NULL ? in->split[number] : NULL);
    json_close(json, '}');
}

void report_compare_json(const CompareReport *in, Buf *out)
{
    Json *json = json_new(in->arena);
    json_open(json, NULL, '{');
    put_head(in, json);
    json_open(json, "reforms", '[');
    for (size_t i = 0; i + 1 < in->compare->n_sides; i++)
        put_reform(in, json, i);
    json_close(json, ']');
    json_close(json, '}');
    json_end(json, out);
}
