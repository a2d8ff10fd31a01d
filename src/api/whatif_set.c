/* whatif_set.c - a param of a what-if set to a number, or to a text of one. */
#include <math.h>
#include <string.h>

#include "api/whatif_int.h"

/* Whole numbers up to here are exact as doubles. */
#define MOST 0x1p53

static bool fits(int64_t value)
{
    return value < INT64_C(1) << 53 && value > -(INT64_C(1) << 53);
}

/* Makes room for num / den in input i, whose value is about to be replaced;
 * false if that cannot be. */
static bool widen(fordela_whatif *w, size_t i, int64_t num, int64_t den)
{
    Input *input = &w->input[i];
    int64_t wide, value;
    if (__builtin_mul_overflow(input->den, den / whole_gcd(input->den, den),
                               &wide)
        || __builtin_mul_overflow(num, wide / den, &value) || !fits(value)) {
        /* No room for all denominators so far: for this one alone. */
        wide = den;
        value = num;
    }
    if (!fits(value))
        return false;
    double most = input->most * ((double)wide / (double)input->den);
    /* A power of two at least as large as the value, so that the next ones
     * fit, too. */
    double size = fabs((double)value);
    while (most < size && most < MOST)
        most = most < 1 ? 1 : 2 * most;
    input->den = wide;
    input->most = fmin(most, MOST);
    whatif_plan(w);
    return true;
}

fordela_status fordela_whatif_set(fordela_whatif *w, size_t i,
                                  int64_t numerator, int64_t denominator)
{
    int64_t value;
    if (i >= w->n_params || denominator <= 0)
        return FORDELA_USE;
    const Input *input = &w->input[i];
    if (input->den % denominator != 0
        || __builtin_mul_overflow(numerator, input->den / denominator,
                                  &value)
        || fabs((double)value) > input->most) {
        int64_t shared = whole_gcd(denominator, numerator);
        numerator /= shared;
        denominator /= shared;
        if (!widen(w, i, numerator, denominator))
            return FORDELA_USE;
        value = numerator * (input->den / denominator);
    }
    w->value[i] = (double)value;
    w->amounts.changed |= UINT64_C(1) << i;
    w->figures.changed |= UINT64_C(1) << i;
    return FORDELA_OK;
}

/* ---- A number with its unit ---- */

/* The number's text without blanks, and the word after it. */
static const char *split(Arena *arena, const char *text, const char **word)
{
    size_t n = 0;
    char *digits = arena_string(arena, text);
    if (*text == '-')
        digits[n++] = *text++;
    while ((*text >= '0' && *text <= '9') || *text == '.' || *text == ' '
           || *text == '_') {
        if (*text != ' ' && *text != '_')
            digits[n++] = *text;
        text++;
    }
    digits[n] = '\0';
    *word = text;
    return digits;
}

/* What the word after a number multiplies it by; NULL if it is no unit of the
 * param. */
static const Rat *scale_of(RatPool *pool, const Program *program,
                           const Def *def, const char *word)
{
    bool plain = type_is_plain(&def->type);
    if (*word == '\0' || strcmp(word, "%") == 0)
        return !plain ? NULL : rat_ratio(pool, 1, *word == '%' ? 100 : 1);
    for (size_t i = 0; i < program->n_units; i++) {
        const UnitDef *unit = &program->unit[i];
        if (strcmp(unit->name, word) == 0)
            return memcmp(unit->type.dim, def->type.dim,
                          sizeof unit->type.dim) == 0 ? unit->scale : NULL;
    }
    return NULL;
}

fordela_status fordela_whatif_read(const fordela_whatif *w, size_t i,
                                   const char *text, int64_t *numerator,
                                   int64_t *denominator)
{
    Arena *arena = arena_new();
    RatPool *pool = rat_pool_new(RAT_BITS_MAX);
    const char *word = "";
    bool good = i < w->n_params;
    const char *digits = split(arena, text, &word);
    const Rat *number = rat_read(pool, digits, strlen(digits));
    const Rat *scale = !good ? NULL
                             : scale_of(pool, w->f->run.program,
                                        w->input[i].def, word);
    good = number != NULL && scale != NULL
           && rat_parts(rat_mul(pool, number, scale), numerator,
                        denominator)
           && !rat_overflowed(pool);
    rat_pool_free(pool);
    arena_free(arena);
    return good ? FORDELA_OK : FORDELA_USE;
}
