/* report_marginal_int.h - between the files that show one more as text. */
#ifndef FORDELA_REPORT_MARGINAL_INT_H
#define FORDELA_REPORT_MARGINAL_INT_H

#include "report/report_marginal.h"

/* Decimals of what is not rounded, at least. */
#define MARGINAL_PLACES 6

/* "0114 Upplands Väsby" */
const char *marginal_row_name(MarginalReport *in, size_t row);
/* A change with its sign, shares in per cent. */
const char *marginal_change(MarginalReport *in, const Rat *num,
                            int decimals);
/* The row's marks into the last column, which is there where rows differ. */
void marginal_set_marks(MarginalReport *in, Grid *grid, size_t at,
                        size_t row);
/* Two lines over a column. */
void marginal_head(Grid *grid, size_t col, const char *one, const char *two,
                   bool right);

/* ---- report_marginal_matrix.c ---- */

void marginal_matrix_row(MarginalReport *in, const MarginalRow *row);
void marginal_matrix_end(MarginalReport *in);

#endif
