/* report_csv.c - a run as CSV: code, name, then each result of one table. */
#include "report/report_int.h"

#include "report/csv_names.h"
#include "table/csv.h"

/* A value as it stands in a CSV cell: numbers in base units, undigested. */
static void add_value(const ReportIn *in, const Def *def, const Value *value,
                      Buf *out)
{
    Buf cell = {0};
    if (def->type.kind == TYPE_NUMBER)
        report_plain(in->arena, value->num, &cell);
    else
        report_value(in->arena, in->pool, in->result->program, &def->type,
                     value, &cell);
    csv_put(out, cell.at == NULL ? "" : cell.at, false);
    buf_free(&cell);
}

void report_csv(const ReportIn *in, Buf *out)
{
    int t = report_table(in);
    const Table *table = t >= 0 ? in->result->data->table[t] : NULL;
    DefList defs = {0};
    report_results(in, t, &defs);
    size_t rows = table != NULL ? table->n : defs.n > 0;
    static const char *const fixed[] = {"code", "name"};
    CsvNames names = csv_names_new(in->arena, fixed, 2);
    csv_put(out, "code", true);
    csv_put(out, "name", false);
    for (size_t i = 0; i < defs.n; i++)
        csv_put(out, csv_names_own(&names, defs.at[i]->name), false);
    buf_add_char(out, '\n');
    for (size_t row = 0; row < rows; row++) {
        csv_put(out, table == NULL ? "" : table->code[row], true);
        csv_put(out, table == NULL ? "" : table->label[row], false);
        for (size_t i = 0; i < defs.n; i++)
            add_value(in, defs.at[i],
                      &result_column(in->result, defs.at[i])->at[row], out);
        buf_add_char(out, '\n');
    }
}
