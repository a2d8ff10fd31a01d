/* report_infer.c - what the reports on inferences have in common. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/tr.h"
#include "report/report_infer_int.h"
#include "report/report_int.h"
#include "study/show.h"
#include "table/csv.h"

/* Rows named in a sentence. */
#define NAMED_MAX 5

/* ---- Numbers ---- */

static const char *shown(const InferReport *in, const Rat *num)
{
    static const Program none;
    static const Type plain = {.kind = TYPE_NUMBER};
    Show show = {in->arena, in->pool, &none};
    return show_plain(&show, &plain, num);
}

const char *infer_count(const InferReport *in, int64_t n)
{
    return shown(in, rat_int(in->pool, n));
}

const char *infer_units(const InferReport *in, const InferTable *table,
                        int64_t n)
{
    return shown(in, rat_mul(in->pool, rat_int(in->pool, n), table->unit));
}

const char *infer_number(const InferReport *in, const Rat *num)
{
    return shown(in, num);
}

const char *infer_plain(const InferReport *in, const char *text)
{
    char *copy = arena_string(in->arena, text), *to = copy;
    for (const char *at = copy; *at != '\0'; at++) {
        bool nbsp = strncmp(at, NBSP, strlen(NBSP)) == 0;
        *to++ = nbsp ? ' ' : *at;
        at += nbsp;
    }
    *to = '\0';
    return copy;
}

const char *infer_power(const InferReport *in, double log)
{
    double whole = floor(log);
    double digits = pow(10, log - whole);
    if (log > -4 && log < 4)
        return tr_decimal(arena_format(in->arena, "%.2g", pow(10, log)));
    if (digits >= 9.95) {
        digits = 1;
        whole++;
    }
    return tr_decimal(arena_format(in->arena, "%.1fe%+.0f", digits,
                                   whole));
}

/* ---- Names ---- */

const char *infer_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

const char *infer_row(const InferReport *in, const InferTable *table,
                      size_t row)
{
    if (table->label < 0)
        return table->code[row];
    return arena_format(in->arena, "%s" NBSP "%s", table->code[row],
                        table->name[row]);
}

const char *infer_rows(const InferReport *in, const InferTable *table,
                       const size_t *row, size_t n)
{
    const char *list = "";
    size_t most = n > NAMED_MAX ? NAMED_MAX : n;
    for (size_t i = 0; i < most; i++)
        list = arena_format(in->arena, "%s%s%s", list,
                            i == 0 ? "" : i + 1 < n ? ", " : tr(" and "),
                            infer_row(in, table, row[i]));
    return n > most ? arena_format(in->arena, tr("%s and %zu more"), list,
                                   n - most) : list;
}

/* ---- Text ---- */

/* No-break spaces hold together what is folded, and are written as blanks. */
void infer_say(const InferReport *in, Buf *out, const char *format, ...)
{
    Buf text = {0}, folded = {0};
    va_list args;
    va_start(args, format);
    buf_addv(&text, tr(format), args);
    va_end(args);
    size_t indent = strspn(text.at, " ");
    report_wrap(report_clean(in->arena, text.at), indent + 2, in->width,
                &folded);
    buf_add(out, infer_plain(in, folded.at));
    buf_free(&text);
    buf_free(&folded);
}

void infer_heading(const InferReport *in, const InferTable *table, Buf *out)
{
    infer_say(in, out, "What lies behind %s, column %s", table->path,
              table->csv->head[table->column].text);
    infer_say(in, out, "%zu rows, sum %s, in whole units of %s%s", table->n,
              infer_units(in, table, table->sum),
              infer_units(in, table, 1),
              table->unit_given ? tr(" (given)") : "");
}

GridCol infer_column_head(const char *head, bool right)
{
    return (GridCol){{head, NULL, NULL}, right};
}

size_t infer_row_columns(const InferTable *table)
{
    return table->label < 0 ? 2 : 3;
}

void infer_row_heads(const InferTable *table, Grid *grid)
{
    size_t n = infer_row_columns(table);
    grid->col[0] = infer_column_head(tr("code"), false);
    grid->col[1] = infer_column_head(tr("name"), false);
    grid->col[n - 1] = infer_column_head(tr("amount"), true);
}

void infer_row_cells(const InferReport *in, const InferTable *table,
                     Grid *grid, size_t at, size_t row)
{
    grid_set(grid, at, 0, table->code[row]);
    if (table->label >= 0)
        grid_set(grid, at, 1, table->name[row]);
    grid_set(grid, at, infer_row_columns(table) - 1,
             infer_plain(in, infer_units(in, table, table->amount[row])));
}

/* ---- CSV ---- */

void infer_csv_head(Buf *out)
{
    buf_add(out, "code,name,amount");
}

void infer_csv_row(const InferReport *in, const InferTable *table, size_t row,
                   Buf *out)
{
    csv_put(out, table->code[row], true);
    csv_put(out, table->name[row], false);
    buf_add_char(out, ',');
    report_plain(in->arena, rat_mul(in->pool,
                                    rat_int(in->pool, table->amount[row]),
                                    table->unit), out);
}

/* ---- JSON ---- */

Json *infer_json_open(const InferReport *in, const InferTable *table,
                      const char *question)
{
    Json *json = json_new(in->arena);
    json_open(json, NULL, '{');
    json_text(json, "fordela", in->version);
    json_text(json, "question", question);
    json_text(json, "file", table->path);
    json_text(json, "column", table->csv->head[table->column].text);
    json_size(json, "rows", table->n);
    infer_json_units(in, json, "sum", table, table->sum);
    json_number(json, "unit", table->unit);
    report_json_inputs(json, in->sources);
    return json;
}

void infer_json_units(const InferReport *in, Json *json, const char *name,
                      const InferTable *table, int64_t n)
{
    json_number(json, name, rat_mul(in->pool, rat_int(in->pool, n),
                                    table->unit));
}

void infer_json_row(const InferReport *in, Json *json,
                    const InferTable *table, size_t row)
{
    json_text(json, "code", table->code[row]);
    json_text(json, "name", table->name[row]);
    infer_json_units(in, json, "amount", table, table->amount[row]);
}

void infer_json_close(Json *json, Buf *out)
{
    json_flag(json, "calibrated", true);
    json_close(json, '}');
    json_end(json, out);
}
