/* report_marginal_csv.c - one more in each recipient, as CSV. */
#include "report/report_marginal.h"

#include "table/csv.h"

static void put_number(Arena *arena, const Rat *num, Buf *out)
{
    buf_add_char(out, ',');
    report_plain(arena, num, out);
}

static void begin(MarginalReport *in)
{
    const Table *table = in->marginal->table;
    if (!in->whole) {
        buf_add(in->out, "code,name,before,after,change,exact_before,"
                         "exact_after,exact_change\n");
        return;
    }
    buf_add(in->out, "code,name,measure,reason");
    for (size_t i = 0; i < table->n; i++)
        csv_put(in->out, table->code[i], false);
    buf_add_char(in->out, '\n');
}

static void one_row(MarginalReport *in, const MarginalRow *row, Arena *arena)
{
    const Marginal *m = in->marginal;
    for (size_t i = 0; i < m->n; i++) {
        csv_put(in->out, m->table->code[i], true);
        csv_put(in->out, m->table->label[i], false);
        put_number(arena, m->before.amount[i], in->out);
        put_number(arena, row->after.amount[i], in->out);
        put_number(arena, row->change[i], in->out);
        put_number(arena, m->before.exact[i], in->out);
        put_number(arena, row->after.exact[i], in->out);
        put_number(arena, row->exact_change[i], in->out);
        buf_add_char(in->out, '\n');
    }
}

static void matrix_line(MarginalReport *in, const MarginalRow *row,
                        const char *measure, const Rat *const *change,
                        Arena *arena)
{
    const Marginal *m = in->marginal;
    csv_put(in->out, m->table->code[row->of], true);
    csv_put(in->out, m->table->label[row->of], false);
    csv_put(in->out, measure, false);
    csv_put(in->out, row->why != NULL ? row->why : "", false);
    for (size_t i = 0; i < m->n; i++)
        if (row->why != NULL)
            buf_add_char(in->out, ',');
        else
            put_number(arena, change[i], in->out);
    buf_add_char(in->out, '\n');
}

static void put_row(MarginalReport *in, const MarginalRow *row, Arena *arena,
                    RatPool *pool)
{
    (void)pool;
    if (!in->whole) {
        one_row(in, row, arena);
        return;
    }
    matrix_line(in, row, "change", row->change, arena);
    matrix_line(in, row, "exact_change", row->exact_change, arena);
}

static void end(MarginalReport *in)
{
    (void)in;
}

const MarginalForm marginal_csv = {begin, put_row, end};
