/* tipping_compare.c - one cell held against the next. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "study/tipping_int.h"

/* ---- Snapshots ---- */

static const char **texts_of(Arena *arena, const Course *course,
                             const Def *def, const CourseCell *cell)
{
    const MovingColumn *c = cell_column(course, cell, course_exact(def));
    if (c->at == NULL)
        return NULL;
    const char **out = ARENA_ARRAY(arena, const char *, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        bool yes = c->at[i].flag == TRUTH_YES;
        out[i] = def->type.kind == TYPE_FLAG ? (yes ? "true" : "false")
                                             : c->at[i].text;
    }
    return out;
}

static bool is_text(const Def *def)
{
    return def->type.kind == TYPE_TEXT || def->type.kind == TYPE_FLAG;
}

Snapshot *snapshot_new(const Tipper *t, const CourseCell *cell)
{
    Arena *arena = arena_new();
    Snapshot *s = ARENA_NEW(arena, Snapshot);
    s->arena = arena;
    if (cell->fault != NULL) {
        s->why = tip_reason(t->arena, t->program, cell->fault);
        return s;
    }
    s->choice = ARENA_ARRAY(arena, ChoiceColumn, t->program->n_exprs + 1);
    s->text = ARENA_ARRAY(arena, const char **, t->program->n_defs + 1);
    for (size_t i = 0; i < t->program->n_exprs; i++) {
        const ChoiceColumn *c = &cell->choice[i];
        if (c->at == NULL)
            continue;
        s->choice[i] = (ChoiceColumn){c->n, ARENA_ARRAY(arena, unsigned char,
                                                        c->n + 1)};
        memcpy(s->choice[i].at, c->at, c->n);
    }
    for (size_t i = 0; i < t->n_results; i++)
        if (is_text(t->result[i]))
            s->text[t->result[i]->id] = texts_of(arena, t->course, t->result[i], cell);
    return s;
}

void snapshot_free(Snapshot *s)
{
    if (s != NULL)
        arena_free(s->arena);
}

/* ---- Adding ---- */

void tip_add(Tipper *t, Tip tip)
{
    Tipping *out = t->out;
    if (out->tip.n >= TIPS_MAX) {
        t->many = true;
        return;
    }
    TipPoint *point = out->point.n > 0 ? &out->point.at[out->point.n - 1]
                                       : NULL;
    if (point == NULL || root_cmp(&t->polys, &point->at, &t->at) != 0) {
        point = VEC_ADD(t->arena, &out->point);
        *point = (TipPoint){.at = t->at, .first = out->tip.n};
    }
    point->n++;
    *VEC_ADD(t->arena, &out->tip) = tip;
}

/* Words before, at, and after a point: a tip unless all are the same. */
static void add_words(Tipper *t, Tip tip, const char *before,
                      const char *here, const char *after)
{
    bool same = strcmp(before, after) == 0;
    if (same && (here == NULL || strcmp(here, before) == 0))
        return;
    tip.before = before;
    tip.after = after;
    tip.here = same ? here : NULL;
    tip_add(t, tip);
}

/* ---- Ways taken ---- */

static TipKind kind_of(const Expr *e)
{
    return e->kind == EXPR_ALLOCATE ? TIP_STATE
           : e->kind == EXPR_IF     ? TIP_IF
                                    : TIP_CHOICE;
}

/* What it turns shows in the text itself. */
static bool shows_in_text(const Tipper *t, const Expr *e)
{
    const Def *def = t->def_of[e->id];
    return e->kind == EXPR_IF && def != NULL && def->kind == DEF_RESULT
           && is_text(def);
}

