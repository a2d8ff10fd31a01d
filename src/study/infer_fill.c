/* infer_fill.c - where the params and data of a formula get their values:
 * given, of a column, free, or to be tried.
 */
#include <string.h>

#include "base/tr.h"
#include "study/infer_int.h"

/* ---- What is free ---- */

static bool is_setting(const InferMaker *m, const char *name)
{
    for (size_t i = 0; i < m->ask->n_settings; i++)
        if (strcmp(m->ask->setting[i].name, name) == 0)
            return true;
    return false;
}

static const char *fill_of(const InferMaker *m, const char *name)
{
    for (size_t i = 0; i < m->ask->n_fills; i++)
        if (strcmp(m->ask->fill[i].name, name) == 0)
            return m->ask->fill[i].column;
    return NULL;
}

static bool is_free(const InferMaker *m, const Def *def)
{
    for (size_t i = 0; i < m->ask->n_free; i++)
        if (strcmp(m->ask->free[i], def->name) == 0)
            return true;
    return false;
}

static bool is_input(const Def *def)
{
    return def->kind == DEF_PARAM || def->kind == DEF_DATA;
}

/* The params and data of the formula that are numbers. */
static const char *near_input(const InferMaker *m, const Program *program,
                              const char *name)
{
    const char **names = ARENA_ARRAY(m->arena, const char *, program->n_defs);
    size_t n = 0;
    const char *list = NULL;
    for (size_t i = 0; i < program->n_defs; i++)
        if (is_input(program->def[i])) {
            names[n++] = program->def[i]->name;
            list = arena_format(m->arena, "%s%s%s", list == NULL ? "" : list,
                                list == NULL ? "" : ", ", names[n - 1]);
        }
    const char *near = name_nearest(name, names, n);
    if (near != NULL)
        return arena_format(m->arena, tr("did you mean \"%s\"?"), near);
    return n == 0 ? tr("it has none at all")
                  : arena_format(m->arena, tr("its params and data are %s"),
                                 list);
}

static bool is_twice(const InferMaker *m, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(m->ask->free[k], m->ask->free[i]) == 0)
            return true;
    return false;
}

static void refuse_free(InferMaker *m, const Program *program, const Def *def,
                        const char *name)
{
    if (def == NULL || !is_input(def))
        infer_refuse(m, (Place){0}, near_input(m, program, name),
                     arena_format(m->arena, tr("--free: %s has no param or "
                                               "data \"%s\""),
                                  m->ask->path, name));
    else if (def->type.kind != TYPE_NUMBER)
        infer_refuse(m, def->place, tr("numbers can be inferred; set the "
                                       "others"),
                     arena_format(m->arena, tr("\"%s\" is a %s, and cannot be "
                                               "free"), name, def->unit_text));
    else if (is_setting(m, name) || fill_of(m, name) != NULL)
        infer_refuse(m, (Place){0}, tr("leave out one of them"),
                     arena_format(m->arena, tr("\"%s\" is free and given a "
                                               "value"), name));
    else
        infer_refuse(m, (Place){0}, tr("name it once"),
                     arena_format(m->arena, tr("--free: \"%s\" stands twice"),
                                  name));
}

bool infer_check_free(InferMaker *m, const Program *program)
{
    size_t n = m->ask->n_free;
    m->out->free = ARENA_ARRAY(m->arena, const Def *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *name = m->ask->free[i];
        const Def *def = program_find(program, name);
        if (def == NULL || !is_input(def) || def->type.kind != TYPE_NUMBER
            || is_setting(m, name) || fill_of(m, name) != NULL
            || is_twice(m, i)) {
            refuse_free(m, program, def, name);
            return false;
        }
    }
    return true;
}

/* ---- The columns of data ---- */

/* The only column so named; NULL, and a fault where two files have it. */
static const InferColumn *find_column(InferMaker *m, const char *name,
                                      bool *twice)
{
    const InferColumn *found = NULL;
    *twice = false;
    for (size_t i = 0; i < m->columns->n; i++) {
        const InferColumn *c = &m->columns->at[i];
        if (strcmp(c->name, name) != 0)
            continue;
        if (found != NULL) {
            infer_refuse(m, (Place){0}, tr("name one of the files"),
                         arena_format(m->arena, tr("both %s and %s have a "
                                                   "column \"%s\""),
                                      found->file, c->file, name));
            *twice = true;
            return NULL;
        }
        found = c;
    }
    return found;
}

static const char *near_column(const InferMaker *m, const char *name)
{
    const char **names = ARENA_ARRAY(m->arena, const char *,
                                     m->columns->n + 1);
    for (size_t i = 0; i < m->columns->n; i++)
        names[i] = m->columns->at[i].name;
    const char *near = name_nearest(name, names, m->columns->n);
    return near == NULL ? tr("name a file that has it with --candidates")
                        : arena_format(m->arena, tr("did you mean \"%s\"?"),
                                       near);
}

/* The amounts themselves are no column to choose from. */
static void refuse_column(InferMaker *m, const char *named)
{
    const Csv *csv = m->table->csv;
    bool amounts = strcmp(csv->head[m->table->column].text, named) == 0;
    infer_refuse(m, (Place){0},
                 amounts ? tr("name the column that the amounts were worked "
                              "out from")
                         : near_column(m, named),
                 arena_format(m->arena,
                              amounts ? tr("--data: \"%s\" is the column of "
                                           "the amounts themselves")
                                      : tr("--data: no file has a column "
                                           "\"%s\""), named));
}

bool infer_fill_data(InferMaker *m, const Def *def)
{
    bool twice;
    const char *named = fill_of(m, def->name);
    if (is_free(m, def))
        return true;
    if (named == NULL && m->ask->open && def->type.kind == TYPE_NUMBER) {
        m->out->open[m->out->n_open++] = def;
        return true;
    }
    const InferColumn *c = find_column(m, named != NULL ? named : def->name,
                                       &twice);
    if (twice)
        return false;
    m->out->filled[def->id] = c;
    if (named != NULL && c == NULL) {
        refuse_column(m, named);
        return false;
    }
    if (c != NULL)
        return true;
    infer_refuse(m, def->place,
                 arena_format(m->arena, tr("name a column with --data "
                                           "%s=COLUMN, or let it be --free"),
                              def->name),
                 arena_format(m->arena, tr("\"%s\" has no values"),
                              def->name));
    return false;
}

static bool has_default(const InferMaker *m, const Def *def)
{
    for (size_t i = 0; i < m->tree->n; i++) {
        const Stmt *s = m->tree->stmt[i];
        if (s->kind == STMT_PARAM && strcmp(s->name.text, def->name) == 0)
            return s->n_dated > 0;
    }
    return false;
}

bool infer_fill_param(InferMaker *m, const Program *program, const Def *def,
                      Buf *text)
{
    bool given = is_setting(m, def->name);
    if (!is_free(m, def) && (given || has_default(m, def)))
        return true;
    if (!is_free(m, def)) {
        bool money = m->ask->open && type_is_money(program, &def->type);
        if (!money || m->out->budget != NULL) {
            infer_refuse(m, def->place,
                         arena_format(m->arena, tr("give it with --set "
                                                   "%s=VALUE"),
                                      def->name),
                         arena_format(m->arena, tr("\"%s\" has no value"),
                                      def->name));
            return false;
        }
        m->out->budget = def;
    }
    buf_addf(text, "set %s = 0\n", def->name);
    return true;
}
