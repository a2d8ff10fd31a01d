/* netcdf_define.c - what stands in the head of a NetCDF file. */
#include <inttypes.h>
#include <netcdf.h>
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "report/netcdf_int.h"
#include "report/report.h"
#include "report/report_count.h"
#include "report/report_sweep.h"

/* What the file's head is made from. */
typedef struct Head {
    NetcdfOut *out;
    ExactParts *parts;      /* for marks */
    int rows;               /* the dimension `scenario` */
    int *table;             /* dimension by table; -1: none */
} Head;

/* ---- Dimensions and names ---- */

static bool table_used(const Sweep *sweep, int table)
{
    for (size_t i = 0; i < sweep->n_shown; i++)
        if (sweep->plan->output[i].table == table)
            return true;
    return false;
}

static bool define_dimensions(Head *h)
{
    NetcdfOut *out = h->out;
    const Program *program = out->sweep->program;
    h->table = ARENA_ARRAY(out->arena, int, program->n_tables + 1);
    if (!head_dimension(out, "scenario", (size_t)out->sweep->n, &h->rows))
        return false;
    for (size_t t = 0; t < program->n_tables; t++) {
        const char *name = program->table[t].name;
        bool taken = strcmp(name, "scenario") == 0;
        h->table[t] = -1;
        if (table_used(out->sweep, (int)t)
            && !head_dimension(out, taken ? "scenario_table" : name,
                               out->sweep->data->table[t]->n, &h->table[t]))
            return false;
    }
    return true;
}

/* The name of a param or result, which is one in NetCDF, too, and no two are
 * equal; NULL for a figure, whose title is none. */
static const char *given_name(const NetcdfOut *out, size_t var)
{
    const Plan *plan = out->sweep->plan;
    size_t k = out->var[var].from;
    if (var < out->n_inputs)
        return plan->input[k].def->name;
    return k < out->sweep->n_figures ? NULL : plan->output[k].name;
}

const char *netcdf_own_name(NetcdfOut *out, const char *name)
{
    for (size_t i = 0; i < out->n_vars;) {
        const char *given = given_name(out, i++);
        if (given != NULL && strcmp(given, name) == 0) {
            name = arena_format(out->arena, "%s_", name);
            i = 0;
        }
    }
    return name;
}

const char *netcdf_name(NetcdfOut *out, size_t var)
{
    const char *given = given_name(out, var);
    return given != NULL
               ? given
               : netcdf_own_name(out, arena_format(out->arena, "figure_%zu",
                                                   out->var[var].from + 1));
}

/* ---- Variables ---- */

static bool put_unit(NetcdfOut *out, int var, const Rat *unit)
{
    double factor = rat_to_double(unit);
    return factor == 1.0
           || head_real(out, var, "scale_factor", factor);
}

static const char *marks_of(Head *h, const Expr *e)
{
    const Column *column = exact_part(h->parts, e);
    unsigned marks = 0;
    for (size_t i = 0; column != NULL && i < column->n; i++)
        marks |= column->at[i].marks | column->at[i].pooled;
    void *paused = tr_pause(true);
    const char *text = report_marks(marks);
    tr_resume(paused);
    return text;
}

static bool define_variable(Head *h, size_t i, const Type *type,
                            const char *title, const char *marks,
                            const Rat *unit, int table)
{
    NetcdfOut *out = h->out;
    NetcdfVar *var = &out->var[i];
    void *paused = tr_pause(true);
    const char *units = report_unit(out->arena, out->sweep->program, type);
    tr_resume(paused);
    int dim[] = {h->rows, table >= 0 ? h->table[table] : -1};
    return head_variable(out, netcdf_name(out, i), NC_INT64,
                         table >= 0 ? 2 : 1, dim, &var->id)
           && head_text(out, var->id, "units", units)
           && head_text(out, var->id, "long_name", title)
           && head_text(out, var->id, "marks", marks)
           && put_unit(out, var->id, unit)
           && head_whole(out, var->id, "_FillValue", NETCDF_FILL);
}

static bool define_variables(Head *h)
{
    NetcdfOut *out = h->out;
    const Plan *plan = out->sweep->plan;
    const Program *program = out->sweep->program;
    for (size_t i = 0; i < out->n_inputs; i++) {
        const Input *input = &plan->input[out->var[i].from];
        if (!define_variable(h, i, &input->def->type, input->def->title, NULL,
                             rat_ratio(out->pool, 1, input->den), -1))
            return false;
    }
    for (size_t i = out->n_inputs; i < out->n_vars; i++) {
        size_t k = out->var[i].from;
        const Output *o = &plan->output[k];
        const char *title = NULL;
        if (k < out->sweep->n_figures)
            title = report_figure_title(out->arena, &program->report[k]);
        else
            title = program_find(program, o->name)->title;
        if (!define_variable(h, i, &o->expr->type, title,
                             marks_of(h, o->expr), o->unit, o->table))
            return false;
    }
    return true;
}

