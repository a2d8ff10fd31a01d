/* explain_input.c - where a number that was put in comes from: file, source,
 * date, mark. */

#include "study/study_int.h"

#include <string.h>

#include "base/tr.h"

static const char *mark_word(unsigned mark)
{
    if (mark & MARK_CALIBRATED)
        return tr_as("input", "calibrated");
    return mark & MARK_ESTIMATED ? tr_as("input", "estimated") : NULL;
}

static const char *date_text(Explain *x, Date date)
{
    char text[11];
    date_write(date, text);
    return arena_string(x->arena, text);
}

static const char *place_text(Explain *x, Place place)
{
    if (!place.source)
        return NULL;
    LineCol at = source_line_col(place.source, place.span.from);
    return arena_format(x->arena, "%s:%zu", place.source->path, at.line);
}

/* The `source` statement of a whole file, or NULL. */
static const char *file_source(const Ast *ast)
{
    for (size_t i = 0; ast && i < ast->n; i++)
        if (ast->stmt[i]->kind == STMT_SOURCE)
            return ast->stmt[i]->path.text;
    return NULL;
}

/* "source: SCB, folkmängd, dated 2019-12-31"; what has none of its own is
 * covered by that of the file it stands in. */
static void source_line(Explain *x, Step *step, const char *source,
                        bool has_date, Date dated, const Ast *ast)
{
    const char *whole = file_source(ast);
    if (source && has_date)
        step_line(x, step, "source: %s, dated %s", source,
                  date_text(x, dated));
    else if (source)
        step_line(x, step, "source: %s, no date stated", source);
    else if (whole)
        step_line(x, step, ast->scenario
                               ? N_("source of the whole scenario: %s")
                               : N_("source of the whole formula: %s"), whole);
    else
        step_line(x, step, "no source stated");
}

/* ---- parameters ---- */

/* The value of a dated parameter that was chosen, or NULL. */
static const AstDated *variant(const Explain *x, const Def *def)
{
    const Ast *formula = x->program->formula;
    for (size_t i = 0; formula && def->expr && i < formula->n; i++) {
        const Stmt *stmt = formula->stmt[i];
        if (stmt->kind != STMT_PARAM || stmt->place.source
                                            != def->expr->place.source)
            continue;
        for (size_t k = 0; k < stmt->n_dated; k++) {
            Span has = stmt->dated[k].place.span;
            Span is = def->expr->place.span;
            if (has.from <= is.from && is.to <= has.to)
                return &stmt->dated[k];
        }
    }
    return NULL;
}

void explain_param(Explain *x, const Def *def, Step *step)
{
    if (def->title)
        step_line(x, step, "\"%s\"", def->title);
    const char *place = place_text(x, def->set_place);
    const AstDated *chosen = variant(x, def);
    if (def->changed)
        step_line(x, step, "changed by --set");
    else if (chosen && chosen->has_from && x->program->has_date)
        step_line(x, step, "the value from %s on, as the scenario's date is "
                           "%s (%s)", date_text(x, chosen->from),
                  date_text(x, x->program->date),
                  place ? place : tr("formula"));
    else if (chosen)
        step_line(x, step, "the formula's own value%s%s",
                  place ? ", " : "", place ? place : "");
    else if (place)
        step_line(x, step, "set at %s", place);
    if (!def->changed)
        source_line(x, step, def->source, def->has_dated, def->dated,
                    chosen ? x->program->formula : x->program->scenario);
}

/* ---- data ---- */

/* Was the alternative at this place `from FILE result NAME`? */
static bool is_result(const Explain *x, Place place)
{
    const Ast *scenario = x->program->scenario;
    for (size_t i = 0; scenario && i < scenario->n; i++) {
        const Stmt *stmt = scenario->stmt[i];
        for (size_t k = 0; k < stmt->n_alts; k++)
            if (stmt->alt[k].result.text
                && stmt->alt[k].place.source == place.source
                && stmt->alt[k].place.span.from == place.span.from)
                return true;
    }
    return false;
}

/* In quotes where a shell would part it or read signs in it. */
static const char *shell_word(Explain *x, const char *text)
{
    for (size_t i = 0; text[i]; i++)
        if (strchr(" \t'\"$`\\&|;<>()*?[]{}#~!", text[i]))
            return strchr(text, '\'')
                ? arena_format(x->arena, "\"%s\"", text)
                : arena_format(x->arena, "'%s'", text);
    return *text ? text : "''";
}

/* code: of the row, or "CODE" for any. */
static void origin_lines(Explain *x, const Origin *origin, const char *code,
                         Step *step)
{
    const char *place = place_text(x, origin->place);
    if (origin->file)
        step_line(x, step, is_result(x, origin->place)
                               ? N_("%s, result \"%s\"")
                               : N_("%s, column \"%s\""), origin->file,
                  origin->column ? origin->column : "");
    else
        step_line(x, step, "a constant of the scenario%s%s",
                  place ? ", " : "", place ? place : "");
    source_line(x, step, origin->source, origin->has_date, origin->dated,
                x->program->scenario);
    if (origin->file && is_result(x, origin->place))
        step_line(x, step, "it goes on with: fordela explain %s %s %s",
                  shell_word(x, origin->file), shell_word(x, code),
                  origin->column ? origin->column : "");
}

/* The whole column: each alternative with its number of rows. */
static void data_column(Explain *x, const DataColumn *data, Step *step)
{
    for (size_t k = 0; k < data->n_origins; k++) {
        size_t n = 0, marked = 0;
        for (size_t i = 0; i < data->n; i++) {
            if (data->at[i].origin != k)
                continue;
            n++;
            marked += (data->at[i].marks | data->at[i].pooled) != 0;
        }
        if (n == 0)
            continue;
        if (data->n_origins > 1)
            step_line(x, step, "%zu of %zu rows:", n, data->n);
        origin_lines(x, &data->origin[k], "CODE", step);
        const char *word = mark_word(data->origin[k].mark);
        if (marked)
            step_line(x, step, "%zu rows %s", marked,
                      word ? word : tr("marked"));
    }
}

void explain_data(Explain *x, const Def *def, size_t row, Step *step)
{
    const DataColumn *data = x->result->data->column[def->id];
    if (def->title)
        step_line(x, step, "\"%s\"", def->title);
    if (!data)
        return;
    if (row == ALL_ROWS) {
        data_column(x, data, step);
        return;
    }
    size_t k = data->at[row].origin;
    if (k >= data->n_origins)
        return;
    origin_lines(x, &data->origin[k],
                 x->result->data->table[def->table]->code[row], step);
    if (k > 0)
        step_line(x, step, "alternative %zu of %zu: the ones before it have "
                           "nothing for this row", k + 1, data->n_origins);
}
