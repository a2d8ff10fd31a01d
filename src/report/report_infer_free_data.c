/* report_infer_free_data.c - what a table says of free params, as CSV and
 * JSON.
 */
#include "report/report_infer_int.h"


void report_infer_free_csv(const InferReport *in, const InferFree *f,
                           Buf *out)
{
    const Rat *const *low = infer_low_ends(f);
    const Rat *const *high = infer_high_ends(f);
    infer_csv_head(out);
    buf_add(out, ",from,to\n");
    for (size_t i = 0; i < f->table->n; i++) {
        infer_csv_row(in, f->table, i, out);
        buf_add_char(out, ',');
        if (low[i] != NULL)
            report_plain(in->arena, low[i], out);
        buf_add_char(out, ',');
        if (high[i] != NULL)
            report_plain(in->arena, high[i], out);
        buf_add_char(out, '\n');
    }
}

static void put_end(Json *json, const char *name, const Rat *num)
{
    if (num == NULL) {
        json_text(json, name, NULL);
        return;
    }
    json_open(json, name, '{');
    json_number(json, "decimal", num);
    json_fraction(json, "exact", num);
    json_close(json, '}');
}

static void put_range(Json *json, const InferFree *f, const InferRange *r)
{
    put_end(json, "from", r->from);
    json_flag(json, "from_included", r->from_in);
    if (r->from_row != SIZE_MAX)
        json_text(json, "from_row", f->table->code[r->from_row]);
    put_end(json, "to", r->to);
    json_flag(json, "to_included", r->to_in);
    if (r->to_row != SIZE_MAX)
        json_text(json, "to_row", f->table->code[r->to_row]);
}

static void put_params(const InferReport *in, Json *json, const InferFree *f)
{
    json_open(json, "params", '[');
    for (size_t i = 0; f->why == NULL && !f->none && i < f->n_params; i++) {
        json_open(json, NULL, '{');
        json_text(json, "name", f->param[i]->name);
        json_text(json, "unit", f->param[i]->unit_text);
        json_flag(json, "determined",
                  f->data == NULL && f->range[i].from != NULL
                      && f->range[i].to != NULL);
        put_range(json, f, &f->range[i]);
        if (f->printed[i] != NULL)
            put_end(json, "from_if_amounts_exact", f->printed[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "determined_together", '[');
    for (size_t i = 0; i < f->n_combos; i++) {
        json_open(json, NULL, '{');
        json_text(json, "combination", infer_combo_text(in, f, i));
        put_range(json, f, &f->combo_range[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_part(const InferReport *in, Json *json, const InferFree *f)
{
    json_open(json, "fixed_by_each_amount", '{');
    json_text(json, "what", infer_ends_name(in, f));
    json_flag(json, "one_value", f->part_single);
    if (f->krona != NULL)
        put_end(json, "one_unit_is", f->krona);
    json_open(json, "rows", '[');
    for (size_t i = 0; i < f->table->n; i++) {
        json_open(json, NULL, '{');
        infer_json_row(in, json, f->table, i);
        put_end(json, "from", infer_low_ends(f)[i]);
        put_end(json, "to", infer_high_ends(f)[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

void report_infer_free_json(const InferReport *in, const InferFree *f,
                            Buf *out)
{
    Json *json = infer_json_open(in, f->table, "parameters");
    json_text(json, "formula", f->formula->program->name);
    json_text(json, "rounding", round_method_words(f->method));
    json_open(json, "free", '[');
    for (size_t i = 0; i < f->formula->n_free; i++)
        json_text(json, NULL, f->formula->free[i]->name);
    json_close(json, ']');
    json_text(json, "not_worked_out", f->why);
    json_flag(json, "possible", !f->none);
    json_open(json, "clash", '[');
    for (size_t i = 0; i < f->n_clash; i++)
        json_text(json, NULL, f->table->code[f->clash[i]]);
    json_close(json, ']');
    put_params(in, json, f);
    if (f->tried) {
        json_open(json, "run", '{');
        for (size_t i = 0; i < f->n_params; i++)
            put_end(json, f->param[i]->name, f->trial[i]);
        json_size(json, "rows_as_printed", f->trial_equal);
        json_close(json, '}');
    }
    put_part(in, json, f);
    infer_json_close(json, out);
}
