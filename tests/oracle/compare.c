/* compare.c - every variant by every table of lanes and by the exact
 * evaluator. */
#include <pthread.h>
#include <string.h>

#include "oracle.h"

/* One table of lanes at work; in a thread of its own if asked. */
typedef struct Look {
    const World *world;
    const Trial *trial;
    const Lanes *lanes;
    Dice dice;
    FastCounts counts;
    Buf said;               /* a difference, or nothing */
} Look;

static Batch batch_like(Arena *arena, const Plan *plan, const Batch *b)
{
    Batch out = *b;
    out.out = ARENA_ARRAY(arena, int64_t *, plan->n_outputs + 1);
    out.reason = ARENA_ARRAY(arena, const char *, b->n + 1);
    for (size_t k = 0; k < plan->n_outputs; k++) {
        out.out[k] = ARENA_ARRAY(arena, int64_t,
                                 b->n * plan->output[k].n + 1);
    }
    return out;
}

/* Variants from .. from + n - 1; amounts of `unwanted` are not asked for. */
static void run_block(Arena *arena, Fast *fast, const Trial *t,
                      const Batch *b, size_t from, size_t n, bool again,
                      size_t unwanted)
{
    const double *input[PLAN_INPUTS_MAX];
    const Plan *plan = t->plan;
    int64_t **out = ARENA_ARRAY(arena, int64_t *, plan->n_outputs + 1);
    for (size_t k = 0; k < t->n_inputs; k++) {
        input[k] = b->value[k] + from * t->rows[k];
    }
    for (size_t k = 0; k < plan->n_outputs; k++) {
        out[k] = k == unwanted ? NULL
                               : b->out[k] + from * plan->output[k].n;
    }
    Block block = {n, input, out, b->reason + from};
    if (again) {
        fast_again(fast, &block, b->changed[from]);
    } else {
        fast_run(fast, &block);
    }
    for (size_t i = from; i < from + n; i++) {
        if (b->reason[i]) {
            b->reason[i] = arena_string(arena, b->reason[i]);
        }
    }
}

/* --- differences --- */

static void begin(Look *l, const Batch *want, size_t v)
{
    buf_addf(&l->said, "lanes %s, %s, variant %zu: ", l->lanes->name,
             want->changed ? "fast_again" : "fast_run", v);
}

static bool differs_in_reason(Look *l, const Batch *want, const Batch *got,
                              size_t v)
{
    const char *a = want->reason[v], *b = got->reason[v];
    if ((!a && !b) || (a && b && strcmp(a, b) == 0)) {
        return false;
    }
    begin(l, want, v);
    buf_addf(&l->said, "reason\n  exact: %s\n  fast:  %s\n", a ? a : "-",
             b ? b : "-");
    return true;
}

static bool differs_in_amount(Look *l, const Batch *want, const Batch *got,
                              size_t v, size_t k)
{
    const Output *o = &l->trial->plan->output[k];
    for (size_t i = 0; i < o->n; i++) {
        int64_t a = want->out[k][v * o->n + i];
        int64_t b = got->out[k][v * o->n + i];
        if (a != b) {
            begin(l, want, v);
            buf_addf(&l->said, "%s, row %zu\n  exact: %lld\n  fast:  %lld\n",
                     o->name ? o->name : "(report)", i, (long long)a,
                     (long long)b);
            return true;
        }
    }
    return false;
}

static bool differ(Look *l, const Batch *want, const Batch *got, size_t from,
                   size_t n, size_t unwanted)
{
    for (size_t v = from; v < from + n; v++) {
        bool bad = differs_in_reason(l, want, got, v);
        for (size_t k = 0; k < l->trial->plan->n_outputs && !bad; k++) {
            bad = k != unwanted && differs_in_amount(l, want, got, v, k);
        }
        if (bad) {
            show_trial(l->world, l->trial, want, v, &l->said);
            return true;
        }
    }
    return false;
}

/* --- one table of lanes --- */

static bool look_over(Look *l, Arena *arena, Fast *fast, const Batch *want)
{
    Batch got = batch_like(arena, l->trial->plan, want);
    for (size_t from = 0; from < want->n;) {
        size_t n = want->changed               ? 1
                   : dice_chance(&l->dice, 30) ? FAST_BLOCK
                                 : 1 + dice_pick(&l->dice, FAST_BLOCK);
        size_t unwanted = dice_pick(&l->dice, 20);
        n = n > want->n - from ? want->n - from : n;
        run_block(arena, fast, l->trial, &got, from, n,
                  want->changed != NULL, unwanted);
        if (differ(l, want, &got, from, n, unwanted)) {
            return false;
        }
        from += n;
    }
    return true;
}

