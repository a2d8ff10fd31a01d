/* lanes.c - which loops this machine can run. */
#include "fast/lanes.h"

#include <string.h>

/* Best first: a processor that has one has those after it. */
static const Lanes *const tables[] = {
#ifdef __x86_64__
    &lanes_avx512,
    &lanes_avx2,
#endif
    &lanes_plain,
};

enum { N_TABLES = sizeof tables / sizeof *tables };

#ifdef __x86_64__

/* What the Makefile lets the compiler use in each: -mavx2 and -mfma;
 * -march=x86-64-v4, which is AVX-512 F, BW, CD, DQ and VL above x86-64-v3. */
static size_t first_usable(void)
{
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) {
        return 2;
    }
    return __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
                && __builtin_cpu_supports("avx512f")
                && __builtin_cpu_supports("avx512bw")
                && __builtin_cpu_supports("avx512cd")
                && __builtin_cpu_supports("avx512dq")
                && __builtin_cpu_supports("avx512vl") ? 0 : 1;
}

#else

static size_t first_usable(void)
{
    return 0;
}

#endif

const Lanes *const *lanes_all(size_t *n)
{
    size_t first = first_usable();

    *n = N_TABLES - first;
    return tables + first;
}

const Lanes *lanes_find(const char *name)
{
    size_t n;
    const Lanes *const *usable = lanes_all(&n);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(usable[i]->name, name) == 0) {
            return usable[i];
        }
    }
    return NULL;
}
