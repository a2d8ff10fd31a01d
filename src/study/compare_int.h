/* compare_int.h - between the files that compare. */
#ifndef FORDELA_COMPARE_INT_H
#define FORDELA_COMPARE_INT_H

#include "study/compare.h"

/* A side's amount, by the base's row. */
const Value *compare_value(const CompareSide *side, size_t row);

/* ---- compare_match.c ---- */

/* Sets def and row of every side. False after faults, of the question or of
 * scenarios that cannot be compared. */
bool compare_match(Arena *arena, const CompareAsk *ask, Diags *question,
                   Diags *diags);
/* The rows that a side's amounts are of. */
const Table *compare_table(const CompareSide *side);

/* ---- compare_groups.c ---- */

/* Sets per, per_side and per_value. False and a fault if `name` is no number
 * per recipient. */
bool compare_find_per(Arena *arena, Compare *c, const char *name,
                      Diags *question);
/* Sets region and size. */
void compare_find_groups(Arena *arena, RatPool *pool, Compare *c);

/* ---- compare_parts.c ---- */

/* Is it a statement that may change amounts? */
bool part_counts(const Stmt *stmt);

/* ---- compare_trials.c ---- */

/* The base with some of a reform's parts, computed once each. */
typedef struct Trial {
    const Rat **amount;     /* by the base's row; NULL: not computed, or */
    const char *why;        /* it cannot be */
} Trial;

typedef struct Trials {
    Arena *arena;
    RatPool *pool;
    const Compare *compare;
    const DecomposeAsk *ask;
    Diags *diags;           /* for the machine's faults alone */
    const char **key;       /* of the base's statements, by index */
    Trial *trial;           /* by the set of parts, a bit each */
    unsigned params;        /* parts that only set params */
    bool *fast;             /* by the set of the others: trials_fast was
                               called */
    unsigned binding;       /* parts that read data anew */
    const Dataset **data;   /* by the set of those parts; NULL: not read */
    size_t runs;
} Trials;

/* Without any part the amounts are the base's, with all the reform's. */
void trials_init(Trials *trials, Arena *arena, RatPool *pool,
                 const Compare *compare, const CompareReform *reform,
                 const DecomposeAsk *ask, Diags *diags);
/* Its amounts, computed if need be; NULL: see why. */
const Trial *trial_of(Trials *trials, unsigned parts);
/* The base with these parts, checked, and the result that is compared; NULL
 * after faults. */
const Program *trial_program(Trials *trials, unsigned parts, Arena *arena,
                             RatPool *pool, const Def **result, Diags *diags);
/* Its data, read once for all that read the same. */
const Dataset *trial_data(Trials *trials, unsigned parts,
                          const Program *program, Diags *diags);
/* By the base's row the row of another table; false: its recipients are
 * others. */
bool trial_rows(const Trials *trials, const Table *table, size_t *row);

/* ---- compare_fast.c ---- */

/* Computes the sets of these parts and any of those that only set params, by
 * the fast evaluator, which gives the same amounts. What it cannot do is left
 * to trial_of, set by set. */
void trials_fast(Trials *trials, unsigned fixed);

#endif
