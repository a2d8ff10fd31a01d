/* report_seek_json.c - an answer as JSON and as CSV. */
#include <string.h>

#include "report/json.h"
#include "report/report_int.h"
#include "report/report_seek.h"
#include "table/csv.h"

static const SeekParam *inner_of(const SeekReport *in)
{
    return &in->seeking->ask->param[in->seeking->ask->inner];
}

static const char *plain(const SeekReport *in, const Rat *value)
{
    Buf out = {0};
    if (value == NULL)
        return "";
    report_plain(in->arena, value, &out);
    const char *text = arena_copy(in->arena, out.at, out.n);
    buf_free(&out);
    return text;
}

static const char *text_of(const SeekReport *in, const Expr *e)
{
    return report_place_text(in->arena, e->place);
}

static bool compares(const SeekReport *in, size_t demand)
{
    const SeekRun *run = &in->seeking->run.at[0];
    for (size_t i = 0; i < in->seeking->run.n; i++)
        if (run[i].left[demand] != NULL)
            return true;
    return false;
}

/* ---- CSV ---- */

static void put_head(const SeekReport *in, Buf *out)
{
    const Seeking *k = in->seeking;
    for (size_t p = 0; p < k->ask->n_params; p++)
        csv_put(out, k->ask->param[p].def->name, p == 0);
    csv_put(out, "exact", false);
    csv_put(out, "run", false);
    csv_put(out, "holds", false);
    for (size_t d = 0; d < k->n_demands; d++)
        if (compares(in, d)) {
            const Expr *e = k->demand[d];
            csv_put(out, text_of(in, e->arg[0]), false);
            csv_put(out, text_of(in, e->arg[1]), false);
        }
    if (k->ask->goal >= SEEK_MAXIMISE)
        csv_put(out, text_of(in, k->figure), false);
    csv_put(out, "reason", false);
    buf_add_char(out, '\n');
}

static const char *run_word(const SeekRun *run)
{
    return run->is_answer   ? "answer"
           : run->is_bend   ? "bend"
           : run->is_steady ? "for good"
                            : "beside";
}

static const char *holds_word(const SeekRun *run)
{
    return run->why != NULL ? "" : run->holds ? "true" : "false";
}

void report_seek_csv(const SeekReport *in, Buf *out)
{
    const Seeking *k = in->seeking;
    put_head(in, out);
    for (size_t i = 0; i < k->run.n; i++) {
        const SeekRun *run = &k->run.at[i];
        for (size_t p = 0; p < k->ask->n_params; p++)
            csv_put(out, plain(in, run->value[p]), p == 0);
        csv_put(out, rat_text(in->arena, run->value[k->ask->inner]), false);
        csv_put(out, run_word(run), false);
        csv_put(out, holds_word(run), false);
        for (size_t d = 0; d < k->n_demands; d++)
            if (compares(in, d)) {
                csv_put(out, plain(in, run->left[d]), false);
                csv_put(out, plain(in, run->right[d]), false);
            }
        if (k->ask->goal >= SEEK_MAXIMISE)
            csv_put(out, plain(in, run->figure), false);
        csv_put(out, run->why == NULL ? "" : run->why, false);
        buf_add_char(out, '\n');
    }
}

/* ---- JSON ---- */

static void put_value(const SeekReport *in, Json *json, const char *name,
                      const Rat *value)
{
    (void)in;
    json_open(json, name, '{');
    json_number(json, "value", value);
    json_fraction(json, "exact", value);
    json_close(json, '}');
}

static void put_root(const SeekReport *in, Json *json, const char *name,
                     const Root *at)
{
    Polys polys = {in->arena, in->pool, false};
    Root near = *at;
    root_narrow(&polys, &near, rat_ratio(in->pool, 1, INT64_C(1) << 60));
    json_open(json, name, '{');
    json_number(json, "value", near.low);
    json_text(json, "exact",
              at->poly != NULL ? NULL : rat_text(in->arena, at->low));
    json_close(json, '}');
}

static void put_zones(const SeekReport *in, Json *json)
{
    static const char *const kind[] = {[ZONE_FAILS] = "fails",
                                       [ZONE_HOLDS] = "holds",
                                       [ZONE_OPEN] = "not told",
                                       [ZONE_CANNOT] = "cannot be computed"};
    json_open(json, "before_rounding", '[');
    for (size_t i = 0; i < in->seeking->zone.n; i++) {
        const Zone *z = &in->seeking->zone.at[i];
        json_open(json, NULL, '{');
        put_root(in, json, "from", &z->from);
        json_flag(json, "from_included", z->with_from);
        put_root(in, json, "to", &z->to);
        json_flag(json, "to_included", z->with_to);
        json_text(json, "condition", kind[z->kind]);
        if (z->why != NULL)
            json_text(json, "reason", z->why);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_run(const SeekReport *in, Json *json, const SeekRun *run)
{
    const Seeking *k = in->seeking;
    json_open(json, NULL, '{');
    json_text(json, "run", run_word(run));
    for (size_t p = 0; p < k->ask->n_params; p++)
        put_value(in, json, k->ask->param[p].def->name, run->value[p]);
    if (run->why != NULL) {
        json_text(json, "reason", run->why);
    } else {
        json_flag(json, "holds", run->holds);
        json_open(json, "figures", '{');
        for (size_t d = 0; d < k->n_demands; d++) {
            const Expr *e = k->demand[d];
            if (run->left[d] != NULL)
                json_number(json, text_of(in, e->arg[0]), run->left[d]);
        }
        if (run->figure != NULL)
            json_number(json,
                        text_of(in, k->figure), run->figure);
        json_close(json, '}');
    }
    json_close(json, '}');
}

void report_seek_json(const SeekReport *in, Buf *out)
{
    static const char *const way[] = {[SEEK_PROVEN] = "proven",
                                      [SEEK_BRACKETED] = "bracketed",
                                      [SEEK_BEST_FOUND] = "best found"};
    const Seeking *k = in->seeking;
    Json *json = json_new(in->arena);
    json_open(json, NULL, '{');
    json_text(json, "fordela", in->version);
    json_text(json, "scenario", k->program->scenario_name);
    json_text(json, "title", k->program->scenario_title);
    report_json_inputs(json, in->sources);
    json_text(json, "condition",
              report_place_text(in->arena, k->program->report[0].place));
    json_text(json, "sought", inner_of(in)->def->name);
    json_text(json, "unit", report_unit(in->arena, k->program,
                                        &inner_of(in)->def->type));
    json_text(json, "way", way[k->way]);
    json_text(json, "marks", report_marks(k->marks));
    json_open(json, "answer", '{');
    for (size_t p = 0; p < k->ask->n_params; p++)
        put_value(in, json, k->ask->param[p].def->name, k->answer[p]);
    json_close(json, '}');
    if (k->steady != NULL)
        put_value(in, json, "for_good", k->steady);
    if (k->has_bend)
        put_root(in, json, "bend", k->bend_is_to ? &k->stretch.to
                                                 : &k->stretch.from);
    put_zones(in, json);
    json_open(json, "runs", '[');
    for (size_t i = 0; i < k->run.n; i++)
        put_run(in, json, &k->run.at[i]);
    json_close(json, ']');
    json_close(json, '}');
    json_end(json, out);
}
