/* page_many.h - comparisons and many variants as pages (page.h).
 *
 * Apart from page.h since src/plan and src/study each have a Step.
 */
#ifndef FORDELA_REPORT_PAGE_MANY_H
#define FORDELA_REPORT_PAGE_MANY_H

#include "report/page_frame.h"
#include "report/report_compare.h"
#include "report/report_simulate.h"

/* Scenarios beside the first of them; command may be NULL. */
void page_compare(const CompareReport *in, const char *command, Buf *out);


#endif
