/* reads.c - is a file one of those that scenarios read? */
#include <errno.h>
#include <sys/stat.h>

#include "api/api_int.h"
#include "study/study.h"
#include "table/xlsx.h"

/* 1, 0, or -1 after a fault of the machine, as the next ones. */
static int is_file(const char *path, const struct stat *file)
{
    struct stat at;
    if (stat(path, &at) != 0)
        return errno == EIO ? -1 : 0;
    return at.st_dev == file->st_dev && at.st_ino == file->st_ino;
}

/* What was published is read only by those who compare with it. */
static int is_expected(const fordela *f, const struct stat *file)
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
        int is = is_file(path, file);
        if (is != 0)
            return is;
    }
    return 0;
}

int fordela_reads(const fordela *f, const char *path)
{
    struct stat file;
    if (stat(path, &file) != 0)
        return errno == EIO ? -1 : 0;
    for (size_t i = 0; i < f->work.sources.n; i++) {
        int is = is_file(f->work.sources.at[i]->path, &file);
        if (is != 0)
            return is;
    }
    return is_expected(f, &file);
}

static int scenario_reads(const char *scenario, const char *path)
{
    fordela *f = fordela_open(scenario);
    fordela_status status = fordela_check(f);
    int reads = status == FORDELA_MACHINE ? -1 : fordela_reads(f, path);
    fordela_close(f);
    return reads;
}

int fordela_any_reads(const char *const *scenario, size_t n,
                      const char *path)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    int reads = 0;
    struct stat file;
    bool there = stat(path, &file) == 0;
    if (!there && errno == EIO)
        reads = -1;
    there = there && S_ISREG(file.st_mode);
    for (size_t i = 0; there && reads == 0 && i < n; i++) {
        PathList list = study_find(arena, scenario[i], diags);
        if (diags_status(diags) == FORDELA_MACHINE)
            reads = -1;
        for (size_t k = 0; reads == 0 && k < list.n; k++)
            reads = scenario_reads(list.at[k], path);
    }
    arena_free(arena);
    return reads;
}
