/* tipping.c - where something changes as one param moves. */
#include "api/question.h"
#include "report/report_tipping.h"
#include "study/asked.h"

/* Moves kept where no limit is asked for. */
#define MOVES_KEPT 1000000

/* When the rounded amount of the row asked for changes; NULL after faults. */
static const KronaMoves *krona(fordela *f, const fordela_tipping_options *o,
                               const Tipping *tipping)
{
    KronaAsk ask = {.varied = tipping->varied, .from = tipping->from,
                    .to = tipping->to, .result = tipping->result,
                    .most = KRONA_PLACES_MAX};
    ask.keep = o->limit > 0                ? (size_t)o->limit
               : o->form == FORDELA_TABLE ? TIPS_SHOWN
                                          : MOVES_KEPT;
    if (ask.result == NULL) {
        api_refuse(f, "leave --recipient out",
                   "there is no result with an amount for each row");
        return NULL;
    }
    if (o->unrounded) {
        api_refuse(f, "leave one of the two out",
                   "--recipient asks for rounded amounts, --unrounded for "
                   "none");
        return NULL;
    }
    if (!study_find_row(f->arena, f->run.data->table[ask.result->table],
                        o->recipient, &ask.row, f->work.diags))
        return NULL;
    return study_krona(f->arena, f->pool, f->run.program, f->run.data, &ask,
                       f->work.diags);
}

static char *tell(const TipReport *report, fordela_form form, size_t *size)
{
    Buf out = {0};
    switch (form) {
    case FORDELA_TABLE: report_tipping_text(report, &out); break;
    case FORDELA_CSV: report_tipping_csv(report, &out); break;
    case FORDELA_JSON: report_tipping_json(report, &out); break;
    }
    return api_give(&out, size);
}

static bool is_asked(fordela *f, const fordela_tipping_options *o)
{
    if (o->vary == NULL)
        api_refuse(f, "name it, as in \"minimum from 0 kr to 50 tkr\"",
                   "tipping needs a param to vary");
    return o->vary != NULL;
}

char *fordela_tipping(fordela *f, const fordela_tipping_options *o,
                      size_t *size)
{
    Question q;
    AskedParam param = {0};
    bool good = question_begin(&q, f) && is_asked(f, o)
                && question_param(&q, o->vary, o->from, o->to, NULL, &param)
                && question_load(&q, tr_as("can be", "followed"))
                && question_range(&q, &param);
    TipAsk ask = {.varied = param.def, .varied_place = param.name.place,
                  .from = param.low, .to = param.high,
                  .unrounded = o->unrounded != 0};
    if (good)
        ask.result = api_result_named(f, o->result, &good);
    void *paused = tr_pause(o->form != FORDELA_TABLE);
    const Tipping *tipping =
        good ? study_tipping(f->arena, f->pool, f->run.program, f->run.data,
                             &ask, f->work.diags)
             : NULL;
    TipReport report = {.arena = f->arena, .pool = f->show,
                        .sources = &f->work.sources,
                        .version = FORDELA_VERSION, .tipping = tipping,
                        .limit = o->limit};
    if (tipping != NULL && o->recipient != NULL)
        report.moves = krona(f, o, tipping);
    bool found = tipping != NULL
                 && (o->recipient == NULL || report.moves != NULL);
    char *text = found ? tell(&report, o->form, size) : NULL;
    tr_resume(paused);
    api_finish(f);
    return text;
}
