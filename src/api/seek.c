/* seek.c - the value of a param for which a condition holds. */
#include "api/question.h"

#include <string.h>

#include "report/report_seek.h"

typedef struct Seek {
    Question q;
    const fordela_seek_options *o;
    AskedParam asked[SEEK_PARAMS_MAX];
    SeekParam param[SEEK_PARAMS_MAX];
    SeekAsk ask;
    Node *condition, *figure;
} Seek;

/* ---- What is asked ---- */

static bool goal_of(Seek *k)
{
    const fordela_seek_options *o = k->o;
    const char *given[] = {o->smallest, o->largest, o->maximise, o->minimise};
    size_t n = 0;
    for (size_t i = 0; i < 4; i++)
        if (given[i] != NULL) {
            k->ask.goal = (SeekGoal)i;
            n++;
        }
    if (n > 1)
        api_refuse(k->q.f, "give one of them",
                   "--largest, --smallest, --maximise and --minimise exclude "
                   "each other");
    return n <= 1;
}

static bool params_read(Seek *k)
{
    const fordela_seek_options *o = k->o;
    k->ask.n_params = o->n_vary;
    if (o->n_vary == 0 || o->n_vary > SEEK_PARAMS_MAX) {
        api_refuse(k->q.f,
                   o->n_vary == 0 ? N_("give it with --vary NAME")
                                  : N_("hold some of them with --set"),
                   o->n_vary == 0 ? N_("seek needs a param to vary")
                                  : N_("seek varies at most %d params"),
                   SEEK_PARAMS_MAX);
        return false;
    }
    if (o->n_vary > 1 && (o->from != NULL || o->to != NULL
                          || o->step != NULL)) {
        api_refuse(k->q.f, "write --vary \"NAME from A to B step C\" for each",
                   "--from, --to and --step do not say which param they are "
                   "of");
        return false;
    }
    for (size_t i = 0; i < o->n_vary; i++)
        if (!question_param(&k->q, o->vary[i], o->from, o->to, o->step,
                            &k->asked[i]))
            return false;
    return true;
}

static bool condition_read(Seek *k)
{
    const fordela_seek_options *o = k->o;
    const char *figure = o->maximise != NULL ? o->maximise : o->minimise;
    if (o->until == NULL) {
        api_refuse(k->q.f, "write --until \"smallest(grant) >= 50 tkr\"",
                   "seek needs a condition");
        return false;
    }
    k->condition = question_expr(&k->q, "--until", o->until);
    if (figure != NULL)
        k->figure = question_expr(&k->q, o->maximise != NULL ? "--maximise"
                                                             : "--minimise",
                                  figure);
    if (k->condition == NULL || (figure != NULL && k->figure == NULL))
        return false;
    question_report(&k->q, k->condition, tr("the condition"));
    if (figure != NULL)
        question_report(&k->q, k->figure, tr("the figure"));
    return true;
}

/* ---- After loading ---- */

static bool types_fit(Seek *k)
{
    fordela *f = k->q.f;
    const Report *report = f->run.program->report;
    if (report[0].expr->type.kind != TYPE_FLAG) {
        diag_add(f->work.diags, DIAG_FAULT, report[0].expr->place,
                 "compare it, as in smallest(grant) >= 50 tkr",
                 report[0].expr->type.kind == TYPE_NUMBER
                     ? N_("a condition is true or false, this is a number")
                     : N_("a condition is true or false, this is a text or "
                          "date"));
        return false;
    }
    if (k->figure != NULL && report[1].expr->type.kind != TYPE_NUMBER) {
        diag_add(f->work.diags, DIAG_FAULT, report[1].expr->place,
                 "name a figure, such as smallest(grant)",
                 "only a number can be made large or small");
        return false;
    }
    return true;
}

/* A hundredth of a percent or of one; else one of the base unit. */
static const Rat *usual_step(fordela *f, const Def *def)
{
    bool plain = true;
    for (size_t i = 0; i < DIMS_MAX; i++)
        plain &= def->type.dim[i] == 0;
    if (def->type.percent)
        return rat_ratio(f->pool, 1, 10000);
    return plain ? rat_ratio(f->pool, 1, 100) : rat_int(f->pool, 1);
}

static bool step_of(Seek *k, size_t i)
{
    fordela *f = k->q.f;
    AskedParam *asked = &k->asked[i];
    SeekParam *p = &k->param[i];
    p->step = asked->step != NULL ? question_step(&k->q, asked)
                                  : usual_step(f, asked->def);
    if (p->step == NULL)
        return false;
    if (rat_sign(p->step) > 0)
        return true;
    diag_add(f->work.diags, DIAG_FAULT, asked->step->place,
             "write a step above 0", "this step leads nowhere");
    return false;
}

static bool ranges_find(Seek *k)
{
    for (size_t i = 0; i < k->ask.n_params; i++) {
        AskedParam *asked = &k->asked[i];
        if (!question_range(&k->q, asked))
            return false;
        k->param[i] = (SeekParam){.def = asked->def,
                                  .place = asked->name.place,
                                  .low = asked->low, .high = asked->high};
        for (size_t j = 0; j < i; j++)
            if (k->param[j].def == asked->def) {
                api_refuse(k->q.f, "give each param once",
                           "\"%s\" is varied twice", asked->def->name);
                return false;
            }
        if (!step_of(k, i))
            return false;
    }
    k->ask.param = k->param;
    return true;
}

/* The param that is sought exactly. */
static bool inner_find(Seek *k)
{
    const char *name = k->o->largest != NULL ? k->o->largest : k->o->smallest;
    if (name == NULL)
        return true;
    for (size_t i = 0; i < k->ask.n_params; i++)
        if (strcmp(k->param[i].def->name, name) == 0) {
            k->ask.inner = i;
            return true;
        }
    api_refuse(k->q.f, "name one of those given with --vary",
               "\"%s\" is not varied", name);
    return false;
}

/* ---- The whole ---- */

static char *tell(Seek *k, const Seeking *seeking, size_t *size)
{
    Buf out = {0};
    fordela *f = k->q.f;
    SeekReport report = {.arena = f->arena, .pool = f->show,
                         .sources = &f->work.sources,
                         .version = FORDELA_VERSION, .seeking = seeking,
                         .width = k->o->width == 0 ? REPORT_WIDTH
                                                   : k->o->width};
    switch (k->o->form) {
    case FORDELA_TABLE: report_seek_text(&report, &out); break;
    case FORDELA_CSV: report_seek_csv(&report, &out); break;
    case FORDELA_JSON: report_seek_json(&report, &out); break;
    }
    return api_give(&out, size);
}

char *fordela_seek(fordela *f, const fordela_seek_options *o, size_t *size)
{
    Seek k = {.o = o};
    bool good = question_begin(&k.q, f) && goal_of(&k) && params_read(&k)
                && condition_read(&k);
    for (size_t i = 0; good && i < o->n_reference; i++)
        good = question_reference(&k.q, o->reference[i]);
    good = good && question_load(&k.q, tr_as("can be", "sought in"))
           && types_fit(&k) && ranges_find(&k) && inner_find(&k);
    void *paused = tr_pause(o->form != FORDELA_TABLE);
    const Seeking *seeking =
        good ? study_seek(f->arena, f->pool, f->run.program, f->run.data,
                          &k.ask, f->work.diags)
             : NULL;
    char *text = seeking == NULL ? NULL : tell(&k, seeking, size);
    tr_resume(paused);
    api_finish(f);
    return text;
}
