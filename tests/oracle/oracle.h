/* oracle.h - whole programs made by dice, worked out twice, compared.
 *
 * The fast evaluator promises the amounts of the exact one, always. Here
 * programs are generated from a seed, over the whole language and weighted
 * toward what planners write; each is worked out for many variants by every
 * table of lanes and by the exact evaluator, and every count and every reason
 * must be the same. What the planners' three main shapes should give is worked
 * out a third time, in 128-bit whole numbers (reference.c).
 *
 * A plain program: it also runs where the test framework does not, such as
 * under ThreadSanitizer.
 */
#ifndef FORDELA_ORACLE_H
#define FORDELA_ORACLE_H

#include "api/pipeline.h"
#include "fast/fast.h"

__extension__ typedef __int128 Wide;

/* --- dice.c --- */

/* Numbers from a state, or first from bytes that somebody else made up: as
 * few as a draw needs, so that one byte changed changes one decision. */
typedef struct Dice {
    uint64_t state;
    const uint8_t *byte;
    size_t n_bytes;         /* not used up yet */
} Dice;

uint64_t dice_word(Dice *dice);
/* 0 .. below - 1 */
unsigned dice_pick(Dice *dice, unsigned below);
int64_t dice_between(Dice *dice, int64_t least, int64_t most);
bool dice_chance(Dice *dice, unsigned percent);
/* An index of weight[0 .. n - 1], as often as its weight says. */
unsigned dice_weighted(Dice *dice, const unsigned *weight, unsigned n);

/* --- world.c: tables, data and params, and how they vary --- */

typedef enum Kind { KR, PERSONS, NUMBER, FLAG, TEXT, DAY } Kind;
/* One value, one per area, one per recipient: the order matters. */
typedef enum Shape { ONE, AREA, ROW } Shape;

enum {
    DATA_MAX = 16,
    PARAMS_MAX = 8,
    LETS_MAX = 12,
    TEXTS = 4               /* different texts of a TEXT column */
};

/* What a formula can name. */
typedef struct Name {
    char name[16];
    Kind kind;
    Shape shape;
} Name;

/* A column of the scenario: whole numbers over den. */
typedef struct DataOf {
    Name of;
    int64_t den;
    int64_t *num;
    bool never_negative;
    bool varies;
} DataOf;

/* A param: lo, lo + step, ..., `values` of them, all over den. */
typedef struct ParamOf {
    Name of;
    int64_t den, lo, step;
    unsigned values;
    int64_t set;                /* the scenario's */
    bool varies;
} ParamOf;

typedef struct World {
    Arena *arena;
    Dice dice;
    bool has_areas, has_years;
    size_t areas, years, rows;
    const char **code[3];       /* area, year, recipient */
    size_t *area_of, *year_of;  /* by row */
    DataOf data[DATA_MAX];
    size_t n_data;
    ParamOf param[PARAMS_MAX];
    size_t n_params;
    Name let[LETS_MAX];         /* numbers and flags that lets hold */
    size_t n_lets;
    Name first;                 /* r1 */
    int rowwise;                /* conditions of rows that one writes in */
    Buf formula, scenario;
    bool edges;                 /* totals may be far from those of the data */
    bool moving;                /* with results of moving.c */
    int judged;                 /* which reference knows it: JUDGED_...; or
                                   -1 */
} World;

enum { TABLE_AREA, TABLE_YEAR, TABLE_ROW };

/* Tables and data; rows 0: as the dice say. */
void world_make(World *world, size_t rows);
void world_free(World *world);
DataOf *world_data(World *world, const char *name);
/* A param of that name with its values, varying unless fixed. */
ParamOf *world_param(World *world, const char *name, Kind kind, int64_t den,
                     int64_t lo, int64_t step, unsigned values);
int64_t world_param_value(const ParamOf *param, unsigned at);
int64_t world_sum(const World *world, const DataOf *data);

/* --- leaf.c --- */

/* A name of the kind, or NULL; not `certain`: of that shape or a smaller. */
const Name *find_name(World *world, Kind kind, Shape shape, bool certain);
void write_some_literal(World *world, Kind kind);
void write_leaf(World *world, Kind kind, Shape shape, bool certain);
/* The value of the name, written in another way; false if there is no name. */
void write_same(World *world, Kind kind, const Name *name);
bool write_same_as_name(World *world, Kind kind, Shape shape, bool certain);

