/* dump.c - what a stage made, as text. */
#include <string.h>

#include "api/api_int.h"
#include "study/sweep.h"

/* Tokens and the tree are of the one file as it stands. */
static bool dump_file(fordela *f, fordela_stage stage, Buf *out)
{
    Tokens tokens = {0};
    api_reset(f);
    const Source *source = lang_read(f->arena, f->path, (Place){0},
                                     f->work.diags);
    if (source == NULL)
        return false;
    lex(f->arena, source, f->work.diags, &tokens);
    if (stage == FORDELA_TOKENS) {
        tokens_print(&tokens, out);
        return !diags_failed(f->work.diags);
    }
    const Ast *ast = parse(f->arena, &tokens, f->work.diags);
    if (diags_failed(f->work.diags))
        return false;
    ast_print(ast, out);
    return true;
}

/* Texts in quotes may hold what a terminal must not get. */
static char *give_plain(Buf *dump, size_t *size)
{
    Buf out = {0};
    for (size_t at = 0; at < dump->n;) {
        const char *end = memchr(dump->at + at, '\n', dump->n - at);
        size_t n = end == NULL ? dump->n - at : (size_t)(end - dump->at) - at;
        plain_add(&out, dump->at + at, n);
        if (end != NULL)
            buf_add_char(&out, '\n');
        at += n + 1;
    }
    buf_free(dump);
    return api_give(&out, size);
}

/* The plan of what the scenario varies, for its figures and every result that
 * is a number or a flag. */
static bool dump_plan(fordela *f, Buf *out)
{
    if (f->run.data == NULL) {
        api_refuse(f, "write a scenario that names it",
                   "%s is a formula; only a scenario has a plan", f->path);
        return false;
    }
    const Program *program = f->run.program;
    const Def **result = ARENA_ARRAY(f->arena, const Def *,
                                     program->n_defs + 1);
    SweepAsk ask = {.reports = true, .result = result,
                    .draws = program->n_draws > 0};
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind == DEF_RESULT && (def->type.kind == TYPE_NUMBER ||
                                        def->type.kind == TYPE_FLAG))
            result[ask.n_results++] = def;
    }
    const Sweep *sweep = study_sweep(f->arena, f->pool, program, f->run.data,
                                     &ask, f->work.diags);
    void *paused = tr_pause(true);
    if (sweep != NULL)
        plan_print(sweep->plan, out);
    tr_resume(paused);
    return sweep != NULL;
}

char *fordela_dump(fordela *f, fordela_stage stage, size_t *size)
{
    Buf out = {0};
    if (stage == FORDELA_PLAN) {
        if (!api_need_check(f))
            return NULL;
        bool made = dump_plan(f, &out);
        api_finish(f);
        if (made)
            return give_plain(&out, size);
        buf_free(&out);
        return NULL;
    }
    if (stage == FORDELA_PROGRAM) {
        if (!api_need_check(f))
            return NULL;
        api_finish(f);
        void *paused = tr_pause(true);
        program_print(f->run.program, &out);
        tr_resume(paused);
        return give_plain(&out, size);
    }
    bool ok = dump_file(f, stage, &out);
    api_finish(f);
    if (!ok) {
        buf_free(&out);
        return NULL;
    }
    return give_plain(&out, size);
}
