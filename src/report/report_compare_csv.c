/* report_compare_csv.c - a comparison as CSV. */
#include "report/report_compare_int.h"

#include "table/csv.h"

static void put_number(const CompareReport *in, const Rat *num, Buf *out)
{
    buf_add_char(out, ',');
    if (num != NULL)
        report_plain(in->arena, num, out);
}

/* Reform and recipient, and what it has. */
static void put_row(const CompareReport *in, const CompareReform *reform,
                    size_t i, Buf *out)
{
    const CompareRow *row = &reform->row[i];
    csv_put(out, reform->side->result->program->scenario_name, true);
    csv_put(out, in->compare->table->code[i], false);
    csv_put(out, in->compare->table->label[i], false);
    put_number(in, row->before, out);
    put_number(in, row->after, out);
    put_number(in, row->change, out);
}

static void put_group(const CompareReport *in, const CompareGroups *groups,
                      size_t row, Buf *out)
{
    if (groups->kind == GROUP_NONE)
        buf_add_char(out, ',');
    else
        csv_put(out, cmp_group_name(in, groups, groups->of[row]), false);
}

static void put_recipients(const CompareReport *in, Buf *out)
{
    const Compare *c = in->compare;
    buf_add(out, "reform,code,name,before,after,change,percent,"
                 "before_per_unit,after_per_unit,change_per_unit,region,"
                 "size_class,marks,marks_through_totals\n");
    for (size_t k = 0; k + 1 < c->n_sides; k++)
        for (size_t i = 0; i < c->n_rows; i++) {
            const CompareRow *row = &c->reform[k].row[i];
            put_row(in, &c->reform[k], i, out);
            put_number(in, row->percent, out);
            put_number(in, row->before_each, out);
            put_number(in, row->after_each, out);
            put_number(in, row->each, out);
            put_group(in, &c->region, i, out);
            put_group(in, &c->size, i, out);
            csv_put(out, report_marks(row->marks), false);
            csv_put(out, report_marks(row->pooled), false);
            buf_add_char(out, '\n');
        }
}

static void put_parts(const CompareReport *in, Buf *out)
{
    const Compare *c = in->compare;
    buf_add(out, "reform,code,name,before,after,change,part,as_written,"
                 "order_free\n");
    for (size_t k = 0; k + 1 < c->n_sides; k++) {
        const Decomposition *d = in->split[k];
        for (size_t i = 0; d != NULL && i < c->n_rows; i++)
            for (size_t p = 0; p < d->n; p++) {
                put_row(in, &c->reform[k], i, out);
                csv_put(out, d->block[p].name, false);
                put_number(in, d->ordered[i * d->n + p], out);
                put_number(in, d->shapley[i * d->n + p], out);
                buf_add_char(out, '\n');
            }
    }
}

void report_compare_csv(const CompareReport *in, Buf *out)
{
    if (in->split != NULL)
        put_parts(in, out);
    else
        put_recipients(in, out);
}
