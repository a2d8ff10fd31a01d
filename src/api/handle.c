/* handle.c - a handle: opening, setting, checking, running, messages. */
#include "api/api_int.h"

#include <string.h>

#include "base/mem.h"
#include "base/tr.h"

const char *fordela_version(void)
{
    return FORDELA_VERSION;
}

void fordela_free(char *text)
{
    mem_free(text);
}

char *api_give(Buf *buf, size_t *size)
{
    char *copy = mem_alloc(buf->n + 1, 1);
    if (buf->n > 0)
        memcpy(copy, buf->at, buf->n);
    if (size != NULL)
        *size = buf->n;
    buf_free(buf);
    return copy;
}

void api_give_to(Buf *buf, size_t *size, char **out)
{
    char *text = api_give(buf, size);
    if (out != NULL)
        *out = text;
    else
        mem_free(text);
}

static char *copy_text(const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = mem_alloc(n, 1);
    memcpy(copy, text, n);
    return copy;
}

/* ---- One lifetime: from one check or run to the next ---- */

static void drop_run(fordela *f)
{
    if (f->arena == NULL)
        return;
    rat_pool_free(f->pool);
    rat_pool_free(f->show);
    arena_free(f->arena);
    f->arena = NULL;
    f->pool = NULL;
    f->show = NULL;
    f->work = (Work){0};
    f->run = (Run){0};
    f->result = NULL;
    f->n_results = 0;
    f->text = NULL;
}

void api_reset(fordela *f)
{
    drop_run(f);
    buf_free(&f->use);
    f->use = (Buf){0};
    f->arena = arena_new();
    f->pool = rat_pool_new(RAT_BITS_MAX);
    f->show = rat_pool_new((size_t)4 * RAT_BITS_MAX);
    f->work.arena = f->arena;
    f->work.pool = f->pool;
    f->work.diags = diags_new(f->arena);
}

fordela *fordela_open(const char *path)
{
    fordela *f = mem_alloc(1, sizeof *f);
    f->path = copy_text(path == NULL ? "" : path);
    buf_add(&f->messages, "");
    return f;
}

void fordela_close(fordela *f)
{
    if (f == NULL)
        return;
    drop_run(f);
    for (size_t i = 0; i < f->n_settings; i++)
        mem_free(f->setting[i]);
    mem_free(f->setting);
    mem_free(f->path);
    buf_free(&f->messages);
    buf_free(&f->use);
    mem_free(f);
}

/* ---- Language ---- */

fordela_status fordela_set_language(const char *language, const char *folder)
{
    if (language != NULL && strcmp(language, "en") != 0
        && strcmp(language, "sv") != 0)
        return FORDELA_USE;
    return tr_choose(language, folder) == NULL ? FORDELA_OK : FORDELA_MACHINE;
}

/* ---- Messages and status ---- */

void api_refuse(fordela *f, const char *way_out, const char *format, ...)
{
    Buf message = {0};
    va_list args;
    void *paused = tr_aloud();
    va_start(args, format);
    buf_addv(&message, tr(format), args);
    va_end(args);
    buf_add(&f->use, tr("fordela: error: "));
    plain_add(&f->use, message.at, message.n);
    buf_free(&message);
    buf_add_char(&f->use, '\n');
    if (way_out != NULL)
        buf_addf(&f->use, "%s%s\n", tr("  way out: "), tr(way_out));
    tr_resume(paused);
}

void api_tell(const Diags *diags, Buf *messages, int *worst)
{
    int status = diags_status(diags);
    diags_render(diags, messages);
    *worst = status > *worst ? status : *worst;
}

fordela_status api_finish(fordela *f)
{
    buf_free(&f->messages);
    f->messages = (Buf){0};
    buf_add(&f->messages, "");
    f->status = FORDELA_OK;
    if (f->work.diags != NULL) {
        diags_render(f->work.diags, &f->messages);
        f->status = (fordela_status)diags_status(f->work.diags);
    }
    if (f->use.n > 0) {
        buf_add_n(&f->messages, f->use.at, f->use.n);
        if (f->status == FORDELA_OK)
            f->status = FORDELA_USE;
    }
    buf_free(&f->use);
    f->use = (Buf){0};
    return f->status;
}

const char *fordela_messages(const fordela *f)
{
    return f->messages.at == NULL ? "" : f->messages.at;
}

fordela_status fordela_last_status(const fordela *f)
{
    return f->status;
}

/* ---- Settings ---- */

