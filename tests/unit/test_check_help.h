/* test_check_help.h - programs given as text, with their data, checked, bound
 * and evaluated, for the tests of the check and exact rooms.
 */
#ifndef FORDELA_TEST_CHECK_HELP_H
#define FORDELA_TEST_CHECK_HELP_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/pipeline.h"

typedef struct Trial {
    Arena *arena;
    Work work;
    Run run;
    bool ok;
    Buf said;               /* all messages; at is never NULL */
} Trial;

/* A folder of its own for the files of a test; left again by trial_leave. */
static inline void trial_enter(void)
{
    char folder[] = "/tmp/fordela-trial-XXXXXX";
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

static inline void trial_leave(void)
{
    char path[200], command[220];
    cr_assert_not_null(getcwd(path, sizeof path));
    cr_assert_not_null(strstr(path, "fordela-trial-"));
    snprintf(command, sizeof command, "rm -rf %s", path);
    cr_assert_eq(chdir("/"), 0);
    cr_assert_eq(system(command), 0);
}

static inline void trial_put(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static inline void trial_start(Trial *t)
{
    memset(t, 0, sizeof *t);
    t->arena = arena_new();
    t->work.arena = t->arena;
    t->work.pool = rat_pool_new(RAT_BITS_MAX);
    t->work.diags = diags_new(t->arena);
}

static inline void trial_say(Trial *t)
{
    buf_add(&t->said, "");
    diags_render(t->work.diags, &t->said);
}

/* One formula alone. */
static inline void trial_check(Trial *t, const char *formula)
{
    Tokens tokens;
    trial_start(t);
    lex(t->arena, source_make(t->arena, "f", formula, strlen(formula)),
        t->work.diags, &tokens);
    Ast *ast = parse(t->arena, &tokens, t->work.diags);
    if (!diags_failed(t->work.diags)) {
        t->run.program = check(t->arena, t->work.pool, ast, NULL, NULL, 0,
                               t->work.diags);
    }
    t->ok = t->run.program != NULL;
    trial_say(t);
}

/* The scenario in the file at path. */
static inline void trial_run(Trial *t, const char *path)
{
    trial_start(t);
    t->ok = pipeline(&t->work, path, (Place){0}, STAGE_RUN, &t->run);
    trial_say(t);
}

static inline void trial_end(Trial *t)
{
    buf_free(&t->said);
    rat_pool_free(t->work.pool);
    arena_free(t->arena);
}

/* Marks: e estimated, c calibrated, of the row itself; E, C through totals. */
static inline void trial_marks(const Value *v, Buf *out)
{
    const char *const sign[] = {"", "e", "c", "ec"};
    const char *const pooled[] = {"", "E", "C", "EC"};
    unsigned through = v->pooled & ~(unsigned)v->marks;
    if (v->marks | through) {
        buf_addf(out, " %s%s", sign[v->marks & 3], pooled[through & 3]);
    }
}

/* "A 1, B 5/2 e" for a column, "5/2" for one value. */
static inline char *trial_values(Trial *t, const char *name)
{
    const Def *def = program_find(t->run.program, name);
    const Column *c = result_column(t->run.result, def);
    Buf out = {0};
    for (size_t i = 0; i < c->n; i++) {
        const Value *v = &c->at[i];
        buf_add(&out, i > 0 ? ", " : "");
        if (def->table >= 0) {
            buf_addf(&out, "%s ", t->run.data->table[def->table]->code[i]);
        }
        char day[11];
        switch (def->type.kind) {
        case TYPE_NUMBER:
            buf_add(&out, v->undefined ? "?" : rat_text(t->arena, v->num));
            break;
        case TYPE_TEXT: buf_addf(&out, "\"%s\"", v->text); break;
        case TYPE_FLAG: buf_add(&out, v->flag ? "true" : "false"); break;
        case TYPE_DATE:
            date_write(v->date, day);
            buf_add(&out, day);
            break;
        }
        trial_marks(v, &out);
    }
    char *text = arena_string(t->arena, out.at ? out.at : "");
    buf_free(&out);
    return text;
}

static inline bool trial_ok(const Trial *t, const char *label)
{
    cr_expect(t->ok, "%s\n%s", label, t->said.at);
    return t->ok;
}

/* want: the values of `r`, or, with a leading "!", a part of the messages. */
static inline void trial_expect(Trial *t, const char *label, const char *want)
{
    if (want[0] == '!') {
        cr_expect(!t->ok, "%s: no fault", label);
        cr_expect_not_null(strstr(t->said.at, want + 1),
                           "%s\nwanted: %s\nsaid: %s", label, want + 1,
                           t->said.at);
        return;
    }
    if (trial_ok(t, label)) {
        const char *got = trial_values(t, "r");
        cr_expect_str_eq(got, want, "%s\nwanted %s\ngot    %s", label, want,
                         got);
    }
}

#define TRIAL_ROWS(array) (sizeof(array) / sizeof *(array))

#endif
