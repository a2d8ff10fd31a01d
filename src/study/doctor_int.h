/* doctor_int.h - what the files of doctor share. */
#ifndef FORDELA_DOCTOR_INT_H
#define FORDELA_DOCTOR_INT_H

#include "study/doctor.h"
#include "study/show.h"

/* Rows of a result's table that the files of its expect lines should have. */
typedef struct MissingRows {
    size_t *row;
    size_t n;
} MissingRows;

/* The scenario being looked at. */
typedef struct Doctor {
    Arena *arena;
    RatPool *pool;
    Show show;
    const Program *program;
    const Dataset *data;
    const Setting *setting;
    size_t n_settings;
    size_t n;                       /* expect lines */
    const DataColumn **printed;     /* by expect; NULL: a comparison */
    OtherColumn **other;            /* by Def.id: other columns of data */
    size_t *n_other;
    MissingRows *missing;           /* by expect: with the first line of a
                                       result */
    Tried tried;
} Doctor;

/* The scenario with some things done otherwise. */
typedef struct Variant {
    const Ast *formula;
    const Rat *const **data;        /* by Def.id, NULL: as bound, or as set;
                                       its rows, or a param's one value */
} Variant;

typedef enum ChangeKind {
    CHANGE_ROUNDING, CHANGE_LIMIT, CHANGE_COLUMN, CHANGE_INPUT, CHANGE_PARAM
} ChangeKind;

/* One thing done otherwise: a statement of the formula, or a data. */
typedef struct Change {
    ChangeKind kind;
    unsigned weight;
    size_t stmt;                    /* with: index in the formula; its n to
                                       add one */
    const Stmt *with;               /* or NULL */
    const Def *def;                 /* of the data, or the param */
    const Rat *const *values;
    size_t row[2], n_rows;          /* INPUT: those changed */
    const Rat *taken;               /* a printed figure it was made from, which
                                       proves nothing; or NULL */
    const char *text;
} Change;

typedef VEC(Change) ChangeList;

/* How a variant comes out. */
typedef struct Look {
    const Program *program;
    const Result *result;
    Verdict *verdict;               /* by expect */
    Finding **finding;              /* by expect, then row of the verdict */
    size_t equal, left;             /* figures that agree; unexplained ones */
    unsigned cost;                  /* what its findings weigh */
    double distance;                /* kronor between computed and printed, for
                                       a first idea of where to look */
} Look;

/* ---- doctor_look.c ---- */

/* Computes a variant and explains what still differs; false if it cannot be
 * computed. The look lives in the arena and pool given. */
bool doctor_look(const Doctor *d, Arena *arena, RatPool *pool,
                 const Variant *variant, Look *out);
Variant doctor_change(const Doctor *d, const Variant *variant,
                      const Change *change);

/* ---- doctor_round.c, doctor_limit.c: changes of the formula ---- */

void doctor_roundings(const Doctor *d, const Variant *variant,
                      ChangeList *out);
void doctor_limits(const Doctor *d, const Variant *variant, const Look *look,
                   ChangeList *out);

/* ---- doctor_missing.c ---- */

void doctor_find_missing(Doctor *d, const Result *result);
/* Divisions made without the missing rows. */
void doctor_without(const Doctor *d, const Variant *variant, ChangeList *out);

/* ---- doctor_tree.c ---- */

typedef VEC(Node *) NodeFound;

/* A new node, its n arguments still to be set. It stands where an old one did,
 * as messages need a place. */
Node *tree_node(Arena *arena, NodeKind kind, Place place, size_t n);
/* Every node of a kind in an expression. */
void tree_find(Arena *arena, Node *node, NodeKind kind, NodeFound *out);
/* A copy of an expression with `with` in place of `old`. */
Node *tree_replace(Arena *arena, Node *node, const Node *old, Node *with);
/* The expression on one line. */
const char *tree_text(Arena *arena, const Node *node);
/* A number in base units of the type; NULL where the language has no word for
 * its unit. */
Node *tree_amount(const Doctor *d, const Type *type, const Rat *num,
                  Place place);

/* ---- doctor_data.c: changes of the data ---- */

void doctor_read_columns(Doctor *d, Diags *diags);
void doctor_columns(const Doctor *d, const Variant *variant, ChangeList *out);
/* Inputs of the rows that are furthest off: exchanged, from another column, a
 * digit wrong. */
void doctor_inputs(const Doctor *d, const Variant *variant, const Look *look,
                   ChangeList *out);

/* One of the last decimal that a number has, 1 of a whole one; NULL if it has
 * too many. */
const Rat *doctor_last_decimal(RatPool *pool, const Rat *num);

/* ---- doctor_param.c ---- */

void doctor_params(const Doctor *d, const Look *look, ChangeList *out);

/* ---- doctor_rows.c, doctor_order.c, doctor_tie.c, doctor_single.c ---- */

/* A verdict's printed figures as whole numbers of their last decimal. */
typedef struct Figure {
    size_t row;             /* of the verdict */
    size_t line;            /* of the file */
    bool equal, whole;      /* whole: so is the computed one, `follows` */
    bool nearest;           /* it is the nearest to the computed one */
    int64_t printed, follows;
} Figure;

typedef struct Figures {
    const Verdict *verdict;
    size_t n;
    Figure *at;             /* in the order of the file */
    Finding *finding;       /* by row of the verdict */
    size_t groups;          /* the number of the next finding */
    const Rat *step;        /* one, as an amount */
} Figures;

void doctor_rows(Arena *arena, RatPool *pool, const Look *look,
                 const Verdict *verdict, Finding *finding);
void doctor_tie(Arena *arena, const Look *look, Figures *f);
void doctor_single(const Doctor *d, Arena *arena, RatPool *pool,
                   const Look *look, const Verdict *verdict,
                   Finding *finding);
/* Two rows exchanged, and lines shifted; then the amount of one other row. */
void doctor_exchanged(Arena *arena, Figures *f);
void doctor_other_row(Arena *arena, Figures *f);
/* A row not yet explained; and one that is now. */
bool figure_open(const Figures *f, const Figure *figure);
Finding *figure_found(Figures *f, const Figure *figure, FindingKind kind,
                      size_t group);

/* ---- doctor_digits.c ---- */

/* How digits of the figure that follows would give the printed one: TURNED,
 * LOST, ADDED, CHANGED, or NOTHING. Figures of fewer than four digits, and
 * last digits that are off by a few units, say nothing. */
FindingKind doctor_digits(int64_t printed, int64_t follows);
/* What may have been meant by a number from 0 on: two neighbouring digits
 * exchanged, one less, or one more; at most `most` of them, each once. */
size_t doctor_misprints(int64_t n, int64_t *out, size_t most);
int doctor_count_digits(int64_t n);

#endif
