/* krona.c - the rounded amount of one row, cell by cell. */
#include "study/krona.h"

#include <string.h>

#include "base/tr.h"

typedef struct Counter {
    Arena *arena;
    RatPool *pool;
    const Program *program;
    const Dataset *data;
    const KronaAsk *ask;
    const Rounding *round;
    Course *course;
    const Column *ties;     /* of `ties to`, or NULL */
    size_t *row;            /* of its group, the row itself first */
    size_t n;
    size_t group;           /* row of the table rounded per; 0 */
    KronaMoves *out;
    bool has_last;          /* the cell before could be computed: */
    int64_t last;           /* what it ended with */
    const Rat *point;       /* after it; NULL: it cannot be computed there */
    int64_t here;
    const char *why;        /* given up */
} Counter;

/* ---- Can it be told? ---- */

static const char *refusal(const Counter *c)
{
    const Rounding *r = c->round;
    if (r->n_keeping > 0)
        return tr("its rounding keeps a total of its own");
    if (r->at_least != NULL || r->at_most != NULL)
        return tr("its rounding has limits");
    if (r->ties != NULL && course_depends(c->course, r->ties))
        return tr("what decides its ties moves as well");
    if (!round_moves_known(r->method))
        return tr("its rounding is by divisors");
    return NULL;
}

static size_t row_up(const Counter *c, size_t row)
{
    const Rounding *r = c->round;
    int table = c->ask->result->table;
    const Table *t = c->data->table[table];
    for (size_t i = 0; r->per >= 0 && i < r->path.n; i++) {
        const TableLink *link = &t->link[r->path.link[i]];
        row = link->row[row];
        t = c->data->table[link->parent];
    }
    return r->per >= 0 ? row : 0;
}

static void take_group(Counter *c)
{
    size_t n = c->data->table[c->ask->result->table]->n;
    c->row = ARENA_ARRAY(c->arena, size_t, n + 1);
    c->group = row_up(c, c->ask->row);
    c->row[c->n++] = c->ask->row;
    for (size_t i = 0; i < n && round_method_keeps(c->round->method); i++)
        if (i != c->ask->row && row_up(c, i) == c->group)
            c->row[c->n++] = i;
}

/* ---- One cell ---- */

/* False: it is no line over a line. */
static bool line_of(const CourseCell *cell, Frac f, MoveLine *out)
{
    RatPool *pool = cell->polys.pool;
    const Rat *zero = rat_int(pool, 0), *one = rat_int(pool, 1);
    *out = (MoveLine){zero, zero, one, zero};
    if (f.num->n > 2 || (f.den != NULL && f.den->n > 2))
        return false;
    if (f.num->n > 0)
        out->add = f.num->at[0];
    if (f.num->n > 1)
        out->times = f.num->at[1];
    if (f.den != NULL) {
        out->den_add = f.den->at[0];
        out->den_times = f.den->at[1];
    }
    return true;
}

/* < 0, 0, > 0 as row j goes after r, or before it, by `ties to`. */
static int tie_of(const Counter *c, size_t j)
{
    if (c->ties == NULL || c->round->ties->table < 0)
        return 0;
    return rat_cmp(c->ties->at[j].num, c->ties->at[c->ask->row].num);
}

static bool fill(Counter *c, CourseCell *cell, MovesIn *in, MoveLine *line,
                 int *tie, int *code)
{
    Polys *polys = &cell->polys;
    const Table *table = c->data->table[c->ask->result->table];
    const Expr *e = course_exact(c->ask->result);
    const MovingColumn *m = cell_column(c->course, cell, e);
    Frac *x = ARENA_ARRAY(cell->arena, Frac, c->n + 1);
    Frac unit = frac_const(polys, c->round->unit);
    bool good = true;
    for (size_t i = 0; i < c->n; i++) {
        size_t row = e->table < 0 ? 0 : c->row[i];
        x[i] = frac_div(polys, m->at[row].low, unit);
    }
    good = line_of(cell, x[0], &in->own)
           && line_of(cell, frac_sum(polys, x, c->n), &in->total);
    for (size_t i = 1; i < c->n && good; i++) {
        good = line_of(cell, frac_sub(polys, x[i], x[0]), &line[i - 1]);
        tie[i - 1] = tie_of(c, c->row[i]);
        code[i - 1] = strcmp(table->code[c->row[0]],
                             table->code[c->row[i]]);
    }
    return good;
}

static void add_move(Counter *c, Move move)
{
    KronaMoves *out = c->out;
    if (move.before == move.here && move.here == move.after)
        return;
    out->found++;
    out->places++;
    if (out->whole && out->move.n < c->ask->keep)
        *VEC_ADD(c->arena, &out->move) = move;
}

/* From the cell before, across the point, to `first`. */
static void join(Counter *c, int64_t first)
{
    if (c->point == NULL)
        return;
    add_move(c, (Move){c->point, c->has_last ? c->last : c->here, c->here,
                       first});
}

/* Bends in the arena and pool of the walk, which outlive the cell. */
static const Rat *kept(Counter *c, const Rat *value)
{
    Polys polys = {c->arena, c->pool, false};
    Root root = root_of(value);
    return root_copy(&polys, &root).low;
}

