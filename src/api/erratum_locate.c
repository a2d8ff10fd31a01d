/* erratum_locate.c - which cell of which file a correction means.
 *
 * The rule: the data of that name, in whatever scenarios have it, must lead to
 * one cell. Scenarios whose rows do not have the code do not count; where
 * several files or columns are left, the call has to say which.
 */
#include "api/erratum_int.h"

#include <string.h>

#include "base/tr.h"
#include "study/show.h"

/* What is gathered of one correction. */
typedef struct Lead {
    const char *code;
    const char *text;           /* the corrected value */
    VEC(Corrected) found;       /* different cells */
    const char *elsewhere;      /* why the value is no cell of a file */
    const char *near;           /* the nearest code where it is not known */
    bool failed;                /* the value does not fit, which is said */
} Lead;

typedef struct Leads {
    Errand *e;
    Lead *at;
    VEC(const char *) names;    /* of data, for the nearest one */
    bool any_scenario;
    bool any;                   /* some scenario has the data */
    bool any_broken;
} Leads;

/* ---- one row of one scenario ---- */

/* Whether --file names it: by its path, or by the end of it. */
static bool is_file(const Errand *e, const FileCell *cell)
{
    const char *want = e->options->file;
    if (!want || strcmp(path_real(e->arena, want), cell->real) == 0)
        return true;
    size_t n = strlen(want), m = strlen(cell->real);
    return m > n && cell->real[m - n - 1] == '/'
           && strcmp(cell->real + m - n, want) == 0;
}

static bool is_wanted(const Errand *e, const FileCell *cell)
{
    return is_file(e, cell)
           && (!e->options->column
               || strcmp(e->options->column, cell->column) == 0);
}

static bool is_known(const Lead *lead, const FileCell *cell)
{
    for (size_t i = 0; i < lead->found.n; i++) {
        const FileCell *c = &lead->found.at[i].cell;
        if (strcmp(c->real, cell->real) == 0 && c->row == cell->row
            && c->col == cell->col)
            return true;
    }
    return false;
}

static Source *keep_source(Errand *e, const Source *source)
{
    Source *copy = ARENA_NEW(e->arena, Source);
    *copy = (Source){.path = arena_string(e->arena, source->path),
                     .sheet = source->sheet == NULL
                                  ? NULL
                                  : arena_string(e->arena, source->sheet)};
    memcpy(copy->sha256, source->sha256, sizeof copy->sha256);
    return copy;
}

static const char *keep(Errand *e, const char *text)
{
    return text ? arena_string(e->arena, text) : NULL;
}

static const char *shown(Errand *e, Work *work, const Run *run,
                         const Def *def, const Datum *datum)
{
    const Show show = {work->arena, work->pool, run->program};
    const Value value = {.num = datum->num, .text = datum->text,
                         .date = datum->date, .flag = datum->flag};
    return keep(e, show_value(&show, &def->type, &value, false));
}

/* A new cell, with all that is shown of it, out of the scenario's memory. */
static void add_found(Errand *e, Work *work, const Run *run, const Def *def,
                      size_t row, const FileCell *cell, const Datum *is,
                      Lead *lead)
{
    const Table *table = run->data->table[def->table];
    const DataColumn *column = run->data->column[def->id];
    const Origin *origin = &column->origin[column->at[row].origin];
    Corrected *c = VEC_ADD(e->arena, &lead->found);
    *c = (Corrected){.data = keep(e, def->name), .code = lead->code,
                     .label = keep(e, table->label[row]),
                     .was_text = keep(e, cell->text),
                     .was = shown(e, work, run, def, &column->at[row]),
                     .is = shown(e, work, run, def, is),
                     .source = keep(e, origin->source),
                     .has_date = origin->has_date, .dated = origin->dated,
                     .line = source_line_col(cell->source,
                                             cell->place.span.from).line};
    c->cell = (FileCell){.real = keep(e, cell->real),
                         .shown = keep(e, cell->shown),
                         .source = keep_source(e, cell->source),
                         .row = cell->row, .col = cell->col,
                         .column = keep(e, cell->column),
                         .text = lead->text};
}

static void look_at_row(Leads *l, Work *work, const Run *run, const Def *def,
                        size_t row, Lead *lead)
{
    Errand *e = l->e;
    FileCell cell;
    Datum is;
    const DataColumn *column = run->data->column[def->id];
    const Origin *origin = &column->origin[column->at[row].origin];
    if (!bind_cell(work->arena, work->pool, run->program, run->data, def, row,
                   &cell, e->diags)) {
        lead->elsewhere = keep(e, origin->file ? origin->file : "");
        return;
    }
    if (!is_wanted(e, &cell) || is_known(lead, &cell))
        return;
    if (bind_cell_value(work->arena, work->pool, run->program, run->data, def,
                        row, lead->text, &is, e->diags))
        add_found(e, work, run, def, row, &cell, &is, lead);
    else
        lead->failed = true;
}

/* ---- all scenarios ---- */

static void look_at_data(Leads *l, Work *work, const Run *run, const Def *def)
{
    const Table *table = run->data->table[def->table];
    l->any = true;
    for (size_t i = 0; i < l->e->n; i++) {
        Lead *lead = &l->at[i];
        size_t row;
        if (code_index_find(table->index, lead->code, &row))
            look_at_row(l, work, run, def, row, lead);
        else if (!lead->near)
            lead->near = keep(l->e, code_index_nearest(table->index,
                                                       lead->code));
    }
}

