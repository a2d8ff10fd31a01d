/* test_exact_program.c - what holds for whole programs, whatever they divide:
 * the order of rows does not matter, nor the scale of keys; sums are kept and
 * limits hold.
 *
 * Programs and data are drawn; no expectation is copied from the engine.
 * Small numbers and many zeros make ties the normal case.
 */
#include "test_check_help.h"

enum { AREAS = 3, KINDS = 3, MOST = 9, CASES = 8000, FILES = 150 };

typedef struct Drawn {
    unsigned long long state;
    int n;
    int area[MOST], kind[MOST];
    int key[MOST], cap[MOST], least[MOST], prio[MOST], x[MOST], f[MOST];
    int acap[AREAS], aleast[AREAS];
    bool per, table, keeps;   /* of the rounding */
    Buf text;
} Drawn;

/* xorshift64*: Marsaglia 2003, Vigna 2016. */
static unsigned pick(Drawn *d, unsigned below)
{
    d->state ^= d->state >> 12;
    d->state ^= d->state << 25;
    d->state ^= d->state >> 27;
    return (unsigned)((d->state * 2685821657736338717ULL) >> 33) % below;
}

static void add(Drawn *d, const char *text)
{
    buf_add(&d->text, text);
}

static void maybe(Drawn *d, const char *text)
{
    add(d, pick(d, 2) ? text : "");
}

static const char *const claims[] = {
    "proportional", "adjusted proportional", "equal awards", "equal losses",
    "talmud", "reverse talmud", "piniles", "constrained egalitarian",
    "minimal overlap", "random arrival", "average of awards"};

static void draw_allocate(Drawn *d)
{
    unsigned kind = pick(d, 6);
    if (kind == 0) {
        buf_addf(&d->text, "allocate 30 equally at most cap using %s",
                 claims[1 + pick(d, 10)]);
        maybe(d, " where f");
        maybe(d, " in order of prio");
        maybe(d, " at least 2 or nothing");
    } else if (kind == 1) {
        add(d, "allocate 40 by key at most acap summed by a");
        maybe(d, " at least aleast summed by a");
        maybe(d, " where f");
    } else {
        const char *const total[] = {"30", "acap per a", "7 / 3 per kind",
                                     "40"};
        buf_addf(&d->text, "allocate %s %s", total[pick(d, 4)],
                 pick(d, 4) ? "by key" : "equally where f");
        maybe(d, " at least least");
        if (pick(d, 2)) {
            add(d, " at most cap");
            maybe(d, " in order of prio");
        }
        maybe(d, " at least 2 or nothing");
    }
}

static void draw_round(Drawn *d)
{
    static const char *const method[] = {
        "webster", "jefferson", "adams", "huntington hill", "dean",
        "webster first 0.7", "largest remainder", "nearest", "half even",
        "down", "up"};
    unsigned m = pick(d, 11);
    d->table = pick(d, 4) == 0;
    d->keeps = m < 7;
    d->per = !d->table && pick(d, 2);
    if (d->table) {
        buf_addf(&d->text, "round r to 1 by %s keeping ra, rk\n",
                 method[m % 6]);
        return;
    }
    buf_addf(&d->text, "round r to %s by %s%s", pick(d, 2) ? "1" : "0.3",
             method[m], d->per ? " per a" : "");
    maybe(d, " ties to x");
    add(d, "\n");
}

static void draw(Drawn *d)
{
    d->text.n = 0;
    d->n = 1 + (int)pick(d, MOST);
    for (int i = 0; i < MOST; i++) {
        d->area[i] = (int)pick(d, AREAS);
        d->kind[i] = (int)pick(d, KINDS);
        d->key[i] = (int)pick(d, 5);
        d->least[i] = (int)pick(d, 3);
        d->cap[i] = d->least[i] + (int)pick(d, 9);
        d->prio[i] = (int)pick(d, 3);
        d->x[i] = (int)pick(d, 3);
        d->f[i] = pick(d, 4) > 0;
    }
    for (int i = 0; i < AREAS; i++) {
        d->acap[i] = 5 + (int)pick(d, 20);
        d->aleast[i] = (int)pick(d, 5);
    }
    add(d, "formula f\ntable a\ntable kind\ntable b in a, kind\n"
           "data acap : number per a\ndata aleast : number per a\n"
           "data key : number per b\ndata cap : number per b\n"
           "data least : number per b\ndata prio : number per b\n"
           "data x : number per b\ndata f : flag per b\n"
           "let ra = round(sum(q by a) to 1 by largest remainder)\n"
           "let rk = round(sum(q by kind) to 1 by largest remainder)\n"
           "let q = ");
    draw_allocate(d);
    add(d, "\nresult r = q\n");
    draw_round(d);
}

