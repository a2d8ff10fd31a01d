/* moves.c - what passes whole numbers, one place after the other. */
#include "base/mem.h"
#include "money/moves_int.h"

/* ---- Largest remainder ---- */

/* Does the row go before r where x_j - x_r is just the whole number k? */
static bool goes_before(const MovesIn *in, size_t j, int64_t k)
{
    int order = in->tie != NULL ? in->tie[j] : (k > 0) - (k < 0);
    return (order != 0 ? order : in->code[j]) > 0;
}

static int64_t amount_of(const Moves *m, int64_t own, int64_t others,
                         int64_t total)
{
    int64_t rows = (int64_t)m->in->n + 1;
    return own + (rows * own + others < total);
}

/* The total at level - 1/2, taken to the nearest whole number, halves away
 * from zero. */
static int64_t total_here(int64_t level)
{
    return level > 0 ? level : level - 1;
}

static void begin_others(Moves *m)
{
    const MovesIn *in = m->in;
    for (size_t j = 0; j < in->n; j++) {
        Passer *p = &m->passer[j];
        int64_t low = passer_begin(m, p, &in->other[j]);
        if (p->way != 0) {
            m->others += low + 1;
            continue;
        }
        const Rat *y = line_at(m->pool, &in->other[j], in->from);
        bool even = y != NULL && rat_is_whole(y);
        m->others += even ? low + goes_before(in, j, low) : low + 1;
    }
}

static void begin_total(Moves *m)
{
    const MovesIn *in = m->in;
    MoveLine half = in->total;
    RatPool *pool = m->pool;
    /* x + 1/2 */
    half.add = rat_add(pool, in->total.add,
                       rat_div(pool, in->total.den_add, rat_int(pool, 2)));
    half.times = rat_add(pool, in->total.times,
                         rat_div(pool, in->total.den_times,
                                 rat_int(pool, 2)));
    m->total = passer_begin(m, &m->passer[in->n + 1], &half);
    const Rat *at = line_at(pool, &in->total, in->from);
    if (m->passer[in->n + 1].way == 0 && at != NULL)
        m->total = moves_whole(m, rat_nearest(pool, at));
}

/* ---- The plain methods: x_r alone ---- */

/* Just below the whole number m, at it, and just above (down, up); the same
 * about m - 1/2 (nearest, half even). */
static void plain_about(RoundMethod method, int64_t m, Move *out)
{
    out->before = m - 1;
    out->after = m;
    switch ((int)method) {
    case ROUND_NEAREST:
        out->here = m > 0 ? m : m - 1;
        break;
    case ROUND_HALF_EVEN:
        out->here = m % 2 == 0 ? m : m - 1;
        break;
    case ROUND_DOWN:
        *out = m > 0 ? (Move){NULL, m - 1, m, m}
               : m < 0 ? (Move){NULL, m, m, m + 1} : (Move){NULL, 0, 0, 0};
        break;
    default:
        *out = m > 0 ? (Move){NULL, m, m, m + 1}
               : m < 0 ? (Move){NULL, m - 1, m, m} : (Move){NULL, -1, 0, 1};
        break;
    }
}

static bool by_halves(RoundMethod method)
{
    return method == ROUND_NEAREST || method == ROUND_HALF_EVEN;
}

static MoveLine own_line(Moves *m)
{
    MoveLine line = m->in->own;
    RatPool *pool = m->pool;
    if (!by_halves(m->in->method))
        return line;
    const Rat *two = rat_int(pool, 2);
    line.add = rat_add(pool, line.add, rat_div(pool, line.den_add, two));
    line.times = rat_add(pool, line.times,
                         rat_div(pool, line.den_times, two));
    return line;
}

/* The rounded amount between two whole numbers (or halves): low is the whole
 * number just below. */
static int64_t plain_between(RoundMethod method, int64_t low)
{
    Move about = {0};
    plain_about(method, low + 1, &about);
    return about.before;
}

/* That of an amount that does not move: away from zero, towards it, or to the
 * nearest. */
static int64_t plain_still(Moves *m, const Rat *x)
{
    RatPool *pool = m->pool;
    const Rat *down = rat_floor(pool, x), *up = rat_ceil(pool, x);
    bool positive = rat_sign(x) > 0;
    switch ((int)m->in->method) {
    case ROUND_DOWN: return moves_whole(m, positive ? down : up);
    case ROUND_UP: return moves_whole(m, positive ? up : down);
    case ROUND_HALF_EVEN:
        if (rat_equal(rat_sub(pool, x, down), rat_ratio(pool, 1, 2)))
            return moves_whole(m, rat_is_even(down) ? down : up);
        break;
    default: break;
    }
    return moves_whole(m, rat_nearest(pool, x));
}

/* ---- One place ---- */

typedef struct Now {
    int64_t own, others, total;
} Now;

/* What one passer makes of the state at its place and after it. */
static void pass(const Moves *m, const Passer *p, Now *here, Now *after)
{
    size_t n = m->in->n;
    int64_t k = p->level;
    if (p->which < n) {
        int64_t before = p->way > 0 ? k : k + 1;
        here->others += k + goes_before(m->in, p->which, k) - before;
        after->others += p->way;
    } else if (p->which == n) {
        here->own = k;
        after->own += p->way;
    } else {
        here->total = total_here(k);
        after->total += p->way;
    }
}

