/* page.h - a result as one HTML file to hand over (page_many.h: comparisons
 * and variants): it needs no network, no script to be read, and prints.
 *
 * Everything is text that is escaped (html.h), drawings (chart.h, map.h) and
 * one small script for sorting, searching and derivations (page.js). A
 * Content-Security-Policy inside allows that script and the style sheet by
 * their hashes, and nothing else whatever it is: not even what a hostile name
 * in the data might bring in could run or call anywhere.
 *
 * Ownership: what is made lives in the arena and pool given; buffers belong to
 * the caller.
 */
#ifndef FORDELA_REPORT_PAGE_H
#define FORDELA_REPORT_PAGE_H

#include "report/page_frame.h"
#include "study/study.h"

/* One scenario. */
typedef struct PageIn {
    Arena *arena;
    RatPool *pool;              /* with more bits than the result's numbers */
    const Result *result;
    const Def *shown;           /* the result it is about; NULL: no amounts */
    PageFrame frame;
    const Verdict *verdict;     /* of its expect lines */
    size_t n_verdicts;
} PageIn;

void page_run(const PageIn *in, Buf *out);

#endif
