/* coverage.c - which operations ran on a fast path, and how often: a
 * generator that always falls back proves nothing. */
#include <stdio.h>
#include <string.h>

#include "oracle.h"

static const char *const step_word[] = {
#define X(name, text) text,
    STEPS(X)
#undef X
};

static const char *const expr_word[] = {
#define X(name, text) text,
    EXPRS(X)
#undef X
};

static const char *const agg_word[] = {
#define X(name, text) text,
    AGGREGATES(X)
#undef X
};

/* What one program's expressions say. */
typedef struct Walk {
    const Plan *plan;
    bool *seen, *varies;        /* by Expr.id */
    const char *word[WORDS_MAX];
    size_t n;
} Walk;

static void say(Walk *w, const char *word)
{
    for (size_t i = 0; i < w->n; i++) {
        if (strcmp(w->word[i], word) == 0) {
            return;
        }
    }
    if (w->n < WORDS_MAX) {
        w->word[w->n++] = word;
    }
}

static bool walk(Walk *w, const Expr *e);

static bool walk_def(Walk *w, const Def *def)
{
    for (size_t i = 0; i < w->plan->n_inputs; i++) {
        if (w->plan->input[i].def == def) {
            return true;
        }
    }
    return def->expr && walk(w, def->expr);
}

static void say_aggregate(Walk *w, const Agg *a)
{
    static const char *const where[] = {
        "sum where", "mean where", "count where", "smallest where",
        "largest where", "share where", "rank where"};
    say(w, agg_word[a->kind]);
    if (a->where) {
        say(w, where[a->kind]);
    }
    if (a->by_table >= 0 || a->by) {
        say(w, a->by ? "... by an expression" : "... by a table");
    }
}

static void say_allocate(Walk *w, const Alloc *a)
{
    say(w, alloc_rule_words(a->rule));
    const struct {
        bool there;
        const char *word;
    } clause[] = {{a->per >= 0, "allocate per"},
                  {a->where, "allocate where"},
                  {a->at_least, "allocate at least"},
                  {a->at_most, "allocate at most"},
                  {a->or_nothing, "allocate or nothing"},
                  {a->order, "allocate in order of"},
                  {a->summed >= 0, "allocate summed by"}};
    for (size_t i = 0; i < sizeof clause / sizeof *clause; i++) {
        if (clause[i].there) {
            say(w, clause[i].word);
        }
    }
}

static void say_round(Walk *w, const Rounding *r)
{
    say(w, round_method_words(r->method));
    if (r->per >= 0) {
        say(w, "round per");
    }
    if (r->ties) {
        say(w, "round ties to");
    }
    if (r->n_keeping > 0) {
        say(w, r->n_keeping == 2 ? "round keeping two" : "round keeping");
    }
    if (r->at_least || r->at_most) {
        say(w, "round within limits");
    }
}

static void say_expr(Walk *w, const Expr *e)
{
    if (e->agg) {
        say_aggregate(w, e->agg);
    } else if (e->alloc) {
        say_allocate(w, e->alloc);
    } else if (e->round) {
        say_round(w, e->round);
    } else if (e->kind != EXPR_DEF) {
        say(w, expr_word[e->kind]);
    }
}

static bool walk_list(Walk *w, Expr *const *e, size_t n)
{
    bool varies = false;
    for (size_t i = 0; i < n; i++) {
        varies = (e[i] && walk(w, e[i])) || varies;
    }
    return varies;
}

static bool walk_parts(Walk *w, const Expr *e)
{
    bool varies = walk_list(w, e->arg, e->n_args);
    if (e->agg) {
        Expr *part[] = {e->agg->arg, e->agg->where, e->agg->by,
                        e->agg->ties};
        varies = walk_list(w, part, 4) || varies;
    }
    if (e->alloc) {
        const Alloc *a = e->alloc;
        Expr *part[] = {a->total, a->by, a->where, a->at_least, a->at_most,
                        a->or_nothing, a->order, a->group_least,
                        a->group_most};
        varies = walk_list(w, part, 9) || varies;
    }
    if (e->round) {
        const Rounding *r = e->round;
        Expr *part[] = {r->keeping[0], r->keeping[1], r->at_least,
                        r->at_most, r->ties};
        varies = walk_list(w, part, 5) || varies;
    }
    return varies;
}

static bool walk(Walk *w, const Expr *e)
{
    if (w->seen[e->id]) {
        return w->varies[e->id];
    }
    w->seen[e->id] = true;
    bool varies = e->kind == EXPR_DEF ? walk_def(w, e->def)
                                      : walk_parts(w, e);
    if (varies) {
        say_expr(w, e);
    }
    return w->varies[e->id] = varies;
}

static void count(Covered *list, size_t *n, const char *word,
                  uint64_t variants, uint64_t fast)
{
    size_t i = 0;
    while (i < *n && strcmp(list[i].word, word) != 0) {
        i++;
    }
    if (i == *n) {
        if (*n == WORDS_MAX) {
            return;
        }
        list[(*n)++] = (Covered){.word = word};
    }
    list[i].variants += variants;
    list[i].fast += fast;
}

void coverage_add(Tally *t, const Plan *plan, uint64_t variants,
                  uint64_t fast)
{
    Arena *arena = arena_new();
    Walk w = {.plan = plan};
    bool there[STEP_KINDS] = {false};
    w.seen = ARENA_ARRAY(arena, bool, plan->program->n_exprs + 1);
    w.varies = ARENA_ARRAY(arena, bool, plan->program->n_exprs + 1);
    for (size_t i = 0; i < plan->n_outputs; i++) {
        walk(&w, plan->output[i].expr);
    }
    for (size_t i = 0; i < plan->program->n_requires; i++) {
        walk(&w, plan->program->require[i].expr);
    }
    for (size_t i = 0; i < w.n; i++) {
        count(t->word, &t->n_words, w.word[i], variants, fast);
    }
    for (size_t i = 0; i < plan->n_steps; i++) {
        there[plan->step[i].kind] = true;
    }
    for (int k = 0; k < STEP_KINDS; k++) {
        if (there[k]) {
            count(t->step, &t->n_steps, step_word[k], variants, fast);
        }
    }
    arena_free(arena);
}

static void print_list(const char *title, const Covered *list, size_t n)
{
    printf("%-28s %12s %7s\n", title, "scenarios", "fast");
    for (size_t i = 0; i < n; i++) {
        printf("  %-26s %12llu %5.1f %%\n", list[i].word,
               (unsigned long long)list[i].variants,
               100.0 * (double)list[i].fast / (double)list[i].variants);
    }
}

void coverage_print(const Tally *t)
{
    print_list("what varies in the formula", t->word, t->n_words);
    print_list("steps of the plan", t->step, t->n_steps);
}