static const Rat *place_rat(RatPool *pool, const Passer *p)
{
    Rat *at = rat_new(pool);
    mpz_set(mpq_numref(at->q), p->num);
    mpz_set(mpq_denref(at->q), p->den);
    mpq_canonicalize(at->q);
    return rat_keep(pool, at);
}

/* All that pass at the next place, which m->place is set to. */
static Move take_place(Moves *m, uint64_t *places)
{
    Now now = {m->own, m->others, m->total}, here = now, after = now;
    const Passer *top = &m->passer[m->heap[0]];
    mpz_set(m->place.num, top->num);
    mpz_set(m->place.den, top->den);
    m->place.t = top->t;
    do {
        pass(m, &m->passer[m->heap[0]], &here, &after);
        moves_next(m);
        ++*places;
    } while (m->n_heap > 0
             && passer_cmp(&m->passer[m->heap[0]], &m->place) == 0);
    m->own = after.own;
    m->others = after.others;
    m->total = after.total;
    return (Move){.before = amount_of(m, now.own, now.others, now.total),
                  .here = amount_of(m, here.own, here.others, here.total),
                  .after = amount_of(m, after.own, after.others,
                                     after.total)};
}

static Move take_plain(Moves *m, uint64_t *places)
{
    const Passer *p = &m->passer[m->heap[0]];
    Move move = {0};
    mpz_set(m->place.num, p->num);
    mpz_set(m->place.den, p->den);
    plain_about(m->in->method, p->level, &move);
    if (p->way < 0) {
        int64_t t = move.before;
        move.before = move.after;
        move.after = t;
    }
    moves_next(m);
    ++*places;
    return move;
}

/* ---- All places ---- */

static void passer_init(Passer *p, size_t which)
{
    mpz_inits(p->a, p->b, p->c, p->d, p->num, p->den, (mpz_ptr)NULL);
    p->which = which;
}

static void passer_clear(Passer *p)
{
    mpz_clears(p->a, p->b, p->c, p->d, p->num, p->den, (mpz_ptr)NULL);
}

/* The rounded amount as things stand. */
static int64_t amount_now(Moves *m)
{
    if (m->in->method == ROUND_LARGEST_REMAINDER)
        return amount_of(m, m->own, m->others, m->total);
    const Rat *x = line_at(m->pool, &m->in->own, m->in->from);
    return m->passer[m->in->n].way == 0 && x != NULL
               ? plain_still(m, x)
               : plain_between(m->in->method, m->own);
}

static void begin_all(Moves *m)
{
    const MovesIn *in = m->in;
    MoveLine own = own_line(m);
    for (size_t i = 0; i < in->n + 2; i++)
        passer_init(&m->passer[i], i);
    passer_init(&m->place, 0);
    m->own = passer_begin(m, &m->passer[in->n], &own);
    if (in->method == ROUND_LARGEST_REMAINDER) {
        begin_others(m);
        begin_total(m);
    }
    for (size_t i = 0; i < in->n + 2 && !m->far; i++)
        if (passer_is_left(&m->passer[i])) {
            passer_aim(&m->passer[i]);
            m->heap[m->n_heap++] = i;
        }
    for (size_t i = m->n_heap / 2; i-- > 0;)
        moves_sink(m, i);
}

static void go_through(Moves *m, Arena *arena, size_t keep, uint64_t most,
                       MoveList *list, MovesOut *out)
{
    bool plain = m->in->method != ROUND_LARGEST_REMAINDER;
    uint64_t done = 0;
    while (m->n_heap > 0 && done < most) {
        Move move = plain ? take_plain(m, &done) : take_place(m, &done);
        if (move.before == move.here && move.here == move.after)
            continue;
        out->found++;
        if (plain)
            m->own = move.after;
        if (list->n < keep) {
            move.at = place_rat(m->pool, &m->place);
            *VEC_ADD(arena, list) = move;
        }
    }
    out->whole = m->n_heap == 0;
}

bool round_moves_known(RoundMethod method)
{
    return method <= ROUND_LARGEST_REMAINDER;
}

bool round_moves(RatPool *pool, Arena *arena, const MovesIn *in, size_t keep,
                 uint64_t most, MoveList *list, MovesOut *out)
{
    Moves m = {.pool = pool, .in = in};
    *out = (MovesOut){0};
    m.passer = mem_alloc(in->n + 2, sizeof *m.passer);
    m.heap = mem_alloc(in->n + 2, sizeof *m.heap);
    begin_all(&m);
    if (!m.far) {
        for (size_t i = 0; i < in->n + 2; i++)
            out->places += passer_n_left(&m.passer[i]);
        out->first = amount_now(&m);
        bool plain = in->method != ROUND_LARGEST_REMAINDER;
        go_through(&m, arena, keep, most, list, out);
        out->last = plain ? m.own : amount_now(&m);
        if (plain && out->found == 0)
            out->last = out->first;
    }
    for (size_t i = 0; i < in->n + 2; i++)
        passer_clear(&m.passer[i]);
    passer_clear(&m.place);
    mem_free(m.passer);
    mem_free(m.heap);
    return !m.far && !rat_overflowed(pool);
}
