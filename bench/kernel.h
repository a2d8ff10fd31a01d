/* kernel.h - the hand-written kernels, one per formula, at one vector width.
 *
 * The honest limit: each knows its formula and its data, computes with doubles
 * within a proven bound, and decides by exact integers where that bound cannot.
 * Nothing depends on the numbers being friendly but what open() checks.
 */
#ifndef BENCH_KERNEL_H
#define BENCH_KERNEL_H

#include "select.h"

void *KERNEL(g1_open)(const Workload *w, const char **why);
void KERNEL(g1_run)(void *self, const int64_t *param, size_t n, int64_t *out);
void *KERNEL(g2_open)(const Workload *w, const char **why);
void KERNEL(g2_run)(void *self, const int64_t *param, size_t n, int64_t *out);
void *KERNEL(g3_open)(const Workload *w, const char **why);
void KERNEL(g3_run)(void *self, const int64_t *param, size_t n, int64_t *out);

/* Zeroed memory for vectors; ended by free(). */
static inline void *kernel_memory(size_t size)
{
    size = (size + 63) / 64 * 64;
    void *p = aligned_alloc(64, size);
    return p == NULL ? NULL : memset(p, 0, size);
}

/* Rows taken up to full vectors of keys. */
static inline size_t kernel_vectors(size_t rows)
{
    return (rows + KEYS - 1) / KEYS;
}

#endif
