/* fast_near.c - rows next to a cut by largest remainder that short keys leave
 * open, most often for an exact tie: exact remainders of those few rows.
 *
 * The cut has named all rows that may be on either side of it, so how many of
 * them get one unit more is certain, and whole numbers say which ones.
 */
#include "fast/fast_int.h"

static bool is_fixed(const Fast *fast, int slot) {
    return fast->plan->slot[slot].kind == SLOT_FIXED;
}

/* Whatever the grid is made of is known by variant, or never varies. */
bool near_late(const Fast *fast, const Step *step, const StepPlan *p) {
    const Mix *m = &step->remainder->x;
    if (p->shares) {
        return p->shares->lazy && p->shares->early;
    }
    for (size_t j = 0; j < m->n; j++) {
        if (!is_fixed(fast, m->col[j])) {
            return false;
        }
    }
    return true;
}

/* A row and how it compares with others. */
typedef struct NearRow {
    int64_t rest;           /* remainder times den */
    int64_t amount;
    uint32_t rank, row;
} NearRow;

/* The larger remainder, then the larger amount unless a rule is given, then
 * the rank. */
static bool goes_first(const NearRow *a, const NearRow *b,
                       const RemainderGrid *grid) {
    if (a->rest != b->rest) {
        return a->rest > b->rest;
    }
    if (!grid->ties_to && a->amount != b->amount) {
        return a->amount > b->amount;
    }
    return a->rank < b->rank;
}

static uint64_t number_of(const RemainderGrid *grid, size_t k, size_t row) {
    uint64_t number = grid->add;
    for (size_t j = 0; j < k; j++) {
        number += grid->coef[j] * (uint64_t)grid->col[j][row];
    }
    return number;
}

/* In their order; false: a row is next to a whole number, and its floor may be
 * another. */
static bool order_rows(const RemainderGrid *grid, size_t k, size_t from,
                       const RemainderShort *task, NearRow *near) {
    for (size_t j = 0; j < task->n_near; j++) {
        uint32_t row = task->near[j];
        NearRow here = {.amount = task->amount[row], .row = row,
                        .rank = grid->rank[from + row]};
        size_t at = j;
        here.rest = (int64_t)(number_of(grid, k, from + row) -
                              (uint64_t)here.amount * (uint64_t)grid->den);
        if (here.rest < 0 || here.rest >= grid->den) {
            return false;
        }
        for (; at > 0 && goes_first(&here, &near[at - 1], grid); at--) {
            near[at] = near[at - 1];
        }
        near[at] = here;
    }
    return true;
}

static bool find_grid(Fast *fast, StepPlan *p, size_t group, size_t i,
                      const RemainderShort *task, RemainderGrid *grid) {
    LevelPlan *shares = p->shares;
    if (!shares) {
        return grid_of(fast, p, i, group, grid);
    }
    Poured *now = shares->poured;
    bends_back(shares, i);
    shares->only = task->near;
    shares->n_only = task->n_near;
    bool known = grid_of(fast, p, i, group, grid);
    shares->n_only = 0;
    shares->poured = now;
    return known;
}

bool near_settle(Fast *fast, const Step *step, StepPlan *p, size_t group,
                 size_t i, RemainderShort *task) {
    RemainderGrid grid;
    NearRow near[NEAR_MOST];
    if (task->n_near == 0 || !find_grid(fast, p, group, i, task, &grid) ||
        !order_rows(&grid, step->remainder->x.n,
                    step->remainder->group->start[group], task, near)) {
        return false;
    }
    for (size_t k = 0; k < task->chosen; k++) {
        task->amount[near[k].row]++;
    }
    return true;
}
