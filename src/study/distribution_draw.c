/* distribution_draw.c - draws through GSL, whose generator is the stream.
 *
 * GSL's error handler is one for the whole process; nothing used here calls
 * it for arguments that distribution_new let through.
 */

#include "study/distribution_int.h"

#include <assert.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

/* Cells whose first words are computed together. */
enum { CHUNK = 64 };

/* --- The stream as a generator of GSL ------------------------------------ */

static unsigned long word_get(void *words)
{
    return stream_word(words);
}

static double word_double(void *words)
{
    return stream_word(words) * 0x1p-32;
}

/* 32 bits, the full range: the ziggurat then takes one word a draw. */
static const gsl_rng_type word_type = {
    .name = "stream", .max = UINT32_MAX, .min = 0,
    .size = sizeof(StreamWords), .get = word_get, .get_double = word_double};

/* --- Draws, not yet rounded ---------------------------------------------- */

/* Cell i of the words at row i * step of the arguments. Ziggurat: Marsaglia
 * and Tsang 2000; poisson and binomial as GSL has them. */
static void draw_normal(const Distribution *d, const gsl_rng *rng, size_t n,
                        size_t row, size_t step, double *out)
{
    for (size_t i = 0; i < n; i++, row += step) {
        stream_words_seek(rng->state, i);
        out[i] = d->arg[0][row] +
                 gsl_ran_gaussian_ziggurat(rng, d->arg[1][row]);
    }
}

static void draw_lognormal(const Distribution *d, const gsl_rng *rng,
                           size_t n, size_t row, size_t step, double *out)
{
    for (size_t i = 0; i < n; i++, row += step) {
        stream_words_seek(rng->state, i);
        out[i] = exp(d->arg[0][row] +
                     gsl_ran_gaussian_ziggurat(rng, d->arg[1][row]));
    }
}

/* 0 < u < 1 of 53 bits. */
static void draw_triangular(const Distribution *d, const gsl_rng *rng,
                            size_t n, size_t row, size_t step, double *out)
{
    for (size_t i = 0; i < n; i++, row += step) {
        stream_words_seek(rng->state, i);
        uint64_t high = stream_word(rng->state);
        uint64_t low = stream_word(rng->state);
        double u = (double)(high << 20 | low >> 12) + 0.5;
        out[i] = dist_triangular(d, row, u * 0x1p-52);
    }
}

static void draw_poisson(const Distribution *d, const gsl_rng *rng, size_t n,
                         size_t row, size_t step, double *out)
{
    for (size_t i = 0; i < n; i++, row += step) {
        stream_words_seek(rng->state, i);
        out[i] = gsl_ran_poisson(rng, d->arg[0][row]) * d->den;
    }
}

static void draw_binomial(const Distribution *d, const gsl_rng *rng, size_t n,
                          size_t row, size_t step, double *out)
{
    for (size_t i = 0; i < n; i++, row += step) {
        stream_words_seek(rng->state, i);
        out[i] = gsl_ran_binomial(rng, d->arg[1][row],
                                  (unsigned)d->arg[0][row]) * d->den;
    }
}

static void draw_cells(const Distribution *d, const gsl_rng *rng, size_t n,
                       size_t row, size_t step, double *out)
{
    switch (d->kind) {
    case DRAW_NORMAL: draw_normal(d, rng, n, row, step, out); return;
    case DRAW_LOGNORMAL: draw_lognormal(d, rng, n, row, step, out); return;
    case DRAW_TRIANGULAR: draw_triangular(d, rng, n, row, step, out); return;
    case DRAW_POISSON: draw_poisson(d, rng, n, row, step, out); return;
    case DRAW_BINOMIAL: draw_binomial(d, rng, n, row, step, out); return;
    case DRAW_UNIFORM:
    case DRAW_RESAMPLE:
    case DRAW_KINDS: break;
    }
    assert(!"a distribution drawn by words");
}

/* --- Rounded, cut -------------------------------------------------------- */

/* To the nearest step, half to even: beyond 2^52 doubles are whole. The
 * difference of two equal ones is 0, never -0. */
static void finish(const Distribution *d, size_t n, double *out,
                   uint64_t *cut)
{
    if (d->finished)
        return;
    for (size_t i = 0; i < n; i++)
        out[i] = out[i] + 0x1.8p52 - 0x1.8p52;
    if (!d->not_negative)
        return;
    uint64_t below = 0;
    for (size_t i = 0; i < n; i++) {
        below += out[i] < 0;
        out[i] = out[i] < 0 ? 0 : out[i];
    }
    *cut += below;
}

static void choose(const Distribution *d, size_t n, size_t step, double *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = d->arg[(size_t)out[i]][i * step];
}

static void draw_words(const Distribution *d, const Stream *stream,
                       uint32_t line, uint32_t page, uint64_t first, size_t n,
                       size_t step, double *out)
{
    uint32_t room[STREAM_WORDS_ROOM(CHUNK)];
    for (size_t done = 0; done < n; done += CHUNK) {
        size_t m = n - done < CHUNK ? n - done : CHUNK;
        StreamWords words;
        const gsl_rng rng = {&word_type, &words};
        stream_words_init(&words, stream, line, page, first + done, m, room);
        draw_cells(d, &rng, m, done * step, step, out + done);
    }
}

void distribution_draw_rows(const Distribution *dist, const Stream *stream,
                            uint32_t line, uint32_t page, double *out,
                            uint64_t *cut)
{
    if (dist->kind == DRAW_UNIFORM || dist->kind == DRAW_RESAMPLE) {
        stream_uniform_rows(stream, line, page, &dist->ranges, out);
        if (dist->kind == DRAW_RESAMPLE)
            choose(dist, dist->n, 1, out);
    } else {
        draw_words(dist, stream, line, page, 0, dist->n, 1, out);
    }
    finish(dist, dist->n, out, cut);
}

void distribution_draw_scalars(const Distribution *dist,
                               const Stream *stream, uint32_t line,
                               uint64_t first, size_t n, double *out,
                               uint64_t *cut)
{
    assert(dist->n == 1);
    if (dist->kind == DRAW_UNIFORM || dist->kind == DRAW_RESAMPLE) {
        double lo = dist->ranges.base[0] + 0x1p52;
        stream_uniform_scalars(stream, line, first, n, lo,
                               lo + (double)(dist->ranges.width[0] - 1), out);
        if (dist->kind == DRAW_RESAMPLE)
            choose(dist, n, 0, out);
    } else {
        draw_words(dist, stream, line, 0, first, n, 0, out);
    }
    finish(dist, n, out, cut);
}
