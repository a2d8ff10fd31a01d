/* course.h - a program as functions of one param, cell by cell.
 *
 * Let one param t move and everything else stay. Between two of its bends
 * everything a formula computes is a quotient of two polynomials in t: sums,
 * products and quotients are, and every decision on the way - a comparison, a
 * branch, which rows stand at a floor, which row is the smallest - is the sign
 * of such a quotient. A cell is an open interval in which all these signs
 * stay.
 *
 * How a cell is found. The program is gone through with functions in place of
 * numbers, at a sample t0, a fraction. Where a decision needs the sign of a
 * function f, the sign at t0 is taken, and the roots of f's numerator next to
 * t0 on both sides bound the cell; denominators are bounded where they arose,
 * as the divisor of a division is such a decision, too. If f(t0) = 0 although
 * f is not the function 0, t0 itself is a bend, and another sample is taken.
 * So inside the bounds every decision comes out as at t0, hence every value is
 * what its function says: by induction over the expressions, with no sampling
 * and no tolerance. Walking from one cell to the next leaves nothing between
 * them but the bends, which are finitely many and are fractions where the
 * functions are straight.
 */
#ifndef FORDELA_COURSE_H
#define FORDELA_COURSE_H

#include "exact/exact.h"
#include "money/root.h"

/* A walk that needs more cells is given up, and says so: or fewer of a program
 * with many rows, each of which is worked out in each cell. So many values of
 * its definitions take a minute and a half, at 5 microseconds each. */
#define CELLS_MAX 100000
#define CELL_VALUES_MAX 20000000

/* What cannot be followed, and why. */
typedef struct Stop {
    const Expr *expr;
    const char *why;        /* "rounds what depends on budget" */
} Stop;

/* OPEN: cannot be told, because something on the way cannot be followed, or
 * is known within bounds only. */
typedef enum Truth { TRUTH_NO, TRUTH_YES, TRUTH_OPEN } Truth;

/* One value as the param moves through a cell. */
typedef struct Moving {
    Frac low, high;         /* numbers: the same unless wide */
    bool wide;              /* between low and high, no more is known */
    Truth flag;
    const char *text;
    Date date;
    const char *undefined;  /* why, or NULL */
    const Stop *stop;       /* nothing is known of it, or of a flag that is
                               OPEN: why; or NULL */
} Moving;

typedef struct MovingColumn {
    size_t n;
    Moving *at;
    const Stop *fault;      /* it cannot be computed, and why; or NULL */
} MovingColumn;

/* Which way was taken, by row: of an allocate an AllocState, of an `if` a
 * Truth, of min, max and clamp the argument taken. */
typedef struct ChoiceColumn {
    size_t n;
    unsigned char *at;
} ChoiceColumn;

/* In place of ALLOC_FLOOR and ALLOC_SHARE where the row gets 0. */
enum { STATE_NOTHING = ALLOC_DROPPED + 1 };

typedef struct CourseCell {
    struct Course *course;
    Arena *arena;
    Polys polys;            /* of the cell's functions */
    Root from, to;          /* open; a point where they are the same */
    const Rat *at;          /* the sample; NULL: a point that is no fraction,
                               of which nothing was worked out */
    const Stop *fault;      /* the scenario cannot be computed here; or NULL */
    const Stop *unsure;     /* ... or that cannot be told */
    MovingColumn *column;   /* by Expr.id, of what moves; at NULL: not
                               evaluated */
    ChoiceColumn *choice;   /* by Expr.id; at NULL: no choice, or none that
                               depends on the param */
    /* The same without roundings, of what depends on one, if asked for: */
    const Stop *off_fault, *off_unsure;
    MovingColumn *off_column;
} CourseCell;

/* What becomes of a rounding whose amounts move. */
typedef enum CourseRounding {
    COURSE_STOP,            /* it cannot be followed */
    COURSE_OFF,             /* it is left out (but floor and ceil stop) */
    COURSE_WITHIN,          /* each amount is within a unit of what it was */
    COURSE_BOTH             /* WITHIN; and besides as with OFF */
} CourseRounding;

typedef struct CourseAsk {
    const Def *varied;      /* a numeric param */
    CourseRounding rounding;
    bool reports;           /* the program's report figures */
    const Def *const *result;   /* ... and these, before their rounding */
    size_t n_results;
    const Expr *const *also;    /* ... and these parts of them, whether they
                                   are chosen or not */
    size_t n_also;
    const Instead *instead; /* of other params; or NULL: as set */
} CourseAsk;

typedef struct Course Course;

/* The program made ready. What does not depend on the param is worked out
 * once, in this arena and pool. */
Course *course_new(Arena *arena, RatPool *pool, const Program *program,
                   const Dataset *data, const CourseAsk *ask);
bool course_depends(const Course *course, const Expr *e);
/* The first part of e, or of what it uses, that cannot be followed; NULL if
 * all can. What shows only in the numbers (degrees, bits) shows in a cell. */
const Stop *course_stop(const Course *course, const Expr *e);
/* The first rank(...) in e, or in what it uses, of what moves; NULL: none. It
 * can be followed, but bends wherever two rows pass each other. */
const Stop *course_ranks(const Course *course, const Expr *e);
/* Does e, or what it uses, round what moves (or take whole numbers of it)? */
bool course_rounds(const Course *course, const Expr *e);
/* Every part of e, its clauses too. */
typedef void PartVisit(void *context, const Expr *part);
void expr_parts(const Expr *e, PartVisit *visit, void *context);
/* The expression of a definition, without the rounding of a result. */
const Expr *course_exact(const Def *def);

/* The cell around `at` between two bounds; NULL if at is a bend itself. The
 * caller's to free. */
CourseCell *course_cell(Course *course, const Root *from, const Root *to,
                  const Rat *at);
/* The values at one point. */
CourseCell *course_point(Course *course, const Rat *at);
void cell_free(CourseCell *cell);
/* The values of an expression that the cell asked for, whether it moves or
 * not. */
const MovingColumn *cell_column(const Course *course, const CourseCell *cell,
                                const Expr *e);
/* Those without roundings. */
const MovingColumn *cell_off_column(const Course *course,
                                    const CourseCell *cell, const Expr *e);
bool cell_is_point(const CourseCell *cell);

/* Goes from one end to the other, ends included: point, cell, point, cell,
 * ..., point. visit owns each cell from then on; false ends the walk. False
 * if it did, or if there are more than course_cells_most cells (*many, may be
 * NULL). from < to. */
typedef bool CellVisit(void *context, CourseCell *cell);
size_t course_cells_most(const Course *course);
bool course_walk(Course *course, const Rat *from, const Rat *to,
                 CellVisit *visit, void *context, bool *many);

#endif
