/* kernels.c - the hand-written kernels as contestants. */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "contestant.h"

#ifdef __x86_64__

typedef void *Open(const Workload *w, const char **why);
typedef void Run(void *self, const int64_t *param, size_t n, int64_t *out);

Open g1_open_avx2, g2_open_avx2, g3_open_avx2;
Run g1_run_avx2, g2_run_avx2, g3_run_avx2;
Open g1_open_avx512, g2_open_avx512, g3_open_avx512;
Run g1_run_avx512, g2_run_avx512, g3_run_avx512;

typedef struct Kernel {
    Run *run;
    void *self;
} Kernel;

static void *kernel_open(const Workload *w, Open *const *open, Run *const *run,
                         char why[WHY])
{
    const char *reason = "";
    Kernel *k = mem_alloc(1, sizeof *k);
    k->run = run[w->kind];
    k->self = open[w->kind](w, &reason);
    if (k->self == NULL) {
        snprintf(why, WHY, "%s", reason);
        mem_free(k);
        return NULL;
    }
    return k;
}

static bool kernel_run(void *self, const int64_t *param, size_t n,
                       int64_t *amounts)
{
    Kernel *k = self;
    k->run(k->self, param, n, amounts);
    return true;
}

static void kernel_close(void *self)
{
    Kernel *k = self;
    free(k->self);
    mem_free(k);
}

static void *open_avx2(const Workload *w, const char *build, char why[WHY])
{
    static Open *const open[] = {g1_open_avx2, g2_open_avx2, g3_open_avx2};
    static Run *const run[] = {g1_run_avx2, g2_run_avx2, g3_run_avx2};
    (void)build;
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) {
        snprintf(why, WHY, "this processor has no AVX2");
        return NULL;
    }
    return kernel_open(w, open, run, why);
}

static void *open_avx512(const Workload *w, const char *build, char why[WHY])
{
    static Open *const open[] = {g1_open_avx512, g2_open_avx512,
                                 g3_open_avx512};
    static Run *const run[] = {g1_run_avx512, g2_run_avx512, g3_run_avx512};
    (void)build;
    if (!__builtin_cpu_supports("avx512f")
        || !__builtin_cpu_supports("avx512bw")
        || !__builtin_cpu_supports("avx512dq")
        || !__builtin_cpu_supports("avx512vl")) {
        snprintf(why, WHY, "this processor has no AVX-512");
        return NULL;
    }
    return kernel_open(w, open, run, why);
}

#else

static void *open_none(const Workload *w, const char *build, char why[WHY])
{
    (void)w;
    (void)build;
    snprintf(why, WHY, "this processor is no x86-64");
    return NULL;
}

#define open_avx2 open_none
#define open_avx512 open_none
#define kernel_run NULL
#define kernel_close NULL

#endif

/* Blocks that stay in the nearest cache. */
const Contestant kernel_avx2 = {
    .name = "hand-written, AVX2", .open = open_avx2, .run = kernel_run,
    .block = 16, .close = kernel_close};
const Contestant kernel_avx512 = {
    .name = "hand-written, AVX-512", .open = open_avx512, .run = kernel_run,
    .block = 16, .close = kernel_close};