static void count_cell(Counter *c, CourseCell *cell)
{
    MoveLine *line = ARENA_ARRAY(cell->arena, MoveLine, c->n + 1);
    int *tie = ARENA_ARRAY(cell->arena, int, c->n + 1);
    int *code = ARENA_ARRAY(cell->arena, int, c->n + 1);
    MovesIn in = {.method = c->round->method, .n = c->n - 1, .other = line,
                  .tie = c->round->ties != NULL ? tie : NULL, .code = code,
                  .from = cell->from.low, .to = cell->to.low};
    MovesOut out;
    MoveList list = {0};
    KronaMoves *all = c->out;
    if (cell->from.poly != NULL || cell->to.poly != NULL
        || !fill(c, cell, &in, line, tie, code)) {
        c->why = tr("its amounts move along curves");
        return;
    }
    size_t keep = c->ask->keep > all->move.n ? c->ask->keep - all->move.n : 0;
    uint64_t most = all->whole ? c->ask->most - all->places : 0;
    if (!round_moves(cell->polys.pool, cell->arena, &in, keep, most, &list,
                     &out)) {
        c->why = tr("its amounts are beyond 2^53 units");
        return;
    }
    join(c, out.first);
    for (size_t i = 0; i < list.n && all->move.n < c->ask->keep; i++) {
        Move move = list.at[i];
        move.at = kept(c, move.at);
        *VEC_ADD(c->arena, &all->move) = move;
    }
    all->found += out.found;
    all->places += out.places;
    all->whole &= out.whole && all->places <= c->ask->most;
    c->has_last = true;
    c->last = out.last;
}

/* ---- One point ---- */

/* The rounded amount by the exact evaluator; false: it cannot be computed. */
static bool amount_at(Counter *c, const Rat *at, int64_t *out)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const Program *p = c->program;
    const Rat **param = ARENA_ARRAY(arena, const Rat *, p->n_defs + 1);
    Instead instead = {param, ARENA_ARRAY(arena, const Rat *const *,
                                          p->n_defs + 1)};
    Ask ask = {.result = &c->ask->result, .n_results = 1};
    param[c->ask->varied->id] = at;
    Result *result = evaluate_instead(arena, pool, p, c->data, &instead, &ask,
                                      NULL, diags_new(arena));
    bool good = result != NULL;
    if (good) {
        const Value *v = &result_column(result, c->ask->result)
                              ->at[c->ask->row];
        good = rat_to_int(rat_div(pool, v->num, c->round->unit), out);
    }
    rat_pool_free(pool);
    arena_free(arena);
    return good;
}

static void take_point(Counter *c, const CourseCell *cell)
{
    c->point = NULL;
    if (cell->at == NULL)
        c->why = tr("its amounts move along curves");
    else if (cell->fault == NULL && amount_at(c, cell->at, &c->here))
        c->point = kept(c, cell->at);
}

/* What follows cannot be computed; the point before it may. */
static void end_stretch(Counter *c)
{
    if (c->has_last && c->point != NULL)
        add_move(c, (Move){c->point, c->last, c->here, c->here});
    c->has_last = false;
}

static bool take(void *context, CourseCell *cell)
{
    Counter *c = context;
    if (cell->unsure != NULL)
        c->why = cell->unsure->why;
    else if (cell_is_point(cell))
        take_point(c, cell);
    else if (cell->fault == NULL)
        count_cell(c, cell);
    else
        end_stretch(c);
    cell_free(cell);
    return c->why == NULL;
}

/* ---- The whole ---- */

static KronaMoves *refused(const Counter *c, Diags *diags)
{
    diag_add(diags, DIAG_FAULT, c->round->place,
             "leave --recipient out, or vary the param with fordela sweep "
             "--amounts",
             "when a rounded amount of \"%s\" changes cannot be told: %s",
             c->ask->result->name, c->why);
    return NULL;
}

KronaMoves *study_krona(Arena *arena, RatPool *pool, const Program *program,
                        const Dataset *data, const KronaAsk *ask,
                        Diags *diags)
{
    Counter c = {.arena = arena, .pool = pool, .program = program,
                 .data = data, .ask = ask};
    bool many = false;
    if (ask->result->exact == NULL || ask->result->table < 0) {
        diag_add(diags, DIAG_FAULT, ask->result->place,
                 "leave --recipient out", "\"%s\" is not rounded",
                 ask->result->name);
        return NULL;
    }
    CourseAsk follow = {.varied = ask->varied,
                        .rounding = COURSE_STOP,
                        .result = &ask->result, .n_results = 1};
    c.round = ask->result->expr->round;
    c.course = course_new(arena, pool, program, data, &follow);
    c.out = ARENA_NEW(arena, KronaMoves);
    *c.out = (KronaMoves){.result = ask->result, .row = ask->row,
                          .unit = c.round->unit, .whole = true};
    c.why = refusal(&c);
    if (c.why != NULL)
        return refused(&c, diags);
    take_group(&c);
    if (c.round->ties != NULL)
        c.ties = exact_part(exact_parts(arena, pool, program, data),
                            c.round->ties);
    if (!course_walk(c.course, ask->from, ask->to, take, &c, &many)) {
        c.why = many ? tr("there are too many bends") : c.why;
        return refused(&c, diags);
    }
    end_stretch(&c);
    return c.out;
}
