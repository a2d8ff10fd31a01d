/* reads.c - is a file one of those that scenarios read? */
#include <sys/stat.h>

#include "api/api_int.h"
#include "study/study.h"
#include "table/xlsx.h"

static bool is_file(const char *path, const struct stat *file)
{
    struct stat at;
    return stat(path, &at) == 0 && at.st_dev == file->st_dev
           && at.st_ino == file->st_ino;
}

/* What was published is read only by those who compare with it. */
static bool is_expected(const fordela *f, const struct stat *file)
{
    const Program *program = f->run.program;
    for (size_t i = 0; program != NULL && i < program->n_expects; i++) {
        const Expect *expect = &program->expect[i];
        if (expect->result == NULL)
            continue;
        const Word *word = &expect->stmt->path;
        const char *sheet, *path = path_join(
            f->arena, word->place.source->path, word->text);
        xlsx_path(f->arena, path, &path, &sheet);
        if (is_file(path, file))
            return true;
    }
    return false;
}

int fordela_reads(const fordela *f, const char *path)
{
    struct stat file;
    if (stat(path, &file) != 0)
        return 0;
    for (size_t i = 0; i < f->work.sources.n; i++)
        if (is_file(f->work.sources.at[i]->path, &file))
            return 1;
    return is_expected(f, &file);
}

static bool scenario_reads(const char *scenario, const char *path)
{
    fordela *f = fordela_open(scenario);
    fordela_check(f);
    bool reads = fordela_reads(f, path);
    fordela_close(f);
    return reads;
}

int fordela_any_reads(const char *const *scenario, size_t n,
                      const char *path)
{
    Arena *arena = arena_new();
    bool reads = false;
    struct stat file;
    bool there = stat(path, &file) == 0 && S_ISREG(file.st_mode);
    for (size_t i = 0; there && !reads && i < n; i++) {
        PathList list = study_find(arena, scenario[i], diags_new(arena));
        for (size_t k = 0; !reads && k < list.n; k++)
            reads = scenario_reads(list.at[k], path);
    }
    arena_free(arena);
    return reads;
}
