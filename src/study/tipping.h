/* tipping.h - where something changes as one param moves, and what: complete
 * and exact.
 *
 * A tipping point is a value of the param at which, of the amounts before
 * rounding, a row changes how an allocate treats it (nothing, floor, share,
 * ceiling, dropped, out), two rows change their order, rows that had the same
 * amount part or others come to have the same, a branch, a min or max or a
 * text turns, or the scenario ceases to be computable. Between two
 * neighbouring points nothing of this kind changes (course.h, course_order.h).
 *
 * Whole units that move by rounding are no such change; there are as many of
 * them as kronor move. They are counted, or listed for one row (krona.h).
 *
 * Ownership: everything lives in the arena and pool given.
 */
#ifndef FORDELA_TIPPING_H
#define FORDELA_TIPPING_H

#include "study/course.h"

/* A longer list is refused. */
#define TIPS_MAX 1000000

typedef enum TipKind {
    TIP_STATE,      /* of a row in an allocate */
    TIP_CHOICE,     /* min, max or clamp takes another of its values */
    TIP_IF,         /* the condition of an `if` turns */
    TIP_TEXT,       /* a result that is a text or a flag turns */
    TIP_RANK,       /* row has more than other, and had less before */
    TIP_APART,      /* row had the same amount as other and `others` more */
    TIP_TOGETHER,   /* row now has the same amount as those */
    TIP_TOUCH,      /* row has as much as other only just here, more on both
                       sides */
    TIP_RUN         /* the scenario can be computed, or cannot */
} TipKind;

typedef struct Tip {
    TipKind kind;
    const Expr *expr;       /* STATE, CHOICE, IF */
    const Def *def;         /* TEXT: the result; STATE .. IF: where it stands,
                               or NULL */
    int table;              /* of row; -1: one value */
    size_t row;
    const char *before, *after;     /* STATE .. TEXT; APART, TOGETHER: "same",
                                       "more", "less" than other; RUN: reasons,
                                       NULL where it can be computed */
    const char *here;       /* only at the point itself; else NULL. before and
                               after are then the same */
    size_t other, others;   /* RANK .. TOUCH; others: how many besides */
} Tip;

typedef struct TipPoint {
    Root at;
    size_t first, n;        /* of Tipping.tip */
} TipPoint;

/* Where the scenario cannot be computed. */
typedef struct TipGap {
    Root from, to;          /* the same: only there */
    bool with_from, with_to;
    const char *why;
} TipGap;

/* A result left out, as it cannot be followed. */
typedef struct TipLeft {
    const Def *result;
    const Stop *stop;
} TipLeft;

typedef struct Tipping {
    const Program *program;
    const Dataset *data;
    const Def *varied;
    const Rat *from, *to;
    bool unrounded;
    const Def *result;      /* whose rows are ranked; NULL: there is none */
    VEC(TipPoint) point;    /* in rising order */
    VEC(Tip) tip;
    VEC(TipGap) gap;
    VEC(TipLeft) left;
    size_t n_cells;
    const Rat *unit;        /* result is rounded to it; NULL: not rounded */
    const Rat **passes;     /* by row of result, where it is rounded: how often
                               the whole units in its exact amount change;
                               NULL where that is not known */
    const Rat *all_passes;  /* of those known */
    unsigned marks;         /* Mark bits, pooled ones too, of the result */
} Tipping;

typedef struct TipAsk {
    const Def *varied;
    Place varied_place;     /* where it was asked for */
    const Rat *from, *to;   /* from < to */
    const Def *result;      /* NULL: the main one */
    bool unrounded;         /* roundings are left out wherever they stand;
                               else what uses a rounded amount that moves is
                               not followed */
} TipAsk;

/* NULL after faults: nothing depends on the param, or what the result or a
 * requirement needs cannot be followed. */
Tipping *study_tipping(Arena *arena, RatPool *pool, const Program *program,
                       const Dataset *data, const TipAsk *ask, Diags *diags);

#endif