size_t api_setting_name(const char *text)
{
    const char *equals = strchr(text, '=');
    size_t n = equals == NULL ? 0 : (size_t)(equals - text);
    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;
    return n;
}

static void say_setting(const char *text, Buf *out)
{
    buf_add(out, tr("fordela: error: \""));
    plain_add(out, text, strlen(text));
    buf_add(out, tr("\" sets nothing\n  way out: write NAME=VALUE, such as "
                    "budget=\"40 mnkr\"\n"));
}

bool api_settings_good(const char *const *text, size_t n, Buf *out)
{
    bool good = true;
    for (size_t i = 0; i < n; i++)
        if (api_setting_name(text[i]) == 0) {
            say_setting(text[i], out);
            good = false;
        }
    return good;
}

fordela_status fordela_set(fordela *f, const char *text)
{
    size_t n = api_setting_name(text);
    if (n == 0) {
        api_reset(f);   /* no fault of an earlier call comes before it */
        say_setting(text, &f->use);
        return api_finish(f);
    }
    drop_run(f);
    api_finish(f);
    for (size_t i = 0; i < f->n_settings; i++)
        if (api_setting_name(f->setting[i]) == n
            && strncmp(f->setting[i], text, n) == 0) {
            mem_free(f->setting[i]);
            f->setting[i] = copy_text(text);
            return f->status;
        }
    f->setting = mem_resize(f->setting, f->n_settings + 1,
                            sizeof *f->setting);
    f->setting[f->n_settings++] = copy_text(text);
    return f->status;
}

bool api_settings(Arena *arena, const char *const *text, size_t n,
                  Diags *diags, Setting **out)
{
    *out = ARENA_ARRAY(arena, Setting, n);
    for (size_t i = 0; i < n; i++) {
        size_t len = api_setting_name(text[i]);
        const char *name = arena_copy(arena, text[i], len);
        const char *value = strchr(text[i], '=') + 1;
        value += strspn(value, " \t");
        const Source *source =
            source_make(arena, arena_format(arena, "--set %s", name), value,
                        strlen(value));
        (*out)[i].name = name;
        (*out)[i].value = parse_expression(arena, source, diags);
    }
    return !diags_failed(diags);
}

/* ---- Checking and running ---- */

static void list_results(fordela *f)
{
    const Program *program = f->run.program;
    f->result = ARENA_ARRAY(f->arena, const Def *, program->n_defs);
    for (size_t i = 0; i < program->n_defs; i++)
        if (program->def[i]->kind == DEF_RESULT)
            f->result[f->n_results++] = program->def[i];
    f->text = ARENA_ARRAY(f->arena, const char **, f->n_results);
}

void api_list_inputs(SourceList *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        size_t k = 0;
        while (k < n && (strcmp(list->at[k]->path, list->at[i]->path) != 0
                         || strcmp(list->at[k]->sha256,
                                   list->at[i]->sha256) != 0))
            k++;
        if (k == n)
            list->at[n++] = list->at[i];
    }
    list->n = n;
}

bool api_begin(fordela *f)
{
    Setting *setting;
    api_reset(f);
    if (!api_settings(f->arena, (const char *const *)f->setting,
                      f->n_settings, f->work.diags, &setting))
        return false;
    f->work.setting = setting;
    f->work.n_settings = f->n_settings;
    return true;
}

bool api_stages(fordela *f, Stage last)
{
    Place none = {0};
    pipeline(&f->work, f->path, none, last, &f->run);
    api_list_inputs(&f->work.sources);
    return !diags_failed(f->work.diags);
}

void api_refuse_formula(fordela *f, const char *verb)
{
    api_refuse(f, "write a scenario that names it: data, parameters "
                  "and `formula \"FILE\"`",
               "%s is a formula; only a scenario can be %s", f->path, verb);
}

static fordela_status work(fordela *f, Stage last)
{
    if (!api_begin(f) || !api_stages(f, last))
        return api_finish(f);
    if (last == STAGE_RUN && f->run.result == NULL)
        api_refuse_formula(f, tr_as("can be", "run"));
    else if (last == STAGE_RUN)
        list_results(f);
    return api_finish(f);
}

fordela_status fordela_check(fordela *f)
{
    return work(f, STAGE_CHECK);
}

bool api_need_check(fordela *f)
{
    bool bound = f->run.data != NULL || f->run.scenario == NULL;
    if (f->run.program == NULL || !bound)
        return fordela_check(f) == FORDELA_OK;
    f->work.diags = diags_new(f->arena);
    return true;
}

fordela_status fordela_run(fordela *f)
{
    return work(f, STAGE_RUN);
}
