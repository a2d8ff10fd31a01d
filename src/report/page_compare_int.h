/* page_compare_int.h - between the files that write comparisons as pages. */
#ifndef FORDELA_REPORT_PAGE_COMPARE_INT_H
#define FORDELA_REPORT_PAGE_COMPARE_INT_H

#include "report/page_int.h"
#include "report/report_compare_int.h"

/* One reform beside the base. */
typedef struct Versus {
    Page page;
    const CompareReport *in;
    const Compare *c;
    const CompareReform *reform;
    size_t number;          /* of the reform, from 0 */
    int places, each_places;
} Versus;

/* Of ids of the lines in its table. */
const char *versus_prefix(const Versus *v);
/* "+1 234 kr" */
const char *versus_change(const Versus *v, const Rat *num);

/* ---- page_compare_table.c ---- */

/* Marks that amounts of any side have. */
void versus_banner(const Versus *v);
/* Every recipient before and after. */
void versus_recipients(const Versus *v);
/* How the amounts of all sides came about. */
void versus_derivations(const Versus *v);
/* Sums by groups, if there are groups. */
void versus_groups(const Versus *v, const CompareGroups *groups,
                   const CompareSum *sum);
/* What each part of the reform does, if that was asked for. */
void versus_parts(const Versus *v);

#endif
