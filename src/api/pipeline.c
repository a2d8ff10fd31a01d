/* pipeline.c - from a path to a result: load, check, bind, evaluate. */
#include "api/pipeline.h"

#include <string.h>

#include "base/tr.h"

/* ---- The formula of a scenario ---- */

static const Stmt *find_uses(const Ast *scenario)
{
    for (size_t i = 0; i < scenario->n; i++)
        if (scenario->stmt[i]->kind == STMT_USES)
            return scenario->stmt[i];
    return NULL;
}

static Place first_place(const Ast *ast)
{
    Place none = {0};
    return ast->n > 0 ? ast->stmt[0]->place : none;
}

static const Ast *load_formula(Work *work, const Ast *scenario)
{
    const Stmt *uses = find_uses(scenario);
    if (uses == NULL || uses->path.text == NULL) {
        if (!diags_failed(work->diags))
            diag_add(work->diags, DIAG_FAULT, first_place(scenario),
                     "write `formula \"FILE.formula\"` below its first line",
                     "the scenario names no formula");
        return NULL;
    }
    Place place = uses->path.place;
    const char *path = path_join(work->arena, place.source->path,
                                 uses->path.text);
    const Ast *formula = lang_load(work->arena, path, place, &work->sources,
                                   work->diags);
    if (formula != NULL && formula->scenario) {
        diag_add(work->diags, DIAG_FAULT, place,
                 "name a file that begins with `formula`",
                 "\"%s\" is a scenario, not a formula", uses->path.text);
        return NULL;
    }
    return formula;
}

/* Does a line given take the place of the scenario's statement? A vary line
 * that of the same param's; report lines that of all. */
static bool replaced(const Ast *lines, const Stmt *stmt)
{
    for (size_t i = 0; i < lines->n; i++) {
        const Stmt *line = lines->stmt[i];
        if (line->kind == stmt->kind
            && (stmt->kind == STMT_REPORT
                || (stmt->kind == STMT_VARY
                    && strcmp(line->name.text, stmt->name.text) == 0)))
            return true;
    }
    return false;
}

static const Ast *with_lines(Work *work, const Ast *scenario)
{
    const Ast *lines = work->lines;
    Ast *out = ARENA_NEW(work->arena, Ast);
    *out = (Ast){.source = scenario->source, .scenario = true};
    out->stmt = ARENA_ARRAY(work->arena, Stmt *, scenario->n + lines->n + 1);
    for (size_t i = 0; i < scenario->n; i++)
        if (!replaced(lines, scenario->stmt[i]))
            out->stmt[out->n++] = scenario->stmt[i];
    for (size_t i = 0; i < lines->n; i++)
        out->stmt[out->n++] = lines->stmt[i];
    return out;
}

static const Ast *with_formula_lines(Work *work, const Ast *formula)
{
    const Ast *lines = work->formula_lines;
    Ast *out = ARENA_NEW(work->arena, Ast);
    *out = *formula;
    out->n = 0;
    out->stmt = ARENA_ARRAY(work->arena, Stmt *, formula->n + lines->n + 1);
    for (size_t i = 0; i < formula->n; i++)
        out->stmt[out->n++] = formula->stmt[i];
    for (size_t i = 0; i < lines->n; i++)
        out->stmt[out->n++] = lines->stmt[i];
    return out;
}

static bool load(Work *work, const char *path, Place asked, Run *run)
{
    const Ast *ast = lang_load(work->arena, path, asked, &work->sources,
                               work->diags);
    if (ast == NULL)
        return false;
    if (ast->scenario && work->lines != NULL)
        ast = with_lines(work, ast);
    run->scenario = ast->scenario ? ast : NULL;
    run->formula = ast->scenario ? load_formula(work, ast) : ast;
    if (run->formula != NULL && work->formula_lines != NULL)
        run->formula = with_formula_lines(work, run->formula);
    return run->formula != NULL && !diags_failed(work->diags);
}

/* ---- Results of other scenarios (rule 20) ---- */

/* "a.scenario takes from b.scenario, which takes from a.scenario" */
static const char *chain_text(Work *work, const Chain *chain, const char *path,
                              const char *real)
{
    const char *text = path;
    for (; strcmp(chain->real_path, real) != 0; chain = chain->below)
        text = arena_format(work->arena, tr("%s, which takes from %s"),
                            chain->path, text);
    return arena_format(work->arena, tr("%s takes from %s"), chain->path,
                        text);
}

static bool refuse_circle(Work *work, const char *path, const char *real,
                          Place asked)
{
    size_t depth = 0;
    for (const Chain *at = work->chain; at != NULL; at = at->below, depth++)
        if (strcmp(at->real_path, real) == 0) {
            diag_add(work->diags, DIAG_FAULT, asked,
                     "take the values of one of them from a file",
                     "scenarios in a circle: %s",
                     chain_text(work, work->chain, path, real));
            return true;
        }
    if (depth < SCENARIO_CHAIN_MAX)
        return false;
    diag_add(work->diags, DIAG_FAULT, asked,
             "write the results of an earlier scenario to a file and read "
             "that",
             "more than %d scenarios take results from each other",
             SCENARIO_CHAIN_MAX);
    return true;
}

static const OtherRun *find_run(const Work *work, const char *real)
{
    for (size_t i = 0; i < work->others.n; i++)
        if (strcmp(work->others.at[i].real_path, real) == 0)
            return &work->others.at[i];
    return NULL;
}

