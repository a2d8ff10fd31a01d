/* sweep.h - a scenario run again and again with other inputs.
 *
 * Rows are numbered from 0: all draws of variant 0, then all of variant 1 and
 * so on; of the `vary` lines the last varies fastest. What row r is depends on
 * r alone, so that any part can be worked out by any thread, again, or by
 * itself.
 *
 * Ownership: axes and sweeps live in the arena and pool given, and are
 * immutable afterwards.
 */
#ifndef FORDELA_SWEEP_H
#define FORDELA_SWEEP_H

#include "fast/fast.h"
#include "study/distribution.h"

/* Whole numbers up to here are exact as doubles. */
#define SWEEP_MOST (INT64_C(1) << 53)

/* The values one `vary` line takes. */
typedef struct Axis {
    const Def *def;
    int64_t den;            /* each value is a whole number over den, in base
                               units; > 0 */
    uint64_t n;             /* at least 1 */
    int64_t first, step;    /* value i: (first + i * step) / den */
    const int64_t *value;   /* or of a list: value[i] / den; else NULL */
} Axis;

typedef struct Axes {
    Axis *at;
    size_t n;
    uint64_t variants;      /* the product of all; 1 without axes */
} Axes;

/* The axes of the program's `vary` lines. False after faults: a step of 0 or
 * away from the end, values of too many digits, more than 2^63 variants. */
bool study_axes(Arena *arena, RatPool *pool, const Program *program,
                const Dataset *data, Axes *out, Diags *diags);
int64_t axis_value(const Axis *axis, uint64_t i);

/* A `draw` line made ready. Draw k of it is the same for every variant: page
 * (data) or cell (a param) k of the stream's line. */
typedef struct Drawing {
    const Draw *draw;
    uint32_t line;          /* counting the scenario's draw lines from 0 */
    int64_t den;            /* draws are whole numbers over den */
    size_t n;               /* rows of the data; 1 for a param */
    const Distribution *dist;
    double most;            /* |draw * den| at most */
} Drawing;

/* So many draws at most: a page of the stream each. */
#define DRAWS_MAX (INT64_C(1) << 32)

/* The program's draw lines, with the scenario's own values for what they are
 * drawn from. NULL after faults of their arguments. */
Drawing *study_drawings(Arena *arena, RatPool *pool, const Program *program,
                        const Dataset *data, Diags *diags);
/* Draws first .. first + n - 1 of a line, n times drawing->n. Adds to *cut how
 * many were negative and became 0. */
void drawing_fill(const Drawing *drawing, const Stream *stream,
                  uint64_t first, size_t n, double *out, uint64_t *cut);

/* What to work out of every row. */
typedef struct SweepAsk {
    bool reports;                   /* the scenario's figures */
    const Def *const *result;       /* and these results */
    size_t n_results;
    size_t n_hidden;                /* the last so many are not written */
    uint64_t limit;                 /* so many rows at most; 0: all */
    uint64_t draws;                 /* of each variant; 0: nothing is drawn,
                                       and a row is a variant */
    uint64_t seed;
} SweepAsk;

typedef struct Sweep {
    const Program *program;
    const Dataset *data;
    Axes axes;
    const Drawing *drawing; /* NULL: nothing is drawn */
    size_t n_drawings;
    uint64_t draws;         /* row r: draw r % draws of variant r / draws */
    uint64_t seed;
    const Plan *plan;       /* inputs: the axes, in their order, then the
                               drawings */
    size_t n_figures;       /* of the plan's outputs the first are `report` */
    size_t n_shown;         /* and so many are written */
    uint64_t n;             /* rows */
    size_t unit;            /* rows that a thread takes at a time */
    size_t block;           /* rows worked out at once: at most FAST_BLOCK */
} Sweep;

/* NULL after faults, which are in diags. */
Sweep *study_sweep(Arena *arena, RatPool *pool, const Program *program,
                   const Dataset *data, const SweepAsk *ask, Diags *diags);

/* ---- Running ---- */

/* Rows worked out: up to sweep->block in a row. */
typedef struct SweepRows {
    uint64_t first;                 /* number of the first */
    size_t at;                      /* rows of its unit before it */
    size_t n;
    const double *const *input;     /* by Plan.input, as in Block */
    const int64_t *const *out;      /* by Plan.output, as in Block */
    const char *const *reason;      /* n: NULL, or why there is no result */
    uint64_t cut;                   /* drawn values of these rows that were
                                       negative and became 0 */
} SweepRows;

typedef enum SweepTurn {
    SWEEP_GO_ON,
    SWEEP_REST,             /* let every thread end its unit, call rest, go on */
    SWEEP_STOP              /* the same, and then end */
} SweepTurn;

/* What becomes of the rows. `rows` is called by several threads at once, each
 * with a worker of its own; all else by the thread that called sweep_run. */
typedef struct SweepSink {
    void *context;
    void *const *worker;    /* one per thread, or NULL: no need of them */
    /* Takes rows; out: the bytes of their unit, to add to. The rows of a unit
     * come in order. */
    void (*rows)(void *context, void *worker, const SweepRows *rows,
                 Buf *out);
    /* The bytes of a finished unit, in order of units: its rows are first to
     * first + n - 1. False: stop, something failed. */
    bool (*put)(void *context, uint64_t first, size_t n, const Buf *bytes);
    /* Asked several times a second. done: rows put. */
    SweepTurn (*turn)(void *context, uint64_t done);
    /* All rows before `done` are put, and no thread is at work. Called after
     * SWEEP_REST and SWEEP_STOP, and at the end. False: stop. */
    bool (*rest)(void *context, uint64_t done);
} SweepSink;

/* Other inputs than the sweep's own: of the rows first .. first + n - 1. */
typedef struct SweepFill {
    void *context;
    void (*inputs)(void *context, unsigned thread, uint64_t first, size_t n,
                   double *const *input, uint64_t *cut);
} SweepFill;

typedef struct SweepRun {
    const Sweep *sweep;
    uint64_t begin;         /* units are counted from this row */
    uint64_t first;         /* row to begin with: begin + a multiple of
                               sweep->unit */
    uint64_t end;           /* one past the last row */
    const SweepFill *fill;  /* or NULL */
    bool inputs_only;       /* nothing is computed: rows have no out */
    unsigned threads;       /* at least 1 */
    const Lanes *lanes;     /* NULL: the best of this machine */
    bool exact_only;        /* by the exact evaluator, to compare with */
    const SweepSink *sink;
} SweepRun;

/* Works out the rows first .. end - 1. True when all are put; false when the
 * sink stopped it. *counts (added to) says how the rows were decided. */
bool sweep_run(const SweepRun *run, FastCounts *counts);

/* What varies in a variant, as inputs number i of a block. */
void sweep_variant(const Sweep *sweep, uint64_t variant, size_t i,
                   double *const *input);
/* Axes and drawings, and the values each has in a row. */
size_t sweep_n_inputs(const Sweep *sweep);
size_t sweep_input_rows(const Sweep *sweep, size_t input);
/* The inputs of the rows first .. first + n - 1 alone, as in SweepRows. digit:
 * room for one number per axis. */
void sweep_inputs(const Sweep *sweep, const Stream *stream, uint64_t first,
                  size_t n, double *const *input, uint64_t *digit,
                  uint64_t *cut);

/* Which of the plan's reasons this is; n_reasons for one with numbers of its
 * own. */
size_t sweep_reason(const Plan *plan, const char *reason);

/* Processors this process may use; at least 1. */
unsigned study_cores(void);

#endif
