/* report_tipping_csv.c - tipping points as CSV, a line for each change; and
 * what all forms share. */
#include <inttypes.h>

#include "money/decimal.h"
#include "report/report_tipping_int.h"
#include "table/csv.h"

const char *tip_decimal(const TipReport *in, const Root *at)
{
    Buf out = {0};
    Polys polys = {in->arena, in->pool, false};
    Root near = *at;
    root_narrow(&polys, &near, rat_ratio(in->pool, 1, INT64_C(1) << 60));
    report_plain(in->arena, near.low, &out);
    const char *text = arena_copy(in->arena, out.at, out.n);
    buf_free(&out);
    return text;
}

const char *tip_fraction(const TipReport *in, const Root *at)
{
    return at->poly != NULL ? "" : rat_text(in->arena, at->low);
}

const char *tip_kind(TipKind kind)
{
    switch (kind) {
    case TIP_STATE: return "state";
    case TIP_CHOICE: return "choice";
    case TIP_IF: return "if";
    case TIP_TEXT: return "text";
    case TIP_RANK: return "rank";
    case TIP_APART: return "apart";
    case TIP_TOGETHER: return "together";
    case TIP_TOUCH: return "touch";
    case TIP_RUN: return "run";
    }
    return "";
}

const char *tip_what(const TipReport *in, const Tip *tip)
{
    if (tip->kind == TIP_IF)
        return report_place_text(in->arena, tip->expr->arg[0]->place);
    if (tip->kind == TIP_CHOICE)
        return report_place_text(in->arena, tip->expr->place);
    return tip->def != NULL ? tip->def->name : "";
}

const char *tip_code(const TipReport *in, const Tip *tip, size_t row)
{
    return tip->table < 0 ? "" : in->tipping->data->table[tip->table]
                                     ->code[row];
}

const char *tip_name(const TipReport *in, const Tip *tip, size_t row)
{
    return tip->table < 0 ? "" : in->tipping->data->table[tip->table]
                                     ->label[row];
}

bool tip_has_other(const Tip *tip)
{
    return tip->kind == TIP_RANK || tip->kind == TIP_APART
           || tip->kind == TIP_TOGETHER || tip->kind == TIP_TOUCH;
}

size_t tip_limit(const TipReport *in, size_t n, size_t usual)
{
    size_t limit = in->limit > 0 && in->limit > usual ? in->limit : usual;
    if (in->limit > 0 && usual == TIPS_SHOWN)
        limit = in->limit;
    return n < limit ? n : limit;
}

static void put(Buf *out, const char *text)
{
    csv_put(out, text == NULL ? "" : text, false);
}

static void put_tip(const TipReport *in, const TipPoint *point,
                    const Tip *tip, Buf *out)
{
    bool other = tip_has_other(tip);
    csv_put(out, tip_decimal(in, &point->at), true);
    put(out, tip_fraction(in, &point->at));
    put(out, tip_kind(tip->kind));
    put(out, tip_code(in, tip, tip->row));
    put(out, tip_name(in, tip, tip->row));
    put(out, tip_what(in, tip));
    put(out, tip->before);
    put(out, tip->here);
    put(out, tip->after);
    put(out, other ? tip_code(in, tip, tip->other) : "");
    put(out, other ? tip_name(in, tip, tip->other) : "");
    put(out, other ? arena_format(in->arena, "%zu", tip->others) : "");
    buf_add_char(out, '\n');
}

static const char *units_text(const TipReport *in, int64_t units)
{
    Buf out = {0};
    report_plain(in->arena, rat_mul(in->pool, in->moves->unit,
                                    rat_int(in->pool, units)), &out);
    const char *text = arena_copy(in->arena, out.at, out.n);
    buf_free(&out);
    return text;
}

static void put_move(const TipReport *in, const Move *m, Buf *out)
{
    const KronaMoves *moves = in->moves;
    const Table *table = in->tipping->data->table[moves->result->table];
    Root at = root_of(m->at);
    csv_put(out, tip_decimal(in, &at), true);
    put(out, tip_fraction(in, &at));
    put(out, "rounded");
    put(out, table->code[moves->row]);
    put(out, table->label[moves->row]);
    put(out, moves->result->name);
    put(out, units_text(in, m->before));
    put(out, units_text(in, m->here));
    put(out, units_text(in, m->after));
    buf_add(out, ",,,\n");
}

void report_tipping_csv(const TipReport *in, Buf *out)
{
    const Tipping *t = in->tipping;
    size_t n = in->limit > 0 && in->limit < t->point.n ? in->limit
                                                       : t->point.n;
    buf_add(out, "value,exact,kind,code,name,what,before,here,after,"
                 "other_code,other_name,others\n");
    for (size_t i = 0; i < n; i++) {
        const TipPoint *point = &t->point.at[i];
        for (size_t k = 0; k < point->n; k++)
            put_tip(in, point, &t->tip.at[point->first + k], out);
    }
    for (size_t i = 0; in->moves != NULL && i < in->moves->move.n; i++)
        put_move(in, &in->moves->move.at[i], out);
}