static void *look(void *at)
{
    Look *l = at;
    Arena *arena = arena_new();
    Fast *fast = fast_new(l->trial->plan, l->lanes, false);
    bool same = look_over(l, arena, fast, &l->trial->any);
    l->counts = fast_counts(fast);
    fast_free(fast);
    if (same) {
        fast = fast_new(l->trial->plan, l->lanes, false);
        look_over(l, arena, fast, &l->trial->turn);
        fast_free(fast);
    }
    arena_free(arena);
    return NULL;
}

static void look_all(Look *all, size_t n, bool threads)
{
    pthread_t thread[8];
    for (size_t i = 0; i < n; i++) {
        if (!threads || pthread_create(&thread[i], NULL, look, &all[i])) {
            look(&all[i]);
        }
    }
    for (size_t i = 0; threads && i < n; i++) {
        pthread_join(thread[i], NULL);
    }
}

/* --- the exact side, and who judges it --- */

static void work_out(World *w, Trial *t, Batch *b)
{
    Fast *exact = fast_new(t->plan, NULL, true);
    *b = batch_like(w->arena, t->plan, b);
    for (size_t from = 0; from < b->n;) {
        size_t n = from == 0 ? 4 : FAST_BLOCK;
        n = n < b->n - from ? n : b->n - from;
        run_block(w->arena, exact, t, b, from, n, false, SIZE_MAX);
        if (from == 0 && fast_counts(exact).infeasible == n) {
            trial_shorten(t, 4);    /* most likely nothing is feasible */
        }
        from += n;
    }
    fast_free(exact);
}

/* A report figure, in millionths, that 64 bits do not count. */
static bool is_too_long(const char *reason)
{
    return reason && strstr(reason, "more than 18 digits");
}

static bool judge(World *w, const Trial *t, Tally *tally, Buf *said)
{
    int64_t *want = ARENA_ARRAY(w->arena, int64_t, w->rows + 1);
    size_t k = t->plan->n_outputs - 1;      /* r1 is the only result */
    for (size_t v = 0; v < t->any.n; v++) {
        if (is_too_long(t->any.reason[v]) ||
            !reference_amounts(w, t, v, want)) {
            continue;
        }
        const int64_t *got = t->any.out[k] + v * w->rows;
        tally->judged++;
        if (t->any.reason[v] ||
            memcmp(got, want, w->rows * sizeof *got) != 0) {
            buf_addf(said, "the exact evaluator differs from the reference "
                     "in variant %zu (%s)\n", v,
                     t->any.reason[v] ? t->any.reason[v] : "amounts");
            for (size_t i = 0; i < w->rows; i++) {
                buf_addf(said, "  %lld %lld\n", (long long)want[i],
                         (long long)got[i]);
            }
            show_trial(w, t, &t->any, v, said);
            return false;
        }
    }
    return true;
}

/* --- all --- */

static void tally_add(Tally *tally, const Trial *t, const Look *l, size_t n)
{
    FastCounts c = l->counts;
    tally->variants += c.variants;
    tally->infeasible += c.infeasible;
    tally->on_grid += c.on_grid;
    tally->exactly += c.exactly;
    tally->compared += n * (t->any.n + t->turn.n);
    tally->whole_exactly += t->plan->exactly != NULL;
    coverage_add(tally, t->plan, c.variants, c.variants - c.exactly);
}

static bool tell(Look *all, size_t n, Buf *said)
{
    for (size_t i = 0; i < n; i++) {
        if (all[i].said.n > 0 && said->n == 0) {
            buf_add(said, all[i].said.at);
        }
        buf_free(&all[i].said);
    }
    return said->n == 0;
}

bool compare_trial(const Options *o, World *w, Trial *t, Tally *tally,
                   Buf *said)
{
    Look look_at[8] = {0};
    size_t n_lanes, n = 0;
    const Lanes *const *lanes = lanes_all(&n_lanes);
    for (size_t i = 0; i < n_lanes && n < 8; i++) {
        if (!o->lanes || strcmp(o->lanes, lanes[i]->name) == 0) {
            look_at[n++] = (Look){.world = w, .trial = t, .lanes = lanes[i],
                                  .dice.state = dice_word(&w->dice)};
        }
    }
    work_out(w, t, &t->any);
    work_out(w, t, &t->turn);
    if (w->judged >= 0 && !judge(w, t, tally, said)) {
        return false;
    }
    look_all(look_at, n, o->threads);
    if (n > 0) {
        tally_add(tally, t, &look_at[0], n);
    }
    return tell(look_at, n, said);
}
