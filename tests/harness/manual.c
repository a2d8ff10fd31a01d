/* manual.c - the suite `manual`: every example in formulas/README.md and in
 * README.md is run.
 *
 * A fenced block `formula NAME`, `csv NAME` or `scenario NAME` is written to
 * that file, a later one of the same name over it; the lines `$ COMMAND` of a
 * `console` block are run, and what stands below is what the command must
 * print: standard output, then standard error, then `[exit status N]` unless
 * it is 0. All blocks below one second-level heading share a folder. Blocks
 * `text` are not run; any other block is a fault of the manual.
 *
 * Environment as in case.c; FORDELA_RECORD=1 writes what the commands print
 * into the manual.
 */
#include "casefile.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { TIME_LIMIT = 20 };

/* The manual while it is read, line by line. */
typedef struct {
    const char *name;       /* its path from the top */
    Span rest;
    int line;               /* of what was read last */
    char base[PATH_MAX], build[PATH_MAX], top[PATH_MAX];
    FILE *why;              /* what went wrong, for a reader */
    FILE *record;           /* the manual as it would be right */
    int examples;
    bool failed;
} Manual;

static bool starts(Span line, const char *text)
{
    size_t len = strlen(text);

    return line.len >= len && memcmp(line.at, text, len) == 0;
}

static bool same(Span a, Span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static Span next_line(Manual *m)
{
    const char *end = memchr(m->rest.at, '\n', m->rest.len);
    Span line = { m->rest.at,
                  end ? (size_t)(end + 1 - m->rest.at) : m->rest.len };

    m->rest.at += line.len;
    m->rest.len -= line.len;
    m->line++;
    return line;
}

static void say_where(Manual *m, int line)
{
    m->failed = true;
    fprintf(m->why, "%s:%d: ", m->name, line);
}

/* The lines up to the closing fence, which is left unread. */
static Span block_body(Manual *m)
{
    Span body = { m->rest.at, 0 };

    while (m->rest.len > 0 && !starts(m->rest, "```"))
        body.len += next_line(m).len;
    return body;
}

static void put(FILE *to, Span text)
{
    if (text.len > 0)
        fwrite(text.at, 1, text.len, to);
}

/* What the command says, as the manual shows it. */
static void show_outcome(FILE *to, const Outcome *got)
{
    Span texts[] = { { got->out, got->out_len }, { got->err, got->err_len } };

    for (size_t i = 0; i < 2; i++) {
        put(to, texts[i]);
        if (texts[i].len > 0 && texts[i].at[texts[i].len - 1] != '\n')
            fputc('\n', to);
    }
    if (got->timed_out)
        fprintf(to, "[killed after %d seconds]\n", TIME_LIMIT);
    else if (got->status != 0)
        fprintf(to, "[exit status %d]\n", got->status);
}

/* Runs one command and compares; the command's text is without "$ ". */
static void run_example(Manual *m, Span command, Span expected, int line)
{
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    Outcome got = { 0 };

    m->examples++;
    if (command_run(command, m->base, m->build, m->top, TIME_LIMIT, &got)) {
        show_outcome(to, &got);
        outcome_free(&got);
    }
    fclose(to);
    put(m->record, (Span){ text, len });
    if (!same(expected, (Span){ text, len })) {
        say_where(m, line);
        fprintf(m->why, "%.*s", (int)command.len, command.at);
        difference_show(m->why, m->base, expected, (Span){ text, len });
    }
    free(text);
}

static void run_console(Manual *m, Span body, int line)
{
    Manual block = { .rest = body, .line = line };

    while (block.rest.len > 0) {
        Span command = next_line(&block), expected;
        int at = block.line;

        if (!starts(command, "$ ")) {
            say_where(m, at);
            fprintf(m->why, "a console block must begin with \"$ \"\n");
            return;
        }
        put(m->record, command);
        expected = (Span){ block.rest.at, 0 };
        while (block.rest.len > 0 && !starts(block.rest, "$ "))
            expected.len += next_line(&block).len;
        run_example(m, (Span){ command.at + 2, command.len - 2 }, expected,
                    at);
    }
}

static void write_block(Manual *m, Span name, Span body)
{
    char path[PATH_MAX + 256];

    if (name.len == 0 || name.len > 200 || memchr(name.at, '/', name.len)) {
        say_where(m, m->line);
        fprintf(m->why, "a block needs the name of a file\n");
        return;
    }
    snprintf(path, sizeof path, "%s/work/%.*s", m->base, (int)name.len,
             name.at);
    if (!file_write(path, body)) {
        say_where(m, m->line);
        fprintf(m->why, "%s: %s\n", path, strerror(errno));
    }
}

/* One fenced block, its opening line already read. */
static void run_block(Manual *m, Span fence)
{
    static const char *const files[] = { "formula ", "csv ", "scenario " };
    Span info = { fence.at + 3, fence.len - 3 }, body;
    int line = m->line;

    while (info.len > 0 && strchr(" \n", info.at[info.len - 1]))
        info.len--;
    body = block_body(m);
    if (info.len == 7 && starts(info, "console")) {
        run_console(m, body, line);
        return;
    }
    put(m->record, body);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t len = strlen(files[i]);

        if (starts(info, files[i])) {
            write_block(m, (Span){ info.at + len, info.len - len }, body);
            return;
        }
    }
    if (info.len != 4 || !starts(info, "text")) {
        say_where(m, line);
        fprintf(m->why, "no such kind of block: \"%.*s\"\n", (int)info.len,
                info.at);
    }
}