static void compare_choice(Tipper *t, const Expr *e, const ChoiceColumn *a,
                           const ChoiceColumn *here, const ChoiceColumn *b)
{
    bool whole = e->kind == EXPR_IF && a->n == 1;
    for (size_t i = 0; i < a->n; i++) {
        bool only = here != NULL && here->n == a->n;
        if (a->at[i] == b->at[i] && (!only || here->at[i] == a->at[i]))
            continue;
        Tip tip = {.kind = kind_of(e), .expr = e, .def = t->def_of[e->id],
                   .table = whole ? -1 : e->table, .row = i};
        add_words(t, tip, tip_word(t->arena, e, a->at[i]),
                  only ? tip_word(t->arena, e, here->at[i]) : NULL,
                  tip_word(t->arena, e, b->at[i]));
    }
}

static void compare_choices(Tipper *t, const Snapshot *a,
                            const Snapshot *here, const Snapshot *b)
{
    for (size_t i = 0; i < t->program->n_exprs; i++) {
        const ChoiceColumn *x = &a->choice[i], *y = &b->choice[i];
        const ChoiceColumn *h = here == NULL ? NULL : &here->choice[i];
        if (x->at == NULL || y->at == NULL || x->n != y->n)
            continue;
        if (!shows_in_text(t, t->expr[i]))
            compare_choice(t, t->expr[i], x,
                           h != NULL && h->at != NULL ? h : NULL, y);
    }
}

static void compare_texts(Tipper *t, const Snapshot *a, const Snapshot *here,
                          const Snapshot *b)
{
    for (size_t k = 0; k < t->n_results; k++) {
        const Def *def = t->result[k];
        const char **x = a->text[def->id], **y = b->text[def->id];
        const char **h = here == NULL ? NULL : here->text[def->id];
        size_t n = def->table < 0 ? 1 : t->data->table[def->table]->n;
        for (size_t i = 0; x != NULL && y != NULL && i < n; i++)
            add_words(t, (Tip){.kind = TIP_TEXT, .def = def,
                               .table = def->table, .row = i},
                      x[i], h == NULL ? NULL : h[i], y[i]);
    }
}

/* ---- Order ---- */

typedef struct Numbered {
    size_t before, after, row;
} Numbered;

static int by_before(const void *x, const void *y)
{
    const Numbered *a = x, *b = y;
    if (a->before != b->before)
        return a->before < b->before ? -1 : 1;
    if (a->after != b->after)
        return a->after < b->after ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static int by_after(const void *x, const void *y)
{
    const Numbered *a = x, *b = y;
    if (a->after != b->after)
        return a->after < b->after ? -1 : 1;
    return by_before(x, y);
}

static void add_pair(Tipper *t, TipKind kind, size_t row, size_t other,
                     size_t others)
{
    tip_add(t, (Tip){.kind = kind, .def = t->out->result,
                     .table = t->out->result->table, .row = row,
                     .other = other, .others = others});
}

/* Pairs among rows from .. to - 1, sorted by before, that change places. */
static void add_passes(Tipper *t, const Numbered *r, size_t from, size_t to)
{
    for (size_t i = from; i < to && !t->many; i++)
        for (size_t j = i + 1; j < to; j++)
            if (r[i].before < r[j].before && r[i].after > r[j].after)
                add_pair(t, TIP_RANK, r[j].row, r[i].row, 0);
}

/* Rows change places only within the shortest pieces that hold the same rows
 * before and after: such a piece ends where nobody below it comes to stand
 * above one of its rows. */
static void find_passes(Tipper *t, Arena *arena, const Numbered *r, size_t n)
{
    size_t *least = ARENA_ARRAY(arena, size_t, n + 1);
    size_t from = 0, most = 0;
    least[n] = SIZE_MAX;
    for (size_t i = n; i-- > 0;)
        least[i] = r[i].after < least[i + 1] ? r[i].after : least[i + 1];
    for (size_t i = 0; i < n; i++) {
        most = r[i].after > most ? r[i].after : most;
        if (most <= least[i + 1]) {
            add_passes(t, r, from, i + 1);
            from = i + 1;
        }
    }
}

static void add_tie(Tipper *t, const Numbered *row, const Numbered *other,
                    size_t others, bool apart)
{
    bool more = apart ? row->after < other->after
                      : row->before < other->before;
    const char *word = more ? tr("more") : tr_as("amount", "less");
    tip_add(t, (Tip){.kind = apart ? TIP_APART : TIP_TOGETHER,
                     .def = t->out->result, .table = t->out->result->table,
                     .row = row->row, .other = other->row, .others = others,
                     .before = apart ? tr("same") : word,
                     .after = apart ? word : tr("same")});
}

/* Those of one number on one side that have several on the other: all but the
 * largest part of them are told. */
static void find_ties(Tipper *t, const Numbered *r, size_t n, bool apart)
{
    for (size_t from = 0, to; from < n; from = to) {
        size_t best = from, size = 0;
        for (to = from; to < n && (apart ? r[to].before == r[from].before
                                         : r[to].after == r[from].after);)
            to++;
        for (size_t i = from, run; i < to; i += run) {
            for (run = 1; i + run < to
                          && (apart ? r[i + run].after == r[i].after
                                    : r[i + run].before == r[i].before);)
                run++;
            if (run > size) {
                best = i;
                size = run;
            }
        }
        for (size_t i = from; i < to; i++)
            if (i < best || i >= best + size)
                add_tie(t, &r[i], &r[best], size - 1, apart);
    }
}

/* Pairs with the same amount here, and one above the other on both sides. */
static void find_touches(Tipper *t, Numbered *r, size_t n,
                         const size_t *before, const size_t *after)
{
    qsort(r, n, sizeof *r, by_before);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && r[to].before == r[from].before;)
            to++;
        for (size_t i = from; i < to; i++)
            for (size_t j = from; j < to; j++) {
                size_t a = r[i].row, b = r[j].row;
                if (before[a] < before[b] && after[a] < after[b])
                    add_pair(t, TIP_TOUCH, a, b, 0);
            }
    }
}