static void shuffle(Drawn *d, int *order, int n)
{
    for (int i = 0; i < n; i++) {
        order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
        int k = (int)pick(d, (unsigned)i + 1), t = order[i];
        order[i] = order[k];
        order[k] = t;
    }
}

/* --- one run, with the rows in some order --- */

typedef struct Order {
    int area[AREAS], kind[KINDS], row[MOST];
    int scale;              /* of the keys */
} Order;

static Table *table(Arena *arena, char prefix, const int *order, int n)
{
    Table *t = ARENA_NEW(arena, Table);
    t->n = (size_t)n;
    t->code = ARENA_ARRAY(arena, const char *, t->n);
    t->label = t->code;
    for (int i = 0; i < n; i++) {
        t->code[i] = arena_format(arena, "%c%d", prefix, order[i]);
    }
    return t;
}

static size_t *links(Arena *arena, const int *up, const int *order, int n,
                     const int *up_order)
{
    size_t *row = ARENA_ARRAY(arena, size_t, (size_t)n);
    for (int i = 0; i < n; i++) {
        while (up_order[row[i]] != up[order[i]]) {
            row[i]++;
        }
    }
    return row;
}

static void column(Trial *t, Dataset *data, const char *name, const int *v,
                   const int *order, int n, int scale)
{
    const Def *def = program_find(t->run.program, name);
    DataColumn *c = ARENA_NEW(t->arena, DataColumn);
    c->n = (size_t)n;
    c->at = ARENA_ARRAY(t->arena, Datum, c->n);
    c->origin = ARENA_NEW(t->arena, Origin);
    c->n_origins = 1;
    for (int i = 0; i < n; i++) {
        c->at[i].num = rat_ratio(t->work.pool, (int64_t)v[order[i]] * scale,
                                 scale > 1 ? 7 : 1);
        c->at[i].flag = v[order[i]] != 0;
    }
    data->column[def->id] = c;
}

static void evaluate_in(Trial *t, const Drawn *d, const Order *o)
{
    trial_check(t, d->text.at);
    cr_assert(t->ok, "%s\n%s", d->text.at, t->said.at);
    Dataset *data = ARENA_NEW(t->arena, Dataset);
    data->table = ARENA_ARRAY(t->arena, Table *, 3);
    data->column =
        ARENA_ARRAY(t->arena, DataColumn *, t->run.program->n_defs);
    data->table[0] = table(t->arena, 'A', o->area, AREAS);
    data->table[1] = table(t->arena, 'K', o->kind, KINDS);
    data->table[2] = table(t->arena, 'r', o->row, d->n);
    TableLink *link = ARENA_ARRAY(t->arena, TableLink, 2);
    link[0].row = links(t->arena, d->area, o->row, d->n, o->area);
    link[1].row = links(t->arena, d->kind, o->row, d->n, o->kind);
    link[1].parent = 1;
    data->table[2]->link = link;
    data->table[2]->n_links = 2;
    column(t, data, "acap", d->acap, o->area, AREAS, 1);
    column(t, data, "aleast", d->aleast, o->area, AREAS, 1);
    column(t, data, "key", d->key, o->row, d->n, o->scale);
    column(t, data, "cap", d->cap, o->row, d->n, 1);
    column(t, data, "least", d->least, o->row, d->n, 1);
    column(t, data, "prio", d->prio, o->row, d->n, 1);
    column(t, data, "x", d->x, o->row, d->n, 1);
    column(t, data, "f", d->f, o->row, d->n, 1);
    t->run.data = data;
    t->run.result = evaluate(t->arena, t->work.pool, t->run.program, data,
                             t->work.diags);
    t->ok = t->run.result != NULL;
    trial_say(t);
}

