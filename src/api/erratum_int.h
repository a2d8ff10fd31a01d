/* erratum_int.h - between the files of fordela_erratum. */
#ifndef FORDELA_ERRATUM_INT_H
#define FORDELA_ERRATUM_INT_H

#include "api/pipeline.h"
#include "fordela.h"
#include "study/erratum.h"

/* One call: a correction, and the scenarios under a path. */
typedef struct Errand {
    Arena *arena;               /* what is kept from one scenario to the next */
    RatPool *pool;
    Diags *diags;               /* what is wrong with the correction itself */
    const fordela_erratum_options *options;
    PathList paths;
    const char *under;          /* as given */
    Corrected *corrected;       /* one per correction */
    size_t n;
    Corrections corrections;
} Errand;

/* Finds the cell of a file that each correction means, by looking at all the
 * scenarios: e->corrected and e->corrections. False after faults. */
bool erratum_locate(Errand *e);

#endif
