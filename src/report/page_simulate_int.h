/* page_simulate_int.h - between the files that write simulations as pages. */
#ifndef FORDELA_REPORT_PAGE_SIMULATE_INT_H
#define FORDELA_REPORT_PAGE_SIMULATE_INT_H

#include <math.h>

#include "report/page_int.h"
#include "report/page_many.h"
#include "report/report_simulate_int.h"

typedef struct DrawsVariant {
    double x;               /* of the first vary line */
    double *quantile;       /* figures * N_QUANTILES; NAN: no draw */
    uint64_t rows, infeasible, cut;
} DrawsVariant;

struct PageDraws {
    Arena *arena;
    VEC(DrawsVariant) variant;
    Buf body;               /* what is written of them so far */
    size_t figures;         /* drawn so far */
};

/* A count of the line's unit, for drawing. */
double sim_number(const SimReport *in, const SimLine *line, int64_t count);

/* ---- page_simulate_table.c ---- */

void draws_figures(Page *page, const SimReport *in);
/* Drawn, and in a table. */
void draws_recipients(Page *page, const SimReport *in);
/* A table of figures, the rows of each variant by themselves. */
void draws_variant_head(const Page *page, const SimReport *in);
void draws_variant_rows(const Page *page, const SimReport *in);

#endif