static bool define_reason(Head *h)
{
    NetcdfOut *out = h->out;
    const Plan *plan = out->sweep->plan;
    Buf lines = {0};
    for (size_t i = 0; i < plan->n_reasons && i < NETCDF_REASONS; i++)
        buf_addf(&lines, "%s%s", i > 0 ? "\n" : "", plan->reason[i]);
    bool good =
        head_variable(out, netcdf_own_name(out, REASON_NAME), NC_BYTE, 1,
                      &h->rows, &out->reason_id)
        && head_text(out, out->reason_id, "meanings", lines.at);
    buf_free(&lines);
    return good;
}

/* ---- Codes and names of rows ---- */

static const char *texts_name(NetcdfOut *out, const Table *table,
                              const char *what)
{
    return netcdf_own_name(out, arena_format(out->arena, "%s_%s",
                                             table->name, what));
}

static bool are_ascii(const char *const *text, size_t n)
{
    bool ascii = true;
    for (size_t i = 0; i < n; i++)
        for (const char *c = text[i]; *c != '\0'; c++)
            ascii = ascii && (unsigned char)*c < 0x80;
    return ascii;
}

static size_t longest(const char *const *text, size_t n)
{
    size_t most = 1;
    for (size_t i = 0; i < n; i++)
        most = strlen(text[i]) > most ? strlen(text[i]) : most;
    return most;
}

/* By the attribute _Encoding readers make texts of characters at once.
 * Python's netCDF4 of Debian 12 then fails where some take several bytes
 * ("cannot reshape array"): such names only say what they are. */
static bool define_texts(Head *h, size_t t, const char *what,
                         const char *const *text)
{
    NetcdfOut *out = h->out;
    const Table *table = out->sweep->data->table[t];
    const char *name = texts_name(out, table, what);
    const char *length = arena_format(out->arena, "%s_length", name);
    bool ascii = are_ascii(text, table->n);
    int dim[2] = {h->table[t], -1}, var;
    return head_dimension(out, length, longest(text, table->n), &dim[1])
           && head_variable(out, name, NC_CHAR, 2, dim, &var)
           && head_text(out, var, ascii ? "_Encoding" : "encoding", "utf-8");
}

static bool define_codes(Head *h)
{
    const Sweep *sweep = h->out->sweep;
    for (size_t t = 0; t < sweep->program->n_tables; t++) {
        const Table *table = sweep->data->table[t];
        if (h->table[t] >= 0
            && (!define_texts(h, t, "code", table->code)
                || !define_texts(h, t, "name", table->label)))
            return false;
    }
    return true;
}

static bool put_texts(NetcdfOut *out, const Table *table, const char *what,
                      const char *const *text)
{
    int var;
    size_t width = longest(text, table->n);
    const char *name = texts_name(out, table, what);
    char *all = ARENA_ARRAY(out->arena, char, width * table->n + 1);
    for (size_t i = 0; i < table->n; i++)
        memcpy(all + i * width, text[i], strlen(text[i]));
    return netcdf_ok(out, nc_inq_varid(out->file, name, &var))
           && head_letters(out, var, all, width * table->n);
}

bool netcdf_put_codes(NetcdfOut *out)
{
    const Sweep *sweep = out->sweep;
    for (size_t t = 0; t < sweep->program->n_tables; t++) {
        const Table *table = sweep->data->table[t];
        if (table_used(sweep, (int)t)
            && (!put_texts(out, table, "code", table->code)
                || !put_texts(out, table, "name", table->label)))
            return false;
    }
    return true;
}

/* ---- The whole ---- */

static bool put_global(NetcdfOut *out)
{
    const Program *program = out->sweep->program;
    Buf inputs = {0};
    char date[11] = "", draws[64] = "";
    if (program->has_date)
        date_write(program->date, date);
    if (out->sweep->drawing != NULL)
        snprintf(draws, sizeof draws, "%" PRIu64 ", seed %" PRIu64,
                 out->sweep->draws, out->sweep->seed);
    for (size_t i = 0; i < out->sources->n; i++)
        buf_addf(&inputs, "%s%s %s", i > 0 ? "\n" : "",
                 out->sources->at[i]->sha256, out->sources->at[i]->path);
    bool good = head_text(out, NC_GLOBAL, "title", program->scenario_title)
                && head_text(out, NC_GLOBAL, "scenario",
                            program->scenario_name)
                && head_text(out, NC_GLOBAL, "formula", program->name)
                && head_text(out, NC_GLOBAL, "date", date)
                && head_text(out, NC_GLOBAL, "draws", draws)
                && head_inputs(out, "inputs_sha256", inputs.at);
    buf_free(&inputs);
    return good;
}

bool netcdf_define(NetcdfOut *out)
{
    Head h = {.out = out,
              .parts = exact_parts(out->arena, out->pool,
                                   out->sweep->program, out->sweep->data)};
    return define_dimensions(&h) && define_variables(&h)
           && define_reason(&h) && define_codes(&h) && put_global(out)
           && (out->again || netcdf_ok(out, nc_enddef(out->file)));
}
