/* compare_parts.c - the statements by which scenarios differ. */
#include "study/compare_int.h"

#include <string.h>

/* ---- What a statement says ---- */

bool part_counts(const Stmt *stmt)
{
    return stmt->kind == STMT_USES || stmt->kind == STMT_DATE
           || stmt->kind == STMT_ROWS || stmt->kind == STMT_FILL
           || stmt->kind == STMT_SET;
}

/* The file itself, whatever the file is in that names it. */
static void resolve(Arena *arena, Word *path)
{
    if (path->text == NULL)
        return;
    const char *full = path_join(arena, path->place.source->path, path->text);
    path->text = path_real(arena, full);
}

/* The statement in canonical spelling, without what changes no amount. */
static const char *meaning(Arena *arena, const Stmt *stmt)
{
    Stmt plain = *stmt;
    Buf out = {0};
    plain.mark = MARK_NONE;
    plain.origin = (AstOrigin){0};
    plain.alt = ARENA_ARRAY(arena, AstAlt, stmt->n_alts + 1);
    resolve(arena, &plain.path);
    for (size_t i = 0; i < stmt->n_alts; i++) {
        plain.alt[i] = stmt->alt[i];
        plain.alt[i].mark = MARK_NONE;
        resolve(arena, &plain.alt[i].from);
    }
    Stmt *list[] = {&plain};
    ast_print(&(Ast){.stmt = list, .n = 1}, &out);
    const char *text = arena_copy(arena, out.at, out.n);
    buf_free(&out);
    return text;
}

/* ---- Differences ---- */

typedef VEC(PartChange) ChangeList;

static Stmt *find(Arena *arena, const Ast *ast, const char *key)
{
    for (size_t i = 0; i < ast->n; i++)
        if (part_counts(ast->stmt[i])
            && strcmp(stmt_key(arena, ast->stmt[i]), key) == 0)
            return ast->stmt[i];
    return NULL;
}

static bool decided(const Stmt *stmt, const Setting *setting, size_t n)
{
    for (size_t i = 0; stmt->kind == STMT_SET && i < n; i++)
        if (strcmp(setting[i].name, stmt->name.text) == 0)
            return true;
    return false;
}

/* How far a statement's file is from the one asked for. */
static size_t distance(const Ast *ast, const Stmt *stmt)
{
    size_t i = 0;
    while (i < ast->n_files && ast->file[i].source != stmt->place.source)
        i++;
    return i;
}

/* As written: what the file is like comes before the file. */
static bool written_before(const Ast *ast, const Stmt *a, const Stmt *b)
{
    size_t one = distance(ast, a), two = distance(ast, b);
    if (one != two)
        return one > two;
    return a->place.span.from < b->place.span.from;
}

static void add_written(Arena *arena, const Ast *to, ChangeList *list,
                        PartChange change)
{
    size_t at = list->n;
    VEC_ADD(arena, list);
    while (at > 0 && list->at[at - 1].now != NULL
           && written_before(to, change.now, list->at[at - 1].now)) {
        list->at[at] = list->at[at - 1];
        at--;
    }
    list->at[at] = change;
}

/* What is taken away comes first, then what `to` writes. */
static ChangeList differences(Arena *arena, const Ast *from, const Ast *to,
                              const Setting *setting, size_t n_settings)
{
    ChangeList list = {0};
    for (size_t i = 0; i < from->n; i++) {
        Stmt *stmt = from->stmt[i];
        if (!part_counts(stmt) || decided(stmt, setting, n_settings))
            continue;
        const char *key = stmt_key(arena, stmt);
        if (find(arena, to, key) == NULL)
            *VEC_ADD(arena, &list) = (PartChange){key, stmt, NULL};
    }
    for (size_t i = 0; i < to->n; i++) {
        Stmt *stmt = to->stmt[i];
        if (!part_counts(stmt) || decided(stmt, setting, n_settings))
            continue;
        const char *key = stmt_key(arena, stmt);
        Stmt *was = find(arena, from, key);
        if (was == NULL
            || strcmp(meaning(arena, was), meaning(arena, stmt)) != 0)
            add_written(arena, to, &list, (PartChange){key, was, stmt});
    }
    return list;
}

static bool binds(const PartChange *change)
{
    const Stmt *stmt = change->now != NULL ? change->now : change->was;
    return stmt->kind != STMT_SET && stmt->kind != STMT_DATE;
}

/* ---- Parts ---- */

/* "minimum" for set minimum; other statements by their first word too. */
static const char *name_of(const PartChange *change)
{
    return strncmp(change->key, "set ", 4) == 0 ? change->key + 4
                                                : change->key;
}

PartList study_parts(Arena *arena, const CompareSide *from,
                     const CompareSide *to, const Setting *setting,
                     size_t n_settings)
{
    ChangeList list = differences(arena, from->scenario, to->scenario,
                                  setting, n_settings);
    PartList parts = {ARENA_ARRAY(arena, ComparePart, list.n + 1), list.n};
    for (size_t i = 0; i < list.n; i++)
        parts.at[i] = (ComparePart){name_of(&list.at[i]), &list.at[i], 1,
                                    binds(&list.at[i])};
    return parts;
}

bool study_stacked(const CompareSide *side, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const Ast *ast = side[i].scenario;
        size_t k = 1;
        while (k < ast->n_files
               && strcmp(ast->file[k].real,
                         side[i - 1].scenario->file[0].real) != 0)
            k++;
        if (k >= ast->n_files)
            return false;
    }
    return true;
}

/* The step's scenario; of several with one name, its file. */
static const char *step_name(const CompareSide *side, size_t n, size_t i)
{
    const char *name = side[i].result->program->scenario_name;
    for (size_t k = 1; k < n; k++)
        if (k != i
            && strcmp(side[k].result->program->scenario_name, name) == 0)
            return side[i].path;
    return name;
}

PartList study_steps(Arena *arena, const CompareSide *side, size_t n,
                     const Setting *setting, size_t n_settings)
{
    PartList parts = {ARENA_ARRAY(arena, ComparePart, n), n - 1};
    for (size_t i = 0; i + 1 < n; i++) {
        ChangeList list = differences(arena, side[i].scenario,
                                      side[i + 1].scenario, setting,
                                      n_settings);
        ComparePart *part = &parts.at[i];
        *part = (ComparePart){
            .name = step_name(side, n, i + 1),
            .change = list.at, .n = list.n};
        for (size_t k = 0; k < list.n; k++)
            part->binds = part->binds || binds(&list.at[k]);
    }
    return parts;
}
