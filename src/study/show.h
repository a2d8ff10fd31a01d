/* show.h - values as people read them: "35 000 kr", "46.5 %", "2.3333… kr".
 *
 * The texts live in the arena. Blanks inside one amount, and between it and
 * its unit, are no-break spaces, so that a line is never broken there; the
 * reports write them as plain blanks.
 */
#ifndef FORDELA_SHOW_H
#define FORDELA_SHOW_H

#include "exact/exact.h"

/* The no-break space and the ellipsis, in UTF-8. */
#define NBSP "\xC2\xA0"
#define ELLIPSIS "\xE2\x80\xA6"

/* Fractions with a longer numerator or denominator are not written out. */
#define SHOW_DIGITS_MAX 40

typedef struct Show {
    Arena *arena;
    RatPool *pool;
    const Program *program;
} Show;

/* "kr/persons"; "" for a plain number; "%". */
const char *show_unit(const Show *show, const Type *type);
/* Up to six decimals in full; a number that goes on is cut off after four, or
 * below 1 after six digits that count, with "…". */
const char *show_plain(const Show *show, const Type *type, const Rat *num);
/* The same with its unit. */
const char *show_amount(const Show *show, const Type *type, const Rat *num);
/* A number rounded to whole units of `unit`, in full: as many decimals as that
 * takes. */
const char *show_rounded(const Show *show, const Type *type, const Rat *num,
                         const Rat *unit);
/* The same as show_amount, and the exact fraction where it is not whole:
 * "2.3333… kr (exactly 7/3)". */
const char *show_exact(const Show *show, const Type *type, const Rat *num);
/* A value of any kind, without marks; "undefined: division by zero". */
const char *show_value(const Show *show, const Type *type, const Value *value,
                       bool exact);
/* " [estimated; calibrated through a total]", or "". */
const char *show_marks(const Show *show, const Value *value);

#endif
