/* trial.c - a generated program parsed and checked, its data bound by hand,
 * its plan, and the inputs of all variants. */
#include <math.h>
#include <string.h>

#include "oracle.h"

/* --- the data --- */

static Table *table_of(World *w, const char *name, size_t n, int which)
{
    Table *t = ARENA_NEW(w->arena, Table);
    t->name = name;
    t->n = n;
    t->code = w->code[which];
    t->label = t->code;
    t->index = code_index_new(w->arena, n);
    for (size_t i = 0; i < n; i++) {
        size_t earlier;
        code_index_add(t->index, t->code[i], i, &earlier);
    }
    return t;
}

static Datum datum(World *w, RatPool *pool, const DataOf *from, size_t row)
{
    int64_t num = from->num[row];
    Datum out = {0};
    switch (from->of.kind) {
    case FLAG: out.flag = num != 0; break;
    case TEXT:
        out.text = arena_format(w->arena, "t%lld", (long long)num);
        break;
    case DAY: out.date = (Date)(18262 + num); break;
    case KR: case PERSONS: case NUMBER:
        out.num = rat_ratio(pool, num, from->den);
    }
    return out;
}

static DataColumn *column_of_data(World *w, RatPool *pool,
                                  const DataOf *from)
{
    DataColumn *c = ARENA_NEW(w->arena, DataColumn);
    c->n = from->of.shape == AREA ? w->areas : w->rows;
    c->at = ARENA_ARRAY(w->arena, Datum, c->n + 1);
    c->origin = ARENA_NEW(w->arena, Origin);
    c->n_origins = 1;
    for (size_t i = 0; i < c->n; i++) {
        c->at[i] = datum(w, pool, from, i);
    }
    return c;
}

static void bind_tables(Trial *t, World *w)
{
    Table **table = ARENA_ARRAY(w->arena, Table *, 4);
    size_t n = 0, links = 0;
    size_t area = 0, year = 0;
    if (w->has_areas) {
        area = n;
        table[n++] = table_of(w, "area", w->areas, TABLE_AREA);
    }
    if (w->has_years) {
        year = n;
        table[n++] = table_of(w, "year", w->years, TABLE_YEAR);
    }
    Table *rows = table_of(w, "recipient", w->rows, TABLE_ROW);
    rows->link = ARENA_ARRAY(w->arena, TableLink, 2);
    if (w->has_areas) {
        rows->link[links++] = (TableLink){area, w->area_of};
    }
    if (w->has_years) {
        rows->link[links++] = (TableLink){year, w->year_of};
    }
    rows->n_links = links;
    table[n] = rows;
    t->data.table = table;
}

static void bind_data(Trial *t, World *w)
{
    t->data.column =
        ARENA_ARRAY(w->arena, DataColumn *, t->program->n_defs + 1);
    for (size_t i = 0; i < w->n_data; i++) {
        const Def *def = program_find(t->program, w->data[i].of.name);
        t->data.column[def->id] =
            column_of_data(w, t->work.pool, &w->data[i]);
    }
}

/* --- what varies --- */

static double *new_input(Trial *t, World *w, const Name *name, int64_t den)
{
    size_t k = t->n_inputs++;
    t->rows[k] = name->shape == ONE    ? 1
                 : name->shape == AREA ? w->areas
                                       : w->rows;
    t->input[k].def = program_find(t->program, name->name);
    t->input[k].den = den;
    t->any.value[k] =
        ARENA_ARRAY(w->arena, double, t->any.n * t->rows[k] + 1);
    return t->any.value[k];
}

static void param_input(Trial *t, World *w, const ParamOf *p)
{
    double *v = new_input(t, w, &p->of, p->den);
    bool in_turn = dice_chance(&w->dice, 30);
    for (size_t i = 0; i < t->any.n; i++) {
        unsigned at = in_turn ? (unsigned)i % p->values
                              : dice_pick(&w->dice, p->values);
        v[i] = (double)world_param_value(p, at);
    }
}

/* Drawn data: near the scenario's, now and then 0 or quite another. */
static double drawn(World *w, const DataOf *d, int64_t num)
{
    int64_t spread = (num < 0 ? -num : num) / 20 + 1;
    int64_t v = num + dice_between(&w->dice, -spread, spread);
    if (dice_chance(&w->dice, 3)) {
        v = dice_between(&w->dice, 0, 10) * (num / 5 + 1);
    }
    return (double)(d->never_negative && v < 0 ? 0 : v);
}

static void data_input(Trial *t, World *w, const DataOf *d)
{
    double *v = new_input(t, w, &d->of, d->den);
    size_t rows = t->rows[t->n_inputs - 1];
    for (size_t i = 0; i < t->any.n * rows; i++) {
        v[i] = drawn(w, d, d->num[i % rows]);
    }
}

