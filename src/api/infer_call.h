/* infer_call.h - between the files of fordela_infer. */
#ifndef FORDELA_INFER_CALL_H
#define FORDELA_INFER_CALL_H

#include "api/api_int.h"
#include "report/report_infer.h"
#include "study/infer.h"

typedef struct InferCall {
    const fordela_infer_options *options;
    Arena *arena;
    RatPool *pool, *show;
    Diags *diags;
    Buf said;                   /* before the diags */
    bool use;                   /* a fault is of the question */
    SourceList sources;
    InferTable *table;
    int64_t total[INFER_TOTALS];
    size_t n_totals;
    InferColumns columns;
    double began;
    bool stopped;
    Buf out;
} InferCall;

/* ---- infer.c ---- */

/* A fault of the question; returns false. */
bool infer_wrong(InferCall *x, const char *way_out, const char *what);
/* Shares of a total are not negative, and not all 0. */
bool infer_is_division(InferCall *x, const InferTable *t);
/* In units; a total given must be one that rounding can lead away from. */
bool infer_set_totals(InferCall *x, const InferTable *t);
bool infer_read_candidates(InferCall *x);
/* The table's own columns can be data of a formula, too. */
bool infer_read_own(InferCall *x);
double infer_seconds(void);

/* ---- infer_ask.c ---- */

/* Each answers into x->out; false after a fault. */
bool infer_ask_base(InferCall *x);
bool infer_ask_rank(InferCall *x);
bool infer_ask_free(InferCall *x);
bool infer_ask_parts(InferCall *x);

#endif
