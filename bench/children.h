/* children.h - numpy, started for a workload or to draw by itself. */
#ifndef BENCH_CHILDREN_H
#define BENCH_CHILDREN_H

#include "child.h"

/* how: "exact", "double", "sort", what: a workload; or "draw-double",
 * "draw-sort", what: see numpy_g.py. NULL: why says the reason. */
Child *numpy_open(const char *how, const char *what, const char *csv,
                  size_t rows, char why[WHY]);

#endif