static const Rat *value(const Trial *t, const char *name, int row)
{
    const Def *def = program_find(t->run.program, name);
    return result_column(t->run.result, def)->at[row].num;
}

/* Row i of the first stands at place of order[] in the second. */
static void same_amounts(const Drawn *d, const Trial *one, const Trial *two,
                         const int *order, const char *what)
{
    cr_assert_eq(one->ok, two->ok, "%s: %s%s%s", what, d->text.at,
                 one->said.at, two->said.at);
    for (int i = 0; one->ok && i < d->n; i++) {
        cr_assert(rat_equal(value(one, "r", order[i]), value(two, "r", i)),
                  "%s: row %d\n%s", what, order[i], d->text.at);
    }
}

/* --- what must hold --- */

static void limits_hold(const Drawn *d, const Trial *t)
{
    bool capped = strstr(d->text.at, "at most cap") != NULL;
    bool floored = strstr(d->text.at, "at least least") != NULL &&
                   strstr(d->text.at, "or nothing") == NULL;
    bool where = strstr(d->text.at, "where f") != NULL;
    for (int i = 0; i < d->n; i++) {
        const Rat *q = value(t, "q", i);
        cr_assert_geq(rat_sign(q), 0);
        if (capped) {
            cr_assert_leq(rat_cmp(q, value(t, "cap", i)), 0, "%s",
                          d->text.at);
        }
        if (where && !d->f[i]) {
            cr_assert_eq(rat_sign(q), 0, "%s", d->text.at);
        } else if (floored) {
            cr_assert_geq(rat_cmp(q, value(t, "least", i)), 0, "%s",
                          d->text.at);
        }
    }
}

/* Amounts and what is not placed make the total, division by division. */
static void totals_hold(const Drawn *d, const Trial *t)
{
    RatPool *pool = t->work.pool;
    const Def *q = program_find(t->run.program, "q");
    const AllocTrace *trace = t->run.result->alloc[q->expr->id];
    for (size_t g = 0; g < trace->n_groups; g++) {
        const AllocGroup *group = &trace->group[g];
        const Rat *sum = group->unallocated;
        cr_assert_geq(rat_sign(sum), 0);
        for (size_t i = 0; i < group->n; i++) {
            sum = rat_add(pool, sum, value(t, "q", (int)group->row[i]));
        }
        cr_assert(rat_equal(sum, group->total), "%s", d->text.at);
    }
}

/* The rounded sum less the exact one, in the whole (area < 0) or one area. */
static const Rat *drift(const Drawn *d, const Trial *t, int area)
{
    RatPool *pool = t->work.pool;
    const Rat *sum = rat_int(pool, 0);
    for (int i = 0; i < d->n; i++) {
        if (area < 0 || d->area[i] == area) {
            sum = rat_add(pool, sum, rat_sub(pool, value(t, "r", i),
                                             value(t, "q", i)));
        }
    }
    return sum;
}

static void rounding_holds(const Drawn *d, const Trial *t)
{
    RatPool *pool = t->work.pool;
    const Def *r = program_find(t->run.program, "r");
    const Rounding *how = r->expr->round;
    const Rat *half = rat_div(pool, how->unit, rat_int(pool, 2));
    for (int i = 0; i < d->n; i++) {
        cr_assert(rat_is_whole(rat_div(pool, value(t, "r", i), how->unit)));
    }
    if (d->table) {
        for (int a = 0; a < AREAS; a++) {
            const Rat *sum = rat_int(pool, 0);
            for (int i = 0; i < d->n; i++) {
                if (d->area[i] == a) {
                    sum = rat_add(pool, sum, value(t, "r", i));
                }
            }
            cr_assert(rat_equal(sum, value(t, "ra", a)), "%s", d->text.at);
        }
    } else if (d->keeps) {
        for (int a = d->per ? 0 : -1; a < (d->per ? AREAS : 0); a++) {
            const Rat *off = rat_abs(pool, drift(d, t, a));
            cr_assert_leq(rat_cmp(off, half), 0, "%s", d->text.at);
        }
    } else {
        for (int i = 0; i < d->n; i++) {
            const Rat *off = rat_abs(pool, rat_sub(pool, value(t, "r", i),
                                                   value(t, "q", i)));
            cr_assert_lt(rat_cmp(off, how->unit), 0, "%s", d->text.at);
        }
    }
}

