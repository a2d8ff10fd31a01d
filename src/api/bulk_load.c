/* bulk_load.c - what is asked of sweep and simulate, and of which scenario. */
#include <inttypes.h>
#include <string.h>

#include "api/bulk.h"

/* Each option a statement; false after faults. */
static bool lines_read(fordela *f, const char *word,
                       const char *const *text, size_t n, Ast *lines)
{
    for (size_t i = 0; i < n; i++) {
        const char *line = arena_format(f->arena, "%s %s", word, text[i]);
        const Source *source =
            source_make(f->arena, arena_format(f->arena, "--%s", word), line,
                        strlen(line));
        Stmt *stmt = parse_line(f->arena, source, f->work.diags);
        if (stmt == NULL)
            continue;
        lines->stmt = arena_grow(f->arena, lines->stmt, lines->n,
                                 &lines->cap, sizeof *lines->stmt);
        lines->stmt[lines->n++] = stmt;
    }
    return !diags_failed(f->work.diags);
}

static bool choose_lanes(Bulk *b)
{
    const char *name = b->options->lanes;
    Buf list = {0};
    size_t n;
    b->exact_only = name != NULL && strcmp(name, "exact") == 0;
    b->lanes = name == NULL || b->exact_only ? NULL : lanes_find(name);
    if (name == NULL || b->exact_only || b->lanes != NULL)
        return true;
    const Lanes *const *usable = lanes_all(&n);
    buf_add(&list, tr("this processor has "));
    for (size_t i = 0; i < n; i++)
        buf_addf(&list, "%s, ", usable[i]->name);
    buf_add(&list, tr("and exact"));
    api_refuse(b->f, list.at, "there are no lanes \"%s\" here", name);
    buf_free(&list);
    return false;
}

/* What only a file can hold needs one. */
static bool has_file(Bulk *b)
{
    const fordela_sweep_options *o = b->options;
    if (o->page != NULL && o->resume) {
        api_refuse(b->f, "leave --resume out, or ask for csv",
                   "a page is made in one go");
        return false;
    }
    if (o->output != NULL || (!o->resume && o->form == FORDELA_BULK_CSV))
        return true;
    api_refuse(b->f, "name the file with -o", "%s",
               o->resume ? tr("--resume needs a file to go on with")
                         : tr("NetCDF is written into a file"));
    return false;
}

/* Who sets a param that the scenario varies may think it stays there. */
static void say_varied(const Bulk *b)
{
    const fordela *f = b->f;
    const Program *program = f->run.program;
    for (size_t i = 0; i < f->n_settings; i++)
        for (size_t k = 0; k < program->n_varies; k++) {
            const char *name = program->vary[k].def->name;
            size_t n = api_setting_name(f->setting[i]);
            if (strlen(name) == n && strncmp(f->setting[i], name, n) == 0)
                diag_add(f->work.diags, DIAG_NOTE, (Place){0},
                         arena_format(f->arena,
                                      tr("--vary \"%s in VALUE\" holds it "
                                         "there"),
                                      name),
                         "%s is varied, in place of what --set says", name);
        }
}

bool bulk_load(Bulk *b, Stage last, const char *verb)
{
    fordela *f = b->f;
    const fordela_sweep_options *o = b->options;
    if (!api_begin(f) || !has_file(b) || !choose_lanes(b))
        return false;
    Ast *lines = ARENA_NEW(f->arena, Ast);
    if (!lines_read(f, "vary", o->vary, o->n_vary, lines)
        || !lines_read(f, "report", o->report, o->n_report, lines))
        return false;
    f->work.lines = lines;
    if (!api_stages(f, last))
        return false;
    if (f->run.scenario == NULL) {
        api_refuse_formula(f, verb);
        return false;
    }
    say_varied(b);
    return true;
}

size_t bulk_results(Bulk *b, const Def *const **out)
{
    const Program *program = b->f->run.program;
    const Def **result = ARENA_ARRAY(b->f->arena, const Def *,
                                     program->n_defs + 1);
    size_t n = 0;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind == DEF_RESULT && (def->type.kind == TYPE_NUMBER
                                        || def->type.kind == TYPE_FLAG))
            result[n++] = def;
    }
    *out = result;
    return n;
}

const char *bulk_key(Bulk *b, const char *more)
{
    fordela *f = b->f;
    const fordela_sweep_options *o = b->options;
    Buf text = {0};
    buf_addf(&text, "%s %s form %d amounts %d limit %" PRIu64 " unit %zu\n",
             FORDELA_VERSION, more, (int)o->form, o->amounts != 0, o->limit,
             b->sweep->unit);
    for (size_t i = 0; i < f->work.sources.n; i++)
        buf_addf(&text, "file %s\n", f->work.sources.at[i]->sha256);
    for (size_t i = 0; i < f->n_settings; i++)
        buf_addf(&text, "set %s\n", f->setting[i]);
    for (size_t i = 0; i < o->n_vary; i++)
        buf_addf(&text, "vary %s\n", o->vary[i]);
    for (size_t i = 0; i < o->n_report; i++)
        buf_addf(&text, "report %s\n", o->report[i]);
    const char *key = source_make(f->arena, "", text.at, text.n)->sha256;
    buf_free(&text);
    return key;
}