static void empty_folder(Manual *m)
{
    char work[PATH_MAX + 8];

    snprintf(work, sizeof work, "%s/work", m->base);
    folder_remove(work);
    mkdir(work, 0777);
}

static void run_manual(Manual *m)
{
    while (m->rest.len > 0) {
        Span line = next_line(m);

        put(m->record, line);
        if (starts(line, "## "))
            empty_folder(m);
        if (!starts(line, "```"))
            continue;
        run_block(m, line);
        put(m->record, next_line(m));       /* the closing fence */
    }
}

/* Writes the manual anew; what differed is then right. */
static void save_record(Manual *m, const char *path, Span text)
{
    char name[PATH_MAX + 128];

    snprintf(name, sizeof name, "%s.new", path);
    m->failed = !file_write(name, text) || rename(name, path) != 0;
}

/* Reads the manual; skips the test in another folder, without a manual. */
static char *read_manual(Manual *m, char path[PATH_MAX + 64])
{
    char *bytes;
    size_t len = 0;

    cr_assert(realpath(environment("FORDELA_TOP", "."), m->top));
    cr_assert(realpath(environment("FORDELA_BUILD", "build"), m->build));
    snprintf(path, PATH_MAX + 64, "%s/%s", m->top, m->name);
    bytes = file_read(path, &len);
    if (!bytes && *environment("FORDELA_TOP", ""))
        cr_skip_test("another folder, without a manual");
    cr_assert(bytes != NULL, "%s cannot be read", path);
    m->rest = (Span){ bytes, len };
    return bytes;
}

/* Fewer examples than `least` mean that it was not read as meant. */
static void check_manual(const char *name, int least)
{
    char path[PATH_MAX + 64], *bytes, *why = NULL, *text = NULL;
    size_t why_len = 0, text_len = 0;
    Manual m = { .name = name };

    if (!strstr(name, environment("FORDELA_CASE", "")))
        cr_skip_test("not among the chosen cases");
    bytes = read_manual(&m, path);
    cr_assert(workspace_make(m.base));
    m.why = open_memstream(&why, &why_len);
    m.record = open_memstream(&text, &text_len);
    run_manual(&m);
    fclose(m.record);
    if (m.examples < least) {
        say_where(&m, m.line);
        fprintf(m.why, "%d examples ran, at least %d are expected\n",
                m.examples, least);
    } else if (*environment("FORDELA_RECORD", "")) {
        save_record(&m, path, (Span){ text, text_len });
    }
    fclose(m.why);
    folder_remove(m.base);
    free(bytes);
    free(text);
    cr_expect(!m.failed, "FAILED %s\n%s", name, why);
    free(why);
}

Test(manual, every_example_runs)
{
    check_manual("formulas/README.md", 40);
}

Test(manual, the_first_example_runs)
{
    check_manual("README.md", 1);
}
