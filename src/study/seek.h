/* seek.h - the value of a param for which a condition holds.
 *
 * The program's report lines are the question: report 0 the condition, a
 * single flag, whose demands are the parts of its `and`; report 1 the figure to
 * be maximised or minimised, if that is the goal.
 *
 * An answer is a whole number of steps of the param: what somebody can decide
 * on. Where the condition holds is known in two ways. Before rounding the
 * course of the program (course.h) gives the stretches exactly, bends as
 * fractions. With rounding every amount is within a unit of that, so the
 * course with bounds tells where the condition surely holds or fails; what is
 * left open between is gone through step by step with the fast evaluator. So
 * the first (or last) step that holds is proven to be it, without assuming
 * that anything is monotone. What cannot be followed, or leaves too many steps
 * open, is bracketed among values tried, with GSL's root finder on the margin
 * of the condition, and then halved to two neighbouring steps. In all cases
 * the exact evaluator confirms the answer and the steps next to it.
 *
 * Of several params all but one, the inner one, are tried: by GSL's minimiser,
 * one after the other, the inner one being sought for each. For the values
 * found the inner one is exact as above; that no other values are better is
 * not proven.
 */
#ifndef FORDELA_SEEK_H
#define FORDELA_SEEK_H

#include "study/course.h"

/* Demands of one condition: which of them clash is looked for among all sets of
 * them, 2^16. */
#define DEMANDS_MAX 16
/* Params varied at once: all but one are tried step by step. */
#define SEEK_PARAMS_MAX 6

typedef enum ZoneKind {
    ZONE_FAILS,
    ZONE_HOLDS,
    ZONE_OPEN,              /* not told by the course */
    ZONE_CANNOT             /* the scenario cannot be computed */
} ZoneKind;

typedef struct Zone {
    Root from, to;          /* the same: a point */
    bool with_from, with_to;
    ZoneKind kind;
    const char *why;        /* CANNOT ... */
    const Expr *fault;      /* ... as this fails, which may be what is asked */
} Zone;
typedef VEC(Zone) ZoneList;

typedef enum SeekGoal {
    SEEK_SMALLEST,          /* of the inner param */
    SEEK_LARGEST,
    SEEK_MAXIMISE,          /* of the figure */
    SEEK_MINIMISE
} SeekGoal;

typedef struct SeekParam {
    const Def *def;
    Place place;            /* where it was asked for */
    const Rat *low, *high;  /* low < high */
    const Rat *step;        /* > 0 */
} SeekParam;

typedef struct SeekAsk {
    const SeekParam *param;
    size_t n_params;        /* 1 .. SEEK_PARAMS_MAX */
    size_t inner;
    SeekGoal goal;
} SeekAsk;

/* A run of the exact evaluator. */
typedef struct SeekRun {
    const Rat **value;      /* by param */
    const char *why;        /* it cannot be computed, or NULL */
    bool holds;
    const Rat **left, **right;  /* by demand: sides of its comparison; NULL
                                   where it is none of numbers */
    const Rat *figure;      /* MAXIMISE, MINIMISE */
    bool is_answer, is_bend, is_steady;
} SeekRun;

typedef enum SeekWay {
    SEEK_PROVEN,            /* by the course, and steps left open one by one */
    SEEK_BRACKETED,         /* between values tried */
    SEEK_BEST_FOUND         /* of several params */
} SeekWay;

typedef struct Seeking {
    const Program *program;
    const Dataset *data;
    const SeekAsk *ask;
    const Expr *condition;
    const Expr **demand;    /* parts of the condition, at least 1 */
    size_t n_demands;
    const Expr *figure;     /* MAXIMISE, MINIMISE; else NULL */
    SeekWay way;
    bool rounded;           /* the condition uses what is rounded */
    const Rat **answer;     /* by param */
    const Rat *steady;      /* PROVEN, where rounding lets the condition hold
                               now and then at first: the step of the inner
                               param from which it holds without a gap for
                               good, or as far as before rounding; NULL: from
                               the answer on, or never */
    bool has_bend;          /* the end, before rounding, of the stretch of the
                               inner param in which the answer lies, or next to
                               it */
    Zone stretch;
    bool bend_is_to;        /* its end `to`, else `from` */
    bool at_range_end;      /* nothing but the range ends there */
    bool is_range_end;      /* the answer is the last step of the range in the
                               direction sought: nothing is beyond it */
    ZoneList zone;          /* before rounding; empty: not followed */
    const Stop *stop;       /* why not */
    uint64_t tried;         /* by the fast evaluator */
    VEC(SeekRun) run;
    unsigned marks;         /* Mark bits of the figures of the condition */
} Seeking;

/* NULL after faults: the condition is always or never true in the range (with
 * the demands that are in conflict), or no figure; a param that does not
 * matter. */
Seeking *study_seek(Arena *arena, RatPool *pool, const Program *program,
                    const Dataset *data, const SeekAsk *ask, Diags *diags);

#endif
