/* tipping_int.h - what the files that look for tipping points share. */
#ifndef FORDELA_TIPPING_INT_H
#define FORDELA_TIPPING_INT_H

#include "study/course_order.h"
#include "study/tipping.h"

/* What of a cell is held against the next: kept when the cell is gone. */
typedef struct Snapshot {
    Arena *arena;
    const char *why;        /* it cannot be computed; NULL: it can */
    ChoiceColumn *choice;   /* by Expr.id */
    const char ***text;     /* by Def.id: a text or flag result's, by row */
    size_t *order;          /* by row of the main result, numbers as in
                               CellOrder; NULL: none */
} Snapshot;

typedef struct Tipper {
    Arena *arena;
    RatPool *pool;
    Polys polys;            /* of the points */
    const Program *program;
    const Dataset *data;
    const TipAsk *ask;
    const Def **result;     /* those followed */
    size_t n_results;
    const Expr **expr;      /* by Expr.id */
    const Def **def_of;     /* by Expr.id: where it stands; NULL: elsewhere */
    Course *course;
    Tipping *out;
    Diags *diags;
    Snapshot *last, *here;  /* the last cell; the point after it */
    Root at;                /* that point */
    Stop stop;              /* what could not be followed after all */
    bool many;
} Tipper;

/* ---- tipping_words.c ---- */

/* The text an expression was written as, blanks run together. */
const char *tip_text(Arena *arena, const Expr *e);
/* What a choice of e at a row is called. */
const char *tip_word(Arena *arena, const Expr *e, unsigned choice);
/* Why a cell cannot be computed. */
const char *tip_reason(Arena *arena, const Program *program,
                       const Stop *fault);

/* ---- tipping_compare.c ---- */

Snapshot *snapshot_new(const Tipper *t, const CourseCell *cell);
void snapshot_free(Snapshot *s);
/* Tips at t->at: from `before` to `after`; here may be NULL. */
void tips_compare(Tipper *t, const Snapshot *before, const Snapshot *here,
                  const Snapshot *after);
void tip_add(Tipper *t, Tip tip);

/* ---- tipping_passes.c ---- */

/* Counts on what the cell's amounts pass. */
void passes_add(Tipper *t, CourseCell *cell, const Frac *amount);

#endif
