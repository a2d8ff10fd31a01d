/* test_exact_property.c - the exact evaluator against fractions of our own.
 *
 * Generated expressions are written as text and, apart from the engine,
 * worked out here with 128-bit fractions that know nothing of GMP. Cases
 * whose fractions outgrow 62 bits are left out and counted.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "exact/exact.h"

enum { ROWS = 7, GROUPS = 3, CASES = 4000 };

__extension__ typedef __int128 Wide;

typedef struct Frac {
    Wide n, d;
} Frac;

typedef struct Case {
    unsigned long long state;   /* of the generator */
    bool grown;                 /* a fraction outgrew its bits */
    Buf text;
    long x[ROWS], y[ROWS];
    int group[ROWS];
} Case;

typedef struct Col {
    Frac at[ROWS];
} Col;

/* xorshift64*: Marsaglia 2003, Vigna 2016. */
static unsigned pick(Case *c, unsigned below)
{
    c->state ^= c->state >> 12;
    c->state ^= c->state << 25;
    c->state ^= c->state >> 27;
    return (unsigned)((c->state * 2685821657736338717ULL) >> 33) % below;
}

static Frac make(Case *c, Wide n, Wide d)
{
    Wide a = n < 0 ? -n : n, b = d;
    while (b != 0) {
        Wide t = a % b;
        a = b;
        b = t;
    }
    if (a > 1) {
        n /= a;
        d /= a;
    }
    Wide most = (Wide)1 << 62;
    if (n > most || -n > most || d > most) {
        c->grown = true;
        return (Frac){0, 1};
    }
    return (Frac){n, d};
}

static Frac add(Case *c, Frac a, Frac b)
{
    return make(c, a.n * b.d + b.n * a.d, a.d * b.d);
}

static Frac mul(Case *c, Frac a, Frac b)
{
    return make(c, a.n * b.n, a.d * b.d);
}

static Frac neg(Frac a)
{
    return (Frac){-a.n, a.d};
}

static Frac quotient(Case *c, Frac a, Frac b)
{
    return b.n < 0 ? make(c, -a.n * b.d, a.d * -b.n)
                   : make(c, a.n * b.d, a.d * b.n);
}

static int cmp(Frac a, Frac b)
{
    Wide l = a.n * b.d, r = b.n * a.d;
    return (l > r) - (l < r);
}

static Frac down(Frac a)
{
    Wide q = a.n / a.d;
    return (Frac){q - (a.n % a.d < 0), 1};
}

static Col build(Case *c, int depth);

static Col leaf(Case *c)
{
    Col col;
    unsigned kind = pick(c, 3);
    long k = (long)pick(c, 19) - 9;
    if (kind == 2) {
        buf_addf(&c->text, k < 0 ? "(-%ld)" : "%ld", labs(k));
    } else {
        buf_add(&c->text, kind ? "y" : "x");
    }
    for (int i = 0; i < ROWS; i++) {
        long v = kind == 2 ? k : kind == 1 ? c->y[i] : c->x[i];
        col.at[i] = (Frac){v, 1};
    }
    return col;
}

static Col binary(Case *c, int depth)
{
    static const char *const sign[] = {" + ", " - ", " * ", " / "};
    unsigned op = pick(c, 4);
    buf_add(&c->text, "(");
    Col a = build(c, depth - 1), b;
    buf_add(&c->text, sign[op]);
    if (op == 3) {
        buf_add(&c->text, "(1 + abs(");
    }
    b = build(c, depth - 1);
    buf_add(&c->text, op == 3 ? ")))" : ")");
    for (int i = 0; i < ROWS; i++) {
        Frac r = b.at[i];
        if (op == 3) {
            r = add(c, (Frac){1, 1}, r.n < 0 ? neg(r) : r);
        }
        a.at[i] = op == 0   ? add(c, a.at[i], r)
                  : op == 1 ? add(c, a.at[i], neg(r))
                  : op == 2 ? mul(c, a.at[i], r)
                            : quotient(c, a.at[i], r);
    }
    return a;
}

static Col function(Case *c, int depth)
{
    static const char *const name[] = {"min", "max", "abs", "floor", "ceil"};
    unsigned f = pick(c, 5);
    buf_addf(&c->text, "%s(", name[f]);
    Col a = build(c, depth - 1), b = a;
    if (f < 2) {
        buf_add(&c->text, ", ");
        b = build(c, depth - 1);
    }
    buf_add(&c->text, ")");
    for (int i = 0; i < ROWS; i++) {
        Frac v = a.at[i];
        int order = cmp(v, b.at[i]);
        a.at[i] = f == 0   ? (order < 0 ? v : b.at[i])
                  : f == 1 ? (order > 0 ? v : b.at[i])
                  : f == 2 ? (v.n < 0 ? neg(v) : v)
                  : f == 3 ? down(v)
                           : neg(down(neg(v)));
    }
    return a;
}

static Col choice(Case *c, int depth)
{
    buf_add(&c->text, "(if ");
    Col l = build(c, depth - 1);
    buf_add(&c->text, " < ");
    Col r = build(c, depth - 1);
    buf_add(&c->text, " then ");
    Col a = build(c, depth - 1);
    buf_add(&c->text, " else ");
    Col b = build(c, depth - 1);
    buf_add(&c->text, ")");
    for (int i = 0; i < ROWS; i++) {
        if (cmp(l.at[i], r.at[i]) >= 0) {
            a.at[i] = b.at[i];
        }
    }
    return a;
}

