/* page_many.h - comparisons and many variants as pages (page.h).
 *
 * Apart from page.h since src/plan and src/study each have a Step.
 */
#ifndef FORDELA_REPORT_PAGE_MANY_H
#define FORDELA_REPORT_PAGE_MANY_H

#include "report/page_frame.h"
#include "report/report_compare.h"
#include "report/report_simulate.h"

/* Scenarios beside the first of them. */
void page_compare(const CompareReport *in, const PageFrame *frame, Buf *out);

/* What draws gave: page_draws_add for each variant of the vary lines, in their
 * order, then page_draws_end. The arena is for what is kept in between; those
 * of the reports may go. */
typedef struct PageDraws PageDraws;

PageDraws *page_draws_new(Arena *arena);
/* NULL is allowed. */
void page_draws_free(PageDraws *draws);
void page_draws_add(PageDraws *draws, const SimReport *in);
/* in: of any variant; its part is not looked at. */
void page_draws_end(PageDraws *draws, const SimReport *in,
                    const char *command, Buf *out);
/* Figures of every variant: value[variant * n_figures + figure] in units of
 * the plan's outputs, reason[variant] NULL or why there are none. */
typedef struct PageSweep {
    Arena *arena;
    RatPool *pool;
    const Sweep *sweep;
    PageFrame frame;
    const int64_t *value;
    const char *const *reason;
} PageSweep;

void page_sweep(const PageSweep *in, Buf *out);

#endif
