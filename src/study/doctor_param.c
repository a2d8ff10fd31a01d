/* doctor_param.c - a param of the scenario set otherwise: what the printed
 * rows add up to, a digit exchanged or lost, thousands.
 */

#include "base/tr.h"
#include "study/doctor_int.h"

#define WEIGHT_SUM 6
#define WEIGHT_SLIP 7
/* Slips of the pen tried of one param: with all the digits it may have lost
 * there would be a hundred. */
#define SLIPS 24

/* One param, as it is set. */
typedef struct Slip {
    const Doctor *d;
    const Def *def;
    const Rat *now;
    ChangeList *out;
} Slip;

static void add(const Slip *s, const Rat *value, unsigned weight,
                const Rat *taken, const char *why)
{
    const Doctor *d = s->d;
    if (rat_equal(value, s->now))
        return;
    const Rat **values = ARENA_ARRAY(d->arena, const Rat *, 1);
    values[0] = value;
    *VEC_ADD(d->arena, s->out) = (Change){
        .kind = CHANGE_PARAM, .weight = weight, .def = s->def,
        .values = values, .taken = taken,
        .text = arena_format(d->arena, tr("%s %s, not %s: %s"), s->def->name,
                             show_amount(&d->show, &s->def->type, value),
                             show_amount(&d->show, &s->def->type, s->now),
                             why)};
}

/* A budget that is not what was divided. */
static void add_sums(const Slip *s, const Look *look)
{
    RatPool *pool = s->d->pool;
    const Program *p = s->d->program;
    if (!type_is_money(p, &s->def->type))
        return;
    for (size_t i = 0; i < s->d->n; i++) {
        const Verdict *v = &look->verdict[i];
        if (!v->printed || v->n_equal == v->n_compared || v->n_left_out > 0
            || !type_is_money(p, &v->expect->result->type))
            continue;
        const Rat *sum = rat_int(pool, 0);
        for (size_t k = 0; k < v->n_compared; k++)
            sum = rat_add(pool, sum, v->printed->at[v->row[k].row].num);
        add(s, sum, WEIGHT_SUM, sum, tr("what the printed rows add up to"));
    }
}

static void add_slips(const Slip *s)
{
    RatPool *pool = s->d->pool;
    int64_t value[SLIPS], now;
    const Rat *unit = doctor_last_decimal(pool, s->now);
    if (!unit || !rat_to_int(rat_div(pool, s->now, unit), &now) || now < 10)
        return;
    size_t n = doctor_misprints(now, value, SLIPS);
    for (size_t i = 0; i < n; i++)
        if (value[i] > 0)
            add(s, rat_mul(pool, rat_int(pool, value[i]), unit), WEIGHT_SLIP,
                NULL, tr("a slip of the pen"));
}

static void add_thousands(const Slip *s)
{
    RatPool *pool = s->d->pool;
    const Rat *thousand = rat_int(pool, 1000);
    add(s, rat_mul(pool, s->now, thousand), WEIGHT_SLIP, NULL,
        tr("it stands there in thousands"));
    add(s, rat_div(pool, s->now, thousand), WEIGHT_SLIP, NULL,
        tr("it stands there a thousand times too large"));
}

void doctor_params(const Doctor *d, const Look *look, ChangeList *out)
{
    for (size_t i = 0; i < d->program->n_defs; i++) {
        const Def *def = d->program->def[i];
        if (def->kind != DEF_PARAM || def->type.kind != TYPE_NUMBER
            || def->expr == NULL)
            continue;
        const Def *set = look->program->def[i];
        const Column *c = &look->result->column[set->expr->id];
        if (!c->at || !c->at[0].num || rat_sign(c->at[0].num) <= 0)
            continue;
        const Slip slip = {d, def, c->at[0].num, out};
        add_sums(&slip, look);
        add_slips(&slip);
        add_thousands(&slip);
    }
}
