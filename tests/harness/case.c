/* case.c - the suite `cases`: every case file is one Criterion test.
 *
 * Environment: FORDELA_BUILD the folder of the program under test (build),
 * FORDELA_TOP the folder that holds tests/ (the current one), FORDELA_CASE
 * only the cases whose path holds this, FORDELA_RECORD=1 write what the
 * commands print into the case files, FORDELA_TIMEOUT seconds per command.
 */
#include "casefile.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_ROOM = 512, TIME_LIMIT = 20 };

/* Criterion copies parameters between processes: no pointers in them. */
typedef struct {
    char path[PATH_ROOM];
} CasePath;

/* One case while it runs. */
typedef struct {
    const char *path;           /* as the user knows it */
    const CaseFile *file;
    char base[PATH_MAX];        /* its own folder: work/, out, err, san.* */
    char build[PATH_MAX], top[PATH_MAX];
    int seconds;
    FILE *why;                  /* what went wrong, for a reader */
    bool failed;
    FILE *record;               /* the case file written anew, or NULL */
} Case;

static void find_cases(glob_t *found)
{
    static const char *const folders[] = {
        "cases/good", "cases/bad", "cli", "golden",
    };
    const char *top = environment("FORDELA_TOP", ".");
    char pattern[PATH_MAX + 64];

    memset(found, 0, sizeof *found);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        for (int deep = 0; deep < 2; deep++) {
            snprintf(pattern, sizeof pattern, "%s/tests/%s/%s*.case", top,
                     folders[i], deep ? "*/" : "");
            glob(pattern, found->gl_pathc ? GLOB_APPEND : 0, NULL, found);
        }
    }
}

static void free_paths(struct criterion_test_params *params)
{
    cr_free(params->params);
}

ParameterizedTestParameters(cases, file)
{
    const char *only = environment("FORDELA_CASE", "");
    size_t count = 0;
    CasePath *paths;
    glob_t found;

    find_cases(&found);
    paths = cr_malloc((found.gl_pathc + 1) * sizeof *paths);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *path = found.gl_pathv[i];

        if (strncmp(path, "./", 2) == 0)
            path += 2;
        if (strstr(path, only) && strlen(path) < PATH_ROOM)
            strcpy(paths[count++].path, path);
    }
    globfree(&found);
    return cr_make_param_array(CasePath, paths, count, free_paths);
}

static void say_where(Case *c, int line)
{
    c->failed = true;
    fprintf(c->why, "%s:%d: ", c->path, line);
}

static void compare(Case *c, const Section *command, const char *what,
                    Span expected, Span got)
{
    if (expected.len == got.len
        && (got.len == 0 || memcmp(expected.at, got.at, got.len) == 0))
        return;
    say_where(c, command->line);
    fprintf(c->why, "%s of the command differs\n", what);
    difference_show(c->why, c->base, expected, got);
}

/* A leak or an overrun fails the case even when the output is right. */
static void look_for_sanitizer_reports(Case *c, const Section *command)
{
    char pattern[PATH_MAX + 16];
    glob_t found;

    snprintf(pattern, sizeof pattern, "%s/san.*", c->base);
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            char *text = file_read(found.gl_pathv[i], NULL);
            say_where(c, command->line);
            fprintf(c->why, "a sanitizer reports\n%.4000s\n",
                    text ? text : "");
            free(text);
            remove(found.gl_pathv[i]);
        }
    }
    globfree(&found);
}

/* What is expected of the command at index `at`: the sections that follow. */
typedef struct {
    const Section *out, *err, *status;
} Expected;

static Expected expected_of(const CaseFile *file, size_t at)
{
    Expected expected = { NULL, NULL, NULL };

    for (size_t i = at + 1; i < file->count; i++) {
        const Section *section = &file->sections[i];

        if (section_is(section, "command"))
            break;
        if (section_is(section, "stdout"))
            expected.out = section;
        else if (section_is(section, "stderr"))
            expected.err = section;
        else if (section_is(section, "status"))
            expected.status = section;
    }
    return expected;
}

static void judge(Case *c, const Section *command, Expected expected,
                  const Outcome *got)
{
    static const Span nothing = { "", 0 };
    int status = expected.status
        ? (int)strtol(expected.status->text.at, NULL, 10) : 0;

    if (got->timed_out) {
        say_where(c, command->line);
        fprintf(c->why, "killed after %d seconds\n", c->seconds);
    } else if (got->status != status) {
        say_where(c, command->line);
        fprintf(c->why, "exit status %d, expected %d\n", got->status, status);
    }
    if (expected.out)
        compare(c, command, "stdout", section_bytes(expected.out),
                (Span){ got->out, got->out_len });
    compare(c, command, "stderr",
            expected.err ? section_bytes(expected.err) : nothing,
            (Span){ got->err, got->err_len });
}