/* Runs a scenario once; later askers get the same run. */
static bool run_once(Work *work, const char *path, const char *real,
                     Place asked, Run *out)
{
    const OtherRun *before = find_run(work, real);
    if (before != NULL) {
        *out = before->run;
        return before->ok;
    }
    Run run = {0};
    const Setting *setting = work->setting;
    size_t n_settings = work->n_settings;
    const Ast *lines = work->lines, *formula_lines = work->formula_lines;
    work->setting = NULL;
    work->n_settings = 0;
    work->lines = work->formula_lines = NULL;
    bool ok = pipeline(work, path, asked, STAGE_RUN, &run);
    work->setting = setting;
    work->n_settings = n_settings;
    work->lines = lines;
    work->formula_lines = formula_lines;
    *VEC_ADD(work->arena, &work->others) = (OtherRun){real, ok, run};
    *out = run;
    return ok;
}

/* "; its results are a, b": at most eight. */
static const char *names_list(Work *work, const char *const *names, size_t n)
{
    const char *list = "";
    for (size_t i = 0; i < n && i < 8; i++)
        list = arena_format(work->arena, "%s%s%s", list, i > 0 ? ", " : "",
                            names[i]);
    return n > 8 ? arena_format(work->arena, "%s, ...", list) : list;
}

static bool give_result(Work *work, const Run *run, const char *name,
                        Place asked, OtherResult *out)
{
    const Program *program = run->program;
    const Def *def = program_find(program, name);
    VEC(const char *) names = {0};
    for (size_t i = 0; i < program->n_defs; i++)
        if (program->def[i]->kind == DEF_RESULT
            && program->def[i]->table >= 0)
            *VEC_ADD(work->arena, &names) = program->def[i]->name;
    if (def == NULL || def->kind != DEF_RESULT || def->table < 0) {
        const char *near = name_nearest(name, names.at, names.n);
        const char *way = NULL;
        if (near != NULL)
            way = arena_format(work->arena, tr("did you mean \"%s\"?"), near);
        else if (names.n > 0)
            way = arena_format(work->arena, tr("its results with rows are %s"),
                               names_list(work, names.at, names.n));
        diag_add(work->diags, DIAG_FAULT, asked, way,
                 def != NULL && def->kind == DEF_RESULT
                     ? N_("result \"%s\" of scenario \"%s\" is one value, not "
                          "a column")
                     : N_("no result \"%s\" in scenario \"%s\""), name,
                 program->scenario->stmt[0]->name.text);
        return false;
    }
    const Column *column = result_column(run->result, def);
    out->table = run->data->table[def->table];
    out->type = &def->type;
    out->unit_text = def->unit_text;
    out->at = ARENA_ARRAY(work->arena, Datum, column->n);
    for (size_t i = 0; i < column->n; i++) {
        const Value *value = &column->at[i];
        out->at[i] = (Datum){.num = value->num, .text = value->text,
                             .date = value->date, .flag = value->flag,
                             .marks = value->marks, .pooled = value->pooled};
    }
    return true;
}

static bool run_other(void *context, const char *path, const char *result,
                      Place asked, OtherResult *out, Diags *diags)
{
    Work *work = context;
    Run run;
    (void)diags;    /* the work's own */
    const char *real = path_real(work->arena, path);
    if ((find_run(work, real) == NULL
         && refuse_circle(work, path, real, asked))
        || !run_once(work, path, real, asked, &run))
        return false;
    if (run.result == NULL) {
        diag_add(work->diags, DIAG_FAULT, asked,
                 "name a file that begins with `scenario`",
                 "\"%s\" is a formula, not a scenario", path);
        return false;
    }
    return give_result(work, &run, result, asked, out);
}

OtherScenario pipeline_other(Work *work)
{
    return (OtherScenario){work, run_other};
}

/* ---- The stages ---- */

static bool stages(Work *work, const char *path, Place asked, Stage last,
                   Run *run)
{
    OtherScenario other = pipeline_other(work);
    if (!load(work, path, asked, run))
        return false;
    if (last == STAGE_TREE)
        return true;
    run->program = check(work->arena, work->pool, run->formula,
                         run->scenario, work->setting, work->n_settings,
                         work->diags);
    if (run->program == NULL)
        return false;
    if (run->scenario == NULL)
        return true;
    run->data = bind_corrected(work->arena, work->pool, run->program, &other,
                               work->corrections, &work->sources,
                               work->diags);
    if (run->data == NULL)
        return false;
    if (last == STAGE_CHECK)
        return true;
    run->result = evaluate(work->arena, work->pool, run->program, run->data,
                           work->diags);
    return run->result != NULL;
}

Work work_new(void)
{
    Arena *arena = arena_new();
    return (Work){.arena = arena, .pool = rat_pool_new(RAT_BITS_MAX),
                  .diags = diags_new(arena)};
}

void work_free(Work *work)
{
    rat_pool_free(work->pool);
    arena_free(work->arena);
}

bool pipeline(Work *work, const char *path, Place asked, Stage last, Run *run)
{
    Chain chain = {path, path_real(work->arena, path), work->chain};
    work->chain = &chain;
    bool ok = stages(work, path, asked, last, run);
    work->chain = chain.below;
    return ok;
}

bool pipeline_once(Work *work, const char *path, Place asked, Run *run)
{
    return run_once(work, path, path_real(work->arena, path), asked, run);
}