static void set_most(Trial *t)
{
    for (size_t k = 0; k < t->n_inputs; k++) {
        for (size_t i = 0; i < t->any.n * t->rows[k]; i++) {
            t->input[k].most = fmax(t->input[k].most,
                                    fabs(t->any.value[k][i]));
        }
    }
}

static void choose_inputs(Trial *t, World *w)
{
    for (size_t i = 0; i < w->n_params; i++) {
        if (w->param[i].varies) {
            param_input(t, w, &w->param[i]);
        }
    }
    bool drawing = dice_chance(&w->dice, 25);
    for (size_t i = 0; i < w->n_data && w->rows < 400; i++) {
        const DataOf *d = &w->data[i];
        if (drawing && d->of.kind <= NUMBER && dice_chance(&w->dice, 35)) {
            data_input(t, w, d);
        }
    }
    set_most(t);
}

/* One input (now and then none, or all) as in some variant of `any`, the
 * others as before. */
static void choose_turns(Trial *t, World *w)
{
    Batch *b = &t->turn;
    b->changed = ARENA_ARRAY(w->arena, uint64_t, b->n + 1);
    for (size_t i = 0; i < b->n && t->n_inputs > 0; i++) {
        unsigned which = dice_pick(&w->dice, (unsigned)t->n_inputs);
        b->changed[i] = UINT64_C(1) << which;
        if (i == 0 || dice_chance(&w->dice, 10)) {
            b->changed[i] = (UINT64_C(1) << t->n_inputs) - 1;
        }
        b->changed[i] = i > 0 && dice_chance(&w->dice, 5) ? 0
                                                          : b->changed[i];
    }
    for (size_t k = 0; k < t->n_inputs; k++) {
        size_t rows = t->rows[k];
        b->value[k] = ARENA_ARRAY(w->arena, double, b->n * rows + 1);
        for (size_t i = 0; i < b->n; i++) {
            size_t from = dice_pick(&w->dice, (unsigned)t->any.n);
            const double *v = b->changed[i] >> k & 1
                                  ? t->any.value[k] + from * rows
                                  : b->value[k] + (i - 1) * rows;
            memcpy(b->value[k] + i * rows, v, rows * sizeof *v);
        }
    }
}

static void choose_wants(Trial *t, World *w)
{
    const Program *p = t->program;
    const Def **result = ARENA_ARRAY(w->arena, const Def *, p->n_defs + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->n_defs; i++) {
        const Def *d = p->def[i];
        if (d->kind == DEF_RESULT &&
            (d->type.kind == TYPE_NUMBER || d->type.kind == TYPE_FLAG)) {
            result[n++] = d;
        }
    }
    t->want = (Want){t->input, t->n_inputs, true, result, n};
}

/* --- the whole --- */

static const Ast *parse_text(Trial *t, const char *name, const Buf *text)
{
    Tokens tokens;
    const Source *source =
        source_make(t->work.arena, name, text->at, text->n);
    lex(t->work.arena, source, t->work.diags, &tokens);
    return parse(t->work.arena, &tokens, t->work.diags);
}

static void check_text(Trial *t, World *w)
{
    const Ast *formula = parse_text(t, "t.formula", &w->formula);
    const Ast *scenario = parse_text(t, "t.scenario", &w->scenario);
    if (!diags_failed(t->work.diags)) {
        t->program = check(t->work.arena, t->work.pool, formula, scenario,
                           NULL, 0, t->work.diags);
    }
}

static void choose_sizes(Trial *t, const World *w)
{
    t->any.n = w->rows <= 12    ? 64
               : w->rows <= 72  ? 40
               : w->rows <= 400 ? 16
                                : 4;
    t->turn.n = w->rows <= 40 ? 10 : 3;
}

void trial_shorten(Trial *t, size_t n)
{
    t->any.n = t->any.n < n ? t->any.n : n;
    t->turn.n = t->turn.n < n / 2 ? t->turn.n : n / 2;
}

bool trial_make(Trial *t, World *w, Buf *said)
{
    *t = (Trial){0};
    t->work.arena = w->arena;
    t->work.pool = rat_pool_new(RAT_BITS_MAX);
    t->work.diags = diags_new(w->arena);
    check_text(t, w);
    if (!t->program) {
        diags_render(t->work.diags, said);
        return false;
    }
    bind_tables(t, w);
    bind_data(t, w);
    choose_sizes(t, w);
    choose_inputs(t, w);
    choose_turns(t, w);
    choose_wants(t, w);
    t->plan = plan_new(w->arena, t->work.pool, t->program, &t->data,
                       &t->want);
    if (t->plan->exactly) {
        trial_shorten(t, 4);     /* more would tell nothing new */
    }
    return true;
}

void trial_free(Trial *t)
{
    rat_pool_free(t->work.pool);
}
