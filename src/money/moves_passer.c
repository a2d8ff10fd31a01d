/* moves_passer.c - lines that pass whole numbers, in the order of the places. */
#include <math.h>

#include "money/moves_int.h"

/* Whole units up to here are counted. */
#define UNITS_MOST (INT64_C(1) << 53)

/* Doubles nearer to each other than this part of themselves are compared
 * exactly; each is within 2^-50 of what it stands for. */
#define NEAR 1e-14

/* ---- Passers ---- */

/* Whole numbers in place of the coefficients: times their denominators. */
static void set_line(Passer *p, const MoveLine *line)
{
    const Rat *part[4] = {line->add, line->times, line->den_add,
                          line->den_times};
    mpz_ptr to[4] = {p->a, p->b, p->c, p->d};
    mpz_t all;
    mpz_init_set_ui(all, 1);
    for (size_t i = 0; i < 4; i++)
        mpz_lcm(all, all, mpq_denref(part[i]->q));
    for (size_t i = 0; i < 4; i++) {
        mpz_divexact(to[i], all, mpq_denref(part[i]->q));
        mpz_mul(to[i], to[i], mpq_numref(part[i]->q));
    }
    mpz_clear(all);
}

const Rat *line_at(RatPool *pool, const MoveLine *line, const Rat *t)
{
    const Rat *den = rat_add(pool, line->den_add,
                             rat_mul(pool, line->den_times, t));
    if (rat_overflowed(pool) || rat_sign(den) == 0)
        return NULL;
    return rat_div(pool, rat_add(pool, line->add,
                                 rat_mul(pool, line->times, t)), den);
}

/* The sign of the derivative: that of b c - a d. */
static int way_of(const Passer *p)
{
    mpz_t x, y;
    mpz_inits(x, y, (mpz_ptr)NULL);
    mpz_mul(x, p->b, p->c);
    mpz_mul(y, p->a, p->d);
    int way = mpz_cmp(x, y);
    mpz_clears(x, y, (mpz_ptr)NULL);
    return (way > 0) - (way < 0);
}

int64_t moves_whole(Moves *m, const Rat *value)
{
    int64_t out = 0;
    if (!rat_to_int(value, &out) || out > UNITS_MOST || out < -UNITS_MOST)
        m->far = true;
    return out;
}

/* Where it is at its level: a + b t = level (c + d t). */
void passer_aim(Passer *p)
{
    mpz_mul_si(p->num, p->c, p->level);
    mpz_sub(p->num, p->num, p->a);
    mpz_mul_si(p->den, p->d, p->level);
    mpz_sub(p->den, p->b, p->den);
    if (mpz_sgn(p->den) < 0) {
        mpz_neg(p->num, p->num);
        mpz_neg(p->den, p->den);
    }
    p->t = mpz_get_d(p->num) / mpz_get_d(p->den);
}

/* Levels to pass, and the whole number just below what it is right after
 * from. */
int64_t passer_begin(Moves *m, Passer *p, const MoveLine *line)
{
    set_line(p, line);
    p->way = way_of(p);
    const Rat *from = line_at(m->pool, line, m->in->from);
    const Rat *to = line_at(m->pool, line, m->in->to);
    if (from == NULL || to == NULL) {
        m->far = true;
        return 0;
    }
    int64_t low = moves_whole(m, rat_floor(m->pool, from));
    if (p->way == 0)
        return low;
    if (p->way > 0) {
        p->level = low + 1;
        p->end = moves_whole(m, rat_ceil(m->pool, to));
        return low;
    }
    p->level = moves_whole(m, rat_ceil(m->pool, from)) - 1;
    p->end = moves_whole(m, rat_floor(m->pool, to));
    return p->level;
}

bool passer_is_left(const Passer *p)
{
    return p->way > 0 ? p->level < p->end : p->way < 0 && p->level > p->end;
}

uint64_t passer_n_left(const Passer *p)
{
    return passer_is_left(p) ? (uint64_t)((p->end - p->level) * p->way) : 0;
}

/* ---- The heap ---- */

int passer_cmp(const Passer *a, const Passer *b)
{
    double size = fmax(fabs(a->t), fabs(b->t));
    if (fabs(a->t - b->t) > NEAR * size)
        return a->t < b->t ? -1 : 1;
    mpz_t x, y;
    mpz_inits(x, y, (mpz_ptr)NULL);
    mpz_mul(x, a->num, b->den);
    mpz_mul(y, b->num, a->den);
    int order = mpz_cmp(x, y);
    mpz_clears(x, y, (mpz_ptr)NULL);
    return order;
}

static bool heap_less(const Moves *m, size_t i, size_t j)
{
    return passer_cmp(&m->passer[m->heap[i]], &m->passer[m->heap[j]]) < 0;
}

static void heap_swap(Moves *m, size_t i, size_t j)
{
    size_t t = m->heap[i];
    m->heap[i] = m->heap[j];
    m->heap[j] = t;
}

void moves_sink(Moves *m, size_t i)
{
    for (size_t child; (child = 2 * i + 1) < m->n_heap; i = child) {
        if (child + 1 < m->n_heap && heap_less(m, child + 1, child))
            child++;
        if (!heap_less(m, child, i))
            return;
        heap_swap(m, i, child);
    }
}

/* The one on top has passed: on to its next place. */
void moves_next(Moves *m)
{
    Passer *p = &m->passer[m->heap[0]];
    p->level += p->way;
    if (passer_is_left(p))
        passer_aim(p);
    else
        m->heap[0] = m->heap[--m->n_heap];
    moves_sink(m, 0);
}
