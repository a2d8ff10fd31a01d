/* simulate_sobol.c - rows for Sobol's indices, and their sums. */
#include "study/simulate_sobol.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"

typedef struct SobolThread {
    Arena *arena;
    SobolCursor *cursor;
    uint64_t next;          /* at is point next - 1; 0: none yet */
    double at[2 * SOBOL_FACTORS_MAX];
} SobolThread;

/* A Stream asks for more than memory is aligned to. */
static void make_stream(Sensitivity *s, const Lanes *lanes)
{
    size_t align = _Alignof(Stream);
    s->stream_room = mem_alloc(1, sizeof(Stream) + align);
    uintptr_t at = (uintptr_t)s->stream_room;
    s->stream = (Stream *)((at + align - 1) / align * align);
    stream_init(s->stream, s->whole->seed,
                lanes != NULL ? lanes->stream : NULL);
}

Sensitivity *sensitivity_new(const Sweep *sweep, uint64_t points,
                             const int64_t *reference, unsigned threads,
                             const Lanes *lanes)
{
    size_t k = sweep->n_drawings, figures = sweep->n_figures;
    assert(k >= 1 && k <= SOBOL_FACTORS_MAX && points <= SOBOL_POINTS_MAX);
    Sensitivity *s = mem_alloc(1, sizeof *s);
    double *centre = mem_alloc(figures + 1, sizeof *centre);
    s->whole = sweep;
    make_stream(s, lanes);
    s->factors = k;
    s->points = points;
    s->rows = points * SOBOL_VALUES(k);
    s->sweep = *sweep;
    s->sweep.unit = SOBOL_BLOCK * SOBOL_VALUES(k);
    s->sweep.draws = s->rows;
    s->sweep.n = s->rows * sweep->axes.variants;
    for (size_t i = 0; i < figures; i++)
        centre[i] = (double)reference[i];
    s->centre = centre;
    s->sums = mem_alloc(figures + 1, sizeof *s->sums);
    s->value = mem_alloc(s->sweep.unit, sizeof *s->value);
    s->threads = threads;
    s->thread = mem_alloc(threads, sizeof *s->thread);
    for (unsigned i = 0; i < threads; i++) {
        s->thread[i].arena = arena_new();
        s->thread[i].cursor = sobol_cursor_new(s->thread[i].arena,
                                               (unsigned)(2 * k));
    }
    sensitivity_empty(s);
    return s;
}

void sensitivity_free(Sensitivity *s)
{
    if (s == NULL)
        return;
    for (unsigned i = 0; i < s->threads; i++)
        arena_free(s->thread[i].arena);
    mem_free(s->thread);
    mem_free(s->stream_room);
    mem_free(s->value);
    mem_free(s->sums);
    mem_free((double *)s->centre);
    mem_free(s);
}

void sensitivity_empty(Sensitivity *s)
{
    for (size_t i = 0; i < s->whole->n_figures; i++)
        s->sums[i] = sobol_sums(s->factors, s->centre[i]);
    s->counts = (SobolCounts){0};
}

/* ---- Rows ---- */

/* The draw of one line that coordinate u stands for. */
static void draw_at(const Sensitivity *s, size_t line, double u, double *out,
                    uint64_t *cut)
{
    const Drawing *d = &s->sweep.drawing[line];
    if (d->draw->def->table < 0)
        *out = distribution_quantile(d->dist, u, cut);
    else
        drawing_fill(d, s->stream, sobol_page(u), 1, out, cut);
}

void sensitivity_inputs(void *context, unsigned thread, uint64_t first,
                        size_t n, double *const *input, uint64_t *cut)
{
    Sensitivity *s = context;
    SobolThread *t = &s->thread[thread];
    size_t k = s->factors, axes = s->sweep.axes.n;
    for (size_t i = 0; i < n; i++) {
        uint64_t variant = (first + i) / s->rows;
        uint64_t row = (first + i) % s->rows;
        size_t which = (size_t)(row % SOBOL_VALUES(k));
        sweep_variant(&s->sweep, variant, i, input);
        uint64_t point = row / SOBOL_VALUES(k);
        if (t->next != point + 1)
            sobol_point(t->cursor, point, t->at);
        t->next = point + 1;
        for (size_t line = 0; line < k; line++) {
            bool from_b = which == 1 || which == line + 2;
            size_t width = s->sweep.drawing[line].n;
            draw_at(s, line, t->at[from_b ? k + line : line],
                    input[axes + line] + i * width, cut);
        }
    }
}

static void put_value(double value, Buf *out)
{
    buf_add_n(out, (const char *)&value, sizeof value);
}

/* The figures of each row, and how many of its draws became 0, which is known
 * of all rows together: the first has it. */
void sensitivity_rows(const Sensitivity *s, const SweepRows *rows, Buf *out)
{
    for (size_t i = 0; i < rows->n; i++) {
        bool known = rows->reason[i] == NULL;
        for (size_t k = 0; k < s->whole->n_figures; k++)
            put_value(known ? (double)rows->out[k][i] : NAN, out);
        put_value(i == 0 ? (double)rows->cut : 0, out);
    }
}

void sensitivity_add(Sensitivity *s, size_t n, const Buf *bytes)
{
    size_t figures = s->whole->n_figures;
    const double *all = (const void *)bytes->at;
    for (size_t i = 0; i < n; i++)
        s->counts.cut += (uint64_t)all[i * (figures + 1) + figures];
    for (size_t k = 0; k < figures; k++) {
        for (size_t i = 0; i < n; i++) {
            double value = all[i * (figures + 1) + k];
            s->counts.infeasible += k == 0 && isnan(value);
            s->value[i] = isnan(value) ? s->centre[k] : value;
        }
        SobolSums block = sobol_block(s->factors, s->centre[k],
                                      n / SOBOL_VALUES(s->factors), s->value);
        sobol_sums_add(&s->sums[k], s->counts.blocks, &block);
    }
    s->counts.blocks++;
}

/* ---- Bytes: of this machine, for this machine ---- */

void sensitivity_save(const Sensitivity *s, Buf *out)
{
    buf_add_n(out, (const char *)&s->counts, sizeof s->counts);
    buf_add_n(out, (const char *)s->sums,
              s->whole->n_figures * sizeof *s->sums);
}

/* Are they sums of the first rows of a variant, and of these figures? */
static bool are_sums_of(const Sensitivity *s, uint64_t rows)
{
    uint64_t unit = s->sweep.unit, blocks = (rows + unit - 1) / unit;
    bool good = s->counts.blocks == blocks;
    for (size_t i = 0; i < s->whole->n_figures; i++) {
        const SobolSums *sums = &s->sums[i];
        good = good && sums->factors == s->factors && sums->blocks == blocks
               && sums->points == rows / SOBOL_VALUES(s->factors)
               && sums->centre == s->centre[i];
    }
    return good;
}

bool sensitivity_load(Sensitivity *s, uint64_t rows, const char *bytes,
                      size_t n)
{
    size_t sums = s->whole->n_figures * sizeof *s->sums;
    if (n != sizeof s->counts + sums)
        return false;
    memcpy(&s->counts, bytes, sizeof s->counts);
    memcpy(s->sums, bytes + sizeof s->counts, sums);
    return are_sums_of(s, rows);
}
