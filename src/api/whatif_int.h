/* whatif_int.h - what a what-if holds, for setting and for computing. */
#ifndef FORDELA_WHATIF_INT_H
#define FORDELA_WHATIF_INT_H

#include "api/api_int.h"
#include "fast/fast.h"
#include "report/report_count.h"

/* Amounts and figures are worked out apart, since figures are asked for less
 * often. */
typedef struct Side {
    const Plan *plan;
    Fast *fast;
    int64_t **out;          /* by output */
    uint64_t changed;       /* params set since it was last worked out */
} Side;

struct fordela_whatif {
    fordela *f;
    Arena *arena;           /* of the plans, and all that lives with them */
    RatPool *pool;
    Input *input;           /* by param */
    size_t n_params;
    double *value;          /* by param: whole numbers over input.den */
    const double **at;      /* by param: &value */
    const Def **result;
    size_t n_results;
    const char **unit;      /* by result */
    size_t n_figures;
    CountForm *form;        /* by figure */
    Buf *text;              /* by figure */
    Side amounts, figures;
    bool asked;             /* for figures since the last run */
    const char *reason;
};

/* New plans for inputs as they now are. */
void whatif_plan(fordela_whatif *w);

#endif
