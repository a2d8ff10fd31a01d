/* study.h - what is asked of results: do they agree with what was published,
 * how did one amount come about, how are amounts spread.
 *
 * Ownership: everything returned lives in the arena and pool given. Nothing is
 * printed here; src/report/report_study.h turns the answers into text.
 */
#ifndef FORDELA_STUDY_H
#define FORDELA_STUDY_H

#include "base/tr.h"
#include "exact/exact.h"

/* ---- finding scenarios ---- */

typedef struct PathList {
    const char **at;
    size_t n;
} PathList;

/* A directory: every *.scenario below it, sorted by the bytes of the path;
 * directories that are symbolic links are not entered. Anything else: the path
 * itself, whether it exists or not (loading it says so). A directory that
 * cannot be read, or holds no scenario, is a fault. */
PathList study_find(Arena *arena, const char *path, Diags *diags);

/* ---- verify ---- */

/* name in C, as a column says it, as a sentence says it of one and several */
#define VERDICTS(X)                                                          \
    X(REPRODUCED, N_("reproduced"), N_2("%zu reproduced", "%zu reproduced")) \
    X(CALIBRATED, N_("calibrated"), N_2("%zu calibrated", "%zu calibrated")) \
    X(STATED, N_("as stated"),                                               \
      N_2("%zu deviate as stated", "%zu deviate as stated"))                 \
    X(DEVIATES, N_("DEVIATES"), N_2("%zu deviate", "%zu deviate"))

typedef enum VerdictState {
#define X(name, column, sentence) VERDICT_##name,
    VERDICTS(X)
#undef X
    VERDICT_STATES
} VerdictState;

/* One row of a published column. */
typedef struct VerdictRow {
    size_t row;             /* of the result's table */
    bool equal;
    const Rat *difference;  /* computed less printed; NULL: not numbers */
} VerdictRow;

/* What came of one expect line. The state, by the first that holds:
 * - all equal (or every difference within `within`, and no `because` given):
 *   calibrated if a calibrated value went into any value compared, else
 *   reproduced;
 * - every difference within `within`, and `because` given: deviates as stated
 *   (texts, dates and flags have no distance: there `because` is enough);
 * - else deviates; so does a file of which no row could be compared. */
typedef struct Verdict {
    const Expect *expect;
    VerdictState state;
    unsigned char marks;    /* Mark bits, pooled ones too, of what was
                               computed */
    bool tolerated;         /* as stated, but without a reason */
    const Rat *within;      /* or NULL */

    /* Rows of a file; a comparison counts as one row. */
    size_t n_compared, n_equal;
    size_t n_left_out;      /* rows of the result without a printed value */
    const Column *computed; /* of the result; NULL: a comparison */
    const DataColumn *printed;
    VerdictRow *row;        /* n_compared, in the table's order */
    size_t largest;         /* index into row of the largest difference;
                               n_compared if all are equal */

    /* The sums of the rows compared, or the two sides of a comparison. */
    Value left, right;      /* num NULL where sums make no sense */
    const Rat *difference;  /* largest of rows in size, with its sign; or left
                               less right; NULL: not numbers */
} Verdict;

/* One verdict per expect line of the result's program, in the order written.
 * NULL after faults in a file named there (also for a program without any:
 * then *n is 0 and diags has no fault). Files read are added to sources (may
 * be NULL). */
Verdict *study_verify(Arena *arena, RatPool *pool, const Result *result,
                      SourceList *sources, size_t *n, Diags *diags);

/* The verdict on one expect line of the result's program; printed: the column
 * of its file, already read, NULL for a comparison. */
Verdict study_judge(Arena *arena, RatPool *pool, const Result *result,
                    const Expect *expect, const DataColumn *printed);

/* Counts over many scenarios: VerifyCount c = {0}. */
typedef struct VerifyCount {
    size_t scenarios;       /* that could be run */
    size_t failed;          /* that could not */
    size_t silent;          /* of those that could: without an expect line */
    size_t expectations[VERDICT_STATES];
    size_t rows[VERDICT_STATES], equal[VERDICT_STATES];   /* of files */
} VerifyCount;

void verify_count(VerifyCount *count, const Verdict *verdict, size_t n);

/* ---- explain ---- */

typedef struct Step Step;
typedef struct StepList {
    Step **at;
    size_t n, cap;
} StepList;
typedef struct LineList {
    const char **at;
    size_t n, cap;
} LineList;

/* One step of a derivation: the text of the formula, what follows from it line
 * by line, and the steps it rests on, in reading order. No-break spaces hold
 * numbers and units together. */
struct Step {
    const char *head;       /* "rest = budget - sum(minimum per recipient)" */
    LineList lines;         /* "= 30 000 000 kr - 10 150 000 kr", ... */
    StepList steps;
};

typedef struct Explanation {
    const Program *program;
    const Def *def;         /* the result explained */
    const char *code;       /* of its row, or NULL for a single value */
    const char *label;
    const char *value;      /* "88 560 kr [estimated]" */
    const char *others;     /* names of the other results, or NULL */
    StepList steps;
} Explanation;

/* How one amount came about. code: a code of the result's table, or a row's
 * name where only one row has it; for a single value it is not looked at.
 * name: a result, let, param or data; NULL: the single value that code names,
 * where no row is called so, else of the scenario's main table the last result
 * that is money and rounded, else the first result. Faults
 * (unknown code or name, with the nearest one) go to diags, and NULL. */
Explanation *study_explain(Arena *arena, RatPool *pool, const Result *result,
                           const char *code, const char *name, Diags *diags);

/* ---- spread ---- */

/* Statistics in floating point: for looking at, never for deciding. */
typedef struct Spread {
    size_t n;
    double smallest, median, mean, largest;
    bool has_gini;          /* no negative value, and a sum above 0 */
    double gini;
} Spread;

/* Over a column of numbers. False if it has no rows, is not numbers, or holds
 * such as are too large for floating point. */
bool study_spread(Arena *arena, const Column *column, Spread *out);

#endif