/* here may be NULL: no fraction, where nothing touches but what passes. */
static void tips_rank(Tipper *t, const size_t *before, const size_t *here,
                      const size_t *after)
{
    const Def *result = t->out->result;
    size_t n = t->data->table[result->table]->n;
    Arena *arena = arena_new();
    Numbered *r = ARENA_ARRAY(arena, Numbered, n + 1);
    for (size_t i = 0; i < n; i++)
        r[i] = (Numbered){before[i], after[i], i};
    qsort(r, n, sizeof *r, by_before);
    find_passes(t, arena, r, n);
    find_ties(t, r, n, true);
    qsort(r, n, sizeof *r, by_after);
    find_ties(t, r, n, false);
    for (size_t i = 0; i < n && here != NULL; i++)
        r[i] = (Numbered){here[i], 0, i};
    if (here != NULL)
        find_touches(t, r, n, before, after);
    arena_free(arena);
}

/* ---- All ---- */

void tips_compare(Tipper *t, const Snapshot *a, const Snapshot *here,
                  const Snapshot *b)
{
    bool only = here != NULL && (here->why != NULL) != (a->why != NULL);
    if ((a->why != NULL) != (b->why != NULL)
        || (a->why != NULL && strcmp(a->why, b->why) != 0)) {
        tip_add(t, (Tip){.kind = TIP_RUN, .table = -1, .before = a->why,
                         .after = b->why});
    } else if (only) {
        tip_add(t, (Tip){.kind = TIP_RUN, .table = -1, .before = a->why,
                         .after = b->why,
                         .here = here->why != NULL ? here->why : ""});
    }
    /* Beside a stretch that cannot be computed the point itself still may. */
    here = here != NULL && here->why == NULL ? here : NULL;
    a = a->why != NULL && here != NULL ? here : a;
    b = b->why != NULL && here != NULL ? here : b;
    if (a->why != NULL || b->why != NULL)
        return;
    compare_choices(t, a, here, b);
    compare_texts(t, a, here, b);
    if (a->order != NULL && b->order != NULL)
        tips_rank(t, a->order, here != NULL ? here->order : NULL, b->order);
}