/* --- expression.c: expressions of a kind and shape, as text --- */

/* Of that shape; one not `certain` may have a smaller one. */
void write_value(World *world, Kind kind, Shape shape, bool certain,
                 int depth);
/* The same in parentheses, through max(0, ...): certainly not negative. */
void write_not_negative(World *world, Kind kind, Shape shape, bool certain,
                        int depth);

/* --- formula.c, shapes.c: whole programs --- */

void write_program(World *world);
/* One of the shapes planners use: `result r1 = ...` and what it needs. */
void write_shape(World *world);
void write_let(World *world);
/* Clauses of allocate. */
void write_clauses(World *world, bool per_area);

/* --- moving.c: results that lean on what a param moves --- */

void write_moving(World *world);

/* --- trial.c: the program parsed, with its data --- */

/* Variants and what they should come to. */
typedef struct Batch {
    size_t n;
    double *value[PLAN_INPUTS_MAX];     /* n, or n x rows */
    uint64_t *changed;          /* n: inputs other than in the variant
                                   before; NULL: any */
    int64_t **out;              /* by output: n x its rows */
    const char **reason;        /* n */
} Batch;

typedef struct Trial {
    Work work;
    Program *program;           /* NULL: refused */
    Dataset data;
    Input input[PLAN_INPUTS_MAX];
    size_t rows[PLAN_INPUTS_MAX];       /* 1: one value */
    size_t n_inputs;
    Want want;
    const Plan *plan;
    Batch any, turn;            /* turn: one input changes at a time */
} Trial;

/* False: the program was refused; the messages are in said. */
bool trial_make(Trial *trial, World *world, Buf *said);
/* At most so many variants, and half as many turns. */
void trial_shorten(Trial *trial, size_t variants);
void trial_free(Trial *trial);

/* --- compare.c --- */

typedef struct Options {
    uint64_t seed, scenarios;
    const char *lanes;          /* NULL: every table */
    bool threads;               /* every table of lanes in a thread */
    bool verbose, show;
    uint64_t courses;           /* instead: as many walks along a param */
    size_t rows;                /* 0: as the dice say */
} Options;

typedef struct Tally Tally;

/* Works everything out by all lanes (or those named) and exactly. False: a
 * difference, in said. */
bool compare_trial(const Options *options, World *world, Trial *trial,
                   Tally *tally, Buf *said);
/* --- show.c --- */

/* The program, its data, and the inputs of a variant. */
void show_trial(const World *world, const Trial *trial, const Batch *batch,
                size_t variant, Buf *out);

/* --- coverage.c: what ran on a fast path --- */

enum { WORDS_MAX = 200 };

/* Of one operation: variants of plans with such a step, and how many of them
 * no evaluator but the fast one worked out. */
typedef struct Covered {
    const char *word;
    uint64_t variants, fast;
} Covered;

struct Tally {
    uint64_t programs, refused, whole_exactly;
    uint64_t variants, infeasible, on_grid, exactly;    /* of one table */
    uint64_t compared;          /* with every table, and again */
    uint64_t judged;            /* by reference.c */
    Covered step[WORDS_MAX], word[WORDS_MAX];
    size_t n_steps, n_words;
};

void coverage_add(Tally *tally, const Plan *plan, uint64_t variants,
                  uint64_t fast);
void coverage_print(const Tally *tally);

/* --- course.c --- */

typedef struct CourseTally {
    uint64_t walks, cells, points, refused, irrational;
    uint64_t values, wide, open, stopped, states;
    uint64_t krona, moves, rounded;     /* of one row's rounded amount */
    uint64_t sought, found, bracketed, rounded_open;
} CourseTally;

/* Follows each param of the program. False: a difference, in said. */
bool compare_courses(World *world, Trial *trial, CourseTally *tally,
                     Buf *said);

/* --- seek.c --- */

/* Seeks a param of the program for a condition on r1. False: a difference. */
bool compare_seek(World *world, CourseTally *tally, Buf *said);

/* --- reference.c --- */

enum { JUDGED_MINIMUM, JUDGED_LIMITS, JUDGED_TIERS };

/* The amounts of variant v of the trial straight from the definitions; false:
 * not feasible, or too large for 128 bits. */
bool reference_amounts(World *world, const Trial *trial, size_t v,
                       int64_t *out);

#endif