Test(exact_program, order_scale_and_sums, .timeout = 120)
{
    Drawn d = {.state = 88172645463325252ULL};
    int good = 0, tables = 0;
    for (int k = 0; k < CASES; k++) {
        Trial plain, mixed, scaled;
        Order o = {.scale = 1}, other = {.scale = 1};
        draw(&d);
        for (int i = 0; i < MOST; i++) {
            o.row[i] = i;
            o.area[i % AREAS] = i % AREAS;
            o.kind[i % KINDS] = i % KINDS;
        }
        shuffle(&d, other.row, d.n);
        shuffle(&d, other.area, AREAS);
        shuffle(&d, other.kind, KINDS);
        evaluate_in(&plain, &d, &o);
        evaluate_in(&mixed, &d, &other);
        same_amounts(&d, &plain, &mixed, other.row, "order");
        o.scale = 1 + (int)pick(&d, 1000);
        evaluate_in(&scaled, &d, &o);
        same_amounts(&d, &plain, &scaled, o.row, "scale");
        if (plain.ok) {
            limits_hold(&d, &plain);
            totals_hold(&d, &plain);
            rounding_holds(&d, &plain);
            good++;
            tables += d.table;
        }
        trial_end(&plain);
        trial_end(&mixed);
        trial_end(&scaled);
    }
    buf_free(&d.text);
    cr_assert_gt(good, CASES / 2, "%d of %d", good, CASES);
    cr_assert_gt(tables, CASES / 20, "%d tables", tables);
}

/* --- the same through files --- */

static void write_files(const Drawn *d, const Order *o)
{
    Buf a = {0}, kind = {0}, b = {0};
    buf_add(&a, "code,acap,aleast\n");
    buf_add(&kind, "code\n");
    buf_add(&b, "code,area,kind,key,cap,least,prio,x,f\n");
    for (int i = 0; i < AREAS; i++) {
        int k = o->area[i];
        buf_addf(&a, "A%d,%d,%d\n", k, d->acap[k], d->aleast[k]);
        buf_addf(&kind, "K%d\n", o->kind[i]);
    }
    for (int i = 0; i < d->n; i++) {
        int k = o->row[i];
        buf_addf(&b, "r%d,A%d,K%d,%d,%d,%d,%d,%d,%d\n", k, d->area[k],
                 d->kind[k], d->key[k], d->cap[k], d->least[k], d->prio[k],
                 d->x[k], d->f[k]);
    }
    trial_put("a.csv", a.at);
    trial_put("k.csv", kind.at);
    trial_put("b.csv", b.at);
    trial_put("f.formula", d->text.at);
    buf_free(&a);
    buf_free(&kind);
    buf_free(&b);
}

Test(exact_program, order_of_lines, .init = trial_enter, .fini = trial_leave,
     .timeout = 120)
{
    Drawn d = {.state = 362436069362436069ULL};
    trial_put("s.scenario",
              "scenario s\nformula \"f.formula\"\n"
              "table a from \"a.csv\" key code\n"
              "table kind from \"k.csv\" key code\n"
              "table b from \"b.csv\" key code in a by area in kind by kind\n"
              "data acap column acap\ndata aleast column aleast\n"
              "data key column key\ndata cap column cap\n"
              "data least column least\ndata prio column prio\n"
              "data x column x\ndata f column f\n");
    for (int k = 0; k < FILES; k++) {
        Trial plain, mixed;
        Order o = {.scale = 1};
        draw(&d);
        for (int i = 0; i < MOST; i++) {
            o.row[i] = i;
            o.area[i % AREAS] = i % AREAS;
            o.kind[i % KINDS] = i % KINDS;
        }
        write_files(&d, &o);
        trial_run(&plain, "s.scenario");
        shuffle(&d, o.row, d.n);
        shuffle(&d, o.area, AREAS);
        shuffle(&d, o.kind, KINDS);
        write_files(&d, &o);
        trial_run(&mixed, "s.scenario");
        same_amounts(&d, &plain, &mixed, o.row, "lines");
        trial_end(&plain);
        trial_end(&mixed);
    }
    buf_free(&d.text);
}