/* Faults of a scenario are said when it is run. */
static void look_at_scenario(Leads *l, const char *path)
{
    Work work = work_new();
    Run run = {0};
    bool ok = pipeline(&work, path, (Place){0}, STAGE_CHECK, &run);
    l->any_broken = l->any_broken || !ok;
    l->any_scenario = l->any_scenario || run.scenario != NULL;
    diags_add_machine(l->e->diags, work.diags);
    for (size_t i = 0; ok && run.data && i < run.program->n_defs; i++) {
        const Def *def = run.program->def[i];
        if (def->kind != DEF_DATA)
            continue;
        *VEC_ADD(l->e->arena, &l->names) = keep(l->e, def->name);
        if (strcmp(def->name, l->e->options->data) == 0)
            look_at_data(l, &work, &run, def);
    }
    work_free(&work);
}

/* ---- what is wrong with a correction ---- */

static void no_data(const Leads *l)
{
    Errand *e = l->e;
    const char *near = name_nearest(e->options->data, l->names.at,
                                    l->names.n);
    if (l->names.n == 0 && l->any_broken)
        return;     /* the scenarios' own faults say why */
    if (!l->any_scenario && strcmp(e->paths.at[0], e->under) == 0) {
        diag_add(e->diags, DIAG_FAULT, (Place){0},
                 "name a scenario that uses it, or a folder of them",
                 "%s is a formula; only the data of a scenario can be "
                 "corrected", e->under);
        return;
    }
    diag_add(e->diags, DIAG_FAULT, (Place){0},
             near ? arena_format(e->arena, tr("did you mean \"%s\"?"), near)
                  : N_("name a data that a scenario there has"),
             "no scenario in \"%s\" has a data \"%s\"", e->under,
             e->options->data);
}

static void not_found(Errand *e, const Lead *lead)
{
    const char *data = e->options->data;
    if (lead->failed)
        return;
    if (e->options->file || e->options->column)
        diag_add(e->diags, DIAG_FAULT, (Place){0},
                 "leave --file and --column out to see where it comes from",
                 "\"%s\" of %s does not come from that file and column", data,
                 lead->code);
    else if (lead->elsewhere && *lead->elsewhere)
        diag_add(e->diags, DIAG_FAULT, (Place){0},
                 "correct the data of that scenario",
                 "\"%s\" of %s is a result of %s, not a cell of a file", data,
                 lead->code, lead->elsewhere);
    else if (lead->elsewhere)
        diag_add(e->diags, DIAG_FAULT, (Place){0},
                 "change the scenario itself",
                 "\"%s\" of %s is a constant that the scenario writes", data,
                 lead->code);
    else
        diag_add(e->diags, DIAG_FAULT, (Place){0},
                 lead->near ? arena_format(e->arena, tr("the nearest is %s"),
                                           lead->near)
                            : N_("write it as the scenarios' tables have it"),
                 "no scenario in \"%s\" has a code \"%s\" with \"%s\"",
                 e->under, lead->code, data);
}

static void too_many(Errand *e, const Lead *lead)
{
    Buf list = {0};
    for (size_t i = 0; i < lead->found.n; i++)
        buf_addf(&list, tr("%scolumn \"%s\" of %s"), i ? ", " : "",
                 lead->found.at[i].cell.column, lead->found.at[i].cell.shown);
    diag_add(e->diags, DIAG_FAULT, (Place){0},
             "say which with --column COLUMN, or --file FILE",
             "\"%s\" of %s comes from several places: %s", e->options->data,
             lead->code, list.at);
    buf_free(&list);
}

static void choose(Errand *e, const Lead *lead, size_t i)
{
    const Corrected *c = lead->found.n > 0 ? &lead->found.at[0] : NULL;
    if (lead->found.n == 0)
        not_found(e, lead);
    else if (lead->found.n > 1)
        too_many(e, lead);
    else if (strcmp(c->was, c->is) == 0)
        diag_add(e->diags, DIAG_FAULT, (Place){0},
                 "give the value that is right",
                 "\"%s\" of %s is %s already", c->data, c->code, c->was);
    else
        e->corrected[i] = *c;
}

/* ---- the corrections as given ---- */

static bool read_corrections(Leads *l)
{
    Errand *e = l->e;
    for (size_t i = 0; i < e->n; i++) {
        const char *text = e->options->correction[i];
        const char *equals = strchr(text, '=');
        if (!equals || equals == text || equals[1] == '\0') {
            diag_add(e->diags, DIAG_FAULT, (Place){0},
                     "write CODE=VALUE, such as 0114=45534",
                     "\"%s\" is no correction", text);
            continue;
        }
        l->at[i].code = arena_copy(e->arena, text, (size_t)(equals - text));
        l->at[i].text = arena_string(e->arena, equals + 1);
        for (size_t k = 0; k < i; k++)
            if (l->at[k].code && strcmp(l->at[k].code, l->at[i].code) == 0)
                diag_add(e->diags, DIAG_FAULT, (Place){0}, "give it once",
                         "%s is corrected twice", l->at[i].code);
    }
    return !diags_failed(e->diags);
}

bool erratum_locate(Errand *e)
{
    Leads l = {.e = e, .at = ARENA_ARRAY(e->arena, Lead, e->n + 1)};
    if (!read_corrections(&l))
        return false;
    for (size_t i = 0; i < e->paths.n; i++)
        look_at_scenario(&l, e->paths.at[i]);
    e->corrected = ARENA_ARRAY(e->arena, Corrected, e->n + 1);
    if (!l.any)
        no_data(&l);
    for (size_t i = 0; l.any && i < e->n; i++)
        choose(e, &l.at[i], i);
    FileCell *cell = ARENA_ARRAY(e->arena, FileCell, e->n + 1);
    for (size_t i = 0; i < e->n; i++)
        cell[i] = e->corrected[i].cell;
    e->corrections = (Corrections){e->n, cell};
    return !diags_failed(e->diags) && l.any;
}
