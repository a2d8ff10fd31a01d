/* question.c - texts of options made lines of the scenario. */
#include "api/question.h"

#include <string.h>

bool question_begin(Question *q, fordela *f)
{
    *q = (Question){.f = f};
    if (!api_begin(f))
        return false;
    q->lines = ARENA_NEW(f->arena, Ast);
    return true;
}

void question_line(Question *q, Stmt *stmt)
{
    Ast *lines = q->lines;
    lines->stmt = arena_grow(q->f->arena, lines->stmt, lines->n, &lines->cap,
                             sizeof *lines->stmt);
    lines->stmt[lines->n++] = stmt;
}

Node *question_expr(Question *q, const char *option, const char *text)
{
    const Source *source = source_make(q->f->arena, option, text,
                                       strlen(text));
    return parse_expression(q->f->arena, source, q->f->work.diags);
}

static void add_node(Question *q, NodeList *list, Node *node)
{
    list->at = arena_grow(q->f->arena, list->at, list->n, &list->cap,
                          sizeof *list->at);
    list->at[list->n++] = node;
}

void question_report(Question *q, Node *node, const char *what)
{
    Stmt *stmt = ARENA_NEW(q->f->arena, Stmt);
    stmt->kind = STMT_REPORT;
    stmt->place = node->place;
    stmt->label = (Word){what, node->place};
    add_node(q, &stmt->values, node);
    stmt->words = ARENA_ARRAY(q->f->arena, Word, 1);
    stmt->n_words = 1;
    question_line(q, stmt);
}

/* ---- --vary, --from, --to ---- */

/* Where a word stands by itself, outside parentheses and texts; or the end. */
const char *question_word(const char *text, const char *word)
{
    size_t n = strlen(word), depth = 0;
    bool quoted = false;
    for (const char *at = text; *at != '\0'; at++) {
        quoted ^= *at == '"';
        depth += !quoted && *at == '(';
        depth -= !quoted && *at == ')' && depth > 0;
        if (!quoted && depth == 0 && at > text && at[-1] == ' '
            && strncmp(at, word, n) == 0 && at[n] == ' ')
            return at;
    }
    return text + strlen(text);
}

/* The expression between two words of the text. */
static Node *piece(Question *q, const char *name, const char *word,
                   const char *from, const char *to)
{
    const char *option = arena_format(q->f->arena, "--vary %s %s", name,
                                      word);
    from += strlen(word);
    while (from < to && *from == ' ')
        from++;
    return question_expr(q, option, arena_copy(q->f->arena, from,
                                               (size_t)(to - from)));
}

static bool bad_param(Question *q, const char *text)
{
    api_refuse(q->f, "write the name of a param, or \"minimum from 0 kr to 50 "
                     "tkr\"",
               "\"%s\" does not say what varies", text);
    return false;
}

static bool bad_order(Question *q, const char *text)
{
    api_refuse(q->f, "write \"minimum from 0 kr to 50 tkr step 1 tkr\"",
               "\"%s\" has its step before the end of its range", text);
    return false;
}

/* The first word, which parse_expression must find to be a name. */
static bool take_name(Question *q, const char *text, const char *end,
                      AskedParam *out)
{
    while (end > text && end[-1] == ' ')
        end--;
    const char *name = arena_copy(q->f->arena, text, (size_t)(end - text));
    const Source *source = source_make(q->f->arena, "--vary", name,
                                       strlen(name));
    Diags *unheard = diags_new(q->f->arena);
    Node *node = parse_expression(q->f->arena, source, unheard);
    if (node == NULL || node->kind != NODE_NAME)
        return bad_param(q, name);
    out->name = (Word){node->text, node->place};
    return true;
}

/* Its range becomes a vary line, whose step is not looked at; what is checked
 * with it is that all are values of the param. */
static void add_vary(Question *q, const AskedParam *p)
{
    Stmt *stmt = ARENA_NEW(q->f->arena, Stmt);
    stmt->kind = STMT_VARY;
    stmt->place = p->name.place;
    stmt->name = p->name;
    stmt->range = true;
    add_node(q, &stmt->values, p->from);
    add_node(q, &stmt->values, p->to);
    add_node(q, &stmt->values, p->step != NULL ? p->step : p->to);
    question_line(q, stmt);
}

/* What the text says and an option says, too, is not guessed. */
static bool said_twice(Question *q, const char *name, bool range,
                       const char *from, const char *to, bool stepped,
                       const char *step)
{
    const char *option = range && from != NULL ? "--from"
                         : range && to != NULL ? "--to"
                         : stepped && step != NULL ? "--step" : NULL;
    if (option != NULL)
        api_refuse(q->f, "say it once",
                   "--vary and %s both say which values \"%s\" takes", option,
                   name);
    return option != NULL;
}

