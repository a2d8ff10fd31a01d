/* report_tipping_json.c - tipping points as JSON. */
#include <string.h>

#include "report/json.h"
#include "report/report_int.h"
#include "report/report_tipping_int.h"

static void put_root(const TipReport *in, Json *json, const char *name,
                     const Root *at)
{
    const char *decimal = tip_decimal(in, at);
    const char *exact = tip_fraction(in, at);
    json_open(json, name, '{');
    json_number(json, "value", rat_read(in->pool, decimal, strlen(decimal)));
    json_text(json, "exact", *exact == '\0' ? NULL : exact);
    json_close(json, '}');
}

static void put_tip(const TipReport *in, Json *json, const Tip *tip)
{
    json_open(json, NULL, '{');
    json_text(json, "kind", tip_kind(tip->kind));
    if (tip->table >= 0) {
        json_text(json, "code", tip_code(in, tip, tip->row));
        json_text(json, "name", tip_name(in, tip, tip->row));
    }
    if (*tip_what(in, tip) != '\0')
        json_text(json, "what", tip_what(in, tip));
    if (tip_has_other(tip)) {
        json_text(json, "other", tip_code(in, tip, tip->other));
        json_size(json, "others", tip->others);
    }
    if (tip->before != NULL || tip->after != NULL) {
        json_text(json, "before", tip->before);
        if (tip->here != NULL)
            json_text(json, "here", tip->here);
        json_text(json, "after", tip->after);
    }
    json_close(json, '}');
}

static void put_points(const TipReport *in, Json *json)
{
    const Tipping *t = in->tipping;
    size_t n = in->limit > 0 && in->limit < t->point.n ? in->limit
                                                       : t->point.n;
    json_size(json, "n_points", t->point.n);
    json_size(json, "n_changes", t->tip.n);
    json_open(json, "points", '[');
    for (size_t i = 0; i < n; i++) {
        const TipPoint *point = &t->point.at[i];
        json_open(json, NULL, '{');
        put_root(in, json, "at", &point->at);
        json_open(json, "changes", '[');
        for (size_t k = 0; k < point->n; k++)
            put_tip(in, json, &t->tip.at[point->first + k]);
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_gaps(const TipReport *in, Json *json)
{
    const Tipping *t = in->tipping;
    json_open(json, "cannot_be_computed", '[');
    for (size_t i = 0; i < t->gap.n; i++) {
        const TipGap *gap = &t->gap.at[i];
        json_open(json, NULL, '{');
        put_root(in, json, "from", &gap->from);
        json_flag(json, "from_included", gap->with_from);
        put_root(in, json, "to", &gap->to);
        json_flag(json, "to_included", gap->with_to);
        json_text(json, "reason", gap->why);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_passes(const TipReport *in, Json *json)
{
    const Tipping *t = in->tipping;
    if (t->passes == NULL)
        return;
    const Table *table = t->data->table[t->result->table];
    json_open(json, "units_passed", '{');
    json_number(json, "unit", t->unit);
    json_number(json, "all_rows", t->all_passes);
    json_open(json, "rows", '[');
    for (size_t i = 0; i < table->n; i++) {
        json_open(json, NULL, '{');
        json_text(json, "code", table->code[i]);
        if (t->passes[i] != NULL)
            json_number(json, "times", t->passes[i]);
        else
            json_text(json, "times", NULL);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_units(const TipReport *in, Json *json, const char *name,
                      int64_t units)
{
    json_number(json, name, rat_mul(in->pool, in->moves->unit,
                                    rat_int(in->pool, units)));
}

static void put_moves(const TipReport *in, Json *json)
{
    const KronaMoves *m = in->moves;
    if (m == NULL)
        return;
    json_open(json, "rounded", '{');
    json_text(json, "code",
              in->tipping->data->table[m->result->table]->code[m->row]);
    json_size(json, "changes", (size_t)m->found);
    json_flag(json, "all_counted", m->whole);
    json_size(json, "places", (size_t)m->places);
    json_open(json, "moves", '[');
    for (size_t i = 0; i < m->move.n; i++) {
        const Move *move = &m->move.at[i];
        Root at = root_of(move->at);
        json_open(json, NULL, '{');
        put_root(in, json, "at", &at);
        put_units(in, json, "before", move->before);
        put_units(in, json, "here", move->here);
        put_units(in, json, "after", move->after);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_left(const TipReport *in, Json *json)
{
    const Tipping *t = in->tipping;
    json_open(json, "not_followed", '[');
    for (size_t i = 0; i < t->left.n; i++) {
        const TipLeft *left = &t->left.at[i];
        json_open(json, NULL, '{');
        json_text(json, "result", left->result->name);
        json_text(json, "expression",
                  report_place_text(in->arena, left->stop->expr->place));
        json_text(json, "reason", left->stop->why);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void report_tipping_json(const TipReport *in, Buf *out)
{
    const Tipping *t = in->tipping;
    Root from = root_of(t->from), to = root_of(t->to);
    Json *json = json_new(in->arena);
    json_open(json, NULL, '{');
    json_text(json, "fordela", in->version);
    json_text(json, "scenario", t->program->scenario_name);
    json_text(json, "title", t->program->scenario_title);
    report_json_inputs(json, in->sources);
    json_text(json, "varied", t->varied->name);
    json_text(json, "unit", report_unit(in->arena, t->program,
                                        &t->varied->type));
    put_root(in, json, "from", &from);
    put_root(in, json, "to", &to);
    json_text(json, "result", t->result == NULL ? NULL : t->result->name);
    json_text(json, "marks", report_marks(t->marks));
    put_points(in, json);
    put_gaps(in, json);
    put_passes(in, json);
    put_moves(in, json);
    put_left(in, json);
    json_close(json, '}');
    json_end(json, out);
}
