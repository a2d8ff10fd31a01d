/* question_reference.c - a name for the result of another scenario. */
#include "api/question.h"

#include <string.h>

#include "study/asked.h"

typedef struct Reference {
    const char *name, *path;
    const char *result;     /* NULL: the main one */
    Place place;
} Reference;

static const char *trimmed(Question *q, const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t'))
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
        to--;
    return arena_copy(q->f->arena, from, (size_t)(to - from));
}

/* What follows a line end would be a statement of its own. */
static bool has_control(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < ' ' && *text != '\t')
            return true;
    return false;
}

static bool no_reference(Question *q, const char *text)
{
    api_refuse(q->f, "write NAME = FILE.scenario, or NAME = FILE.scenario "
                     "result NAME",
               "\"%s\" names no reference", text);
    return false;
}

static bool reference_read(Question *q, const char *text, Reference *out)
{
    const char *end = text + strlen(text), *equals = strchr(text, '=');
    const char *word = question_word(text, "result");
    if (equals == NULL || equals > word)
        return no_reference(q, text);
    out->name = trimmed(q, text, equals);
    out->path = trimmed(q, equals + 1, word);
    if (word < end)
        out->result = trimmed(q, word + strlen("result"), end);
    if (*out->name == '\0' || *out->path == '\0'
        || (out->result != NULL && *out->result == '\0'))
        return no_reference(q, text);
    if (has_control(text)) {
        api_refuse(q->f, "rename the file, and write it on one line",
                   "\"%s\" holds a line end or another control character",
                   text);
        return false;
    }
    const Source *source = source_make(q->f->arena, "--reference", text,
                                       strlen(text));
    out->place = (Place){source, {0, (uint32_t)source->len}};
    return true;
}

/* The result meant, in the other scenario's program. */
static const Def *reference_result(Question *q, const Reference *r,
                                   const Run *run)
{
    Diags *diags = q->f->work.diags;
    if (run->result == NULL) {
        if (!diags_failed(diags))
            diag_add(diags, DIAG_FAULT, r->place,
                     "name a file that begins with `scenario`",
                     "\"%s\" is a formula, not a scenario", r->path);
        return NULL;
    }
    const Def *def = r->result == NULL
                         ? study_main_result(run->program, true)
                         : program_find(run->program, r->result);
    if (def != NULL && def->kind == DEF_RESULT && def->table >= 0)
        return def;
    diag_add(diags, DIAG_FAULT, r->place,
             "name a result that has a value for each row: NAME = "
             "FILE.scenario result NAME",
             "\"%s\" has no such result%s%s", r->path,
             r->result != NULL ? ": " : "",
             r->result != NULL ? r->result : "");
    return NULL;
}

/* A data line for the formula, and one for the scenario. */
static bool reference_lines(Question *q, const Reference *r, const Run *run,
                            const Def *def)
{
    fordela *f = q->f;
    const char *table = run->program->table[def->table].name;
    const char *unit = def->unit_text[0] != '\0' ? def->unit_text : "number";
    const char *formula =
        arena_format(f->arena, "formula reference\ndata %s : %s per %s\n",
                     r->name, unit, table);
    Buf fill = {0};
    buf_addf(&fill, "data %s from ", r->name);
    string_print(r->path, &fill);
    buf_addf(&fill, " result %s", def->name);
    Tokens tokens;
    lex(f->arena, source_make(f->arena, "--reference", formula,
                              strlen(formula)), f->work.diags, &tokens);
    const Ast *one = parse(f->arena, &tokens, f->work.diags);
    Stmt *two = parse_line(f->arena,
                           source_make(f->arena, "--reference", fill.at,
                                       fill.n), f->work.diags);
    buf_free(&fill);
    if (diags_failed(f->work.diags))
        return false;
    Ast *lines = ARENA_NEW(f->arena, Ast);
    if (f->work.formula_lines != NULL)
        *lines = *f->work.formula_lines;
    lines->stmt = arena_grow(f->arena, lines->stmt, lines->n, &lines->cap,
                             sizeof *lines->stmt);
    lines->stmt[lines->n++] = one->stmt[1];
    f->work.formula_lines = lines;
    question_line(q, two);
    return true;
}

bool question_reference(Question *q, const char *text)
{
    Reference r = {0};
    Run run = {0};
    if (!reference_read(q, text, &r))
        return false;
    pipeline_once(&q->f->work, r.path, r.place, &run);
    const Def *def = diags_failed(q->f->work.diags)
                         ? NULL : reference_result(q, &r, &run);
    return def != NULL && reference_lines(q, &r, &run, def);
}
