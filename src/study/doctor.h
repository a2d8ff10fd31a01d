/* doctor.h - why do computed and published figures differ?
 *
 * Two kinds of explanation. A *change* is something done otherwise than the
 * scenario says (another rounding, another column, two inputs exchanged), for
 * which everything was computed again. A *finding* is about printed figures as
 * they stand (two rows exchanged, a digit lost). Both count only where every
 * figure they account for then agrees exactly.
 *
 * Ownership: everything returned lives in the arena and pool given.
 */
#ifndef FORDELA_DOCTOR_H
#define FORDELA_DOCTOR_H

#include "study/study.h"

/* name in C, what it weighs against others; what is not explained weighs 10.
 * Lighter ones are the simpler and the less likely by chance. */
#define FINDINGS(X)                                                          \
    X(NOTHING, 10)                                                           \
    X(TIE, 3)           /* a tie broken otherwise */                         \
    X(ROUNDED, 2)       /* what follows, to the nearest `value` */           \
    X(THOUSANDS, 3) X(MILLIONS, 3) X(THOUSANDFOLD, 3)                        \
    X(EXCHANGED, 3)     /* with the row `other` */                           \
    X(SHIFTED, 3)       /* by `offset` lines, from the row `other` */        \
    X(FLOOR, 4)         /* raised to a common minimum */                     \
    X(CEILING, 4)       /* cut at a common maximum */                        \
    X(TURNED, 4)        /* two digits exchanged */                           \
    X(LOST, 4)          /* a digit lost */                                   \
    X(ADDED, 4)         /* a digit too many */                               \
    X(OTHER_ROW, 5)     /* the amount of the row `other` */                  \
    X(CHANGED, 7)       /* one digit otherwise */                            \
    X(PERCENT, 9)       /* a percentage that does not follow from its        \
                           numbers */                                        \
    /* Single figures only: */                                               \
    X(ROWS, 0)          /* the sum of the rows as printed */                 \
    X(UNROUNDED, 1)     /* the sum before rounding */                        \
    X(CUT, 3)           /* cut off to `value`, not rounded */                \
    X(WITHOUT, 4)       /* a sum without the row `other` */                  \
    X(TWICE, 4)         /* a sum with the row `other` once more */           \
    X(SLIP, 5)          /* the sum, were it not for a slip of the pen in the \
                           row `other`, which should be `value` */           \
    X(TOTAL, 5)         /* a sum that is not the sum of its rows */

typedef enum FindingKind {
#define X(name, weight) FINDING_##name,
    FINDINGS(X)
#undef X
    FINDING_KINDS
} FindingKind;

#define NO_ROW SIZE_MAX

/* What became of one figure. */
typedef struct Finding {
    FindingKind kind;       /* NOTHING also where the figure agrees */
    size_t group;           /* the same for all that one cause accounts for,
                               from 1 to the figures compared; 0: nothing, or
                               a single figure */
    size_t other;           /* the row of the table it has to do with, or
                               NO_ROW */
    long offset;            /* SHIFTED: so many lines further down */
    const Rat *value;       /* ROUNDED, CUT: the unit; ROWS, TOTAL: the sum of
                               the rows as printed; or NULL */
    const char *rule;       /* TIE: what order gives the printed one, or
                               NULL */
} Finding;

/* Something done otherwise. */
typedef struct Treatment {
    const char *text;       /* "grant rounded by nearest, not by ..." */
    const char *same;       /* other changes with the same outcome, or NULL */
    size_t *equal;          /* by expect: figures that agree with it and those
                               before it; NULL: only the next one tells */
} Treatment;

/* One expect line. */
typedef struct Examined {
    Verdict before;         /* as the scenario stands */
    Verdict after;          /* with all treatments */
    const Finding *finding; /* by row of `after` */
    size_t n_found, n_left; /* rows that differ: explained, and not */
    const size_t *missing;  /* rows of the table that the file should have */
    size_t n_missing;
    const char *closest;    /* what agrees in more rows, but not in all; or
                               NULL */
    size_t closest_equal;
} Examined;

/* What was tried. */
typedef struct Tried {
    size_t roundings, limits, columns, inputs;
} Tried;

typedef struct Diagnosis {
    const Result *result;   /* as the scenario stands */
    const Result *treated;  /* with all treatments; or the same */
    const Treatment *treatment;
    size_t n_treatments;
    const char *const *instead;   /* what else would account for as much */
    size_t n_instead;
    Examined *examined;     /* by expect line */
    size_t n;
    Tried tried;
} Diagnosis;

/* Asks why the figures of the expect lines differ. setting: what was set from
 * outside when the program was checked. NULL after faults in a file named by
 * an expect line. Files read are added to sources (may be NULL). */
Diagnosis *study_doctor(Arena *arena, RatPool *pool, const Result *result,
                        const Setting *setting, size_t n_settings,
                        SourceList *sources, Diags *diags);

/* Of a comparison: is its left side the printed one, as in
 * `expect 20 mnkr = sum(grant)`? */
bool study_printed_left(const Expect *expect);

/* Figures over many scenarios: DoctorCount c = {0}. */
typedef struct DoctorCount {
    size_t scenarios, failed, without;  /* without: no expect line */
    size_t figures, agree, explained, left;
    size_t left_stated;     /* of those left: the scenario says why */
    size_t missing;
    size_t empty;           /* expect lines of which nothing was compared */
} DoctorCount;

void doctor_count(DoctorCount *count, const Diagnosis *diagnosis);

#endif