/* sum and largest over all rows or the rows of the same group; `per unit`
 * makes single values columns. */
static Col aggregate(Case *c, int depth)
{
    unsigned kind = pick(c, 3), by = pick(c, 2);
    static const char *const name[] = {"sum", "largest", "mean"};
    buf_addf(&c->text, "%s(0 * x + ", name[kind]);
    Col a = build(c, depth - 1), out;
    buf_add(&c->text, by ? " by area)" : ")");
    for (int i = 0; i < ROWS; i++) {
        Frac sum = {0, 1}, best = {0, 1};
        int n = 0;
        for (int k = 0; k < ROWS; k++) {
            if (by && c->group[k] != c->group[i]) {
                continue;
            }
            best = n++ == 0 || cmp(a.at[k], best) > 0 ? a.at[k] : best;
            sum = add(c, sum, a.at[k]);
        }
        out.at[i] = kind == 0   ? sum
                    : kind == 1 ? best
                                : quotient(c, sum, (Frac){n, 1});
    }
    return out;
}

static Col build(Case *c, int depth)
{
    unsigned kind = depth == 0 ? 0 : pick(c, 6);
    switch (kind) {
    case 1: case 2: return binary(c, depth);
    case 3: return function(c, depth);
    case 4: return choice(c, depth);
    case 5: return aggregate(c, depth);
    default: return leaf(c);
    }
}

static Table *table(Arena *arena, const char *prefix, size_t n)
{
    Table *t = ARENA_NEW(arena, Table);
    t->name = prefix;
    t->n = n;
    t->code = ARENA_ARRAY(arena, const char *, n);
    t->label = t->code;
    for (size_t i = 0; i < n; i++) {
        t->code[i] = arena_format(arena, "%s%zu", prefix, i);
    }
    return t;
}

static DataColumn *column(Arena *arena, RatPool *pool, const long *v)
{
    DataColumn *c = ARENA_NEW(arena, DataColumn);
    c->n = ROWS;
    c->at = ARENA_ARRAY(arena, Datum, ROWS);
    c->origin = ARENA_NEW(arena, Origin);
    c->n_origins = 1;
    for (int i = 0; i < ROWS; i++) {
        c->at[i].num = rat_int(pool, v[i]);
    }
    return c;
}

/* The engine's value of `r` compared with `want`. */
static void compare(Case *c, const Col *want, const char *formula)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    Diags *diags = diags_new(arena);
    Tokens tokens;
    lex(arena, source_make(arena, "t", formula, strlen(formula)), diags,
        &tokens);
    Ast *ast = parse(arena, &tokens, diags);
    Program *p = check(arena, pool, ast, NULL, NULL, 0, diags);
    Buf said = {0};
    diags_render(diags, &said);
    cr_assert_not_null(p, "%s\n%s", formula, said.at);
    Dataset data = {.table = ARENA_ARRAY(arena, Table *, 2),
                    .column = ARENA_ARRAY(arena, DataColumn *, p->n_defs)};
    data.table[0] = table(arena, "area", GROUPS);
    data.table[1] = table(arena, "unit", ROWS);
    data.table[1]->n_links = 1;
    data.table[1]->link = ARENA_NEW(arena, TableLink);
    data.table[1]->link[0].row = ARENA_ARRAY(arena, size_t, ROWS);
    for (int i = 0; i < ROWS; i++) {
        data.table[1]->link[0].row[i] = (size_t)c->group[i];
    }
    data.column[program_find(p, "x")->id] = column(arena, pool, c->x);
    data.column[program_find(p, "y")->id] = column(arena, pool, c->y);
    Result *r = evaluate(arena, pool, p, &data, diags);
    diags_render(diags, &said);
    cr_assert_not_null(r, "%s\n%s", formula, said.at);
    const Column *got = result_column(r, program_find(p, "r"));
    for (int i = 0; i < ROWS; i++) {
        const Rat *w = rat_ratio(pool, (int64_t)want->at[i].n,
                                 (int64_t)want->at[i].d);
        cr_assert(rat_equal(got->at[i].num, w), "%s\nrow %d: %s, not %s",
                  formula, i, rat_text(arena, got->at[i].num),
                  rat_text(arena, w));
    }
    buf_free(&said);
    rat_pool_free(pool);
    arena_free(arena);
}

Test(exact_property, expressions_equal_fractions)
{
    Case c = {.state = 88172645463325252ULL};
    int compared = 0;
    for (int k = 0; k < CASES; k++) {
        c.grown = false;
        buf_add(&c.text, "formula t\ntable area\ntable unit in area\n"
                         "data x : number per unit\n"
                         "data y : number per unit\nresult r = 0 * x + ");
        for (int i = 0; i < ROWS; i++) {
            c.x[i] = (long)pick(&c, 41) - 20;
            c.y[i] = (long)pick(&c, 1000000);
            c.group[i] = (int)pick(&c, GROUPS);
        }
        Col want = build(&c, 4);
        buf_add(&c.text, "\n");
        if (!c.grown) {
            compare(&c, &want, c.text.at);
            compared++;
        }
        buf_free(&c.text);
    }
    cr_assert_gt(compared, CASES / 2, "%d of %d compared", compared, CASES);
}
