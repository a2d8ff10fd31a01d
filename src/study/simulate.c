/* simulate.c - rows of a simulation, counted. */
#include "study/simulate.h"

#include <pthread.h>
#include <string.h>

#include "base/mem.h"

/* Makes what the limits are counted in the unit of the amounts. */
typedef struct LimitScale {
    int64_t times, over;    /* limit in units of the amount: * times / over */
    int64_t base, limit;    /* base and limit to a common unit first */
} LimitScale;

struct SimPart {
    const Simulation *sim;
    pthread_mutex_t lock;   /* of all that follows */
    Arena *arena;           /* of what is counted, emptied with it */
    Tally *amounts, *figures;
    SimCounts counts;
    bool good;
    uint8_t *state;         /* of one block's amounts */
    int64_t *amount, *figure;   /* of one block's feasible rows, closed up */
    LimitScale floor, ceiling;
};

/* ---- Limits ---- */

static bool scale_of(RatPool *pool, const Simulation *sim,
                     const SimLimit *limit, LimitScale *out)
{
    const Output *output = sim->sweep->plan->output;
    const Rat *own = output[sim->amount].unit;
    const Rat *base = limit->base < 0 ? NULL : output[limit->base].unit;
    const Rat *part = limit->limit < 0 ? NULL : output[limit->limit].unit;
    *out = (LimitScale){0};
    if (!limit->known)
        return false;
    const Rat *common = base == NULL ? part : part == NULL ? base
                                            : rat_min(base, part);
    return (base == NULL
            || rat_to_int(rat_div(pool, base, common), &out->base))
           && (part == NULL
               || rat_to_int(rat_div(pool, part, common), &out->limit))
           && rat_parts(rat_div(pool, common, own), &out->times, &out->over);
}

/* A limit in units of the amount, taken up or down to a whole one. Limits too
 * large for that are out of reach. */
static bool limit_units(const LimitScale *s, int64_t base, int64_t limit,
                        bool up, int64_t *out)
{
    int64_t n, more;
    if (__builtin_mul_overflow(base, s->base, &n)
        || __builtin_mul_overflow(limit, s->limit, &more)
        || __builtin_add_overflow(n, more, &n)
        || __builtin_mul_overflow(n, s->times, &n))
        return false;
    if (s->over == 1) {
        *out = n;
        return true;
    }
    int64_t floored = n / s->over - (n % s->over < 0);
    *out = floored + (up && n % s->over != 0);
    return true;
}

/* One block's worth of a limit's output: rows from `at` on, and how far to
 * step from one recipient to the next (0: one value for all). */
typedef struct LimitRow {
    const int64_t *at;
    size_t step;
} LimitRow;

static LimitRow limit_row(const SweepRows *rows, const Plan *plan, int output,
                          size_t i)
{
    static const int64_t zero = 0;
    if (output < 0)
        return (LimitRow){&zero, 0};
    size_t n = plan->output[output].n;
    return (LimitRow){rows->out[output] + i * n,
                      plan->output[output].table >= 0};
}

/* At the floor: to the unit of the amounts, no more than it; at the ceiling:
 * no less. */
static void mark_all(const int64_t *amount, size_t n, int64_t limit,
                     bool floor, uint8_t bit, uint8_t *state)
{
    for (size_t r = 0; r < n; r++)
        state[r] |= (floor ? amount[r] <= limit : amount[r] >= limit) ? bit
                                                                      : 0;
}

static void mark(const SimPart *part, const SweepRows *rows, size_t i,
                 const SimLimit *limit, const LimitScale *scale,
                 uint8_t bit, uint8_t *state)
{
    const Simulation *sim = part->sim;
    const Plan *plan = sim->sweep->plan;
    if (scale->over == 0)
        return;
    const int64_t *amount = rows->out[sim->amount] + i * sim->n_rows;
    LimitRow base = limit_row(rows, plan, limit->base, i);
    LimitRow own = limit_row(rows, plan, limit->limit, i);
    bool floor = bit == TALLY_AT_FLOOR;
    bool one = base.step == 0 && own.step == 0;
    size_t step = one ? sim->n_rows : 1;
    for (size_t r = 0; r < sim->n_rows; r += step) {
        int64_t at;
        if (limit_units(scale, base.at[r * base.step], own.at[r * own.step],
                        floor, &at))
            mark_all(amount + r, step, at, floor, bit, state + r);
    }
}

/* ---- Parts ---- */

static size_t n_whys(const SimPart *part)
{
    return part->sim->sweep->plan->n_reasons + 1;
}

/* Empty, in an arena of their own. */
static void counts_new(SimPart *part)
{
    const Simulation *sim = part->sim;
    part->arena = arena_new();
    part->counts = (SimCounts){
        .why = ARENA_ARRAY(part->arena, uint64_t, n_whys(part))};
    part->amounts = sim->n_rows == 0 ? NULL
                                     : tally_new(part->arena, sim->n_rows,
                                                 sim->reference);
    part->figures = sim->sweep->n_figures == 0
                        ? NULL
                        : tally_new(part->arena, sim->sweep->n_figures,
                                    sim->figure_reference);
}

SimPart *sim_part_new(const Simulation *sim)
{
    SimPart *part = mem_alloc(1, sizeof *part);
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    part->sim = sim;
    pthread_mutex_init(&part->lock, NULL);
    part->good = true;
    part->state = mem_alloc(sim->sweep->block * sim->n_rows + 1, 1);
    part->amount = mem_alloc(sim->sweep->block * sim->n_rows + 1,
                             sizeof *part->amount);
    part->figure = mem_alloc(sim->sweep->block * sim->sweep->n_figures + 1,
                             sizeof *part->figure);
    if (sim->result != NULL) {
        if (!scale_of(pool, sim, &sim->floor, &part->floor))
            part->floor.over = 0;
        if (!scale_of(pool, sim, &sim->ceiling, &part->ceiling))
            part->ceiling.over = 0;
    }
    rat_pool_free(pool);
    counts_new(part);
    return part;
}