/* A case that expects nothing yet gets all there is; otherwise a stdout that
 * was left out stays so, because it means "not compared". */
static void record(Case *c, Expected expected, const Outcome *got)
{
    bool fresh = !expected.out && !expected.err && !expected.status;
    char digits[16];
    int len = snprintf(digits, sizeof digits, "%d\n", got->status);

    if (got->timed_out) {
        c->failed = true;
        fprintf(c->why, "%s: nothing recorded: killed after %d seconds\n",
                c->path, c->seconds);
    }
    if (expected.out || (fresh && got->out_len > 0))
        section_write(c->record, "stdout", (Span){ got->out, got->out_len });
    if (got->err_len > 0)
        section_write(c->record, "stderr", (Span){ got->err, got->err_len });
    if (got->status != 0 || expected.status)
        section_write(c->record, "status", (Span){ digits, (size_t)len });
}

static void run_section(Case *c, size_t at)
{
    const Section *section = &c->file->sections[at];
    Outcome got = { 0 };

    if (c->record && !section_is(section, "stdout")
        && !section_is(section, "stderr") && !section_is(section, "status")) {
        fprintf(c->record, "-- %.*s --\n", (int)section->name.len,
                section->name.at);
        fwrite(section->text.at, 1, section->text.len, c->record);
    }
    if (!section_is(section, "command"))
        return;
    if (!command_run(section->text, c->base, c->build, c->top, c->seconds,
                     &got)) {
        say_where(c, section->line);
        fprintf(c->why, "cannot be started: %s\n", strerror(errno));
        return;
    }
    if (c->record)
        record(c, expected_of(c->file, at), &got);
    else
        judge(c, section, expected_of(c->file, at), &got);
    look_for_sanitizer_reports(c, section);
    outcome_free(&got);
}

static void run_commands(Case *c)
{
    size_t commands = 0;

    for (size_t i = 0; i < c->file->count; i++) {
        const Section *section = &c->file->sections[i];

        commands += section_is(section, "command");
        if (commands == 0 && section_is_special(section)) {
            say_where(c, section->line);
            fprintf(c->why, "an expectation before the first command\n");
        }
        run_section(c, i);
    }
    if (commands == 0) {
        say_where(c, 1);
        fprintf(c->why, "no section `-- command --`\n");
    }
}

static bool make_workspace(Case *c)
{
    return workspace_make(c->base)
        && realpath(environment("FORDELA_BUILD", "build"), c->build)
        && realpath(environment("FORDELA_TOP", "."), c->top);
}

static void run_case(Case *c)
{
    char work[PATH_MAX + 8];

    if (!make_workspace(c)) {
        say_where(c, 1);
        fprintf(c->why, "no folder to work in: %s\n", strerror(errno));
        return;
    }
    snprintf(work, sizeof work, "%s/work", c->base);
    if (casefile_unpack(c->file, work, c->why))
        run_commands(c);
    else
        c->failed = true;
    folder_remove(c->base);
}

static void save_record(Case *c, const char *text, size_t len)
{
    size_t old_len;
    char *old = file_read(c->path, &old_len);

    if (!c->failed && old
        && (old_len != len || memcmp(old, text, len) != 0)) {
        char path[PATH_ROOM + 8];
        snprintf(path, sizeof path, "%s.new", c->path);
        if (file_write(path, (Span){ text, len })
            && rename(path, c->path) == 0)
            fprintf(stderr, "recorded %s\n", c->path);
        else
            c->failed = true;
    }
    free(old);
}

ParameterizedTest(CasePath *path, cases, file)
{
    char *why = NULL, *text = NULL;
    size_t why_len = 0, len = 0;
    CaseFile *file = casefile_read(path->path);
    Case c = { .path = path->path, .file = file };

    cr_assert(file != NULL, "%s cannot be read", path->path);
    c.seconds = (int)strtol(environment("FORDELA_TIMEOUT", "0"), NULL, 10);
    if (c.seconds <= 0)
        c.seconds = TIME_LIMIT;
    c.why = open_memstream(&why, &why_len);
    if (*environment("FORDELA_RECORD", "")) {
        c.record = open_memstream(&text, &len);
        fwrite(file->comment.at, 1, file->comment.len, c.record);
    }
    run_case(&c);
    if (c.record) {
        fclose(c.record);
        save_record(&c, text, len);
    }
    fclose(c.why);
    free(text);
    casefile_free(file);
    cr_expect(!c.failed, "FAILED %s\n%s", path->path, why);
    free(why);
}

Test(cases, some_are_found)
{
    glob_t found;
    size_t count;

    find_cases(&found);
    count = found.gl_pathc;
    globfree(&found);
    cr_assert(count > 0, "no case file found below tests/");
}
