/* pipeline.h - from a path to a result, stage by stage.
 *
 * Ownership: all that a run makes lives in the arena and pool of its Work.
 */
#ifndef FORDELA_PIPELINE_H
#define FORDELA_PIPELINE_H

#include "exact/exact.h"

/* Scenarios that take results from each other, at most so many in a chain. */
#define SCENARIO_CHAIN_MAX 32

typedef enum Stage { STAGE_TREE, STAGE_CHECK, STAGE_RUN } Stage;

/* What one file became. */
typedef struct Run {
    const Ast *scenario;        /* NULL: the file is a formula */
    const Ast *formula;
    const Program *program;     /* from STAGE_CHECK on */
    const Dataset *data;        /* of a scenario, from STAGE_CHECK on */
    const Result *result;       /* of a scenario, from STAGE_RUN on */
} Run;

/* A scenario that another one took a result from, kept so that it runs once. */
typedef struct OtherRun {
    const char *real_path;
    bool ok;
    Run run;
} OtherRun;

/* One scenario being run on behalf of the one below it. */
typedef struct Chain {
    const char *path, *real_path;
    const struct Chain *below;
} Chain;

typedef struct Work {
    Arena *arena;
    RatPool *pool;
    Diags *diags;
    SourceList sources;         /* every file read */
    const Setting *setting;     /* for the file itself, not for others */
    size_t n_settings;
    const Ast *lines;           /* or NULL: vary, report lines for the file
                                   itself, in place of its own */
    const Corrections *corrections; /* or NULL: of files, whoever reads them */
    const Ast *formula_lines;   /* or NULL: statements besides those of its
                                   formula */
    VEC(OtherRun) others;
    const Chain *chain;
} Work;

/* An empty one, with an arena, pool and diags of its own. */
Work work_new(void);
void work_free(Work *work);

/* Takes the file at path through the stages up to and including `last`. False
 * after faults, which are in work->diags. A formula stops after STAGE_CHECK:
 * nothing to run it over. asked: where the path is written, if anywhere. */
bool pipeline(Work *work, const char *path, Place asked, Stage last,
              Run *run);

/* How the work runs other scenarios for a bind_scenario of its own. */
OtherScenario pipeline_other(Work *work);
/* Runs another scenario as it stands, once; whoever takes results from it
 * later gets the same run. */
bool pipeline_once(Work *work, const char *path, Place asked, Run *run);

#endif