bool question_param(Question *q, const char *text, const char *from,
                    const char *to, const char *step, AskedParam *out)
{
    *out = (AskedParam){0};
    while (*text == ' ')
        text++;
    const char *end = text + strlen(text);
    const char *step_at = question_word(text, "step");
    const char *to_at = question_word(text, "to");
    const char *from_at = question_word(text, "from");
    const char *name_end = from_at < step_at ? from_at : step_at;
    if (!take_name(q, text, name_end, out))
        return false;
    const char *name = out->name.text;
    if (from_at < end && (to_at == end || to_at < from_at))
        return bad_param(q, text);
    if (from_at < end && step_at < to_at)
        return bad_order(q, text);
    if (said_twice(q, name, from_at < end, from, to, step_at < end, step))
        return false;
    if (from_at < end) {
        out->from = piece(q, name, "from", from_at, to_at);
        out->to = piece(q, name, "to", to_at, step_at);
    } else if (from != NULL && to != NULL) {
        out->from = question_expr(q, "--from", from);
        out->to = question_expr(q, "--to", to);
    } else if (from != NULL || to != NULL) {
        api_refuse(q->f, "give both, or neither where the scenario varies it",
                   "%s is given without %s", from != NULL ? "--from" : "--to",
                   from != NULL ? "--to" : "--from");
        return false;
    }
    if (step_at < end)
        out->step = piece(q, name, "step", step_at, end);
    else if (step != NULL)
        out->step = question_expr(q, "--step", step);
    if (diags_failed(q->f->work.diags))
        return false;
    if (out->from != NULL) {
        add_vary(q, out);
    } else if (out->step != NULL) {
        api_refuse(q->f, "give --from and --to, too",
                   "a step needs the values it leads from and to");
        return false;
    }
    return true;
}

/* ---- The scenario with them ---- */

bool question_load(Question *q, const char *verb)
{
    fordela *f = q->f;
    f->work.lines = q->lines;
    if (!api_stages(f, STAGE_CHECK))
        return false;
    if (f->run.scenario == NULL) {
        api_refuse_formula(f, verb);
        return false;
    }
    return true;
}

static const Def *param_named(Question *q, const Word *name)
{
    const Program *p = q->f->run.program;
    const Def *def = program_find(p, name->text);
    if (def != NULL && def->kind == DEF_PARAM) {
        if (def->type.kind == TYPE_NUMBER)
            return def;
        diag_add(q->f->work.diags, DIAG_FAULT, name->place,
                 "write a scenario for each of its values",
                 "only numbers can be varied, and \"%s\" is a %s", name->text,
                 def->unit_text);
        return NULL;
    }
    VEC(const char *) names = {0};
    for (size_t i = 0; i < p->n_defs; i++)
        if (p->def[i]->kind == DEF_PARAM)
            *VEC_ADD(q->f->arena, &names) = p->def[i]->name;
    const char *near = name_nearest(name->text, names.at, names.n);
    diag_add(q->f->work.diags, DIAG_FAULT, name->place,
             near != NULL ? arena_format(q->f->arena, tr("did you mean "
                                                         "\"%s\"?"),
                                         near)
                          : N_("name a param of the formula"),
             def != NULL ? N_("\"%s\" is no param")
                         : N_("unknown name \"%s\""),
             name->text);
    return NULL;
}

static const Rat *value_of(Question *q, const Expr *e)
{
    fordela *f = q->f;
    return exact_number(exact_parts(f->arena, f->pool, f->run.program,
                                    f->run.data), e, f->work.diags);
}

/* The ends of a vary line, whichever way it goes. */
static bool ends_of(Question *q, const Vary *vary, AskedParam *out)
{
    size_t n = vary->range ? 2 : vary->n;
    for (size_t i = 0; i < n; i++) {
        const Rat *value = value_of(q, vary->value[i]);
        if (value == NULL)
            return false;
        if (out->low == NULL || rat_cmp(value, out->low) < 0)
            out->low = value;
        if (out->high == NULL || rat_cmp(value, out->high) > 0)
            out->high = value;
    }
    out->low_place = vary->value[0]->place;
    return true;
}

static bool is_range(Question *q, const Vary *vary, const AskedParam *p)
{
    bool given = p->from != NULL;
    const Rat *first = given ? value_of(q, vary->value[0]) : p->low;
    if (rat_cmp(first, p->high) < 0 && rat_cmp(p->low, p->high) < 0)
        return true;
    diag_add(q->f->work.diags, DIAG_FAULT, p->low_place,
             "give a first value below the last",
             "\"%s\" would go from a value to one that is not above it",
             p->def->name);
    return false;
}

bool question_range(Question *q, AskedParam *param)
{
    const Program *p = q->f->run.program;
    param->def = param_named(q, &param->name);
    if (param->def == NULL)
        return false;
    for (size_t i = 0; i < p->n_varies; i++)
        if (p->vary[i].def == param->def)
            return ends_of(q, &p->vary[i], param)
                   && is_range(q, &p->vary[i], param);
    api_refuse(q->f, "give --from and --to, as in --from \"0 kr\" --to \"50 "
                     "tkr\"",
               "nothing says between which values \"%s\" is to vary",
               param->def->name);
    return false;
}

const Rat *question_step(Question *q, const AskedParam *param)
{
    const Program *p = q->f->run.program;
    for (size_t i = 0; i < p->n_varies; i++)
        if (p->vary[i].def == param->def && p->vary[i].range)
            return value_of(q, p->vary[i].value[2]);
    return NULL;
}
