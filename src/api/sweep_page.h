/* sweep_page.h - the figures of a sweep, gathered for a page. */
#ifndef FORDELA_SWEEP_PAGE_H
#define FORDELA_SWEEP_PAGE_H

#include "api/bulk.h"

/* Variants that a page has curves of, at most. */
#define SWEEP_PAGE_MOST 20000

/* Runs all variants and gives the page. */
bool sweep_page(Bulk *b, fordela_sweep_counts *counts);

#endif
