/* show.c - a program, its data and the inputs of one variant as text. */
#include "oracle.h"

static void show_number(Buf *out, double num, int64_t den)
{
    buf_addf(out, "%.0f", num);
    if (den != 1) {
        buf_addf(out, "/%lld", (long long)den);
    }
}

static void show_data(const World *w, Buf *out)
{
    buf_add(out, "# data: row, area");
    for (size_t k = 0; k < w->n_data; k++) {
        if (w->data[k].of.shape == ROW) {
            buf_addf(out, ", %s", w->data[k].of.name);
        }
    }
    buf_add_char(out, '\n');
    for (size_t i = 0; i < w->rows && i < 50; i++) {
        buf_addf(out, "#   %s %s", w->code[TABLE_ROW][i],
                 w->has_areas ? w->code[TABLE_AREA][w->area_of[i]] : "-");
        for (size_t k = 0; k < w->n_data; k++) {
            if (w->data[k].of.shape == ROW) {
                buf_add_char(out, ' ');
                show_number(out, (double)w->data[k].num[i], w->data[k].den);
            }
        }
        buf_add_char(out, '\n');
    }
    for (size_t k = 0; k < w->n_data; k++) {
        for (size_t i = 0; w->data[k].of.shape == AREA && i < w->areas;
             i++) {
            buf_addf(out, "#   %s of %s: ", w->data[k].of.name,
                     w->code[TABLE_AREA][i]);
            show_number(out, (double)w->data[k].num[i], w->data[k].den);
            buf_add_char(out, '\n');
        }
    }
}

void show_trial(const World *w, const Trial *t, const Batch *b,
                size_t variant, Buf *out)
{
    buf_addf(out, "%s\n%s\n", w->formula.at, w->scenario.at);
    show_data(w, out);
    buf_add(out, "# inputs of the variant\n");
    for (size_t k = 0; k < t->n_inputs; k++) {
        const double *v = b->value[k] + variant * t->rows[k];
        buf_addf(out, "#   %s = ", t->input[k].def->name);
        for (size_t i = 0; i < t->rows[k] && i < 50; i++) {
            buf_add(out, i > 0 ? ", " : "");
            show_number(out, v[i], t->input[k].den);
        }
        buf_add_char(out, '\n');
    }
    plan_print(t->plan, out);
}