void sim_part_free(SimPart *part)
{
    if (part == NULL)
        return;
    arena_free(part->arena);
    pthread_mutex_destroy(&part->lock);
    mem_free(part->state);
    mem_free(part->amount);
    mem_free(part->figure);
    mem_free(part);
}

void sim_part_empty(SimPart *part)
{
    arena_free(part->arena);
    counts_new(part);
}

/* ---- Rows ---- */

/* Closes up row i of the block as feasible row n. */
static void take_row(SimPart *part, const SweepRows *rows, size_t i, size_t n)
{
    const Simulation *sim = part->sim;
    size_t figures = sim->sweep->n_figures, width = sim->n_rows;
    for (size_t k = 0; k < figures; k++)
        part->figure[n * figures + k] = sim_scaled(rows->out[k][i],
                                                   sim->figure_scale[k]);
    if (width == 0)
        return;
    uint8_t *state = part->state + n * width;
    int64_t *amount = part->amount + n * width;
    memcpy(amount, rows->out[sim->amount] + i * width,
           width * sizeof *amount);
    for (size_t r = 0; sim->scale > 1 && r < width; r++)
        amount[r] = sim_scaled(amount[r], sim->scale);
    memset(state, 0, width);
    mark(part, rows, i, &sim->floor, &part->floor, TALLY_AT_FLOOR, state);
    mark(part, rows, i, &sim->ceiling, &part->ceiling, TALLY_AT_CEILING,
         state);
}

static bool add_rows(SimPart *part, const SweepRows *rows)
{
    const Plan *plan = part->sim->sweep->plan;
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->reason[i] == NULL)
            take_row(part, rows, i, n++);
        else
            part->counts.why[sweep_reason(plan, rows->reason[i])]++;
    part->counts.rows += rows->n;
    part->counts.infeasible += rows->n - n;
    part->counts.cut += rows->cut;
    return (part->amounts == NULL || n == 0
            || tally_add(part->amounts, n, part->amount, part->state))
           && (part->figures == NULL || n == 0
               || tally_add(part->figures, n, part->figure, NULL));
}

bool sim_part_rows(SimPart *part, const SweepRows *rows)
{
    pthread_mutex_lock(&part->lock);
    bool good = part->good = part->good && add_rows(part, rows);
    pthread_mutex_unlock(&part->lock);
    return good;
}

bool sim_part_good(const SimPart *part)
{
    return part->good;
}

bool sim_part_merge(SimPart *into, SimPart *from)
{
    into->good = into->good && from->good
                 && (into->amounts == NULL
                     || tally_merge(into->amounts, from->amounts))
                 && (into->figures == NULL
                     || tally_merge(into->figures, from->figures));
    into->counts.rows += from->counts.rows;
    into->counts.infeasible += from->counts.infeasible;
    into->counts.cut += from->counts.cut;
    for (size_t i = 0; i < n_whys(into); i++)
        into->counts.why[i] += from->counts.why[i];
    sim_part_empty(from);
    return into->good;
}

/* ---- Bytes ---- */

static void save_number(uint64_t number, Buf *out)
{
    for (int i = 0; i < 64; i += 8)
        buf_add_char(out, (char)(number >> i & 255));
}

static uint64_t load_number(const char *at)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number |= (uint64_t)(unsigned char)at[i] << 8 * i;
    return number;
}

/* What is counted of all rows; how many bytes the amounts take; the amounts;
 * the figures. */
void sim_part_save(const SimPart *part, Buf *out)
{
    Buf amounts = {0};
    if (part->amounts != NULL)
        tally_save(part->amounts, &amounts);
    save_number(part->counts.rows, out);
    save_number(part->counts.infeasible, out);
    save_number(part->counts.cut, out);
    for (size_t i = 0; i < n_whys(part); i++)
        save_number(part->counts.why[i], out);
    save_number(amounts.n, out);
    if (amounts.n > 0)
        buf_add_n(out, amounts.at, amounts.n);
    buf_free(&amounts);
    if (part->figures != NULL)
        tally_save(part->figures, out);
}

bool sim_part_load(SimPart *part, const char *bytes, size_t n)
{
    SimCounts *counts = &part->counts;
    size_t head = 8 * (4 + n_whys(part));
    if (n < head)
        return false;
    counts->rows = load_number(bytes);
    counts->infeasible = load_number(bytes + 8);
    counts->cut = load_number(bytes + 16);
    for (size_t i = 0; i < n_whys(part); i++)
        counts->why[i] = load_number(bytes + 24 + 8 * i);
    uint64_t amounts = load_number(bytes + head - 8);
    bytes += head;
    n -= head;
    if (amounts > n
        || (part->amounts != NULL
            && !tally_load(part->amounts, bytes, (size_t)amounts)))
        return false;
    return part->figures == NULL
           || tally_load(part->figures, bytes + amounts,
                         n - (size_t)amounts);
}

const SimCounts *sim_part_counts(const SimPart *part)
{
    return &part->counts;
}

const Tally *sim_part_amounts(const SimPart *part)
{
    return part->amounts;
}

const Tally *sim_part_figures(const SimPart *part)
{
    return part->figures;
}
